//! What time will change, in its order: embargoes, expiries, petitions, events, contacts, reviews.

use jiff::{SignedDuration, ToSpan};
use serde::Serialize;

use crate::base::date::{Day, Instant, When};
use crate::content::Own;
use crate::relate::changes::until;
use crate::relate::petitions::{closes, opens};
use crate::relate::site::{Edition, Item, State};

use super::parts::ROWS;
use super::{Around, Parts, Titled, best, parts};

/// How long what is over stays in view.
const DAYS_BACK: i64 = 14;

/// The page.
#[derive(Serialize)]
pub(super) struct View {
    days: Vec<Days>,
    parts: Parts,
    zone: String,
    now: String,
}

/// What is on one day.
#[derive(Serialize)]
struct Days {
    date: String,
    label: String,
    is_today: bool,
    is_past: bool,
    entries: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    item: Titled,
    what: &'static str,
    label: String,
    time: Option<String>,
    is_past: bool,
    hidden: Option<String>,
}

/// One thing that happens.
struct Entry<'a> {
    at: Instant,
    /// Until when it is not over; `at` for what has no length.
    ends: Instant,
    what: &'static str,
    has_time: bool,
    detail: Vec<(&'static str, String)>,
    of: Of<'a>,
}

/// Whose it is.
enum Of<'a> {
    Item(&'a Item),
    /// A file that this build keeps back.
    File(&'a str),
}

/// Puts the page together.
pub(super) fn view(around: &Around<'_>) -> View {
    let site = around.desk.site;
    let zone = &site.config.timezone;
    let since =
        Instant(site.now.0.saturating_sub(SignedDuration::from_hours(24 * DAYS_BACK)).unwrap_or(site.now.0));
    let mut all: Vec<Entry<'_>> = site.items.iter().flat_map(|item| of_item(item, around)).collect();
    all.extend(kept_back(around));
    all.retain(|entry| entry.ends >= since);
    all.sort_by_key(|entry| entry.at);
    let (entries, parts) = parts(all, ROWS, around);
    let mut days: Vec<Days> = Vec::new();
    for entry in entries {
        let day = entry.at.day(zone);
        let date = day.to_string();
        if days.last().is_none_or(|last| last.date != date) {
            days.push(new_day(day, around));
        }
        days.last_mut().expect("one was just pushed").entries.push(shown(&entry, around));
    }
    View {
        days,
        parts,
        zone: zone.iana_name().unwrap_or("UTC").replace('_', " "),
        now: around.moment(site.now),
    }
}

fn new_day(day: Day, around: &Around<'_>) -> Days {
    let today = around.desk.site.now.day(&around.desk.site.config.timezone);
    Days {
        date: day.to_string(),
        label: super::sentence(&around.formatter.weekday_date(day)),
        is_today: day == today,
        is_past: day < today,
        entries: Vec::new(),
    }
}

/// All that its fields say of time.
fn of_item<'a>(item: &'a Item, around: &Around<'_>) -> Vec<Entry<'a>> {
    let Some(edition) = best(item, around.desk.language.tag()) else { return Vec::new() };
    let zone = &around.desk.site.config.timezone;
    let source = &edition.source.meta;
    let mut entries = Vec::new();
    let mut put = |at: Instant, what, has_time| {
        entries.push(Entry { at, ends: at, what, has_time, detail: Vec::new(), of: Of::Item(item) });
    };
    if let Some(publish) = &source.publish {
        put(publish.value.instant(zone), "publish", true);
    }
    if let Some(expires) = &source.expires {
        put(expires.value.instant(zone), "expires", true);
    }
    match &*edition.own {
        Own::Petition(petition) => {
            if let Some(opens) = opens(petition, zone) {
                put(opens, "opens", true);
            }
            if let Some(closes) = closes(petition, zone) {
                // A closing day counts whole: its last minute is what people understand.
                let is_day = matches!(petition.closes.as_ref().map(|at| at.value), Some(When::Day(_)));
                let last = closes.0.checked_sub(1.minute()).unwrap_or(closes.0);
                put(if is_day { Instant(last) } else { closes }, "closes", true);
            }
        }
        Own::Practice(practice) => {
            if let Some(reviewed) = &practice.reviewed {
                let due = reviewed.value.plus_months(around.desk.site.config.review_months).next();
                put(due.begins(zone), "review", false);
            }
        }
        _ => {}
    }
    entries.extend(event(item, edition, around));
    entries.extend(contacts(item, edition, around));
    entries
}

fn event<'a>(item: &'a Item, edition: &Edition, around: &Around<'_>) -> Option<Entry<'a>> {
    let zone = &around.desk.site.config.timezone;
    let Own::News(news) = &*edition.own else { return None };
    let event = news.event.as_ref()?;
    let start = event.start.as_ref()?.value;
    let end = event.end.as_ref().map_or(start, |end| end.value).max(start);
    let detail = vec![
        ("name", event.name.clone().unwrap_or_default()),
        ("days", around.formatter.long_range(start, end)),
    ];
    let ends = end.next().begins(zone);
    Some(Entry { at: start.begins(zone), ends, what: "event", has_time: false, detail, of: Of::Item(item) })
}

/// The days from which contacts are not shown any more.
fn contacts<'a>(item: &'a Item, edition: &Edition, around: &Around<'_>) -> Vec<Entry<'a>> {
    let zone = &around.desk.site.config.timezone;
    let contacts = edition.meta.contacts.iter().flatten().filter_map(|contact| {
        let at = until(contact, &edition.meta)?.next().begins(zone);
        let name = contact.name.clone().unwrap_or_default();
        let detail = vec![("name", name)];
        Some(Entry { at, ends: at, what: "contact", has_time: false, detail, of: Of::Item(item) })
    });
    contacts.collect()
}

/// Embargoes of files that have no page in this build: the listing knows when they end.
fn kept_back<'a>(around: &Around<'a>) -> Vec<Entry<'a>> {
    let rows = around.desk.site.listing.iter().filter(|row| around.index.item(&row.file).is_none());
    let entries = rows.filter_map(|row| {
        let (key @ ("embargoed" | "expired"), detail) = row.reason.as_ref()? else { return None };
        let at = Instant(detail.parse().ok()?);
        let what = if *key == "embargoed" { "publish" } else { "expires" };
        let of = Of::File(row.file.as_str());
        Some(Entry { at, ends: at, what, has_time: true, detail: Vec::new(), of })
    });
    entries.collect()
}

fn shown(entry: &Entry<'_>, around: &Around<'_>) -> Shown {
    let state = |item: &Item| best(item, around.desk.language.tag()).map(|edition| edition.state);
    let (item, hidden) = match entry.of {
        Of::Item(item) => (Titled::of_item(item, around), state(item)),
        Of::File(file) => (Some(Titled::of_file(file)), Some(State::Embargoed)),
    };
    let hidden = match hidden {
        Some(State::Draft) => Some(around.state("draft")),
        Some(State::Embargoed) => Some(around.say("not-public")),
        _ => None,
    };
    Shown {
        item: item.unwrap_or_else(|| Titled::of_file("")),
        what: entry.what,
        label: around.say_of(&format!("what.{}", entry.what), &entry.detail),
        time: entry.has_time.then(|| around.time(entry.at)),
        is_past: entry.ends <= around.desk.site.now,
        hidden,
    }
}
