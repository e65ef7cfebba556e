//! What the page's script works with, as JSON that is harmless inside HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Lang;
use crate::base::message::Catalogue;
use crate::translate::text::words as count;
use crate::translate::unit::{Project, Unit};

use super::Term;
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
    forbidden: &'a [String],
    keep: bool,
    note: Option<&'a str>,
}

/// The project, the words of the page and those of the checks.
pub(super) fn json(project: &Project, terms: &[Term], words: &Catalogue) -> String {
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
        units: project.units.iter().map(|unit| text(unit, terms)).collect(),
    };
    harmless(&serde_json::to_string(&data).expect("plain data"))
}

fn language(lang: &Lang) -> Language<'_> {
    Language { tag: lang.as_str(), dir: lang.dir() }
}

fn text<'a>(unit: &'a Unit, terms: &'a [Term]) -> Text<'a> {
    Text {
        page: &unit.page,
        file: &unit.file,
        context: unit.context(),
        id: unit.identity.to_string(),
        kind: unit.kind.word(),
        name: &unit.name,
        section: unit.section.as_deref(),
        url: unit.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        note: unit.note.as_deref(),
        terms: unit.glossary.iter().map(|(term, word)| here(term, word.as_deref(), terms)).collect(),
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

fn here<'a>(term: &'a str, word: Option<&'a str>, terms: &'a [Term]) -> TermHere<'a> {
    let known = terms.iter().find(|known| known.term == term);
    let words = known.map(|known| known.words.iter().map(String::as_str).collect()).unwrap_or_default();
    TermHere {
        term,
        words: if known.is_none() { word.into_iter().collect() } else { words },
        forbidden: known.map_or(&[], |known| &known.forbidden),
        keep: known.map_or(word.is_none(), |known| known.keep),
        note: known.and_then(|known| known.note.as_deref()),
    }
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
