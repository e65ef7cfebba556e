//! The words of diagnostics and of the command line, from `messages/<lang>.toml`.
//!
//! A code has one or more templates for its message and its help; the first whose placeholders
//! are all given is used, so that a hint such as "did you mean" stands there only when there is one.
//! Each language says everything: a test holds the files together, and none falls back to another.

use std::collections::BTreeMap;

use super::Diagnostic;
use super::node::{Node, Table, Value};
use super::{Report, SourceId};

const ENGLISH: &str = include_str!("../../messages/en.toml");
const SPANISH: &str = include_str!("../../messages/es.toml");

/// The languages that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// `en`.
    #[default]
    English,
    /// `es`.
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// The language's tag, which is the name of its file.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// The language of a POSIX locale such as `es_MX.UTF-8`; English where the program does not speak it.
    pub fn of_locale(locale: &str) -> Language {
        let tag = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        let spoken = Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag));
        spoken.unwrap_or_default()
    }
}

/// All words of one language.
#[derive(Clone, Debug, Default)]
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
    /// The words of a language.
    pub fn of(language: Language) -> Catalogue {
        let text = match language {
            Language::English => ENGLISH,
            Language::Spanish => SPANISH,
        };
        let mut report = Report::default();
        let table = super::toml::parse(text, SourceId(0), 0, &mut report);
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

    /// The keys that there are words for, each with its templates.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.templates.iter().map(|(key, templates)| (key.as_str(), templates.as_slice()))
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

    // What was expected, what was found, why it cannot be done: these are themselves keys of the catalogue.
    fn translated(&self, name: &str, text: &str) -> String {
        let words = match name {
            "expects" | "found" | "detail" | "state" | "cause" => {
                self.fill(&format!("{name}.{text}"), &|_| None)
            }
            _ => self.counted(name, text),
        };
        // Some details are another program's own words: they stand as they are.
        words.unwrap_or_else(|| text.to_owned())
    }

    // `3 pages` for the argument `pages`, where the catalogue counts them.
    fn counted(&self, name: &str, number: &str) -> Option<String> {
        let form = if number == "1" { "one" } else { "other" };
        self.fill(&format!("count.{name}.{form}"), &|_| Some(number.to_owned()))
    }

    /// A phrase with its placeholders filled; the key itself where the catalogue lacks it.
    pub fn phrase(&self, key: &str, arguments: &[(&str, String)]) -> String {
        let argument = |name: &str| {
            let (_, text) = arguments.iter().find(|(key, _)| *key == name)?;
            Some(self.translated(name, text))
        };
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
