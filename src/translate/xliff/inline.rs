//! Inline Markdown in pieces: words, and codes that a translator moves but does not write.
//!
//! The pieces of a text, put one behind the other, are the text again, byte for byte.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::parse::markdown::extensions;
use crate::translate::text::notes as notes_in;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What is translated.
    Text(&'a str),
    /// Where what a code encloses begins.
    Open(Code<'a>),
    /// Where it ends.
    Close(Code<'a>),
    /// A code that encloses nothing.
    Atom(Code<'a>),
}

/// Markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code<'a> {
    /// What it does: a value of `ctype`.
    pub kind: &'static str,
    /// What stands before what it encloses, or all of it.
    pub open: &'a str,
    /// What stands behind.
    pub close: &'a str,
}

/// Markup at its place.
struct Found {
    outer: Range<usize>,
    /// What it encloses.
    inner: Option<Range<usize>>,
    kind: &'static str,
}

/// The pieces of a text, in its order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Vec<(Range<usize>, usize, Code<'_>)> = Vec::new();
    let mut from = 0;
    for found in found(text) {
        while let Some((inner, end, code)) = open.pop_if(|(inner, ..)| inner.end <= found.outer.start) {
            words(&text[from..inner.end], &mut pieces);
            pieces.push(Piece::Close(code));
            from = end;
        }
        let limit = open.last().map_or(text.len(), |(inner, ..)| inner.end);
        if found.outer.start < from || found.outer.end > limit {
            continue;
        }
        words(&text[from..found.outer.start], &mut pieces);
        let (outer, kind) = (found.outer, found.kind);
        if let Some(inner) = found.inner {
            let code =
                Code { kind, open: &text[outer.start..inner.start], close: &text[inner.end..outer.end] };
            pieces.push(Piece::Open(code));
            from = inner.start;
            open.push((inner, outer.end, code));
        } else {
            from = outer.end;
            pieces.push(Piece::Atom(Code { kind, open: &text[outer], close: "" }));
        }
    }
    while let Some((inner, end, code)) = open.pop() {
        words(&text[from..inner.end], &mut pieces);
        pieces.push(Piece::Close(code));
        from = end;
    }
    words(&text[from..], &mut pieces);
    if joined(&pieces) == text { pieces } else { vec![Piece::Text(text)] }
}

fn joined(pieces: &[Piece<'_>]) -> String {
    let part = |piece: &Piece<'_>| match *piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Open(code) | Piece::Atom(code) => code.open.to_owned(),
        Piece::Close(code) => code.close.to_owned(),
    };
    pieces.iter().map(part).collect()
}

/// Text; a sign that XML cannot have is a code.
fn words<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    let mut from = 0;
    for (at, sign) in text.match_indices(|sign: char| !is_xml(sign)) {
        if from < at {
            pieces.push(Piece::Text(&text[from..at]));
        }
        pieces.push(Piece::Atom(Code { kind: "x-sign", open: sign, close: "" }));
        from = at + sign.len();
    }
    if from < text.len() {
        pieces.push(Piece::Text(&text[from..]));
    }
}

/// Whether a sign may stand in XML 1.0 (its production 2).
pub(super) fn is_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

// What stands outside comes before what stands inside.
fn found(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !text.contains(['*', '_', '~', '[', '`', '<']) {
        return found;
    }
    // What is open, and where the last thing inside it ended.
    let mut open: Vec<(Range<usize>, usize)> = Vec::new();
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match &event {
            Event::Start(_) => open.push((range.clone(), range.start)),
            Event::End(_) => {
                let Some((outer, last)) = open.pop() else { continue };
                close(text, &mut found, &outer, last);
            }
            Event::Code(_) => found.push(atom(range.clone(), "x-code")),
            Event::InlineHtml(_) => found.push(atom(range.clone(), "x-html")),
            _ => {}
        }
        if let Event::Start(tag) = &event {
            found.extend(begun(text, tag, range));
        } else if let Some((outer, last)) = open.last_mut() {
            *last = range.end.clamp(*last, outer.end);
        }
    }
    found.extend(notes(text));
    found.sort_by_key(|found| (found.outer.start, std::cmp::Reverse(found.outer.end)));
    found
}

fn notes(text: &str) -> impl Iterator<Item = Found> {
    notes_in(text).map(|range| atom(range, "x-note"))
}

fn atom(outer: Range<usize>, kind: &'static str) -> Found {
    Found { outer, inner: None, kind }
}

/// Markup that begins; where a link's text ends is known when it has been read.
fn begun(text: &str, tag: &Tag<'_>, outer: Range<usize>) -> Option<Found> {
    let around = |length: usize, kind| {
        let inner = outer.start + length..outer.end.checked_sub(length)?;
        Some(Found {
            outer: outer.clone(),
            inner: Some(inner).filter(|inner| inner.start <= inner.end),
            kind,
        })
    };
    match tag {
        Tag::Emphasis => around(1, "italic"),
        Tag::Strong => around(2, "bold"),
        Tag::Strikethrough => around(if text[outer.clone()].starts_with("~~") { 2 } else { 1 }, "x-strike"),
        Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => Some(atom(outer, "x-link")),
        Tag::Link { .. } => {
            Some(Found { inner: Some(outer.start + 1..outer.start + 1), outer, kind: "link" })
        }
        Tag::Image { .. } => {
            Some(Found { inner: Some(outer.start + 2..outer.start + 2), outer, kind: "x-image" })
        }
        _ => None,
    }
}

fn close(text: &str, found: &mut [Found], outer: &Range<usize>, last: usize) {
    let Some(found) = found.iter_mut().rev().find(|found| found.outer == *outer) else { return };
    if !matches!(found.kind, "link" | "x-image") {
        return;
    }
    if let Some(inner) = &mut found.inner {
        // Spaces at the end of the text are in no event.
        let spaces = text[last..outer.end].len() - text[last..outer.end].trim_start().len();
        inner.end = (last + spaces).clamp(inner.start, outer.end);
    }
}
