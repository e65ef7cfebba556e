//! The database as a data set: what its page says to machines (schema.org, Dublin Core).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::frame::Machine;
use super::super::json_ld::{Dataset, Download, Named, Thing};
use super::super::practice::temporal;
use super::super::view::{FeedView, LinkView, MetaView, PracticesView};
use super::super::voice::Voice;
use super::FOLDER;
use crate::base::Url;
use crate::base::date::Day;
use crate::content::{Facet, Own, Practice};

/// The files that hold all records: the table in the page's language, where any record is written in it,
/// and everything in all languages.
fn files(context: &Context<'_>, voice: &Voice) -> Vec<(&'static str, Url)> {
    if !has_data(context) {
        return Vec::new();
    }
    let everything = ("application/json", Url::new("/api/v1/practices.json"));
    tables(context, voice).into_iter().map(|[table, _]| ("text/csv", table)).chain([everything]).collect()
}

/// The tables of records and of their outcomes in a language.
fn tables(context: &Context<'_>, voice: &Voice) -> Option<[Url; 2]> {
    let section = context.site.sections.get(&voice.lang)?.get(FOLDER)?;
    let place = section.url.as_str().trim_end_matches('/');
    let has_any = published(context, voice) > 0;
    has_any.then(|| [Url::new(format!("{place}.csv")), Url::new(format!("{place}/outcomes.csv"))])
}

/// How many records are published in a language.
fn published(context: &Context<'_>, voice: &Voice) -> usize {
    context.site.practices.published.get(&voice.lang).copied().unwrap_or_default()
}

/// Whether any record is published in any language.
fn has_data(context: &Context<'_>) -> bool {
    !context.site.practices.published.is_empty()
}

/// The data as links for people.
pub(super) fn downloads(context: &Context<'_>, voice: &Voice) -> Vec<LinkView> {
    if !has_data(context) {
        return Vec::new();
    }
    let link = |key: &str, url: &Url| LinkView::to(voice.word(key), context.href(url));
    let tables = tables(context, voice);
    let tables = tables.iter().flat_map(|[records, outcomes]| {
        [link("practices.file_table", records), link("practices.file_outcomes", outcomes)]
    });
    let wholes = [
        link("practices.file_json", &Url::new("/api/v1/practices.json")),
        link("practices.file_package", &Url::new("/datapackage.json")),
    ];
    tables.chain(wholes).collect()
}

/// Says that the tables of a language hold fewer records than its page; empty where they hold all.
pub(super) fn partly(context: &Context<'_>, voice: &Voice, total: usize) -> String {
    let published = published(context, voice);
    if published >= total {
        return String::new();
    }
    let number = |number: usize| voice.format.number(i64::try_from(number).unwrap_or(i64::MAX));
    voice.say("practices.data_part", &[("n", &number(published)), ("total", &number(total))])
}

/// The data set in a language by name only: its own page says the rest, so that a record's need not
/// change with the others. `None` where it has no page there.
pub(in super::super) fn reference<'c>(context: &'c Context<'_>, voice: &'c Voice) -> Option<Dataset<'c>> {
    let section = context.site.sections.get(&voice.lang)?.get(FOLDER)?;
    let address = context.absolute(&section.url);
    Some(Dataset {
        kind: "Dataset",
        id: format!("{address}#dataset"),
        name: Cow::Borrowed(&section.title),
        description: Cow::Borrowed(""),
        in_language: voice.lang.as_str(),
        creator: Named { kind: "Organization", name: Cow::Borrowed(&voice.title) },
        license: &context.settings(&voice.lang).license_url,
        is_accessible_for_free: true,
        citation: String::new(),
        spatial_coverage: Vec::new(),
        temporal_coverage: String::new(),
        distribution: Vec::new(),
        url: address,
    })
}

/// The data set with all that is known of it.
fn dataset<'c>(context: &'c Context<'_>, voice: &'c Voice) -> Option<Dataset<'c>> {
    let section = context.site.sections.get(&voice.lang)?.get(FOLDER)?;
    let reference = reference(context, voice)?;
    let meta = section.index.as_ref().map(|index| &*index.meta);
    let said = meta.and_then(|meta| {
        meta.summary.as_ref().map(|summary| summary.value.as_str()).or(meta.intro.as_deref())
    });
    let countries = context.site.practices.values(&voice.lang, Facet::Country);
    let country = |value: &crate::relate::site::FacetCount| Named {
        kind: "Country",
        name: Cow::Owned(super::value_label(context, &value.key, voice)),
    };
    let download = |(media_type, url): (&'static str, Url)| Download {
        kind: "DataDownload",
        encoding_format: media_type,
        content_url: context.absolute(&url),
    };
    Some(Dataset {
        description: Cow::Borrowed(said.unwrap_or(&section.title)),
        citation: citation(&section.title, &reference.url, context, voice),
        spatial_coverage: countries.iter().map(country).collect(),
        temporal_coverage: years(context),
        distribution: files(context, voice).into_iter().map(download).collect(),
        ..reference
    })
}

/// "No Child Detained (2026). Practices that work [Data set]. https://…" (APA 7, 10.9).
fn citation(title: &str, address: &str, context: &Context<'_>, voice: &Voice) -> String {
    let year =
        newest(context).map_or_else(String::new, |day| format!(" ({})", voice.format.digits(day.year())));
    format!("{}{year}. {title} [{}]. {address}", voice.title, voice.word("practices.data_set"))
}

fn records<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (&'c Practice, Option<Day>)> {
    let items = context.site.practices.records.iter().map(|record| &context.site.items[record.item]);
    items.filter_map(|item| {
        let edition = item.editions.get(&item.source)?;
        let Own::Practice(practice) = &*edition.own else { return None };
        let day = edition.meta.updated.or_else(|| edition.meta.date.as_ref().map(|date| date.value));
        Some((&**practice, day))
    })
}

fn newest(context: &Context<'_>) -> Option<Day> {
    records(context).filter_map(|(_, day)| day).max()
}

/// From the first year to the last, or still open.
fn years(context: &Context<'_>) -> String {
    let spans: BTreeSet<String> = records(context).map(|(practice, _)| temporal(practice)).collect();
    let year = |text: &str| text.get(..4).map(str::to_owned);
    let first = spans.iter().filter_map(|span| year(span)).min();
    let ends = spans.iter().filter_map(|span| span.rsplit('/').next());
    let last = if spans.iter().any(|span| span.ends_with("..")) {
        Some("..".to_owned())
    } else {
        ends.filter_map(year).max()
    };
    first.zip(last).map_or_else(String::new, |(first, last)| format!("{first}/{last}"))
}

/// Links to the data and Dublin Core.
pub(super) fn machine(context: &Context<'_>, voice: &Voice) -> Machine {
    let Some(dataset) = dataset(context, voice) else { return Machine::default() };
    let data = files(context, voice).into_iter().map(|(media_type, url)| FeedView {
        media_type: media_type.to_owned(),
        title: dataset.name.clone().into_owned(),
        url: context.href(&url),
    });
    let changed = newest(context).map_or_else(String::new, |day| day.to_string());
    let meta = [
        ("DC.date", changed.as_str(), false),
        ("DC.title", &*dataset.name, true),
        ("DC.description", &*dataset.description, true),
        ("DC.type", "Dataset", false),
        ("DC.language", dataset.in_language, false),
        ("DC.identifier", dataset.url.as_str(), false),
        ("DC.publisher", voice.title.as_str(), false),
        ("DC.coverage", dataset.temporal_coverage.as_str(), false),
        ("DC.rights", dataset.license, false),
    ];
    let meta =
        meta.into_iter().filter(|(_, content, _)| !content.is_empty()).map(|(name, content, words)| {
            let lang = if words { voice.lang.as_str() } else { "" };
            MetaView { name: name.to_owned(), content: content.to_owned(), lang: lang.to_owned() }
        });
    Machine { meta: meta.collect(), data: data.collect(), cite_as: dataset.url.clone() }
}

/// What search engines are told of the database: a catalogue with one data set.
pub(in super::super) fn thing<'v>(
    view: &'v PracticesView,
    context: &'v Context<'_>,
    voice: &'v Voice,
) -> Thing<'v> {
    Thing {
        kind: "DataCatalog",
        id: &view.frame.canonical,
        url: &view.frame.canonical,
        name: &view.title,
        description: &view.summary,
        in_language: voice.lang.as_str(),
        license: Cow::Borrowed(&context.settings(&voice.lang).license_url),
        is_accessible_for_free: Some(true),
        dataset: dataset(context, voice).map(Box::new),
        ..Thing::default()
    }
}
