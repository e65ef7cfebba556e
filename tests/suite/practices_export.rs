//! The practice database as files: what is in them, what is not, and that nothing in them does harm.

use std::fs;
use std::path::Path;

use altavoz::Memo;
use altavoz::base::Url;
use altavoz::base::date::When;
use assert_cmd::Command;
use serde_json::Value;

use crate::corpus::{CONFIG, Folder, inputs};

/// Two records, one of them in both languages.
fn folder() -> Folder {
    let mut folder = Folder::default();
    folder.set("config.toml", &CONFIG.replace("timezone", "license = \"CC-BY-4.0\"\ntimezone"));
    folder.set("content/practices/_index.es.md", "+++\ntitle = \"Prácticas\"\nslug = \"practicas\"\n+++\n");
    folder.set("content/practices/_index.md", "+++\ntitle = \"Practices\"\n+++\n");
    folder.set("content/practices/pilot.md", &record("atd-mx-2015-pilot", "Release pilot", "MX"));
    folder.set("content/practices/pilot.es.md", TRANSLATION);
    folder.set("content/practices/desert.md", &record("atd-na-2019-desert", "Desert homes", "NA"));
    folder
}

fn record(id: &str, title: &str, country: &str) -> String {
    format!(
        r#"+++
id = "{id}"
title = "{title}"
summary = "Twenty children left immigration detention for two open-door homes."
measure = "practice"
cap = ["placement", "case-management"]
cap_sub = ["open-shelter"]
countries = ["{country}"]
places = [{{ name = "North; and west", precision = "region" }}, {{ name = "South", precision = "city" }}]
scope = "municipal"
populations = ["children"]
context = ["transit"]
status = "ended"
start = "2015-08~"
end = "2016-04"
approach = "engagement"
restrictions = ["none"]
people_served = {{ value = 20, of = "children", period = "2015-08/2016-04", source = "idc2016" }}
gcm = [13]
date = 2026-11-01
reviewed = 2026-11-02
[[actors]]
name = "DIF"
role = "lead"
kind = "government"
country = "MX"
[[outcomes]]
indicator = "cost-per-person-day"
value = 12.5
unit = "USD"
comparator = {{ value = 36, label = "Detention" }}
source = "idc2016"
quality = "implementer"
note = "All of them"
[[sources]]
ref = "idc2016"
title = "Practical Steps"
publisher = "International Detention Coalition"
year = 2016
type = "report"
lang = "en"
accessed = 2026-11-01
+++
## What was done
They left.
"#
    )
}

const TRANSLATION: &str = r#"+++
title = "Piloto de liberación"
summary = "Veinte niñas, niños y adolescentes salieron de la detención a dos casas."
places = [{ name = "Noroeste" }, {}]
people_served = { of = "niñas y niños" }
outcomes = [{ comparator = { label = "Detención" }, note = "Todas y todos" }]
+++
## Qué se hizo
Salieron.
"#;

/// What lies at an address.
struct Site(altavoz::Built);

impl Site {
    fn of(folder: &Folder) -> Site {
        Site(folder.build(&mut Memo::default()).0)
    }

    fn text(&self, address: &str) -> &str {
        let file = self.0.output.files.get(address).unwrap_or_else(|| panic!("nothing at {address}"));
        std::str::from_utf8(&file.bytes).expect("text")
    }

    fn json(&self, address: &str) -> Value {
        serde_json::from_str(self.text(address)).expect("JSON")
    }

    /// A table's rows by column.
    fn table(&self, address: &str) -> Vec<Value> {
        let mut reader = csv::Reader::from_reader(self.text(address).as_bytes());
        reader
            .deserialize::<std::collections::BTreeMap<String, String>>()
            .map(|row| serde_json::json!(row.expect("a row")))
            .collect()
    }

    /// Every file of the data, with its address.
    fn data(&self) -> impl Iterator<Item = (&Url, &str)> {
        let is_data = |url: &Url| {
            let url = url.as_str();
            let is_own =
                url.starts_with("/api/v1/practices") || url.contains("practi") || url == "/datapackage.json";
            is_own
                && !url.starts_with("/static/")
                && !url.ends_with('/')
                && !url.contains("/data/")
                && !url.contains("/feed.")
        };
        let files = self.0.output.files.iter().filter(move |(url, _)| is_data(url));
        files.map(|(url, file)| (url, std::str::from_utf8(&file.bytes).expect("text")))
    }
}

#[test]
fn a_table_has_keys_beside_labels_in_its_language() {
    let site = Site::of(&folder());
    let english = site.table("/practices.csv");
    assert_eq!(
        english.iter().map(|row| &row["id"]).collect::<Vec<_>>(),
        ["atd-mx-2015-pilot", "atd-na-2019-desert"]
    );
    let spanish = site.table("/es/practicas.csv");
    assert_eq!(spanish.len(), 1, "only what is published in Spanish");
    let row = &spanish[0];
    assert_eq!(row["title"], "Piloto de liberación");
    assert_eq!(row["url"], "https://example.org/es/practicas/pilot/");
    assert_eq!(row["cap"], "placement; case-management");
    assert_eq!(row["cap_label"], "Opciones de alojamiento; Gestión de casos");
    assert_eq!((&row["countries"], &row["countries_label"]), (&"MX".into(), &"México".into()));
    assert_eq!(row["m49"], "003; 013; 019; 419; 484");
    assert_eq!((&row["start"], &row["year"]), (&"2015-08~".into(), &"2015".into()));
    assert_eq!(row["license"], "CC-BY-4.0");
    assert_eq!(english[0]["places"], r"North\; and west; South", "a list can be taken apart again");
    assert!(site.text("/practices.csv").ends_with("\r\n"));
    assert_eq!(site.table("/es/practicas/pilot.csv"), spanish);
}

#[test]
fn every_figure_is_a_row_with_comparator_and_source() {
    let site = Site::of(&folder());
    let rows = site.table("/es/practicas/outcomes.csv");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((&row["practice"], &row["number"]), (&"atd-mx-2015-pilot".into(), &"1".into()));
    assert_eq!(
        (&row["value"], &row["unit"], &row["unit_label"]),
        (&"12.5".into(), &"USD".into(), &"USD".into())
    );
    assert_eq!((&row["comparator_value"], &row["comparator_label"]), (&"36".into(), &"Detención".into()));
    assert_eq!((&row["source"], &row["source_title"]), (&"idc2016".into(), &"Practical Steps".into()));
    assert_eq!(row["note"], "Todas y todos");
    assert_eq!(site.table("/practices/outcomes.csv").len(), 2);
}

#[test]
fn a_record_is_the_same_at_each_of_its_addresses() {
    let site = Site::of(&folder());
    let record = site.json("/api/v1/practices/atd-mx-2015-pilot.json");
    assert_eq!(site.json("/practices/pilot.json"), record);
    assert_eq!(site.json("/es/practicas/pilot.json"), record);
    assert_eq!(record["title"]["es"], "Piloto de liberación");
    assert_eq!(
        record["places"][1]["name"],
        serde_json::json!({ "en": "South" }),
        "said once, in its own language"
    );
    assert_eq!(record["labels"]["cap"]["placement"]["es"], "Opciones de alojamiento");
    assert_eq!(record["labels"]["country"]["MX"]["en"], "Mexico");
    let all = site.json("/api/v1/practices.json");
    assert_eq!((&all["count"], &all["version"]), (&2.into(), &"2026-11-02".into()));
    let mut alone = record;
    alone.as_object_mut().expect("an object").remove("labels");
    assert_eq!(all["practices"][0], alone);
    assert_eq!(all["labels"]["country"]["NA"]["es"], "Namibia");
}

#[test]
fn what_a_record_withholds_is_in_no_data() {
    let mut folder = folder();
    let text = record("atd-mx-2015-pilot", "Release pilot", "MX")
        .replace("countries = [\"MX\"]", "countries = [\"MX\"]\nsubdivisions = [\"MX-SON\"]");
    let redaction = r#"redaction = [
      { field = "actors", reason = "safety" }, { field = "countries", reason = "safety" }, { field = "regions", reason = "safety" },
      { field = "sources", reason = "consent" }, { field = "outcomes", reason = "privacy" }, { field = "summary", reason = "safety" }]
date = 2026-11-01"#;
    folder.set(
        "content/practices/pilot.md",
        &text.replace("date = 2026-11-01\nreviewed", &format!("{redaction}\nreviewed")),
    );
    let site = Site::of(&folder);
    let of_record =
        |text: &str| text.lines().filter(|line| line.contains("atd-mx-2015-pilot")).collect::<String>();
    let secrets = [
        "\"MX\"",
        ",MX,",
        "SON",
        "DIF",
        "484",
        "419",
        "americas",
        "idc2016",
        "Practical",
        "12.5",
        "Twenty",
        "Veinte",
        "implementer",
    ];
    for (url, text) in
        site.data().filter(|(url, _)| url.as_str().contains("pilot") || !url.as_str().contains("desert"))
    {
        let text = if url.as_str().contains("pilot") { text.to_owned() } else { of_record(text) };
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} in {url}: {text}");
        }
    }
    let row = &site.table("/practices.csv")[0];
    assert_eq!(row["withheld"], "actors; countries; regions; sources; outcomes; summary");
    assert_eq!(row["evidence"], "", "which would tell of the outcomes");
    let record = site.json("/practices/pilot.json");
    assert_eq!(record["withheld"][0], serde_json::json!({ "field": "actors", "reason": "safety" }));
    assert_eq!(record["labels"]["redaction-reason"].as_object().map(serde_json::Map::len), Some(3));
}

#[test]
fn what_is_not_published_is_in_no_data() {
    let mut folder = folder();
    let with = |line: &str| {
        record("atd-hidden", "Hidden home", "GT").replace("[[actors]]", &format!("{line}\n[[actors]]"))
    };
    folder.set(
        "content/practices/hidden-draft.md",
        &with("draft = true").replace("atd-hidden", "atd-hidden-1"),
    );
    folder.set(
        "content/practices/hidden-later.md",
        &with("publish = 2027-01-01").replace("atd-hidden", "atd-hidden-2"),
    );
    folder.set(
        "content/practices/hidden-over.md",
        &with("expires = 2026-11-02").replace("atd-hidden", "atd-hidden-3"),
    );
    folder.set("content/practices/desert.es.md", &TRANSLATION.replace("title", "machine = true\ntitle"));
    let site = Site::of(&folder);
    let browsers = site.0.output.files.iter().filter(|(url, _)| url.as_str().contains("/data/"));
    let browsers = browsers.map(|(url, file)| (url, std::str::from_utf8(&file.bytes).expect("text")));
    for (url, text) in site.data().chain(browsers) {
        assert!(!text.to_lowercase().contains("hidden"), "{url}");
    }
    assert_eq!(site.table("/es/practicas.csv").len(), 1, "a machine's text that nobody has read");
}

#[test]
fn a_site_without_records_has_no_data_of_them() {
    let (built, _) = Folder::with_items(2).build(&mut Memo::default());
    let addresses: Vec<_> = built
        .output
        .files
        .keys()
        .filter(|url| url.as_str().starts_with("/api/") || url.as_str().contains(".csv"))
        .collect();
    assert!(addresses.iter().all(|url| url.as_str().contains("/translate/")), "{addresses:?}");
    assert!(!built.output.files.contains_key("/datapackage.json"));
}

#[test]
fn a_text_that_looks_like_a_formula_gets_a_mark_and_a_number_does_not() {
    let cases = [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'=x", "''=x"),
        ("'tis", "'tis"),
        ("1-1", "1-1"),
        ("＝1", "'＝1"),
    ];
    for (title, cell) in cases {
        let mut folder = folder();
        let text = record("atd-mx-2015-pilot", title, "MX").replace("value = 12.5", "value = -12.5");
        folder.set("content/practices/pilot.md", &text);
        let site = Site::of(&folder);
        assert_eq!(site.table("/practices.csv")[0]["title"], cell);
        assert_eq!(site.table("/practices/outcomes.csv")[0]["value"], "-12.5");
        assert_eq!(site.json("/practices/pilot.json")["title"]["en"], title);
    }
}

#[test]
fn harmful_texts_come_out_harmless_and_equal() {
    let long = "long ".repeat(2_000);
    let texts = [
        "</script><b>",
        "a\\u2028b\\u2029",
        "\\u202egnp.exe\\u202c",
        "\\\"q\\\" \\\\ \\n\\r\\n, ;",
        long.trim(),
    ];
    for text in texts {
        let mut folder = folder();
        folder.set(
            "content/practices/pilot.md",
            &record("atd-mx-2015-pilot", text, "MX").replace("\"DIF\"", &format!("\"{text}\"")),
        );
        let site = Site::of(&folder);
        let wanted: String =
            serde_json::from_str(&format!("\"{text}\"")).expect("the same escapes as in TOML");
        let json = site.text("/practices/pilot.json");
        assert!(!json.contains(['<', '\u{2028}', '\u{2029}', '\u{202e}', '\u{202c}']), "{json}");
        let record = site.json("/practices/pilot.json");
        assert_eq!(
            (&record["title"]["en"], &record["actors"][0]["name"]),
            (&wanted.clone().into(), &wanted.clone().into())
        );
        assert_eq!(site.table("/practices.csv")[0]["title"], wanted);
        let citation = site.json("/api/v1/practices/atd-mx-2015-pilot.csl.json");
        assert_eq!(citation[0]["title"], wanted);
        let one_line = wanted
            .split(|letter: char| letter.is_whitespace())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            site.text("/api/v1/practices/atd-mx-2015-pilot.ris")
                .contains(&format!("\r\nTI  - {one_line}\r\n"))
        );
    }
}

#[test]
fn a_record_is_cited_with_what_it_rests_on() {
    let mut folder = folder();
    let text = record("atd-mx-2015-pilot", "100 % & {free}", "MX")
        .replace("reviewed", "updated = 2026-11-10\nreviewed");
    folder.set("content/practices/pilot.md", &text);
    let site = Site::of(&folder);
    insta::assert_snapshot!(site.text("/api/v1/practices/atd-mx-2015-pilot.bib"), @r"
    @misc{atd-mx-2015-pilot,
      author = {{Open Doors}},
      language = {en},
      month = {11},
      title = {{100 \% \& \textbraceleft{}free\textbraceright{}}},
      url = {https://example.org/practices/pilot/},
      year = {2026},
    }

    @techreport{atd-mx-2015-pilot:idc2016,
      institution = {{International Detention Coalition}},
      language = {en},
      title = {{Practical Steps}},
      urldate = {2026-11-01},
      year = {2016},
    }
    ");
    insta::assert_snapshot!(site.text("/api/v1/practices/atd-mx-2015-pilot.ris").replace("ER  - \r\n", "ER  - |\r\n").replace("\r\n", "\n"), @r"
    TY  - DATA
    ID  - atd-mx-2015-pilot
    TI  - 100 % & {free}
    AU  - Open Doors
    PY  - 2026
    DA  - 2026/11/10/
    LA  - en
    UR  - https://example.org/practices/pilot/
    ER  - |

    TY  - RPRT
    ID  - atd-mx-2015-pilot:idc2016
    TI  - Practical Steps
    PB  - International Detention Coalition
    PY  - 2016
    LA  - en
    Y2  - 2026/11/01/
    ER  - |
    ");
    let entries = site.json("/api/v1/practices/atd-mx-2015-pilot.csl.json");
    assert_eq!(entries[0]["type"], "dataset");
    assert_eq!(entries[1]["id"], "atd-mx-2015-pilot:idc2016");
}

#[test]
fn the_package_describes_the_tables_as_they_are() {
    let site = Site::of(&folder());
    let package = site.json("/datapackage.json");
    assert_eq!(package["version"], "2026-11-02");
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    let resources = package["resources"].as_array().expect("a list");
    assert_eq!(resources.len(), 4);
    for resource in resources {
        let text = site.text(&format!("/{}", resource["path"].as_str().expect("a path")));
        assert_eq!(resource["bytes"], text.len());
        let fields = resource["schema"]["fields"].as_array().expect("a list").iter();
        let names: Vec<&str> = fields.filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(text.lines().next(), Some(&names.join(",")[..]), "a field for each column");
    }
    let least = |table: usize, name: &str| {
        let mut fields = resources[table]["schema"]["fields"].as_array().expect("a list").iter();
        fields.find(|field| field["name"] == name).expect("a column")["constraints"]["minimum"].clone()
    };
    assert_eq!((least(0, "people_served"), least(1, "n")), (1.into(), 1.into()));
    let key = &resources[1]["schema"]["foreignKeys"][0];
    assert_eq!(key["reference"]["resource"], "practices-en");
}

#[test]
fn the_same_records_are_the_same_data_on_another_day() {
    let folder = folder();
    let later = altavoz::Inputs { now: When::parse("2026-12-24").expect("a day"), ..inputs() };
    let (later, _) = altavoz::build(&folder.sources(), &later, &mut Memo::default());
    let (one, other) = (Site::of(&folder), Site(later));
    assert_eq!(one.data().collect::<Vec<_>>(), other.data().collect::<Vec<_>>());
}

#[test]
fn data_of_an_edit_are_those_of_a_clean_build() {
    let (mut memo, mut folder) = (Memo::default(), folder());
    folder.build(&mut memo);
    folder.set("content/practices/desert.md", &record("atd-na-2019-desert", "Desert houses", "ZA"));
    let edited = Site(folder.build(&mut memo).0);
    let clean = Site::of(&folder);
    assert_eq!(edited.data().collect::<Vec<_>>(), clean.data().collect::<Vec<_>>());
    let config = String::from_utf8(folder.files["config.toml"].clone()).expect("text");
    folder.set("config.toml", &config.replace("Open Doors", "Open Houses"));
    let renamed = Site(folder.build(&mut memo).0);
    assert_eq!(
        renamed.json("/api/v1/practices/atd-na-2019-desert.csl.json")[0]["author"][0]["literal"],
        "Open Houses"
    );
}

#[test]
fn vocabularies_are_published_as_concepts() {
    let site = Site::of(&folder());
    let scheme = site.json("/api/v1/vocabularies/cap-sub.jsonld");
    let concepts = scheme["@graph"].as_array().expect("a list");
    let shelter = concepts.iter().find(|concept| concept["notation"] == "open-shelter").expect("a concept");
    assert_eq!(shelter["@id"], "https://example.org/api/v1/vocabularies/cap-sub.jsonld#open-shelter");
    assert_eq!(shelter["prefLabel"]["es"], "Albergue de puertas abiertas");
    assert_eq!(shelter["broader"], "https://example.org/api/v1/vocabularies/cap.jsonld#placement");
    let units = site.json("/api/v1/vocabularies/unit.jsonld");
    assert_eq!(units["@graph"][1]["exactMatch"], "http://qudt.org/vocab/unit/PERCENT");
    assert_eq!(site.json("/api/v1/vocabularies/cap.json")["terms"][0]["key"], "liberty");
}

fn on_disk(folder: &Folder) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &folder.files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, bytes).expect("a file is written");
    }
    root
}

/// Exit code, what was printed, and what was complained of.
fn export(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("LC_ALL", "C").env("NO_COLOR", "1").current_dir(root);
    let output = command
        .args(["practices", "export", "--today", "2026-11-22"])
        .args(arguments)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_writes_what_the_site_publishes() {
    let folder = folder();
    let (root, site) = (on_disk(&folder), Site::of(&folder));
    let said = |arguments: &[&str]| export(root.path(), arguments).1;
    assert_eq!(said(&[]), site.text("/practices.csv"));
    assert_eq!(said(&["--lang", "es"]), site.text("/es/practicas.csv"));
    assert_eq!(said(&["--format", "json"]), site.text("/api/v1/practices.json"));
    let lines = said(&["--format", "jsonl"]);
    assert_eq!(lines.lines().next(), site.text("/practices/pilot.json").lines().next());
    let all = ["atd-mx-2015-pilot", "atd-na-2019-desert"];
    for (format, ending) in [("bibtex", "bib"), ("ris", "ris")] {
        let own = all.map(|id| site.text(&format!("/api/v1/practices/{id}.{ending}")));
        assert_eq!(said(&["--format", format]), own.join(if format == "ris" { "" } else { "\n" }));
    }
    let (code, out, _) = export(root.path(), &["--output", "all.csv"]);
    assert_eq!((code, &out[..]), (0, "`all.csv` is written; records: 2\n"));
    assert_eq!(fs::read_to_string(root.path().join("all.csv")).expect("a file"), site.text("/practices.csv"));
}

#[test]
fn facets_choose_records_and_a_slip_is_answered() {
    let root = on_disk(&folder());
    let ids = |arguments: &[&str]| {
        let (code, out, complaint) = export(root.path(), arguments);
        assert_eq!(code, 0, "{complaint}");
        out.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--facet", "country=mx"]), ["atd-mx-2015-pilot"]);
    assert_eq!(
        ids(&["--facet", "country=MX", "--facet", "country=NA"]).len(),
        2,
        "either value of one facet"
    );
    assert!(ids(&["--facet", "country=MX", "--facet", "measure=law"]).is_empty(), "all facets");
    let wrong = |arguments: &[&str]| {
        let (code, out, complaint) = export(root.path(), arguments);
        assert_eq!((code, &out[..]), (2, ""), "nothing that could pass for data");
        complaint
    };
    insta::assert_snapshot!(wrong(&["--facet", "contry=MX", "--format", "json"]), @"practices cannot be chosen by `contry`; did you mean `country`?");
    insta::assert_snapshot!(wrong(&["--facet", "cap=placment"]), @"`cap` has no value `placment`; did you mean `placement`?");
    insta::assert_snapshot!(wrong(&["--facet", "cap=placment", "--messages", "es"]), @"`cap` no tiene el valor `placment`; ¿quiso decir `placement`?");
    insta::assert_snapshot!(wrong(&["--facet", "country=Namibia"]), @"`country` has no value `Namibia`; did you mean `NA`?");
    insta::assert_snapshot!(wrong(&["--facet", "year=1066"]), @"`year` has no value `1066`; the records have: 2015");
    insta::assert_snapshot!(wrong(&["--facet", "placement"]), @"`placement` is half of it; write what to choose by and its value, such as `--facet cap=placement`");
    insta::assert_snapshot!(wrong(&["--lang", "fr"]), @"the site has no language `fr`; it has en, es (add one in `config.toml` under `[languages]`)");
    insta::assert_snapshot!(wrong(&["--format", "po"]), @"this command cannot write that format; `altavoz translate export` writes po, xliff and csv, `altavoz practices export` writes csv, json, jsonl, bibtex, ris and csl, all others human, json or github");
}

#[test]
fn a_withheld_field_does_not_find_its_record() {
    let mut folder = folder();
    let redaction = "redaction = [{ field = \"countries\", reason = \"safety\" }]\n[[actors]]";
    folder.set(
        "content/practices/pilot.md",
        &record("atd-mx-2015-pilot", "Release pilot", "MX").replacen("[[actors]]", redaction, 1),
    );
    let (_, out, _) = export(on_disk(&folder).path(), &["--facet", "country=MX"]);
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn nothing_is_exported_while_the_site_has_errors() {
    let mut folder = folder();
    folder.set("content/practices/pilot.md", &record("atd-mx-2015-pilot", "Release pilot", "XX"));
    let (code, out, complaint) = export(on_disk(&folder).path(), &["--format", "json"]);
    assert_eq!((code, &out[..]), (1, ""));
    assert!(complaint.contains("country/unknown"), "{complaint}");
}
