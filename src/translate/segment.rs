//! What is translated as one piece: a leaf block of a text, a field, a string of the theme.

use std::fmt;
use std::ops::Range;

/// What a segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A field of the front matter.
    Field,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// The text of a list's item.
    Item,
    /// A cell of a table.
    Cell,
    /// A word that is defined.
    Term,
    /// What it means.
    Definition,
    /// A footnote.
    Note,
    /// An argument of a directive that readers read.
    Argument,
    /// A string of the theme, a label of a vocabulary, a word of the configuration.
    String,
}

/// What names a segment on its page: its text, and how many of the same text stand before it.
/// Position is no part of it, so what is inserted above changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The hash of the text (see [`super::text::hash`]).
    pub hash: u64,
    /// From 0.
    pub nth: u32,
}

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// What it is.
    pub kind: Kind,
    /// For a field, an argument or a string: where it stands, as `title`, `contacts[0].role` or `site.menu`.
    pub name: String,
    /// The text as a translator sees it: Markdown without the marks of what is around it.
    pub text: String,
    /// What names it on its page.
    pub identity: Identity,
    /// The hash of its addresses, code and attributes (see [`super::text::mechanics`]).
    pub mechanics: u64,
    /// Addresses that stand elsewhere on the page, `[form]: https://…`, and that its links lead to; a line each.
    pub links: String,
    /// Where it stands in its file: one range a line, without the marks of what is around it. For a
    /// value of the front matter, the value with its quotation marks. None for a label that the program
    /// brings, which stands in no file of the site.
    pub pieces: Vec<Range<usize>>,
    /// The heading that it stands under: a number among the page's segments.
    pub under: Option<usize>,
    /// For a place that waits for its translation (`<!-- t:todo 3f2a91c0 -->`): which text it waits for.
    pub waits_for: Option<String>,
}

impl Segment {
    /// Where a range of its text stands in its file; for a value in quotation marks, the whole value.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let whole = self.pieces.first().map_or(0, |piece| piece.start)
            ..self.pieces.last().map_or(0, |piece| piece.end);
        if matches!(self.kind, Kind::Field | Kind::String | Kind::Argument) {
            return whole;
        }
        let (mut before, mut start) = (0, None);
        for piece in &self.pieces {
            let end = before + piece.len();
            if start.is_none() && range.start <= end {
                start = Some(piece.start + range.start - before);
            }
            if let (Some(start), true) = (start, range.end <= end) {
                return start..piece.start + range.end.saturating_sub(before);
            }
            before = end + 1;
        }
        whole
    }
}

/// Whether such a segment has a block of its own on the page.
pub fn is_in_text(kind: Kind) -> bool {
    !matches!(kind, Kind::Field | Kind::Argument | Kind::String)
}

impl Kind {
    /// The word that stands for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Field => "field",
            Kind::Heading => "heading",
            Kind::Paragraph => "paragraph",
            Kind::Item => "item",
            Kind::Cell => "cell",
            Kind::Term => "term",
            Kind::Definition => "definition",
            Kind::Note => "note",
            Kind::Argument => "argument",
            Kind::String => "string",
        }
    }

    /// The kind of that word.
    pub fn of(word: &str) -> Option<Kind> {
        const ALL: [Kind; 10] = [
            Kind::Field,
            Kind::Heading,
            Kind::Paragraph,
            Kind::Item,
            Kind::Cell,
            Kind::Term,
            Kind::Definition,
            Kind::Note,
            Kind::Argument,
            Kind::String,
        ];
        ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Identity {
    /// What marks it on its page: `t-3f2a91c0`, `t-3f2a91c0-2` for the second of the same words.
    pub fn mark(self) -> String {
        match self.nth {
            0 => format!("t-{}", self.short()),
            nth => format!("t-{}-{}", self.short(), nth + 1),
        }
    }

    /// The first eight digits: what people type after `#`.
    pub fn short(self) -> String {
        format!("{:08x}", self.hash >> 32)
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.hash)?;
        if self.nth > 0 { write!(f, "~{}", self.nth + 1) } else { Ok(()) }
    }
}
