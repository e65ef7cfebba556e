//! Which records are wanted: all of the facets that are named, and in each either of its values.

use std::collections::{BTreeMap, BTreeSet};

use super::Export;
use super::words::{COUNTRY, REGION};
use crate::content::Facet;

/// The wanted values by facet.
pub type Choice = BTreeMap<Facet, BTreeSet<String>>;

impl Export<'_> {
    /// Keeps the records that are wanted. What a record withholds does not find it.
    pub fn keep(&mut self, choice: &Choice) {
        let vocabularies = &self.site.vocabularies;
        self.records.retain(|record| {
            choice.iter().all(|(facet, wanted)| {
                record.keys(*facet, vocabularies).iter().any(|key| wanted.contains(key))
            })
        });
    }

    /// The values that a facet may have, each with its labels in all languages; of years and
    /// hashtags, those that records have.
    pub fn known(&self, facet: Facet) -> BTreeMap<String, Vec<&str>> {
        let name = match facet {
            Facet::Country => Some(COUNTRY),
            Facet::Region => Some(REGION),
            other => other.vocabulary(),
        };
        match name {
            Some(name) => self.words.all(name),
            None => self.used(facet).into_iter().map(|key| (key, Vec::new())).collect(),
        }
    }

    /// The values that records have.
    pub fn used(&self, facet: Facet) -> BTreeSet<String> {
        let records = self.records.iter();
        records.flat_map(|record| record.keys(facet, &self.site.vocabularies)).collect()
    }
}
