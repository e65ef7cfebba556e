//! The practice database as files that others load: CSV, JSON, citations, vocabularies, and a
//! description of the tables.
//!
//! Pure functions of a [`Site`]: no theme, no clock. What is not published and what `redaction`
//! names is gone before anything is made (`record`). Addresses: docs/practices.md.

pub mod csl;
pub mod record;

mod bibtex;
mod choice;
mod data;
mod files;
mod json;
mod outcomes;
mod package;
mod plain;
mod practices;
mod ris;
mod table;
mod vocabulary;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json as value;

use crate::base::bytes::Models;
use crate::base::memo::Shelf;
use crate::base::output::File;
use crate::base::{Lang, Url};
use crate::relate::Site;

pub use choice::Choice;
pub use files::files;

use csl::Entry;
use record::{Record, Text};
use words::Words;

/// What earlier builds exported, by the fingerprint of what it was made from.
#[derive(Debug, Default)]
pub struct Shelves {
    records: Shelf<Arc<Made>>,
    wholes: Shelf<Arc<Vec<(Url, File)>>>,
}

impl Shelves {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.records.turn();
        self.wholes.turn();
    }
}

/// Where things are, and whose they are.
#[derive(Clone, Copy, Debug)]
struct Address<'s> {
    site: &'s Site,
}

impl<'s> Address<'s> {
    fn of(self, url: &Url) -> String {
        self.site.config.absolute(url)
    }

    /// The site's title in a language.
    fn title(self, lang: &Lang) -> &'s str {
        let language = self.site.config.languages.iter().find(|language| language.lang == *lang);
        language.map_or(&self.site.config.title, |language| &language.title)
    }

    /// A record's licence: the site's, unless it has its own.
    fn license<'a>(self, record: &'a Record<'_>) -> Option<&'a str>
    where
        's: 'a,
    {
        let site = self.site.config.license.as_deref().filter(|_| record.is_shown("license"));
        record.practice().license.as_deref().or(site)
    }
}

/// What is made of one record.
#[derive(Debug)]
struct Made {
    /// As JSON, with labels.
    json: File,
    /// Where the labels begin.
    labels: usize,
    /// By text: its table, and the rows of its outcomes.
    rows: Vec<(File, Vec<u8>)>,
    /// Its own files, these among them: what is made of all records together takes its part from there.
    files: Vec<(Url, File)>,
}

/// Records with what is needed to write them.
#[derive(Debug)]
pub struct Export<'s> {
    /// In the order of their ids; a command keeps those that it was asked for.
    pub records: Vec<Record<'s>>,
    site: &'s Site,
    words: Words<'s>,
    /// What records' files of each sort look like.
    models: Models,
}

impl<'s> Export<'s> {
    /// Everything that is published; with `lang`, in this language only.
    pub fn of(site: &'s Site, lang: Option<&Lang>) -> Export<'s> {
        Export {
            records: record::records(site, lang),
            site,
            words: Words::of(site),
            models: Models::default(),
        }
    }

    /// One row a record that is published in the language.
    pub fn csv(&self, lang: &Lang) -> Vec<u8> {
        let mut csv = table::head(&practices::columns());
        for record in &self.records {
            let text = record.texts.iter().find(|text| text.lang == lang);
            csv.extend(text.into_iter().flat_map(|text| self.row(record, text)));
        }
        csv
    }

    /// All records, and the labels of their keys.
    pub fn json(&self) -> String {
        let practices = self.each(|record| self.data(record));
        let fields = practices.iter().map(|json| json.strip_suffix('}').expect("a record is an object"));
        let length = practices.iter().map(String::len).sum();
        let whole = self.whole(length, fields.map(|fields| Cow::Borrowed(fields.as_bytes())));
        String::from_utf8(whole).expect("made of text")
    }

    /// One record a line, each with its labels.
    pub fn json_lines(&self) -> String {
        self.each(|record| self.labelled(record, &self.data(record))).concat()
    }

    /// Citations of all records and of what they rest on.
    pub fn csl(&self) -> String {
        json::text(&self.entries()) + "\n"
    }

    /// The same as BibTeX.
    pub fn bibtex(&self) -> String {
        bibtex::text(self.entries())
    }

    /// The same as RIS.
    pub fn ris(&self) -> String {
        ris::text(&self.entries())
    }

    /// `practices` are records as JSON without the brace at the end, in the order of the ids, together
    /// about so long.
    fn whole<'j>(&self, length: usize, practices: impl ExactSizeIterator<Item = Cow<'j, [u8]>>) -> Vec<u8> {
        let langs = self.site.config.langs().filter(|lang| self.has(lang));
        let about = value!({
            "license": self.site.config.license,
            "version": package::newest(&self.records),
            "languages": langs.collect::<Vec<_>>(),
            "count": self.records.len(),
        });
        let about = json::text(&about);
        let about = about.strip_suffix('}').expect("an object");
        let head = format!("{about},\"labels\":{},\"practices\":[", self.labels());
        let mut json = head.into_bytes();
        json.reserve(length + 3 * practices.len() + 8);
        for (fields, comma) in practices.zip(std::iter::once("\n").chain(std::iter::repeat(",\n"))) {
            json.extend_from_slice(comma.as_bytes());
            json.extend_from_slice(&fields);
            json.push(b'}');
        }
        json.extend_from_slice(b"\n]}\n");
        json
    }

    /// The labels of all keys that the records use.
    fn labels(&self) -> String {
        let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for record in &self.records {
            for (name, keys) in data::keys(record, &self.site.vocabularies) {
                used.entry(name).or_default().extend(keys);
            }
        }
        self.words.object(used.into_iter().map(|(name, keys)| (name, keys.into_iter().collect())))
    }

    /// Whether a record is published in the language.
    fn has(&self, lang: &Lang) -> bool {
        self.records.iter().any(|record| record.texts.iter().any(|text| text.lang == lang))
    }

    fn address(&self) -> Address<'s> {
        Address { site: self.site }
    }

    fn entries(&self) -> Vec<Entry> {
        self.records.iter().flat_map(|record| csl::entries(record, self.address())).collect()
    }

    fn each<T: Send>(&self, make: impl Fn(&Record<'s>) -> T + Sync + Send) -> Vec<T> {
        self.records.par_iter().map(make).collect()
    }

    fn data(&self, record: &Record<'_>) -> String {
        data::text(record, self.address(), &self.site.vocabularies)
    }

    fn labelled(&self, record: &Record<'_>, json: &str) -> String {
        data::with_labels(json, record, &self.words, &self.site.vocabularies)
    }

    fn row(&self, record: &Record<'_>, text: &Text<'_>) -> Vec<u8> {
        table::row(&practices::columns(), &self.line(record, text), &self.words, text.lang)
    }

    fn line<'a>(&'a self, record: &'a Record<'a>, text: &'a Text<'a>) -> practices::Row<'a> {
        practices::Row { record, text, vocabularies: &self.site.vocabularies, address: self.address() }
    }
}
