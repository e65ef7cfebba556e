//! Where a text stands in its file.

use std::ops::Range;

use crate::base::{SourceId, Span};

/// Where a text stands in its file.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A file's text: it begins at the byte `offset`, and places in it are exact.
    Body {
        /// The file.
        source: SourceId,
        /// Where the text begins in it.
        offset: usize,
    },
    /// A value of front matter: escapes hide where its letters stand, so every place is the value's.
    Value(Span),
}

impl Place {
    /// The span of a part of the text.
    pub fn span(&self, part: Range<usize>) -> Span {
        match *self {
            Place::Body { source, offset } => Span::new(source, part.start + offset..part.end + offset),
            Place::Value(span) => span,
        }
    }
}
