//! Directives: opens and closes them where their fences stand.

use std::mem;
use std::ops::Range;

use crate::base::record::nearest;
use crate::base::{Span, Spanned};
use crate::content::body::{Argument, Chunk, Directive, Picture};
use crate::content::parts::People;
use crate::parse::directive::{self, Element, Fence, Inside, Opening};

use super::fences::line_at;
use super::out::Out;
use super::writer::Writer;

/// More directives inside each other than any page has.
const DEEPEST: usize = 32;

/// A directive that is open.
#[derive(Debug)]
pub(super) struct Frame {
    becomes: Becomes,
    /// What was written around it so far.
    around: Out,
    /// How many blocks were open where it began; it closes where as many are.
    pub(super) depth: usize,
    colons: usize,
    pub(super) inside: Inside,
    /// How many list items it has so far.
    pub(super) items: usize,
    /// Whether anything stands between its fences.
    is_filled: bool,
    /// Whether something was said about it, so that one mistake stays one.
    is_told: bool,
    /// Where its opening fence stands.
    span: Span,
}

/// What a directive becomes when it closes.
#[derive(Debug)]
enum Becomes {
    Directive(usize),
    Picture(Option<Picture>),
    /// It has a mistake: what stands in it is all that is left.
    Nothing,
}

impl Writer<'_> {
    /// Where a fence's line begins and ends, if there is one at this place.
    pub(super) fn fence_at(&self, start: usize) -> Option<Range<usize>> {
        self.fences.binary_search(&start).ok()?;
        Some(start..start + line_at(self.text, start).trim_end().len())
    }

    pub(super) fn fence(&mut self, line: Range<usize>) {
        let written = &self.text[line.clone()];
        let colons = directive::colons(written).unwrap_or(0);
        let span = self.span(line.clone());
        match directive::fence(written) {
            Ok(Fence::Close) => self.close(colons, span),
            Ok(Fence::Open(opening)) => self.open_directive(&opening, colons, line),
            Err(at) => {
                let at = self.span(line.start + at..line.end);
                self.report.error("directive/syntax", at).arg("example", ":::name{key=\"value\"}");
                // Its closing fence is to find something to close, if it is meant as a directive.
                let rest = written[colons..].trim_start();
                let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                let is_meant = rest.len() == written.len() - colons || directive::element(name).is_some();
                if is_meant && !written.ends_with(":::") {
                    self.push_frame(Becomes::Nothing, Inside::Anything, colons, span);
                    self.told();
                }
            }
        }
    }

    /// Notes that a block begins, which a directive may not have between its fences.
    pub(super) fn block_begins(&mut self, is_list: bool, range: &Range<usize>) {
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.depth == self.open.len()) else {
            return;
        };
        frame.is_filled = true;
        let fits = match frame.inside {
            Inside::Nothing => false,
            Inside::List { .. } => is_list,
            Inside::Anything | Inside::Something => true,
        };
        if !fits && !mem::replace(&mut frame.is_told, true) {
            let opening = frame.span;
            let code =
                if frame.inside == Inside::Nothing { "directive/body" } else { "directive/not-a-list" };
            let line = range.start..range.start + line_at(self.text, range.start).len();
            let span = self.span(line);
            self.report.error(code, span).label(opening, "opened");
        }
    }

    /// A place that waits for its translation fills the directive that it stands in.
    pub(super) fn note_waiting(&mut self, html: &str) {
        if html.contains("t:todo")
            && let Some(frame) = self.frames.last_mut()
        {
            frame.is_filled = true;
        }
    }

    /// Whether a directive of a name is around this place.
    pub(super) fn is_in_directive(&self, name: &str) -> bool {
        self.frames.iter().any(|frame| {
            matches!(frame.becomes, Becomes::Directive(number) if self.body.directives[number].name == name)
        })
    }

    /// Closes the directives that began among as many open blocks or more: their container ends.
    pub(super) fn close_frames(&mut self, depth: usize) {
        while self.frames.last().is_some_and(|frame| frame.depth >= depth) {
            self.unclosed();
        }
    }

    fn unclosed(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        if !frame.is_told || !matches!(frame.becomes, Becomes::Nothing) {
            let span = frame.span;
            self.report.error("directive/unclosed", span);
            self.told();
        }
        self.pop_frame();
    }

    fn told(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.is_told = true;
        }
    }

    fn close(&mut self, colons: usize, span: Span) {
        let depth = self.open.len();
        let mut here = self.frames.iter().rev().take_while(|frame| frame.depth == depth);
        let Some(inner) = here.position(|frame| frame.colons == colons) else {
            return self.stray(colons, span);
        };
        for _ in 0..inner {
            self.unclosed();
        }
        self.pop_frame();
    }

    // A fence with other colons than its opening one, or deeper in, is one mistake: not a stray
    // and an unclosed one.
    fn stray(&mut self, colons: usize, span: Span) {
        let depth = self.open.len();
        let problem = self.report.error("directive/stray", span);
        let here = self.frames.last_mut().filter(|frame| frame.depth == depth);
        let is_here = here.is_some();
        let mut others = self.frames.iter_mut().rev();
        let opening = if is_here { others.next() } else { others.find(|frame| frame.colons == colons) };
        if let Some(opening) = opening {
            problem.label(opening.span, "opened");
            opening.is_told = true;
            opening.becomes = Becomes::Nothing;
        }
        if is_here {
            self.pop_frame();
        }
    }

    fn open_directive(&mut self, opening: &Opening, colons: usize, line: Range<usize>) {
        self.block_begins(false, &line);
        let name = &self.text[line.start + opening.name.start..line.start + opening.name.end];
        let span = self.span(line.clone());
        let element = directive::element(name);
        if let Some(element) = element.filter(|_| self.frames.len() < DEEPEST) {
            let arguments = self.arguments(element, &opening.arguments, &line);
            let inside = element.inside;
            let becomes = self.becomes(element, arguments, span);
            self.push_frame(becomes, inside, colons, span);
        } else {
            let name_span = self.span(line.start + opening.name.start..line.start + opening.name.end);
            if element.is_some() {
                self.report.error("directive/too-deep", span).arg("limit", DEEPEST);
            } else {
                let names = directive::ELEMENTS.iter().map(|element| element.name);
                let nearest = nearest(name, names.clone());
                let names = names.collect::<Vec<_>>().join(", ");
                let problem = self.report.error("directive/unknown", name_span);
                problem.arg("name", name).arg("names", names).maybe("nearest", nearest);
            }
            self.push_frame(Becomes::Nothing, Inside::Anything, colons, span);
        }
        if opening.closed {
            self.pop_frame();
        }
    }

    fn becomes(&mut self, element: &'static Element, arguments: Vec<Argument>, span: Span) -> Becomes {
        if element.name == "figure" {
            return Becomes::Picture(self.figure_of(&arguments, span));
        }
        let number = self.body.directives.len();
        self.body.directives.push(Directive { name: element.name, arguments, body: Vec::new(), span });
        Becomes::Directive(number)
    }

    fn figure_of(&mut self, arguments: &[Argument], span: Span) -> Option<Picture> {
        let argument = |name: &str| arguments.iter().find(|argument| argument.name == name);
        let text = |name| argument(name).map(|argument| argument.value.clone());
        let src = argument("src")?;
        if !self.is_usable(&src.value, src.span) {
            return None;
        }
        let people = argument("people");
        let people =
            people.and_then(|people| Some(Spanned::new(People::from_word(&people.value)?, people.span)));
        let alt = text("alt").unwrap_or_default();
        if alt.trim().is_empty() && argument("alt").is_some() {
            self.report.error("media/alt-missing", span);
        }
        Some(Picture {
            src: Spanned::new(src.value.clone(), src.span),
            alt: Some(alt),
            caption: argument("caption").map(|caption| escaped(&caption.value)),
            credit: text("credit"),
            consent: argument("consent").map(|consent| Spanned::new(consent.value.clone(), consent.span)),
            people,
            figure: true,
        })
    }

    fn push_frame(&mut self, becomes: Becomes, inside: Inside, colons: usize, span: Span) {
        let (around, depth) = (mem::take(&mut self.out), self.open.len());
        let frame = Frame {
            becomes,
            around,
            depth,
            colons,
            inside,
            items: 0,
            is_filled: false,
            is_told: false,
            span,
        };
        self.frames.push(frame);
    }

    fn pop_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let wants_more = matches!(frame.inside, Inside::Something | Inside::List { .. });
        if wants_more && !frame.is_filled && !frame.is_told {
            self.report.error("directive/empty", frame.span);
        }
        let body = mem::replace(&mut self.out, frame.around).finish();
        match frame.becomes {
            Becomes::Directive(number) => {
                self.body.directives[number].body = body;
                self.out.hole(Chunk::Directive(number));
            }
            Becomes::Picture(Some(picture)) => {
                self.out.hole(Chunk::Picture(self.body.pictures.len()));
                self.body.pictures.push(picture);
            }
            Becomes::Picture(None) | Becomes::Nothing => self.out.append(body),
        }
    }
}

// The words are set in their language's marks already.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html_body_text(&mut escaped, text).expect("a string takes everything");
    escaped
}
