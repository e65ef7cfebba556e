//! What the page of a record of the practice database shows, and what it keeps to itself.

use altavoz::base::Severity;
use altavoz::base::output::Output;
use altavoz::{Memo, build};

use super::render::inputs;
use super::said::{in_words, sources};

/// Every file that is published.
struct Published(Output);

fn published(files: &str) -> Published {
    let sources = sources(files);
    let (built, said) = build(&sources, &inputs(), &mut Memo::default());
    let errors: Vec<_> = said.into_iter().filter(|said| said.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{}", in_words(&errors, &sources));
    Published(built.output)
}

impl Published {
    fn text(&self, url: &str) -> &str {
        let file = self.0.files.get(url).unwrap_or_else(|| panic!("nothing at {url}"));
        std::str::from_utf8(&file.bytes).expect("text")
    }

    /// Where a word stands, in any file or address.
    fn having(&self, word: &str) -> Vec<String> {
        let has = |bytes: &[u8]| memchr::memmem::find(bytes, word.as_bytes()).is_some();
        let files = self.0.files.iter().filter(|(url, file)| url.as_str().contains(word) || has(&file.bytes));
        files.map(|(url, _)| url.to_string()).collect()
    }
}

/// A record with every field, each with a word of its own.
const FULL: &str = r#"--- content/practices/pilot/index.md
+++
id = "atd-mx-2015-pilot"
title = "Release pilot"
summary = "Kzsummary: twenty children left detention for two open-door homes."
measure = "practice"
cap = ["placement"]
cap_sub = ["open-shelter"]
countries = ["MX"]
subdivisions = ["MX-CMX", "MX-SON"]
places = [{ name = "Kzplace", subdivision = "MX-CMX", precision = "city" }]
scope = "municipal"
populations = ["children"]
context = ["transit"]
status = "ended"
start = "2015-08"
end = "2016-04"
approach = "engagement"
restrictions = ["none"]
people_served = { value = 20417, of = "Kzserved", period = "2015-08/2016-04", approx = true, source = "idc2016" }
topics = ["kztopic"]
hashtags = ["Kzhashtag"]
gcm = [13]
sdg = ["10.7"]
date = 2026-11-01
updated = 2026-11-03
reviewed = 2026-11-02
version = "1.2.0"
license = "CC-BY-SA-4.0"
doi = "10.1234/kzdoi"
changes = [{ date = 2026-11-03, note = "Kzchange" }]
image = { src = "kzimage.svg", alt = "Kzalt", credit = "Kzcredit", people = "none" }
images = [{ src = "kzmore.svg", alt = "Kzmorealt", people = "none" }]
attachments = [{ file = "kzfile.txt", title = "Kzattachment" }]
contacts = [{ name = "Kzcontact", role = "Kzrole", email = "kzmail@example.org", until = 2027-01-01 }]

[[actors]]
name = "Kzactor"
role = "authority"
kind = "government"
country = "MX"
url = "https://kzactor.example"
member = true
note = "Kzactornote"

[[legal_basis]]
title = "Kzlaw"
citation = "Kzcitation"
date = "2011"
level = "statute"
url = "https://kzlaw.example"

[[outcomes]]
indicator = "cost-per-person-day"
value = 31733
unit = "USD"
comparator = { value = 48119, label = "Kzcomparator" }
period = "2015-08/2016-04"
geography = "Kzgeography"
n = 20417
source = "idc2016"
quality = "implementer"
note = "Kzoutcomenote"

[[sources]]
ref = "idc2016"
title = "Kzsource"
creators = ["Kzcreator"]
publisher = "Kzpublisher"
year = 2016
type = "report"
lang = "en"
url = "https://kzsource.example/"
archived_url = "https://web.archive.org/kzarchived"
pages = "12–14"
doi = "10.5555/kzsourcedoi"
isbn = "978-0-9871129-8-9"
accessed = 2026-11-01
REDACTION
+++
## What was done

A text.
--- content/practices/pilot/kzimage.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z"/></svg>
--- content/practices/pilot/kzmore.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1z"/></svg>
--- content/practices/pilot/kzfile.txt
Kzinside.
--- content/practices/pilot/index.es.md
+++
title = "Piloto"
summary = "Kzsummary: veinte niñas, niños y adolescentes salieron de la detención."
places = [{ name = "Kzplace" }]
people_served = { of = "Kzserved" }
changes = [{ note = "Kzchange" }]
image = { alt = "Kzalt" }
images = [{ alt = "Kzmorealt" }]
attachments = [{ title = "Kzattachment" }]
contacts = [{ role = "Kzrole" }]
actors = [{ note = "Kzactornote" }]
legal_basis = [{ title = "Kzlaw" }]
outcomes = [{ note = "Kzoutcomenote", comparator = { label = "Kzcomparator" } }]
+++
## Qué se hizo

Un texto.
"#;

/// The words that stand for each field.
const WORDS: [(&str, &[&str]); 15] = [
    ("summary", &["Kzsummary"]),
    ("places", &["Kzplace"]),
    ("people_served", &["Kzserved"]),
    ("topics", &["kztopic", "Kztopic"]),
    ("hashtags", &["Kzhashtag", "kzhashtag"]),
    ("doi", &["kzdoi"]),
    ("changes", &["Kzchange"]),
    ("image", &["Kzalt", "Kzcredit"]),
    ("images", &["Kzmorealt"]),
    ("attachments", &["Kzattachment", "Kzinside", "kzfile"]),
    ("contacts", &["Kzcontact", "Kzrole", "kzmail"]),
    ("actors", &["Kzactor", "kzactor"]),
    ("legal_basis", &["Kzlaw", "kzlaw", "Kzcitation"]),
    ("outcomes", &["31,733", "31733", "48,119", "48119", "Kzcomparator", "Kzgeography", "Kzoutcomenote"]),
    ("sources", &["Kzsource", "kzsource", "Kzcreator", "Kzpublisher", "kzarchived"]),
];

#[test]
fn every_field_that_is_not_withheld_is_published() {
    let published = published(&FULL.replace("REDACTION", ""));
    for (field, words) in WORDS {
        assert!(words.iter().any(|word| !published.having(word).is_empty()), "{field}");
    }
}

#[test]
fn what_is_withheld_stands_nowhere_in_what_is_published() {
    let names = WORDS.iter().map(|(field, _)| field).chain(&["countries", "regions"]);
    let withheld = |field| format!("[[redaction]]\nfield = \"{field}\"\nreason = \"safety\"\n");
    let redaction: Vec<String> = names.map(withheld).collect();
    let published = published(&FULL.replace("REDACTION", &redaction.concat()));
    for (field, words) in WORDS {
        for word in words {
            assert_eq!(published.having(word), [""; 0], "{field}: {word}");
        }
    }
    for word in ["MX-CMX", "Mexico", "México", "/countries/mx/", "Americas"] {
        assert_eq!(published.having(word), [""; 0], "{word}");
    }
}

#[test]
fn a_picture_that_is_withheld_is_not_published_either() {
    let pictures = |published: &Published| {
        let svg = |url: &&altavoz::base::Url| {
            url.as_str().starts_with("/practices/") && url.as_str().rsplit('.').next() == Some("svg")
        };
        published.0.files.keys().filter(svg).count()
    };
    assert_eq!(pictures(&published(&FULL.replace("REDACTION", ""))), 2);
    let one = "redaction = [{ field = \"image\", reason = \"consent\" }]";
    let one = FULL.replacen("measure = ", &format!("{one}\nmeasure = "), 1).replace("REDACTION", "");
    assert_eq!(pictures(&published(&one)), 1);
}

/// The record's page in English as a list of words, tags left out.
fn words(html: &str) -> String {
    let html = html.split_once("<main").map_or(html, |(_, main)| main);
    let mut inside = true;
    let text: String = html
        .chars()
        .filter(|&letter| {
            let shown = !inside && letter != '<';
            inside = (inside || letter == '<') && letter != '>';
            shown
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&amp;", "&").replace("&#x27;", "'")
}

#[test]
fn a_record_shows_every_field_under_its_label() {
    let published = published(&FULL.replace("REDACTION", ""));
    let page = words(published.text("/practices/pilot/"));
    for shown in [
        "Countries Mexico",
        "States and provinces Ciudad de México (MX-CMX) Sonora (MX-SON)",
        "Places Kzplace",
        "Element Open-door shelter",
        "Period August 2015 – April 2016",
        "People supported about 20,417 Kzserved, August 2015 – April 2016 Source: Kzcreator 2016",
        "SDG targets 10.7",
        "Global Compact objectives Objective 13",
        "Licence CC BY-SA 4.0",
        "DOI 10.1234/kzdoi",
        "Record atd-mx-2015-pilot",
        "Outcomes of this practice, each with its source",
        "$48,119 (Kzcomparator)",
        "Data from those who run it the best of this record",
        "Kzactor Authority, Government, Mexico, IDC member",
        "Kzlaw. Kzcitation, 2011",
        "Report, pp. 12–14, ISBN 978-0-9871129-8-9, accessed November 1, 2026",
        "doi:10.5555/kzsourcedoi · archived copy",
        "Test (2026). Release pilot (version 1.2.0, atd-mx-2015-pilot) [practice record]. https://doi.org/10.1234/kzdoi",
        "For citation programs BibTeX RIS CSL-JSON",
        "This record as data JSON CSV",
        "Version 1.2.0 Published November 1, 2026 Last reviewed November 2, 2026",
        "Kzchange",
    ] {
        assert!(page.contains(shown), "{shown}\nis not in\n{page}");
    }
    let html = published.text("/practices/pilot/");
    for link in [
        "/practices/country/mx/",
        "/practices/region/americas/",
        "/api/v1/practices/atd-mx-2015-pilot.bib",
        "/api/v1/practices/atd-mx-2015-pilot.ris",
        "/api/v1/practices/atd-mx-2015-pilot.csl.json",
        "/practices/pilot.json",
        "/practices/pilot.csv",
        "mailto:kzmail@example.org?subject=Correction%3A%20atd-mx-2015-pilot",
    ] {
        assert!(html.contains(&format!("href=\"{link}")), "{link}");
    }
    assert!(html.contains("<link rel=\"cite-as\" href=\"https://doi.org/10.1234/kzdoi\">"));
    assert!(html.contains("<link rel=\"alternate\" type=\"text/csv\""));
    assert!(html.contains("<meta name=\"DC.coverage\" content=\"2015-08/2016-04\">"));
}

#[test]
fn figures_of_two_sources_that_disagree_name_each_other() {
    let figure = |value: &str, period: &str, source: &str| {
        format!(
            "[[outcomes]]\nindicator = \"detention-increased\"\nvalue = {value}\nunit = \"percent\"\nperiod = \"{period}\"\nsource = \"{source}\"\nquality = \"unverified\"\n"
        )
    };
    let figures =
        [figure("82", "2019", "idc2016"), figure("77.7", "2019", "other"), figure("5", "2018", "other")];
    let more = format!(
        "[[sources]]\nref = \"other\"\ntitle = \"Other\"\npublisher = \"Kother\"\nyear = 2020\n{}",
        figures.concat()
    );
    let spanish =
        "outcomes = [{ note = \"Kzoutcomenote\", comparator = { label = \"Kzcomparator\" } }, {}, {}, {}]";
    let (file, translation) = FULL.split_once("--- content/practices/pilot/kzimage.svg").expect("two parts");
    let translation = translation
        .lines()
        .map(|line| if line.starts_with("outcomes") { spanish } else { line })
        .collect::<Vec<_>>()
        .join("\n");
    let files =
        format!("{}--- content/practices/pilot/kzimage.svg{translation}", file.replace("REDACTION", &more));
    let published = published(&files);
    let page = words(published.text("/practices/pilot/"));
    assert!(page.contains("Sources differ: Kother 2020 gives 77.7%."), "{page}");
    assert!(page.contains("Sources differ: Kzcreator 2016 gives 82%."), "{page}");
    assert_eq!(page.matches("Sources differ").count(), 2);
    let page = words(published.text("/es/practices/pilot/"));
    assert!(page.contains("Las fuentes difieren: Kother 2020 da 77,7"), "{page}");
}

fn json_ld(html: &str) -> serde_json::Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("JSON-LD");
    serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON")
}

#[test]
fn machines_are_told_what_a_record_is_about_and_what_it_is_part_of() {
    let published = published(&FULL.replace("REDACTION", ""));
    let said = &json_ld(published.text("/practices/pilot/"))["@graph"][0];
    assert_eq!(said["@type"], "CreativeWork");
    assert_eq!(said["about"]["@type"], "Project");
    assert_eq!(said["about"]["areaServed"][0]["name"], "Mexico");
    assert_eq!(said["temporalCoverage"], "2015-08/2016-04");
    assert_eq!(said["isAccessibleForFree"], true);
    assert_eq!(said["license"], "https://creativecommons.org/licenses/by-sa/4.0/");
    assert_eq!(said["identifier"][1], "https://doi.org/10.1234/kzdoi");
    assert_eq!(said["citation"][0]["name"], "Kzsource");
    assert_eq!(said["isPartOf"]["@type"], "Dataset");
    assert_eq!(said["encoding"][1]["contentUrl"], "https://example.org/practices/pilot.csv");
    let index = &json_ld(published.text("/practices/"))["@graph"][0];
    assert_eq!(index["@type"], "DataCatalog");
    assert_eq!(index["dataset"]["@id"], said["isPartOf"]["@id"]);
    assert_eq!(index["dataset"]["temporalCoverage"], "2015/2016");
    assert_eq!(index["dataset"]["spatialCoverage"][0]["name"], "Mexico");
    assert_eq!(index["dataset"]["distribution"][0]["contentUrl"], "https://example.org/practices.csv");
    assert_eq!(
        index["dataset"]["distribution"][1]["contentUrl"],
        "https://example.org/api/v1/practices.json"
    );
}

#[test]
fn a_law_is_legislation_with_its_citation() {
    let law = FULL
        .replace("REDACTION", "")
        .replace("measure = \"practice\"", "measure = \"law\"")
        .replace("\"ended\"", "\"repealed\"");
    let said = &json_ld(published(&law).text("/practices/pilot/"))["@graph"][0]["about"];
    assert_eq!(said["@type"], "Legislation");
    assert_eq!(said["name"], "Kzlaw");
    assert_eq!(said["legislationIdentifier"], "Kzcitation");
    assert_eq!(said["legislationJurisdiction"][0]["name"], "Mexico");
}

#[test]
fn texts_that_mean_something_to_browsers_come_back_as_they_were_written() {
    let title = "Pilot </script><!-- \u{2028} \u{5d0} \\\"quoted\\\" & more";
    let files = FULL.replace("REDACTION", "").replace("Kzsource", title).replace("Release pilot", title);
    let published = published(&files);
    let html = published.text("/practices/pilot/");
    let said = json_ld(html);
    let meant = title.replace("\\\"", "\"");
    assert_eq!(said["@graph"][0]["name"], meant);
    assert_eq!(said["@graph"][0]["citation"][0]["name"], meant);
    assert!(!html.contains("Pilot </script>"));
}

#[test]
fn a_form_of_detention_says_so_and_is_not_among_the_engagement_based() {
    let files = FULL
        .replace("REDACTION", "")
        .replace("restrictions = [\"none\"]", "restrictions = [\"electronic-monitoring\"]");
    let published = published(&files);
    let html = published.text("/practices/pilot/");
    assert!(words(html).contains("alternative form of detention"));
    assert!(!html.contains("/practices/approach/engagement/"));
    assert_eq!(published.0.files.keys().filter(|url| url.as_str().contains("/approach/")).count(), 0);
}

#[test]
fn a_term_of_the_sites_own_and_a_changed_label_reach_the_page() {
    let own = "--- content/practices/_vocabularies/population.toml\n[fishers]\nlabel = { en = \"Fishing crews\", es = \"Tripulaciones\" }\nslug = { es = \"tripulaciones\" }\n[children]\nlabel = { en = \"Girls and boys\" }\n";
    let files = FULL
        .replace("REDACTION", "")
        .replace("populations = [\"children\"]", "populations = [\"children\", \"fishers\"]");
    let published = published(&format!("{files}\n{own}"));
    let page = words(published.text("/practices/pilot/"));
    assert!(page.contains("People concerned Girls and boys Fishing crews"), "{page}");
    let spanish = published.text("/es/practices/pilot/");
    assert!(words(spanish).contains("Niñas, niños y adolescentes Tripulaciones"));
    assert!(spanish.contains("/tripulaciones/\""));
}

#[test]
fn a_record_that_is_not_public_offers_no_data() {
    let files = FULL.replace("REDACTION", "").replace("measure = ", "publish = 2030-01-01\nmeasure = ");
    let sources = sources(&files);
    let inputs = altavoz::Inputs { future: true, ..inputs() };
    let (built, _) = build(&sources, &inputs, &mut Memo::default());
    let published = Published(built.output);
    let html = published.text("/practices/pilot/");
    assert!(!html.contains("/api/v1/practices/atd-mx-2015-pilot"));
    assert!(!html.contains("pilot.csv"));
    assert!(!html.contains("DC.title"));
}
