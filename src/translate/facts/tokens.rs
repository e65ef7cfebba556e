//! Cuts a text into words, numbers as they are typed, telephone numbers, mail addresses and signs.

use std::ops::Range;

/// A piece of a text that can say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) sort: Sort,
    pub(super) range: Range<usize>,
    /// Whether nothing stands between it and the one before.
    pub(super) is_joined: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Letters, perhaps with digits behind them.
    Word,
    /// Digits with the signs that group them.
    Number,
    /// Digits that somebody can be called at.
    Phone,
    /// A mail address.
    Mail,
    /// Anything else but space and the marks of emphasis.
    Sign(char),
}

/// All pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let before = text[..at].chars().next_back();
        let (sort, length) = piece(&text[at..], sign, before);
        if let Some(sort) = sort {
            let is_joined = tokens.last().is_some_and(|last| last.range.end == at);
            tokens.push(Token { sort, range: at..at + length, is_joined });
        }
        at += length;
    }
    tokens
}

fn piece(rest: &str, sign: char, before: Option<char>) -> (Option<Sort>, usize) {
    if let Some(length) = mail(rest, before) {
        return (Some(Sort::Mail), length);
    }
    if let Some(length) = phone(rest, before) {
        return (Some(Sort::Phone), length);
    }
    match sign {
        _ if digit(sign).is_some() => (Some(Sort::Number), number(rest)),
        _ if sign.is_alphabetic() => (Some(Sort::Word), word(rest)),
        '*' | '_' => (None, 1),
        _ if sign.is_whitespace() => (None, sign.len_utf8()),
        _ => (Some(Sort::Sign(sign)), sign.len_utf8()),
    }
}

/// The value of a digit of any script that is common on the web.
pub(super) fn digit(sign: char) -> Option<char> {
    if sign.is_ascii_digit() {
        return Some(sign);
    }
    // Arabic-Indic, Persian, Devanagari and Bengali digits stand in blocks of ten.
    let start = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}']
        .into_iter()
        .find(|&zero| (u32::from(zero)..u32::from(zero) + 10).contains(&u32::from(sign)))?;
    char::from_digit(u32::from(sign) - u32::from(start), 10)
}

fn word(rest: &str) -> usize {
    // Arabic writes vowels as marks of their own.
    let is_mark =
        |sign: char| matches!(sign, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}');
    let is_inside = |sign: char| sign.is_alphanumeric() || is_mark(sign);
    let end = rest.find(|sign: char| !is_inside(sign)).unwrap_or(rest.len());
    // `US$`, but also `segunda-feira`: the weekdays of Portuguese.
    if rest[end..].starts_with('$') {
        return end + 1;
    }
    if rest[end..].starts_with("-feira") { end + "-feira".len() } else { end }
}

/// How long a number is with all signs that may group its digits.
fn number(rest: &str) -> usize {
    let mut length = digits(rest);
    let mut is_grouped = length <= 3;
    loop {
        let tail = &rest[length..];
        let Some(sign) = tail.chars().next() else { return length };
        let behind = &tail[sign.len_utf8()..];
        let run = behind.chars().take_while(|&sign| digit(sign).is_some()).count();
        let joins = match sign {
            '.' | ',' | '٬' | '٫' => run > 0,
            '’' | '\'' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => run == 3 && is_grouped,
            _ => false,
        };
        if !joins {
            return length;
        }
        is_grouped &= run == 3;
        length += sign.len_utf8() + digits(behind);
    }
}

fn digits(rest: &str) -> usize {
    rest.find(|sign| digit(sign).is_none()).unwrap_or(rest.len())
}

/// A `+` and at least seven digits, or three groups of digits between hyphens, or `(202) 555-0143`.
fn phone(rest: &str, before: Option<char>) -> Option<usize> {
    let is_free = before.is_none_or(|sign| !sign.is_alphanumeric());
    let first = rest.chars().next()?;
    if !is_free || !(matches!(first, '+' | '(') || digit(first).is_some()) {
        return None;
    }
    let is_part = |sign: char| {
        digit(sign).is_some() || matches!(sign, '+' | '(' | ')' | '-' | '‑' | ' ' | '\u{a0}' | '.')
    };
    let run = &rest[..rest.find(|sign| !is_part(sign)).unwrap_or(rest.len())];
    let run = run.trim_end_matches(|sign| digit(sign).is_none());
    let run = run.split("  ").next()?.split(". ").next()?;
    let count = run.chars().filter(|&sign| digit(sign).is_some()).count();
    let groups: Vec<usize> = run
        .split(['-', '‑'])
        .map(|group| group.chars().filter(|&sign| digit(sign).is_some()).count())
        .collect();
    let is_pure = run.chars().all(|sign| digit(sign).is_some() || matches!(sign, '-' | '‑'));
    let is_phone = match first {
        '+' => rest[1..].starts_with(|sign| digit(sign).is_some() || sign == '('),
        '(' => run.contains(')') && groups.len() == 2 && groups.iter().all(|&digits| digits >= 3),
        // `2024-05-03` is a day, `2015-2016-2017` are years.
        _ => is_pure && groups.len() >= 3 && groups[1..].iter().all(|&digits| digits >= 2) && groups[0] <= 3,
    };
    (is_phone && (7..=15).contains(&count) && !run.contains("+ ")).then_some(run.len())
}

fn mail(rest: &str, before: Option<char>) -> Option<usize> {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_' | '+');
    let starts = rest.starts_with(|sign: char| sign.is_ascii_alphanumeric());
    if !starts || before.is_some_and(is_name) {
        return None;
    }
    let name = rest.find(|sign| !is_name(sign))?;
    let host = rest[name..].strip_prefix('@')?;
    let is_host = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-');
    let host = host[..host.find(|sign| !is_host(sign)).unwrap_or(host.len())].trim_end_matches(['.', '-']);
    host.contains('.').then_some(name + 1 + host.len())
}
