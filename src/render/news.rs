//! A news item's own part.

use super::beside;
use super::context::Context;
use super::parts::{dateline, joined};
use super::view::{DateView, EventView, ItemView, LinkView};
use super::voice::Voice;
use crate::base::date::Day;
use crate::content::News;
use crate::content::news::Event;
use crate::relate::site::Edition;

/// Adds what a news item has of its own.
pub(super) fn add(
    view: &mut ItemView,
    news: &News,
    (context, edition, date): (&Context<'_>, &Edition, Option<Day>),
    voice: &Voice,
) {
    view.key_points = news.key_points.clone().unwrap_or_default();
    view.asks = news.asks.clone().unwrap_or_default();
    view.dateline = dateline(news.dateline.as_ref(), date, voice);
    view.event = news.event.as_ref().and_then(|event| {
        let calendar = beside::event(edition, context, voice);
        Some(EventView { calendar, ..event_view(event, voice)? })
    });
}

/// The first and the last day of an event.
pub(super) fn days(event: &Event) -> Option<(Day, Day)> {
    let start = event.start.as_ref()?.value;
    Some((start, event.end.as_ref().map_or(start, |end| end.value.max(start))))
}

/// Where an event is, in words.
pub(super) fn place(event: &Event, voice: &Voice) -> String {
    let country = event.country.map(|country| voice.format.country(country));
    joined(voice, [event.place.as_deref(), country.as_deref()])
}

fn event_view(event: &Event, voice: &Voice) -> Option<EventView> {
    let (start, end) = days(event)?;
    let organisers = event.organisers.as_deref().unwrap_or_default();
    let attendees = event.attendees.as_ref().and_then(|number| usize::try_from(number.value).ok());
    Some(EventView {
        name: event.name.clone().unwrap_or_default(),
        // `datetime` has no form for a range of days (HTML, the time element): its first one stands for it.
        when: DateView { iso: start.to_string(), text: voice.format.long_range(start, end) },
        place: place(event, voice),
        organisers: voice.format.list(organisers.iter().map(String::as_str)),
        attendees: attendees.map_or_else(String::new, |number| voice.count("count.attendees", number)),
        calendar: LinkView::default(),
    })
}
