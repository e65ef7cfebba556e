//! News items.

use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::Day;
use crate::record;

use super::statement::Dateline;

record! {
    /// Something that took place.
    pub struct Event {
        /// What.
        name: String = required_text,
        /// Its first day.
        start: Spanned<Day> = required,
        /// Its last day.
        end: Spanned<Day> = plain,
        /// Where.
        place: String = text,
        /// In which country.
        country: Country = plain,
        /// Who held it.
        organisers: Vec<String> = plain,
        /// How many came.
        attendees: Spanned<i64> = plain of [AtLeast(0)],
    }
}

record! {
    /// What news items have beside [`Meta`](super::Meta).
    pub struct News {
        /// The facts to take away.
        key_points: Vec<String> = prose,
        /// What is asked for.
        asks: Vec<String> = prose,
        /// Where and when it was written.
        dateline: Dateline = plain,
        /// What it reports on.
        event: Event = plain,
    }
}
