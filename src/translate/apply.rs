//! Translations as readers get them: each place that waits for a translation filled with the source's
//! text, each paragraph whose source changed marked.
//!
//! Runs between parse and relate, in memory only. The marks are comments of Markdown behind a
//! block's text, which parse's writer turns into attributes; what they say is fixed here:
//! `t:source en 3f2a91c0` (this text is the source's), `t:stale facts 3f2a91c0` (the source changed),
//! `t:beside en` … `t:end` (the source as it is now).

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;

use crate::base::{Checked, Diagnostic, Fingerprint, Lang, SourceId, SourcePath, Sources, Span, memo};
use crate::config::Config;
use crate::content::{Document, Parsed};
use crate::parse;

use super::Standing;
use super::material::Material;
use super::overlay;
use super::pages::{Page, Shelves, Side, items};
use super::segment::{self, Kind, Segment};
use super::splice::{Edit, edit, splice};
use super::units::standing;
use super::{Change, State};
use super::{Row, ledger, text};

/// What was made of translations, by the fingerprint of all that it was made from.
pub type Shelf = memo::Shelf<Arc<Applied>>;

/// What is kept from build to build.
#[derive(Debug, Default)]
pub struct Memo {
    pages: Shelves,
    catalogues: overlay::Shelf,
    applied: Shelf,
}

/// One translation as readers get it.
#[derive(Debug)]
pub struct Applied {
    /// The document; `None` if it stays as it is.
    document: Option<Arc<Document>>,
    /// What was done to its text, one after another; the places of each are in the text of the one before.
    edits: [Vec<Edit>; 2],
    /// What of the PO file could not be shown.
    found: Vec<overlay::Found>,
    /// Where it stands; `None` where no ledger knows it.
    standing: Option<Arc<Standing>>,
}

/// Where the bytes of changed texts are in the files that people see.
#[derive(Debug, Default)]
pub struct Places {
    of_source: BTreeMap<SourceId, Arc<Applied>>,
}

impl Memo {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.pages.turn();
        self.catalogues.turn();
        self.applied.turn();
    }
}

/// Puts every translation's text as readers get it in the place of its own.
pub fn apply(parsed: &mut Parsed, sources: &Sources, memo: &Memo) -> Checked<Places> {
    let mut places = Places::default();
    if !is_needed(parsed, sources) {
        return (places, Vec::new());
    }
    let (material, mut diagnostics) = Material::of(parsed, sources, &memo.pages);
    let mut documents: BTreeMap<SourcePath, Arc<Document>> = BTreeMap::new();
    for lang in material.config.langs() {
        let (pages, found) = items(&material, sources, lang, &memo.pages);
        diagnostics.extend(found);
        let catalogue = overlay::catalogue(sources, lang, &memo.catalogues);
        diagnostics.extend(catalogue.diagnostics());
        let applied: Vec<_> =
            pages.par_iter().map(|page| applied(page, (&material, &catalogue), memo)).collect();
        for (page, applied) in pages.iter().zip(applied) {
            let Some(applied) = applied else { continue };
            diagnostics.extend(applied.found.iter().map(|found| catalogue.in_place(&page.name, found)));
            if let Some(standing) = &applied.standing {
                parsed.standings.insert(page.place.clone(), standing.clone());
            }
            if let Some(document) = &applied.document {
                documents.insert(page.place.clone(), document.clone());
                places.of_source.insert(document.source.id, applied.clone());
            }
        }
    }
    for document in &mut parsed.documents {
        if let Some(other) = documents.remove(&document.source.path) {
            *document = other;
        }
    }
    // Pages that lie in a PO file only.
    if !documents.is_empty() {
        parsed.documents.extend(documents.into_values());
        parsed.documents.sort_by(|left, right| left.source.path.cmp(&right.source.path));
    }
    (places, diagnostics)
}

// Most sites have no ledger, and none of what follows is for them.
fn is_needed(parsed: &Parsed, sources: &Sources) -> bool {
    let finder = memmem::Finder::new(b"t:todo");
    let waits = |document: &Arc<Document>| finder.find(&document.source.bytes).is_some();
    let has_catalogues = sources.under(overlay::FOLDER).any(|source| overlay::is_read(&source.path));
    has_catalogues || sources.under(ledger::FOLDER).next().is_some() || parsed.documents.iter().any(waits)
}

fn applied(
    page: &Page,
    (material, catalogue): (&Material, &overlay::Catalogue),
    memo: &Memo,
) -> Option<Arc<Applied>> {
    let is_waiting = page.target.as_ref().is_some_and(is_waiting);
    let of_catalogue = catalogue.fingerprint(&page.name);
    let is_known = page.target.is_some() && (page.ledger.is_some() || is_waiting);
    if !is_known && of_catalogue.is_none() {
        return None;
    }
    let key = Fingerprint::of(&(page.fingerprint, of_catalogue, material.config.notice_minor));
    let (applied, _) = memo.applied.get_or(key, || Arc::new(made(page, material, catalogue)));
    Some(applied)
}

fn is_waiting(target: &Side) -> bool {
    target.segments.iter().any(|segment| segment.waits_for.is_some())
}

fn made(page: &Page, material: &Material, catalogue: &overlay::Catalogue) -> Applied {
    let config = &material.config;
    let (other, found) = overlay::overlaid(page, catalogue, material);
    let own = page.target.as_ref().and_then(|side| side.source.text().ok()).unwrap_or_default();
    let is_changed = other.is_some();
    let page = other.as_ref().unwrap_or(page);
    let other = overlay::with_new_texts(page, material);
    let is_changed = is_changed || other.is_some();
    let page = other.as_ref().unwrap_or(page);
    let Some(target) = &page.target else {
        return Applied { document: None, edits: [Vec::new(), Vec::new()], found, standing: None };
    };
    let file = target.source.text().unwrap_or_default();
    let first = if is_changed { vec![difference(own, file)] } else { Vec::new() };
    let standing = (page.ledger.is_some() || is_waiting(target)).then(|| Arc::new(standing(page)));
    let edits = edits(page, file, config);
    let document = target.document.as_ref().filter(|_| is_changed || !edits.is_empty());
    let document =
        document.map(|document| Arc::new(parse::reread(document, splice(file, edits.clone()), config)));
    Applied { document, edits: [first, edits], found, standing }
}

/// Two texts as one edit of the first.
fn difference(before: &str, after: &str) -> Edit {
    let same = before.bytes().zip(after.bytes()).take_while(|(left, right)| left == right).count();
    let start = (0..=same).rev().find(|&at| before.is_char_boundary(at) && after.is_char_boundary(at));
    let start = start.unwrap_or_default();
    let (left, right) = (&before[start..], &after[start..]);
    let same = left.bytes().rev().zip(right.bytes().rev()).take_while(|(left, right)| left == right).count();
    let is_boundary =
        |at: usize| left.is_char_boundary(left.len() - at) && right.is_char_boundary(right.len() - at);
    let end = (0..=same).rev().find(|&at| is_boundary(at)).unwrap_or_default();
    Edit { range: start..before.len() - end, text: right[..right.len() - end].to_owned() }
}

fn edits(page: &Page, file: &str, config: &Config) -> Vec<Edit> {
    let Some(target) = &page.target else { return Vec::new() };
    let from = page.source.document.as_ref().map_or(&config.default_language, |document| &document.lang);
    let mut edits = Vec::new();
    for row in &page.alignment.rows {
        let Some(place) = row.target else { continue };
        let Some(source) = row.source else {
            let text = withdrawn(page, row, &target.segments[place]);
            edits.extend(text.and_then(|text| edit(file, &target.segments[place], &text, target.values)));
            continue;
        };
        let (source, place) = (&page.source.segments[source], &target.segments[place]);
        let text = if place.waits_for.is_some() {
            Some(filled(source, from))
        } else {
            marked(row, source, place, (page.is_critical, config.notice_minor, from))
        };
        edits.extend(text.and_then(|text| edit(file, place, &text, target.values)));
    }
    edits
}

/// The source's text in the place of its translation.
fn filled(source: &Segment, from: &Lang) -> String {
    if segment::is_in_text(source.kind) {
        format!("{}<!-- t:source {from} {} -->", source.text, source.identity.short())
    } else {
        source.text.clone()
    }
}

/// Advice that the source has taken out, with a mark that it changed there.
fn withdrawn(page: &Page, row: &Row, place: &Segment) -> Option<String> {
    let entry = page.ledger.as_ref()?.0.entries.get(row.entry?)?;
    let is_told = page.is_critical && segment::is_in_text(place.kind);
    is_told.then(|| format!("{}<!-- t:stale major {} -->", place.text, entry.source.short()))
}

/// The translation with a mark that its source changed, if readers are to know.
fn marked(
    row: &Row,
    source: &Segment,
    place: &Segment,
    (is_critical, notice_minor, from): (bool, bool, &Lang),
) -> Option<String> {
    let change = row.state.change().filter(|_| segment::is_in_text(place.kind) && !row.is_mechanical)?;
    if change == Change::Minor && !notice_minor {
        return None;
    }
    let class = row.state.word().trim_start_matches("stale-");
    let mark = format!("{}<!-- t:stale {class} {} -->", place.text, source.identity.short());
    let is_beside = is_critical && row.state != State::StaleMinor && source.kind != Kind::Heading;
    if !is_beside {
        return Some(mark);
    }
    let words: Vec<&str> = source.text.lines().map(str::trim).collect();
    Some(format!("{mark}<!-- t:beside {from} -->{}<!-- t:end -->", without_notes(&words.join(" "))))
}

// A note's number twice would lead back to the wrong place.
fn without_notes(text: &str) -> String {
    let mut kept = text.to_owned();
    let notes: Vec<_> = text::notes(text).collect();
    notes.into_iter().rev().for_each(|note| kept.replace_range(note, ""));
    kept
}

impl Places {
    /// The same problem at its place in the file that people see.
    pub fn true_place(&self, mut found: Diagnostic) -> Diagnostic {
        found.span = self.span(found.span);
        for (span, _) in &mut found.labels {
            *span = self.span(*span);
        }
        found
    }

    fn span(&self, span: Span) -> Span {
        let Some(applied) = self.of_source.get(&span.source) else { return span };
        let at = |offset: u32| {
            applied.edits.iter().rev().fold(offset as usize, |offset, edits| original(edits, offset))
        };
        Span::new(span.source, at(span.start)..at(span.end))
    }
}

/// Where a byte of the changed text was before.
fn original(edits: &[Edit], offset: usize) -> usize {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.range.start);
    // How much longer than before the text is up to here.
    let mut longer = 0_isize;
    for edit in sorted {
        let start = edit.range.start.saturating_add_signed(longer);
        if offset < start {
            break;
        }
        if offset < start + edit.text.len() {
            return edit.range.start + (offset - start).min(edit.range.len());
        }
        longer += edit.text.len().cast_signed() - edit.range.len().cast_signed();
    }
    offset.saturating_add_signed(-longer)
}
