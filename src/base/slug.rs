//! Words for addresses and anchors, in any script.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-case letters and digits of any script without Latin diacritics, everything else one `-`:
/// `Niñas y niños` gives `ninas-y-ninos`. In NFC; empty if no letter and no digit is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut base = Base::None;
    for letter in text.chars().flat_map(char::to_lowercase).nfd() {
        if let Some(latin) = spelled_out(letter) {
            slug.push_str(latin);
            base = Base::Latin;
        } else if is_combining_mark(letter) {
            // Marks are diacritics on Latin letters, but vowels and more in other scripts.
            if matches!(base, Base::Other) {
                slug.push(letter);
            }
        } else if letter.is_alphanumeric() {
            slug.push(letter);
            base = if letter.is_ascii() { Base::Latin } else { Base::Other };
        } else {
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
            base = Base::None;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_ascii() { slug } else { slug.nfc().collect() }
}

/// What a combining mark stands on.
enum Base {
    None,
    Latin,
    Other,
}

// Latin letters that Unicode does not take apart into a base and a mark.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        _ => return None,
    })
}
