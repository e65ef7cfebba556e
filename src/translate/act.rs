//! The explicit acts that change what a ledger remembers, and the texts that come with them.
//!
//! Takes a page, gives its files as they should be. Editing a file is no act: only these are.

use std::collections::BTreeMap;

use crate::base::date::Day;

use super::State;
use super::ledger::{Entry, Ledger, Stored};
use super::pages::Page;
use super::segment::{Kind, Segment};
use super::splice::{Edit, edit, splice};
use super::start::with_fields;
use super::text;
use super::{insert, labels};

/// Who says so, and when.
#[derive(Clone, Debug)]
pub struct Act {
    /// What is said of the segments.
    pub stored: Stored,
    /// Who; nobody is named who did not ask for it.
    pub by: Option<String>,
    /// The day, if it is known.
    pub at: Option<Day>,
}

/// A text for one segment of a page.
#[derive(Clone, Debug)]
pub struct New {
    /// The segment's number in the source.
    pub source: usize,
    /// The translation.
    pub text: String,
    /// What is said of it.
    pub act: Act,
}

/// The ledger after something was said of some segments, by their numbers in the source. Only a
/// segment with a translation can be confirmed; the others stay as they are.
#[expect(clippy::cast_precision_loss, reason = "a page has no 2^52 paragraphs")]
pub fn confirm(page: &Page, chosen: &dyn Fn(usize) -> bool, act: &Act) -> Ledger {
    let mut lines = Lines::of(page);
    if page.alignment.is_adaptation {
        follow(page, chosen, act, &mut lines);
        return lines.ledger();
    }
    for row in &page.alignment.rows {
        let (Some(source), Some(target)) = (row.source.filter(|&source| chosen(source)), row.target) else {
            continue;
        };
        let segment = target_of(page, target);
        if let Some(segment) = segment.filter(|segment| segment.waits_for.is_none()) {
            let entry = Entry::of(
                &page.source.segments[source],
                &segment.text,
                act.stored,
                act.by.as_deref(),
                act.at,
            );
            lines.set(row.entry, target as f64, entry);
        }
    }
    lines.ledger()
}

/// A translation that is a text of its own has no paragraph beside one of its source: only what the source
/// said is remembered. Once nothing is left to do, what is gone from the source is forgotten.
#[expect(clippy::cast_precision_loss, reason = "a page has no 2^52 paragraphs")]
fn follow(page: &Page, chosen: &dyn Fn(usize) -> bool, act: &Act, lines: &mut Lines) {
    if page.target.is_none() {
        return;
    }
    let is_left = |row: &super::Row| row.state.needs_work() && !row.source.is_some_and(chosen);
    let is_all = !page.alignment.rows.iter().any(is_left);
    for row in &page.alignment.rows {
        let old = row.entry.and_then(|entry| page.ledger.as_ref()?.0.entries.get(entry));
        if let Some(source) = row.source.filter(|&source| chosen(source)) {
            let segment = &page.source.segments[source];
            let entry = Entry::of(segment, "", act.stored, act.by.as_deref(), act.at);
            // Should it be a translation again one day, its paragraphs are still known.
            let target = old.map_or(entry.target, |old| old.target);
            lines.set(row.entry, source as f64, Entry { target, ..entry });
        } else if let (None, Some(entry), true) = (row.source, row.entry, is_all) {
            lines.lines[entry].1 = None;
        }
    }
}

/// The ledger after the author said that the last change of some segments needs no translation.
pub fn waive(page: &Page, chosen: &dyn Fn(usize) -> bool, act: &Act) -> Ledger {
    let mut ledger = page.ledger.as_ref().map(|ledger| ledger.0.clone()).unwrap_or_default();
    for row in page.alignment.rows.iter().filter(|row| row.state.change().is_some()) {
        let (Some(source), Some(entry)) = (row.source.filter(|&source| chosen(source)), row.entry) else {
            continue;
        };
        let source = &page.source.segments[source];
        let entry = &mut ledger.entries[entry];
        *entry = Entry {
            source: source.identity,
            text: source.text.clone(),
            links: source.links.clone(),
            stored: Stored::Waived,
            by: act.by.clone().or(entry.by.take()),
            at: act.at,
            ..entry.clone()
        };
    }
    ledger
}

/// What became of new texts.
#[derive(Debug, Default)]
pub struct Written {
    /// The translation's file.
    pub text: String,
    /// Its ledger.
    pub ledger: Ledger,
    /// Texts for which the translation has no place, by their numbers in the list.
    pub homeless: Vec<usize>,
    /// Segments of the source that got a block of their own, each with where it was put into the file as it was.
    pub added: Vec<(usize, usize)>,
}

/// The translation's text and its ledger with new texts in them; those for which there was no place get one
/// where the translation is built as its source.
pub fn write(page: &Page, news: &[New]) -> Written {
    let is_table = page.source.document.is_none();
    if page.target.is_none() && !is_table {
        return Written { homeless: (0..news.len()).collect(), ..Written::default() };
    }
    let target = page.target.as_ref();
    let file = target.map_or("", |target| target.source.text().unwrap_or_default());
    let places = Places::of(page);
    let mut edits: Vec<Edit> = Vec::new();
    let mut new_here = BTreeMap::new();
    for new in news {
        match (target, places.of_source[new.source]) {
            (Some(target), Some(place)) if !target.segments[place].pieces.is_empty() => {
                edits.extend(edit(file, &target.segments[place], &new.text, target.values));
            }
            _ => drop(new_here.insert(new.source, &new.text[..])),
        }
    }
    let mut added = Vec::new();
    if is_table {
        let (more, placed) = labels::insert(page, &new_here);
        edits.extend(more);
        added.extend(placed.into_iter().map(|number| (number, 0)));
    } else {
        let insertion = insert::insert(page, &new_here);
        edits.extend(insertion.edits);
        added.extend(insertion.placed);
        let (edit, placed) = fields(page, &new_here);
        edits.extend(edit);
        added.extend(placed.into_iter().map(|number| (number, 0)));
    }
    let mut lines = Lines::of(page);
    let mut homeless = Vec::new();
    for (number, new) in news.iter().enumerate() {
        let is_added = added.iter().any(|(source, _)| *source == new.source);
        if places.of_source[new.source].is_none() && !is_added {
            homeless.push(number);
            continue;
        }
        lines.set(places.entry[new.source], places.line(new.source), entry(page, new));
    }
    if is_table {
        added.clear();
    }
    Written { text: splice(file, edits), ledger: lines.ledger(), homeless, added }
}

/// Fields that the translation lacks.
fn fields(page: &Page, texts: &BTreeMap<usize, &str>) -> (Option<Edit>, Vec<usize>) {
    let Some(target) = &page.target else { return (None, Vec::new()) };
    let segments = &page.source.segments;
    let fields = || texts.iter().filter(|(number, _)| segments[**number].kind == Kind::Field);
    let missing: Vec<(&str, String)> =
        fields().map(|(number, text)| (&segments[*number].name[..], (*text).to_owned())).collect();
    if missing.is_empty() {
        return (None, Vec::new());
    }
    let (edit, homeless) = with_fields(target, &missing);
    let placed = fields().filter(|(number, _)| !homeless.contains(&&segments[**number].name[..]));
    (edit, placed.map(|(number, _)| *number).collect())
}

/// Where each segment of the source stands in the translation and in the ledger.
struct Places {
    of_source: Vec<Option<usize>>,
    entry: Vec<Option<usize>>,
}

impl Places {
    fn of(page: &Page) -> Places {
        let count = page.source.segments.len();
        let mut places = Places { of_source: vec![None; count], entry: vec![None; count] };
        for row in &page.alignment.rows {
            if let Some(source) = row.source {
                places.of_source[source] = row.target;
                places.entry[source] = row.entry;
            }
        }
        places
    }

    /// The place of a segment in the ledger; of one that is put there now, just behind the one before it.
    #[expect(clippy::cast_precision_loss, reason = "a page has no 2^52 paragraphs")]
    fn line(&self, source: usize) -> f64 {
        let before = (0..=source).rev().find_map(|number| Some((number, self.of_source[number]?)));
        match before {
            Some((number, place)) => place as f64 + (source - number) as f64 * 1e-6,
            None => source as f64 * 1e-6 - 1.0,
        }
    }
}

/// What is remembered of a new text. While nobody stands for it, readers are still told that the source
/// has changed, so what it was made from before is kept.
fn entry(page: &Page, new: &New) -> Entry {
    let Act { stored, by, at } = &new.act;
    let row = page.alignment.rows.get(new.source).filter(|row| row.source == Some(new.source));
    let is_stale = row.is_some_and(|row| row.state.change().is_some());
    let old = row.and_then(|row| page.ledger.as_ref()?.0.entries.get(row.entry?));
    match old.filter(|_| is_stale && !stored.is_confirmed()) {
        Some(old) => Entry { target: text::exact(&new.text), ..old.clone() },
        None => Entry::of(&page.source.segments[new.source], &new.text, *stored, by.as_deref(), *at),
    }
}

fn target_of(page: &Page, number: usize) -> Option<&Segment> {
    page.target.as_ref()?.segments.get(number)
}

/// A ledger's lines, each with its place in the translation, so that new ones come where they belong.
struct Lines {
    /// `None` for what is gone from both texts: nobody needs to remember it.
    lines: Vec<(f64, Option<Entry>)>,
}

impl Lines {
    #[expect(clippy::cast_precision_loss, reason = "a page has no 2^52 paragraphs")]
    fn of(page: &Page) -> Lines {
        let entries = page.ledger.as_ref().map(|ledger| ledger.0.entries.clone()).unwrap_or_default();
        let mut lines = Vec::with_capacity(entries.len());
        let mut last = -1.0;
        for (number, entry) in entries.into_iter().enumerate() {
            let row = page.alignment.rows.iter().find(|row| row.entry == Some(number));
            // A line whose text is gone from the translation stays behind the one before it.
            last = row.and_then(|row| row.target).map_or(last + 0.001, |target| target as f64);
            let is_gone = row.is_some_and(|row| row.state == State::Orphan && row.target.is_none());
            lines.push((last, Some(entry).filter(|_| !is_gone || page.alignment.is_adaptation)));
        }
        Lines { lines }
    }

    fn set(&mut self, old: Option<usize>, place: f64, entry: Entry) {
        match old {
            Some(line) => self.lines[line] = (place, Some(entry)),
            None => self.lines.push((place, Some(entry))),
        }
    }

    fn ledger(mut self) -> Ledger {
        self.lines.sort_by(|left, right| left.0.total_cmp(&right.0));
        Ledger { entries: self.lines.into_iter().filter_map(|(_, entry)| entry).collect() }
    }
}
