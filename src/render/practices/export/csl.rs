//! Citations as CSL-JSON, from which the other formats are made.
//!
//! A record is cited as a data set of the site's (APA 7, 10.9), with the day of its last change and
//! its version; the works that it rests on follow as entries of their own.

use serde::Serialize;

use super::Address;
use super::record::Record;
use crate::base::Spanned;
use crate::base::date::Day;
use crate::base::slug::slug;
use crate::content::practice::PracticeSource;

/// One entry, by the names of CSL 1.0.2.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// Unique among all entries of a site: the record's id, or that and the source's reference.
    pub id: String,
    /// A type of CSL.
    #[serde(rename = "type")]
    pub kind: String,
    /// As printed.
    pub title: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<Parts>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Which pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Digital object identifier.
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// International standard book number.
    #[serde(rename = "ISBN", skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// Where it can be read.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was read there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Parts>,
    /// A copy that stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_location: Option<String>,
}

/// A name that is not taken apart: nobody here guesses which part of it is the family's.
#[derive(Clone, Debug, Serialize)]
pub struct Name {
    /// As published.
    pub literal: String,
}

/// A date: year, month, day, as far as they are known.
#[derive(Clone, Debug, Serialize)]
pub struct Parts {
    /// One list for a date.
    #[serde(rename = "date-parts")]
    pub parts: [Vec<i64>; 1],
}

impl Parts {
    /// The year.
    pub fn year(&self) -> Option<i64> {
        self.parts[0].first().copied()
    }
}

/// The record and what it rests on.
pub(super) fn entries(record: &Record<'_>, address: Address<'_>) -> Vec<Entry> {
    let mut entries = vec![itself(record, address)];
    for source in record.main().sources() {
        let id = format!("{}:{}", record.id, key(source));
        let id = free(id, &entries);
        entries.push(work(source, id));
    }
    entries
}

/// The id, with a number behind it where an earlier entry has it already.
fn free(id: String, entries: &[Entry]) -> String {
    let is_taken = |id: &str| entries.iter().any(|entry| entry.id == id);
    let numbered = (2..entries.len() + 2).map(|number| format!("{id}-{number}"));
    let mut ids = std::iter::once(id.clone()).chain(numbered);
    ids.find(|id| !is_taken(id)).unwrap_or(id)
}

fn itself(record: &Record<'_>, address: Address<'_>) -> Entry {
    let main = record.main();
    let changed = main.meta.updated.or(main.meta.date.as_ref().map(|day| day.value));
    Entry {
        id: record.id.to_owned(),
        kind: "dataset".to_owned(),
        title: main.title().to_owned(),
        author: vec![Name { literal: address.title(main.lang).to_owned() }],
        issued: changed.map(day),
        version: main.practice.version.clone(),
        language: Some(main.lang.to_string()),
        doi: main.practice.doi.as_deref().map(bare_doi),
        url: Some(address.of(main.url)),
        ..Entry::default()
    }
}

fn work(source: &PracticeSource, id: String) -> Entry {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let creators = source.creators.iter().flatten();
    Entry {
        id,
        kind: text(&source.kind).unwrap_or_else(|| "document".to_owned()),
        title: source.title.clone().unwrap_or_default(),
        author: creators.map(|name| Name { literal: name.clone() }).collect(),
        publisher: source.publisher.clone(),
        issued: source.year.map(|year| Parts { parts: [vec![year]] }),
        version: None,
        language: source.lang.clone(),
        page: source.pages.clone(),
        doi: source.doi.as_deref().map(bare_doi),
        isbn: source.isbn.clone(),
        url: text(&source.url),
        accessed: source.accessed.map(day),
        archive_location: text(&source.archived_url),
    }
}

/// A source's reference in the letters that every program takes in a key.
fn key(source: &PracticeSource) -> String {
    let word = slug(source.key.as_ref().map_or("", |key| &key.value));
    let word: String =
        word.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    if word.is_empty() { "source".to_owned() } else { word }
}

fn day(day: Day) -> Parts {
    let date = day.0;
    Parts { parts: [vec![i64::from(date.year()), i64::from(date.month()), i64::from(date.day())]] }
}

fn bare_doi(doi: &str) -> String {
    let found = doi.find("10.").filter(|_| doi.starts_with("http") || doi.starts_with("doi"));
    doi[found.unwrap_or(0)..].to_owned()
}
