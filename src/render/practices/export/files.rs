//! The addresses at which data are published.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::package::Tables;
use super::record::Record;
use super::{
    Address, Export, Made, Shelves, bibtex, csl, json, outcomes, package, practices, ris, table, vocabulary,
};
use crate::base::bytes::Bytes;
use crate::base::output::{File, Wave};
use crate::base::{Fingerprint, Lang, Url};
use crate::relate::Site;

/// Every file of the practice database; none where it has no record.
pub fn files(site: &Site, shelves: &Shelves) -> Vec<(Url, File)> {
    let export = Export::of(site, None);
    if export.records.is_empty() {
        return Vec::new();
    }
    let around = around(&export);
    let made: Vec<(Fingerprint, Arc<Made>)> = export.each(|record| {
        let key = Fingerprint::of(&(around, record));
        (key, shelves.records.get_or(key, || made(&export, record).into()).0)
    });
    let keys: Vec<Fingerprint> = made.iter().map(|(key, _)| *key).collect();
    let key = Fingerprint::of(&(keys, &site.vocabularies));
    let (wholes, _) = shelves.wholes.get_or(key, || wholes(&export, &made).into());
    made.iter().flat_map(|(_, made)| &made.files).chain(wholes.iter()).cloned().collect()
}

/// Of all that every record's data depend on beside the record.
fn around(export: &Export<'_>) -> Fingerprint {
    let config = &export.site.config;
    let titles: Vec<_> = config.languages.iter().map(|language| (&language.lang, &language.title)).collect();
    let site = (&config.origin, &config.base_path, &config.license, titles);
    let sections: Vec<_> = config.langs().map(|lang| section(export, lang)).collect();
    Fingerprint::of(&(export.words.fingerprint, site, sections))
}

/// The address of the database in a language.
fn section<'s>(export: &Export<'s>, lang: &Lang) -> Option<&'s Url> {
    Some(&export.site.sections.get(lang)?.get("practices")?.url)
}

fn made(export: &Export<'_>, record: &Record<'_>) -> Made {
    let json = export.data(record);
    let mut files = Vec::with_capacity(4 + 2 * record.texts.len());
    let own = |ending: &str| Url::new(format!("/api/v1/practices/{}.{ending}", record.id));
    let file = |sort: &str, bytes: Vec<u8>| kept(export, sort, bytes);
    let whole = file("json", export.labelled(record, &json).into());
    let head = table::head(&practices::columns());
    let entries = csl::entries(record, export.address());
    files.push((own("csl.json"), file("csl", (json::text(&entries) + "\n").into())));
    files.push((own("ris"), file("ris", ris::text(&entries).into())));
    files.push((own("bib"), file("bib", bibtex::text(entries).into())));
    files.push((own("json"), whole.clone()));
    let mut rows = Vec::with_capacity(record.texts.len());
    for text in &record.texts {
        let row = table::row(&practices::columns(), &export.line(record, text), &export.words, text.lang);
        let table = file("csv", [&head[..], &row].concat());
        let beside = |ending| Url::new(format!("{}.{ending}", text.url.as_str().trim_end_matches('/')));
        files.push((beside("json"), whole.clone()));
        files.push((beside("csv"), table.clone()));
        rows.push((table, figures(export, record, rows.len())));
    }
    // Behind the fields comes a comma where the record alone ends.
    Made { json: whole, labels: json.len() - 1, rows, files }
}

/// The rows of a record's outcomes in the language of one of its texts.
fn figures(export: &Export<'_>, record: &Record<'_>, text: usize) -> Vec<u8> {
    let text = &record.texts[text];
    let row = export.line(record, text);
    let columns = outcomes::columns();
    let outcomes = text.outcomes().iter().zip(1..);
    let figures = outcomes.map(|(outcome, number)| outcomes::Figure { row, number, outcome });
    figures.flat_map(|figure| table::row(&columns, &figure, &export.words, text.lang)).collect()
}

/// What is made of all records together.
fn wholes(export: &Export<'_>, made: &[(Fingerprint, Arc<Made>)]) -> Vec<(Url, File)> {
    let site = export.site;
    let langs: Vec<&Lang> = site.config.langs().collect();
    let tables: Vec<Tables<'_>> = langs.par_iter().filter_map(|lang| tables(export, lang, made)).collect();
    let length = made.iter().map(|(_, made)| made.labels).sum();
    let practices = made.iter().map(|(_, made)| part(&made.json.bytes, made.labels));
    let mut files = vec![
        (Url::new("/api/v1/practices.json"), file(export.whole(length, practices))),
        (Url::new("/datapackage.json"), file(package::text(site, &export.records, &tables))),
    ];
    for (name, vocabulary) in &site.vocabularies.by_name {
        let place = vocabulary::place(name);
        let skos = vocabulary::skos(name, vocabulary, &site.vocabularies, Address { site });
        files.push((place.join(".json"), file(vocabulary::plain(name, vocabulary))));
        files.push((place.join(".jsonld"), file(skos)));
    }
    files.extend(tables.into_iter().flat_map(|tables| [tables.practices, tables.outcomes]));
    files
}

/// The first of some bytes.
fn part(bytes: &Bytes, length: usize) -> Cow<'_, [u8]> {
    match bytes.read() {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..length]),
        Cow::Owned(mut bytes) => {
            bytes.truncate(length);
            Cow::Owned(bytes)
        }
    }
}

/// The tables of a language; none where no record is published in it.
fn tables<'s>(export: &Export<'s>, lang: &'s Lang, made: &[(Fingerprint, Arc<Made>)]) -> Option<Tables<'s>> {
    let place = section(export, lang)?.as_str().trim_end_matches('/');
    if !export.has(lang) {
        return None;
    }
    let mut practices = table::head(&practices::columns());
    let head = practices.len();
    let mut outcomes = table::head(&outcomes::columns());
    for (record, (_, made)) in export.records.iter().zip(made) {
        let rows = record.texts.iter().zip(&made.rows).find(|(text, _)| text.lang == lang);
        if let Some((_, (table, figures))) = rows {
            practices.extend_from_slice(&table.bytes.read()[head..]);
            outcomes.extend_from_slice(figures);
        }
    }
    let practices = (Url::new(format!("{place}.csv")), file(practices));
    Some(Tables { lang, practices, outcomes: (Url::new(format!("{place}/outcomes.csv")), file(outcomes)) })
}

/// A record's file as memory has room for it: a large site has a hundred thousand of them.
fn kept(export: &Export<'_>, sort: &str, bytes: Vec<u8>) -> File {
    let file = file(bytes);
    if export.site.is_large() { file.packed(sort, &export.models) } else { file }
}

fn file(bytes: impl Into<Vec<u8>>) -> File {
    File::new(Wave::Index, bytes.into())
}
