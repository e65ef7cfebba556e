//! Dates of a campaign: civil days, instants, and EDTF for what is known only roughly.

use std::fmt;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Serialize, Serializer};

/// A day of the (proleptic) Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub civil::Date);

impl Day {
    /// Reads `2026-11-01` (RFC 3339 full-date).
    pub fn parse(text: &str) -> Option<Day> {
        text.parse().ok().map(Day).filter(|_| text.len() == 10)
    }

    /// Reads a day, also from a date with a time, as other generators write `date`: the day that
    /// is written there, whatever its offset.
    pub fn parse_with_time(text: &str) -> Option<Day> {
        let day = || When::parse(text).and_then(|_| Day::parse(text.get(..10)?));
        Day::parse(text).or_else(day)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// 00:00 of this day in a time zone (the day's first instant where 00:00 is skipped).
    pub fn begins(self, zone: &TimeZone) -> Instant {
        let start = self.0.to_zoned(zone.clone()).and_then(|zoned| zoned.start_of_day());
        Instant(start.map_or(jiff::Timestamp::MAX, |zoned| zoned.timestamp()))
    }

    /// The day after; the last day of the calendar has itself.
    #[must_use]
    pub fn next(self) -> Day {
        Day(self.0.tomorrow().unwrap_or(self.0))
    }

    /// The same day so many months later, or the last one of that month.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Day {
        Day(self.0.saturating_add(jiff::Span::new().months(i64::from(months))))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A point in time; prints as RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub jiff::Timestamp);

impl Instant {
    /// The civil day of this instant in a time zone.
    pub fn day(self, zone: &TimeZone) -> Day {
        Day(self.0.to_zoned(zone.clone()).date())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day or a day with a time, as authors write `publish`, `expires`, `--today`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// 00:00 in the site's time zone.
    Day(Day),
    /// A time without a zone: in the site's time zone.
    Local(civil::DateTime),
    /// A time with its offset.
    Instant(Instant),
}

impl When {
    /// Reads a date, a local date-time or an RFC 3339 instant.
    pub fn parse(text: &str) -> Option<When> {
        if let Some(day) = Day::parse(text) {
            return Some(When::Day(day));
        }
        let zoned = text.parse::<jiff::Timestamp>().ok().map(|at| When::Instant(Instant(at)));
        zoned.or_else(|| text.parse().ok().map(When::Local))
    }

    /// The instant that is meant in a time zone.
    pub fn instant(self, zone: &TimeZone) -> Instant {
        match self {
            When::Day(day) => day.begins(zone),
            When::Local(local) => {
                let zoned = local.to_zoned(zone.clone());
                Instant(zoned.map_or(jiff::Timestamp::MAX, |zoned| zoned.timestamp()))
            }
            When::Instant(instant) => instant,
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            When::Day(day) => serializer.collect_str(day),
            When::Local(local) => serializer.collect_str(local),
            When::Instant(instant) => serializer.collect_str(instant),
        }
    }
}

/// A date of the Extended Date/Time Format (ISO 8601-2, level 1) as far as practices need it:
/// `2015`, `2015-08`, `2015-08-01`, each approximate with `~`, and `..` for an open end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// A year, month or day.
    Known {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: Option<i8>,
        /// 1 to 31.
        day: Option<i8>,
        /// Marked with `~`.
        approximate: bool,
    },
    /// Still going on.
    Open,
}

impl Edtf {
    /// Reads an EDTF date; `None` if it is none or no such day exists.
    pub fn parse(text: &str) -> Option<Edtf> {
        if text == ".." {
            return Some(Edtf::Open);
        }
        let (date, approximate) = match text.strip_suffix('~') {
            Some(date) => (date, true),
            None => (text, false),
        };
        let digits = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        let mut parts = date.split('-');
        let year = parts.next().filter(|part| digits(part, 4))?.parse().ok()?;
        let part = |part: Option<&str>| match part {
            None => Some(None),
            Some(part) if digits(part, 2) => part.parse::<i8>().ok().map(Some),
            Some(_) => None,
        };
        let month = part(parts.next())?;
        let day = part(parts.next())?;
        let exists = civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        (exists && parts.next().is_none()).then_some(Edtf::Known { year, month, day, approximate })
    }

    /// The first day that it may mean; `None` for an open end.
    pub fn first_day(&self) -> Option<Day> {
        let Edtf::Known { year, month, day, .. } = *self else { return None };
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok().map(Day)
    }

    /// The last day that it may mean; `None` for an open end.
    pub fn last_day(&self) -> Option<Day> {
        let Edtf::Known { year, month, day, .. } = *self else { return None };
        let month_start = civil::Date::new(year, month.unwrap_or(12), 1).ok()?;
        match day {
            Some(day) => civil::Date::new(year, month?, day).ok().map(Day),
            None => Some(Day(month_start.last_of_month())),
        }
    }

    /// The year; `None` for an open end.
    pub fn year(&self) -> Option<i16> {
        match self {
            Edtf::Known { year, .. } => Some(*year),
            Edtf::Open => None,
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Edtf::Known { year, month, day, approximate } = self else { return f.write_str("..") };
        write!(f, "{year:04}")?;
        if let Some(month) = month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = day {
            write!(f, "-{day:02}")?;
        }
        f.write_str(if *approximate { "~" } else { "" })
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
