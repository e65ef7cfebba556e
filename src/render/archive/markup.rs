//! Finds the addresses in a page and in a style sheet.
//!
//! Pages come from themes and, where a site allows that, from authors, so attributes are read as
//! browsers read them (HTML, 13.2.5): with quotation marks of either sort or none.

use super::relative::Links;
use crate::base::Url;

/// Attributes that are one address (HTML, attributes index; SVG).
const ADDRESSES: [&str; 10] =
    ["href", "src", "action", "formaction", "poster", "data", "cite", "longdesc", "xlink:href", "background"];
/// Attributes that are several, each with what it is for.
const LISTS: [&str; 2] = ["srcset", "imagesrcset"];
/// Elements whose text is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// A page with links from file to file.
pub(super) fn page(html: &str, at: &Url, links: &Links<'_>) -> String {
    let mut page = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        page.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else if rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let tag = Tag::read(rest);
            tag.write(at, links, &mut page);
            rest = &rest[tag.length..];
            raw_text(&tag, rest).map_or(0, |text| {
                page.push_str(&if tag.name == "style" { sheet(text, at, links) } else { text.to_owned() });
                rest = &rest[text.len()..];
                0
            })
        } else {
            1
        };
        page.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    page + rest
}

/// A style sheet with links from file to file.
pub(super) fn sheet(css: &str, at: &Url, links: &Links<'_>) -> String {
    let mut sheet = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("url(") {
        let (before, behind) = rest.split_at(start + 4);
        sheet.push_str(before);
        let length = behind.find(')').unwrap_or(behind.len());
        let written = behind[..length].trim();
        let quote = written.chars().next().filter(|first| matches!(first, '"' | '\'')).map(String::from);
        let quote = quote.unwrap_or_default();
        let address = written.trim_matches(['"', '\'']);
        match links.link(at, address) {
            Some(link) => sheet.push_str(&[&*quote, &*link, &*quote].concat()),
            None => sheet.push_str(&behind[..length]),
        }
        rest = &behind[length..];
    }
    sheet + rest
}

/// What stands in an element that has no markup inside.
fn raw_text<'h>(tag: &Tag<'_>, rest: &'h str) -> Option<&'h str> {
    let name = RAW.iter().find(|name| **name == tag.name)?;
    let end = format!("</{name}");
    let is_end =
        |at: &usize| rest.get(*at..*at + end.len()).is_some_and(|text| text.eq_ignore_ascii_case(&end));
    let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    Some(&rest[..end.unwrap_or(rest.len())])
}

/// A start tag: its name, its attributes with what stands around them, its length.
struct Tag<'h> {
    text: &'h str,
    name: String,
    attributes: Vec<Attribute>,
    length: usize,
}

/// Where an attribute's value stands in its tag.
struct Attribute {
    name: String,
    value: std::ops::Range<usize>,
}

impl<'h> Tag<'h> {
    /// Reads the tag at the start of a text.
    fn read(text: &'h str) -> Tag<'h> {
        let bytes = text.as_bytes();
        let until = |from: usize, ends: &[u8]| {
            let length =
                bytes[from..].iter().position(|byte| ends.contains(byte) || byte.is_ascii_whitespace());
            length.map_or(bytes.len(), |length| from + length)
        };
        let blank = |from: usize, more: &[u8]| {
            let is_blank = |byte: &u8| byte.is_ascii_whitespace() || more.contains(byte);
            from + bytes[from..].iter().take_while(|byte| is_blank(byte)).count()
        };
        let mut at = until(1, b"/>");
        let name = text[1..at].to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            at = blank(at, b"/");
            if bytes.get(at).is_none_or(|byte| *byte == b'>') {
                let length = bytes.len().min(at + 1);
                return Tag { text: &text[..length], name, attributes, length };
            }
            // A first `=` belongs to the name.
            let end = until(at + 1, b"/>=");
            let attribute = text[at..end].to_ascii_lowercase();
            let equals = blank(end, b"");
            if bytes.get(equals) != Some(&b'=') {
                at = end;
                continue;
            }
            let start = blank(equals + 1, b"");
            let value = match bytes.get(start) {
                Some(quote @ (b'"' | b'\'')) => {
                    let length = bytes[start + 1..].iter().position(|byte| byte == quote);
                    start + 1..length.map_or(bytes.len(), |length| start + 1 + length)
                }
                _ => start..until(start, b">"),
            };
            let is_quoted = value.start > start;
            at = bytes.len().min(value.end + usize::from(is_quoted));
            attributes.push(Attribute { name: attribute, value });
        }
    }

    fn write(&self, at: &Url, links: &Links<'_>, page: &mut String) {
        let mut written = 0;
        for attribute in &self.attributes {
            let value = &self.text[attribute.value.clone()];
            if let Some(value) = self.value(&attribute.name, value, at, links) {
                page.push_str(&self.text[written..attribute.value.start]);
                page.push_str(&value);
                written = attribute.value.end;
            }
        }
        page.push_str(&self.text[written..]);
    }

    /// The value that an attribute gets; `None` if it keeps its own.
    fn value(&self, name: &str, value: &str, at: &Url, links: &Links<'_>) -> Option<String> {
        match name {
            "content" if self.says("http-equiv", "refresh") => refresh(value, at, links),
            // Browsers differ on whether a file is its own origin.
            "content" if self.says("http-equiv", "content-security-policy") => Some(
                value.replace("&#39;self&#39;", "&#39;self&#39; file:").replace("'self'", "'self' file:"),
            ),
            "style" => Some(sheet(value, at, links)),
            name if LISTS.contains(&name) => Some(list(value, at, links)),
            name if ADDRESSES.contains(&name) => links.link(at, value.trim()),
            // What a script is told may be an address or no address at all.
            name if name.starts_with("data-") => links.within(at, value),
            _ => None,
        }
    }

    fn says(&self, name: &str, value: &str) -> bool {
        let mut attributes = self.attributes.iter().filter(|attribute| attribute.name == name);
        attributes.any(|attribute| self.text[attribute.value.clone()].eq_ignore_ascii_case(value))
    }
}

/// `0; url=/news/`.
fn refresh(value: &str, at: &Url, links: &Links<'_>) -> Option<String> {
    let (before, address) = value.split_at(value.to_ascii_lowercase().find("url=")? + 4);
    Some(before.to_owned() + &links.link(at, address)?)
}

/// `/a.webp 480w, /b.webp 960w`.
fn list(value: &str, at: &Url, links: &Links<'_>) -> String {
    let one = |candidate: &str| {
        let candidate = candidate.trim();
        let (address, more) =
            candidate.split_at(candidate.find(char::is_whitespace).unwrap_or(candidate.len()));
        links.link(at, address).unwrap_or_else(|| address.to_owned()) + more
    };
    value.split(',').map(one).collect::<Vec<_>>().join(", ")
}
