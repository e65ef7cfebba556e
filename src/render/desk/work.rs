//! One page and its translation, text by text, beside the page as readers see it.

use serde::Serialize;

use crate::base::{Lang, Severity, SourceId, Span};
use crate::relate::site::Row;
use crate::translate::pack::diff::{self, Fate};
use crate::translate::qa::{self, Finding, Pair};
use crate::translate::unit::{Unit, base};
use crate::translate::units::project;
use crate::translate::{Page, text};

use super::translate::{source_lang, state_word};
use super::{Around, Bench, Sent, Tab, Why, row_key, sentence};

/// One page.
#[derive(Serialize)]
pub(super) struct Work {
    name: String,
    file: String,
    list: String,
    lang: String,
    language: String,
    dir: &'static str,
    source_lang: String,
    source_language: String,
    source_dir: &'static str,
    note: Option<String>,
    is_critical: bool,
    is_begun: bool,
    progress: String,
    /// What became of the last text.
    said: Option<String>,
    is_bad: bool,
    /// A text that has no row (any more), to be copied.
    stray: Option<String>,
    /// The page as readers see it.
    href: Option<String>,
    token: String,
    asked_lang: String,
    texts: Vec<Text>,
}

/// One text.
#[derive(Serialize)]
struct Text {
    /// As the same text is marked on the page of readers: `t-3f2a91c0`.
    id: String,
    /// The same for as long as the text is the same one, whatever its source says.
    key: String,
    /// What a form says of the source: its hash and number.
    identity: String,
    number: usize,
    kind: String,
    place: Option<String>,
    state: &'static str,
    word: String,
    is_todo: bool,
    is_stale: bool,
    source: String,
    /// The source's words, what is gone and what came.
    words: Vec<Part>,
    section: Option<String>,
    terms: Vec<Term>,
    /// What stands in the box.
    target: String,
    base: String,
    lines: usize,
    letters: String,
    error: Option<String>,
    here: Option<String>,
    /// What is in the box is in no file yet.
    is_unsaved: bool,
    found: Vec<Found>,
}

/// Words of a source, and whether they are gone or new.
#[derive(Serialize)]
struct Part {
    fate: &'static str,
    words: String,
}

/// A term of the glossary; it stays as it is where it has no word.
#[derive(Serialize)]
struct Term {
    term: String,
    word: Option<String>,
}

/// An opinion about a translation.
#[derive(Serialize)]
struct Found {
    severity: &'static str,
    word: String,
    message: String,
    help: Option<String>,
}

/// Puts one page together.
pub(super) fn work(page: &Page, bench: &Bench<'_>, around: &Around<'_>) -> Work {
    let config = &around.desk.site.config;
    let project = project(config, bench.lang, std::slice::from_ref(page), bench.glossary, &|_: &Page| None);
    let from = source_lang(page, around);
    let sent = bench.sent.filter(|sent| sent.page == page.name);
    let rows = page.alignment.rows.iter().filter(|row| row.source.is_some());
    let texts: Vec<Text> = rows
        .zip(&project.units)
        .enumerate()
        .map(|(number, (row, unit))| {
            let (key, identity) = (row_key(page, row), unit.identity.to_string());
            let sent = sent.filter(|sent| is_row_of(sent, &key, &identity));
            text_of(unit, (number + 1, key, identity, from), sent, (bench, around))
        })
        .collect();
    let has_row =
        sent.is_some_and(|sent| texts.iter().any(|text| is_row_of(sent, &text.key, &text.identity)));
    let done = texts.iter().filter(|text| !text.is_todo).count();
    let counted = [("done", around.count(done)), ("all", around.count(texts.len()))];
    Work {
        name: page.name.clone(),
        file: page.place.to_string(),
        list: around.ask.to(Tab::Translate, &[]),
        lang: bench.lang.to_string(),
        language: around.lang_name(bench.lang),
        dir: bench.lang.dir(),
        source_lang: from.to_string(),
        source_language: around.lang_name(from),
        source_dir: from.dir(),
        note: page.note.clone(),
        is_critical: page.is_critical,
        is_begun: page.target.is_some(),
        progress: around.say_of("bench.progress", &counted),
        said: said(sent, around),
        is_bad: sent.is_some(),
        stray: sent.filter(|_| !has_row).map(|sent| sent.text.clone()),
        href: href(page, bench.lang, around),
        token: bench.token.to_owned(),
        asked_lang: around.ask.get("lang").to_owned(),
        texts,
    }
}

fn is_row_of(sent: &Sent, key: &str, identity: &str) -> bool {
    match sent.why {
        Why::Late => sent.row == key,
        _ => sent.key == identity,
    }
}

fn said(sent: Option<&Sent>, around: &Around<'_>) -> Option<String> {
    let saved = around.ask.get("saved");
    match sent {
        Some(_) => Some(around.say("bench.not-saved")),
        None => ["confirmed", "draft", "waived", "late"]
            .contains(&saved)
            .then(|| around.say(&format!("bench.saved.{saved}"))),
    }
}

fn text_of(
    unit: &Unit,
    (number, key, identity, from): (usize, String, String, &Lang),
    sent: Option<&Sent>,
    (bench, around): (&Bench<'_>, &Around<'_>),
) -> Text {
    let target = sent.map_or(&unit.target, |sent| &sent.text);
    let pair = Pair {
        kind: unit.kind,
        name: &unit.name,
        source: &unit.source,
        source_lang: from,
        target,
        lang: bench.lang,
        longest: None,
    };
    let found = match sent.map(|sent| &sent.why) {
        Some(Why::Broken(found)) => found.clone(),
        _ => qa::check(&pair, bench.glossary),
    };
    let shown = if unit.target.is_empty() { &unit.source } else { &unit.target };
    Text {
        id: unit.identity.mark(),
        key,
        identity,
        number,
        kind: around.desk.words.phrase(&format!("pack.kind.{}", unit.kind.word()), &[]),
        place: (!unit.name.is_empty()).then(|| unit.name.clone()),
        state: unit.state.word(),
        word: state_word(unit.state, around),
        is_todo: unit.state.needs_work(),
        is_stale: unit.state.change().is_some(),
        source: unit.source.clone(),
        words: words(unit),
        section: unit.section.clone(),
        terms: unit.glossary.iter().cloned().map(|(term, word)| Term { term, word }).collect(),
        target: target.clone(),
        base: base(&unit.target).unwrap_or_default(),
        lines: lines(&unit.source, target),
        letters: text::letters(shown),
        error: sent.map(|sent| reason(&sent.why, around)),
        here: sent.and_then(|sent| match &sent.why {
            Why::Conflict(here) => Some(here.clone()),
            _ => None,
        }),
        is_unsaved: sent.is_some(),
        found: found.iter().map(|found| worded(found, around)).collect(),
    }
}

fn words(unit: &Unit) -> Vec<Part> {
    let Some(before) = &unit.before else {
        return vec![Part { fate: "same", words: unit.source.clone() }];
    };
    let part = |(fate, words)| {
        let fate = match fate {
            Fate::Same => "same",
            Fate::Removed => "gone",
            Fate::Added => "new",
        };
        Part { fate, words }
    };
    diff::words(before, &unit.source).into_iter().map(part).collect()
}

/// How tall the box is: about as many lines as the longer text fills.
fn lines(source: &str, target: &str) -> usize {
    let longest = source.chars().count().max(target.chars().count());
    (longest / 60 + target.lines().count().max(1)).clamp(1, 14)
}

fn reason(why: &Why, around: &Around<'_>) -> String {
    let key = match why {
        Why::Empty => "empty",
        Why::Broken(_) => "broken",
        Why::Shape => "shape",
        Why::NoPlace => "no-place",
        Why::Conflict(_) => "conflict",
        Why::Late => "late",
        Why::Gone => "gone",
        Why::Changed => "changed",
        Why::Failed(failure) => {
            return sentence(&around.desk.words.phrase(failure.key, &failure.arguments)).replace('`', "");
        }
    };
    around.say(&format!("bench.why.{key}"))
}

fn worded(found: &Finding, around: &Around<'_>) -> Found {
    let (span, words) = (Span::new(SourceId(0), 0..0), around.desk.words);
    let said = words.words(&found.clone().diagnostic(span));
    let severity = if found.severity == Severity::Error { "error" } else { "warning" };
    let word = sentence(&words.phrase(&format!("severity.{severity}"), &[]));
    Found { severity, word, message: said.message, help: said.help }
}

/// The address of the page that readers of this language get.
fn href(page: &Page, lang: &Lang, around: &Around<'_>) -> Option<String> {
    let own =
        |row: &&Row| row.lang == *lang && (row.file == page.place || row.file == page.source.source.path);
    around.desk.site.listing.iter().filter(own).find_map(|row| Some(around.href(row.url.as_ref()?)))
}
