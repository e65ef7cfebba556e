//! What the page's script works with, as JSON that is harmless inside HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Lang;
use crate::base::message::Catalogue;
use crate::translate::glossary::{Form, Glossary, Term};
use crate::translate::text::words as count;
use crate::translate::unit::{Project, Unit};

use super::diff::{self, Fate};

#[derive(Serialize)]
struct Data<'a> {
    site: Site<'a>,
    languages: Languages<'a>,
    day: Option<String>,
    words: BTreeMap<&'a str, &'a str>,
    #[serde(rename = "checkWords")]
    check_words: BTreeMap<&'a str, &'a [String]>,
    counts: BTreeMap<&'a str, &'a str>,
    units: Vec<Text<'a>>,
}

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Languages<'a> {
    source: Language<'a>,
    target: Language<'a>,
}

#[derive(Serialize)]
struct Language<'a> {
    tag: &'a str,
    dir: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'a> {
    page: &'a str,
    file: &'a str,
    context: String,
    id: String,
    kind: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    terms: Vec<TermHere<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest: Option<usize>,
    source: &'a str,
    target: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    state: &'a str,
    to_do: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<Vec<(&'a str, String)>>,
    priority: u8,
    critical: bool,
    words: usize,
}

#[derive(Serialize)]
struct TermHere<'a> {
    term: &'a str,
    words: Vec<&'a str>,
    forbidden: Vec<&'a str>,
    keep: bool,
    note: Option<&'a str>,
}

/// The project, the words of the page and those of the checks.
pub(super) fn json(project: &Project, glossary: &Glossary, words: &Catalogue) -> String {
    let said = |prefix: &'static str, end: &'static str| {
        words.templates().filter_map(move |(key, templates)| {
            Some((key, key.strip_prefix(prefix)?.strip_suffix(end)?, templates))
        })
    };
    let first = |prefix, end| -> BTreeMap<&str, &str> {
        said(prefix, end).filter_map(|(_, name, list)| Some((name, list.first()?.as_str()))).collect()
    };
    let data = Data {
        site: Site { title: &project.title, url: &project.base_url },
        languages: Languages { source: language(&project.source), target: language(&project.target) },
        day: project.day.map(|day| day.to_string()),
        words: first("pack.", ""),
        counts: first("count.", ""),
        check_words: said("translation/", ".message")
            .filter_map(|(key, _, list)| Some((key.strip_suffix(".message")?, list)))
            .collect(),
        units: project.units.iter().map(|unit| text(unit, terms(unit, project, glossary))).collect(),
    };
    harmless(&serde_json::to_string(&data).expect("plain data"))
}

fn language(lang: &Lang) -> Language<'_> {
    Language { tag: lang.as_str(), dir: lang.dir() }
}

fn text<'a>(unit: &'a Unit, terms: Vec<TermHere<'a>>) -> Text<'a> {
    Text {
        page: &unit.page,
        file: &unit.file,
        context: unit.context(),
        id: unit.identity.to_string(),
        base: unit.base(),
        kind: unit.kind.word(),
        name: &unit.name,
        section: unit.section.as_deref(),
        url: unit.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        note: unit.note.as_deref(),
        terms,
        longest: unit.longest,
        source: &unit.source,
        target: &unit.target,
        state: unit.state.word(),
        to_do: unit.state.needs_work(),
        before: unit.before.as_deref(),
        diff: unit.before.as_deref().map(|before| marked(before, &unit.source)),
        priority: unit.priority,
        critical: unit.critical,
        words: count(&unit.source),
    }
}

/// The terms in a text, each once.
fn terms<'a>(unit: &Unit, project: &Project, glossary: &'a Glossary) -> Vec<TermHere<'a>> {
    let mut found: Vec<&Term> = Vec::new();
    for hit in glossary.find(&unit.source, &project.source) {
        if !found.contains(&hit.term) {
            found.push(hit.term);
        }
    }
    let own = glossary.lang.as_ref();
    let texts = |forms: &'a [Form]| forms.iter().map(|form| form.text.as_str()).collect::<Vec<_>>();
    let here = |term: &'a Term| TermHere {
        term: term.forms(&project.source, own).first().map_or("", |form| &form.text),
        words: if term.keep { Vec::new() } else { texts(term.forms(&project.target, own)) },
        forbidden: texts(term.forbidden(&project.target)),
        keep: term.keep,
        note: term.note.as_deref(),
    };
    let all = found.into_iter().map(here);
    all.filter(|term| term.keep || !term.words.is_empty() || !term.forbidden.is_empty()).collect()
}

fn marked(before: &str, now: &str) -> Vec<(&'static str, String)> {
    let sign = |fate| match fate {
        Fate::Same => "=",
        Fate::Removed => "-",
        Fate::Added => "+",
    };
    diff::words(before, now).into_iter().map(|(fate, words)| (sign(fate), words)).collect()
}

// A browser looks for `</script>` and `<!--` before it looks for JSON; the separators end lines in old scripts.
fn harmless(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for sign in json.chars() {
        match sign {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ => safe.push(sign),
        }
    }
    safe
}
