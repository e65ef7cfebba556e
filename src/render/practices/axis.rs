//! A time axis of whole years, and places on it.
//!
//! Places are exact to a hundredth of a percent. Where a page reads from the right, so does time:
//! the axis mirrors them.

use super::super::view::charts::{SpanView, TickView};
use super::super::voice::Voice;
use crate::base::date::Day;

/// How far apart the written years may be.
const STEPS: [i16; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/// How many years fit beside each other on a phone.
const TICKS: usize = 6;

/// The whole axis in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// What no stretch is shorter than, so that it can be seen and pressed.
const SHORTEST: i64 = 80;

/// Years from left to right, or from right to left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    first: i16,
    last: i16,
    is_mirrored: bool,
}

impl Axis {
    /// An axis from the beginning of one year to the end of another.
    pub(super) fn new(first: i16, last: i16, voice: &Voice) -> Axis {
        Axis { first, last: last.max(first), is_mirrored: voice.lang.dir() == "rtl" }
    }

    /// How many years it has.
    pub(super) fn years(self) -> usize {
        usize::from((self.last - self.first).unsigned_abs()) + 1
    }

    /// The years in the order in which they are drawn from left to right.
    pub(super) fn drawn_years(self) -> impl Iterator<Item = i16> {
        let Axis { first, last, is_mirrored } = self;
        (first..=last).map(move |year| if is_mirrored { last - (year - first) } else { year })
    }

    /// The stretch from the beginning of one day to the end of another.
    pub(super) fn span(self, from: Day, to: Day) -> SpanView {
        let (from, to) = (self.begin(from), self.end(to));
        let width = (to - from).clamp(SHORTEST, WHOLE);
        let from = from.clamp(0, WHOLE - width);
        let left = if self.is_mirrored { WHOLE - from - width } else { from };
        SpanView { x: percent(left), width: percent(width) }
    }

    /// The end of a day.
    pub(super) fn place(self, day: Day) -> String {
        let place = self.end(day).clamp(0, WHOLE);
        percent(if self.is_mirrored { WHOLE - place } else { place })
    }

    /// The years that are written, at most six.
    pub(super) fn ticks(self, voice: &Voice) -> Vec<TickView> {
        let years = |step: i16| (self.first..=self.last).filter(move |year| year % step == 0);
        let step = STEPS.into_iter().find(|step| years(*step).count() <= TICKS).unwrap_or(STEPS[11]);
        let tick = |year: i16| {
            let before = i64::from(year - self.first) * WHOLE / self.length();
            let place = if self.is_mirrored { WHOLE - before } else { before };
            let anchor = match place {
                ..=400 => "start",
                9_600.. => "end",
                _ => "middle",
            };
            TickView {
                x: percent(place),
                text: voice.format.digits(i64::from(year)),
                anchor: anchor.to_owned(),
            }
        };
        years(step).map(tick).collect()
    }

    fn length(self) -> i64 {
        i64::from(self.last - self.first) + 1
    }

    /// Years have the same length here, so that they stay beside their columns and ticks.
    fn begin(self, day: Day) -> i64 {
        let gone = i64::from(day.0.day_of_year()) - 1;
        self.within(day, gone)
    }

    fn end(self, day: Day) -> i64 {
        self.within(day, i64::from(day.0.day_of_year()))
    }

    fn within(self, day: Day, gone: i64) -> i64 {
        let days = i64::from(day.0.days_in_year());
        let years = i64::from(day.year()) - i64::from(self.first);
        (years * days + gone) * WHOLE / (self.length() * days)
    }
}

/// `12.34%`.
fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
