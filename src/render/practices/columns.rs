//! The database as the browser's filter reads it: every record's values by column in one small
//! file, the rows in parts that are fetched when they are shown, the texts for who searches, the ids
//! for who follows an address that compares.
//!
//! One set of files per language, in the order of the database's page, so that a record's number is
//! its place there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::context::Context;
use super::super::view::{FilterView, RecordView, Shared};
use super::super::voice::Voice;
use super::{FOLDER, values};
use crate::base::output::{File, Wave};
use crate::base::{Fingerprint, Url};
use crate::content::strings::Phrase;
use crate::content::{Facet, Own};
use crate::relate::site::Edition;

/// How many rows a part has. What is left of ten thousand records, or comes first by title, lies
/// scattered over as many parts as rows are shown, so a part is small.
const PART: usize = 50;

/// The files of every language.
pub(in super::super) fn files(context: &Context<'_>) -> Vec<(Url, File)> {
    context.voices().flat_map(|voice| of_lang(context, voice)).collect()
}

/// What the page tells the script; `None` where the theme has none.
pub(in super::super) fn filter(context: &Context<'_>, voice: &Voice) -> Option<FilterView> {
    let script = context.statics(SCRIPT)?;
    let folder = folder(context, voice)?;
    Some(FilterView {
        script,
        data: context.href(&folder),
        version: version(&rows(context, voice), context),
        locale: voice.locale.clone(),
        words: serde_json::to_string(&words(voice)).expect("texts are JSON"),
        records: context.href(&Url::new("/api/v1/practices/")),
    })
}

/// What the script says beside the phrases of `[filter]`, and what it calls it.
const SAID: [(&str, &str); 8] = [
    ("count.practices", "count"),
    ("facet.cap-sub", "element"),
    ("practice.actors", "actors"),
    ("practice.sources", "sources"),
    ("practice.summary", "summary"),
    ("practices.against", "against"),
    ("practices.record", "record"),
    ("punctuation.comma", "comma"),
];

/// The phrases by the script's names; `count` has its plural forms.
fn words(voice: &Voice) -> BTreeMap<&str, &Phrase> {
    let said = |key: &str| SAID.iter().find(|(of, _)| *of == key).map(|(_, name)| *name);
    let named = |(key, phrase)| Some((str::strip_prefix(key, "filter.").or_else(|| said(key))?, phrase));
    voice.phrases().filter_map(named).collect()
}

const SCRIPT: &str = "practices.js";

fn folder(context: &Context<'_>, voice: &Voice) -> Option<Url> {
    let section = context.site.sections.get(&voice.lang)?.get(FOLDER)?;
    (!section.list.is_empty()).then(|| section.url.join("data/"))
}

struct Row<'a> {
    edition: &'a Edition,
    view: Shared<RecordView>,
}

fn rows<'a>(context: &'a Context<'_>, voice: &Voice) -> Vec<Row<'a>> {
    let section = context.site.sections.get(&voice.lang).and_then(|sections| sections.get(FOLDER));
    let entries = section.into_iter().flat_map(|section| &section.list);
    let row = |edition: &'a Edition| Some(Row { edition, view: context.record(edition.item, &voice.lang)? });
    entries.filter_map(|entry| row(&entry.edition)).collect()
}

fn version(rows: &[Row<'_>], context: &Context<'_>) -> String {
    let keys = |row: &Row<'_>| context.site.practices.record(row.edition.item).map(|record| &record.keys);
    let of_rows: Vec<_> = rows.iter().map(|row| (&row.view, keys(row), actors(row.edition))).collect();
    Fingerprint::of(&of_rows).low().to_string()
}

#[derive(Serialize)]
struct Columns<'a> {
    version: &'a str,
    count: usize,
    part: usize,
    facets: Vec<Column<'a>>,
    title: Vec<usize>,
}

/// A facet: its values in the order of display, the sets of values that records have, and the number
/// of each record's set.
#[derive(Serialize)]
struct Column<'a> {
    key: &'static str,
    values: Vec<&'a str>,
    sets: Vec<Vec<usize>>,
    #[serde(rename = "column")]
    numbers: Vec<usize>,
}

#[derive(Serialize)]
struct Part<'a> {
    version: &'a str,
    rows: Vec<Cells<'a>>,
}

/// Short names, since every record has them.
#[derive(Serialize)]
struct Cells<'a> {
    i: &'a str,
    u: &'a str,
    t: &'a str,
    s: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    p: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    l: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    d: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    w: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    f: Vec<[&'a str; 3]>,
}

/// What a search finds each record by.
#[derive(Serialize)]
struct Texts<'a> {
    version: &'a str,
    texts: Vec<String>,
}

#[derive(Serialize)]
struct Ids<'a> {
    version: &'a str,
    ids: Vec<&'a str>,
}

fn of_lang(context: &Context<'_>, voice: &Voice) -> Vec<(Url, File)> {
    let Some(folder) = folder(context, voice) else { return Vec::new() };
    let rows = rows(context, voice);
    let version = version(&rows, context);
    let sorted = values_in_order(context, voice);
    let facets = Columns {
        version: &version,
        count: rows.len(),
        part: PART,
        facets: sorted.iter().map(|(facet, values)| column(*facet, values, &rows, context)).collect(),
        title: by_title(&rows, voice),
    };
    let parts = rows.chunks(PART).zip(0..).map(|(rows, number)| {
        let part = Part { version: &version, rows: rows.iter().map(cells).collect() };
        (folder.join(&format!("rows-{number}.json")), file(&part))
    });
    let texts = Texts { version: &version, texts: rows.iter().map(text).collect() };
    let ids = Ids { version: &version, ids: rows.iter().map(|row| row.view.id.as_str()).collect() };
    let whole = [("facets.json", file(&facets)), ("texts.json", file(&texts)), ("ids.json", file(&ids))];
    whole.into_iter().map(|(name, file)| (folder.join(name), file)).chain(parts).collect()
}

fn file(data: &impl Serialize) -> File {
    File::new(Wave::Index, serde_json::to_vec(data).expect("texts and numbers are JSON"))
}

/// The keys of each facet as the page shows them.
fn values_in_order(context: &Context<'_>, voice: &Voice) -> Vec<(Facet, Vec<String>)> {
    let keys = |facet| values(context, facet, None, voice).into_iter().map(|value| value.key).collect();
    Facet::ALL.into_iter().map(|facet| (facet, keys(facet))).collect()
}

fn column<'a>(facet: Facet, values: &'a [String], rows: &[Row<'_>], context: &Context<'_>) -> Column<'a> {
    let mut known = BTreeMap::new();
    let (mut sets, mut numbers) = (Vec::new(), Vec::new());
    for row in rows {
        let record = context.site.practices.record(row.edition.item);
        let keys = record.map_or(&[][..], |record| record.keys(facet));
        let place = |key: &String| values.iter().position(|value| value == key);
        let mut set: Vec<usize> = keys.iter().filter_map(place).collect();
        set.sort_unstable();
        let number = *known.entry(set.clone()).or_insert_with(|| {
            sets.push(set);
            sets.len() - 1
        });
        numbers.push(number);
    }
    Column { key: facet.word(), values: values.iter().map(String::as_str).collect(), sets, numbers }
}

/// The numbers of the records in the order of their titles.
fn by_title(rows: &[Row<'_>], voice: &Voice) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let title = |number: usize| rows[number].view.title.as_str();
    order.sort_by(|&one, &other| voice.format.compare(title(one), title(other)).then(one.cmp(&other)));
    order
}

fn cells<'a>(row: &'a Row<'_>) -> Cells<'a> {
    let view = &*row.view;
    Cells {
        i: &view.id,
        u: &view.url,
        t: &view.title,
        s: &view.summary,
        p: &view.period,
        l: &view.lang,
        d: &view.dir,
        w: &view.form_of_detention,
        f: view
            .figures
            .iter()
            .map(|figure| [&*figure.indicator, &*figure.value, &*figure.comparator])
            .collect(),
    }
}

/// A line each, so that no words are found across two of them.
fn text(row: &Row<'_>) -> String {
    [row.view.title.as_str(), &row.view.summary, &actors(row.edition)].join("\n")
}

fn actors(edition: &Edition) -> String {
    let Own::Practice(practice) = &*edition.own else { return String::new() };
    let names: Vec<&str> =
        practice.actors.iter().flatten().filter_map(|actor| actor.name.as_deref()).collect();
    names.join(" · ")
}
