//! Puts the pieces of a text together to facts: a number with its scale and its sign, a time with its half of the day.

use crate::base::Lang;
use crate::translate::text;

use super::Fact;
use super::numbers::{Numbers, canonical, numbers, scaled};
use super::tokens::{Sort, Token, digit, tokens};
use super::words::{Meaning, SIGNS, Words, words};

/// What a fact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A number in plain digits, in every way in which it can be read, the likeliest first.
    Number { readings: Vec<String>, sign: Option<&'static str>, said: Said },
    /// Hundreds (2), thousands (3), millions (6): nobody counted.
    Many(u8),
    /// 1 to 12.
    Month(u8),
    /// 1 (Monday) to 7.
    Weekday(u8),
    /// Of 24 hours, where the text says which half of the day it is.
    Time(u8, u8),
    /// In lower case.
    Mail(String),
    /// `+` and digits.
    Phone(String),
    /// Letters and digits: `G20`, `StartWith1Visit`.
    Name(String),
}

/// How a number is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// `12`
    Digits,
    /// `twelve`
    Words,
    /// `twelfth`, `XII`: says a number only where the other language has one.
    Ordinal,
}

/// The facts of a text in its language, in order.
pub(super) fn read(text: &str, lang: &Lang) -> Vec<Fact> {
    // What is an address or code keeps its place but says nothing.
    let plain = text::blanked(text);
    let pieces = tokens(&plain);
    let reader = Reader { text: &plain, pieces: &pieces, words: words(lang), lang };
    let mut facts = contacts(text);
    let mut at = 0;
    while at < pieces.len() {
        let (what, length) = reader.fact(at);
        let range = pieces[at].range.start..pieces[at + length - 1].range.end;
        facts.extend(what.into_iter().map(|what| Fact { what, range: range.clone() }));
        at += length;
    }
    facts.sort_by_key(|fact| fact.range.start);
    facts
}

/// Mail addresses and telephone numbers in links are facts, too.
fn contacts(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    for part in text::parts(text) {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        for token in tokens(part) {
            let said = &part[token.range.clone()];
            let what = match token.sort {
                Sort::Mail => What::Mail(said.to_lowercase()),
                Sort::Phone if part.starts_with("tel:") => phone(said),
                _ => continue,
            };
            facts.push(Fact { what, range: token.range.start + start..token.range.end + start });
        }
    }
    facts
}

fn phone(said: &str) -> What {
    let plus = if said.starts_with('+') { "+" } else { "" };
    What::Phone(plus.chars().chain(said.chars().filter_map(digit)).collect())
}

struct Reader<'a> {
    text: &'a str,
    pieces: &'a [Token],
    words: Option<&'static Words>,
    lang: &'a Lang,
}

impl Reader<'_> {
    fn said(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| &self.text[piece.range.clone()])
    }

    fn sort(&self, at: usize) -> Option<Sort> {
        self.pieces.get(at).map(|piece| piece.sort)
    }

    fn is_joined(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_joined)
    }

    /// The facts at a piece, and how many pieces they are made of.
    fn fact(&self, at: usize) -> (Vec<What>, usize) {
        match self.pieces[at].sort {
            Sort::Mail => (vec![What::Mail(self.said(at).to_lowercase())], 1),
            Sort::Phone => (vec![phone(self.said(at))], 1),
            Sort::Number => self.number(at),
            Sort::Word => self.word(at),
            Sort::Sign(_) => (Vec::new(), 1),
        }
    }

    /// What the word at a piece says, and how many pieces it is.
    fn meaning(&self, at: usize) -> Option<(Meaning, usize)> {
        if self.sort(at) != Some(Sort::Word) {
            return None;
        }
        let (words, first) = (self.words?, self.said(at).to_lowercase());
        if self.sort(at + 1) == Some(Sort::Word) {
            let both = format!("{first} {}", self.said(at + 1).to_lowercase());
            if let Some(meaning) = words.get(both.as_str()) {
                return Some((*meaning, 2));
            }
        }
        Some((*words.get(first.as_str())?, 1))
    }

    fn word(&self, at: usize) -> (Vec<What>, usize) {
        let word = self.said(at);
        if word.chars().any(|sign| digit(sign).is_some()) {
            let plain = word.chars().map(|sign| digit(sign).unwrap_or(sign)).collect::<String>();
            return (vec![What::Name(plain.to_lowercase())], 1);
        }
        let Some((meaning, length)) = self.meaning(at) else { return (self.roman(at), 1) };
        let what = match meaning {
            Meaning::Month(month) if self.is_name(at) => Some(What::Month(month)),
            Meaning::DoubtfulMonth(month) if self.is_name(at) && self.is_in_date(at, length) => {
                Some(What::Month(month))
            }
            Meaning::Weekday(day) if self.is_name(at) => Some(What::Weekday(day)),
            Meaning::Many(power) => Some(What::Many(power)),
            Meaning::Ordinal(n) => Some(number(vec![n.to_string()], None, Said::Ordinal)),
            Meaning::Count(_) | Meaning::Scale(_) => return self.counted(at),
            _ => None,
        };
        (what.into_iter().collect(), length)
    }

    /// English and German write months and days with a capital.
    fn is_name(&self, at: usize) -> bool {
        let is_capital = self.said(at).starts_with(char::is_uppercase);
        is_capital || !matches!(super::words::language(self.lang), "en" | "de")
    }

    /// Whether a number or a word as before a month stands beside it.
    fn is_in_date(&self, at: usize, length: usize) -> bool {
        const BEFORE: [&str; 22] = [
            "in", "since", "until", "till", "by", "from", "of", "last", "next", "early", "late", "mid",
            "during", "en", "de", "desde", "hasta", "du", "depuis", "dès", "في", "منذ",
        ];
        let before = at.checked_sub(1).map(|at| (self.sort(at), self.said(at).to_lowercase()));
        let is_after = before.is_some_and(|(sort, word)| {
            sort == Some(Sort::Number)
                || matches!(&*word, "st" | "nd" | "rd" | "th" | "er")
                || BEFORE.contains(&&*word)
        });
        let skipped = usize::from(matches!(self.said(at + length), "." | "," | "de"));
        is_after || self.sort(at + length + skipped) == Some(Sort::Number)
    }

    /// `XX` as in `siglo XX`; a single letter is no number.
    fn roman(&self, at: usize) -> Vec<What> {
        let word = self.said(at);
        let value = |sign| {
            Some(match sign {
                'I' => 1,
                'V' => 5,
                'X' => 10,
                'L' => 50,
                _ => return None,
            })
        };
        let Some(values) = word.chars().map(value).collect::<Option<Vec<u32>>>() else { return Vec::new() };
        let before = |(place, value): (usize, &u32)| values.get(place + 1).is_some_and(|next| next > value);
        let (less, more): (Vec<_>, Vec<_>) =
            values.iter().enumerate().partition(|(place, value)| before((*place, value)));
        let sum = |part: Vec<(usize, &u32)>| part.into_iter().map(|(_, value)| value).sum::<u32>();
        let total = sum(more).saturating_sub(sum(less));
        vec![number(vec![total.to_string()], None, Said::Ordinal)]
    }

    /// A count in words: `two hundred`, `mil millones`, `treinta y dos`.
    fn counted(&self, start: usize) -> (Vec<What>, usize) {
        let (mut total, mut part, mut at) = (0_u64, 0_u64, start);
        while let Some((meaning, length)) = self.meaning(at) {
            match meaning {
                Meaning::Count(n)
                    if part == 0 || part % 100 == 0 || part % 10 == 0 && part % 100 > n.into() =>
                {
                    part += u64::from(n);
                }
                Meaning::Scale(2) => part = part.max(1) * 100,
                Meaning::Scale(3)
                    if self.meaning(at + 1).is_some_and(|(next, _)| matches!(next, Meaning::Scale(6))) =>
                {
                    part = part.max(1) * 1000;
                }
                Meaning::Scale(power) => {
                    total += part.max(1) * 10_u64.pow(power.into());
                    part = 0;
                }
                _ => break,
            }
            at += length;
            let joins =
                matches!(&*self.said(at).to_lowercase(), "y" | "and" | "e" | "et") || self.said(at) == "-";
            let next = self.meaning(at + 1).map(|(meaning, _)| meaning);
            if joins
                && part > 0
                && part % 10 == 0
                && matches!(next, Some(Meaning::Count(n)) if u64::from(n) < 100 && (part % 100 != 0 || self.said(at) == "and"))
            {
                at += 1;
            }
        }
        let at = at.max(start + 1);
        let (sign, signs) = self.unit_behind(at);
        (vec![number(vec![(total + part).to_string()], sign, Said::Words)], at + signs - start)
    }

    fn number(&self, start: usize) -> (Vec<What>, usize) {
        let typed = self.said(start);
        let mut readings = match numbers(typed, self.lang) {
            Numbers::One(readings) => readings,
            Numbers::Several(all) => {
                return (all.into_iter().map(|one| number(vec![one], None, Said::Digits)).collect(), 1);
            }
        };
        if let Some((time, length)) = self.time(start, &readings[0]) {
            return (vec![time], length);
        }
        let mut at = start + 1 + self.ending(start + 1);
        readings.extend(self.short_year(start, &readings[0]));
        while let Some((Meaning::Scale(power) | Meaning::Many(power), length)) = self.meaning(at) {
            readings = readings.iter().map(|reading| scaled(reading, power)).collect();
            at += length;
        }
        if self.is_negative(start) {
            for reading in &mut readings {
                reading.insert(0, '-');
            }
        }
        let before = self.sign_before(start);
        let (behind, length) = if before.is_none() { self.unit_behind(at) } else { (None, 0) };
        (vec![number(readings, before.or(behind), Said::Digits)], at + length - start)
    }

    /// How many pieces an ordinal's or a plural's ending is: `62nd`, `1980s`, `3.º`, `1er`.
    fn ending(&self, at: usize) -> usize {
        const ENDINGS: [&str; 20] = [
            "st", "nd", "rd", "th", "s", "º", "ª", "er", "era", "ero", "ro", "ra", "do", "da", "to", "ta",
            "vo", "mo", "e", "re",
        ];
        if !self.is_joined(at) {
            return 0;
        }
        let dot = usize::from(
            self.said(at) == "." && self.is_joined(at + 1) && ["º", "ª", "er"].contains(&self.said(at + 1)),
        );
        if ENDINGS.contains(&&*self.said(at + dot).to_lowercase()) { dot + 1 } else { 0 }
    }

    /// The `16` of `2015-16` is 2016, the `80` of the years 80 is 1980.
    fn short_year(&self, at: usize, number: &str) -> Option<String> {
        if number.len() == 4 && number.starts_with("19") && self.is_joined(at + 1) && self.said(at + 1) == "s"
        {
            return Some(number[2..].to_owned());
        }
        let year = self.said(at.checked_sub(2)?);
        let is_range =
            matches!(self.said(at - 1), "-" | "–" | "/") && self.is_joined(at) && self.is_joined(at - 1);
        let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        (is_range && is_year && number.len() == 2 && number > &year[2..])
            .then(|| format!("{}{number}", &year[..2]))
    }

    fn is_negative(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.is_joined(at)) else { return false };
        let is_range = before.checked_sub(1).is_some_and(|at| self.sort(at) == Some(Sort::Number));
        matches!(self.said(before), "-" | "−" | "–") && !self.is_joined(before) && !is_range
    }

    /// A currency's sign before a number.
    fn sign_before(&self, at: usize) -> Option<&'static str> {
        let before = at.checked_sub(1)?;
        currency(self.said(before))
    }

    /// The sign or unit behind a number, and how many pieces it is.
    fn unit_behind(&self, at: usize) -> (Option<&'static str>, usize) {
        if let Some((Meaning::Unit(unit), length)) = self.meaning(at) {
            return (Some(unit), length);
        }
        // `veinte millones de dólares`
        if let (true, Some((Meaning::Unit(unit), length))) =
            (matches!(self.said(at), "de" | "d"), self.meaning(at + 1))
        {
            return (Some(unit), length + 1);
        }
        let said = self.said(at).to_lowercase();
        let unit = SIGNS.iter().find(|(sign, _)| *sign == said).map(|(_, unit)| *unit);
        // `5 m`, but not `In 2014 M …`.
        let unit = unit.filter(|_| self.said(at).chars().count() > 1 || self.said(at) == said);
        (unit, usize::from(unit.is_some()))
    }

    /// A time of the day, and how many pieces it is: `15:30`, `3:30 pm`, `15 h 30`, `15.30 Uhr`.
    fn time(&self, at: usize, number: &str) -> Option<(What, usize)> {
        let hour = |said: &str| said.parse::<u8>().ok().filter(|&hour| hour <= 24);
        let minute = |said: &str| {
            let plain: String = said.chars().filter_map(digit).collect();
            plain.parse::<u8>().ok().filter(|&minute| minute < 60 && plain.len() == 2)
        };
        let is_hours = |word: &str| matches!(word, "h" | "hs" | "hrs" | "Uhr");
        let next = self.said(at + 1);
        let is_clock = (next == ":" && self.is_joined(at + 1) && self.is_joined(at + 2)) || next == "h";
        let found = if let (true, Some(minute)) = (is_clock, minute(self.said(at + 2))) {
            Some((hour(number)?, minute, 3))
        } else if let (true, Some((left, right))) = (is_hours(next), self.said(at).split_once('.')) {
            Some((hour(&canonical(left))?, minute(right)?, 1))
        } else {
            None
        };
        let (hour, minute, length) = match found {
            Some(found) => found,
            None => (hour(number).filter(|_| self.half(at + 1).is_some())?, 0, 1),
        };
        let hours_sign = usize::from(is_hours(self.said(at + length)));
        let (is_late, words) = self.half(at + length + hours_sign).unwrap_or((hour >= 12, 0));
        let hour = match hour % 12 {
            rest if is_late => rest + 12,
            rest if hour < 12 || words > 0 => rest,
            _ => hour,
        };
        Some((What::Time(hour, minute), length + hours_sign + words))
    }

    /// Whether the second half of the day is named at a piece, and in how many pieces.
    fn half(&self, at: usize) -> Option<(bool, usize)> {
        const HALVES: [(&str, bool); 18] = [
            ("am", false),
            ("a.m.", false),
            ("a.m", false),
            ("pm", true),
            ("p.m.", true),
            ("p.m", true),
            ("delamañana", false),
            ("delamadrugada", false),
            ("delatarde", true),
            ("delanoche", true),
            ("dumatin", false),
            ("dusoir", true),
            ("damanhã", false),
            ("datarde", true),
            ("danoite", true),
            ("صباحًا", false),
            ("مساءً", true),
            ("مساء", true),
        ];
        let mut said = String::new();
        let mut found = None;
        for length in 1..=4.min(self.pieces.len().saturating_sub(at)) {
            said.push_str(&self.said(at + length - 1).to_lowercase());
            if let Some((_, is_late)) = HALVES.iter().find(|(half, _)| *half == said) {
                found = Some((*is_late, length));
            }
        }
        found
    }
}

fn number(readings: Vec<String>, sign: Option<&'static str>, said: Said) -> What {
    What::Number { readings, sign, said }
}

fn currency(said: &str) -> Option<&'static str> {
    let said = said.to_lowercase();
    let is_paid = |unit: &str| !matches!(unit, "%" | "‰" | "°") && unit.len() != 2 && unit != "m";
    SIGNS.iter().find(|(sign, unit)| *sign == said && is_paid(unit)).map(|(_, unit)| *unit)
}
