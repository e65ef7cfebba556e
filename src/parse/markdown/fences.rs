//! Finds the lines that are fences of directives, and marks that are terms, before Markdown is read.
//!
//! Only a Markdown parser knows whether a line stands in a code block, an HTML block or a
//! paragraph, and how deep. So each line that could be a fence is replaced, at equal length, by
//! an HTML block of its own (`<?>`, CommonMark 4.6, kind 3): it ends paragraphs and lists as a fence should, and
//! comes back as an event in its place. A line that does not come back as such a block is no
//! fence and stays as it was written.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::parse::directive;

/// What stands for a fence.
const MASK: &str = "<?>";

/// Begins the mark of a translation to come: `<!-- t:todo 3f2a91c0 -->`.
const TODO: &str = "<!-- t:todo ";

/// What stands for a mark that is a term: as long, words for Markdown, and nothing that a reader sees.
const TERM: &str = "&ZeroWidthSpace;&#x200B;";

/// Each round gives up on the lines that the one before was wrong about. Two are enough for
/// anything that people write.
const ROUNDS: usize = 8;

/// A text whose fences are masked.
pub(super) struct Masked<'a> {
    /// As long as the text.
    pub(super) text: Cow<'a, str>,
    /// Where the fences' colons begin, in order.
    pub(super) fences: Vec<usize>,
}

/// Masks the fences of a text, and the marks of terms to come.
pub(super) fn mask(text: &str, options: Options) -> Masked<'_> {
    let Some(terms) = with_terms(text) else { return mask_fences(text, options) };
    let Masked { text, fences } = mask_fences(&terms, options);
    Masked { text: Cow::Owned(text.into_owned()), fences }
}

fn mask_fences(text: &str, options: Options) -> Masked<'_> {
    let mut fences = if text.contains(":::") { candidates(text) } else { Vec::new() };
    for _ in 0..ROUNDS {
        if fences.is_empty() {
            break;
        }
        let masked = masked(text, &fences);
        let confirmed = confirmed(&masked, &fences, options);
        if confirmed.len() == fences.len() {
            return Masked { text: Cow::Owned(masked), fences };
        }
        fences = confirmed;
    }
    none(text)
}

/// The text with every mark masked that stands alone in the line over a definition: as a block of HTML, which it
/// would be for Markdown, it could not be the term that is defined. `None` if there is none.
fn with_terms(text: &str) -> Option<String> {
    text.contains(TODO).then_some(())?;
    let mut places = Vec::new();
    let mut mark = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start + prefix(line);
        let content = text[at..start + line.len()].trim_end();
        if content.starts_with(": ") {
            places.extend(mark.take());
        } else if !content.is_empty() {
            mark = (content.len() == TERM.len() && content.starts_with(TODO) && content.ends_with("-->"))
                .then_some(at);
        }
        start += line.len();
    }
    let mut masked = text.to_owned();
    for &place in &places {
        masked.replace_range(place..place + TERM.len(), TERM);
    }
    (!places.is_empty()).then_some(masked)
}

/// A text in which nothing is a fence.
pub(super) fn none(text: &str) -> Masked<'_> {
    Masked { text: Cow::Borrowed(text), fences: Vec::new() }
}

fn candidates(text: &str) -> Vec<usize> {
    let mut candidates = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let content = line.trim_end_matches(['\n', '\r']);
        let prefix = prefix(content);
        if directive::colons(&content[prefix..]).is_some() {
            candidates.push(start + prefix);
        }
        start += line.len();
    }
    candidates
}

/// How much of a line may belong to the quotes and lists around it.
fn prefix(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        at += rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
        match marker(&line[at..]) {
            0 => return at,
            length => at += length,
        }
    }
}

/// The length of a list item's marker and the space behind it.
fn marker(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = line[digits..].bytes();
    let mark = rest.next();
    let is_mark = match digits {
        0 => matches!(mark, Some(b'-' | b'+' | b'*')),
        _ => matches!(mark, Some(b'.' | b')')),
    };
    if is_mark && matches!(rest.next(), Some(b' ' | b'\t')) { digits + 2 } else { 0 }
}

fn masked(text: &str, fences: &[usize]) -> String {
    let mut masked = String::with_capacity(text.len());
    for &fence in fences {
        masked.push_str(&text[masked.len()..fence]);
        masked.push_str(MASK);
        let length = line_at(text, fence).len();
        masked.extend(std::iter::repeat_n(' ', length - MASK.len()));
    }
    masked.push_str(&text[masked.len()..]);
    masked
}

/// The line from a place on, without its ending.
pub(super) fn line_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end])
}

fn confirmed(masked: &str, fences: &[usize], options: Options) -> Vec<usize> {
    let mut blocks = Parser::new_ext(masked, options)
        .into_offset_iter()
        .filter_map(|(event, range)| matches!(event, Event::Start(Tag::HtmlBlock)).then_some(range.start));
    let mut confirmed = Vec::with_capacity(fences.len());
    let mut next = blocks.next();
    for &fence in fences {
        while next.is_some_and(|block| block < fence) {
            next = blocks.next();
        }
        if next == Some(fence) {
            confirmed.push(fence);
        }
    }
    confirmed
}
