//! What a published page or style sheet makes a browser fetch.
//!
//! Reads finished HTML, SVG and CSS by looking around each `//`: an address of another site has
//! one, and most pages have few.

use std::ops::Range;

use memchr::memmem;

use crate::base::Url;

/// What `rel` may say of a link that no browser fetches by itself.
const HARMLESS: [&str; 13] = [
    "alternate",
    "author",
    "bookmark",
    "canonical",
    "cite-as",
    "help",
    "license",
    "me",
    "next",
    "prev",
    "search",
    "self",
    "tag",
];
/// Attributes whose address is fetched, on any element.
const FETCHED: [&str; 7] = ["src", "srcset", "imagesrcset", "poster", "data", "background", "ping"];

/// What a published file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// HTML.
    Page,
    /// CSS.
    Style,
    /// SVG.
    Lines,
}

impl Form {
    /// The form of the file at an address, if it is one of these.
    pub fn of(url: &Url) -> Option<Form> {
        let name = url.as_str().rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.').map_or("html", |(_, ending)| ending) {
            "html" => Some(Form::Page),
            "css" => Some(Form::Style),
            "svg" => Some(Form::Lines),
            _ => None,
        }
    }
}

/// A page, a style sheet or a picture of lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is.
    pub form: Form,
    /// Addresses with a host that a browser fetches with it, as written.
    pub fetches: Vec<String>,
    /// A page's style sheets.
    pub styles: Vec<String>,
    /// A page's scripts.
    pub scripts: Vec<String>,
}

impl Page {
    /// Reads it.
    pub fn of(form: Form, bytes: &[u8]) -> Page {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let slashes = memmem::find_iter(text.as_bytes(), "//");
        let fetches = slashes.filter_map(|at| fetched(text, at, form)).map(str::to_owned).collect();
        let page = if form == Form::Page { text } else { "" };
        let head = page.find("</head>").map_or("", |end| &page[..end]);
        let styles = tags(head, "<link ", is_style);
        let scripts = tags(page, "<script ", |tag| attribute(tag, "src"));
        Page { form, fetches, styles, scripts }
    }
}

fn is_style(tag: &str) -> Option<&str> {
    attribute(tag, "href").filter(|_| attribute(tag, "rel") == Some("stylesheet"))
}

fn tags(text: &str, begin: &str, address: impl Fn(&str) -> Option<&str>) -> Vec<String> {
    let starts = memmem::find_iter(text.as_bytes(), begin);
    starts.filter_map(|start| address(tag(text, start)).map(str::to_owned)).collect()
}

/// A tag from its `<` to before its `>`.
fn tag(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    &rest[..rest.find('>').unwrap_or(rest.len())]
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let behind = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let Some(value) = behind.strip_prefix('=').filter(|_| before.is_some_and(char::is_whitespace)) else {
            continue;
        };
        let value = value.trim_start();
        return match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(char::is_whitespace).next(),
        };
    }
    None
}

/// The address around a `//`, if a browser fetches it from another host.
fn fetched(text: &str, at: usize, form: Form) -> Option<&str> {
    let Range { start, end } = address(text, at);
    let scheme = &text[start..at];
    let is_absolute = scheme.is_empty()
        || scheme
            .strip_suffix(':')
            .is_some_and(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let is_fetched = is_absolute
        && end > at + 2
        && if form == Form::Style { in_css(text, start) } else { in_html(text, start) };
    is_fetched.then(|| &text[start..end])
}

fn address(text: &str, at: usize) -> Range<usize> {
    let is_border = |letter: char| letter.is_whitespace() || "\"'=<>(),;".contains(letter);
    let start = text[..at]
        .rfind(is_border)
        .map_or(0, |border| border + text[border..].chars().next().map_or(1, char::len_utf8));
    let is_end = |letter: char| letter.is_whitespace() || "\"'<>)".contains(letter);
    start..text[at..].find(is_end).map_or(text.len(), |length| at + length)
}

// `url(…)`, `@import "…"`.
fn in_css(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches(['"', '\'']).trim_end();
    before.ends_with("url(") || before.ends_with("@import") || before.ends_with("image(")
}

fn in_html(text: &str, start: usize) -> bool {
    let Some(open) = text[..start].rfind('<') else { return false };
    let before = &text[open..start];
    let name = name(&before[1..]);
    if before.contains('>') {
        return name == "style" && in_css(text, start);
    }
    if in_css(text, start) {
        return true;
    }
    let equals = before.rfind("=\"").or_else(|| before.rfind("='")).or_else(|| before.rfind('='));
    let Some(equals) = equals else { return false };
    let written = before[..equals].trim_end();
    let attribute = written.rsplit(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default();
    is_fetched(name, &attribute.to_ascii_lowercase(), tag(text, open))
}

fn is_fetched(name: &str, attribute: &str, tag: &str) -> bool {
    match (name, attribute) {
        (_, attribute) if FETCHED.contains(&attribute) => true,
        ("link", "href") => {
            let rel = self::attribute(tag, "rel").unwrap_or_default();
            rel.split_ascii_whitespace().any(|word| !HARMLESS.contains(&word.to_ascii_lowercase().as_str()))
        }
        ("image" | "use" | "feimage" | "script" | "feImage", "href" | "xlink:href") => true,
        _ => false,
    }
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Form, Page};

    fn fetches(html: &str) -> Vec<String> {
        Page::of(Form::Page, html.as_bytes()).fetches
    }

    #[test]
    fn what_a_browser_fetches_is_found_and_what_it_only_leads_to_is_not() {
        for (html, fetched) in [
            ("<img src=\"https://a.example/x.png\">", &["https://a.example/x.png"][..]),
            ("<img srcset=\"/a.png 1x, //b.example/x.png 2x\">", &["//b.example/x.png"]),
            ("<link rel=preconnect href='https://c.example'>", &["https://c.example"]),
            ("<link rel=\"stylesheet\" href=\"https://c.example/s.css\">", &["https://c.example/s.css"]),
            ("<iframe src=https://d.example/v></iframe>", &["https://d.example/v"]),
            ("<p style=\"background:url(https://e.example/p.png)\">", &["https://e.example/p.png"]),
            ("<style>@import \"https://f.example/s.css\";</style>", &["https://f.example/s.css"]),
            ("<svg><image href=\"https://g.example/i.png\"/></svg>", &["https://g.example/i.png"]),
            ("<a href=\"https://a.example/\">x</a>", &[]),
            ("<link rel=\"canonical\" href=\"https://a.example/\">", &[]),
            ("<form action=\"https://sign.example/\">", &[]),
            ("<p>see url(https://a.example/) and src=\"https://b.example\"</p>", &[]),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", &[]),
            ("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\"}</script>", &[]),
        ] {
            assert_eq!(fetches(html), fetched, "{html}");
        }
    }
}
