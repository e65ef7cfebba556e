//! Whether a translation says the same numbers, days and addresses as its source.
//!
//! Strict where digits stand, patient where words do: a language may say `both` for `two`.

use std::ops::Range;

use crate::base::Lang;

use super::Fact;
use super::read::{Said, What, read};
use super::words;

/// What two texts do not agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub sort: Sort,
    /// What the source says, as it stands there; `None` if it has nothing of the sort.
    pub source: Option<String>,
    /// What the translation says instead, as it stands there; `None` if nothing.
    pub target: Option<String>,
    /// Where the translation says it; all of it if it says nothing.
    pub range: Range<usize>,
}

/// What kind of fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A number, a date, a time, an amount.
    Number,
    /// A telephone number or mail address.
    Contact,
}

/// What two texts do not agree on, in the order of the source.
pub fn same_facts(source: &str, source_lang: &Lang, target: &str, target_lang: &Lang) -> Vec<Difference> {
    let (said, now) = (read(source, source_lang), read(target, target_lang));
    let knows = Knows {
        months: words::words(source_lang).is_some() && words::words(target_lang).is_some(),
        counts: words::counts(source_lang) && words::counts(target_lang),
    };
    let (missing, extra) = unmatched(&said, &now);
    let missing: Vec<&Fact> = missing.into_iter().filter(|fact| knows.misses(&fact.what)).collect();
    let extra: Vec<&Fact> = extra.into_iter().filter(|fact| knows.minds(&fact.what)).collect();
    let mut differences = Vec::new();
    for sort in [Sort::Number, Sort::Contact] {
        let mut missing = missing.iter().filter(|fact| self::sort(&fact.what) == sort);
        // What only a word says is no surprise by itself, but it explains what is missing.
        let mut extra = extra.iter().filter(|fact| self::sort(&fact.what) == sort);
        loop {
            let (left, right) = (missing.next(), extra.next());
            if left.is_none() && right.is_none_or(|fact| is_soft(&fact.what)) {
                match right {
                    Some(_) => continue,
                    None => break,
                }
            }
            let text = |text: &str, fact: Option<&&Fact>| Some(text[fact?.range.clone()].to_owned());
            differences.push(Difference {
                sort,
                source: text(source, left),
                target: text(target, right),
                range: right.map_or(0..target.len(), |fact| fact.range.clone()),
            });
        }
    }
    differences
}

/// What the languages' tables allow to ask for.
struct Knows {
    months: bool,
    counts: bool,
}

impl Knows {
    /// Whether a fact of the source has to be found.
    fn misses(&self, what: &What) -> bool {
        match what {
            What::Number { said: Said::Words, readings, .. } => {
                self.counts && readings.iter().all(|reading| reading != "0" && reading != "1")
            }
            What::Number { said: Said::Ordinal, .. } | What::Many(_) => false,
            What::Month(_) | What::Weekday(_) => self.months,
            _ => true,
        }
    }

    /// Whether a fact of the translation may be held against it.
    fn minds(&self, what: &What) -> bool {
        !matches!(what, What::Number { said: Said::Ordinal, .. } | What::Many(_))
            && (self.months || !matches!(what, What::Month(_) | What::Weekday(_)))
    }
}

// Names of days are names of people and towns, too: Domingo.
fn is_soft(what: &What) -> bool {
    matches!(what, What::Number { said: Said::Words | Said::Ordinal, .. } | What::Weekday(_) | What::Many(_))
}

fn sort(what: &What) -> Sort {
    if matches!(what, What::Mail(_) | What::Phone(_)) { Sort::Contact } else { Sort::Number }
}

/// The facts on each side that the other does not have.
fn unmatched<'a>(said: &'a [Fact], now: &'a [Fact]) -> (Vec<&'a Fact>, Vec<&'a Fact>) {
    let mut taken = vec![false; now.len()];
    let mut missing = Vec::new();
    // Digits first: a word that could stand for them too must not take their place.
    let (hard, soft): (Vec<&Fact>, Vec<&Fact>) = said.iter().partition(|fact| !is_soft(&fact.what));
    for fact in hard.into_iter().chain(soft) {
        let fits = |place: &usize| !taken[*place] && fit(&fact.what, &now[*place].what);
        let free: Vec<usize> = (0..now.len()).filter(fits).collect();
        let best = free.iter().find(|&&place| now[place].what == fact.what).or(free.first());
        match best {
            Some(&place) => taken[place] = true,
            None if parts(&fact.what, now, &mut taken) => {}
            // Said once for two: `20 children and 20 adults`.
            None if now.iter().any(|other| fit(&fact.what, &other.what)) => {}
            None => missing.push(fact),
        }
    }
    missing.sort_by_key(|fact| fact.range.start);
    let extra = now
        .iter()
        .zip(&taken)
        .filter(|(fact, taken)| !**taken && !said.iter().any(|other| fit(&other.what, &fact.what)));
    (missing, extra.map(|(fact, _)| fact).collect())
}

/// Whether two facts can be the same.
fn fit(left: &What, right: &What) -> bool {
    match (left, right) {
        (What::Number { readings, sign, .. }, What::Number { readings: others, sign: other, .. }) => {
            let is_share = |sign: Option<&str>| sign == Some("%");
            readings.iter().any(|reading| others.contains(reading)) && is_share(*sign) == is_share(*other)
        }
        // `5/3/2024`
        (What::Month(month), What::Number { readings, .. })
        | (What::Number { readings, .. }, What::Month(month)) => readings.contains(&month.to_string()),
        (What::Time(hour, 0), What::Number { readings, .. })
        | (What::Number { readings, .. }, What::Time(hour, 0)) => readings.contains(&hour.to_string()),
        (What::Many(_), What::Many(_)) => true,
        (left, right) => left == right,
    }
}

/// Whether a time stands there as two numbers: `15.30`, `15 h y 30`.
fn parts(what: &What, now: &[Fact], taken: &mut [bool]) -> bool {
    let What::Time(hour, minute) = what else { return false };
    let place = |wanted: &str| {
        let is_wanted = |fact: &Fact| matches!(&fact.what, What::Number { readings, .. } if readings.iter().any(|reading| reading == wanted));
        (0..now.len()).find(|&place| !taken[place] && is_wanted(&now[place]))
    };
    let decimal = super::numbers::canonical(&format!("{hour}.{minute:02}"));
    let places = match place(&decimal) {
        Some(place) => vec![place],
        None => match (place(&hour.to_string()), place(&minute.to_string())) {
            (Some(hour), Some(minute)) => vec![hour, minute],
            _ => return false,
        },
    };
    for place in places {
        taken[place] = true;
    }
    true
}
