//! The blocks of a page's text as a tree, each with the segments that lie in it.
//!
//! What stands between the fences of a directive is inside it. Knows one file and what its segments
//! are, not which translation belongs to which.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::parse::directive::{self, Fence};
use crate::parse::markdown::{extensions, masked};

use super::segment::{Kind, Segment};
use super::segments::body;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Quote,
    List,
    Item,
    Table,
    /// The first row of a table.
    Head,
    Row,
    Cell,
    Definitions,
    Term,
    Definition,
    Note,
    Text,
    Heading,
    Code,
    Html,
    Rule,
    Opening,
    Closing,
    Directive,
}

/// A block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) sort: Sort,
    /// Where it stands in the file, without what is blank at its end.
    pub(super) range: Range<usize>,
    /// The numbers of the segments in it, in their order.
    pub(super) segments: Vec<usize>,
    pub(super) inside: Vec<Block>,
}

/// The blocks of a file's text.
pub(super) fn blocks(file: &str, segments: &[Segment]) -> Vec<Block> {
    let start = body(file);
    let text = &file[start..];
    let (masked, fences) = masked(text);
    let mut open: Vec<Block> = vec![Block::new(Sort::Directive, 0..text.len())];
    for (event, range) in Parser::new_ext(&masked, extensions()).into_offset_iter() {
        match event {
            Event::Start(tag) => open.extend(sort(&tag).map(|sort| Block::new(sort, range))),
            Event::End(end) if is_block(end) => close(&mut open),
            Event::Html(_) if fences.binary_search(&range.start).is_ok() => {
                let line = text[range.start..].lines().next().unwrap_or_default();
                if let Some(block) = open.last_mut() {
                    block.sort = fence(line);
                }
            }
            Event::Rule => {
                open.push(Block::new(Sort::Rule, range));
                close(&mut open);
            }
            _ => {}
        }
    }
    let mut blocks = open.into_iter().next().map(|root| grouped(root.inside)).unwrap_or_default();
    for block in &mut blocks {
        block.settle(file, start);
    }
    let in_body = segments.iter().enumerate().filter(|(_, segment)| segment.kind != Kind::Field);
    for (number, segment) in in_body {
        if let Some(piece) = segment.pieces.first() {
            put(&mut blocks, number, piece.start);
        }
    }
    blocks
}

impl Block {
    fn new(sort: Sort, range: Range<usize>) -> Block {
        Block { sort, range, segments: Vec::new(), inside: Vec::new() }
    }

    /// Ranges of the text become ranges of the file.
    fn settle(&mut self, file: &str, start: usize) {
        self.range = self.range.start + start..self.range.end + start;
        let written = file[self.range.clone()].trim_end();
        self.range.end = self.range.start + written.len();
        self.inside.iter_mut().for_each(|block| block.settle(file, start));
    }
}

fn close(open: &mut Vec<Block>) {
    if open.len() < 2 {
        return;
    }
    if let (Some(block), Some(around)) = (open.pop(), open.last_mut()) {
        let inside = grouped(block.inside);
        around.inside.push(Block { inside, ..block });
    }
}

fn put(blocks: &mut [Block], number: usize, at: usize) {
    if let Some(block) = blocks.iter_mut().find(|block| block.range.contains(&at)) {
        block.segments.push(number);
        put(&mut block.inside, number, at);
    }
}

/// What stands between two fences becomes one block.
fn grouped(blocks: Vec<Block>) -> Vec<Block> {
    let mut open: Vec<Vec<Block>> = vec![Vec::new()];
    for block in blocks {
        match block.sort {
            Sort::Opening => open.push(vec![block]),
            Sort::Closing if open.len() > 1 => {
                let mut inside = open.pop().unwrap_or_default();
                let range = inside[0].range.start..block.range.end;
                inside.push(block);
                if let Some(around) = open.last_mut() {
                    around.push(Block { inside, ..Block::new(Sort::Directive, range) });
                }
            }
            _ => {
                if let Some(around) = open.last_mut() {
                    around.push(block);
                }
            }
        }
    }
    // A fence that is never closed is reported elsewhere.
    open.into_iter().flatten().collect()
}

fn fence(line: &str) -> Sort {
    match directive::fence(line) {
        Ok(Fence::Open(opening)) if !opening.closed => Sort::Opening,
        Ok(Fence::Close) => Sort::Closing,
        _ => Sort::Html,
    }
}

fn sort(tag: &Tag<'_>) -> Option<Sort> {
    Some(match tag {
        Tag::BlockQuote(_) => Sort::Quote,
        Tag::List(_) => Sort::List,
        Tag::Item => Sort::Item,
        Tag::Table(_) => Sort::Table,
        Tag::TableHead => Sort::Head,
        Tag::TableRow => Sort::Row,
        Tag::TableCell => Sort::Cell,
        Tag::DefinitionList => Sort::Definitions,
        Tag::DefinitionListTitle => Sort::Term,
        Tag::DefinitionListDefinition => Sort::Definition,
        Tag::FootnoteDefinition(_) => Sort::Note,
        Tag::Paragraph => Sort::Text,
        Tag::Heading { .. } => Sort::Heading,
        Tag::CodeBlock(_) => Sort::Code,
        Tag::HtmlBlock => Sort::Html,
        _ => return None,
    })
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
            | TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
    )
}
