//! All items with their texts, places and lists, when nothing but the pages is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Fingerprint, Lang};
use crate::config::Config;
use crate::content::{Kind, Strings, Terms};

use super::editions::OfGroup;
use super::site::{Edition, Entry, TermCount, TermKey};
use super::{Database, Group, Lists, Places, index_title, term_address};

/// What pages are made of. Languages and groups are numbers.
#[derive(Debug)]
pub struct Woven<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The theme's words.
    pub strings: &'a BTreeMap<Lang, Arc<Strings>>,
    /// Topics' and hashtags' words.
    pub terms: &'a Terms,
    /// The items, shown or not.
    pub groups: &'a [Group],
    /// Where they are.
    pub places: &'a Places,
    /// The lists of each language.
    pub lists: &'a [Lists],
    /// The editions of each group, by language.
    pub editions: &'a [OfGroup],
    /// Of what each group's editions were made from, beside the group itself.
    pub edition_keys: &'a [Fingerprint],
    /// The group of each section's index.
    pub indexes: BTreeMap<&'a str, usize>,
    /// Which groups are petitions that can be signed now.
    pub open: Vec<bool>,
    /// Every term that has an item.
    pub term_keys: &'a [TermKey],
    /// The groups of each term, by language.
    pub term_lists: &'a [Vec<Vec<usize>>],
    /// The practice database.
    pub database: &'a Database,
}

impl Woven<'_> {
    /// The tag of a language.
    pub fn lang(&self, lang: usize) -> &Lang {
        &self.config.languages[lang].lang
    }

    /// The words of a language.
    pub fn words(&self, lang: usize) -> &Strings {
        &self.strings[self.lang(lang)]
    }

    /// What a list of a language shows of a group: its edition there, else the source's.
    pub fn entry(&self, lang: usize, group: usize) -> Option<Entry> {
        let editions = &self.editions[group];
        let edition = editions[lang].as_ref().or(editions[self.groups[group].source].as_ref())?;
        Some(Entry { edition: edition.clone() })
    }

    /// The entries of groups in a list of a language.
    pub fn entries(&self, lang: usize, groups: &[usize]) -> Vec<Entry> {
        groups.iter().filter_map(|&group| self.entry(lang, group)).collect()
    }

    /// The groups of a section's list.
    pub fn section_list(&self, lang: usize, folder: &str) -> &[usize] {
        self.lists[lang].sections.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The text on a section's page, if it is shown.
    pub fn index(&self, lang: usize, folder: &str) -> Option<&Arc<Edition>> {
        self.editions[*self.indexes.get(folder)?][lang].as_ref()
    }

    /// A section's title in a language.
    pub fn section_title(&self, lang: usize, folder: &str) -> String {
        let index = self.indexes.get(folder).map(|&group| &self.groups[group]);
        index_title(folder, index, self.config, self.words(lang), lang)
    }

    /// Of these groups, the petitions that can be signed now.
    pub fn open_petitions(&self, lang: usize, groups: &[usize]) -> Vec<Entry> {
        let open = groups.iter().filter(|group| self.open[**group]);
        open.filter_map(|&group| self.entry(lang, group)).collect()
    }

    /// The first items of a kind in a list of a language.
    pub fn first_of(&self, lang: usize, kind: Kind, count: usize) -> Vec<Entry> {
        let of_kind = self.section_list(lang, kind.folder().unwrap_or_default()).iter().take(count);
        of_kind.filter_map(|&group| self.entry(lang, group)).collect()
    }

    /// Every term with its address and how much it has, by language, in the order of the keys.
    pub fn term_counts(&self) -> Vec<Vec<TermCount>> {
        let count = |lang: usize, (key, groups): (&TermKey, &Vec<usize>)| {
            let url = term_address(key, self.terms, self.config, self.words(lang));
            TermCount { term: key.clone(), url, count: groups.len() }
        };
        let of_lang = |(lang, lists): (usize, &Vec<Vec<usize>>)| {
            self.term_keys.iter().zip(lists).map(|term| count(lang, term)).collect()
        };
        self.term_lists.iter().enumerate().map(of_lang).collect()
    }
}
