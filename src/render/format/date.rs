//! Days, EDTF dates and ranges of both.
//!
//! Ranges are put together from single dates: icu's own formatter of ranges (2.4) lacks the month
//! names that its patterns ask for in some languages.

use icu::calendar::{Date, Gregorian};

use super::Formatter;
use crate::base::date::{Day, Edtf};

impl Formatter {
    /// "12 October 2020".
    pub fn long_date(&self, day: Day) -> String {
        self.dates.long.format(&civil(day)).to_string()
    }

    /// "12 Oct 2020".
    pub fn medium_date(&self, day: Day) -> String {
        self.dates.medium.format(&civil(day)).to_string()
    }

    /// "Monday, 12 October 2020".
    pub fn weekday_date(&self, day: Day) -> String {
        self.dates.weekday.format(&civil(day)).to_string()
    }

    /// "16–17 May 2023", "25 April – 9 May 2023"; one day alone is a long date.
    pub fn long_range(&self, start: Day, end: Day) -> String {
        let (first, last) = (self.long_date(start), self.long_date(end));
        if start == end {
            return first;
        }
        // In fewer days than the shortest month, where only one number differs, it is the day's.
        let near = start.0.until(end.0).is_ok_and(|span| (1..28).contains(&span.get_days()));
        if let Some(joined) = near.then(|| joined(&first, &last)).flatten() {
            return joined;
        }
        let year = |day: Day| self.dates.year.format(&civil(day)).to_string();
        let short = |day: Day| self.dates.day.format(&civil(day)).to_string();
        match (year(start) == year(end), begins_with_year(&last)) {
            (true, true) => format!("{first} – {}", short(end)),
            (true, false) => format!("{} – {last}", short(start)),
            (false, _) => format!("{first} – {last}"),
        }
    }

    /// "2015", "August 2015" or "1 August 2015", as exact as it is known; an open end is empty.
    pub fn edtf(&self, date: &Edtf) -> String {
        let (Some(day), Edtf::Known { month, day: exact, .. }) = (date.first_day(), date) else {
            return String::new();
        };
        match (month, exact) {
            (None, _) => self.dates.year.format(&civil(day)).to_string(),
            (Some(_), None) => self.dates.month.format(&civil(day)).to_string(),
            (Some(_), Some(_)) => self.long_date(day),
        }
    }

    /// "2015–2016", "August 2015 – April 2016", "16–17 May 2023".
    pub fn edtf_range(&self, start: &Edtf, end: &Edtf) -> String {
        let (first, last) = (self.edtf(start), self.edtf(end));
        match (start, end) {
            _ if first == last => first,
            (Edtf::Known { month: None, .. }, Edtf::Known { month: None, .. }) => format!("{first}–{last}"),
            (Edtf::Known { day: Some(_), .. }, Edtf::Known { day: Some(_), .. }) => {
                let days = start.first_day().zip(end.first_day());
                days.map_or_else(String::new, |(start, end)| self.long_range(start, end))
            }
            _ => format!("{first} – {last}"),
        }
    }
}

/// One text for two dates that differ in one short number only, their day.
fn joined(first: &str, last: &str) -> Option<String> {
    let (first, last) = (pieces(first), pieces(last));
    let same_shape = first.len() == last.len();
    let place = first.iter().zip(&last).position(|(one, other)| one != other).filter(|_| same_shape)?;
    let short = |piece: &str| piece.chars().count() <= 2 && piece.chars().all(char::is_numeric);
    if first[place + 1..] != last[place + 1..] || !short(first[place]) || !short(last[place]) {
        return None;
    }
    let behind = last[place + 1..].concat();
    Some(format!("{}{}–{}{behind}", first[..place].concat(), first[place], last[place]))
}

/// Numbers, and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (place, letter) in text.char_indices() {
        let numeric = letter.is_numeric();
        if before.is_some_and(|before| before != numeric) {
            pieces.push(&text[start..place]);
            start = place;
        }
        before = Some(numeric);
    }
    pieces.push(&text[start..]);
    pieces
}

fn begins_with_year(date: &str) -> bool {
    date.chars().take_while(|letter| letter.is_numeric()).count() > 2
}

fn civil(day: Day) -> Date<Gregorian> {
    let (month, date) = (day.0.month().unsigned_abs(), day.0.day().unsigned_abs());
    Date::try_new_gregorian(i32::from(day.0.year()), month, date).expect("a day exists in the calendar")
}
