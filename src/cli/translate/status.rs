//! `altavoz translate status`: how much of what is in which state, what is most urgent first.

use std::collections::BTreeMap;

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
use crate::translate::units::{standing, urgency};
use crate::translate::{Count, Page, Standing, State};
use crate::write::cellar::Cellar;

use super::Site;
use super::arguments::Status;

/// Where the last answers lie, one a language, for the case that no file has changed since.
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
    /// Where the translation lies or would lie.
    place: String,
    /// Segments and words by the word of their state.
    counts: BTreeMap<String, (usize, usize)>,
    priority: u8,
    is_critical: bool,
}

/// Prints one object, or one line, a page and language.
pub(super) fn run(status: &Status, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, _) = collect::collect(&at.root)?;
    let mut tables = tables(status, at, sources, printer)?;
    if let Some(name) = &status.page {
        of_page(&mut tables, name)?;
    }
    let mut is_low = false;
    for table in &tables {
        let mut rows: Vec<(Standing, &Row)> = table.rows.iter().map(|row| (row.standing(), row)).collect();
        rows.sort_by_cached_key(|(standing, row)| {
            urgency(standing, row.is_critical, row.priority, &row.name)
        });
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
    let files = Fingerprint::of(&(env!("CARGO_PKG_VERSION"), files));
    let key = |lang: Option<&str>| Fingerprint::of(&(files, lang));
    let own = key(status.lang.as_deref());
    let cellar = Cellar::new(at.root.join(CELLAR));
    let kept = cellar.take(own).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    if let Some(tables) = kept {
        return Ok(tables);
    }
    let site = Site::of(at, sources);
    let tables = made(status, &site, printer)?;
    // A damaged ledger is to be named again.
    if site.is_sound()
        && let Ok(bytes) = serde_json::to_vec(&tables)
    {
        // Answers for other languages stay as long as the files do.
        let langs = site.config().langs().map(|lang| Some(lang.as_str()));
        cellar.keep_only(&langs.chain([None]).map(key).collect());
        cellar.put(own, &bytes);
    }
    Ok(tables)
}

fn made(status: &Status, site: &Site<'_>, printer: &Printer) -> Result<Vec<Table>, Failure> {
    let langs: Vec<Lang> = match &status.lang {
        Some(lang) => vec![site.lang(lang)?],
        None => site.config().langs().cloned().collect(),
    };
    let table = |lang: Lang| {
        let pages = site.pages(&lang, printer);
        let rows = pages.pages.par_iter().map(Row::of).collect();
        Table { lang: lang.to_string(), rows, lost: pages.lost.into_keys().collect() }
    };
    Ok(langs.into_iter().map(table).filter(|table| !table.rows.is_empty()).collect())
}

/// Leaves the rows of one page; a language in which there is no such page says nothing.
fn of_page(tables: &mut Vec<Table>, name: &str) -> Result<(), Failure> {
    let is_it = |row: &Row| row.name == name || row.file == name || row.place == name;
    if !tables.iter().any(|table| table.rows.iter().any(is_it)) {
        let names = tables.iter().flat_map(|table| &table.rows).map(|row| &row.name[..]);
        let lang = tables.first().map_or("", |table| &table.lang);
        return Err(Site::no_page(name, lang, names));
    }
    for table in tables.iter_mut() {
        table.rows.retain(is_it);
    }
    tables.retain(|table| !table.rows.is_empty());
    Ok(())
}

impl Row {
    fn of(page: &Page) -> Row {
        let counts = standing(page).counts.into_iter();
        Row {
            name: page.name.clone(),
            file: page.source.source.path.to_string(),
            place: page.place.to_string(),
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
