//! Writes what stands inside leaf blocks: text, emphasis, code, breaks, notes' numbers.

use pulldown_cmark::{Event, Tag};

use crate::content::body::Chunk;

use super::leaf::Inline;
use super::writer::Writer;

/// More marks inside each other than anybody means.
const DEEPEST: usize = 100;

impl Writer<'_> {
    pub(super) fn write_inlines(&mut self, inlines: &[Inline<'_>]) {
        let mut closing: Vec<&'static str> = Vec::new();
        let mut at = 0;
        while let Some(inline) = inlines.get(at) {
            at += 1;
            match &inline.event {
                Event::Start(Tag::Image { .. }) => at += self.picture(&inlines[at - 1..]),
                Event::Start(tag) => {
                    let close = if closing.len() < DEEPEST {
                        self.mark_begins(tag, &inlines[at - 1..])
                    } else {
                        self.tell_depth(inline.range.clone());
                        ""
                    };
                    closing.push(close);
                }
                Event::End(_) => self.out.push(closing.pop().unwrap_or_default()),
                _ => self.inline(inline),
            }
        }
    }

    fn mark_begins(&mut self, tag: &Tag<'_>, inlines: &[Inline<'_>]) -> &'static str {
        let (open, close) = match tag {
            Tag::Emphasis => ("<em>", "</em>"),
            Tag::Strong => ("<strong>", "</strong>"),
            Tag::Strikethrough => ("<del>", "</del>"),
            Tag::Link { .. } => return self.link(inlines),
            _ => return "",
        };
        self.out.push(open);
        close
    }

    fn inline(&mut self, inline: &Inline<'_>) {
        match &inline.event {
            Event::Text(text) => {
                self.words(text);
                self.text(text);
            }
            Event::Code(code) => {
                self.words(code);
                self.out.push("<code>");
                self.out.text(code);
                self.out.push("</code>");
            }
            Event::SoftBreak => {
                self.words(" ");
                self.out.push("\n");
            }
            Event::HardBreak => {
                self.words(" ");
                self.out.push("<br>\n");
            }
            Event::InlineHtml(html) => self.inline_html(html),
            Event::FootnoteReference(label) => self.note_reference(label),
            Event::TaskListMarker(done) => self.task(*done),
            _ => {}
        }
    }

    // From right to left, the sign of a Latin hashtag would stand at its wrong end.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, tag, behind)) = latin_tag(rest).filter(|_| self.settings.right_to_left) {
            self.out.text(before);
            self.out.push("<bdi>");
            self.out.text(tag);
            self.out.push("</bdi>");
            rest = behind;
        }
        self.out.text(rest);
    }

    // Signs rather than disabled boxes: those look as if they could be ticked, and some readers skip them.
    pub(super) fn task(&mut self, done: bool) {
        let (word, sign) = if done { ("task.done", "☑") } else { ("task.open", "☐") };
        for item in ["<li>", "<li><p>"] {
            if self.out.take_back(item) {
                self.out.push("<li class=\"task\"");
                self.out.push(&item[3..]);
                break;
            }
        }
        self.out.push("<span class=\"task-mark\" role=\"img\" aria-label=\"");
        self.out.hole(Chunk::Word(word));
        self.out.push("\">");
        self.out.push(sign);
        self.out.push("</span> ");
    }
}

/// The first `#FreeThemAll` or `@somebody` of a text, and what stands before and behind it.
fn latin_tag(text: &str) -> Option<(&str, &str, &str)> {
    let is_tag = |at: usize| text[at + 1..].starts_with(|letter: char| letter.is_ascii_alphanumeric());
    let begins = |at: usize| !text[..at].ends_with(char::is_alphanumeric) && is_tag(at);
    let (start, _) = text.match_indices(['#', '@']).find(|(at, _)| begins(*at))?;
    let word = &text[start + 1..];
    let length = word.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let end = length.map_or(text.len(), |length| start + 1 + length);
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// The number of inlines from an opening one to the one that closes it, both included.
pub(super) fn length(inlines: &[Inline<'_>]) -> usize {
    let mut depth = 0_usize;
    for (at, inline) in inlines.iter().enumerate() {
        match inline.event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    inlines.len()
}
