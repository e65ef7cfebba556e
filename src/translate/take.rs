//! What came back → what is to be written, page by page, and what is not taken and why.
//!
//! Three are compared: what the translator saw, what the site says now, and what the ledger remembers.
//! A translation that somebody changed after the file went out is never written over.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::{Diagnostic, Lang, Severity, SourceId, Span};

use super::act::{Act, New, write};
use super::glossary::Glossary;
use super::ledger::{Ledger, Stored};
use super::pages::Page;
use super::qa::{self, Finding, Pair};
use super::segments::{body, of_text};
use super::tables;
use super::text;
use super::unit::{Returned, base};
use super::{Kind, Row, Segment, State};

/// Why a translation is not taken.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// Its page is gone.
    NoPage,
    /// Its text is gone from the page.
    NoText,
    /// Somebody changed the translation meanwhile: this is what it says now.
    Conflict(String),
    /// It would break the page.
    Broken(Vec<Finding>),
}

/// A translation that is not taken.
#[derive(Clone, Debug)]
pub struct Refused {
    /// It.
    pub returned: Returned,
    /// Why.
    pub why: Refusal,
}

/// What becomes of a file that came back.
#[derive(Debug, Default)]
pub struct Taken {
    /// By the page's number, what is to be written.
    pub news: BTreeMap<usize, Vec<New>>,
    /// What is not taken.
    pub refused: Vec<Refused>,
    /// What the translator should look at, with its line in the file.
    pub warnings: Vec<(usize, Finding)>,
    /// How many say what the site says already.
    pub same: usize,
}

/// Decides about each translation that came back.
pub fn take(
    pages: &[Page],
    returned: Vec<Returned>,
    glossary: &Glossary,
    (source, lang): (&Lang, &Lang),
    act: &Act,
) -> Taken {
    let numbers: BTreeMap<&str, usize> =
        pages.iter().enumerate().map(|(number, page)| (&page.name[..], number)).collect();
    let mut taken = Taken::default();
    let mut of_pages: BTreeMap<usize, Vec<Returned>> = BTreeMap::new();
    for returned in returned {
        match numbers.get(&returned.page[..]) {
            Some(number) => of_pages.entry(*number).or_default().push(returned),
            None => taken.refused.push(Refused { returned, why: Refusal::NoPage }),
        }
    }
    let of_page = |(number, returned): (usize, Vec<Returned>)| {
        let page = &pages[number];
        let source = page.source.document.as_ref().map_or(source, |document| &document.lang);
        (number, of_page(page, returned, glossary, (source, lang), act))
    };
    for (number, of_page) in of_pages.into_par_iter().map(of_page).collect::<Vec<_>>() {
        taken.same += of_page.same;
        taken.refused.extend(of_page.refused);
        taken.warnings.extend(of_page.warnings);
        if !of_page.news.is_empty() {
            taken.news.insert(number, of_page.news);
        }
    }
    taken
}

/// What becomes of the translations of one page.
#[derive(Default)]
struct OfPage {
    news: Vec<New>,
    refused: Vec<Refused>,
    warnings: Vec<(usize, Finding)>,
    same: usize,
}

fn of_page(
    page: &Page,
    returned: Vec<Returned>,
    glossary: &Glossary,
    (source_lang, lang): (&Lang, &Lang),
    act: &Act,
) -> OfPage {
    let mut taken = OfPage::default();
    for returned in returned {
        let new = match verdict(page, &returned, act) {
            Verdict::Same => {
                taken.same += 1;
                continue;
            }
            Verdict::No(why) => {
                taken.refused.push(Refused { returned, why });
                continue;
            }
            Verdict::Yes(new) => new,
        };
        let Segment { kind, name, text, .. } = &page.source.segments[new.source];
        let target = &new.text;
        let pair = Pair { kind: *kind, name, source: text, source_lang, target, lang, longest: None };
        let found = qa::check(&pair, glossary);
        let (errors, warnings): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|found| found.severity == Severity::Error);
        taken.warnings.extend(warnings.into_iter().map(|found| (returned.line, found)));
        if errors.is_empty() {
            taken.news.push(new);
        } else {
            taken.refused.push(Refused { returned, why: Refusal::Broken(errors) });
        }
    }
    taken
}

enum Verdict {
    Same,
    Yes(New),
    No(Refusal),
}

fn verdict(page: &Page, returned: &Returned, act: &Act) -> Verdict {
    let Some(row) = row(page, returned) else { return Verdict::No(Refusal::NoText) };
    let Some(source) = row.source else { return Verdict::No(Refusal::NoText) };
    let here = written(page, row);
    let is_same = text::exact(here) == text::exact(&returned.target);
    let stored = match (returned.is_draft, returned.is_reviewed) {
        (true, _) => Stored::Draft,
        (false, true) => Stored::Reviewed,
        (false, false) => Stored::Translated,
    };
    let is_current = text::hash(&returned.source) == page.source.segments[source].identity.hash;
    // Nobody takes back what was confirmed by marking it as unfinished, nor what a second person has read.
    let adds = match row.state {
        _ if returned.is_draft => false,
        State::Reviewed | State::Waived => false,
        State::Translated => returned.is_reviewed,
        _ => is_current,
    };
    if is_same && !adds {
        return Verdict::Same;
    }
    // It came back as it went out, and the site has a later one.
    if !adds && is_untouched(returned) {
        return Verdict::Same;
    }
    if !is_same && !here.is_empty() && returned.base != base(here) {
        return Verdict::No(Refusal::Conflict(here.to_owned()));
    }
    // Made from what the source said before: what has changed since is still to do.
    let stored = if is_current { stored } else { Stored::Draft };
    Verdict::Yes(New { source, text: returned.target.clone(), act: Act { stored, ..act.clone() } })
}

/// Whether a translation came back as it went out.
pub fn is_untouched(returned: &Returned) -> bool {
    returned.base.is_some() && returned.base == base(&returned.target)
}

fn written<'a>(page: &'a Page, row: &Row) -> &'a str {
    let segment = row.target.and_then(|target| page.target.as_ref()?.segments.get(target));
    segment.filter(|segment| segment.waits_for.is_none()).map_or("", |segment| &segment.text)
}

/// The row that a translation is of: the source's text as it is, else as the ledger remembers it.
fn row<'a>(page: &'a Page, returned: &Returned) -> Option<&'a Row> {
    let hash = text::hash(&returned.source);
    let is_source = |row: &&Row, nth: Option<u32>| {
        row.source.is_some_and(|source| {
            let identity = page.source.segments[source].identity;
            identity.hash == hash && nth.is_none_or(|nth| identity.nth == nth)
        })
    };
    let rows = || page.alignment.rows.iter();
    let was = |row: &&Row| {
        let entry = row.entry.and_then(|entry| page.ledger.as_ref()?.0.entries.get(entry));
        row.source.is_some() && entry.is_some_and(|entry| entry.source.hash == hash)
    };
    rows()
        .find(|row| is_source(row, Some(returned.nth)))
        .or_else(|| rows().find(|row| is_source(row, None)))
        .or_else(|| rows().find(was))
}

/// What is wrong with all translations of a language, at their places in their files.
pub fn check(pages: &[Page], glossary: &Glossary, (source, lang): (&Lang, &Lang)) -> Vec<Diagnostic> {
    let mut pairs = Vec::new();
    let mut spans = Vec::new();
    let mut gone = Vec::new();
    for page in pages {
        let from = page.source.document.as_ref().map_or(source, |document| &document.lang);
        for row in &page.alignment.rows {
            let Some(side) = &page.target else { continue };
            let Some(target) = row.target.map(|target| &side.segments[target]) else { continue };
            let Some(number) = row.source else {
                gone.push(withdrawn(side.source.id, target));
                continue;
            };
            if target.waits_for.is_some() {
                continue;
            }
            let segment = &page.source.segments[number];
            pairs.push(Pair {
                kind: segment.kind,
                name: &segment.name,
                source: &segment.text,
                source_lang: from,
                target: &target.text,
                lang,
                longest: None,
            });
            spans.push((side.source.id, target));
        }
    }
    let of_pair = |(number, pair): (usize, &Pair<'_>)| {
        qa::check(pair, glossary).into_iter().map(move |found| (number, found))
    };
    let single: Vec<(usize, Finding)> = pairs.par_iter().enumerate().flat_map_iter(of_pair).collect();
    let all = single.into_iter().chain(qa::together(&pairs));
    all.map(|(number, found)| {
        let (source, segment) = spans[number];
        let range = segment.place(&found.range);
        found.diagnostic(Span::new(source, range))
    })
    .chain(gone)
    .collect()
}

/// What the source has taken out and the translation still says.
fn withdrawn(source: SourceId, segment: &Segment) -> Diagnostic {
    Diagnostic {
        code: "translation/withdrawn",
        severity: Severity::Warning,
        span: Span::new(source, segment.place(&(0..segment.text.len()))),
        arguments: Vec::new(),
        labels: Vec::new(),
        fix: None,
    }
}

/// A page's translation and its ledger with what is taken, and what cannot be put there: it would make
/// other blocks of the page, or there is no place for it.
pub fn settle(page: &Page, news: Vec<New>) -> (String, Ledger, Vec<New>) {
    let mut kept = news;
    let mut left = Vec::new();
    if !keeps_shape(page, &kept) {
        // One of them begins a list or a heading; each is tried by itself.
        let (well, ill) = kept.into_iter().partition(|new| keeps_shape(page, std::slice::from_ref(new)));
        (kept, left) = (well, ill);
    }
    let written = write(page, &kept);
    for number in written.homeless.into_iter().rev() {
        left.push(kept.remove(number));
    }
    (written.text, written.ledger, left)
}

/// Whether a file with new texts has the segments that it had, and those that were added.
fn keeps_shape(page: &Page, news: &[New]) -> bool {
    let written = write(page, news);
    if page.source.document.is_none() {
        return tables::says(page, &written.text, news);
    }
    let Some(target) = &page.target else { return true };
    let shape = |segment: &Segment| (segment.kind, segment.name.clone());
    let is_in_body = |segment: &&Segment| segment.kind != Kind::Field;
    let mut added: Vec<(usize, usize)> = written.added;
    added.retain(|(source, _)| page.source.segments[*source].kind != Kind::Field);
    // Where two are put at one place, the source's order is kept.
    added.sort_by_key(|(source, at)| (*at, *source));
    let mut added = added.into_iter().peekable();
    let mut wanted = Vec::new();
    for segment in target.segments.iter().filter(is_in_body) {
        let start = segment.pieces.first().map_or(0, |piece| piece.start);
        while let Some((source, _)) = added.next_if(|(_, at)| *at <= start) {
            wanted.push(shape(&page.source.segments[source]));
        }
        wanted.push(shape(segment));
    }
    wanted.extend(added.map(|(source, _)| shape(&page.source.segments[source])));
    let found: Vec<_> = of_text(&written.text[body(&written.text)..]).iter().map(shape).collect();
    wanted == found
}
