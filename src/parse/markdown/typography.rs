//! Quotation marks, dashes, ellipses and narrow spaces as a language sets them.
//!
//! Takes running text with straight marks, gives the letters to change. Knows nothing of Markdown:
//! code and addresses reach it as [`OBJECT`], line breaks as spaces.

use std::borrow::Cow;

use super::setter;

/// How a language sets its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typography {
    /// Opening and closing quotation marks, outer then inner: `“”‘’`.
    pub quotes: [char; 4],
    /// Narrow no-break spaces inside « » and before `; : ! ?`, as French has them.
    pub narrow_spaces: bool,
}

/// Stands for what is no text: code, a picture, an address.
pub(super) const OBJECT: char = '\u{fffc}';

/// What is known of places in a text beside its letters; each in order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Marks that stay as they are: authors escaped them.
    pub(super) fixed: Vec<usize>,
    /// Where a piece begins: no change goes over the border between two.
    pub(super) borders: Vec<usize>,
}

/// A change of text: `length` bytes from `at` on become `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) with: [Option<char>; 2],
}

impl Typography {
    /// Sets a text that stands by itself.
    pub fn set<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.wants(text) {
            return Cow::Borrowed(text);
        }
        let edits = self.edits(text, &Marks::default());
        let mut set = String::with_capacity(text.len() + 8);
        apply(&edits, text, 0, &mut set);
        Cow::Owned(set)
    }

    /// Whether there may be anything to change in a text.
    pub(super) fn wants(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.iter().enumerate().any(|(at, byte)| match byte {
            b'"' | b'\'' => true,
            b'-' | b'.' => bytes.get(at + 1) == Some(byte),
            b';' | b':' | b'!' | b'?' | 0xC2 => self.narrow_spaces,
            _ => false,
        })
    }

    /// What changes, in order.
    pub(super) fn edits(&self, text: &str, marks: &Marks) -> Vec<Edit> {
        setter::edits(*self, text, marks)
    }
}

/// Writes a part of a text that begins at `start`, with the changes that fall into it.
pub(super) fn apply(edits: &[Edit], part: &str, start: usize, set: &mut String) {
    let mut done = 0;
    for edit in edits {
        set.push_str(&part[done..edit.at - start]);
        set.extend(edit.with.iter().flatten());
        done = edit.at - start + edit.length;
    }
    set.push_str(&part[done..]);
}
