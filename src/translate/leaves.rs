//! The leaf blocks of a Markdown text, as places in it.
//!
//! A leaf is what readers see as one piece: a paragraph, a heading, a cell. Knows neither files nor
//! languages. Marks of what is around a leaf (`> `, indents) are no part of it, on no line.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::parse::directive::{self, Fence, Value};
use crate::parse::markdown::{extensions, masked};

use super::segment::Kind;

/// A leaf block, or an argument of a directive.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) kind: Kind,
    /// `quote.by` for an argument.
    pub(super) name: String,
    /// One range a line.
    pub(super) pieces: Vec<Range<usize>>,
    /// Addresses of its links that are defined elsewhere on the page.
    pub(super) links: Vec<String>,
}

/// All leaves of a text in their order.
pub(super) fn leaves(text: &str) -> Vec<Leaf> {
    let (masked, fences) = masked(text);
    let mut finder = Finder {
        text,
        fences: &fences,
        open: Vec::new(),
        extent: None,
        links: Vec::new(),
        leaves: Vec::new(),
    };
    let mut events = Parser::new_ext(&masked, extensions()).into_offset_iter();
    for (event, range) in events.by_ref() {
        finder.event(&event, range);
    }
    let definitions = events.reference_definitions().iter();
    let titles: Vec<Leaf> = definitions
        .filter_map(|(_, definition)| title(text, definition.title.as_deref()?, &definition.span))
        .collect();
    if !titles.is_empty() {
        finder.leaves.extend(titles);
        finder.leaves.sort_by_key(|leaf| leaf.pieces.first().map_or(0, |piece| piece.start));
    }
    finder.leaves
}

/// The title of `[form]: https://… "Title"`, which readers see as that of a link.
fn title(text: &str, title: &str, definition: &Range<usize>) -> Option<Leaf> {
    if title.is_empty() || title.contains('\n') {
        return None;
    }
    let start = definition.start + text[definition.clone()].rfind(title)?;
    let pieces = std::iter::once(start..start + title.len()).collect();
    Some(Leaf { kind: Kind::Argument, name: "link.title".to_owned(), pieces, links: Vec::new() })
}

/// The hash that a place waits for, if the text is such a place.
pub(super) fn todo(text: &str) -> Option<&str> {
    // In a heading that is one by the line under it, the mark is emphasised.
    let inside = text.trim().trim_matches('*').strip_prefix("<!--")?.strip_suffix("-->")?;
    let hash = inside.trim().strip_prefix("t:todo")?.trim();
    (hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(hash)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Quote,
    Leaf(Kind),
    /// What its paragraphs are.
    Around(Kind),
    /// Code and HTML: nothing inside is read.
    Closed,
    Other,
}

struct Finder<'a> {
    text: &'a str,
    fences: &'a [usize],
    open: Vec<Block>,
    extent: Option<Range<usize>>,
    links: Vec<String>,
    leaves: Vec<Leaf>,
}

impl Finder<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if let Some(block) = block(tag) {
                    self.flush();
                    self.open.push(block);
                } else {
                    self.links.extend(defined(tag));
                    self.reach(range);
                }
            }
            Event::End(end) if is_block(*end) => {
                self.flush();
                self.open.pop();
            }
            Event::Html(_) => self.html(range),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
            _ => self.reach(range),
        }
    }

    fn reach(&mut self, range: Range<usize>) {
        if self.open.contains(&Block::Closed) {
            return;
        }
        self.extent = Some(match self.extent.take() {
            Some(extent) => extent.start..extent.end.max(range.end),
            None => range,
        });
    }

    /// A block of HTML is a fence, a place that waits for a translation, or nothing to translate.
    fn html(&mut self, range: Range<usize>) {
        if self.fences.binary_search(&range.start).is_ok() {
            self.fence(range.start);
        } else if todo(&self.text[range.clone()]).is_some() {
            let written = self.text[range.clone()].trim_end();
            let kind = self.kind();
            self.leaves.push(Leaf {
                kind,
                name: String::new(),
                pieces: std::iter::once(range.start..range.start + written.len()).collect(),
                links: Vec::new(),
            });
        }
    }

    fn fence(&mut self, start: usize) {
        let line = self.text[start..].lines().next().unwrap_or_default();
        let Ok(Fence::Open(opening)) = directive::fence(line) else { return };
        let name = &line[opening.name.clone()];
        let Some(element) = directive::element(name) else { return };
        for written in &opening.arguments {
            let key = &line[written.name.clone()];
            let is_text = element
                .parameters
                .iter()
                .any(|parameter| parameter.name == key && matches!(parameter.value, Value::Text));
            if let (Some((_, place)), true) = (&written.value, is_text) {
                let pieces = std::iter::once(start + place.start..start + place.end).collect();
                let name = format!("{name}.{key}");
                self.leaves.push(Leaf { kind: Kind::Argument, name, pieces, links: Vec::new() });
            }
        }
    }

    fn flush(&mut self) {
        let Some(extent) = self.extent.take() else { return };
        let kind = self.kind();
        let pieces = self.pieces(extent);
        let links = std::mem::take(&mut self.links);
        self.leaves.push(Leaf { kind, name: String::new(), pieces, links });
    }

    fn kind(&self) -> Kind {
        let around = |block: &Block| match block {
            Block::Leaf(kind) | Block::Around(kind) => Some(*kind),
            _ => None,
        };
        self.open.iter().rev().find_map(around).unwrap_or(Kind::Paragraph)
    }

    fn pieces(&self, extent: Range<usize>) -> Vec<Range<usize>> {
        // An escaped sign at the very beginning: its backslash is outside of the first event.
        let is_escaped = self.text[..extent.start].ends_with('\\');
        let start = extent.start - usize::from(is_escaped);
        let depth = self.open.iter().filter(|block| **block == Block::Quote).count();
        let mut pieces = Vec::new();
        let mut at = start;
        for (number, line) in self.text[start..extent.end].split_inclusive('\n').enumerate() {
            let content = line.trim_end_matches(['\n', '\r']);
            let skipped = if number == 0 { 0 } else { prefix(content, depth) };
            pieces.push(at + skipped..at + content.len());
            at += line.len();
        }
        pieces
    }
}

/// How much of a line belongs to what is around: indents, and as many `>` as there are quotes.
fn prefix(line: &str, depth: usize) -> usize {
    let mut rest = line.trim_start_matches([' ', '\t']);
    for _ in 0..depth {
        match rest.strip_prefix('>') {
            Some(inside) => rest = inside.trim_start_matches([' ', '\t']),
            None => break,
        }
    }
    line.len() - rest.len()
}

/// The address of a link that is defined elsewhere on the page.
fn defined(tag: &Tag<'_>) -> Option<String> {
    let (Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) = tag else {
        return None;
    };
    let is_elsewhere = matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
    is_elsewhere.then(|| dest_url.to_string())
}

fn block(tag: &Tag<'_>) -> Option<Block> {
    Some(match tag {
        Tag::Heading { .. } => Block::Leaf(Kind::Heading),
        Tag::TableCell => Block::Leaf(Kind::Cell),
        Tag::DefinitionListTitle => Block::Leaf(Kind::Term),
        Tag::Item => Block::Around(Kind::Item),
        Tag::DefinitionListDefinition => Block::Around(Kind::Definition),
        Tag::FootnoteDefinition(_) => Block::Around(Kind::Note),
        Tag::BlockQuote(_) => Block::Quote,
        Tag::CodeBlock(_) | Tag::MetadataBlock(_) => Block::Closed,
        // What stands in it comes as `Event::Html`.
        Tag::HtmlBlock
        | Tag::Paragraph
        | Tag::List(_)
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::DefinitionList => Block::Other,
        _ => return None,
    })
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Heading(_)
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::Item
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::MetadataBlock(_)
            | TagEnd::HtmlBlock
            | TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList
    )
}
