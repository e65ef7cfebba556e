//! What `exchange.py` asks: one writing or reading of ours, JSON on one side and a file on the other.
//!
//! `judge-exchange po-write < catalogue.json > x.po`, `po-read < x.po`, `export FORMAT < project.json`,
//! `import FORMAT < file`.
#![expect(clippy::print_stdout, reason = "a program of its own")]

use std::io::Read;

use altavoz::base::Lang;
use altavoz::base::date::Day;
use altavoz::translate::exchange::{Problems, Reading, decode};
use altavoz::translate::po::{self, Catalogue, Entry, Header, Options, Previous};
use altavoz::translate::text::hash;
use altavoz::translate::{Identity, Kind, Project, Returned, State, Unit};
use serde_json::{Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).expect("something to read");
    let text = match decode(&bytes) {
        Ok(text) => text,
        Err(problem) => panic!("line {}: not UTF-8", problem.line),
    };
    let json = || serde_json::from_str::<Value>(text).expect("JSON");
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let out = match words[..] {
        ["po-write"] => po::write(&catalogue(&json())),
        ["po-read"] => {
            let (catalogue, problems) = po::read(text);
            json!({ "catalogue": told(&catalogue), "problems": problems_told(&problems) }).to_string()
        }
        ["export", format] => export(format, &project(&json())),
        ["import", format] => reading(&import(format, text)).to_string(),
        _ => panic!("what is asked?"),
    };
    print!("{out}");
}

fn export(format: &str, project: &Project) -> String {
    match format {
        "po" => po::export(project, Options::default()),
        "pot" => po::template(project, Options::default()),
        "po-placeholders" => po::export(project, Options { placeholders: true }),
        _ => panic!("no such format"),
    }
}

fn import(format: &str, text: &str) -> Reading {
    match format {
        "po" => po::import(text),
        _ => panic!("no such format"),
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(string).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn is(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

fn catalogue(value: &Value) -> Catalogue {
    let header = &value["header"];
    let field = |field: &Value| Some((string(&field[0])?, string(&field[1])?));
    let fields = list(&header["fields"]).filter_map(field).collect();
    let header = Header { comments: strings(&header["comments"]), is_fuzzy: is(&header["is_fuzzy"]), fields };
    Catalogue { header, entries: list(&value["entries"]).map(entry).collect() }
}

fn entry(value: &Value) -> Entry {
    let previous = &value["previous"];
    Entry {
        line: 0,
        comments: strings(&value["comments"]),
        extracted: strings(&value["extracted"]),
        references: strings(&value["references"]),
        flags: strings(&value["flags"]),
        previous: Previous {
            context: string(&previous[0]),
            id: string(&previous[1]),
            plural: string(&previous[2]),
        },
        context: string(&value["context"]),
        id: string(&value["id"]).unwrap_or_default(),
        plural: string(&value["plural"]),
        strs: strings(&value["strs"]),
        is_obsolete: is(&value["is_obsolete"]),
    }
}

fn told(catalogue: &Catalogue) -> Value {
    let Header { comments, is_fuzzy, fields } = &catalogue.header;
    let entries: Vec<Value> = catalogue.entries.iter().map(entry_told).collect();
    json!({ "header": { "comments": comments, "is_fuzzy": is_fuzzy, "fields": fields }, "entries": entries })
}

fn entry_told(entry: &Entry) -> Value {
    let Previous { context, id, plural } = &entry.previous;
    json!({
        "comments": entry.comments,
        "extracted": entry.extracted,
        "references": entry.references,
        "flags": entry.flags,
        "previous": [context, id, plural],
        "context": entry.context,
        "id": entry.id,
        "plural": entry.plural,
        "strs": entry.strs,
        "is_obsolete": entry.is_obsolete,
    })
}

fn project(value: &Value) -> Project {
    Project {
        title: string(&value["title"]).unwrap_or_default(),
        base_url: string(&value["base_url"]).unwrap_or_default(),
        source: Lang::new(value["source"].as_str().unwrap_or("en")),
        target: Lang::new(value["target"].as_str().unwrap_or("es")),
        day: value["day"].as_str().and_then(Day::parse),
        units: list(&value["units"]).map(unit).collect(),
        orphans: list(&value["orphans"]).map(unit).collect(),
    }
}

fn unit(value: &Value) -> Unit {
    let text = |key: &str| string(&value[key]).unwrap_or_default();
    let nth = value["nth"].as_u64().and_then(|nth| u32::try_from(nth).ok()).unwrap_or_default();
    let hit = |hit: &Value| Some((string(&hit[0])?, string(&hit[1])));
    Unit {
        page: text("page"),
        file: text("file"),
        identity: Identity { hash: hash(&text("source")), nth },
        kind: Kind::of(&text("kind")).unwrap_or(Kind::Paragraph),
        name: text("name"),
        section: string(&value["section"]),
        url: string(&value["url"]),
        note: string(&value["note"]),
        glossary: list(&value["glossary"]).filter_map(hit).collect(),
        longest: None,
        source: text("source"),
        target: text("target"),
        state: State::of(&text("state")).expect("a state"),
        before: string(&value["before"]),
        priority: 3,
        critical: false,
    }
}

fn reading(reading: &Reading) -> Value {
    let returned = |list: &[Returned]| list.iter().map(returned_told).collect::<Vec<_>>();
    json!({
        "target": reading.origin.target,
        "site": reading.origin.site,
        "returned": returned(&reading.returned),
        "orphans": returned(&reading.orphans),
        "problems": problems_told(&reading.problems),
    })
}

fn returned_told(returned: &Returned) -> Value {
    json!({
        "page": returned.page,
        "nth": returned.nth,
        "source": returned.source,
        "target": returned.target,
        "is_draft": returned.is_draft,
        "is_reviewed": returned.is_reviewed,
    })
}

fn problems_told(problems: &Problems) -> Vec<String> {
    problems.list.iter().map(|it| format!("{}: {} {:?}", it.line, it.code, it.arguments)).collect()
}
