//! Where something stands in a source file.

use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use super::SourceId;

/// A range of bytes in one source file; `start == end` points between two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file, as an opaque id.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span over `range` of a source; files beyond 4 GiB are refused long before.
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Span {
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: clip(range.start), end: clip(range.end) }
    }

    /// The beginning of a source: where a problem of the whole file is shown.
    pub fn start_of(source: SourceId) -> Span {
        Span { source, start: 0, end: 0 }
    }
}

/// Where a piece of text lies in its source: readers of the piece count from its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The source.
    pub source: SourceId,
    /// The piece's first byte in it.
    pub offset: usize,
}

impl Place {
    /// The span of a range that was counted from the piece's beginning.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }
}

/// A value and where it stands. Equality, order and hash are the value's alone, so that an edit
/// further up in the file, which only moves it, does not make it another value.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value to its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
