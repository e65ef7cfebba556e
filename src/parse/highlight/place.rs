//! What is around a place of a text: line ends, words, the character before.

use fancy_regex::Assertion;

/// The place so many characters before, if there are as many.
pub(super) fn back_by(text: &str, at: usize, count: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    for _ in 0..count {
        at = at.checked_sub(1)?;
        while bytes[at] & 0xC0 == 0x80 {
            at -= 1;
        }
    }
    Some(at)
}

/// Whether an assertion holds at a place.
pub(super) fn stands(assertion: Assertion, text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match assertion {
        Assertion::StartText => at == 0,
        Assertion::EndText => at == bytes.len(),
        Assertion::StartLine { .. } => at == 0 || bytes[at - 1] == b'\n',
        Assertion::EndLine { .. } => bytes.get(at).is_none_or(|byte| *byte == b'\n'),
        Assertion::NotWordBoundary => word_before(text, at) == word_after(text, at),
        _ => word_before(text, at) != word_after(text, at),
    }
}

fn word_before(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text[..at].chars().next_back().is_some_and(regex_syntax::is_word_character),
    }
}

fn word_after(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text[at..].chars().next().is_some_and(regex_syntax::is_word_character),
    }
}
