//! One file as rules read it: its texts, its headings, its fields; and the words of its language.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Lang;
use crate::content::parts::Warning;
use crate::content::prose::FrontWhat;
use crate::content::words::{AllWords, Words};
use crate::content::{Document, Meta, Own};
use crate::relate::site;

use super::{Phrases, Text};

/// A file.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The file.
    pub document: &'a Document,
    /// Its fields, inherited ones included.
    pub meta: &'a Meta,
    /// Its kind's fields, inherited ones included.
    pub own: &'a Own,
    /// Words of the front matter that readers read.
    pub front: Vec<Text>,
    /// Blocks of the body.
    pub body: Vec<Text>,
}

impl<'a> Reading<'a> {
    /// Reads a text of the site.
    pub fn of(text: &'a site::Text) -> Reading<'a> {
        let document = &*text.document;
        let source = document.source.id;
        let file = document.source.text().unwrap_or_default();
        let words = document.texts.iter().filter(|front| front.what == FrontWhat::Words);
        let prose = &document.body.prose;
        let passages = prose.passages.iter();
        Reading {
            document,
            meta: &text.meta,
            own: &text.own,
            front: words.map(|front| Text::of_front(front, file, source)).collect(),
            body: passages.map(|passage| Text::of_passage(prose, passage, file, source)).collect(),
        }
    }

    /// All its texts, the front matter's first.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.front.iter().chain(&self.body)
    }
}

/// The words that rules look for in one language.
#[derive(Debug)]
pub struct Lens {
    /// What to say instead.
    pub dignity: Phrases<String>,
    /// Which content warning is asked for.
    pub warnings: Phrases<Option<Warning>>,
    /// Words of a link that do not say where it leads.
    pub vague: BTreeSet<String>,
    /// What children are called.
    pub children: BTreeSet<String>,
}

impl Lens {
    fn new(words: &Words) -> Lens {
        let dignity = words.dignity.iter().map(|(phrase, instead)| (phrase.as_str(), instead.clone()));
        let warnings = words.warnings.iter().map(|(phrase, warning)| (phrase.as_str(), *warning));
        Lens {
            dignity: Phrases::new(dignity),
            warnings: Phrases::new(warnings),
            vague: words.vague.iter().cloned().collect(),
            children: words.children.iter().cloned().collect(),
        }
    }
}

/// A lens for every language that has words.
#[derive(Debug)]
pub(super) struct Lenses {
    by_lang: BTreeMap<Lang, Lens>,
    blind: Lens,
}

impl Lenses {
    /// Makes them for the languages of texts.
    pub(super) fn of<'a>(words: &AllWords, langs: impl Iterator<Item = &'a Lang>) -> Lenses {
        let lens = |lang: &Lang| Some((lang.clone(), Lens::new(words.of(lang)?)));
        Lenses { by_lang: langs.filter_map(lens).collect(), blind: Lens::new(&Words::default()) }
    }

    /// The lens of a language; one that sees no words where there are none.
    pub(super) fn get(&self, lang: &Lang) -> &Lens {
        self.by_lang.get(lang).unwrap_or(&self.blind)
    }
}
