//! The words that rules look for, by language: the program's `words/<lang>.toml`, and what a site
//! adds to them or takes from them in `i18n/words.toml`.

use std::collections::BTreeMap;

use crate::base::node::Table;
use crate::base::{Fingerprint, Lang};
use crate::record;

use super::parts::Warning;

record! {
    /// The words of one language as a file has them.
    pub struct WordsFields {
        /// What not to call people, and what to say instead.
        dignity: Table = plain,
        /// The words that ask for a content warning.
        warnings: WarningFields = plain,
        /// What links should not say.
        links: LinkFields = plain,
        /// What children are called.
        children: ChildFields = plain,
    }
}

record! {
    /// By content warning, the words that ask for it.
    pub struct WarningFields {
        /// Of sexual violence.
        sexual_violence: Vec<String> = plain,
        /// Of death.
        death: Vec<String> = plain,
        /// Of suicide and self-harm.
        self_harm: Vec<String> = plain,
        /// Of torture and ill-treatment.
        torture: Vec<String> = plain,
        /// Of harm done to children.
        child_harm: Vec<String> = plain,
        /// Phrases that ask for none, even if a shorter one in them does.
        none: Vec<String> = plain,
    }
}

record! {
    /// What links should not say.
    pub struct LinkFields {
        /// Words that do not say where a link leads.
        vague: Vec<String> = plain,
    }
}

record! {
    /// What children are called.
    pub struct ChildFields {
        /// The words.
        words: Vec<String> = plain,
    }
}

/// The words of one language, all in lower case.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Words {
    /// What to say instead, by phrase; empty where a phrase is fine, even if a shorter one in it is not.
    pub dignity: BTreeMap<String, String>,
    /// Which content warning a phrase asks for; `None` where it asks for none, even if a shorter
    /// one in it does.
    pub warnings: BTreeMap<String, Option<Warning>>,
    /// Words of a link that do not say where it leads.
    pub vague: Vec<String>,
    /// What children are called.
    pub children: Vec<String>,
}

/// The words of every language that has some.
#[derive(Clone, Debug)]
pub struct AllWords {
    /// By language.
    pub by_lang: BTreeMap<Lang, Words>,
    /// Of all of them.
    pub fingerprint: Fingerprint,
}

impl AllWords {
    /// All words by language.
    pub fn new(by_lang: BTreeMap<Lang, Words>) -> AllWords {
        AllWords { fingerprint: Fingerprint::of(&by_lang), by_lang }
    }

    /// The words of a language: its own, else those of its first part (`es` for `es-MX`).
    pub fn of(&self, lang: &Lang) -> Option<&Words> {
        let first = || self.by_lang.get(lang.as_str().split('-').next()?);
        self.by_lang.get(lang).or_else(first)
    }
}
