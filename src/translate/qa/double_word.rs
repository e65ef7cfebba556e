//! `translation/double-word`: the same word twice in a row.

use super::Findings;
use super::reading::{Reading, language};

/// Where two of a word are right: `nous nous`, `die, die` without the comma.
const RIGHT: [(&str, &[&str]); 4] = [
    ("fr", &["nous", "vous"]),
    ("de", &["die", "der", "das", "sie", "den"]),
    ("pt", &["se"]),
    ("it", &["via"]),
];

/// What the source doubles, the translation may double.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    if !doubles(&reading.source.words).is_empty() {
        return;
    }
    let lang = language(reading.pair.lang);
    let right = RIGHT.iter().find(|(language, _)| *language == lang).map_or(&[][..], |(_, words)| words);
    for (start, word) in doubles(&reading.target.words) {
        if !right.contains(&word.to_lowercase().as_str()) {
            found.add(start..start + word.len()).arg("value", word);
        }
    }
}

/// The second of each two words that are the same, with nothing but space between them.
fn doubles(words: &str) -> Vec<(usize, &str)> {
    let mut doubles = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    for word in words.split_whitespace() {
        let start = word.as_ptr() as usize - words.as_ptr() as usize;
        let letters = word.trim_matches(|sign: char| !sign.is_alphabetic());
        let start = start + word.find(letters).unwrap_or_default();
        let is_double = before.is_some_and(|(end, last)| {
            // Code or a link between them, or a sign, leaves more than one space.
            words[end..start].chars().count() == 1 && last.to_lowercase() == letters.to_lowercase()
        });
        if is_double && letters.chars().all(char::is_alphabetic) && !letters.is_empty() {
            doubles.push((start, letters));
        }
        before = Some((start + letters.len(), letters));
    }
    doubles
}
