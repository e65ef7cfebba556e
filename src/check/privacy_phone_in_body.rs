//! `privacy/phone-in-body`: a telephone number in a text, where it stays for ever. In `contacts` it
//! goes away by itself when its time is over.

use std::ops::Range;

use crate::base::{Report, Span};

use super::{Lens, Reading};

/// Words before a number of the kind that people call.
const CALLS: [&str; 24] = [
    "tel",
    "telephone",
    "teléfono",
    "telefono",
    "phone",
    "call",
    "mobile",
    "cell",
    "cel",
    "celular",
    "móvil",
    "whatsapp",
    "signal",
    "fax",
    "sms",
    "llame",
    "llama",
    "llamar",
    "marque",
    "marca",
    "marcar",
    "hotline",
    "contact",
    "contacto",
];
/// Words before a number that is something else.
const OTHERS: [&str; 26] = [
    "no",
    "nº",
    "núm",
    "num",
    "número",
    "number",
    "case",
    "caso",
    "expediente",
    "application",
    "file",
    "folio",
    "isbn",
    "issn",
    "doi",
    "id",
    "rfc",
    "curp",
    "resolution",
    "resolución",
    "art",
    "article",
    "artículo",
    "petition",
    "account",
    "cuenta",
];

/// Looks through all texts, and at links that dial.
pub(super) fn check(reading: &Reading<'_>, _: &Lens, report: &mut Report) {
    let mut told: Vec<Span> = Vec::new();
    for text in reading.texts() {
        for number in numbers(&text.words) {
            if is_phone(&text.words, &number) {
                let span = text.span(number.clone());
                report.error("privacy/phone-in-body", span).arg("value", &text.words[number]);
                told.push(span);
            }
        }
    }
    for link in &reading.document.body.prose.outside {
        let dials = link.url.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"));
        let is_told = |told: &Span| link.span.start <= told.start && told.end <= link.span.end;
        if dials && digits(&link.url) >= 7 && !told.iter().any(is_told) {
            report.error("privacy/phone-in-body", link.span).arg("value", &link.url[4..]);
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Runs of digits with what people put between them, such as `+52 (55) 1234-5678`.
fn numbers(words: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + words.as_bytes()[from..].iter().position(u8::is_ascii_digit)?;
            let begin = beginning(words, start);
            let run = words[start..].find(|c: char| !(c.is_ascii_digit() || is_between(c)));
            let end = start
                + words[start..run.map_or(words.len(), |run| start + run)].trim_end_matches(is_between).len();
            from = end.max(start + 1);
            if stands_alone(words, begin, end) {
                return Some(begin..end);
            }
        }
    })
}

// A plus sign and an opening bracket belong to the number.
fn beginning(words: &str, start: usize) -> usize {
    let before = words[..start].trim_end_matches('(');
    let before = before.strip_suffix('+').unwrap_or(before);
    let is_far = start - before.len() > 2;
    if is_far { start } else { before.len() }
}

fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '‐' | '‑' | '.' | '(' | ')')
}

// Part of a code, a path, an amount or a longer number otherwise.
fn stands_alone(words: &str, start: usize, end: usize) -> bool {
    let before = words[..start].chars().next_back();
    let behind = words[end..].chars().next();
    let then = words[end..].chars().nth(1);
    let is_part = |c: char| c.is_alphanumeric() || "/-_.,:#=&$€£@".contains(c);
    let goes_on = |c: char| c.is_alphanumeric() || "/%_=@€°".contains(c);
    let is_fraction = matches!(behind, Some(',' | ':')) && then.is_some_and(|c| c.is_ascii_digit());
    let colon = before == Some(':')
        && words[..start].len() > 1
        && !words[..start - 1].ends_with(|c: char| c.is_ascii_digit());
    let is_end = before.is_some_and(is_part) && !colon;
    let is_beginning = behind.is_some_and(goes_on) || is_fraction;
    !is_end && !is_beginning
}

fn is_phone(words: &str, number: &Range<usize>) -> bool {
    let written = &words[number.clone()];
    let groups: Vec<&str> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits = digits(written);
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    if written.starts_with('+') {
        return (8..=15).contains(&digits);
    }
    if is_date(&groups) || is_named(words, number.start, &OTHERS) {
        return false;
    }
    if written.starts_with("00") && groups.len() > 2 {
        return (10..=17).contains(&digits);
    }
    let is_national = match lengths[..] {
        [3, 3, 4] | [2, 4, 4] => true,
        [1, 3, 3, 4] => groups[0] == "1",
        [3 | 4, 4] | [2 | 3, 8] => written.starts_with('('),
        _ => false,
    };
    is_national || (7..=13).contains(&digits) && is_named(words, number.start, &CALLS)
}

fn is_date(groups: &[&str]) -> bool {
    let is_year =
        |group: &&str| group.len() == 4 && group.parse().is_ok_and(|year| (1800..2200).contains(&year));
    let is_day = |group: &&str| group.len() <= 2;
    groups.iter().all(is_year) && groups.len() < 3
        || groups.len() == 3
            && groups.iter().any(&is_year)
            && groups.iter().filter(|group| is_day(group)).count() == 2
        || groups.len() == 3 && groups[0].len() == 2 && groups[1..].iter().all(is_year)
}

/// Whether one of the two words before a number is one of some.
fn is_named(words: &str, start: usize, names: &[&str]) -> bool {
    let before = words[..start].split(|c: char| !c.is_alphanumeric() && c != 'º');
    let mut last = before.rev().filter(|word| !word.is_empty()).take(2);
    last.any(|word| names.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::{is_phone, numbers};

    fn phones(words: &str) -> Vec<&str> {
        numbers(words).filter(|number| is_phone(words, number)).map(|number| &words[number]).collect()
    }

    #[test]
    fn numbers_that_people_dial_are_found() {
        for (words, number) in [
            ("Call +52 55 1234 5678 today.", "+52 55 1234 5678"),
            ("Tel.: +1 (202) 555-0123", "+1 (202) 555-0123"),
            ("write to +44 20 7946 0958.", "+44 20 7946 0958"),
            ("(202) 555-0123", "(202) 555-0123"),
            ("reach us at 202-555-0123,", "202-555-0123"),
            ("en el 55 1234 5678", "55 1234 5678"),
            ("llame al 5512345678", "5512345678"),
            ("WhatsApp: 7712-3456", "7712-3456"),
            ("0034 912 345 678", "0034 912 345 678"),
            ("1-800-555-0199", "1-800-555-0199"),
        ] {
            assert_eq!(phones(words), [number], "{words}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for words in [
            "on 2026-11-22 and 22.11.2026",
            "from 2015-2020, 14,195 children",
            "ISBN 978-92-1-101234-5",
            "doi 10.1234/555.123.4567",
            "case no. 202-555-0123",
            "12 345 678 901 pesos and 1 234 567 890",
            "$202 555 0123",
            "A/RES/73/195, E/C.12/2017/1",
            "call 911 or 2015",
            "expediente 55 1234 5678",
            "between 10 and 17 May 2018",
            "14:30-15:45",
            "page 12-14, 2,345.67",
            "3 4 5",
            "+5 % and +82 %",
        ] {
            assert_eq!(phones(words), [""; 0], "{words}");
        }
    }
}
