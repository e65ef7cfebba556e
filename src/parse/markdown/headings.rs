//! Writes headings, and takes the first one as the title where a text has no front matter.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel};

use crate::base::Spanned;
use crate::content::body::{Chunk, Heading};
use crate::content::prose::Block as Passages;

use super::ids::is_generated;
use super::marks::Mark;
use super::writer::Writer;

/// What a heading says of itself.
#[derive(Debug, Default)]
pub(super) struct HeadingTag<'a> {
    level: u8,
    id: Option<CowStr<'a>>,
    classes: Vec<CowStr<'a>>,
    range: Range<usize>,
}

impl<'a> Writer<'a> {
    pub(super) fn heading_begins(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'a>>,
        classes: Vec<CowStr<'a>>,
        attributes: &[(CowStr<'a>, Option<CowStr<'a>>)],
        range: Range<usize>,
    ) {
        let range = range.start..range.start + self.text[range].trim_end().len();
        for (name, _) in attributes {
            let span = self.span(range.clone());
            self.report.warning("heading/attribute", span).arg("name", name);
        }
        self.heading = HeadingTag { level: level as u8, id, classes, range };
    }

    pub(super) fn heading_ends(&mut self) {
        let heading = mem::take(&mut self.heading);
        if self.settings.is_plain() {
            self.plain_heading(heading.level);
        } else if self.wants_title && self.open.is_empty() && self.frames.is_empty() {
            self.take_title(&heading);
        } else {
            self.heading(heading);
        }
    }

    fn heading(&mut self, tag: HeadingTag<'_>) {
        if tag.level == 1 {
            let span = self.span(tag.range.clone());
            self.report.warning("heading/level-one", span);
        }
        // The page's title is the only heading of level one.
        let level = tag.level.max(2);
        let number = self.body.headings.len();
        let mark = self.take_mark();
        self.out.push(HEADING[usize::from(level) - 1]);
        let classes: Vec<&str> = tag.classes.iter().map(|class| &**class).collect();
        // The id of a heading is its source's.
        self.mark_attributes(&mark, &classes, false);
        self.out.hole(Chunk::Heading(number));
        self.mark_target(&mark);
        // The number is fixed before the words are written, which may bring holes of their own.
        let span = self.span(tag.range);
        let placeholder =
            Heading { level: tag.level, text: String::new(), id: String::new(), explicit: false, span };
        self.body.headings.push(placeholder);
        let text = self.in_plain(|writer| writer.leaf_as(Passages::Heading, &mark));
        self.mark_ends(mark);
        self.out.push(HEADING_END[usize::from(level) - 1]);
        let (id, explicit) = self.heading_id(tag.id.as_deref(), &text, number);
        let heading = &mut self.body.headings[number];
        (heading.text, heading.id, heading.explicit) = (text, id, explicit);
    }

    fn heading_id(&mut self, id: Option<&str>, text: &str, number: usize) -> (String, bool) {
        let Some(id) = id else { return (self.ids.of_words(text), false) };
        let span = self.body.headings[number].span;
        if is_generated(id) || !self.ids.take(id) {
            let other = self.body.headings[..number].iter().find(|other| other.id == id);
            let other = other.map(|other| other.span);
            let problem = self.report.error("heading/id-taken", span).arg("id", id);
            if let Some(other) = other {
                problem.label(other, "first");
            }
        }
        (id.to_owned(), true)
    }

    fn take_title(&mut self, tag: &HeadingTag<'_>) {
        self.wants_title = false;
        let around = mem::take(&mut self.out);
        let links = self.body.links.len();
        let pictures = self.body.pictures.len();
        self.inlines.retain(|inline| !matches!(inline.event, Event::FootnoteReference(_)));
        let mark = self.take_mark();
        let title = self.in_plain(|writer| writer.leaf_as(Passages::Heading, &mark));
        // A title is words alone, so what it led to is no part of the text.
        self.body.links.truncate(links);
        self.body.pictures.truncate(pictures);
        self.out = around;
        self.title = Some(Spanned::new(title, self.span(tag.range.clone())));
    }

    fn plain_heading(&mut self, level: u8) {
        self.out.push(HEADING[usize::from(level) - 1]);
        self.out.push(">");
        self.leaf(&Mark::default());
        self.out.push(HEADING_END[usize::from(level) - 1]);
    }
}

const HEADING: [&str; 6] = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"];
const HEADING_END: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];
