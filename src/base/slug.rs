//! Address words from titles and file names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// An address word: lower case in NFC, letters and digits of any script kept, Latin letters without
/// their marks, everything else one `-` between words. May be empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut before = None;
    for letter in text.nfd().flat_map(char::to_lowercase) {
        push(&mut slug, before, letter);
        if !is_combining_mark(letter) {
            before = Some(letter);
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_ascii() { slug } else { slug.nfc().collect() }
}

fn push(slug: &mut String, before: Option<char>, letter: char) {
    if is_combining_mark(letter) {
        // Marks make the vowels of many scripts; in Latin they only colour a letter.
        if before.is_some_and(|before| before.is_alphanumeric() && !is_latin(before)) {
            slug.push(letter);
        }
    } else if let Some(plain) = without_stroke(letter) {
        slug.push_str(plain);
    } else if letter.is_alphanumeric() {
        slug.push(letter);
    } else if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

fn is_latin(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Latin letters that Unicode does not take apart.
fn without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}
