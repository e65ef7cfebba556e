//! Pages → units: every segment with what a translator should know of it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::Lang;
use crate::base::date::Day;
use crate::config::Config;

use super::State;
use super::glossary::Glossary;
use super::pages::Page;
use super::text;
use super::unit::{Project, Unit};
use super::{Changed, Count, Entry, Standing};
use super::{Row, Segment};

/// The site and the language, without any units.
pub fn outline(config: &Config, lang: &Lang) -> Project {
    Project {
        title: config.language(lang).map_or_else(|| config.title.clone(), |language| language.title.clone()),
        base_url: format!("{}{}/", config.origin, config.base_path),
        source: config.default_language.clone(),
        target: lang.clone(),
        day: None,
        units: Vec::new(),
        orphans: Vec::new(),
    }
}

/// All units of a language. `urls` gives the address of a page on the published site.
pub fn project(
    config: &Config,
    lang: &Lang,
    pages: &[Page],
    glossary: &Glossary,
    urls: &(dyn Fn(&Page) -> Option<String> + Sync),
) -> Project {
    let mut project = Project { day: pages.iter().filter_map(latest).max(), ..outline(config, lang) };
    let of_page = |page: &Page| -> Vec<Unit> {
        let url = urls(page);
        let unit = |row| {
            let unit = unit(page, row, url.clone());
            let glossary = glossary.hits(&unit.source, &config.default_language, lang);
            Unit { glossary, ..unit }
        };
        page.alignment.rows.iter().map(unit).collect()
    };
    let units: Vec<Vec<Unit>> = pages.par_iter().map(of_page).collect();
    let is_gone = |unit: &Unit| unit.state == State::Orphan;
    (project.orphans, project.units) = units.into_iter().flatten().partition(is_gone);
    project
}

/// The texts of pages as translators see them: the page, how many of the same text stand before it, the text.
pub fn texts(pages: &[Page]) -> impl Iterator<Item = (&str, u32, &str)> {
    pages.iter().flat_map(|page| {
        let texts = page.alignment.rows.iter().filter_map(move |row| text(page, row));
        texts.map(|(nth, text)| (&page.name[..], nth, text))
    })
}

fn text<'a>(page: &'a Page, row: &Row) -> Option<(u32, &'a str)> {
    if let Some(source) = row.source.map(|source| &page.source.segments[source]) {
        return Some((source.identity.nth, &source.text));
    }
    let entry = page.ledger.as_ref()?.0.entries.get(row.entry?)?;
    Some((entry.source.nth, &entry.text))
}

/// The last day that a page's files name.
fn latest(page: &Page) -> Option<Day> {
    let meta = page.source.document.as_ref().map(|document| &document.meta);
    let dates = meta.and_then(|meta| meta.updated.max(meta.date.as_ref().map(|date| date.value)));
    dates.max(confirmed(page))
}

fn confirmed(page: &Page) -> Option<Day> {
    let ledger = page.ledger.as_ref()?;
    ledger.0.entries.iter().filter_map(|entry| entry.at).max()
}

fn unit(page: &Page, row: &Row, url: Option<String>) -> Unit {
    let entry = row.entry.and_then(|entry| page.ledger.as_ref()?.0.entries.get(entry));
    let source = row.source.map(|source| &page.source.segments[source]);
    let target = row.target.and_then(|target| page.target.as_ref()?.segments.get(target));
    let written = target.filter(|target| target.waits_for.is_none());
    let heading = source.and_then(|source| page.source.segments.get(source.under?));
    let (kind, name) = match (source, entry) {
        (Some(Segment { kind, name, .. }), _) => (*kind, name.clone()),
        (None, Some(entry)) => (entry.kind, entry.name.clone()),
        (None, None) => (super::Kind::Paragraph, String::new()),
    };
    let words = |segment: &Segment| segment.text.clone();
    let gone = || entry.map(|entry| entry.text.clone()).unwrap_or_default();
    let changed = entry.filter(|entry| {
        source.is_some_and(|source| entry.source.hash != source.identity.hash || row.is_mechanical)
    });
    Unit {
        page: page.name.clone(),
        file: page.source.source.path.to_string(),
        identity: source
            .map(|source| source.identity)
            .or(entry.map(|entry| entry.source))
            .unwrap_or_default(),
        kind,
        name,
        section: heading.map(words),
        url,
        note: note(page, changed.filter(|_| row.is_mechanical), source),
        glossary: Vec::new(),
        longest: None,
        source: source.map_or_else(gone, words),
        target: written.map(words).unwrap_or_default(),
        state: row.state,
        before: changed.map(|entry| entry.text.clone()),
        priority: page.priority,
        critical: page.is_critical,
    }
}

/// The author's word, and where a link leads now if only that changed.
fn note(page: &Page, before: Option<&Entry>, source: Option<&Segment>) -> Option<String> {
    let (before, now) = (before.map_or("", |entry| &entry.links), source.map_or("", |source| &source.links));
    let moved = before.lines().zip(now.lines()).filter(|(before, now)| before != now);
    let moved = moved.map(|(before, now)| format!("{before} → {now}"));
    let all: Vec<String> = page.note.iter().cloned().chain(moved).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Where the translation of a page stands.
pub fn standing(page: &Page) -> Standing {
    let mut counts = BTreeMap::<State, Count>::new();
    let mut changed = Vec::new();
    for row in &page.alignment.rows {
        let count = counts.entry(row.state).or_default();
        count.segments += 1;
        let Some(source) = row.source.map(|source| &page.source.segments[source]) else {
            changed.extend(withdrawn(page, row).filter(|_| page.is_critical));
            continue;
        };
        count.words += text::words(&source.text);
        let entry = row.entry.and_then(|entry| page.ledger.as_ref()?.0.entries.get(entry));
        if let (Some(change), Some(entry)) = (row.state.change(), entry) {
            let place = row.target.unwrap_or(usize::MAX);
            changed.push((
                place,
                Changed {
                    id: source.identity.short(),
                    change,
                    is_field: !super::segment::is_in_text(source.kind),
                    before: entry.text.clone(),
                    now: source.text.clone(),
                },
            ));
        }
    }
    changed.sort_by_key(|(place, _)| *place);
    let changed = changed.into_iter().map(|(_, changed)| changed).collect();
    Standing { counts, changed, confirmed: confirmed(page) }
}

/// What the source has taken out and the translation still says, with its place there.
fn withdrawn(page: &Page, row: &Row) -> Option<(usize, Changed)> {
    let entry = page.ledger.as_ref()?.0.entries.get(row.entry?)?;
    let changed = Changed {
        id: entry.source.short(),
        change: super::Change::Major,
        is_field: !super::segment::is_in_text(entry.kind),
        before: entry.text.clone(),
        now: String::new(),
    };
    Some((row.target?, changed))
}

/// What comes first: changed facts, critical pages, the author's priority, then by name.
pub fn urgency(
    standing: &Standing,
    is_critical: bool,
    priority: u8,
    name: &str,
) -> (usize, bool, u8, usize, String) {
    let worst = standing.counts.keys().next().copied().unwrap_or(State::Orphan);
    let place = State::ALL.iter().position(|state| *state == worst).unwrap_or(State::ALL.len());
    let is_fact = usize::from(worst != State::StaleFacts);
    (is_fact, !is_critical || !worst.needs_work(), priority, place, name.to_owned())
}
