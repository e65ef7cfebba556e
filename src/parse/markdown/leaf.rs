//! What stands inside one leaf block: looked through for slips, set in its language's marks,
//! written, and told in plain words where that is wanted.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::content::prose::Block as Passages;

use super::marks::Mark;
use super::typography::{Marks, OBJECT, Typography, apply};
use super::writer::Writer;

/// How many letters a summary has at most.
const EXCERPT: usize = 200;

/// An event inside a leaf block.
#[derive(Debug)]
pub(super) struct Inline<'a> {
    pub(super) event: Event<'a>,
    pub(super) range: Range<usize>,
}

impl Writer<'_> {
    /// Writes the leaf block that was gathered.
    pub(super) fn leaf(&mut self, mark: &Mark<'_>) {
        let block = self.block_of_leaf();
        self.leaf_as(block, mark);
    }

    /// Writes the leaf block that was gathered, which is a heading or a cell.
    pub(super) fn leaf_as(&mut self, block: Passages, mark: &Mark<'_>) {
        let mut inlines = mem::take(&mut self.inlines);
        self.in_word = false;
        self.inspect(&inlines);
        let typography = if let Some(lang) = &mark.lang {
            // Words of another language are looked at in the file that they come from.
            self.settings.marks.as_ref().and_then(|marks| marks.typography(lang))
        } else {
            self.note_prose(&inlines, block);
            self.settings.typography
        };
        if let Some(typography) = typography {
            set(&mut inlines, &typography, self.text);
        }
        self.write_inlines(&inlines);
        inlines.clear();
        self.inlines = inlines;
    }

    /// Writes, and remembers what was written if it is the text's first paragraph.
    pub(super) fn with_excerpt(&mut self, write: impl FnOnce(&mut Self)) {
        let is_inside = !self.open.iter().all(|block| matches!(block, super::blocks::Block::Leaf));
        let wanted = if is_inside { self.second_excerpt.is_empty() } else { self.body.excerpt.is_empty() };
        if !wanted || !self.frames.is_empty() || self.notes.are_written() {
            return write(self);
        }
        let plain = self.in_plain(write);
        let excerpt = shortened(&plain);
        if is_inside { self.second_excerpt = excerpt } else { self.body.excerpt = excerpt }
    }

    /// Writes, and gives what was written in plain words.
    pub(super) fn in_plain(&mut self, write: impl FnOnce(&mut Self)) -> String {
        self.plain = Some(String::new());
        write(self);
        let plain = self.plain.take().unwrap_or_default();
        if plain.trim().len() == plain.len() { plain } else { plain.trim().to_owned() }
    }

    /// Text that readers read, in its place.
    pub(super) fn words(&mut self, text: &str) {
        if let Some(plain) = &mut self.plain {
            plain.push_str(text);
        }
        for letter in text.chars() {
            let is_space = letter.is_whitespace();
            if !self.in_word && letter.is_alphanumeric() {
                self.body.words += 1;
            }
            self.in_word = !is_space && (self.in_word || letter.is_alphanumeric());
        }
    }
}

/// Sets the text of a leaf block: marks look over the borders of emphasis and links.
pub(super) fn set(inlines: &mut [Inline<'_>], typography: &Typography, source: &str) {
    let is_wanted =
        |inline: &Inline<'_>| matches!(&inline.event, Event::Text(text) if typography.wants(text));
    if !inlines.iter().any(is_wanted) {
        return;
    }
    let mut flat = Flat::default();
    for inline in inlines.iter() {
        flat.add(inline, source);
    }
    let edits = typography.edits(&flat.text, &flat.marks);
    let mut edits = &edits[..];
    for (inline, start) in inlines.iter_mut().zip(flat.starts) {
        let (Event::Text(text), Some(start)) = (&mut inline.event, start) else { continue };
        let end = start + text.len();
        let mine = edits.partition_point(|edit| edit.at < end);
        if mine > 0 {
            let mut changed = String::with_capacity(text.len() + 8);
            apply(&edits[..mine], text, start, &mut changed);
            *text = CowStr::from(changed);
            edits = &edits[mine..];
        }
    }
}

/// A leaf block's text in one piece.
#[derive(Default)]
struct Flat {
    text: String,
    /// Where each inline begins, if it is text.
    starts: Vec<Option<usize>>,
    marks: Marks,
    in_address: bool,
}

impl Flat {
    fn add(&mut self, inline: &Inline<'_>, source: &str) {
        let mut start = None;
        match &inline.event {
            Event::Text(text) if !self.in_address => {
                start = Some(self.text.len());
                self.marks.borders.push(self.text.len());
                if is_escaped(source, text, inline.range.start) {
                    self.marks.fixed.push(self.text.len());
                }
                self.text.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.in_address = true;
                self.text.push(OBJECT);
            }
            Event::End(TagEnd::Link) => self.in_address = false,
            Event::Code(_) | Event::Start(Tag::Image { .. }) | Event::FootnoteReference(_) => {
                self.text.push(OBJECT);
            }
            _ => {}
        }
        self.starts.push(start);
    }
}

/// Whether a text begins with a mark that was written `\"` or `&quot;`.
fn is_escaped(source: &str, text: &str, start: usize) -> bool {
    let is_mark = text.starts_with(|c: char| c.is_ascii_punctuation());
    let source = source.as_bytes();
    let is_entity = source.get(start) == Some(&b'&') && !text.starts_with('&');
    is_mark && (is_entity || start > 0 && source.get(start - 1) == Some(&b'\\'))
}

/// The first words of a text, with `…` if there are more.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT) else { return text.to_owned() };
    // Where a script has no spaces, any letter may be the last.
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    let words =
        text[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—'));
    format!("{words}…")
}
