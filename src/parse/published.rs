//! What the public has seen (`published.toml`) and how many have signed (`counts.toml`).

use std::collections::BTreeMap;

use crate::base::date::When;
use crate::base::node::{Table, Value};
use crate::base::record::{Read, Record, report_missing, report_unknown};
use crate::base::{Report, Source, Spanned, lang, toml};
use crate::content::parsed::Count;
use crate::content::published::{CountFields, Published, PublishedFields};

/// Reads `published.toml`.
pub(super) fn published(source: &Source, report: &mut Report) -> Published {
    let table = toml::file(source, report).table;
    report_unknown(&table, &[<PublishedFields as Record>::FIELDS], report);
    let fields = PublishedFields::take(&table, report);
    let mut consents = BTreeMap::new();
    for (id, node) in fields.consents.iter().flat_map(|table| &table.entries) {
        if let Some(texts) = Table::read(node, report) {
            consents.insert(id.value.clone(), consent_texts(&texts, report));
        }
    }
    Published { addresses: fields.addresses.unwrap_or_default(), consents }
}

fn consent_texts(texts: &Table, report: &mut Report) -> BTreeMap<String, Spanned<String>> {
    let mut by_lang = BTreeMap::new();
    for (tag, node) in &texts.entries {
        if !lang::exists(&tag.value) {
            report.error("language/tag", tag.span).arg("value", &tag.value);
        }
        by_lang.extend(Spanned::read(node, report).map(|text| (tag.value.clone(), text)));
    }
    by_lang
}

/// Reads `counts.toml`.
pub(super) fn counts(source: &Source, report: &mut Report) -> BTreeMap<String, Count> {
    let mut counts = BTreeMap::new();
    for (id, node) in &toml::file(source, report).table.entries {
        let Some(fields) = CountFields::read(node, report) else { continue };
        if let Value::Table(table) = &node.value {
            report_missing(table, <CountFields as Record>::FIELDS, id.span, report);
        }
        let (Some(count), Some(as_of)) = (fields.count, fields.as_of) else { continue };
        if count.value < 0 {
            report.error("petition/count-negative", count.span).arg("value", count.value);
        }
        counts.insert(id.value.clone(), Count { count: count.value.max(0), as_of: written(as_of) });
    }
    counts
}

fn written(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::Local(local) => local.to_string(),
        When::Instant(instant) => instant.to_string(),
    }
}
