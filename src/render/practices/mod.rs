//! The practice database as a whole: its page, the pages of its values, and its data.

pub mod export;

mod columns;
mod dataset;
mod facets;
mod record;

mod axis;
mod map;
mod timeline;
mod world;

use super::context::Context;
use super::frame::{self, Head, Machine};
use super::list::{self, Words};
use super::view::{FacetsView, LinkView, PracticesView, RecordView, Shared};
use super::voice::Voice;
use crate::base::country::Country;
use crate::content::{Facet, FacetKey};
use crate::relate::site::{Entry, Page, Part, Record};

pub(super) use columns::files as data;
pub(super) use dataset::{reference, thing};
pub(super) use facets::value_label as label;
use facets::{facet_label, facet_view, value_label, values};
pub(super) use map::view as map;
pub(super) use record::view as record;
pub(super) use timeline::view as timeline;

/// The folder of the database.
const FOLDER: &str = "practices";

/// The facets that are open before anybody asks.
const OPEN: [Facet; 3] = [Facet::Population, Facet::Region, Facet::Cap];

/// The database's own page.
pub(super) fn section(context: &Context<'_>, page: &Page, part: &Part, voice: &Voice) -> PracticesView {
    let settings = context.site.config.sections.get(FOLDER);
    let Words { title, summary, body } = list::words(context, FOLDER, part, voice);
    let view = PracticesView {
        title,
        summary,
        body,
        facets: every_facet(context, voice),
        // Later parts are for who reads on without scripts.
        filter: (part.number == 1).then(|| columns::filter(context, voice)).flatten(),
        ways: ways(context, voice),
        downloads: dataset::downloads(context, voice),
        data_part: dataset::partly(context, voice, part.total),
        ..list(context, part, voice)
    };
    let quick_exit = settings.is_some_and(|settings| settings.quick_exit);
    let machine = if part.number == 1 { dataset::machine(context, voice) } else { Machine::default() };
    framed(context, page, part, view, Head { quick_exit, machine, ..Head::default() }, voice)
}

/// The page of one value.
pub(super) fn value(
    context: &Context<'_>,
    page: &Page,
    value: &FacetKey,
    part: &Part,
    voice: &Voice,
) -> PracticesView {
    let siblings = facet_view(context, value.facet, Some(value), voice);
    let narrower = facets::pairs(context, value, voice);
    let view = PracticesView {
        title: value_label(context, value, voice),
        eyebrow: facet_label(value.facet, voice),
        summary: facets::definition(context, value, voice),
        facets: narrower.into_iter().chain(siblings).collect(),
        refine: refined(context, std::slice::from_ref(value), voice),
        ..list(context, part, voice)
    };
    framed(context, page, part, view, Head::default(), voice)
}

/// The page of a region with a group of people.
pub(super) fn pair(
    context: &Context<'_>,
    page: &Page,
    values: [&FacetKey; 2],
    part: &Part,
    voice: &Voice,
) -> PracticesView {
    let [region, population] = values.map(|value| value_label(context, value, voice));
    let pair = voice.say("practices.pair", &[("population", &population), ("region", &region)]);
    let others = values.into_iter().filter_map(|value| facets::pairs_but(context, value, &page.url, voice));
    let view = PracticesView {
        title: pair,
        eyebrow: voice.word("practices.title").to_owned(),
        facets: others.collect(),
        refine: refined(context, &values.map(Clone::clone), voice),
        ..list(context, part, voice)
    };
    framed(context, page, part, view, Head::default(), voice)
}

/// All values of a facet.
pub(super) fn facet(context: &Context<'_>, page: &Page, facet: Facet, voice: &Voice) -> FacetsView {
    let title = facet_label(facet, voice);
    let others = Facet::ALL.into_iter().filter(|other| *other != facet);
    let others = others.filter_map(|other| facets::index_link(context, other, voice)).collect();
    FacetsView {
        frame: frame::view(
            context,
            page,
            voice,
            Head { title: &title, section: FOLDER.to_owned(), ..Head::default() },
        ),
        values: values(context, facet, None, voice),
        others,
        title,
    }
}

fn framed(
    context: &Context<'_>,
    page: &Page,
    part: &Part,
    view: PracticesView,
    head: Head<'_>,
    voice: &Voice,
) -> PracticesView {
    let title = list::title(&view.title, part, voice);
    let head = Head { title: &title, description: &view.summary, section: FOLDER.to_owned(), ..head };
    let frame = frame::view(context, page, voice, head);
    PracticesView { frame, ..view }
}

fn list(context: &Context<'_>, part: &Part, voice: &Voice) -> PracticesView {
    PracticesView {
        count_text: voice.count("count.practices", part.total),
        records: records(context, &part.entries, voice),
        pager: list::pager(context, part, voice),
        feed: list::feed(context, &part.first, voice),
        ..PracticesView::default()
    }
}

fn records(context: &Context<'_>, entries: &[Entry], voice: &Voice) -> Vec<Shared<RecordView>> {
    entries.iter().filter_map(|entry| context.record(entry.edition.item, &voice.lang)).collect()
}

fn every_facet(context: &Context<'_>, voice: &Voice) -> Vec<super::view::FacetView> {
    let facets = Facet::ALL.into_iter().filter(|facet| *facet != Facet::CapSub);
    let facets = facets.filter_map(|facet| facet_view(context, facet, None, voice));
    facets
        .map(|view| {
            let open = OPEN.iter().any(|facet| facet.word() == view.key);
            super::view::FacetView { open, ..view }
        })
        .collect()
}

/// The map and the timeline.
fn ways(context: &Context<'_>, voice: &Voice) -> Vec<LinkView> {
    [to_map(context, voice), to_timeline(context, voice)].into_iter().flatten().collect()
}

fn to_map(context: &Context<'_>, voice: &Voice) -> Option<LinkView> {
    let ways = context.site.practices.ways.get(&voice.lang)?;
    Some(LinkView::to(voice.word("practices.map"), context.href(&ways.map)))
}

fn to_timeline(context: &Context<'_>, voice: &Voice) -> Option<LinkView> {
    let ways = context.site.practices.ways.get(&voice.lang)?;
    Some(LinkView::to(voice.word("practices.timeline"), context.href(&ways.timeline)))
}

/// Every record that readers of a language see.
fn shown<'a>(context: &'a Context<'_>, voice: &'a Voice) -> impl Iterator<Item = &'a Record> {
    let records = context.site.practices.records.iter();
    records.filter(|record| context.edition(record.item, &voice.lang).is_some())
}

/// A country, and where its records are listed.
fn country_link(context: &Context<'_>, country: Country, voice: &Voice) -> LinkView {
    let value = context.site.practices.value(&voice.lang, Facet::Country, country.code());
    let url = value.map_or_else(String::new, |value| context.href(&value.url));
    LinkView::to(voice.format.country(country), url)
}

/// The filter with these values set.
fn refined(context: &Context<'_>, values: &[FacetKey], voice: &Voice) -> LinkView {
    let home = context.section(FOLDER, voice).map(|link| link.url).unwrap_or_default();
    let set: Vec<String> =
        values.iter().map(|value| format!("{}={}", value.facet, encoded(&value.key))).collect();
    LinkView::to(voice.word("practices.refine"), format!("{home}?{}", set.join("&")))
}

/// A key in an address's query (RFC 3986, 3.4).
fn encoded(key: &str) -> String {
    key.bytes().fold(String::new(), |text, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            text + &char::from(byte).to_string()
        }
        byte => text + &format!("%{byte:02X}"),
    })
}
