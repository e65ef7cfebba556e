//! What readers read of a text, as places in its source, for rules about words.
//!
//! The words themselves stay in the source: a run is the place of some of them. Markdown is gone
//! here; what is left of it is where a block of text begins, and what is code or a link.

use crate::base::Span;

/// A body's words in reading order.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Its blocks of text.
    pub passages: Vec<Passage>,
    /// The pieces of all of them, one passage after another.
    pub runs: Vec<Run>,
    /// Its links to other sites.
    pub outside: Vec<Outside>,
}

impl Prose {
    /// The pieces of a passage.
    pub fn runs(&self, passage: &Passage) -> &[Run] {
        &self.runs[passage.first as usize..passage.end as usize]
    }
}

/// A block of text: a paragraph, a heading, a cell, the words of a list's item.
#[derive(Clone, Copy, Debug)]
pub struct Passage {
    /// What it is.
    pub block: Block,
    /// Whether it is somebody else's words.
    pub quoted: bool,
    /// Its first run.
    pub first: u32,
    /// The run behind its last.
    pub end: u32,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph,
    /// A heading.
    Heading,
    /// Text in an item of a list.
    Item,
    /// A cell of a table, by its column from 0; the first row's cells are its head.
    Cell {
        /// From 0.
        column: u16,
        /// Whether it is in the first row.
        head: bool,
    },
}

/// A piece of a passage.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// First byte in the source.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it is.
    pub what: What,
}

/// What a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Words.
    Text,
    /// Code, a note's number or anything else that is no word.
    Other,
    /// The end of a line inside a passage.
    Break,
    /// Here a link begins; the run is the whole link.
    Link,
    /// Here it ends.
    LinkEnd,
}

/// A link to another site.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Where it leads, as written.
    pub url: String,
    /// Where it stands.
    pub span: Span,
}

/// A text of the front matter.
#[derive(Clone, Debug)]
pub struct Front {
    /// Where it is: `title`, `contacts[0].role`.
    pub path: String,
    /// What it says.
    pub text: String,
    /// The value with its quotation marks.
    pub span: Span,
    /// What it is.
    pub what: FrontWhat,
}

/// What a text of the front matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontWhat {
    /// Words that readers read, set by each language.
    Words,
    /// An address on the web.
    Address,
}
