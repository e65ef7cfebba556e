//! A page's text: template tags become elements of ours, or stay and are reported.

use std::fmt::Write;
use std::ops::Range;

use crate::base::{Report, Span};

use super::edits::Edits;
use super::links::{Lead, Ways, has_scheme};
use super::old::{Generator, Page};
use super::tags::{Call, Said, Tag, tags};
use super::text::Text;
use super::{hugo, jekyll, markdown, zola};

/// What a page's text is read with.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// The program that it was written for.
    pub(super) generator: Generator,
    /// The page.
    pub(super) page: &'a Page,
    /// Where it goes.
    pub(super) new: &'a str,
    /// Where links lead.
    pub(super) ways: &'a Ways,
}

impl Reader<'_> {
    /// Reads a text; what has no equal on the new site is reported.
    pub(super) fn read(&self, report: &mut Report) -> Text {
        let source = self.page.source.text().unwrap_or_default();
        let body = &source[self.page.body.clone()];
        let mut edits = Edits::default();
        if let Some(to) = self.page.leads.as_ref() {
            let link = if has_scheme(to) { format!("<{to}>\n\n") } else { format!("{to}\n\n") };
            edits.replace(0..0, link);
        }
        let code = markdown::code(body);
        self.tags(body, &code, &mut edits, report);
        let toc = self.signs(body, &code, &mut edits, report);
        let text = edits.apply(body);
        Text::of(self, text, edits, toc)
    }

    /// A part of the text as a part of the old file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.page.body.start;
        Span::new(self.page.source.id, start + range.start..start + range.end)
    }

    fn tags(&self, body: &str, code: &[Range<usize>], edits: &mut Edits, report: &mut Report) {
        let all = tags(body, self.generator);
        let mut until = 0;
        for (number, tag) in all.iter().enumerate() {
            if tag.range.start < until {
                continue;
            }
            if tag.is_escaped {
                let shown = body[tag.range.clone()].replacen("/*", "", 1).replacen("*/", "", 1);
                edits.replace(tag.range.clone(), shown);
                continue;
            }
            let said = self.said(tag);
            let is_code = code.iter().any(|code| code.start <= tag.range.start && tag.range.end <= code.end);
            if is_code && said != Said::Raw {
                continue;
            }
            let closes = |other: &&Tag<'_>| other.closes && (other.name == tag.name || other.name == "end");
            let closing = said.is_pair().then(|| all[number + 1..].iter().find(closes)).flatten();
            until = self.put(body, tag, closing, said, edits, report);
        }
    }

    fn said(&self, tag: &Tag<'_>) -> Said {
        if tag.closes {
            return Said::Kept;
        }
        let call = Call::of(tag);
        match self.generator {
            Generator::Hugo => hugo::shortcode(&call),
            Generator::Zola => zola::shortcode(&call),
            Generator::Jekyll if tag.is_output => jekyll::output(tag.name, self.page),
            Generator::Jekyll => jekyll::liquid(&call),
        }
    }

    /// Puts something in a tag's place; gives where the part ends that is done with it.
    fn put(
        &self,
        body: &str,
        tag: &Tag<'_>,
        closing: Option<&Tag<'_>>,
        said: Said,
        edits: &mut Edits,
        report: &mut Report,
    ) -> usize {
        let range = tag.range.clone();
        let inside = closing.map(|closing| range.end..closing.range.start);
        match (said, inside, closing) {
            (Said::Gone, ..) => edits.replace(range.clone(), ""),
            (Said::Text(text), ..) => edits.replace(range.clone(), text),
            (Said::Block(block), ..) => edits.replace(range.clone(), apart(body, &range, &block)),
            (Said::Figure { src, alt, caption, credit }, ..) => {
                let figure = self.figure(&range, &src, &alt, caption.as_deref(), credit.as_deref(), report);
                edits.replace(range.clone(), apart(body, &range, &figure));
            }
            (Said::Link(name), ..) => match self.ways.named(self.page, self.new, &name) {
                Lead::To(path) => edits.replace(range.clone(), escaped(&path)),
                _ => self.kept(body, &range, report),
            },
            (Said::Code(lang), Some(inside), Some(closing)) => {
                let code = body[inside].trim_matches(['\n', '\r']);
                let fence = if code.contains("```") { "~~~~" } else { "```" };
                let block = format!("{fence}{lang}\n{code}\n{fence}");
                let whole = range.start..closing.range.end;
                edits.replace(whole.clone(), apart(body, &whole, &block));
                return whole.end;
            }
            (Said::Around(before, after), Some(_), Some(closing)) => {
                edits.replace(range.clone(), apart(body, &range, &before));
                edits.replace(closing.range.clone(), apart(body, &closing.range, &after));
                return range.end;
            }
            (Said::Raw, Some(_), Some(closing)) => {
                edits.replace(range, "");
                edits.replace(closing.range.clone(), "");
                return closing.range.end;
            }
            (Said::Comment, Some(_), Some(closing)) => {
                let whole = range.start..closing.range.end;
                report.warning("import/comment", self.span(range));
                edits.replace(whole.clone(), "");
                return whole.end;
            }
            _ if tag.closes && edits.has(&range) => {}
            _ => self.kept(body, &range, report),
        }
        range.end
    }

    fn kept(&self, body: &str, range: &Range<usize>, report: &mut Report) {
        report
            .warning("import/template-tag", self.span(range.clone()))
            .arg("value", shortened(&body[range.clone()]));
    }

    fn figure(
        &self,
        range: &Range<usize>,
        src: &str,
        alt: &str,
        caption: Option<&str>,
        credit: Option<&str>,
        report: &mut Report,
    ) -> String {
        let path = match self.ways.lead(self.page, self.new, src) {
            Lead::To(path) => path,
            Lead::Elsewhere => {
                report.warning("import/picture-elsewhere", self.span(range.clone())).arg("value", src);
                return format!("[{alt}](<{src}>)");
            }
            Lead::Nowhere => {
                report.warning("import/link", self.span(range.clone())).arg("value", src);
                return alt.to_owned();
            }
        };
        let mut figure = format!(":::figure{{src=\"{}\" alt=\"{}\"", clean(&path), clean(alt));
        for (key, value) in [("caption", caption), ("credit", credit)] {
            if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                write!(figure, " {key}=\"{}\"", clean(value)).expect("a string takes everything");
            }
        }
        figure + "} :::"
    }
}

/// A text as a directive's argument.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\\\"", "”").replace('"', "”");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A block with blank lines around it, where it does not stand alone.
fn apart(body: &str, range: &Range<usize>, block: &str) -> String {
    let line = body[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = if body[line..range.start].trim().is_empty() { "" } else { "\n\n" };
    let rest = body[range.end..].split('\n').next().unwrap_or_default();
    let after = if rest.trim().is_empty() { "" } else { "\n\n" };
    format!("{before}{block}{after}")
}

/// The beginning of what stayed as it is, on one line.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words };
    format!("{}…", &words[..end])
}

/// A path as a link's address: between angle brackets where it has a space or a parenthesis.
pub(super) fn escaped(path: &str) -> String {
    if path.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", path.replace(['<', '>'], ""))
    } else {
        path.to_owned()
    }
}
