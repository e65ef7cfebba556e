//! What a build refuses and an author may accept: it was public before, so it comes along, accepted in
//! its item, and a person is told where to look.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, Report, Severity, SourceId, Span};

use super::Trial;
use super::draft::Draft;
use super::old::{Old, Page};

/// Helplines are as public as telephone numbers get.
const RULE: &str = "privacy/phone-in-body";

/// Something that may be accepted.
#[derive(Debug)]
pub(super) struct Found {
    original: usize,
    value: String,
    span: Span,
}

/// Finds it, with its place in the old file; `numbers` are those of the drafts by their files.
pub(super) fn found(
    old: &Old,
    drafts: &[Draft],
    trial: &Trial,
    numbers: &BTreeMap<SourceId, usize>,
) -> Vec<Found> {
    let is_meant = |found: &&Diagnostic| found.code == RULE && found.severity == Severity::Error;
    let of_draft = |found: &Diagnostic| {
        let number = *numbers.get(&found.span.source)?;
        let value = found.argument("value").unwrap_or_default().to_owned();
        let span = place(found, &drafts[number], &old.pages[number]);
        Some(Found { original: original(old, drafts, number)?, value, span })
    };
    trial.diagnostics.iter().filter(is_meant).filter_map(of_draft).collect()
}

/// Accepts it in the items' originals, whose translations it counts for too; whether any is new.
pub(super) fn accept(found: Vec<Found>, drafts: &mut [Draft], reason: &str, report: &mut Report) -> bool {
    let mut accepted = BTreeSet::new();
    for Found { original, value, span } in found {
        if drafts[original].allow(RULE, reason, span) {
            accepted.insert(original);
        }
        if accepted.contains(&original) {
            report.warning("import/allowed", span).arg("value", value);
        }
    }
    !accepted.is_empty()
}

/// A translation cannot say what is accepted.
fn original(old: &Old, drafts: &[Draft], number: usize) -> Option<usize> {
    let is_original =
        |other: &usize| !drafts[*other].is_translation && old.pages[*other].place == old.pages[number].place;
    std::iter::once(number).chain(0..drafts.len()).find(is_original)
}

fn place(found: &Diagnostic, draft: &Draft, page: &Page) -> Span {
    let finished = draft.finished();
    let (start, skipped) = finished.start;
    let in_text = |place: u32| (place as usize).checked_sub(start).map(|place| place + skipped);
    match (in_text(found.span.start), in_text(found.span.end)) {
        (Some(from), Some(to)) => draft.text.span_of(page, &finished.text, from..to),
        _ => page.opening,
    }
}
