//! The digits that a language writes numbers with: `2019`, `٢٠١٩`.

use std::fmt::Display;

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::DecimalFormatterOptions;
use icu::locale::Locale;

/// The zero of a BCP 47 locale, after which its other digits come; `0` for what is no locale.
pub fn zero(locale: &str) -> char {
    let locale = Locale::try_from_str(locale).unwrap_or(Locale::UNKNOWN);
    let formatter = DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default());
    let zero = formatter.map(|formatter| formatter.format(&Decimal::from(0)).to_string());
    zero.ok().and_then(|zero| zero.chars().next()).unwrap_or('0')
}

/// A number as it stands, in the digits that begin with this zero: for years and notes, which are
/// not grouped.
pub fn with_zero(zero: char, number: impl Display) -> String {
    let own = |digit: u32| char::from_u32(u32::from(zero) + digit);
    number.to_string().chars().map(|letter| letter.to_digit(10).and_then(own).unwrap_or(letter)).collect()
}
