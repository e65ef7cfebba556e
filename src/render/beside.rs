//! The files beside an item's page: a petition's code for paper, and days for calendars.

use super::calendar::Entry;
use super::context::Context;
use super::view::{LinkView, QrView};
use super::voice::Voice;
use super::{news, parts, qr};
use crate::base::Url;
use crate::base::date::Instant;
use crate::base::output::{File, Wave};
use crate::content::news::Event;
use crate::content::{Own, Petition};
use crate::relate::petitions::{Standing, closes, opens, zone};
use crate::relate::site::{Edition, Page, Shows};

/// The code.
const CODE: &str = "qr.svg";
/// The last day.
const LAST_DAY: &str = "last-day.ics";
/// The days of an event.
const EVENT: &str = "event.ics";

/// The files of every page.
pub(super) fn files(context: &Context<'_>) -> Vec<(Url, File)> {
    context.site.pages.iter().flat_map(|page| of_page(context, page)).collect()
}

fn of_page(context: &Context<'_>, page: &Page) -> Vec<(Url, File)> {
    let Shows::Item(edition) = &page.shows else { return Vec::new() };
    let voice = context.voice(&page.lang);
    let file = |name: &str, text: String| (edition.url.join(name), File::new(Wave::Page, text.into_bytes()));
    match &*edition.own {
        Own::Petition(petition) => {
            let code = qr::svg(&context.absolute(&edition.url)).map(|text| file(CODE, text));
            let day = closing(petition, edition, context, voice).map(|text| file(LAST_DAY, text));
            code.into_iter().chain(day).collect()
        }
        Own::News(own) => {
            let event = own.event.as_ref().and_then(|event| days(event, edition, context, voice));
            event.map(|text| file(EVENT, text)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The code as the page tells of it.
pub(super) fn code(edition: &Edition, context: &Context<'_>) -> Option<QrView> {
    qr::svg(&context.absolute(&edition.url))?;
    Some(QrView { url: context.href(&edition.url.join(CODE)), address: context.readable(&edition.url) })
}

/// The way to the last day; empty where there is none to come.
pub(super) fn last_day(
    petition: &Petition,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) -> LinkView {
    let has_one = closing(petition, edition, context, voice).is_some();
    let label = voice.word("petition.calendar").to_owned();
    if has_one { LinkView::to(label, context.href(&edition.url.join(LAST_DAY))) } else { LinkView::default() }
}

/// The way to an event's days.
pub(super) fn event(edition: &Edition, context: &Context<'_>, voice: &Voice) -> LinkView {
    LinkView::to(voice.word("item.event_calendar"), context.href(&edition.url.join(EVENT)))
}

/// A petition's last day; `None` where there is none to come.
fn closing(petition: &Petition, edition: &Edition, context: &Context<'_>, voice: &Voice) -> Option<String> {
    let site_zone = &context.site.config.timezone;
    if !matches!(context.standing(petition), Standing::Announced | Standing::Open) {
        return None;
    }
    let zone = zone(petition, site_zone);
    // A closing day's end is the first instant of the next one.
    let last = closes(petition, site_zone)?.0.checked_sub(jiff::SignedDuration::from_secs(1)).ok()?;
    let last = Instant(last).day(&zone);
    let id = &petition.id.as_ref()?.value;
    let ask = petition.ask.as_ref().map_or("", |ask| &ask.value);
    let entry = Entry {
        id: format!("{id}-closes-{}", voice.lang),
        stamp: opens(petition, site_zone)?,
        corrections: 0,
        days: (last, last),
        lang: &voice.lang,
        title: &voice.say("petition.calendar_title", &[("title", parts::title(edition))]),
        text: (&edition.text_lang, ask),
        place: "",
        url: &context.absolute(&edition.url),
    };
    Some(entry.file(context))
}

/// The days of an event.
fn days(event: &Event, edition: &Edition, context: &Context<'_>, voice: &Voice) -> Option<String> {
    let days = news::days(event)?;
    let path = context.site.items[edition.item].path.as_str().replace('/', "-");
    let changes = edition.meta.changes.as_deref().unwrap_or_default();
    let corrected = changes.iter().filter_map(|change| change.date).max();
    let written = parts::date(context, edition).max(edition.meta.updated).max(corrected)?;
    let entry = Entry {
        id: format!("{path}-{}", voice.lang),
        stamp: written.begins(&context.site.config.timezone),
        corrections: changes.len(),
        days,
        lang: &edition.text_lang,
        title: event.name.as_deref().unwrap_or_else(|| parts::title(edition)),
        text: (&edition.text_lang, &parts::summary(context, edition)),
        place: &news::place(event, voice),
        url: &context.absolute(&edition.url),
    };
    Some(entry.file(context))
}
