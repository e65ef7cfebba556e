//! `translation/placeholder`: `{name}` that only one of the two texts has.

use std::ops::Range;

use super::Findings;
use super::reading::{Reading, apart};

/// Compares what the program fills in, as often as it stands there.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (placeholders(reading.pair.source), placeholders(reading.pair.target));
    let (missing, extra) = apart(&source, &target, |(name, _)| *name);
    for (name, _) in missing {
        found.add(reading.whole()).arg("missing", name);
    }
    for (name, range) in extra {
        found.add(range.clone()).arg("extra", name);
    }
}

/// `{name}`, `{1}` and `%(name)s`, which other programs' strings have.
pub(super) fn placeholders(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut placeholders = Vec::new();
    for (open, close, ending) in [("{", "}", ""), ("%(", ")", "s")] {
        for (start, _) in text.match_indices(open) {
            let inside = start + open.len();
            let Some(length) = text[inside..].find(close) else { continue };
            let name = &text[inside..inside + length];
            let end = inside + length + close.len() + ending.len();
            let is_name = !name.is_empty()
                && name.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '.'))
                && text.get(inside + length + close.len()..end) == Some(ending);
            if is_name {
                placeholders.push((&text[start..end], start..end));
            }
        }
    }
    placeholders
}
