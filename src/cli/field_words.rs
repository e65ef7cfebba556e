//! What every field is for, in the words of its readers, from `fields/<lang>.toml`.
//!
//! One text serves two readers: the remarks in a file that `altavoz new` begins, and the
//! descriptions in a schema that an editor shows, so that the two cannot drift apart.

use std::collections::BTreeMap;

use crate::base::node::{Node, Table, Value};
use crate::base::record::{Read, Shape};
use crate::base::{Report, SourceId, toml};
use crate::content::{Kind, Meta, News, Page, Petition, Practice, Publication, Statement};

const ENGLISH: &str = include_str!("../../fields/en.toml");
const SPANISH: &str = include_str!("../../fields/es.toml");

/// The words of one language.
#[derive(Debug)]
pub struct FieldWords {
    /// Which one: `en`, `es`.
    pub lang: &'static str,
    texts: BTreeMap<String, String>,
}

impl FieldWords {
    /// The words in a language, if there are any: `es` has them for `es-MX` too.
    pub fn of(tag: &str) -> Option<FieldWords> {
        let (lang, text) = match tag.split('-').next()? {
            "en" => ("en", ENGLISH),
            "es" => ("es", SPANISH),
            _ => return None,
        };
        let mut report = Report::default();
        let table = toml::parse(text, SourceId(0), 0, &mut report);
        assert!(report.diagnostics.is_empty(), "the words are TOML: {:?}", report.diagnostics);
        let mut words = FieldWords { lang, texts: BTreeMap::new() };
        words.gather("", &table);
        Some(words)
    }

    /// The words in a language, else in English.
    pub fn of_or_english(tag: &str) -> FieldWords {
        FieldWords::of(tag).or_else(|| FieldWords::of("en")).expect("English is there")
    }

    fn gather(&mut self, prefix: &str, table: &Table) {
        for (key, node) in &table.entries {
            let name = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
            match &node.value {
                Value::Table(inner) => self.gather(&name, inner),
                Value::List(lines) => {
                    let lines: Vec<&str> = lines.iter().filter_map(text).collect();
                    self.texts.insert(name, lines.join("\n"));
                }
                _ => self.texts.extend(text(node).map(|text| (name, text.to_owned()))),
            }
        }
    }

    /// What a field is for. `record` is the path in its [`Shape::Record`].
    pub fn says(&self, record: &str, key: &str) -> Option<&str> {
        let name = name(record, key);
        self.text(&name).or_else(|| self.text(&format!("{name}.says")))
    }

    /// A value to show, as TOML.
    pub fn example(&self, record: &str, key: &str) -> Option<&str> {
        self.text(&format!("{}.example", name(record, key)))
    }

    /// A value to be written over, as TOML.
    pub fn draft(&self, record: &str, key: &str) -> Option<&str> {
        self.text(&format!("{}.draft", name(record, key)))
    }

    /// Any other text: `body.news`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// The names of all texts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// `altavoz::content::parts::Image` and `src` → `parts.Image.src`: the module tells records of one
/// name apart.
fn name(record: &str, key: &str) -> String {
    let mut parts = record.rsplit("::");
    let (last, module) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{module}.{last}.{key}")
}

/// The fields of every kind, and those of one kind.
pub fn shapes(kind: Kind) -> [Shape; 2] {
    let own = match kind {
        Kind::Statement => Statement::SHAPE,
        Kind::News => News::SHAPE,
        Kind::Petition => Petition::SHAPE,
        Kind::Practice => Practice::SHAPE,
        Kind::Publication => Publication::SHAPE,
        Kind::Page => Page::SHAPE,
    };
    [Meta::SHAPE, own]
}
