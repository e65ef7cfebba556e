//! Shows bodies in tests: their HTML with every hole named, and what was said of the text.

use std::fmt::Write as _;

use altavoz::base::message::{Catalogue, Language};
use altavoz::base::{Report, SourceId};
use altavoz::content::Body;
use altavoz::content::body::Chunk;
use altavoz::parse::markdown::{self, Dialect, Place, Settings, Typography};

/// The beginning of a file.
pub(crate) const PLACE: Place = Place::Body { source: SourceId(1), offset: 0 };

/// English marks, no HTML, colours.
pub(crate) fn settings() -> Settings {
    let typography = Typography { quotes: ['“', '”', '‘', '’'], narrow_spaces: false };
    Settings {
        raw_html: false,
        highlight: true,
        typography: Some(typography),
        right_to_left: false,
        zero: '0',
        dialect: Dialect::Site,
        marks: None,
    }
}

/// A text as a body.
pub(crate) fn read(text: &str) -> (Body, Report) {
    let mut report = Report::default();
    let body = markdown::read(text, PLACE, &settings(), &mut report);
    (body, report)
}

/// The HTML with its holes named, and what was said of the text.
pub(crate) fn shown(text: &str) -> String {
    let (body, report) = read(text);
    format!("{}{}", filled(&body), said(text, &report)).trim().to_owned()
}

/// The HTML with its holes named.
pub(crate) fn filled(body: &Body) -> String {
    let mut html = String::new();
    fill(&body.chunks, body, &mut html);
    html
}

fn fill(chunks: &[Chunk], body: &Body, html: &mut String) {
    for chunk in chunks {
        match chunk {
            Chunk::Html(text) => html.push_str(text),
            Chunk::Link(number) => {
                let link = &body.links[*number];
                let anchor = link.anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                let _ = write!(html, " href=‹{}{anchor}›", link.target);
            }
            Chunk::Heading(number) => {
                let _ = write!(html, " id=\"{}\">", body.headings[*number].id);
            }
            Chunk::Picture(number) => {
                let picture = &body.pictures[*number];
                let kind = if picture.figure { "figure" } else { "picture" };
                let _ = write!(html, "‹{kind} {} alt={:?}", picture.src.value, picture.alt);
                if let Some(caption) = &picture.caption {
                    let _ = write!(html, " caption={caption:?}");
                }
                html.push('›');
            }
            Chunk::Directive(number) => {
                let directive = &body.directives[*number];
                let _ = write!(html, "‹{}", directive.name);
                for argument in &directive.arguments {
                    let _ = write!(html, " {}={:?}", argument.name, argument.value);
                }
                html.push_str(": ");
                fill(&directive.body, body, html);
                html.push_str("›\n");
            }
            Chunk::Word(word) => {
                let _ = write!(html, "‹{word}›");
            }
        }
    }
}

/// Code, line and column of every diagnostic in the order of their places, and the text that it points at.
pub(crate) fn said(text: &str, report: &Report) -> String {
    let catalogue = Catalogue::of(Language::English);
    let mut diagnostics: Vec<_> = report.diagnostics.iter().collect();
    diagnostics.sort();
    let mut said = String::new();
    for diagnostic in diagnostics {
        let words = catalogue.words(diagnostic);
        assert_ne!(words.message, diagnostic.code, "the catalogue has words for it");
        assert!(words.help.is_some(), "{} says what to do", diagnostic.code);
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let _ = write!(said, "\n{} {line}:{column} `{}`", diagnostic.code, &text[start..end]);
    }
    said
}

/// The diagnostics alone.
pub(crate) fn diagnosed(text: &str) -> String {
    said(text, &read(text).1).trim().to_owned()
}

/// The HTML alone, in reading order, with directives' own.
pub(crate) fn hollow(body: &Body) -> String {
    let mut html = String::new();
    let mut rest: Vec<&Chunk> = body.chunks.iter().rev().collect();
    while let Some(chunk) = rest.pop() {
        match chunk {
            Chunk::Html(text) => html.push_str(text),
            // The hole holds the end of the tag.
            Chunk::Heading(_) => html.push('>'),
            Chunk::Directive(number) => rest.extend(body.directives[*number].body.iter().rev()),
            _ => {}
        }
    }
    html
}

/// Whether every tag is closed in its order; the tag that is not.
pub(crate) fn balanced(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        let is_closing = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        match name {
            "br" | "hr" => {}
            _ if !is_closing => open.push(name),
            _ if open.pop() == Some(name) => {}
            _ => return Err(format!("</{name}>")),
        }
    }
    open.pop().map_or(Ok(()), |open| Err(format!("<{open}>")))
}
