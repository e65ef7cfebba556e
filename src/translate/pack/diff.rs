//! What changed in a source, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They stayed.
    Same,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// The words of both texts in reading order, what is gone before what came for it.
pub fn words(before: &str, now: &str) -> Vec<(Fate, String)> {
    let (old, new) = (pieces(before), pieces(now));
    let mut parts: Vec<(Fate, String)> = Vec::new();
    let mut push = |fate: Fate, pieces: &[&str]| {
        if !pieces.is_empty() {
            parts.push((fate, pieces.concat()));
        }
    };
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (gone, come) = (&old[operation.old_range()], &new[operation.new_range()]);
        if matches!(operation, DiffOp::Equal { .. }) {
            push(Fate::Same, come);
        } else {
            push(Fate::Removed, gone);
            push(Fate::Added, come);
        }
    }
    parts
}

// Words, and what is between them; signs of Chinese and Japanese stand alone.
fn pieces(text: &str) -> Vec<&str> {
    let is_sign = |sign: char| matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let kind = |sign: char| (sign.is_alphanumeric(), sign.is_whitespace());
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, sign) in text.char_indices() {
        let is_number =
            matches!(sign, '.' | ',') && text[at + 1..].starts_with(|next: char| next.is_numeric());
        let now = if is_number && before == Some((true, false)) { (true, false) } else { kind(sign) };
        if before.is_some_and(|before| before != now) || (at > start && is_sign(sign)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}
