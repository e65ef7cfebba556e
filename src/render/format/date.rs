//! Days, EDTF dates and ranges of both.

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

    /// "16–17 May 2023"; one day alone is a long date.
    pub fn long_range(&self, start: Day, end: Day) -> String {
        if start == end {
            return self.long_date(start);
        }
        self.dates.days.format(&civil(start), &civil(end)).to_string()
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

    /// "August 2015 – April 2016", where both ends are exact to the same part.
    pub fn edtf_range(&self, start: &Edtf, end: &Edtf) -> Option<String> {
        let (first, last) = (civil(start.first_day()?), civil(end.first_day()?));
        if precision(start) != precision(end) || start == end {
            return None;
        }
        Some(match precision(start) {
            0 => self.dates.years.format(&first, &last).to_string(),
            1 => self.dates.months.format(&first, &last).to_string(),
            _ => self.dates.days.format(&first, &last).to_string(),
        })
    }
}

fn precision(date: &Edtf) -> usize {
    match date {
        Edtf::Known { month, day, .. } => usize::from(month.is_some()) + usize::from(day.is_some()),
        Edtf::Open => 0,
    }
}

fn civil(day: Day) -> Date<Gregorian> {
    let (month, date) = (day.0.month().unsigned_abs(), day.0.day().unsigned_abs());
    Date::try_new_gregorian(i32::from(day.0.year()), month, date).expect("a day exists in the calendar")
}
