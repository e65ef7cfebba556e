//! Writes blocks: paragraphs, lists, quotations, alerts, tables, definitions.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Tag, TagEnd};

use crate::content::body::Chunk;
use crate::content::prose::Block as Passages;
use crate::parse::directive::Inside;

use super::fences::line_at;
use super::leaf::Inline;
use super::marks::Mark;
use super::writer::Writer;

/// More blocks inside each other than anybody reads, and more than browsers like.
const DEEPEST: usize = 100;

/// A block that is open.
#[derive(Debug)]
pub(super) enum Block {
    /// Written flat, since it lies too deep.
    Skipped,
    /// Ends with this tag.
    Container(&'static str),
    /// Holds inlines, which are gathered.
    Leaf,
    /// Holds code or HTML, which is gathered.
    Verbatim,
}

/// The table that is open; tables do not nest.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(&mut self, tag: Tag<'a>, range: Range<usize>) {
        self.end_gathered();
        // Whether HTML is a block at all shows at its end: it may be a fence or a comment.
        if tag != Tag::HtmlBlock {
            self.block_begins(matches!(tag, Tag::List(_)), &range);
        }
        let block = if self.is_too_deep(&tag, &range) { Block::Skipped } else { self.opened(tag, range) };
        self.open.push(block);
    }

    fn opened(&mut self, tag: Tag<'a>, range: Range<usize>) -> Block {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::TableCell => Block::Leaf,
            Tag::Heading { level, id, classes, attrs } => {
                self.heading_begins(level, id, classes, &attrs, range);
                Block::Leaf
            }
            Tag::BlockQuote(None) => self.container("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(kind),
            Tag::CodeBlock(kind) => {
                self.code_begins(kind, &range);
                Block::Verbatim
            }
            Tag::HtmlBlock => Block::Verbatim,
            Tag::List(first) => self.list(first),
            Tag::Item => self.item(),
            Tag::DefinitionList => self.container("<dl>\n", "</dl>\n"),
            Tag::DefinitionListDefinition => self.container("<dd>", "</dd>\n"),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => {
                (self.table.in_head, self.table.column) = (true, 0);
                self.container("<thead><tr>", "</tr></thead>\n")
            }
            Tag::TableRow => self.row(),
            // Definitions of footnotes are written at the end; the other tags are of extensions that are off, or inline.
            _ => Block::Container(""),
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if !matches!(self.open.last(), Some(Block::Leaf)) {
            self.end_gathered();
        }
        self.close_frames(self.open.len());
        if tag == TagEnd::Table && self.table.has_rows {
            self.out.push("</tbody>\n");
        }
        match self.open.pop() {
            Some(Block::Container(close)) => self.out.push(close),
            Some(Block::Leaf) => self.leaf_ends(tag),
            Some(Block::Verbatim) if tag == TagEnd::CodeBlock => self.code_ends(),
            Some(Block::Verbatim) => self.html_ends(range),
            Some(Block::Skipped) | None => {}
        }
    }

    /// Writes what was gathered outside of any leaf block: the text of a tight list item.
    pub(super) fn end_gathered(&mut self) {
        if self.inlines.is_empty() || matches!(self.open.last(), Some(Block::Leaf)) {
            return;
        }
        let mark = self.take_mark();
        if self.is_lone_picture() {
            self.figure(mark);
        } else {
            // The item holds more than this text, as a list inside it.
            self.text_inside(mark);
        }
    }

    fn leaf_ends(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(_) => self.heading_ends(),
            TagEnd::TableCell => self.cell(),
            _ => {
                let mark = self.take_mark();
                self.out.push("<dt");
                self.mark_attributes(&mark, &[], true);
                self.out.push(">");
                self.leaf(&mark);
                self.mark_ends(mark);
                self.out.push("</dt>\n");
            }
        }
    }

    fn paragraph(&mut self) {
        let mark = self.take_mark();
        if self.is_lone_picture() {
            return self.figure(mark);
        }
        if matches!(self.inlines.first(), Some(Inline { event: Event::TaskListMarker(_), .. })) {
            self.out.push("<p>");
            self.text_inside(mark);
        } else {
            self.out.push("<p");
            self.mark_attributes(&mark, &[], true);
            self.out.push(">");
            self.with_excerpt(|writer| writer.leaf(&mark));
            self.mark_ends(mark);
        }
        self.out.push("</p>\n");
    }

    /// Writes a text whose element is not its own.
    fn text_inside(&mut self, mark: Mark<'a>) {
        // A task's sign looks for the beginning of its item.
        if let Some(Inline { event: Event::TaskListMarker(done), .. }) = self.inlines.first() {
            let done = *done;
            self.inlines.remove(0);
            self.task(done);
        }
        let is_inside = self.mark_begins_inside("span", &mark);
        self.with_excerpt(|writer| writer.leaf(&mark));
        self.mark_ends(mark);
        if is_inside {
            self.out.push("</span>");
        }
    }

    fn container(&mut self, open: &str, close: &'static str) -> Block {
        self.out.push(open);
        Block::Container(close)
    }

    // Lists go with their items, so that an item is never without its list.
    fn is_too_deep(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> bool {
        let is_part = matches!(tag, Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition);
        if is_part {
            return matches!(self.open.last(), Some(Block::Skipped));
        }
        let is_container = matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList);
        let is_too_deep = is_container && self.open.len() >= DEEPEST;
        if is_too_deep {
            self.tell_depth(range.clone());
        }
        is_too_deep
    }

    pub(super) fn tell_depth(&mut self, range: Range<usize>) {
        if !mem::replace(&mut self.told_depth, true) {
            let line = line_at(&self.text[..range.end], range.start).len();
            let span = self.span(range.start..range.start + line);
            self.report.error("markdown/too-deep", span).arg("limit", DEEPEST);
        }
    }

    fn alert(&mut self, kind: BlockQuoteKind) -> Block {
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "alert.note"),
            BlockQuoteKind::Tip => ("tip", "alert.tip"),
            BlockQuoteKind::Important => ("important", "alert.important"),
            BlockQuoteKind::Warning => ("warning", "alert.warning"),
            BlockQuoteKind::Caution => ("caution", "alert.caution"),
        };
        // Without the role it would be a landmark, and every landmark wants a name of its own.
        self.out.push("<aside class=\"alert alert-");
        self.out.push(class);
        self.out.push("\" role=\"note\">\n<p class=\"alert-title\">");
        self.out.hole(Chunk::Word(word));
        self.out.push("</p>\n");
        Block::Container("</aside>\n")
    }

    fn list(&mut self, first: Option<u64>) -> Block {
        let frame = self.frames.last().filter(|frame| frame.depth == self.open.len());
        let (is_numbered, first) = match frame.map(|frame| (frame.inside, frame.items)) {
            Some((Inside::List { numbered: true, anchors: "" }, items)) => (true, items + 1),
            Some((Inside::List { numbered: true, .. }, _)) => (true, self.anchors + 1),
            Some((Inside::List { numbered: false, .. }, _)) => (false, 1),
            _ => (first.is_some(), first.and_then(|first| usize::try_from(first).ok()).unwrap_or(1)),
        };
        match (is_numbered, first) {
            (false, _) => self.container("<ul>\n", "</ul>\n"),
            (true, 1) => self.container("<ol>\n", "</ol>\n"),
            (true, first) => self.container(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
        }
    }

    fn item(&mut self) -> Block {
        let frame = self.frames.last_mut().filter(|frame| frame.depth + 1 == self.open.len());
        let Some(frame) = frame else { return self.container("<li>", "</li>\n") };
        frame.items += 1;
        match frame.inside {
            Inside::List { anchors, .. } if !anchors.is_empty() => {
                self.anchors += 1;
                let id = format!("{anchors}{}", self.anchors);
                self.out.push(&format!("<li id=\"{id}\">"));
                self.body.ids.push(id);
                Block::Container("</li>\n")
            }
            _ => self.container("<li>", "</li>\n"),
        }
    }

    fn table(&mut self, alignments: Vec<Alignment>) -> Block {
        self.table = Table { alignments, ..Table::default() };
        // A group, not a region: two tables would be two landmarks of one name.
        self.out.push("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.out.hole(Chunk::Word("table.label"));
        self.out.push("\"><table>\n");
        Block::Container("</table></div>\n")
    }

    fn row(&mut self) -> Block {
        (self.table.in_head, self.table.column) = (false, 0);
        if !mem::replace(&mut self.table.has_rows, true) {
            self.out.push("<tbody>\n");
        }
        self.container("<tr>", "</tr>\n")
    }

    fn cell(&mut self) {
        let mark = self.take_mark();
        // An empty heading says nothing to those who hear it; a plain cell is not announced.
        let (head, column) = (self.table.in_head, u16::try_from(self.table.column).unwrap_or(u16::MAX));
        let is_heading = head && !self.inlines.is_empty();
        let alignment = self.table.alignments.get(self.table.column).unwrap_or(&Alignment::None);
        self.table.column += 1;
        let classes: &[&str] = match alignment {
            Alignment::None => &[],
            Alignment::Left => &["left"],
            Alignment::Center => &["center"],
            Alignment::Right => &["right"],
        };
        self.out.push(if is_heading { "<th scope=\"col\"" } else { "<td" });
        self.mark_attributes(&mark, classes, true);
        self.out.push(">");
        self.leaf_as(Passages::Cell { column, head }, &mark);
        self.mark_ends(mark);
        self.out.push(if is_heading { "</th>" } else { "</td>" });
    }
}
