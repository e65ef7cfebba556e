//! The explicit acts that change what a ledger remembers, and the texts that come with them.
//!
//! Takes a page, gives its files as they should be. Editing a file is no act: only these are.

use crate::base::date::Day;

use super::State;
use super::ledger::{Entry, Ledger, Stored};
use super::pages::Page;
use super::segment::Segment;
use super::splice::{Edit, edit, splice};

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
pub fn confirm(page: &Page, chosen: &dyn Fn(usize) -> bool, act: &Act) -> Ledger {
    let mut lines = Lines::of(page);
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
            lines.set(row.entry, target, entry);
        }
    }
    lines.ledger()
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
            stored: Stored::Waived,
            by: act.by.clone().or(entry.by.take()),
            at: act.at,
            ..entry.clone()
        };
    }
    ledger
}

/// The translation's text and its ledger with new texts in them. Texts for which the translation has no
/// place are given back by their numbers in the list.
pub fn write(page: &Page, news: &[New]) -> (String, Ledger, Vec<usize>) {
    let Some(target) = &page.target else {
        return (String::new(), Ledger::default(), (0..news.len()).collect());
    };
    let file = target.source.text().unwrap_or_default();
    let mut lines = Lines::of(page);
    let mut edits: Vec<Edit> = Vec::new();
    let mut homeless = Vec::new();
    for (number, new) in news.iter().enumerate() {
        let row = page.alignment.rows.iter().find(|row| row.source == Some(new.source));
        let Some((row, place)) = row.and_then(|row| Some((row, row.target?))) else {
            homeless.push(number);
            continue;
        };
        edits.extend(edit(file, &target.segments[place], &new.text, target.values));
        let Act { stored, by, at } = &new.act;
        let entry = Entry::of(&page.source.segments[new.source], &new.text, *stored, by.as_deref(), *at);
        lines.set(row.entry, place, entry);
    }
    (splice(file, edits), lines.ledger(), homeless)
}

/// The ledger without what is gone from both the source and the translation.
pub fn tidied(page: &Page) -> Ledger {
    let gone = |number: usize| {
        let row = page.alignment.rows.iter().find(|row| row.entry == Some(number));
        row.is_some_and(|row| row.state == State::Orphan && row.target.is_none())
    };
    let mut ledger = page.ledger.as_ref().map(|ledger| ledger.0.clone()).unwrap_or_default();
    let mut number = 0;
    ledger.entries.retain(|_| {
        number += 1;
        !gone(number - 1)
    });
    ledger
}

fn target_of(page: &Page, number: usize) -> Option<&Segment> {
    page.target.as_ref()?.segments.get(number)
}

/// A ledger's lines, each with its place in the translation, so that new ones come where they belong.
struct Lines {
    lines: Vec<(f64, Entry)>,
}

impl Lines {
    #[expect(clippy::cast_precision_loss, reason = "a page has no 2^52 paragraphs")]
    fn of(page: &Page) -> Lines {
        let entries = page.ledger.as_ref().map(|ledger| ledger.0.entries.clone()).unwrap_or_default();
        let mut lines: Vec<(f64, Entry)> = Vec::with_capacity(entries.len());
        let mut last = -1.0;
        for (number, entry) in entries.into_iter().enumerate() {
            let row = page.alignment.rows.iter().find(|row| row.entry == Some(number));
            // A line whose text is gone from the translation stays behind the one before it.
            last = row.and_then(|row| row.target).map_or(last + 0.001, |target| target as f64);
            lines.push((last, entry));
        }
        Lines { lines }
    }

    #[expect(clippy::cast_precision_loss, reason = "a page has no 2^52 paragraphs")]
    fn set(&mut self, old: Option<usize>, target: usize, entry: Entry) {
        match old {
            Some(line) => self.lines[line] = (target as f64, entry),
            None => self.lines.push((target as f64, entry)),
        }
    }

    fn ledger(mut self) -> Ledger {
        self.lines.sort_by(|left, right| left.0.total_cmp(&right.0));
        Ledger { entries: self.lines.into_iter().map(|(_, entry)| entry).collect() }
    }
}
