//! A page's text: template tags into elements of ours or reported, links to the files that moved.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag as Markdown, TagEnd};

use crate::base::{Report, Span};

use super::edits::Edits;
use super::links::{Lead, Ways};
use super::old::{Generator, Page};
use super::tags::{Call, Said, Tag, tags};
use super::{hugo, jekyll, zola};

/// A page's text with its tags done and its links found.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
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
    range: Range<usize>,
    label: Range<usize>,
    target: Range<usize>,
    written: String,
    lead: Lead,
}

/// A finished text, with the way back to the old file.
#[derive(Debug)]
pub(super) struct Written {
    /// The new text.
    pub(super) text: String,
    edits: Edits,
}

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
            let link = if super::links::has_scheme(to) { format!("<{to}>\n\n") } else { format!("{to}\n\n") };
            edits.replace(0..0, link);
        }
        let code = code(body);
        let toc = self.tags(body, &code, &mut edits, report) | self.signs(body, &code, &mut edits, report);
        let text = edits.apply(body);
        let done = edits.inserted();
        let links = self.links(&text, &done);
        Text { text, edits, links, toc, start: self.page.body.start }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let start = self.page.body.start;
        Span::new(self.page.source.id, start + range.start..start + range.end)
    }

    fn tags(&self, body: &str, code: &[Range<usize>], edits: &mut Edits, report: &mut Report) -> bool {
        let all = tags(body, self.generator);
        let mut until = 0;
        for (number, tag) in all.iter().enumerate() {
            if tag.range.start < until {
                continue;
            }
            if tag.is_escaped {
                let (open, close) = (&body[tag.range.start..tag.range.start + 2], "}}");
                let sign = &body[tag.range.start + 2..tag.range.start + 3];
                let signed = matches!(sign, "<" | "%") && open == "{{";
                let shown = match (signed, sign, open) {
                    (true, "<", _) => format!("{{{{<{}>{close}", tag.rest),
                    (true, _, _) => format!("{{{{%{}%{close}", tag.rest),
                    (_, _, "{%") => format!("{{%{}%}}", tag.rest),
                    _ => format!("{{{{{}{close}", tag.rest),
                };
                edits.replace(tag.range.clone(), shown);
                continue;
            }
            let said = self.said(tag);
            let is_code = code.iter().any(|code| code.start <= tag.range.start && tag.range.end <= code.end);
            if is_code && said != Said::Raw {
                continue;
            }
            let closing = all[number + 1..]
                .iter()
                .find(|other| other.closes && (other.name == tag.name || other.name == "end"));
            until = self.put(body, tag, closing, said, edits, report);
        }
        false
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
                figure.push_str(&format!(" {key}=\"{}\"", clean(value)));
            }
        }
        figure + "} :::"
    }

    /// Signs that only the old program understands, outside of code: attribute lists, wiki links, the mark
    /// that ends an excerpt. Says whether there is one for a table of contents.
    fn signs(&self, body: &str, code: &[Range<usize>], edits: &mut Edits, report: &mut Report) -> bool {
        let is_code = |at: usize| code.iter().any(|code| code.contains(&at));
        let find = |open: &'static str, close: &'static str| {
            body.match_indices(open).filter(move |(at, _)| !is_code(*at)).filter_map(move |(at, _)| {
                let end = at + body[at..].find(close)? + close.len();
                (!body[at..end].contains("\n\n")).then_some(at..end)
            })
        };
        let mut toc = false;
        for range in find("<!--", "-->") {
            let word = body[range.clone()].trim_start_matches("<!--").trim_end_matches("-->").trim();
            if word.eq_ignore_ascii_case("more") || word == "excerpt" {
                edits.replace(with_line(body, range), "");
            }
        }
        if self.generator == Generator::Jekyll {
            for range in find("{:", "}") {
                let line = body[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
                let is_toc = body[range.clone()].contains("toc") && !body[range.clone()].contains("no_toc");
                toc |= is_toc;
                if is_toc {
                    // The list before it is there only to be replaced.
                    let above = body[..line].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
                    let marks = ["* ", "- ", "1. ", "+ "];
                    let is_list = marks.iter().any(|mark| body[above..line].starts_with(mark));
                    edits.replace(with_line(body, if is_list { above..range.end } else { range }), "");
                    continue;
                }
                report
                    .warning("import/attributes", self.span(range.clone()))
                    .arg("value", shortened(&body[range.clone()]));
                let space = body[..range.start].len() - body[..range.start].trim_end_matches(' ').len();
                let whole = with_line(body, range.clone());
                let is_line = whole.len() > range.len();
                edits.replace(if is_line { whole } else { range.start - space..range.end }, "");
            }
        }
        for range in find("[[", "]]") {
            self.wiki_link(body, range, edits, report);
        }
        toc
    }

    fn wiki_link(&self, body: &str, range: Range<usize>, edits: &mut Edits, report: &mut Report) {
        let inside = &body[range.start + 2..range.end - 2];
        let (name, label) = inside.split_once('|').unwrap_or((inside, inside));
        if name.trim().is_empty()
            || inside.contains(['\n', '[', ']'])
            || body[range.end..].starts_with(['(', '['])
        {
            return;
        }
        match self.ways.named(self.page, self.new, name.trim()) {
            Lead::To(path) => edits.replace(range, format!("[{label}]({})", escaped(&path))),
            _ => {
                let value = shortened(&body[range.clone()]);
                report.warning("import/wiki-link", self.span(range)).arg("value", value);
            }
        }
    }

    fn links(&self, text: &str, done: &BTreeSet<String>) -> Vec<Link> {
        let mut links = Vec::new();
        let mut open: Vec<(Range<usize>, Option<Range<usize>>, String)> = Vec::new();
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            match event {
                Event::Start(Markdown::Link { dest_url, .. } | Markdown::Image { dest_url, .. }) => {
                    open.push((range, None, dest_url.into_string()));
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    let Some((range, label, written)) = open.pop() else { continue };
                    let mut link = self.link(text, range.clone(), label, &written);
                    // What a tag became is written as the new site has it.
                    let is_done =
                        done.contains(written.split('#').next().unwrap_or_default()) && !written.is_empty();
                    link.iter_mut().filter(|_| is_done).for_each(|link| link.lead = Lead::Elsewhere);
                    links.extend(link);
                    widen(&mut open, &range);
                }
                _ => widen(&mut open, &range),
            }
        }
        let parser = Parser::new_ext(text, options());
        for (_, definition) in parser.reference_definitions().iter() {
            let written = definition.dest.to_string();
            let range = definition.span.clone();
            let Some(at) = text[range.clone()].find("]:").map(|at| range.start + at + 2) else { continue };
            let Some(place) = text[at..range.end].find(&written).map(|place| at + place) else { continue };
            let lead = self.ways.lead(self.page, self.new, &written);
            let target = place..place + written.len();
            links.push(Link { label: range.end..range.end, range, target, written, lead });
        }
        links
    }

    // A reference (`[words][name]`) leads where its definition does; an address between angle brackets
    // leads away.
    fn link(
        &self,
        text: &str,
        range: Range<usize>,
        label: Option<Range<usize>>,
        written: &str,
    ) -> Option<Link> {
        let lead = self.ways.lead(self.page, self.new, written);
        let label = label.unwrap_or_else(|| {
            let start = range.start + if text[range.start..].starts_with('!') { 2 } else { 1 };
            start..start
        });
        let behind = text[label.end..range.end].find("](").map(|at| label.end + at + 2);
        let Some(behind) = behind else {
            let is_reference = text[range.clone()].starts_with(['[', '!']);
            let label = if label.is_empty() { range.start + 1..range.start + 1 } else { label };
            return is_reference.then(|| Link {
                target: range.end..range.end,
                range,
                label,
                written: written.to_owned(),
                lead,
            });
        };
        let target = target(text, behind, range.end);
        Some(Link { range, label, target, written: written.to_owned(), lead })
    }
}

/// The place of a link's address between its parentheses, without its title.
fn target(text: &str, start: usize, end: usize) -> Range<usize> {
    let inside = &text[start..end];
    let start = start + inside.len() - inside.trim_start().len();
    let inside = &text[start..end];
    if inside.starts_with('<') {
        return start..start + inside.find('>').map_or(inside.len(), |at| at + 1);
    }
    let mut depth = 0;
    let length = inside.find(|c: char| {
        depth += i32::from(c == '(');
        depth -= i32::from(c == ')');
        c.is_whitespace() || depth < 0
    });
    start..start + length.unwrap_or(inside.len())
}

fn widen(open: &mut [(Range<usize>, Option<Range<usize>>, String)], range: &Range<usize>) {
    for (_, label, _) in open {
        *label = Some(label.as_ref().map_or(range.clone(), |label| label.start..label.end.max(range.end)));
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// A text as a directive's argument.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\\\"", "”").replace('"', "”");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where code stands in a text.
fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, options()).into_offset_iter();
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Markdown::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

/// A block with blank lines around it, where it does not stand alone.
fn apart(body: &str, range: &Range<usize>, block: &str) -> String {
    let line = body[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = if body[line..range.start].trim().is_empty() { "" } else { "\n\n" };
    let rest = body[range.end..].split('\n').next().unwrap_or_default();
    let after = if rest.trim().is_empty() { "" } else { "\n\n" };
    format!("{before}{block}{after}")
}

/// A part with its line's end and the blank lines behind, where it has the line to itself.
fn with_line(body: &str, range: Range<usize>) -> Range<usize> {
    let starts = range.start == 0 || body[..range.start].ends_with('\n');
    let rest = &body[range.end..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let line = &rest[blank..];
    if !starts || !(line.is_empty() || line.starts_with(['\n', '\r'])) {
        return range;
    }
    let had_blank = range.start == 0 || body[..range.start].ends_with("\n\n");
    let end = if had_blank {
        rest.len() - line.trim_start_matches(['\n', '\r']).len()
    } else {
        blank + line.find('\n').map_or(0, |at| at + 1)
    };
    range.start..range.end + end
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words };
    format!("{}…", &words[..end])
}

/// A path as a link's address: between angle brackets where it has a space or a parenthesis.
fn escaped(path: &str) -> String {
    if path.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", path.replace(['<', '>'], ""))
    } else {
        path.to_owned()
    }
}

impl Text {
    /// The new text. Links to nowhere lose their target and keep their words, and so do those named.
    pub(super) fn write(&self, mends: &BTreeSet<Mend>) -> Written {
        let mut edits = Edits::default();
        for link in &self.links {
            let is_unlinked = mends.contains(&Mend::Unlink(link.range.start));
            match &link.lead {
                _ if is_unlinked => link.unlink(&mut edits),
                Lead::Nowhere => link.unlink(&mut edits),
                lead => {
                    let to = if let Lead::To(path) = lead { path } else { &link.written };
                    let without = mends.contains(&Mend::WithoutAnchor(link.range.start));
                    let to = if without { to.split('#').next().unwrap_or_default() } else { to };
                    if (*lead != Lead::Elsewhere || without) && !link.target.is_empty() {
                        edits.replace(link.target.clone(), escaped(to));
                    }
                }
            }
        }
        Written { text: edits.apply(&self.text), edits }
    }

    /// Reports the links that lead nowhere.
    pub(super) fn report(&self, page: &Page, report: &mut Report) {
        for link in self.links.iter().filter(|link| link.lead == Lead::Nowhere && !link.target.is_empty()) {
            report.warning("import/link", self.span(page, &link.range)).arg("value", &link.written);
        }
    }

    /// The link around a place of the written text, and what its target was.
    pub(super) fn link_at(&self, written: &Written, place: usize) -> Option<(usize, &str)> {
        let place = written.edits.back(place);
        let around = self.links.iter().filter(|link| link.range.contains(&place));
        let nearest = around.min_by_key(|link| link.range.len())?;
        Some((nearest.range.start, &nearest.written))
    }

    /// Where the link stood in the old file that begins at a place of the text.
    pub(super) fn place_of(&self, page: &Page, link: usize) -> Span {
        let found = self.links.iter().find(|other| other.range.start == link);
        let range = found.map_or(link..link, |link| link.range.clone());
        self.span(page, &range)
    }

    /// Whether a link's target is more than an anchor.
    pub(super) fn has_file(&self, link: usize) -> bool {
        self.links.iter().any(|other| {
            other.range.start == link && matches!(&other.lead, Lead::To(path) if !path.starts_with('#'))
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
        if self.label.start >= self.range.end || self.label.is_empty() && self.target.is_empty() {
            return;
        }
        edits.replace(self.range.start..self.label.start, "");
        edits.replace(self.label.end..self.range.end, "");
    }
}
