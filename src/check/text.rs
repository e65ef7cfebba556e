//! One block of text as it is read, and where its letters stand in the file.

use std::ops::Range;

use crate::base::{SourceId, Span};
use crate::content::prose::{Block, Front, Passage, Prose, What};

/// What stands in the place of code, of a note's number, of anything that is no word.
const OBJECT: char = '\u{fffc}';

/// Marks that a quotation in running text stands between.
const QUOTES: [(char, char); 3] = [('“', '”'), ('«', '»'), ('"', '"')];

/// A block of text in one line.
#[derive(Debug)]
pub struct Text {
    /// What is read.
    pub words: String,
    /// What it is.
    pub block: Block,
    /// Whether it is somebody else's words.
    pub quoted: bool,
    /// Its links.
    pub links: Vec<LinkText>,
    source: SourceId,
    /// Where pieces begin: in `words` and in the file.
    places: Vec<(usize, usize)>,
}

/// The words of a link.
#[derive(Debug)]
pub struct LinkText {
    /// Where they stand in the text.
    pub words: Range<usize>,
    /// The whole link.
    pub span: Span,
}

impl Text {
    /// A block of a body; `file` is the whole file.
    pub fn of_passage(prose: &Prose, passage: &Passage, file: &str, source: SourceId) -> Text {
        let (block, quoted) = (passage.block, passage.quoted);
        let mut text =
            Text { words: String::new(), block, quoted, links: Vec::new(), source, places: Vec::new() };
        let mut open: Option<(usize, Span)> = None;
        for run in prose.runs(passage) {
            let range = run.start as usize..run.end as usize;
            match run.what {
                What::Text => text.push(range.start, file.get(range).unwrap_or_default()),
                What::Break => text.words.push(' '),
                What::Other => text.words.push(OBJECT),
                What::Link => open = Some((text.words.len(), Span::new(source, range))),
                What::LinkEnd => {
                    let link = open.take();
                    let end = text.words.len();
                    text.links.extend(link.map(|(start, span)| LinkText { words: start..end, span }));
                }
            }
        }
        text
    }

    /// A text of the front matter, without its quotation marks.
    pub fn of_front(front: &Front, file: &str, source: SourceId) -> Text {
        let range = front.span.start as usize..front.span.end as usize;
        let written = file.get(range.clone()).unwrap_or_default();
        let words = written.trim_matches(['"', '\'']);
        let start = range.start + (words.as_ptr() as usize - written.as_ptr() as usize);
        let mut text = Text {
            words: String::new(),
            block: Block::Paragraph,
            quoted: false,
            links: Vec::new(),
            source,
            places: Vec::new(),
        };
        text.push(start, words);
        text
    }

    fn push(&mut self, place: usize, words: &str) {
        self.places.push((self.words.len(), place));
        // Only texts of the front matter have several lines in one piece.
        if words.contains('\n') {
            self.words.push_str(&words.replace('\n', " "));
        } else {
            self.words.push_str(words);
        }
    }

    /// Where a part of the words stands in the file.
    pub fn span(&self, part: Range<usize>) -> Span {
        let place = |at: usize| {
            let piece = self.places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.places.get(piece).map_or(0, |(start, place)| place + at.saturating_sub(*start))
        };
        let start = place(part.start);
        Span::new(self.source, start..(place(part.end.saturating_sub(1)) + 1).max(start))
    }

    /// Whether a part of the words stands between quotation marks, or in a quotation.
    pub fn is_quoted(&self, part: &Range<usize>) -> bool {
        self.quoted || QUOTES.iter().any(|marks| is_between(&self.words, part, *marks))
    }
}

fn is_between(words: &str, part: &Range<usize>, (open, close): (char, char)) -> bool {
    let (before, behind) = (&words[..part.start], &words[part.end..]);
    if open == close {
        return before.matches(open).count() % 2 == 1 && behind.contains(close);
    }
    let last = |mark: char| before.rfind(mark).map_or(-1, |at| isize::try_from(at).unwrap_or(isize::MAX));
    last(open) > last(close) && behind.contains(close)
}
