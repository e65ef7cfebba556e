//! `translation/unbalanced`: emphasis, brackets or quotation marks that are opened and not closed, or the reverse.

use std::ops::Range;

use super::Findings;
use super::reading::{Reading, Text};

const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('（', '）'), ('«', '»'), ('{', '}')];

/// What the source has unbalanced, the translation may have too: `a) first`.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (&reading.source, &reading.target);
    let (left, right) = (emphasis(source), emphasis(target));
    if right.len() > left.len() {
        let range = right[right.len() - 1].clone();
        let sign = &target.written[range.clone()];
        found.add(range.clone()).arg("sign", sign);
    }
    for (open, close) in BRACKETS {
        let surplus = surplus(&target.words, open, close);
        if surplus == self::surplus(&source.words, open, close) || surplus == 0 {
            continue;
        }
        let sign = if surplus > 0 { open } else { close };
        let at = target.words.rfind(sign).unwrap_or_default();
        found.add(at..at + sign.len_utf8()).arg("sign", sign);
    }
    let quotes = |text: &Text<'_>| text.words.matches('"').count();
    if !quotes(target).is_multiple_of(2) && quotes(source).is_multiple_of(2) {
        let at = target.words.rfind('"').unwrap_or_default();
        found.add(at..at + 1).arg("sign", '"');
    }
}

fn surplus(text: &str, open: char, close: char) -> i64 {
    text.chars().map(|sign| i64::from(sign == open) - i64::from(sign == close)).sum()
}

/// Marks of emphasis that the parser took for words: nothing closes them.
fn emphasis(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.words.char_indices().filter(|(_, sign)| matches!(sign, '*' | '_' | '~')) {
        let before = text.written[..at].chars().next_back();
        let after = text.written[at + 1..].chars().next();
        let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let is_in_word = is_letter(before) && is_letter(after) && sign == '_';
        let is_alone = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
        if before == Some('\\') || is_in_word || is_alone {
            continue;
        }
        match marks.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + 1,
            None => marks.push(at..at + 1),
        }
    }
    // One `~` is approximation in many languages.
    marks.retain(|range| &text.written[range.clone()] != "~");
    marks
}
