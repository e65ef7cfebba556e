//! The words of diagnostics and of the command line, from `messages/<lang>.toml`.
//!
//! A code has one or more templates for its message and its help; the first whose placeholders
//! are all given is used, so that a hint such as "did you mean" stands there only when there is one.

use std::collections::BTreeMap;

use super::Diagnostic;
use super::node::{Node, Table, Value};
use super::{Report, SourceId};

const ENGLISH: &str = include_str!("../../messages/en.toml");

/// All words of one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    templates: BTreeMap<String, Vec<String>>,
}

/// A diagnostic in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Catalogue {
    /// The English words.
    pub fn english() -> Catalogue {
        let mut report = Report::default();
        let table = super::toml::parse(ENGLISH, SourceId(0), 0, &mut report);
        assert!(report.diagnostics.is_empty(), "the catalogue is TOML: {:?}", report.diagnostics);
        let mut catalogue = Catalogue::default();
        catalogue.gather("", &table);
        catalogue
    }

    fn gather(&mut self, prefix: &str, table: &Table) {
        for (key, node) in &table.entries {
            let name = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
            match &node.value {
                Value::Table(inner) => self.gather(&name, inner),
                Value::List(items) => {
                    drop(self.templates.insert(name, items.iter().filter_map(text).collect()));
                }
                _ => drop(self.templates.insert(name, text(node).into_iter().collect())),
            }
        }
    }

    /// The keys that there are words for.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(String::as_str)
    }

    /// A diagnostic in words; the bare code where the catalogue lacks it.
    pub fn words(&self, diagnostic: &Diagnostic) -> Words {
        let code = diagnostic.code;
        let arguments = |name: &str| diagnostic.argument(name).map(|text| self.translated(name, text));
        Words {
            message: self.fill(&format!("{code}.message"), &arguments).unwrap_or_else(|| code.to_owned()),
            help: self.fill(&format!("{code}.help"), &arguments),
        }
    }

    // What was expected, what was found and why a line cannot be read are themselves keys of the catalogue.
    fn translated(&self, name: &str, text: &str) -> String {
        match name {
            // Some details are another program's own words: they stand as they are.
            "expects" | "found" | "detail" => {
                self.fill(&format!("{name}.{text}"), &|_| None).unwrap_or_else(|| text.to_owned())
            }
            _ => text.to_owned(),
        }
    }

    /// A phrase with its placeholders filled; the key itself where the catalogue lacks it.
    pub fn phrase(&self, key: &str, arguments: &[(&str, String)]) -> String {
        let argument =
            |name: &str| arguments.iter().find(|(key, _)| *key == name).map(|(_, text)| text.clone());
        self.fill(key, &argument).unwrap_or_else(|| key.to_owned())
    }

    fn fill(&self, key: &str, argument: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        self.templates.get(key)?.iter().find_map(|template| filled(template, argument))
    }
}

fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Puts arguments in the place of `{names}`; `None` if one is not given.
pub fn filled(template: &str, argument: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        filled.push_str(before);
        filled.push_str(&argument(name)?);
        rest = behind;
    }
    filled.push_str(rest);
    Some(filled)
}
