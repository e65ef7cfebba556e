//! What a record of the practice database must be, and what is said of one that is not.

use insta::assert_snapshot;

use crate::said::{said, said_in_words};

const RECORD: &str = r#"--- content/practices/pilot.md
+++
id = "atd-mx-2015-pilot"
title = "Release pilot"
summary = "Twenty children left detention for two open-door homes."
measure = "practice"
cap = ["placement"]
countries = ["MX"]
scope = "municipal"
populations = ["children"]
context = ["transit"]
status = "ended"
start = "2015-08"
approach = "engagement"
restrictions = ["none"]
date = 2026-11-01
actors = [{ name = "INM", role = "authority", kind = "government" }]
sources = [{ ref = "idc2016", title = "Practical Steps" }]
+++
"#;

// A record in which lines take the place of others, or stand before the end.
fn with(lines: &[&str]) -> String {
    let key = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
    let keys: Vec<_> = lines.iter().map(|line| key(line)).collect();
    let kept: Vec<_> = RECORD.lines().filter(|old| !keys.contains(&key(old))).collect();
    let (front, end) = kept.split_at(kept.len() - 1);
    [front, lines, end].concat().join("\n")
}

// With one outcome that has these fields beside the ones that every outcome has.
fn outcome(fields: &str) -> String {
    with(&[&format!("outcomes = [{{ source = \"idc2016\", quality = \"implementer\", {fields} }}]")])
}

#[test]
fn a_record_with_all_that_it_needs_is_fine() {
    assert_snapshot!(said(RECORD), @"nothing");
}

#[test]
fn a_record_without_anything_is_told_what_it_needs() {
    assert_snapshot!(said_in_words("--- content/practices/a.md\n+++\n+++\n"), @"
    front-matter/missing-field at content/practices/a.md:1:1: the field `actors` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `approach` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `cap` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `context` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `countries` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `date` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `id` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `measure` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `populations` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `restrictions` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `scope` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `sources` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `start` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `status` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `summary` is missing
    front-matter/missing-field at content/practices/a.md:1:1: the field `title` is missing
    ");
}

#[test]
fn a_word_that_no_vocabulary_has_is_named_with_the_one_that_was_meant() {
    let file =
        with(&["cap = [\"placement\", \"casemanagement\"]", "context = [\"abroad\"]", "status = \"endet\""]);
    assert_snapshot!(said_in_words(&file), @"
    vocabulary/unknown-term at content/practices/pilot.md:15:21: `casemanagement` is not in the vocabulary `cap`
      did you mean `case-management`?
    vocabulary/unknown-term at content/practices/pilot.md:16:12: `abroad` is not in the vocabulary `context`
      choose one of: origin, transit, destination, return, entry; a word of your own goes into `content/practices/_vocabularies/context.toml`
    vocabulary/unknown-term at content/practices/pilot.md:17:10: `endet` is not in the vocabulary `practice-status`
      did you mean `ended`?
    ");
}

#[test]
fn every_vocabulary_is_checked() {
    let file = with(&[
        "measure = \"x1\"",
        "cap_sub = [\"x2\"]",
        "scope = \"x3\"",
        "populations = [\"x4\"]",
        "approach = \"x5\"",
        "restrictions = [\"x6\"]",
        "evidence = \"x7\"",
        "actors = [{ name = \"A\", role = \"x8\", kind = \"x9\" }]",
        "legal_basis = [{ title = \"L\", level = \"x10\" }]",
        "sources = [{ ref = \"idc2016\", title = \"S\", type = \"x11\" }]",
        "outcomes = [{ indicator = \"x12\", value = 1, unit = \"x13\", source = \"idc2016\", quality = \"x14\" }]",
        "redaction = [{ field = \"actrs\", reason = \"x15\" }]",
    ]);
    assert_snapshot!(said(&file), @"
    vocabulary/unknown-term at content/practices/pilot.md:11:11
    vocabulary/unknown-term at content/practices/pilot.md:12:12
    vocabulary/unknown-term at content/practices/pilot.md:13:9
    vocabulary/unknown-term at content/practices/pilot.md:14:16
    vocabulary/unknown-term at content/practices/pilot.md:15:12
    vocabulary/unknown-term at content/practices/pilot.md:16:17
    vocabulary/unknown-term at content/practices/pilot.md:17:12
    vocabulary/unknown-term at content/practices/pilot.md:18:32
    vocabulary/unknown-term at content/practices/pilot.md:18:45
    vocabulary/unknown-term at content/practices/pilot.md:19:39
    vocabulary/unknown-term at content/practices/pilot.md:20:51
    vocabulary/unknown-term at content/practices/pilot.md:21:27
    vocabulary/unknown-term at content/practices/pilot.md:21:52
    vocabulary/unknown-term at content/practices/pilot.md:21:89
    practice/redaction-field at content/practices/pilot.md:22:24
    vocabulary/unknown-term at content/practices/pilot.md:22:42
    ");
}

#[test]
fn a_site_changes_and_extends_vocabularies() {
    let own = "\n--- content/practices/_vocabularies/context.toml\n[abroad]\nlabel = { en = \"Abroad\" }\n\
               --- content/practices/_vocabularies/contexts.toml\n[x]\nlabel = { xx = \"X\" }\n";
    assert_snapshot!(said_in_words(&format!("{}{own}", with(&["context = [\"abroad\", \"transit\"]"]))), @"
    vocabulary/label-missing at content/practices/_vocabularies/context.toml:1:1: the vocabulary `context` has no words in `es` for: abroad
      add a `label` in this language for each in `content/practices/_vocabularies/context.toml`
    vocabulary/unknown at content/practices/_vocabularies/contexts.toml:1:1: there is no vocabulary `contexts` to change
      did you mean `context`?
    ");
}

#[test]
fn terms_of_a_sites_own_fit_in_with_the_others() {
    let own = |name: &str, terms: &str| {
        said_in_words(&format!("{RECORD}\n--- content/practices/_vocabularies/{name}.toml\n{terms}"))
    };
    let label = "label = { en = \"X\", es = \"X\" }\n";
    let population = |fields: &str| own("population", &format!("[farm-workers]\n{label}{fields}"));
    assert_snapshot!(population(""), @"nothing");
    assert_snapshot!(own("population", &format!("[\"Farm workers\"]\n{label}")), @"
    vocabulary/key-shape at content/practices/_vocabularies/population.toml:1:2: `Farm workers` cannot be the key of a term
      write small letters without accents, digits and `-`: `farm-workers`; what readers see is its `label`
    ");
    assert_snapshot!(population("slug = { es = \"Jornaleras del campo\" }"), @"
    vocabulary/slug-shape at content/practices/_vocabularies/population.toml:1:2: `Jornaleras del campo` cannot stand in an address
      write `jornaleras-del-campo`
    ");
    assert_snapshot!(population("slug = { en = \"women\" }"), @"
    vocabulary/slug-taken at content/practices/_vocabularies/population.toml:1:2: in `en`, `women` has the word `women` in addresses already
      give one of the two another `slug`
    ");
    let two = format!("[a]\n{label}slug = {{ es = \"x\" }}\n[b]\n{label}slug = {{ es = \"x\" }}\n");
    assert_snapshot!(own("population", &two), @"
    vocabulary/slug-taken at content/practices/_vocabularies/population.toml:4:2: in `es`, `a` has the word `x` in addresses already
      give one of the two another `slug`
    ");
    assert_snapshot!(own("cap-sub", &format!("[x]\n{label}parent = \"placment\"")), @"
    vocabulary/unknown-parent at content/practices/_vocabularies/cap-sub.toml:1:2: the `parent` of this term, `placment`, is not in the vocabulary `cap`
      did you mean `placement`?
    ");
    assert_snapshot!(own("indicator", &format!("[x]\n{label}units = [\"day\"]")), @"
    vocabulary/unknown-unit at content/practices/_vocabularies/indicator.toml:1:2: `day` is not a unit
      choose of: percent, count, days, currency; `currency` stands for every currency
    ");
}

#[test]
fn what_a_new_file_begins_with_is_not_published() {
    let actor = "actors = [{ name = \"[The organisation]\", role = \"lead\", kind = \"community\" }]";
    assert_snapshot!(said_in_words(&with(&[actor])), @"
    new/placeholder-left at content/practices/pilot.md:17:20: this still has the words that a new file begins with
      write your own in their place, or keep `draft = true` until you have them
    ");
    assert_snapshot!(said(&with(&[actor, "draft = true"])), @"nothing");
    let summary = "summary = \"[Two sentences that say what was done, for whom, and what came of it: 40 to 400 characters.]\"";
    assert_snapshot!(said(&with(&[summary])), @"new/placeholder-left at content/practices/pilot.md:17:11");
    let ask = "--- content/petitions/a.es.md\n+++\nask = \"[Una oración: qué quiere que se haga, y quién debe hacerlo.]\"\n+++\n";
    assert!(said(ask).contains("new/placeholder-left at content/petitions/a.es.md:2:7"), "{}", said(ask));
    assert_snapshot!(said(&with(&[&actor.replace("[The organisation]", "[Our house]")])), @"nothing");
}

#[test]
fn a_list_that_must_have_something_has_something() {
    assert_snapshot!(said_in_words(&with(&["populations = []", "actors = []"])), @"
    front-matter/empty-list at content/practices/pilot.md:16:1: `populations` needs at least one entry
    front-matter/empty-list at content/practices/pilot.md:17:1: `actors` needs at least one entry
    ");
}

#[test]
fn a_part_belongs_to_an_area_that_is_listed() {
    assert_snapshot!(said_in_words(&with(&["cap_sub = [\"open-shelter\", \"best-interests\"]"])), @"
    practice/cap-sub-parent at content/practices/pilot.md:18:28: `best-interests` belongs to `identification`, which is not among the areas in `cap`
      add `identification` to `cap`, or take `best-interests` out
    ");
}

#[test]
fn countries_are_needed_unless_it_is_wider() {
    let without = RECORD.replace("countries = [\"MX\"]\n", "");
    assert_snapshot!(said_in_words(&without), @"front-matter/missing-field at content/practices/pilot.md:1:1: the field `countries` is missing");
    let regional = without.replace("municipal", "regional");
    assert_snapshot!(said_in_words(&regional), @"front-matter/missing-field at content/practices/pilot.md:1:1: the field `regions` is missing");
    assert_snapshot!(said(&regional.replace("status", "regions = [\"americas\"]\nstatus")), @"nothing");
}

#[test]
fn a_subdivision_lies_in_a_listed_country() {
    let file = with(&[
        "subdivisions = [\"MX-CMX\", \"US-TX\", \"MX-Sonora\"]",
        "places = [{ name = \"El Paso\", subdivision = \"US-TX\", precision = \"town\" }]",
    ]);
    assert_snapshot!(said_in_words(&file), @"
    practice/subdivision-outside at content/practices/pilot.md:18:27: `US-TX` lies in US, which is not among `countries`
      add the country, or mend the code
    practice/subdivision-shape at content/practices/pilot.md:18:36: `MX-Sonora` is not a part of a country
      use a code of ISO 3166-2: `MX-CMX`
    practice/subdivision-outside at content/practices/pilot.md:19:45: `US-TX` lies in US, which is not among `countries`
      add the country, or mend the code
    front-matter/unknown-word at content/practices/pilot.md:19:66: `town` is not one of the words that may stand here
      there are: country, region, city
    ");
}

#[test]
fn a_place_is_never_a_door() {
    let place = |name: &str| said(&with(&[&format!("places = [{{ name = \"{name}\" }}]")]));
    assert_snapshot!(place("Mexico City, north"), @"nothing");
    assert_snapshot!(place("Avenida Juárez 20, Centro"), @"privacy/exact-place at content/practices/pilot.md:18:20");
    assert_snapshot!(place("Calle 5 de Mayo, 12"), @"privacy/exact-place at content/practices/pilot.md:18:20");
    assert_snapshot!(place("1200 Main Street, El Paso"), @"privacy/exact-place at content/practices/pilot.md:18:20");
    assert_snapshot!(place("19.4326, -99.1332"), @"privacy/exact-place at content/practices/pilot.md:18:20");
    assert_snapshot!(place("19°25′42″N 99°7′39″W"), @"privacy/exact-place at content/practices/pilot.md:18:20");
    assert_snapshot!(place("District 12 in 2015"), @"nothing");
    let body = |line: &str| said(&format!("{RECORD}\n{line}\n"));
    assert_snapshot!(body("The home is at 1200 Main Street."), @"privacy/exact-place at content/practices/pilot.md:20:1");
    assert_snapshot!(body("El hogar está en Av. Juárez 20."), @"privacy/exact-place at content/practices/pilot.md:20:1");
    assert_snapshot!(body("In 2015, 20 children moved in."), @"nothing");
}

#[test]
fn a_door_is_known_in_every_form_that_people_write_it() {
    let is_door = altavoz::content::rules::is_exact_place;
    for door in [
        "Carrera 7 # 12-34",
        "Carrera 7 #12-34",
        "Calle 7 # 12-34, Bogotá",
        "Carrera 7 No. 12-34",
        "Carrera 7 no. 12-34",
        "la Cra. 7 Nº 12-34.",
        "Calle 26 Sur # 12A-34",
        "**Carrera 7 # 12-34**",
        "Carrera 7 # 12 - 34",
        "5a Avenida 12-34, Zona 1",
        "12 Calle 3-45, Zona 10",
        "6 avenida \"A\" 12-34",
        "Avenida Las Américas 8-42",
        "https://maps.google.com/?q=14.6,-90.5",
        "https://maps.google.com/?q=14.6%2C-90.5",
        "[map](https://www.google.com/maps/@14.6349,-90.5069,17z)",
        "https://www.google.com/maps/place/X/data=!3d14.6349!4d-90.5069",
        "https://www.openstreetmap.org/#map=18/19.4326/-99.1332",
        "https://www.openstreetmap.org/?mlat=19.4326&mlon=-99.1332",
        "https://example.org/home?at=19.4326,-99.1332",
        "geo:14.6,-90.5",
    ] {
        assert!(is_door(door), "{door}");
    }
    for fine in [
        "Ley 12-34",
        "la Ley 12-34 y el Decreto 7-15",
        "Carrera 7",
        "la Calle 13 no tiene 20 casas",
        "una carrera de 12-34 kilómetros",
        "artículos 12-34",
        "ages 12-17",
        "Avenida 5 no 20 personas",
        "https://doi.org/10.1080/14.123",
        "https://example.org/v1.2/3.4/report.pdf",
        "https://example.org/report-2.1,3.4.pdf",
        "https://www.openstreetmap.org/#map=5/20/-90",
        "https://example.org/roadmap-1.2-2.3.pdf",
    ] {
        assert!(!is_door(fine), "{fine}");
    }
}

#[test]
fn a_door_is_found_in_every_text_of_a_record() {
    let found = |line: &str| assert!(said(&with(&[line])).contains("privacy/exact-place at"), "{line}");
    found("title = \"The home in Carrera 7 # 12-34\"");
    found("summary = \"Twenty children left detention for a home in Carrera 7 # 12-34.\"");
    found("actors = [{ name = \"A\", role = \"lead\", kind = \"community\", note = \"Calle 7 # 12-34\" }]");
    found("sources = [{ ref = \"a\", title = \"A\", url = \"https://maps.google.com/?q=14.6,-90.5\" }]");
    let note =
        "indicator = \"people-served\", value = 1, unit = \"count\", note = \"at Carrera 7 No. 12-34\"";
    assert_snapshot!(said(&outcome(note)), @"privacy/exact-place at content/practices/pilot.md:18:123");
    let body = |line: &str| said(&format!("{RECORD}\n{line}\n"));
    assert_snapshot!(body("See the [map](https://maps.google.com/?q=14.6,-90.5)."), @"privacy/exact-place at content/practices/pilot.md:20:1");
}

#[test]
fn times_follow_each_other() {
    assert_snapshot!(said(&with(&["end = \"2015-07\""])), @"practice/ends-before-start at content/practices/pilot.md:18:7 (start at 12:9)");
    assert_snapshot!(said(&with(&["end = \"2015\""])), @"nothing");
    assert_snapshot!(said(&with(&["end = \"..\"", "status = \"operating\""])), @"nothing");
    assert_snapshot!(said(&with(&["start = \"..\""])), @"practice/start-open at content/practices/pilot.md:17:9");
    assert_snapshot!(said(&with(&["start = \"2027\"", "status = \"operating\""])), @"practice/starts-in-future at content/practices/pilot.md:16:9");
    assert_snapshot!(said_in_words(&with(&["start = 2015"])), @r#"front-matter/wrong-type at content/practices/pilot.md:17:9: this should be a year, month or day: "2015", "2015-08", "2015-08-01", but it is a whole number"#);
    assert_snapshot!(said_in_words(&with(&["start = \"about 2015\""])), @"
    front-matter/impossible-date at content/practices/pilot.md:17:9: `about 2015` is not a date that exists
      write it as one of `2015`, `2015-08`, `2015-08-01`, `2015~`, `..`: `~` where it is only roughly known, `..` where there is no end
    ");
}

#[test]
fn what_is_over_has_ended_and_what_goes_on_has_not() {
    assert_snapshot!(said_in_words(&with(&["end = \"..\""])), @"
    practice/not-ended at content/practices/pilot.md:18:7 (status at 11:10): `status` says `ended`, but this has not ended yet
      correct `end`, or set another `status` until then
    ");
    assert_snapshot!(said(&with(&["end = \"2027\""])), @"practice/not-ended at content/practices/pilot.md:18:7 (status at 11:10)");
    assert_snapshot!(said(&with(&["end = \"2016\""])), @"nothing");
    assert_snapshot!(said(&with(&["status = \"operating\"", "end = \"2016\""])), @"practice/ended-already at content/practices/pilot.md:18:7 (status at 17:10)");
    assert_snapshot!(said(&with(&["status = \"operating\"", "end = \"2099\""])), @"nothing");
}

#[test]
fn what_was_done_was_not_done_in_the_future() {
    assert_snapshot!(said(&with(&["reviewed = 2099-01-01"])), @"practice/in-future at content/practices/pilot.md:18:12");
    let source =
        |field: &str| said(&with(&[&format!("sources = [{{ ref = \"a\", title = \"A\", {field} }}]")]));
    assert_snapshot!(source("accessed = 2099-01-01"), @"practice/in-future at content/practices/pilot.md:17:38");
    assert_snapshot!(source("year = 2099"), @"front-matter/out-of-range at content/practices/pilot.md:17:38");
    assert_snapshot!(source("year = 19"), @"front-matter/out-of-range at content/practices/pilot.md:17:38");
    assert_snapshot!(source("year = 2016"), @"nothing");
}

#[test]
fn nobody_counts_less_than_nothing() {
    let served =
        |value: &str| said(&with(&[&format!("people_served = {{ value = {value}, source = \"idc2016\" }}")]));
    assert_snapshot!(served("20"), @"nothing");
    assert_snapshot!(served("0"), @"practice/impossible-count at content/practices/pilot.md:18:19");
    assert_snapshot!(served("-20"), @"practice/impossible-count at content/practices/pilot.md:18:19");
    assert_snapshot!(served("20, period = \"2018/2019\""), @"nothing");
    assert_snapshot!(served("20, period = \"2019/2018\""), @"practice/period-reversed at content/practices/pilot.md:18:31");
    let count = |value: &str| {
        said(&outcome(&format!("indicator = \"protection-granted\", unit = \"count\", value = {value}")))
    };
    assert_snapshot!(count("0"), @"nothing");
    assert_snapshot!(count("3, n = 0"), @"practice/impossible-count at content/practices/pilot.md:18:121");
    assert_snapshot!(count("-3"), @"practice/impossible-count at content/practices/pilot.md:18:118");
    assert_snapshot!(count("2.5"), @"practice/impossible-count at content/practices/pilot.md:18:118");
    assert_snapshot!(count("3, comparator = { value = -1, label = \"before\" }"), @"practice/impossible-count at content/practices/pilot.md:18:136");
    assert_snapshot!(count("3, comparator = { value = 2.5, label = \"before\" }"), @"nothing");
    assert_snapshot!(count("3, period = \"2019-02/2019-01\""), @"practice/period-reversed at content/practices/pilot.md:18:121");
}

#[test]
fn a_law_is_in_force_and_a_practice_in_operation() {
    assert_snapshot!(said_in_words(&with(&["status = \"in-force\""])), @"
    practice/status-measure at content/practices/pilot.md:17:10 (measure at 5:11): a practice cannot be `in-force`
      `pilot` and `operating` are for practices, `in-force` and `repealed` for laws
    ");
    let law = with(&[
        "measure = \"law\"",
        "status = \"pilot\"",
        "legal_basis = [{ title = \"L\", level = \"statute\", date = \"2014\" }]",
    ]);
    assert_snapshot!(said(&law), @"practice/status-measure at content/practices/pilot.md:17:10 (measure at 16:11)");
    assert_snapshot!(said_in_words(&with(&["measure = \"law\"", "status = \"repealed\""])), @"
    practice/law-without-basis at content/practices/pilot.md:16:11: a record of a law names the law
      add `[[legal_basis]]` with `title` and `level`
    ");
}

#[test]
fn figures_name_their_source() {
    let file = with(&[
        "outcomes = [{ indicator = \"people-served\", value = 1, unit = \"count\", source = \"idc2015\", quality = \"implementer\" }]",
        "people_served = { value = 1, source = \"unhcr\", period = \"2015/16\" }",
    ]);
    assert_snapshot!(said_in_words(&file), @r#"
    practice/unknown-source at content/practices/pilot.md:18:80: no source is called `idc2015`
      did you mean `idc2016`?
    practice/unknown-source at content/practices/pilot.md:19:39: no source is called `unhcr`
      add it under `[[sources]]`, with this word as its `ref`
    practice/period-shape at content/practices/pilot.md:19:48: `2015/16` is not a date or a period
      write "2015", "2015-08", or from and to with a slash: "2015-08/2016-04"
    "#);
    assert_snapshot!(said(&with(&["sources = [{ ref = \"a\", title = \"A\" }, { ref = \"a\", title = \"B\" }]"])), @"practice/duplicate-source at content/practices/pilot.md:17:48 (first at 17:20)");
}

#[test]
fn a_share_is_between_0_and_100() {
    assert_snapshot!(said(&outcome("indicator = \"appearance-rate\", value = 101, unit = \"percent\"")), @"practice/percent-range at content/practices/pilot.md:18:99");
    assert_snapshot!(said(&outcome("indicator = \"appearance-rate\", value = -0.5, unit = \"percent\"")), @"practice/percent-range at content/practices/pilot.md:18:99");
    let compared = "indicator = \"appearance-rate\", value = 90, unit = \"percent\", comparator = { value = 120, label = \"before\" }";
    assert_snapshot!(said(&outcome(compared)), @"practice/percent-range at content/practices/pilot.md:18:136");
}

#[test]
fn an_indicator_has_its_units() {
    assert_snapshot!(said_in_words(&outcome("indicator = \"cost-per-person-day\", value = 36, unit = \"count\"")), @"
    practice/cost-unit at content/practices/pilot.md:18:114: `count` is not a currency, and `cost-per-person-day` is a cost
      use the three letters of ISO 4217: `USD`, `MXN`, `EUR`
    ");
    assert_snapshot!(said(&outcome("indicator = \"cost-per-person-day\", value = 36, unit = \"USD\"")), @"nothing");
    assert_snapshot!(said_in_words(&outcome("indicator = \"appearance-rate\", value = 36, unit = \"USD\"")), @"
    practice/unit at content/practices/pilot.md:18:110: `appearance-rate` cannot be given in `USD`
      use one of: percent
    ");
    assert_snapshot!(said_in_words(&outcome("indicator = \"cost-per-person-day\", value = 36, unit = \"USS\"")), @"
    vocabulary/unknown-term at content/practices/pilot.md:18:114: `USS` is not in the vocabulary `unit`
      choose one of: percent, count, days, USD, EUR, MXN; a word of your own goes into `content/practices/_vocabularies/unit.toml`
    ");
    assert_snapshot!(said_in_words(&outcome("indicator = \"cost-per-person-day\", value = 36, unit = \"usd\"")), @"
    vocabulary/unknown-term at content/practices/pilot.md:18:114: `usd` is not in the vocabulary `unit`
      did you mean `USD`?
    ");
}

#[test]
fn figures_are_compared_with_their_like() {
    let fields = "indicator = \"cost-per-person-day\", value = 36, unit = \"USD\", period = \"2018\", \
                  comparator = { value = 300, label = \"detention\", unit = \"MXN\", period = \"2017\" }";
    assert_snapshot!(said_in_words(&outcome(fields)), @"
    practice/comparator-unit at content/practices/pilot.md:18:194: this figure is in `USD`, and is compared with one in `MXN`
      give both in the same unit
    practice/comparator-period at content/practices/pilot.md:18:210: this figure is compared with one of `2017`, but it is of `2018` itself
      compare figures of the same time, or say in the `note` why they differ
    ");
}

#[test]
fn shares_of_one_whole_add_up() {
    let share = |value: f64, source: &str| {
        format!(
            "{{ indicator = \"education-level\", value = {value}, unit = \"percent\", source = \"{source}\", quality = \"implementer\" }}"
        )
    };
    let sources = "sources = [{ ref = \"a\", title = \"A\" }, { ref = \"b\", title = \"B\" }]";
    let sum =
        |shares: &[String]| said_in_words(&with(&[&format!("outcomes = [{}]", shares.join(", ")), sources]));
    assert_snapshot!(sum(&[share(63.0, "a"), share(37.0, "a")]), @"nothing");
    assert_snapshot!(sum(&[share(63.5, "a"), share(37.5, "a")]), @"nothing");
    assert_snapshot!(sum(&[share(63.0, "a"), share(39.1, "a")]), @r#"
    text/shares-sum at content/practices/pilot.md:17:46: these shares add up to 102.1, not to 100
      check them; if they were published so, write `allow` with `rule = "text/shares-sum"` and the reason
    "#);
    // How many came to each of two hearings is no whole.
    let rate = |value: f64| share(value, "a").replace("education-level", "appearance-rate");
    assert_snapshot!(sum(&[rate(50.0), rate(60.0)]), @"nothing");
    // Two sources may disagree.
    assert_snapshot!(sum(&[share(82.0, "a"), share(77.7, "b")]), @"nothing");
}

#[test]
fn evidence_is_no_better_than_the_figures() {
    let fields = "outcomes = [{ indicator = \"people-served\", value = 1, unit = \"count\", source = \"idc2016\", quality = \"implementer\" }]";
    assert_snapshot!(said_in_words(&with(&[fields, "evidence = \"peer-reviewed\""])), @"
    practice/evidence-raised at content/practices/pilot.md:19:12: `peer-reviewed` is better evidence than the figures have, whose best is `implementer`
      set a lower one, or leave `evidence` out
    ");
    assert_snapshot!(said(&with(&[fields, "evidence = \"testimony\""])), @"nothing");
}

#[test]
fn a_record_wants_to_be_reviewed() {
    assert_snapshot!(said_in_words(&with(&["reviewed = 2024-11-30"])), @"
    practice/stale at content/practices/pilot.md:18:12: nobody has checked this record since 2024-11-30, more than 24 months ago
      check it and set `reviewed` to the day
    ");
    assert_snapshot!(said(&with(&["reviewed = 2024-12-01"])), @"nothing");
    assert_snapshot!(said(&with(&["date = 2020-01-01"])), @"practice/stale at content/practices/pilot.md:17:8");
}

#[test]
fn numbers_and_names_have_their_shapes() {
    let file = with(&[
        "id = \"mx-pilot\"",
        &format!("title = \"{}\"", "x".repeat(121)),
        "summary = \"Too short\"",
        "gcm = [13, 24]",
        "sdg = [\"10.7\", \"18\", \"16.a\", \"ten\"]",
        "restrictions = [\"none\", \"bail\"]",
        "sources = [{ ref = \"idc2016\", title = \"S\", url = \"example.org\", isbn = \"978-0\", doi = \"x\" }]",
    ]);
    assert_snapshot!(said_in_words(&file), @r#"
    practice/id-shape at content/practices/pilot.md:13:6: `mx-pilot` cannot be a record's id
      it begins with `atd-` and has small letters, digits and `-`: `atd-mx-2015-pilot`
    text/too-long at content/practices/pilot.md:14:9: this has 121 characters, and 120 is the most
    text/too-short at content/practices/pilot.md:15:11: this has 9 characters, and should have at least 40
    front-matter/out-of-range at content/practices/pilot.md:16:12: `24` should be from 1 to 23
    practice/sdg-shape at content/practices/pilot.md:17:16: `18` is not a goal or target of the Sustainable Development Goals
      write "10" or "10.7"
    practice/sdg-shape at content/practices/pilot.md:17:30: `ten` is not a goal or target of the Sustainable Development Goals
      write "10" or "10.7"
    practice/none-and-more at content/practices/pilot.md:18:17: `none` stands beside other restrictions
      keep `none` alone, or take it out
    url/shape at content/practices/pilot.md:19:50: `example.org` is not an address on the web
      it begins with `https://` or `http://` and has no spaces
    isbn/check-digit at content/practices/pilot.md:19:65: `978-0` is not an ISBN: its last digit does not fit
      copy the 10 or 13 digits from the book again
    doi/shape at content/practices/pilot.md:19:81: `x` is not a DOI
      write it without `https://doi.org/`: `10.1234/abcd`
    "#);
}

#[test]
fn a_language_without_labels_is_named_once_for_each_vocabulary() {
    let config = "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org\"\n[languages.en]\n[languages.fr]\n";
    let said = said(&format!("{config}{RECORD}"));
    assert_eq!(said.matches("vocabulary/label-missing at config.toml:1:1").count(), 17);
}

#[test]
fn a_list_has_each_word_once_and_five_areas_at_most() {
    assert_snapshot!(said_in_words(&with(&["populations = [\"children\", \"families\", \"children\"]"])), @"
    practice/listed-twice at content/practices/pilot.md:17:40 (first at 17:16): `children` stands in this list already
      take one of them out
    ");
    let cap = "cap = [\"liberty\", \"minimum-standards\", \"identification\", \"placement\", \"case-management\", \"aftercare\"]";
    let own = "\n--- content/practices/_vocabularies/cap.toml\n[aftercare]\nlabel = { en = \"Aftercare\", es = \"Seguimiento\" }\n";
    assert_snapshot!(said_in_words(&format!("{}{own}", with(&[cap]))), @"
    practice/too-many-areas at content/practices/pilot.md:17:90: `cap` lists 6 areas, and 5 is the most
      keep those that the measure is about
    ");
    let five = cap.replace(", \"aftercare\"", "");
    assert_snapshot!(said(&with(&[&five])), @"nothing");
}

#[test]
fn codes_exist() {
    let license = |license: &str| said_in_words(&with(&[&format!("license = \"{license}\"")]));
    for known in ["CC-BY-4.0", "CC-BY-NC-SA-3.0", "CC0-1.0", "ODbL-1.0"] {
        assert_eq!(license(known), "nothing", "{known}");
    }
    assert_snapshot!(license("cc by 4.0"), @"
    license/unknown at content/practices/pilot.md:18:1: `cc by 4.0` is not a licence that is known here
      did you mean `CC-BY-4.0`?
    ");
    assert_snapshot!(license("ours"), @"
    license/unknown at content/practices/pilot.md:18:1: `ours` is not a licence that is known here
      write its short name (SPDX), such as `CC-BY-4.0` or `CC0-1.0`, so that readers and programs know what they may do
    ");
    let lang = |lang: &str| {
        said(&with(&[&format!("sources = [{{ ref = \"a\", title = \"A\", lang = \"{lang}\" }}]")]))
    };
    assert_snapshot!(lang("es"), @"nothing");
    assert_snapshot!(lang("spanish"), @"language/tag at content/practices/pilot.md:17:38");
    assert_snapshot!(said(&with(&["countries = [\"MX\", \"US\", \"MX\"]"])), @"practice/listed-twice at content/practices/pilot.md:17:26 (first at 17:14)");
}

#[test]
fn a_version_is_numbers_with_dots() {
    let version = |version: &str| said(&with(&[&format!("version = \"{version}\"")]));
    assert_snapshot!(version("1.0"), @"nothing");
    assert_snapshot!(version("1.10.2"), @"nothing");
    assert_snapshot!(version("new"), @"practice/version-shape at content/practices/pilot.md:18:1");
    assert_snapshot!(version("1."), @"practice/version-shape at content/practices/pilot.md:18:1");
    assert_snapshot!(said(&with(&["doi = \"x\""])), @"doi/shape at content/practices/pilot.md:18:1");
}

#[test]
fn what_a_record_is_known_by_cannot_be_withheld() {
    let withheld = |field: &str| {
        said(&with(&[&format!("redaction = [{{ field = \"{field}\", reason = \"safety\" }}]")]))
    };
    for field in ["id", "title", "date", "draft", "redaction", "warnings", "slug"] {
        assert!(withheld(field).starts_with("practice/redaction-needed at "), "{field}: {}", withheld(field));
    }
    for field in ["places", "actors", "countries", "image", "images", "people_served", "summary"] {
        assert_eq!(withheld(field), "nothing", "{field}");
    }
}

#[test]
fn two_sources_may_give_two_figures_for_one_thing() {
    let figure = |value: &str, source: &str| {
        format!(
            "{{ indicator = \"detention-increased\", value = {value}, unit = \"percent\", period = \"2019\", source = \"{source}\", quality = \"unverified\" }}"
        )
    };
    let sources = "sources = [{ ref = \"a\", title = \"A\" }, { ref = \"b\", title = \"B\" }]";
    let outcomes = format!("outcomes = [{}, {}]", figure("82", "a"), figure("77.7", "b"));
    assert_snapshot!(said(&with(&[sources, &outcomes])), @"nothing");
}

#[test]
fn a_translation_changes_words_only() {
    let spanish = "\n--- content/practices/pilot.es.md\n+++\ntitle = \"Piloto\"\nsummary = \"Veinte niñas y niños salieron de la detención a dos hogares.\"\nmeasure = \"law\"\ncap = [\"liberty\"]\npeople_served = { value = 21 }\n+++\n";
    assert_snapshot!(said(&format!("{}{spanish}", with(&["people_served = { value = 20, of = \"children\", source = \"idc2016\" }"]))), @"
    translation/missing-text at content/practices/pilot.es.md:1:1
    translation/not-text at content/practices/pilot.es.md:4:1
    translation/not-text at content/practices/pilot.es.md:5:1
    translation/not-text at content/practices/pilot.es.md:6:19
    ");
    let words = spanish
        .replace("measure = \"law\"\ncap = [\"liberty\"]\n", "")
        .replace("value = 21", "of = \"niñas y niños\"");
    assert_snapshot!(said(&format!("{}{words}", with(&["people_served = { value = 20, of = \"children\", source = \"idc2016\" }"]))), @"nothing");
}

#[test]
fn shares_that_were_published_wrong_are_allowed_with_a_reason() {
    let share = |value: &str| {
        format!(
            "{{ indicator = \"education-level\", value = {value}, unit = \"percent\", source = \"idc2016\", quality = \"implementer\" }}"
        )
    };
    let outcomes = format!("outcomes = [{}, {}]", share("62"), share("40"));
    assert_snapshot!(said(&with(&[&outcomes])), @"text/shares-sum at content/practices/pilot.md:18:46");
    let allow = "allow = [{ rule = \"text/shares-sum\", reason = \"as published\" }]";
    assert_snapshot!(said(&with(&[&outcomes, allow])), @"nothing");
}
