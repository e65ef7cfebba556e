//! The theme's words in one language: `themes/<name>/strings/<lang>.toml`.

use std::collections::BTreeMap;

use crate::base::node::{Node, Table, Value};
use crate::base::plural::CATEGORIES;
use crate::base::record::Read;
use crate::base::{Lang, Report, Source, Span, Spanned, lang, toml};
use crate::content::parsed::StringsFile;
use crate::content::strings::Phrase;

/// Reads one file; the language is its name.
pub(super) fn strings(source: &Source, report: &mut Report) -> Option<StringsFile> {
    let span = Span::start_of(source.id);
    let name = source.path.file_name().trim_end_matches(".toml");
    if !lang::exists(name) {
        report.error("language/tag", span).arg("value", name);
        return None;
    }
    let mut phrases = BTreeMap::new();
    gather("", &toml::file(source, report).table, &mut phrases, report);
    Some(StringsFile { lang: Lang::new(name), phrases, span })
}

fn gather(prefix: &str, table: &Table, phrases: &mut BTreeMap<String, Spanned<Phrase>>, report: &mut Report) {
    for (key, node) in &table.entries {
        let name = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
        match &node.value {
            Value::Table(inner) if !is_plural(inner) => gather(&name, inner, phrases, report),
            _ => phrases.extend(phrase(node, report).map(|phrase| (name, Spanned::new(phrase, key.span)))),
        }
    }
}

fn is_plural(table: &Table) -> bool {
    !table.entries.is_empty() && table.entries.iter().all(|(key, _)| CATEGORIES.contains(&key.value.as_str()))
}

fn phrase(node: &Node, report: &mut Report) -> Option<Phrase> {
    let Value::Table(table) = &node.value else {
        return String::read(node, report).map(Phrase::Plain);
    };
    if table.get("other").is_none() {
        report.error("strings/plural-other", node.span);
    }
    let form = |(key, node): &(Spanned<String>, Node)| Some((key.value.clone(), String::read(node, report)?));
    Some(Phrase::Plural(table.entries.iter().filter_map(form).collect()))
}
