//! Notes where the words of a text stand, for rules about words.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::content::prose::{Block as Passages, Outside, Passage, Run, What};

use super::blocks::Block;
use super::leaf::Inline;
use super::links::Address;
use super::place::Place;
use super::writer::Writer;

impl Writer<'_> {
    /// Notes the leaf block that was gathered.
    pub(super) fn note_prose(&mut self, inlines: &[Inline<'_>], block: Passages) {
        // Escapes hide where the words of a front matter value stand; those are noted as values.
        let Place::Body { offset, .. } = self.place else { return };
        if self.settings.is_plain() || inlines.is_empty() {
            return;
        }
        let first = number(self.body.prose.runs.len());
        for inline in inlines {
            if let Some(what) = what(&inline.event) {
                let Range { start, end } = inline.range;
                let run = Run { start: number(start + offset), end: number(end + offset), what };
                self.body.prose.runs.push(run);
            }
            self.note_outside(inline);
        }
        let end = number(self.body.prose.runs.len());
        let quoted = self.is_quoted();
        self.body.prose.passages.push(Passage { block, quoted, first, end });
    }

    fn note_outside(&mut self, inline: &Inline<'_>) {
        let Event::Start(Tag::Link { link_type, dest_url, .. }) = &inline.event else { return };
        if *link_type != LinkType::Email && Address::of(dest_url) == Address::Outside {
            let span = self.span(inline.range.clone());
            self.body.prose.outside.push(Outside { url: dest_url.to_string(), span });
        }
    }

    /// What the leaf block is that is written now.
    pub(super) fn block_of_leaf(&self) -> Passages {
        let around = self.open.iter().rev().find(|block| !matches!(block, Block::Leaf));
        match around {
            Some(Block::Container("</li>\n")) => Passages::Item,
            _ => Passages::Paragraph,
        }
    }

    fn is_quoted(&self) -> bool {
        let is_quotation = |block: &Block| matches!(block, Block::Container("</blockquote>\n"));
        self.open.iter().any(is_quotation) || self.is_in_directive("quote")
    }
}

fn what(event: &Event<'_>) -> Option<What> {
    Some(match event {
        Event::Text(_) => What::Text,
        Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => What::Other,
        Event::SoftBreak | Event::HardBreak => What::Break,
        Event::Start(Tag::Link { .. }) => What::Link,
        Event::End(TagEnd::Link) => What::LinkEnd,
        _ => return None,
    })
}

fn number(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
