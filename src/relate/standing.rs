//! What time and its author make of an item: published, draft, embargoed, expired.

use jiff::tz::TimeZone;

use crate::base::date::{Day, Instant};
use crate::content::{Meta, Own};

use super::Inputs;
use super::site::State;

/// What an item is as of `now`.
pub fn standing(meta: &Meta, now: Instant, zone: &TimeZone) -> State {
    let is_past = |when: &crate::base::Spanned<crate::base::date::When>| when.value.instant(zone) <= now;
    if meta.draft == Some(true) {
        State::Draft
    } else if meta.publish.as_ref().is_some_and(|publish| !is_past(publish)) {
        State::Embargoed
    } else if meta.expires.as_ref().is_some_and(is_past) {
        State::Expired
    } else {
        State::Published
    }
}

/// Whether a build shows an item of this state; a draft under embargo needs both permissions.
pub fn is_shown(meta: &Meta, inputs: &Inputs, now: Instant, zone: &TimeZone) -> bool {
    let embargoed = meta.publish.as_ref().is_some_and(|publish| publish.value.instant(zone) > now);
    (meta.draft != Some(true) || inputs.drafts) && (!embargoed || inputs.future)
}

/// The day by which lists sort an item: its `date`, a petition's opening, a publication's year.
pub fn day(meta: &Meta, own: &Own, zone: &TimeZone) -> Option<Day> {
    let date = meta.date.as_ref().map(|date| date.value);
    date.or_else(|| match own {
        Own::Petition(petition) => petition.opens.as_ref().map(|opens| opens.value.instant(zone).day(zone)),
        Own::Publication(publication) => first_day(publication.year.as_ref()?.value),
        _ => None,
    })
}

fn first_day(year: i64) -> Option<Day> {
    Day::parse(&format!("{year:04}-01-01"))
}
