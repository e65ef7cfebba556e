//! A document → its segments, in the order in which a reader meets them.
//!
//! Knows one file. Segments of front matter come first, then those of the text.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::front_matter::{self, Parts};
use crate::content::Document;
use crate::content::prose::FrontWhat;

use super::leaves::{Leaf, leaves, todo};
use super::segment::{Identity, Kind, Segment};
use super::text;

/// The segments of a Markdown file; none if it could not be read.
pub fn segments(document: &Document) -> Vec<Segment> {
    let Ok(file) = document.source.text() else { return Vec::new() };
    if document.broken {
        return Vec::new();
    }
    let mut finder = Finder::default();
    for front in document.texts.iter().filter(|front| front.what == FrontWhat::Words) {
        let place = front.span.start as usize..front.span.end as usize;
        finder.add(Kind::Field, front.path.clone(), front.text.clone(), (vec![place], String::new()));
    }
    let body = body(file);
    finder.body(&file[body..], body);
    finder.segments
}

/// The segments of a bare Markdown text.
pub fn of_text(text: &str) -> Vec<Segment> {
    let mut finder = Finder::default();
    finder.body(text, 0);
    finder.segments
}

/// Where the text of a file begins.
pub fn body(file: &str) -> usize {
    match front_matter::divide(file) {
        Parts::Bare(body) | Parts::Divided { body, .. } => body.start,
        Parts::Unclosed(opening) => opening.start,
    }
}

#[derive(Default)]
struct Finder {
    segments: Vec<Segment>,
    /// How many of each text there have been.
    seen: BTreeMap<u64, u32>,
    heading: Option<usize>,
}

impl Finder {
    fn body(&mut self, text: &str, offset: usize) {
        for Leaf { kind, name, pieces, links } in leaves(text) {
            let lines: Vec<&str> = pieces.iter().map(|piece| &text[piece.clone()]).collect();
            let words = lines.join("\n");
            let words = if kind == Kind::Argument { unescaped(&words) } else { words };
            let pieces = pieces.into_iter().map(|piece| piece.start + offset..piece.end + offset).collect();
            self.add(kind, name, words, (pieces, links.join("\n")));
        }
    }

    fn add(&mut self, kind: Kind, name: String, words: String, (pieces, links): (Vec<Range<usize>>, String)) {
        let waits_for = todo(&words).map(ToOwned::to_owned);
        // A picture without words, a lone address: there is nothing to translate.
        if waits_for.is_none() && !text::without_parts(&words).contains(char::is_alphanumeric) {
            return;
        }
        let (hash, mechanics) = text::hashes(&words);
        let nth = self.seen.entry(hash).or_default();
        let identity = Identity { hash, nth: *nth };
        *nth += u32::from(waits_for.is_none());
        let under = if kind == Kind::Field { None } else { self.heading };
        if kind == Kind::Heading {
            self.heading = Some(self.segments.len());
        }
        self.segments.push(Segment {
            kind,
            name,
            text: words,
            identity,
            mechanics,
            links,
            pieces,
            under,
            waits_for,
        });
    }
}

/// `\"` and `\\` stand for themselves, as in [`crate::parse::directive`].
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_escape = sign == '\\' && matches!(signs.peek(), Some('"' | '\\'));
        plain.push(if is_escape { signs.next().unwrap_or(sign) } else { sign });
    }
    plain
}
