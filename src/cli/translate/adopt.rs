//! `altavoz translate adopt`: translations that are there, taken into the ledger as they are.

use std::sync::Arc;

use crate::base::Failure;
use crate::cli::Ended;
use crate::cli::arguments::Format;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::act::{self, Act};
use crate::translate::ledger::{self, Ledger, Stored};
use crate::translate::{Page, State, pages};

use super::Site;
use super::arguments::Adopt;

/// Below this share of pairs a page is not taken for a translation, paragraph by paragraph.
const SURE: usize = 50;

/// Takes every page that has a translation and no ledger, or the one that is named.
pub(super) fn run(adopt: &Adopt, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let lang = site.lang(&adopt.lang)?;
    let pages = site.pages(&lang, printer);
    let pages = match &adopt.page {
        Some(name) => vec![Site::page(pages, name, &lang)?],
        None => pages.pages,
    };
    let act = |stored| Act { stored, by: None, at: Some(site.today()) };
    let mut counts = (0, 0);
    for page in pages.iter().filter(|page| page.target.is_some()) {
        if is_damaged(page) {
            counts.0 += 1;
            let ledger = mended(page, &site, &act(Stored::Draft), printer);
            if !adopt.dry_run {
                site.write(&ledger::path(&lang, &page.name), &ledger::write(&ledger))?;
            }
            continue;
        }
        let new = page.alignment.rows.iter().filter(|row| row.state == State::Draft && row.entry.is_none());
        if new.count() == 0 {
            continue;
        }
        let sure = sureness(page);
        let is_taken = sure >= SURE;
        say(page, sure, is_taken, printer);
        if !is_taken {
            counts.1 += 1;
            continue;
        }
        counts.0 += 1;
        let ledger = act::confirm(page, &|number| is_new(page, number), &act(Stored::Translated));
        if !adopt.dry_run {
            site.write(&ledger::path(&lang, &page.name), &ledger::write(&ledger))?;
        }
    }
    let said = [("pages", counts.0.to_string()), ("left", counts.1.to_string()), ("lang", lang.to_string())];
    printer.say(if adopt.dry_run { "say.would-adopt" } else { "say.adopted" }, &said);
    Ok(Ended::Well)
}

fn is_new(page: &Page, number: usize) -> bool {
    let row = page.alignment.rows.iter().find(|row| row.source == Some(number));
    row.is_some_and(|row| row.state == State::Draft && row.entry.is_none())
}

fn is_damaged(page: &Page) -> bool {
    page.ledger.as_ref().is_some_and(|ledger| !ledger.1.is_empty())
}

/// The ledger with what can be read of it. Nobody knows what the rest remembered, so nobody is said to
/// have confirmed it: it becomes drafts.
fn mended(page: &Page, site: &Site<'_>, act: &Act, printer: &Printer) -> Ledger {
    let path = ledger::path(&page.lang, &page.name);
    let kept = site.sources.get(&path[..]).map(|file| ledger::salvage(file)).unwrap_or_default();
    let count = kept.entries.len();
    let page = Page { ledger: Some(Arc::new((kept, Vec::new()))), ..page.clone() };
    let alignment = pages::aligned(&page, page.alignment.is_adaptation, site.config(), site.glossary());
    let page = Page { alignment, ..page };
    let drafts = (0..page.source.segments.len()).filter(|&number| is_new(&page, number)).count();
    let said = [("path", path), ("kept", count.to_string()), ("drafts", drafts.to_string())];
    printer.say("say.ledger-mended", &said);
    act::confirm(&page, &|number| is_new(&page, number), act)
}

/// How many percent of the segments of both sides found a partner.
fn sureness(page: &Page) -> usize {
    let rows = page.alignment.rows.iter().filter(|row| row.source.is_some());
    let paired = rows.filter(|row| row.target.is_some()).count();
    let targets = page.target.as_ref().map_or(0, |target| target.segments.len());
    (paired * 100).checked_div(page.source.segments.len().max(targets)).unwrap_or(0)
}

fn say(page: &Page, sure: usize, is_taken: bool, printer: &Printer) {
    if printer.format == Format::Json {
        printer.object(&serde_json::json!({
            "file": page.place.as_str(), "lang": page.lang.as_str(), "sure": sure, "adopted": is_taken,
        }));
    } else if !is_taken || sure < 100 {
        let said = [("file", page.place.to_string()), ("sure", sure.to_string())];
        printer.line(
            &printer
                .words
                .phrase(if is_taken { "translate.adopted" } else { "translate.not-adopted" }, &said),
        );
    }
}
