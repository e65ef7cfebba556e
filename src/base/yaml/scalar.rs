//! What an unquoted word of YAML means: the core schema of YAML 1.2, and dates.

use crate::base::node::{Number, Value};

/// What stands without quotation marks.
#[derive(Debug, PartialEq)]
pub(super) enum Plain {
    /// Nothing: `subtitle:`, `~`, `null`.
    Nothing,
    /// A number beyond all numbers.
    OutOfRange,
    /// Anything else.
    Value(Value),
}

/// Reads a word. `yes`, `no`, `on` and `NO` are text: Norway is a country.
pub(super) fn plain(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Nothing,
        "true" | "True" | "TRUE" => return Plain::Value(Value::Boolean(true)),
        "false" | "False" | "FALSE" => return Plain::Value(Value::Boolean(false)),
        _ => {}
    }
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let number = if is_number { number(text) } else { None };
    number.unwrap_or_else(|| {
        Plain::Value(date(text).map_or_else(|| Value::String(text.to_owned()), Value::Date))
    })
}

fn number(text: &str) -> Option<Plain> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let integer = |radix, digits: &str| match i64::from_str_radix(digits, radix) {
        Ok(value) => Plain::Value(Value::Integer(value)),
        Err(_) => Plain::OutOfRange,
    };
    if let Some(octal) = text.strip_prefix("0o").filter(|rest| all(rest, |byte| (b'0'..b'8').contains(&byte)))
    {
        return Some(integer(8, octal));
    }
    if let Some(hexadecimal) = text.strip_prefix("0x").filter(|rest| all(rest, |b| b.is_ascii_hexdigit())) {
        return Some(integer(16, hexadecimal));
    }
    if all(digits, |byte| byte.is_ascii_digit()) {
        return Some(integer(10, text));
    }
    if matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Plain::OutOfRange);
    }
    if !is_float(digits) {
        return None;
    }
    let value = text.parse().ok().and_then(Number::new);
    Some(value.map_or(Plain::OutOfRange, |value| Plain::Value(Value::Float(value))))
}

fn all(text: &str, is_digit: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is_digit)
}

// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?` (YAML 1.2.2, 10.3.2)
fn is_float(text: &str) -> bool {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_exponent =
        |text: &str| all(text.strip_prefix(['-', '+']).unwrap_or(text), |b| b.is_ascii_digit());
    is_digits(whole)
        && is_digits(part)
        && !(whole.is_empty() && part.is_empty())
        && exponent.is_none_or(has_exponent)
}

/// A date as TOML writes it, from what Jekyll, Hugo and Obsidian write: `2021-06-12`,
/// `2021-06-12 10:00:00 -0400`, `2021-06-12T10:00`. Whether such a day exists is asked later.
fn date(text: &str) -> Option<String> {
    let (day, rest) = text.split_at_checked(10)?;
    if !shaped(day, "0000-00-00") {
        return None;
    }
    if rest.is_empty() {
        return Some(day.to_owned());
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    Some(format!("{day}T{}{}", time_of_day(time)?, offset(zone.trim())?))
}

fn time_of_day(text: &str) -> Option<String> {
    let (time, fraction) = match text.split_once('.') {
        Some((time, fraction)) => (time, all(fraction, |b| b.is_ascii_digit()).then_some(fraction)?),
        None => (text, ""),
    };
    let time =
        if shaped(time, "0:00") || shaped(time, "0:00:00") { format!("0{time}") } else { time.to_owned() };
    let time = if shaped(&time, "00:00") { format!("{time}:00") } else { time };
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    shaped(&time, "00:00:00").then(|| format!("{time}{fraction}"))
}

fn offset(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    if text.eq_ignore_ascii_case("z") || text.eq_ignore_ascii_case("utc") {
        return Some("Z".to_owned());
    }
    let (sign, digits) = (text.get(..1)?, text.strip_prefix(['+', '-'])?);
    let (hours, minutes) = match digits.len() {
        2 => (digits, "00"),
        4 => digits.split_at_checked(2)?,
        _ => digits.split_once(':')?,
    };
    (shaped(hours, "00") && shaped(minutes, "00")).then(|| format!("{sign}{hours}:{minutes}"))
}

/// Whether a text has digits where the pattern has `0`, and is the pattern elsewhere.
fn shaped(text: &str, pattern: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}
