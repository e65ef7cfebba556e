//! The theme's words in one language, from `strings/<lang>.toml`.
//!
//! Keys are joined by dots: `share.title`. A text is plain, or has plural forms by CLDR category.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Lang;

/// A word or phrase of the theme.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Phrase {
    /// One text; may hold `{placeholders}`.
    Plain(String),
    /// Texts by plural category: `zero`, `one`, `two`, `few`, `many`, `other`.
    Plural(BTreeMap<String, String>),
}

/// All phrases of one language; what the language lacks has been filled from the default one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Strings {
    /// The language.
    pub lang: Lang,
    /// The phrases by dotted key.
    pub phrases: BTreeMap<String, Phrase>,
}

impl Strings {
    /// A plain text; the key itself where there is none, so that a gap is seen.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match self.phrases.get(key) {
            Some(Phrase::Plain(text)) => text,
            Some(Phrase::Plural(forms)) => forms.get("other").map_or(key, String::as_str),
            None => key,
        }
    }

    /// The text for a plural category, else `other`.
    pub fn form<'a>(&'a self, key: &'a str, category: &str) -> &'a str {
        match self.phrases.get(key) {
            Some(Phrase::Plural(forms)) => {
                forms.get(category).or_else(|| forms.get("other")).map_or(key, String::as_str)
            }
            _ => self.get(key),
        }
    }

    /// An address word of `[paths]`: `regions`, `countries`, `topics`, `hashtags`.
    pub fn path_word<'a>(&'a self, key: &'a str) -> &'a str {
        match self.phrases.get(&format!("paths.{key}")) {
            Some(Phrase::Plain(word)) => word,
            _ => key,
        }
    }
}
