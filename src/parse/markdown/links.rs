//! Writes links: those inside the site as holes, those to other sites finished.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::content::body::{Chunk, Link};

use super::inlines::length;
use super::leaf::Inline;
use super::writer::Writer;

/// Where an address leads, by its form alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// To a file or address of the site, or an anchor.
    Inside,
    /// To another site, a mailbox or a telephone.
    Outside,
    /// `//example.org`: to another site, by whatever scheme the page was read.
    Schemeless,
    /// To something that no page should lead to.
    Scheme(&'a str),
}

impl<'a> Address<'a> {
    /// Sorts an address by its scheme (RFC 3986, 3.1).
    pub(super) fn of(address: &'a str) -> Address<'a> {
        if address.starts_with("//") {
            return Address::Schemeless;
        }
        let Some((scheme, _)) = address.split_once(':') else { return Address::Inside };
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if !is_scheme {
            Address::Inside
        } else if ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            Address::Outside
        } else {
            Address::Scheme(scheme)
        }
    }
}

impl Writer<'_> {
    /// Writes a link's opening tag, gives its closing one; neither if it cannot be a link.
    pub(super) fn link(&mut self, inlines: &[Inline<'_>]) -> &'static str {
        let Event::Start(Tag::Link { link_type, dest_url, title, .. }) = &inlines[0].event else { return "" };
        let range = inlines[0].range.clone();
        let mail = if *link_type == LinkType::Email { "mailto:" } else { "" };
        if self.settings.is_plain() {
            self.finished_link(mail, dest_url, title, "");
            return "</a>";
        }
        if !has_content(&inlines[1..length(inlines) - 1]) {
            let span = self.span(range.clone());
            self.report.error("link/empty", span);
        }
        if !mail.is_empty() {
            self.finished_link(mail, dest_url, title, "");
            return "</a>";
        }
        match Address::of(dest_url) {
            Address::Inside => self.inside_link(dest_url, title, range),
            Address::Outside => {
                let is_web = dest_url.as_bytes().first().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'h'));
                self.finished_link("", dest_url, title, if is_web { " rel=\"noopener\"" } else { "" });
                "</a>"
            }
            Address::Schemeless => {
                let span = self.span(range);
                self.report.error("link/no-scheme", span).arg("target", dest_url);
                ""
            }
            Address::Scheme(scheme) => {
                let span = self.span(range);
                self.report.error("link/scheme", span).arg("scheme", scheme);
                ""
            }
        }
    }

    fn inside_link(&mut self, address: &str, title: &str, range: Range<usize>) -> &'static str {
        let span = self.span(range);
        let (target, anchor) = match address.split_once('#') {
            Some((target, anchor)) => (target, Some(percent_decoded(anchor))),
            None => (address, None),
        };
        if target.is_empty() && anchor.as_deref().unwrap_or_default().is_empty() {
            self.report.error("link/no-target", span);
            return "";
        }
        self.out.push("<a");
        self.out.hole(Chunk::Link(self.body.links.len()));
        self.body.links.push(Link { target: percent_decoded(target), anchor, span });
        self.title(title);
        self.out.push(">");
        "</a>"
    }

    fn finished_link(&mut self, prefix: &str, address: &str, title: &str, rel: &str) {
        self.out.push("<a href=\"");
        self.out.push(prefix);
        self.out.href(address);
        self.out.push("\"");
        self.title(title);
        self.out.push(rel);
        self.out.push(">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push(" title=\"");
            match self.settings.typography {
                Some(typography) => self.out.attribute(&typography.set(title)),
                None => self.out.attribute(title),
            }
            self.out.push("\"");
        }
    }
}

/// Whether there is something to read or hear: text, code, or a picture with words for it.
fn has_content(inlines: &[Inline<'_>]) -> bool {
    inlines.iter().any(|inline| match &inline.event {
        Event::Text(text) => !text.trim().is_empty(),
        Event::Code(_) => true,
        _ => false,
    })
}

/// An address as a name of a file: `%20` is a space. What is not UTF-8 then stays as it was written.
pub(super) fn percent_decoded(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let bytes = address.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let value = digits.and_then(|digits| Some(hexadecimal(digits[0])? << 4 | hexadecimal(digits[1])?));
        decoded.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| address.to_owned())
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
