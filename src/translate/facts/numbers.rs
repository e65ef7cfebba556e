//! What number a row of digits is: `1,234` is one thing in English and another in German.

use crate::base::Lang;

use super::tokens::digit;
use super::words::language;

/// How a number can be read: in plain digits with a point, the language's own reading first. Several
/// numbers where the signs group nothing: `3.5.2024`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// One number.
    One(Vec<String>),
    /// Several, with a point between them.
    Several(Vec<String>),
}

/// Reads a number as it is typed.
pub(super) fn numbers(typed: &str, lang: &Lang) -> Numbers {
    let plain: String = typed.chars().map(|sign| digit(sign).unwrap_or(sign)).collect();
    // Only digits are grouped by these.
    let plain =
        plain.replace(['’', '\'', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '٬'], "").replace('٫', "\u{1}");
    let marks: Vec<char> = plain.chars().filter(|sign| !sign.is_ascii_digit()).collect();
    let decimal = |mark: char| {
        let kept: String = plain.chars().filter(|&sign| sign.is_ascii_digit() || sign == mark).collect();
        canonical(&kept.replacen(mark, ".", 1))
    };
    let Some(&last) = marks.last() else { return Numbers::One(vec![canonical(&plain)]) };
    let is_grouped = |mark: char| plain.split(mark).skip(1).all(|group| (2..=3).contains(&group.len()));
    match marks.len() {
        1 if last == '\u{1}' || behind(&plain, last) != 3 || plain.starts_with('0') => {
            Numbers::One(vec![decimal(last)])
        }
        1 => Numbers::One(either(canonical(&plain.replace(last, "")), decimal(last), last, lang)),
        count if marks.iter().filter(|&&mark| mark == last).count() == 1 && count > 1 => {
            Numbers::One(vec![decimal(last)])
        }
        _ if marks.iter().all(|&mark| mark == last) && is_grouped(last) && behind(&plain, last) == 3 => {
            Numbers::One(vec![canonical(&plain.replace(last, ""))])
        }
        _ => Numbers::Several(plain.split(['.', ',', '\u{1}']).map(canonical).collect()),
    }
}

fn behind(plain: &str, mark: char) -> usize {
    plain.rsplit(mark).next().map_or(0, str::len)
}

/// Three digits behind one sign: the language decides, or leaves it open.
fn either(whole: String, part: String, mark: char, lang: &Lang) -> Vec<String> {
    let groups = match lang.as_str() {
        "es-MX" | "es-US" | "es-PR" | "es-GT" | "es-HN" | "es-SV" | "es-NI" | "es-PA" | "es-DO" | "es-PE"
        | "de-CH" => ',',
        _ if matches!(
            language(lang),
            "en" | "zh" | "ja" | "ko" | "he" | "th" | "hi" | "ar" | "fa" | "ur"
        ) =>
        {
            ','
        }
        _ => '.',
    };
    // Half of the countries that speak Spanish write numbers as in English, and Arabic texts do as they please.
    let is_open = matches!(language(lang), "es" | "ar" | "fa" | "ur");
    match (mark == groups, is_open) {
        (true, false) => vec![whole],
        (true, true) => vec![whole, part],
        (false, false) => vec![part],
        (false, true) => vec![part, whole],
    }
}

/// Without zeros that say nothing.
pub(super) fn canonical(plain: &str) -> String {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// Times a power of ten.
pub(super) fn scaled(number: &str, power: u8) -> String {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let power = usize::from(power);
    let (moved, rest) = part.split_at(power.min(part.len()));
    canonical(&format!("{whole}{moved}{}.{rest}", "0".repeat(power - moved.len())))
}
