//! Vocabularies: keys with labels and definitions per language, as data.

use std::collections::BTreeMap;

use crate::base::{Lang, Span};
use crate::record;

record! {
    /// One term as a file writes it; a site's file may set only what it changes.
    pub struct TermFields {
        /// What readers see.
        label: Labels = plain,
        /// What it means.
        definition: Labels = plain,
        /// The word in addresses.
        slug: Labels = plain,
        /// The key that it belongs under.
        parent: String = plain,
        /// The units that an indicator may have.
        units: Vec<String> = plain,
        /// Whether the shares of one group make a whole.
        whole: bool = plain,
    }
}

/// Text in several languages.
pub type Labels = BTreeMap<Lang, String>;

/// One key of a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// What files say.
    pub key: String,
    /// What readers see.
    pub label: Labels,
    /// What it means.
    pub definition: Labels,
    /// The word in addresses; the key where a language has none.
    pub slug: Labels,
    /// The key that it belongs under, in another vocabulary (`cap-sub` under `cap`).
    pub parent: Option<String>,
    /// The units that an indicator may have (`currency` stands for every ISO 4217 code).
    pub units: Vec<String>,
    /// Whether an indicator's shares of one group make a whole: levels of schooling do, but not how
    /// many people came to each of two hearings.
    pub whole: bool,
}

/// A vocabulary in its order of display.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Vocabulary {
    /// Its terms.
    pub terms: Vec<Term>,
}

impl Vocabulary {
    /// The term of a key.
    pub fn get(&self, key: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.key == key)
    }
}

/// All vocabularies by name: those of the program, and what a site puts in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Vocabularies {
    /// By name: `cap`, `population`, …
    pub by_name: BTreeMap<String, Vocabulary>,
    /// Where a site's own vocabulary stands, for what is missing in it.
    pub places: BTreeMap<String, Span>,
}

impl Vocabularies {
    /// The label of a key in a language, else in `fallback`, else the key.
    pub fn label<'a>(&'a self, name: &str, key: &'a str, lang: &Lang, fallback: &Lang) -> &'a str {
        let term = self.by_name.get(name).and_then(|vocabulary| vocabulary.get(key));
        let label = term.and_then(|term| term.label.get(lang).or_else(|| term.label.get(fallback)));
        label.map_or(key, String::as_str)
    }
}
