//! What makes two texts the same text, and what makes one of them say something else.
//!
//! Knows single segments, not the pages that they stand on.

use std::borrow::Cow;
use std::hash::Hasher;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};
use similar::{Algorithm, capture_diff_slices, get_diff_ratio};
use siphasher::sip::SipHasher13;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::parse::markdown::extensions;

/// What stands for an address or a piece of code where only the words count.
const HOLE: char = '\u{fffc}';

/// The hash of a text's words: NFC, white space collapsed, addresses and code left out. Reflowing a
/// paragraph or moving a picture does not change it. SipHash-1-3 with the key 0 over UTF-8, so that
/// ledgers stay true from version to version.
pub fn hash(text: &str) -> u64 {
    hash_without(text, &ranges(text))
}

/// The hash of what is left out of [`hash`]: addresses, code, notes' names, tags.
pub fn mechanics(text: &str) -> u64 {
    digest(&parts(text).join("\n"))
}

/// [`hash`] and [`mechanics`].
pub fn hashes(text: &str) -> (u64, u64) {
    let ranges = ranges(text);
    let parts: Vec<&str> = ranges.iter().map(|range| &text[range.clone()]).collect();
    (hash_without(text, &ranges), digest(&parts.join("\n")))
}

fn hash_without(text: &str, mechanics: &[Range<usize>]) -> u64 {
    if mechanics.is_empty() {
        return exact(text);
    }
    let mut words = String::with_capacity(text.len());
    let mut from = 0;
    for range in mechanics {
        words.push_str(&text[from..range.start]);
        words.push(HOLE);
        from = range.end;
    }
    words.push_str(&text[from..]);
    exact(&words)
}

/// Addresses, code, notes' names and tags in the order of the text.
pub fn parts(text: &str) -> Vec<&str> {
    ranges(text).into_iter().map(|range| &text[range]).collect()
}

/// The hash of a translation's text as it is written.
pub fn exact(text: &str) -> u64 {
    digest(&normal(text))
}

/// NFC with white space collapsed.
pub fn normal(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    // Signs below U+0300, whose first bytes are below 0xCC, are what they are in NFC.
    let is_plain = collapsed.bytes().all(|byte| byte < 0xcc);
    if is_plain || is_nfc_quick(collapsed.chars()) == IsNormalized::Yes {
        return collapsed;
    }
    collapsed.nfc().collect()
}

/// How many words somebody has to translate; a Chinese or Japanese sign counts as one.
pub fn words(text: &str) -> usize {
    let is_sign = |sign: &char| matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let count = |word: &str| {
        let signs = word.chars().filter(is_sign).count();
        let has_rest = word.chars().any(|sign| sign.is_alphanumeric() && !is_sign(&sign));
        signs + usize::from(has_rest)
    };
    without_parts(text).split_whitespace().map(count).sum()
}

/// How much of two texts is the same words in the same order: from 0 to 1.
pub fn likeness(left: &str, right: &str) -> f32 {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (left.split_whitespace().collect(), right.split_whitespace().collect());
    let operations = capture_diff_slices(Algorithm::Myers, &left, &right);
    get_diff_ratio(&operations, left.len(), right.len())
}

/// The text without addresses and code.
pub fn without_parts(text: &str) -> Cow<'_, str> {
    let ranges = ranges(text);
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges {
        words.push_str(&text[from..range.start]);
        words.push(' ');
        from = range.end;
    }
    words.push_str(&text[from..]);
    Cow::Owned(words)
}

/// The letters and digits that a reader sees of a text, by which it is found on its page whatever a theme
/// or typography makes of the rest.
pub fn letters(text: &str) -> String {
    let mut letters = String::new();
    for event in Parser::new_ext(text, extensions()) {
        if let Event::Text(words) | Event::Code(words) = event {
            letters.extend(words.nfc().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase));
        }
    }
    letters
}

/// The text with spaces in the place of addresses, code and references to notes, byte for byte, so that
/// places in it are places in the text.
pub fn blanked(text: &str) -> String {
    let mut plain = text.to_owned();
    for range in ranges(text) {
        plain.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    // A note that is written elsewhere on the page is none to the parser.
    for (start, _) in text.match_indices("[^") {
        let length = text[start..].find(']').map_or(0, |end| end + 1);
        plain.replace_range(start..start + length, &" ".repeat(length));
    }
    plain
}

fn digest(text: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Where addresses, code, notes' names and tags stand, in the order of the text; none lies in another.
pub fn ranges(text: &str) -> Vec<Range<usize>> {
    // Most paragraphs have no markup that matters here, and need no parser.
    if !text.bytes().any(|byte| matches!(byte, b'`' | b'[' | b'<' | b'$')) {
        return Vec::new();
    }
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match event {
            Event::Code(_) | Event::FootnoteReference(_) | Event::InlineHtml(_) => ranges.push(range),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                ranges.extend(
                    address(&text[range.clone()], &dest_url)
                        .map(|at| at.start + range.start..at.end + range.start),
                );
            }
            _ => {}
        }
    }
    ranges.extend(notes(text));
    ranges.sort_by_key(|range| range.start);
    // An address inside a tag, or a picture inside a link: the outer one says it.
    ranges.dedup_by(|next, kept| next.start < kept.end);
    ranges
}

/// The numbers of notes: the parser knows `[^1]` only beside the note itself, which is another piece.
pub fn notes(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("[^").filter_map(|(start, _)| {
        let name = text[start + 2..].split_once(']')?.0;
        let is_name = !name.is_empty() && !name.contains(|sign: char| sign.is_whitespace() || sign == '[');
        is_name.then_some(start..start + 3 + name.len())
    })
}

// The last place where the address stands: a link may be labelled with its own address.
fn address(link: &str, dest: &str) -> Option<Range<usize>> {
    if dest.is_empty() {
        return None;
    }
    let behind = link.rfind("](").map_or(0, |at| at + 2);
    let start = behind + link[behind..].find(dest)?;
    Some(start..start + dest.len())
}
