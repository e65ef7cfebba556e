//! `translation/placeholder`: `{name}` that only one of the two texts has.

use std::ops::Range;

use super::Findings;
use super::reading::{Reading, apart};
use crate::translate::Kind;

/// Compares what the program fills in, as often as it stands there.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (placeholders(reading.pair.source), placeholders(reading.pair.target));
    let (missing, extra) = apart(&source, &target, |(name, _)| *name);
    for (name, _) in missing.into_iter().filter(|(name, _)| !is_said_in_words(reading, name)) {
        found.add(reading.whole()).arg("missing", name);
    }
    for (name, range) in extra {
        found.add(range.clone()).arg("extra", name);
    }
}

/// "One child", "no child": a form for a single number has the number in its words.
fn is_said_in_words(reading: &Reading<'_>, placeholder: &str) -> bool {
    let category = reading.pair.name.rsplit('.').next().unwrap_or_default();
    reading.pair.kind == Kind::String
        && matches!(category, "zero" | "one" | "two")
        && matches!(placeholder, "{n}" | "{count}")
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
