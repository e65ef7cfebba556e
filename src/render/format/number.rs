//! Numbers, shares and sums of money.

use icu::decimal::input::Decimal;
use icu::experimental::dimension::currency::CurrencyType;
use icu::experimental::dimension::currency::formatter::CurrencyFormatter;
use icu::experimental::dimension::currency::options::CurrencyFormatterOptions;

use super::Formatter;

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

    /// "14,195", "37%", "$36.50": a figure in its unit.
    pub fn amount(&self, amount: &Amount, unit: Unit) -> String {
        match unit {
            Unit::Plain => self.decimal.format(&amount.0).to_string(),
            Unit::Percent => self.percent.format(&amount.0).to_string(),
            Unit::Currency(code) => self.money(amount, code),
        }
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
