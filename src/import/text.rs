//! A page's text with its tags done: its links, where they lead now, and what has to be mended in them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::{Report, Span};

use super::edits::Edits;
use super::links::Lead;
use super::markdown;
use super::old::Page;
use super::reader::{Reader, escaped};

/// A page's text with its tags done and its links found.
#[derive(Debug)]
pub(super) struct Text {
    tagless: String,
    edits: Edits,
    links: Vec<Link>,
    /// Whether it asks for a table of contents.
    pub(super) toc: bool,
    start: usize,
}

/// What is done to a link that the new site would refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mend {
    /// It leads to the page and to no place on it.
    WithoutAnchor(usize),
    /// Its words stay, and lead nowhere.
    Unlink(usize),
}

#[derive(Debug)]
struct Link {
    is: markdown::Link,
    lead: Lead,
}

/// A finished text, with the way back to the old file.
#[derive(Debug)]
pub(super) struct Written {
    /// The new text.
    pub(super) text: String,
    edits: Edits,
}

impl Text {
    /// Finds the links of a text whose tags are done.
    pub(super) fn of(reader: &Reader<'_>, tagless: String, edits: Edits, toc: bool) -> Text {
        let done = edits.inserted();
        let lead = |is: markdown::Link| {
            let file = is.written.split('#').next().unwrap_or_default();
            // What a tag became is written as the new site has it.
            let is_done = !file.is_empty() && done.contains(file);
            let lead = reader.ways.lead(reader.page, reader.new, &is.written);
            Link { lead: if is_done { Lead::Elsewhere } else { lead }, is }
        };
        let links = markdown::links(&tagless).into_iter().map(lead).collect();
        Text { tagless, edits, links, toc, start: reader.page.body.start }
    }

    /// The new text. Links to nowhere lose their target and keep their words, and so do those named.
    pub(super) fn write(&self, mends: &BTreeSet<Mend>) -> Written {
        let mut edits = Edits::default();
        for link in &self.links {
            let is_unlinked = mends.contains(&Mend::Unlink(link.is.range.start));
            match &link.lead {
                _ if is_unlinked => link.unlink(&mut edits),
                Lead::Nowhere => link.unlink(&mut edits),
                lead => {
                    let to = if let Lead::To(path) = lead { path } else { &link.is.written };
                    let without = mends.contains(&Mend::WithoutAnchor(link.is.range.start));
                    let to = if without { to.split('#').next().unwrap_or_default() } else { to };
                    if (*lead != Lead::Elsewhere || without) && !link.is.target.is_empty() {
                        edits.replace(link.is.target.clone(), escaped(to));
                    }
                }
            }
        }
        Written { text: edits.apply(&self.tagless), edits }
    }

    /// Reports the links that lead nowhere.
    pub(super) fn report(&self, page: &Page, report: &mut Report) {
        for link in self.links.iter().filter(|link| link.lead == Lead::Nowhere && !link.is.target.is_empty())
        {
            report.warning("import/link", self.span(page, &link.is.range)).arg("value", &link.is.written);
        }
    }

    /// The link around a place of the written text, and what its target was.
    pub(super) fn link_at(&self, written: &Written, place: usize) -> Option<(usize, &str)> {
        let place = written.edits.back(place);
        let around = self.links.iter().filter(|link| link.is.range.contains(&place));
        let nearest = around.min_by_key(|link| link.is.range.len())?;
        Some((nearest.is.range.start, &nearest.is.written))
    }

    /// Where the link stood in the old file that begins at a place of the text.
    pub(super) fn place_of(&self, page: &Page, link: usize) -> Span {
        let found = self.links.iter().find(|other| other.is.range.start == link);
        let range = found.map_or(link..link, |link| link.is.range.clone());
        self.span(page, &range)
    }

    /// Where a part of the written text stood in the old file.
    pub(super) fn span_of(&self, page: &Page, written: &Written, range: Range<usize>) -> Span {
        let start = written.edits.back(range.start);
        let end = written.edits.back(range.end.saturating_sub(1)).max(start) + 1;
        self.span(page, &(start..end))
    }

    /// Whether a link's target is more than an anchor.
    pub(super) fn has_file(&self, link: usize) -> bool {
        self.links.iter().any(|other| {
            other.is.range.start == link && matches!(&other.lead, Lead::To(path) if !path.starts_with('#'))
        })
    }

    fn span(&self, page: &Page, range: &Range<usize>) -> Span {
        let start = self.edits.back(range.start);
        let end = self.edits.back(range.end.saturating_sub(1)).max(start) + 1;
        let text = page.source.text().unwrap_or_default();
        let mut end = (self.start + end).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(page.source.id, self.start + start..end)
    }
}

impl Link {
    fn unlink(&self, edits: &mut Edits) {
        if self.is.label.start >= self.is.range.end || self.is.label.is_empty() && self.is.target.is_empty() {
            return;
        }
        edits.replace(self.is.range.start..self.is.label.start, "");
        edits.replace(self.is.label.end..self.is.range.end, "");
    }
}
