//! `altavoz translate status`: how much of what is in which state, what is most urgent first.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::base::store::Store;
use crate::base::{Failure, Fingerprint, Lang, Sources};
use crate::cli::Ended;
use crate::cli::arguments::Format;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::collect;
use crate::translate::units::standing;
use crate::translate::{Count, Page, Standing, State};
use crate::write::cellar::Cellar;

use super::Site;
use super::arguments::Status;

/// Where the last answer lies, for the case that no file has changed since.
const CELLAR: &str = ".altavoz/translations";

/// What there is to say of one language.
#[derive(Debug, Serialize, Deserialize)]
struct Table {
    lang: String,
    rows: Vec<Row>,
    /// Pages that are gone and still remembered.
    lost: Vec<String>,
}

/// What there is to say of one page.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    name: String,
    file: String,
    /// Segments and words by the word of their state.
    counts: BTreeMap<String, (usize, usize)>,
    priority: u8,
    is_critical: bool,
}

/// Prints one object, or one line, a page and language.
pub(super) fn run(status: &Status, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, _) = collect::collect(&at.root)?;
    let tables = tables(status, at, sources, printer)?;
    let mut is_low = false;
    for table in &tables {
        let mut rows: Vec<(Standing, &Row)> = table.rows.iter().map(|row| (row.standing(), row)).collect();
        rows.sort_by_key(|(standing, row)| urgency(standing, row));
        for (standing, row) in &rows {
            print(standing, row, &table.lang, printer);
        }
        for name in &table.lost {
            printer.say("say.lost-page", &[("page", name.clone()), ("lang", table.lang.clone())]);
        }
        let total = total(&rows);
        say_total(&total, &table.lang, printer);
        is_low |= status.fail_under.is_some_and(|least| total.percent() < usize::from(least));
    }
    if is_low {
        printer.say("say.too-little", &[("least", status.fail_under.unwrap_or_default().to_string())]);
        return Ok(Ended::WithErrors);
    }
    Ok(Ended::Well)
}

/// The tables of the languages that are asked for: made now, unless no file has changed since they were.
fn tables(status: &Status, at: &SiteAt, sources: Sources, printer: &Printer) -> Result<Vec<Table>, Failure> {
    let files: Vec<Fingerprint> = sources.iter().map(|source| source.fingerprint).collect();
    let key = Fingerprint::of(&(env!("CARGO_PKG_VERSION"), files, &status.lang, &status.page));
    let cellar = Cellar::new(at.root.join(CELLAR));
    let kept = cellar.take(key).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    if let Some(tables) = kept {
        return Ok(tables);
    }
    let site = Site::of(at, sources);
    let tables = made(status, &site, printer)?;
    // A damaged ledger is to be named again.
    if site.is_sound()
        && let Ok(bytes) = serde_json::to_vec(&tables)
    {
        cellar.keep_only(&BTreeSet::new());
        cellar.put(key, &bytes);
    }
    Ok(tables)
}

fn made(status: &Status, site: &Site<'_>, printer: &Printer) -> Result<Vec<Table>, Failure> {
    let langs: Vec<Lang> = match &status.lang {
        Some(lang) => vec![site.lang(lang)?],
        None => site.config().langs().cloned().collect(),
    };
    let mut tables = Vec::new();
    for lang in langs {
        let mut pages = site.pages(&lang, printer);
        if let Some(name) = &status.page {
            let page = Site::page(pages.clone(), name, &lang)?;
            pages.pages.retain(|other| other.name == page.name);
        }
        if !pages.pages.is_empty() {
            let rows = pages.pages.par_iter().map(Row::of).collect();
            tables.push(Table { lang: lang.to_string(), rows, lost: pages.lost.into_keys().collect() });
        }
    }
    Ok(tables)
}

impl Row {
    fn of(page: &Page) -> Row {
        let counts = standing(page).counts.into_iter();
        Row {
            name: page.name.clone(),
            file: page.source.source.path.to_string(),
            counts: counts.map(|(state, count)| (state.to_string(), (count.segments, count.words))).collect(),
            priority: page.priority,
            is_critical: page.is_critical,
        }
    }

    fn standing(&self) -> Standing {
        let counts = self
            .counts
            .iter()
            .filter_map(|(word, &(segments, words))| Some((State::of(word)?, Count { segments, words })));
        Standing { counts: counts.collect(), ..Standing::default() }
    }
}

/// What comes first: changed facts, critical pages, the author's priority, then by name.
fn urgency(standing: &Standing, row: &Row) -> (usize, bool, u8, usize, String) {
    let worst = standing.counts.keys().next().copied().unwrap_or(State::Orphan);
    let place = State::ALL.iter().position(|state| *state == worst).unwrap_or(State::ALL.len());
    let is_fact = usize::from(worst != State::StaleFacts);
    (is_fact, !row.is_critical || !worst.needs_work(), row.priority, place, row.name.clone())
}

fn total(rows: &[(Standing, &Row)]) -> Standing {
    let mut counts = BTreeMap::<State, Count>::new();
    for (state, count) in rows.iter().flat_map(|(standing, _)| &standing.counts) {
        let sum = counts.entry(*state).or_default();
        sum.segments += count.segments;
        sum.words += count.words;
    }
    Standing { counts, ..Standing::default() }
}

fn print(standing: &Standing, row: &Row, lang: &str, printer: &Printer) {
    let of = |number: fn(&Count) -> usize| -> serde_json::Map<String, serde_json::Value> {
        let counts = standing.counts.iter().filter(|(_, count)| number(count) > 0);
        counts.map(|(state, count)| (state.word().to_owned(), json!(number(count)))).collect()
    };
    if printer.format == Format::Json {
        printer.object(&json!({
            "file": row.file,
            "lang": lang,
            "segments": of(|count| count.segments),
            "words": of(|count| count.words),
        }));
        return;
    }
    let work: Vec<String> = standing
        .counts
        .iter()
        .filter(|(state, _)| state.needs_work() || **state == State::Orphan)
        .map(|(state, count)| {
            let counted = [("segments", count.segments.to_string()), ("words", count.words.to_string())];
            printer.words.phrase(&format!("translate.{state}"), &counted)
        })
        .collect();
    if !work.is_empty() {
        printer.line(&format!("{:>3} %  {}  {}", standing.percent(), row.name, work.join(", ")));
    }
}

fn say_total(total: &Standing, lang: &str, printer: &Printer) {
    let words = |state: &State| total.counts.get(state).map_or(0, |count| count.words);
    let all: usize = State::ALL.iter().filter(|state| **state != State::Orphan).map(words).sum();
    let todo: usize = State::ALL.iter().filter(|state| state.needs_work()).map(words).sum();
    let said = [
        ("lang", lang.to_string()),
        ("percent", total.percent().to_string()),
        ("words", all.to_string()),
        ("todo", todo.to_string()),
    ];
    printer.say("say.translated", &said);
}
