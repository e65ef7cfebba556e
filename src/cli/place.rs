//! Where a diagnostic stands, in lines and columns.

use crate::base::{Source, Sources, Span};

/// A place as editors count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file.
    pub file: &'a str,
    /// Line and column, each from 1, columns in Unicode scalar values; `None` for a file that was not read.
    pub at: Option<(usize, usize)>,
}

/// The place of a span's beginning; `None` if nobody knows the file.
pub fn place(span: Span, sources: &Sources) -> Option<Place<'_>> {
    let file = sources.path(span.source)?.as_str();
    let at = sources.by_id(span.source).map(|source| line_and_column(source, span.start as usize));
    Some(Place { file, at })
}

fn line_and_column(source: &Source, offset: usize) -> (usize, usize) {
    let before = &source.bytes[..offset.min(source.bytes.len())];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    // A byte order mark is no column: editors do not show it.
    let column = 1 + String::from_utf8_lossy(&before[start..]).chars().filter(|c| *c != '\u{feff}').count();
    (line, column)
}
