//! Labels and address words of topics and hashtags: `i18n/terms.toml`.

use std::collections::BTreeMap;

use crate::base::node::Table;
use crate::base::record::{Read, Record, report_unknown};
use crate::base::{Report, Source, toml};
use crate::content::terms::{TermFields, TermText, Terms, TermsFields};

/// Reads the file.
pub(super) fn terms(source: &Source, report: &mut Report) -> Terms {
    let table = toml::file(source, report).table;
    report_unknown(&table, &[<TermsFields as Record>::FIELDS], report);
    let fields = TermsFields::take(&table, report);
    let topics = texts(fields.topics.as_ref(), report);
    let hashtags = texts(fields.hashtags.as_ref(), report);
    let hashtags = hashtags.into_iter().map(|(key, text)| (key.to_lowercase(), text)).collect();
    Terms { topics, hashtags }
}

fn texts(table: Option<&Table>, report: &mut Report) -> BTreeMap<String, TermText> {
    let entries = table.iter().flat_map(|table| &table.entries);
    let read = |fields: TermFields| TermText {
        label: fields.label.unwrap_or_default(),
        slug: fields.slug.unwrap_or_default(),
    };
    entries
        .filter_map(|(key, node)| Some((key.value.clone(), read(TermFields::read(node, report)?))))
        .collect()
}
