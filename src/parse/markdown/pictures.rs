//! Writes pictures: holes with their words; alone in a paragraph, a figure.

use pulldown_cmark::{Event, Tag};

use crate::base::{Span, Spanned};
use crate::content::body::{Chunk, Picture};

use super::inlines::length;
use super::leaf::Inline;
use super::links::{Address, percent_decoded};
use super::marks::Mark;
use super::writer::Writer;

/// The title of a picture that shows nothing.
const DECORATIVE: &str = "decorative";

impl<'a> Writer<'a> {
    /// Whether the leaf block that was gathered is nothing but one picture.
    pub(super) fn is_lone_picture(&self) -> bool {
        let is_picture =
            matches!(self.inlines.first(), Some(Inline { event: Event::Start(Tag::Image { .. }), .. }));
        is_picture && !self.settings.is_plain() && length(&self.inlines) == self.inlines.len()
    }

    /// Writes the picture that was gathered as a figure.
    pub(super) fn figure(&mut self, mark: Mark<'a>) {
        let is_inside = self.mark_begins_inside("div", &mark);
        self.in_figure = true;
        self.leaf(&mark);
        self.in_figure = false;
        self.mark_ends(mark);
        if is_inside {
            self.out.push("</div>");
        }
        self.out.push("\n");
    }

    /// Writes the picture that begins here, gives how many of the inlines behind its beginning are its own.
    pub(super) fn picture(&mut self, inlines: &[Inline<'_>]) -> usize {
        let length = length(inlines);
        let Event::Start(Tag::Image { dest_url, title, .. }) = &inlines[0].event else { return 0 };
        let alt = alt(&inlines[1..length - 1]);
        if self.settings.is_plain() {
            self.finished_picture(dest_url, &alt, title);
        } else {
            let range = inlines[0].range.clone();
            let span = self.span(range.start..range.end);
            self.picture_hole(dest_url, alt, title, span);
        }
        length - 1
    }

    fn picture_hole(&mut self, src: &str, alt: String, title: &str, span: Span) {
        let is_decorative = title == DECORATIVE;
        if !self.is_usable(src, span) {
            return self.out.text(&alt);
        }
        if alt.trim().is_empty() && !is_decorative {
            self.report.error("media/alt-missing", span);
        }
        if !alt.trim().is_empty() && is_decorative {
            self.report.warning("media/alt-unused", span);
        }
        let caption = Some(title).filter(|title| !title.is_empty() && !is_decorative);
        if caption.is_some() && !self.in_figure {
            self.report.warning("media/caption-unused", span);
        }
        if let Some(plain) = self.plain.as_mut().filter(|_| !self.in_figure) {
            plain.push_str(&alt);
        }
        let caption = caption.filter(|_| self.in_figure).map(|title| self.escaped(title));
        self.out.hole(Chunk::Picture(self.body.pictures.len()));
        self.body.pictures.push(Picture {
            src: Spanned::new(percent_decoded(src), span),
            alt: Some(alt).filter(|_| !is_decorative),
            caption,
            credit: None,
            consent: None,
            people: None,
            figure: self.in_figure,
        });
    }

    /// Whether a picture's address names a file of the site.
    pub(super) fn is_usable(&mut self, src: &str, span: Span) -> bool {
        match Address::of(src) {
            Address::Inside if src.is_empty() => drop(self.report.error("media/no-file", span)),
            Address::Inside => return true,
            Address::Outside | Address::Schemeless => {
                self.report.error("privacy/third-party", span).arg("target", src);
            }
            Address::Scheme(scheme) => drop(self.report.error("link/scheme", span).arg("scheme", scheme)),
        }
        false
    }

    /// Text as finished HTML in the language's marks.
    pub(super) fn escaped(&self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        let set = self.settings.typography.map(|typography| typography.set(text));
        let set = set.as_deref().unwrap_or(text);
        pulldown_cmark_escape::escape_html_body_text(&mut escaped, set).expect("a string takes everything");
        escaped
    }

    fn finished_picture(&mut self, src: &str, alt: &str, title: &str) {
        self.out.push("<img src=\"");
        self.out.href(src);
        self.out.push("\" alt=\"");
        self.out.attribute(alt);
        if !title.is_empty() {
            self.out.push("\" title=\"");
            self.out.attribute(title);
        }
        self.out.push("\">");
    }
}

/// The words inside a picture's brackets.
fn alt(inlines: &[Inline<'_>]) -> String {
    let mut alt = String::new();
    for inline in inlines {
        match &inline.event {
            Event::Text(text) | Event::Code(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    alt
}
