//! Finds a word or phrase in a text whatever its endings: `alternatives to detention`.
//!
//! Word by word, in lower case and without accents: a word of the text has the beginning of the
//! phrase's. Endings are cut by rule, not by a dictionary: some wrong words pass, no right one is missed.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many letters may stand behind what two forms of a word share.
const ENDING: usize = 4;

/// A word or phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// As it is written.
    pub text: String,
    stems: Vec<Stem>,
}

/// What all forms of a word share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stem {
    start: String,
    letters: usize,
    is_whole: bool,
    /// Whether the phrase itself has a sign there that ends what is said.
    begins: bool,
    /// A name: `Migration Law` is one law, a migration law any.
    is_name: bool,
}

/// The words of a text, ready to be looked through.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<Word>,
}

/// A word without accents, and whether it begins with a capital.
#[derive(Debug)]
struct Word {
    plain: String,
    is_capital: bool,
    /// Whether a sign before it ends what is said: `per family; detention costs` is no family detention.
    begins: bool,
    range: Range<usize>,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
            let is_inside = sign.is_alphanumeric() || is_combining_mark(sign) || sign == '#';
            match (is_inside, start) {
                (true, None) => start = Some(at),
                (false, Some(begin)) => {
                    let word = &text[begin..at];
                    let is_capital = word.starts_with(char::is_uppercase);
                    let before = &text[words.last().map_or(0, |word| word.range.end)..begin];
                    words.push(Word {
                        plain: plain(word),
                        is_capital,
                        begins: is_end(before),
                        range: begin..at,
                    });
                    start = None;
                }
                _ => {}
            }
        }
        Words { words }
    }
}

/// Whether what stands between two words ends what is said with the first. A full stop does before white
/// space only: it may be of an abbreviation, which is one word with what follows.
fn is_end(between: &str) -> bool {
    let is_stop = |(at, _)| between[at + 1..].starts_with(char::is_whitespace);
    between.contains([';', ':', '!', '?', '…', '؛', '؟', '。']) || between.match_indices('.').any(is_stop)
}

impl Form {
    /// A form as it is written.
    pub fn new(text: &str) -> Form {
        let text = text.trim().to_owned();
        let stems = Words::of(&text).words.iter().map(Stem::of).collect();
        Form { text, stems }
    }

    /// Where it stands, in any of its forms.
    pub(super) fn find(&self, words: &Words) -> Vec<Range<usize>> {
        if self.stems.is_empty() {
            return Vec::new();
        }
        let fits = |window: &&[Word]| {
            let is_one =
                window.iter().zip(&self.stems).skip(1).all(|(word, stem)| stem.begins || !word.begins);
            is_one && window.iter().zip(&self.stems).all(|(word, stem)| stem.fits(word))
        };
        let windows = words.words.windows(self.stems.len()).filter(fits);
        windows.filter_map(|window| Some(window.first()?.range.start..window.last()?.range.end)).collect()
    }

    /// Whether a text has it in any of its forms.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        self.find(&Words::of(text))
    }

    /// Where it stands letter by letter, as whole words.
    pub fn exactly(&self, text: &str) -> Vec<Range<usize>> {
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let found = text.match_indices(&self.text).map(|(start, found)| start..start + found.len());
        let is_free = |range: &Range<usize>| {
            !is_word(text[..range.start].chars().next_back()) && !is_word(text[range.end..].chars().next())
        };
        if self.text.is_empty() { Vec::new() } else { found.filter(is_free).collect() }
    }
}

impl Stem {
    fn of(word: &Word) -> Stem {
        let (begins, is_name, word) = (word.begins, word.is_capital, word.plain.as_str());
        let letters = word.chars().count();
        let is_whole = letters <= 3 || word.starts_with('#');
        let cut = |word: &str| {
            let short = word.strip_suffix('s').unwrap_or(word);
            let short = short.strip_suffix(['a', 'e', 'o', 'y', 'ة', 'ه']).unwrap_or(short);
            if short.chars().count() >= 3 { short.to_owned() } else { word.to_owned() }
        };
        Stem { start: if is_whole { word.to_owned() } else { cut(word) }, letters, is_whole, begins, is_name }
    }

    fn fits(&self, word: &Word) -> bool {
        if self.is_name && !word.is_capital {
            return false;
        }
        let word = word.plain.as_str();
        if self.is_whole {
            return word == self.start || self.letters == 3 && word.strip_suffix('s') == Some(&self.start);
        }
        word.starts_with(&self.start) && word.chars().count() <= self.letters + ENDING
    }
}

/// Lower case without accents; Arabic without article, vowels and the variants of alif.
fn plain(word: &str) -> String {
    let lower = word.to_lowercase();
    let plain = lower.nfd().filter(|sign| !is_combining_mark(*sign) || *sign == '\u{303}');
    let plain: String = plain.filter(|&sign| sign != '\u{640}').nfc().collect();
    let plain = plain.replace(['أ', 'إ', 'آ'], "ا");
    ["وال", "بال", "كال", "فال", "لل", "ال"]
        .into_iter()
        .find_map(|article| plain.strip_prefix(article).filter(|rest| rest.chars().count() >= 3))
        .map_or_else(|| plain.clone(), str::to_owned)
}
