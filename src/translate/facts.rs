//! What a text says that must be right: numbers, dates, times, amounts, telephone numbers, mail addresses.
//!
//! [`facts`] tells whether one language's text says something else than it did, [`same_facts`]
//! whether a translation says the same as its source. Knows how seven languages call months, days
//! and counts (`words`), and digits of every script; what a fact means it does not know.

mod numbers;
mod read;
mod same;
mod tokens;
mod words;

use std::ops::Range;

use crate::base::Lang;

use read::{Said, What};
pub use same::{Difference, Sort, same_facts};

/// The facts of a text, sorted: where they stand and how they are typed makes no difference.
pub fn facts(text: &str, lang: &Lang) -> Vec<String> {
    let mut facts: Vec<String> = read::read(text, lang).iter().filter_map(|fact| said(&fact.what)).collect();
    facts.sort();
    facts
}

/// The name that a fact has in its own language; `None` for what only helps to find another.
fn said(what: &What) -> Option<String> {
    Some(match what {
        What::Number { said: Said::Ordinal, .. } => return None,
        What::Number { readings, sign, .. } => format!("{}{}", readings[0], sign.unwrap_or_default()),
        What::Many(power) => format!("10^{power}s"),
        What::Month(month) => format!("month {month}"),
        What::Weekday(day) => format!("weekday {day}"),
        What::Time(hour, minute) => format!("{hour}:{minute:02}"),
        What::Mail(text) | What::Phone(text) | What::Name(text) => text.clone(),
    })
}

/// A fact and where it stands.
#[derive(Debug)]
struct Fact {
    what: What,
    range: Range<usize>,
}
