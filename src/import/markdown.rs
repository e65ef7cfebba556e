//! Where links and code stand in a Markdown text. Knows nothing of where links lead.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

// What the import takes for code or for a link must be what the site will take for it.
use crate::parse::markdown::extensions;

/// A link or a picture as it is written.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// The whole.
    pub(super) range: Range<usize>,
    /// Its words; empty at its end for a definition (`[name]: address`).
    pub(super) label: Range<usize>,
    /// Its address; empty at its end for a reference (`[words][name]`), which a definition gives one.
    pub(super) target: Range<usize>,
    /// The address that it means.
    pub(super) written: String,
}

/// A link that is not read to its end yet: its range, its words so far, its address.
type Open = (Range<usize>, Option<Range<usize>>, String);

/// Every link, picture and definition of a text.
pub(super) fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                open.push((range, None, dest_url.into_string()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let Some((range, label, written)) = open.pop() else { continue };
                links.extend(link(text, range.clone(), label, written));
                widen(&mut open, &range);
            }
            _ => widen(&mut open, &range),
        }
    }
    let parser = Parser::new_ext(text, extensions());
    for (_, definition) in parser.reference_definitions().iter() {
        links.extend(self::definition(text, definition.span.clone(), definition.dest.to_string()));
    }
    links
}

// What stands between angle brackets leads away.
fn link(text: &str, range: Range<usize>, label: Option<Range<usize>>, written: String) -> Option<Link> {
    let label = label.unwrap_or_else(|| {
        let start = range.start + if text[range.start..].starts_with('!') { 2 } else { 1 };
        start..start
    });
    if let Some(behind) = text[label.end..range.end].find("](").map(|at| label.end + at + 2) {
        let target = target(text, behind, range.end);
        return Some(Link { range, label, target, written });
    }
    let is_reference = text[range.clone()].starts_with(['[', '!']);
    let end = range.end;
    if is_reference { Some(Link { range, label, target: end..end, written }) } else { None }
}

fn definition(text: &str, range: Range<usize>, written: String) -> Option<Link> {
    let behind = range.start + text[range.clone()].find("]:")? + 2;
    let start = behind + text[behind..range.end].find(&written)?;
    let target = start..start + written.len();
    Some(Link { label: range.end..range.end, range, target, written })
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

fn widen(open: &mut [Open], range: &Range<usize>) {
    for (_, label, _) in open {
        *label = Some(label.as_ref().map_or(range.clone(), |label| label.start..label.end.max(range.end)));
    }
}

/// Where code stands in a text.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, extensions()).into_offset_iter();
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}
