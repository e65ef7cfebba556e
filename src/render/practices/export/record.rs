//! What of the practices may be in data: published texts.
//!
//! Takes a [`Site`], gives [`Record`]s in the order of their ids. What `redaction` names is not in a
//! [`Site`] any more, so nothing here has to leave it out; that something is missing is said.

use std::hash::{Hash, Hasher};

use crate::base::country::Country;
use crate::base::{Lang, Url};
use crate::content::practice::{Outcome, PracticeSource};
use crate::content::{Facet, Kind, Meta, Own, Practice, Vocabularies};
use crate::relate::Site;
use crate::relate::site::{Edition, Item};

/// A practice as data has it.
#[derive(Debug)]
pub struct Record<'s> {
    /// Its identifier.
    pub id: &'s str,
    /// Its published texts in the order of the site's languages; at least one.
    pub texts: Vec<Text<'s>>,
    /// Its countries.
    pub countries: &'s [Country],
    /// Its regions' keys.
    pub regions: &'s [String],
    /// Its topics' keys.
    pub topics: &'s [String],
    /// Its hashtags' keys.
    pub hashtags: &'s [String],
    /// What is withheld, and the key of the reason.
    pub withheld: Vec<(&'s str, &'s str)>,
    source: usize,
}

/// A record's text in one language, with the fields that all languages share.
#[derive(Debug)]
pub struct Text<'s> {
    /// The language.
    pub lang: &'s Lang,
    /// Its page.
    pub url: &'s Url,
    /// The fields of all kinds.
    pub meta: &'s Meta,
    /// The fields of practices.
    pub practice: &'s Practice,
}

/// Every published record, in the order of the ids; with `lang`, only what is published in it.
pub fn records<'s>(site: &'s Site, lang: Option<&Lang>) -> Vec<Record<'s>> {
    let practices = site.items.iter().filter(|item| item.kind == Kind::Practice);
    let mut records: Vec<_> = practices.filter_map(|item| Record::of(site, item, lang)).collect();
    records.sort_by_key(|record| record.id);
    records
}

impl<'s> Record<'s> {
    fn of(site: &'s Site, item: &'s Item, lang: Option<&Lang>) -> Option<Record<'s>> {
        let langs = site.config.langs().filter(|known| lang.is_none_or(|lang| lang == *known));
        let public = langs.filter_map(|lang| item.editions.get(lang)).filter(|edition| edition.is_public());
        let own: Vec<(&'s Edition, &'s Practice)> =
            public.filter_map(|edition| Some((&**edition, practice(edition)?))).collect();
        let (_, first) = own.first()?;
        let text = |(edition, practice): &(&'s Edition, &'s Practice)| Text {
            lang: &edition.lang,
            url: &edition.url,
            meta: &edition.meta,
            practice,
        };
        let texts: Vec<Text<'s>> = own.iter().map(text).collect();
        Some(Record {
            id: &first.id.as_ref()?.value,
            source: texts.iter().position(|text| *text.lang == item.source).unwrap_or(0),
            texts,
            countries: &item.countries,
            regions: &item.regions,
            topics: &item.topics,
            hashtags: &item.hashtags,
            withheld: withheld(first),
        })
    }

    /// The text of the source's language, else the first: for fields that all languages share.
    pub fn main(&self) -> &Text<'s> {
        &self.texts[self.source]
    }

    /// The shared fields.
    pub fn practice(&self) -> &Practice {
        self.main().practice
    }

    /// Whether a field may be shown.
    pub fn is_shown(&self, field: &str) -> bool {
        self.withheld.iter().all(|(withheld, _)| *withheld != field)
    }

    /// The M49 codes of its countries and of the groups around them, sorted.
    pub fn m49(&self) -> Vec<&'static str> {
        if !self.is_shown("regions") {
            return Vec::new();
        }
        let codes = |country: &Country| [country.m49()].into_iter().chain(country.groups().iter().copied());
        let mut codes: Vec<_> = self.countries.iter().flat_map(codes).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The evidence: its own word, else the best among its outcomes.
    pub fn evidence<'r>(&'r self, vocabularies: &Vocabularies) -> Option<&'r str> {
        self.practice().best_evidence(vocabularies)
    }

    /// Whether it is an alternative form of detention; unknown where the restrictions are withheld.
    pub fn detains(&self) -> Option<bool> {
        self.is_shown("restrictions").then(|| self.practice().detains())
    }

    /// The keys that it is found by.
    pub fn keys(&self, facet: Facet, vocabularies: &Vocabularies) -> Vec<String> {
        match facet {
            Facet::Country => self.countries.iter().map(|country| country.code().to_owned()).collect(),
            Facet::Region => self.regions.to_vec(),
            Facet::Hashtag => self.hashtags.to_vec(),
            Facet::Evidence => self.evidence(vocabularies).map(str::to_owned).into_iter().collect(),
            other => other.keys(self.practice(), vocabularies),
        }
    }
}

impl Text<'_> {
    /// The headline.
    pub fn title(&self) -> &str {
        self.meta.title.as_ref().map_or("", |title| &title.value)
    }

    /// The deck.
    pub fn summary(&self) -> Option<&str> {
        self.meta.summary.as_ref().map(|summary| summary.value.as_str())
    }

    /// The works that it rests on.
    pub fn sources(&self) -> &[PracticeSource] {
        self.practice.sources.as_deref().unwrap_or_default()
    }

    /// What was measured.
    pub fn outcomes(&self) -> &[Outcome] {
        self.practice.outcomes.as_deref().unwrap_or_default()
    }
}

impl Hash for Record<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.id, self.countries, self.regions, self.topics, self.hashtags).hash(state);
        for text in &self.texts {
            (text.lang, text.url, text.meta, text.practice).hash(state);
        }
    }
}

fn practice(edition: &Edition) -> Option<&Practice> {
    let Own::Practice(practice) = &*edition.own else { return None };
    practice.id.as_ref().map(|_| &**practice)
}

fn withheld(practice: &Practice) -> Vec<(&str, &str)> {
    let mut withheld = Vec::new();
    for redaction in practice.redaction.iter().flatten() {
        let Some(field) = &redaction.field else { continue };
        let reason = redaction.reason.as_ref().map_or("", |reason| reason.value.as_str());
        withheld.push((field.value.as_str(), reason));
    }
    withheld
}
