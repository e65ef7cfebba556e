//! `altavoz translate done`, `waive` and `review`: what somebody stands for, paragraph by paragraph.

use crate::base::Failure;
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::act::{self, Act};
use crate::translate::ledger::{Ledger, Stored};
use crate::translate::{Page, State};

use super::arguments::{Done, Review};
use super::{Segments, Site};

/// The translations are right for the source as it is.
pub(super) fn done(done: &Done, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let act =
        |site: &Site<'_>| Act { stored: Stored::Translated, by: done.by.clone(), at: Some(site.today()) };
    run((&done.lang, &done.page), at, printer, |site, page, numbers| {
        // Who has reviewed a text that did not change since has said more than that already.
        let is_due = |number: usize| {
            let row = page.alignment.rows.iter().find(|row| row.source == Some(number));
            numbers.contains(&number)
                && row.is_some_and(|row| !matches!(row.state, State::Reviewed | State::Translated))
        };
        Ok(act::confirm(page, &is_due, &act(site)))
    })
}

/// The last change of the source needs no translation.
pub(super) fn waive(done: &Done, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    run((&done.lang, &done.page), at, printer, |site, page, numbers| {
        let act = Act { stored: Stored::Waived, by: done.by.clone(), at: Some(site.today()) };
        Ok(act::waive(page, &|number| numbers.contains(&number), &act))
    })
}

/// A second person has read them.
pub(super) fn review(review: &Review, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    if review.by.trim().is_empty() {
        return Err(Failure::new("failure.no-reviewer"));
    }
    run((&review.lang, &review.page), at, printer, |site, page, numbers| {
        let mut own = Vec::new();
        let entries = page.ledger.as_ref().map(|ledger| &ledger.0.entries[..]).unwrap_or_default();
        for row in page
            .alignment
            .rows
            .iter()
            .filter(|row| row.source.is_some_and(|number| numbers.contains(&number)))
        {
            let by = row.entry.and_then(|entry| entries[entry].by.as_deref());
            own.extend(row.source.filter(|_| by == Some(&review.by[..]) && site.config().second_reviewer));
        }
        if !own.is_empty() {
            return Err(Failure::new("failure.own-review").arg("by", &review.by).arg("page", &page.name));
        }
        let act = Act { stored: Stored::Reviewed, by: Some(review.by.clone()), at: Some(site.today()) };
        // Reading is not translating: what changed since is not read into order.
        let is_due = |number: usize| {
            let row = page.alignment.rows.iter().find(|row| row.source == Some(number));
            numbers.contains(&number) && row.is_some_and(|row| row.state.change().is_none())
        };
        Ok(act::confirm(page, &is_due, &act))
    })
}

fn run(
    (lang, page): (&str, &str),
    at: &SiteAt,
    printer: &Printer,
    make: impl FnOnce(&Site<'_>, &Page, &[usize]) -> Result<Ledger, Failure>,
) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let lang = site.lang(lang)?;
    let segments = Segments::of(page);
    let page = Site::page(site.pages(&lang, printer), segments.page, &lang)?;
    let numbers = segments.numbers(&page)?;
    let before = page.ledger.as_ref().map(|ledger| ledger.0.clone()).unwrap_or_default();
    let ledger = make(&site, &page, &numbers)?;
    let changed = ledger.entries.iter().filter(|entry| !before.entries.contains(entry)).count();
    let waiting = page.alignment.rows.iter().filter(|row| {
        row.state == State::Missing && row.source.is_some_and(|number| numbers.contains(&number))
    });
    let waiting = waiting.count();
    if ledger != before {
        site.write_ledger(&page, &ledger)?;
    }
    let said = if page.alignment.is_adaptation { "say.adaptation-followed" } else { "say.confirmed" };
    printer.say(said, &[("count", changed.to_string()), ("page", page.name.clone())]);
    if waiting > 0 {
        printer.say("say.still-missing", &[("count", waiting.to_string()), ("page", page.name.clone())]);
    }
    Ok(Ended::Well)
}
