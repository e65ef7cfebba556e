//! `altavoz translate prefill`: gaps filled from memory or by a machine, for somebody to read.

use std::collections::BTreeMap;

use crate::base::{Failure, Source};
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::{SiteAt, pipe};
use crate::translate::act::Act;
use crate::translate::ledger::Stored;
use crate::translate::take::{settle, take};
use crate::translate::unit::Returned;
use crate::translate::{Page, State, language, placeholders, start, text};

use super::Site;
use super::arguments::Prefill;

/// Fills what is missing in pages that are begun, and in the one that is named.
pub(super) fn run(prefill: &Prefill, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let mut site = Site::read(at)?;
    let lang = site.lang(&prefill.lang)?;
    let mut pages = site.pages(&lang, printer);
    let known = memory(&pages.pages);
    if let Some(name) = &prefill.page {
        let page = Site::page(pages.clone(), name, &lang)?;
        if page.target.is_none() && page.source.document.is_some() {
            let mut begun = site.sources.clone();
            begun.put(Source::new(page.place.clone(), start::start(&page).into_bytes()));
            site = site.with(begun);
            pages = site.pages(&lang, printer);
        }
        pages.pages.retain(|other| other.name == page.name);
    }
    let is_begun = |page: &Page| page.target.is_some() || page.source.document.is_none();
    pages.pages.retain(is_begun);
    let stored = if prefill.cmd.is_some() { Stored::Machine } else { Stored::Draft };
    let act = Act { stored, by: None, at: Some(site.today()) };
    let langs = (&site.config().default_language.clone(), &lang);
    let glossary = site.glossary();
    let mut counts = (0, 0);
    for page in &pages.pages {
        let mut returned = Vec::new();
        for row in page.alignment.rows.iter().filter(|row| row.state == State::Missing) {
            let Some(segment) = row.source.map(|source| &page.source.segments[source]) else { continue };
            let target = match &prefill.cmd {
                None => known.get(&text::normal(&segment.text)).cloned().flatten(),
                Some(command) => {
                    let said = machine(command, &segment.text);
                    counts.1 += usize::from(said.is_none());
                    said
                }
            };
            returned.extend(target.map(|target| Returned {
                page: page.name.clone(),
                nth: segment.identity.nth,
                source: segment.text.clone(),
                target,
                is_draft: true,
                is_reviewed: false,
                base: None,
                line: 0,
            }));
        }
        // What would break the page is not taken from a machine either.
        let mut taken = take(std::slice::from_ref(page), returned, glossary, langs, &act);
        counts.1 += taken.refused.len();
        let mut news = taken.news.remove(&0).unwrap_or_default();
        for new in &mut news {
            new.act.stored = stored;
        }
        let count = news.len();
        let (text, ledger, left) = settle(page, news);
        counts.1 += left.len();
        if count > left.len() {
            let is_by_machine = ledger.entries.iter().all(|entry| entry.stored == Stored::Machine);
            let is_text = page.source.document.is_some();
            let text = if is_by_machine && is_text { language::by_machine(&text) } else { text };
            site.write(page.place.as_str(), &text)?;
            site.write_ledger(page, &ledger)?;
            counts.0 += count - left.len();
        }
    }
    let said = [("count", counts.0.to_string()), ("left", counts.1.to_string()), ("lang", lang.to_string())];
    printer.say("say.prefilled", &said);
    Ok(Ended::Well)
}

/// What the site says for each text of its sources; `None` where it says two things.
fn memory(pages: &[Page]) -> BTreeMap<String, Option<String>> {
    let mut memory: BTreeMap<String, Option<String>> = BTreeMap::new();
    for page in pages {
        for row in &page.alignment.rows {
            if !matches!(row.state, State::Translated | State::Reviewed | State::Waived) {
                continue;
            }
            let (Some(source), Some(target), Some(side)) = (row.source, row.target, &page.target) else {
                continue;
            };
            let words = &side.segments[target].text;
            let known = memory.entry(text::normal(&page.source.segments[source].text));
            let known = known.or_insert_with(|| Some(words.clone()));
            if known.as_ref().is_some_and(|known| text::exact(known) != text::exact(words)) {
                *known = None;
            }
        }
    }
    memory
}

/// What a command makes of a text; addresses and code go out as `{1}` and have to come back.
fn machine(command: &str, source: &str) -> Option<String> {
    let (masked, parts) = placeholders::mask(source);
    let said = pipe(command, &masked)?;
    placeholders::unmask(said.trim(), &parts).filter(|said| !said.is_empty())
}
