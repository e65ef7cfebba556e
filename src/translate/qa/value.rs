//! `translation/value`: a line break where the text has one line, in front matter, an argument, a heading, a cell.

use crate::translate::segment::Kind;

use super::Findings;
use super::reading::Reading;

/// What has no line break in the source has none in the translation.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let is_line = matches!(
        reading.pair.kind,
        Kind::Field | Kind::Argument | Kind::String | Kind::Heading | Kind::Cell | Kind::Term
    );
    let is_break = |sign: char| matches!(sign, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}');
    if !is_line || reading.pair.source.contains(is_break) {
        return;
    }
    if let Some(at) = reading.pair.target.trim_end().find(is_break) {
        found.add(at..at + 1);
    }
}
