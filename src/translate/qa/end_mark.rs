//! `translation/end-mark`: another sign at the end than the source's, or signs of another script.

use super::Findings;
use super::reading::{Reading, Text, language};

/// `。` is a full stop, `؟` a question mark.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let script = Script::of(language(reading.pair.lang));
    if let Some((at, sign, instead)) = foreign(&reading.target.words, script) {
        found.add(at..at + sign.len_utf8()).arg("value", sign).arg("instead", instead);
        return;
    }
    let (wanted, is) = (end(&reading.source), end(&reading.target));
    let (wanted_class, is_class) = (wanted.map(|(_, sign)| class(sign)), is.map(|(_, sign)| class(sign)));
    let has_no_stops = script == Script::NoStops && matches!(wanted_class, Some('.') | None);
    if wanted_class == is_class || has_no_stops {
        return;
    }
    let whole = reading.pair.target.trim_end().len();
    match (wanted, is) {
        (Some((_, wanted)), Some((at, sign))) => {
            found.add(at..at + sign.len_utf8()).arg("value", sign).arg("wanted", script.sign(class(wanted)));
        }
        (Some((_, wanted)), None) => {
            found.add(whole..whole).arg("missing", script.sign(class(wanted)));
        }
        (None, Some((at, sign))) => {
            found.add(at..at + sign.len_utf8()).arg("extra", sign);
        }
        (None, None) => {}
    }
}

/// What a sign at the end says, whatever the script.
fn class(sign: char) -> char {
    match sign {
        '。' | '।' | '۔' | '．' | '։' | '…' => '.',
        '؟' | '？' => '?',
        '！' => '!',
        '؛' | '；' => ';',
        '：' => ':',
        '،' | '、' | '，' => ',',
        other => other,
    }
}

/// The sign that ends a text, behind which only brackets, quotation marks and space stand.
fn end(text: &Text<'_>) -> Option<(usize, char)> {
    let is_closing = |sign: char| {
        sign.is_whitespace()
            || matches!(
                sign,
                ')' | ']'
                    | '"'
                    | '”'
                    | '“'
                    | '’'
                    | '\''
                    | '»'
                    | '«'
                    | '*'
                    | '_'
                    | '）'
                    | '」'
                    | '\u{200e}'
                    | '\u{200f}'
                    | '\u{2069}'
                    | '\u{202c}'
            )
    };
    // What ends with a link, code or a placeholder ends with it.
    let words = text.words.trim_end_matches(is_closing);
    let behind = &text.written[words.len()..];
    if text.markup.code.iter().any(|(_, range)| range.start >= words.len()) || behind.contains("://") {
        return None;
    }
    let (at, sign) = words.char_indices().next_back()?;
    matches!(class(sign), '.' | '?' | '!' | ';' | ':' | ',').then_some((at, sign))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Arabic,
    NoStops,
}

impl Script {
    fn of(language: &str) -> Script {
        match language {
            "ar" | "fa" | "ur" | "ps" | "ckb" | "sd" | "ug" => Script::Arabic,
            "th" | "lo" | "my" | "km" => Script::NoStops,
            _ => Script::Latin,
        }
    }

    /// The script's own sign.
    fn sign(self, class: char) -> char {
        match (self, class) {
            (Script::Arabic, '?') => '؟',
            (Script::Arabic, ',') => '،',
            (Script::Arabic, ';') => '؛',
            (_, class) => class,
        }
    }
}

/// A Latin sign behind a letter of a script that has its own.
fn foreign(words: &str, script: Script) -> Option<(usize, char, char)> {
    if script != Script::Arabic {
        return None;
    }
    let mut before = None;
    for (at, sign) in words.char_indices() {
        let is_behind =
            before.replace(sign).is_some_and(|letter: char| ('\u{600}'..='\u{6ff}').contains(&letter));
        if is_behind && matches!(sign, '?' | ',' | ';') {
            return Some((at, sign, script.sign(sign)));
        }
    }
    None
}
