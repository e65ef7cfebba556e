//! Numbers, shares and sums of money.

use std::fmt::Display;

use icu::decimal::input::Decimal;
use icu::experimental::dimension::currency::CurrencyType;
use icu::experimental::dimension::currency::formatter::CurrencyFormatter;
use icu::experimental::dimension::currency::options::CurrencyFormatterOptions;

use super::Formatter;
use crate::base::digits;

/// A figure as an author wrote it: digits with at most one point, perhaps a sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount(Decimal);

impl Amount {
    /// Reads `14195`, `0.5`, `-3`; `None` for anything else, such as `1,000` or `about 20`.
    pub fn parse(text: &str) -> Option<Amount> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let shaped = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let bounded = !digits.is_empty() && digits.len() <= 30 && !digits.ends_with('.');
        (shaped && bounded && !digits.starts_with('.')).then(|| text.parse().ok().map(Amount)).flatten()
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that changes how it is written.
    Plain,
    /// Parts of a hundred.
    Percent,
    /// Money, by its ISO 4217 code.
    Currency(CurrencyType),
}

impl Unit {
    /// Reads `percent`, `%` or an ISO 4217 code; everything else is plain.
    pub fn parse(text: &str) -> Unit {
        if matches!(text, "percent" | "%") {
            return Unit::Percent;
        }
        let code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        let currency = CurrencyType::try_from_str(text).ok().filter(|_| code);
        currency.map_or(Unit::Plain, Unit::Currency)
    }
}

impl Formatter {
    /// "1,778".
    pub fn number(&self, number: i64) -> String {
        self.decimal.format(&Decimal::from(number)).to_string()
    }

    /// A number as it stands in the language's digits: a year, a page, which are not grouped.
    pub fn digits(&self, number: impl Display) -> String {
        digits::with_zero(self.zero, number)
    }

    /// "14,195", "37%", "$36.50": a figure in its unit.
    pub fn amount(&self, amount: &Amount, unit: Unit) -> String {
        match unit {
            Unit::Plain => self.decimal.format(&amount.0).to_string(),
            Unit::Percent => self.share(amount),
            Unit::Currency(code) => kept_together(&self.money(amount, code)),
        }
    }

    // icu has no percent sign for Arabic digits yet (CLDR: U+066A and the mark that keeps it to their left).
    fn share(&self, amount: &Amount) -> String {
        let share = self.percent.format(&amount.0).to_string();
        let is_arabic = share.contains(|c| ('٠'..='٩').contains(&c));
        if is_arabic { share.replace("\u{200e}%\u{200e}", "٪\u{61c}") } else { share }
    }

    fn with_cents(&self, amount: &Amount) -> String {
        let mut padded = amount.0.clone();
        padded.absolute.pad_end(-2);
        self.decimal.format(&padded).to_string()
    }

    fn money(&self, amount: &Amount, code: CurrencyType) -> String {
        let options = CurrencyFormatterOptions::default();
        match CurrencyFormatter::try_new_symbol((&self.locale).into(), code, options) {
            Ok(formatter) => {
                let text = formatter.format_fixed_decimal(&amount.0).to_string();
                // A rounded figure gets no cents that nobody counted.
                if amount.0.absolute.clone().trunced(0) == amount.0.absolute {
                    text.replacen(&self.with_cents(amount), &self.decimal.format(&amount.0).to_string(), 1)
                } else {
                    text
                }
            }
            Err(_) => self.decimal.format(&amount.0).to_string(),
        }
    }
}

/// Money whose sign stands beside Latin letters (US$): between those and a text from right to left,
/// the sign would jump to their other side.
fn kept_together(money: &str) -> String {
    const SIGNS: [char; 4] = ['$', '£', '€', '¥'];
    let mut kept = String::with_capacity(money.len() + 3);
    let mut before = ' ';
    for letter in money.chars() {
        kept.push(letter);
        if before.is_ascii_alphabetic() && SIGNS.contains(&letter) && money.starts_with('\u{200f}') {
            kept.push('\u{200e}');
        }
        before = letter;
    }
    kept
}
