//! Looks for what is no Markdown: HTML, leftovers of mail obfuscators, notes that are not there.

use std::mem;
use std::ops::Range;

use pulldown_cmark::Event;

use super::fences::line_at;
use super::leaf::Inline;
use super::writer::Writer;

/// What may stand between the words of "[email protected]".
const SPACES: [&str; 7] = [" ", "\u{a0}", "&#160;", "&nbsp;", "&#xA0;", "\n", "\r\n"];

/// A note's label is no longer than CommonMark lets a link's be (6.3).
const LABEL: usize = 999;

impl Writer<'_> {
    /// Reports what an author cannot have meant in a leaf block.
    pub(super) fn inspect(&mut self, inlines: &[Inline<'_>]) {
        let mut told = false;
        let is_text = |inline: &Inline<'_>| match &inline.event {
            Event::Text(text) => !text.trim().is_empty(),
            event => matches!(event, Event::Code(_)),
        };
        for inline in inlines {
            match &inline.event {
                Event::Text(text) if text.starts_with('[') => self.inspect_bracket(inline.range.start),
                Event::Text(text) if text.starts_with("![") => self.inspect_bracket(inline.range.start + 1),
                Event::InlineHtml(html) if is_waiting(html) && inlines.iter().any(is_text) => {
                    self.tell_mark(inline.range.start);
                }
                Event::InlineHtml(html) if !is_comment(html) => {
                    // A closing tag belongs to the opening one.
                    let is_told = self.settings.raw_html || told && html.starts_with("</");
                    if !is_told {
                        self.tell_html(inline.range.clone());
                    }
                    told = true;
                    self.inspect_html(inline.range.clone());
                }
                _ => {}
            }
        }
    }

    fn inspect_bracket(&mut self, start: usize) {
        let source = &self.text[start..];
        if let Some(length) = artefact(source) {
            let span = self.span(start..start + length);
            self.report.error("text/email-artefact", span);
        } else if !self.settings.is_plain() && source.starts_with("[^") {
            let is_escaped = start > 0 && self.text.as_bytes()[start - 1] == b'\\';
            let label = &source.as_bytes()[2..source.len().min(LABEL)];
            let end =
                label.iter().position(|byte| matches!(byte, b']' | b'[' | b' ' | b'\t' | b'\n' | b'\r'));
            if let Some(end) = end.filter(|&end| end > 0 && label[end] == b']' && !is_escaped) {
                let span = self.span(start..start + end + 3);
                self.report.error("footnote/undefined", span).arg("label", &source[2..end + 2]);
            }
        }
    }

    fn inspect_html(&mut self, range: Range<usize>) {
        let source = &self.text[range.clone()];
        for (at, _) in source.match_indices("[email") {
            if let Some(length) = artefact(&source[at..]) {
                let span = self.span(range.start + at..range.start + at + length);
                self.report.error("text/email-artefact", span);
            }
        }
    }

    /// A mark of a translation to come beside a text: it would wait for ever.
    fn tell_mark(&mut self, start: usize) {
        let length = self.text[start..].find("-->").map_or(0, |end| end + 3);
        let span = self.span(start..start + length);
        self.report.error("translation/mark-left", span);
    }

    fn tell_html(&mut self, range: Range<usize>) {
        if !self.settings.is_plain() {
            let line = line_at(&self.text[..range.end], range.start).len();
            let span = self.span(range.start..range.start + line);
            self.report.warning("html/raw", span);
        }
    }

    pub(super) fn inline_html(&mut self, html: &str) {
        if self.settings.is_plain() {
            self.out.push(html);
        } else if is_comment(html) {
            // Comments are for those who write.
        } else if self.settings.raw_html {
            self.remember_ids(html);
            self.out.push(html);
        } else {
            self.out.text(html);
        }
    }

    pub(super) fn html_ends(&mut self, range: Range<usize>) {
        let mut html = mem::take(&mut self.verbatim);
        if let Some(fence) = self.fence_at(range.start) {
            self.fence(fence);
        } else if self.settings.is_plain() {
            self.out.push(&html);
        } else {
            let text = without_comments(&html);
            match html.find("<!--").filter(|at| is_waiting(&html[*at..]) && !text.trim().is_empty()) {
                Some(_) => {
                    let mark = self.text[range.clone()].find("<!--").unwrap_or_default();
                    self.tell_mark(range.start + mark);
                    self.block_begins(false, &range);
                    self.out.push("<p>");
                    self.out.text(text.trim());
                    self.out.push("</p>\n");
                }
                None => self.html_block(&text, range),
            }
        }
        html.clear();
        self.verbatim = html;
    }

    fn html_block(&mut self, html: &str, range: Range<usize>) {
        if html.trim().is_empty() {
            return;
        }
        self.block_begins(false, &range);
        self.inspect_html(range.clone());
        if self.settings.raw_html {
            self.remember_ids(html);
            self.out.push(html);
        } else {
            self.tell_html(range);
            self.out.push("<p>");
            self.out.text(html.trim());
            self.out.push("</p>\n");
        }
    }

    // Anchors that authors set in HTML are targets as well.
    fn remember_ids(&mut self, html: &str) {
        for (at, attribute) in html.match_indices(" id=\"") {
            let value = &html[at + attribute.len()..];
            if let Some(end) = value.find('"') {
                self.ids.take(&value[..end]);
                self.body.ids.push(value[..end].to_owned());
            }
        }
    }
}

/// The length of "[email protected]" at the beginning of a text, as a mail obfuscator (Cloudflare's)
/// leaves it where an address was.
fn artefact(source: &str) -> Option<usize> {
    let rest = source.strip_prefix("[email")?;
    let rest = SPACES.iter().find_map(|space| rest.strip_prefix(space))?;
    let rest = rest.strip_prefix("protected]")?;
    Some(source.len() - rest.len())
}

fn is_comment(html: &str) -> bool {
    html.starts_with("<!--")
}

/// Whether a comment is the mark of a translation to come.
fn is_waiting(html: &str) -> bool {
    html.strip_prefix("<!--").is_some_and(|inside| inside.trim_start().starts_with("t:todo "))
}

fn without_comments(html: &str) -> String {
    let mut rest = html;
    let mut without = String::with_capacity(html.len());
    while let Some(start) = rest.find("<!--") {
        without.push_str(&rest[..start]);
        // A comment that never ends hides the rest, as it does in a browser.
        rest = rest[start..].find("-->").map_or("", |end| &rest[start + end + 3..]);
    }
    without.push_str(rest);
    without
}
