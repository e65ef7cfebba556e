//! The writer: takes Markdown's events one by one and gathers a body.
//!
//! Blocks are written when they begin and end. What stands inside a leaf block (a paragraph, a
//! heading, a cell, a tight list item) is gathered first, since what becomes of it depends on
//! all of it: a lone picture is a figure, a quotation mark wants its counterpart. Nothing
//! recurses: however deep a text nests, the stacks here are vectors.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::{Report, Span, Spanned};
use crate::content::Body;

use super::blocks::{Block, Table};
use super::elements::Frame;
use super::headings::HeadingTag;
use super::ids::Ids;
use super::leaf::Inline;
use super::notes::Notes;
use super::out::Out;
use super::{Place, Settings};

/// What has been read so far.
pub(super) struct Writer<'a> {
    pub(super) text: &'a str,
    pub(super) place: Place,
    pub(super) settings: &'a Settings,
    pub(super) report: &'a mut Report,
    /// Where the masked fences stand, in order.
    pub(super) fences: &'a [usize],
    /// Whether the first heading is still to be taken as the title.
    pub(super) wants_title: bool,
    pub(super) title: Option<Spanned<String>>,

    /// The innermost directive's body, else the text's.
    pub(super) out: Out,
    /// The directives around this place.
    pub(super) frames: Vec<Frame>,
    /// The blocks around this place.
    pub(super) open: Vec<Block>,
    /// Whether the depth of blocks or of marks was complained about.
    pub(super) told_depth: bool,

    /// What was gathered of the leaf block that is open.
    pub(super) inlines: Vec<Inline<'a>>,
    /// What was gathered of the code or HTML block that is open.
    pub(super) verbatim: String,
    /// The language of the code block that is open, and where it stands.
    pub(super) language: Option<(String, Range<usize>)>,
    /// How many bytes of code there were so far.
    pub(super) coloured: usize,
    pub(super) heading: HeadingTag<'a>,
    pub(super) table: Table,
    pub(super) notes: Notes<'a>,
    pub(super) ids: Ids,
    /// How many recommendations there were.
    pub(super) anchors: usize,

    /// The plain text of the leaf block that is being written, if it is wanted.
    pub(super) plain: Option<String>,
    /// Whether the picture that is written stands alone.
    pub(super) in_figure: bool,
    /// Whether the last letter belonged to a word.
    pub(super) in_word: bool,
    /// A summary for a text that has no paragraph at its top level.
    pub(super) second_excerpt: String,
    pub(super) body: Body,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        text: &'a str,
        place: Place,
        settings: &'a Settings,
        report: &'a mut Report,
    ) -> Writer<'a> {
        Writer {
            text,
            place,
            settings,
            report,
            fences: &[],
            wants_title: false,
            title: None,
            out: Out::default(),
            frames: Vec::new(),
            open: Vec::new(),
            told_depth: false,
            inlines: Vec::new(),
            verbatim: String::new(),
            language: None,
            coloured: 0,
            heading: HeadingTag::default(),
            table: Table::default(),
            notes: Notes::default(),
            ids: Ids::default(),
            anchors: 0,
            plain: None,
            in_figure: false,
            in_word: false,
            second_excerpt: String::new(),
            body: Body::empty(),
        }
    }

    /// Takes the next event; those of a footnote are kept until the end.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Some((event, range)) = self.notes.keep(event, range) {
            self.write(event, range);
        }
    }

    /// Everything that was gathered, and the title if it was taken.
    pub(super) fn finish(mut self) -> (Option<Spanned<String>>, Body) {
        self.end_gathered();
        self.close_frames(0);
        self.write_notes();
        self.body.chunks = self.out.finish();
        if self.body.excerpt.is_empty() {
            self.body.excerpt = self.second_excerpt;
        }
        (self.title, self.body)
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.place.span(range)
    }

    fn write(&mut self, event: Event<'a>, range: Range<usize>) {
        if matches!(self.open.last(), Some(Block::Verbatim)) {
            match event {
                Event::Text(text) | Event::Html(text) => {
                    self.note_waiting(&text);
                    return self.verbatim.push_str(&text);
                }
                _ => {}
            }
        }
        match event {
            event if is_inline(&event) => self.inlines.push(Inline { event, range }),
            Event::Start(tag) => self.begin(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.end_gathered();
                self.block_begins(false, &range);
                self.out.push("<hr>\n");
            }
            _ => {}
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ),
        Event::Rule => false,
        _ => true,
    }
}
