//! `translation/double-space`: two spaces where one belongs, or space at the beginning or end.

use super::Findings;
use super::reading::Reading;

/// What the source has, the translation may have.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (reading.pair.source, reading.pair.target);
    if !has_two(source)
        && let Some(at) = two(target)
    {
        found.add(at..at + 2);
    }
    let is_line = !target.contains('\n');
    let starts = |text: &str| text.starts_with(char::is_whitespace);
    let ends = |text: &str| text.ends_with(char::is_whitespace);
    if is_line && starts(target) && !starts(source) {
        found.add(0..target.len() - target.trim_start().len());
    } else if is_line && ends(target) && !ends(source) {
        found.add(target.trim_end().len()..target.len());
    }
}

fn has_two(text: &str) -> bool {
    two(text).is_some()
}

/// Two spaces inside a line; at its end they break it.
fn two(text: &str) -> Option<usize> {
    let is_inside = |at: &usize| {
        let line = text[*at..].lines().next().unwrap_or_default();
        let before = text[..*at].rsplit('\n').next().unwrap_or_default();
        !line.trim().is_empty() && !before.trim().is_empty()
    };
    text.match_indices("  ").map(|(at, _)| at).find(is_inside)
}
