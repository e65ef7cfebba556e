//! Terms to go on to from a term: narrower ones, else others of its kind.

use std::collections::BTreeSet;

use crate::base::country::Country;
use crate::config::Config;

use super::site::{Taxonomy, TermCount, TermKey};

/// How many topics or hashtags are offered.
const OFFERED: usize = 12;

/// What siblings are taken from.
#[derive(Clone, Copy, Debug)]
pub struct Siblings<'a> {
    /// The settings.
    pub config: &'a Config,
    /// All terms of a language.
    pub terms: &'a [TermCount],
}

impl Siblings<'_> {
    /// A region's countries; a country's neighbours in its regions; the biggest other topics or hashtags.
    pub fn of(&self, key: &TermKey) -> Vec<TermCount> {
        match key.taxonomy {
            Taxonomy::Regions => {
                let region = self.config.region(&key.key).into_iter();
                self.countries(&region.flat_map(|region| region.countries.iter().copied()).collect(), "")
            }
            Taxonomy::Countries => {
                let here = |list: &&Vec<Country>| list.iter().any(|country| country.code() == key.key);
                let around = self.config.regions.iter().map(|region| &region.countries).filter(here);
                self.countries(&around.flatten().copied().collect(), &key.key)
            }
            Taxonomy::Topics | Taxonomy::Hashtags => self.biggest(key),
        }
    }

    fn countries(&self, countries: &BTreeSet<Country>, but: &str) -> Vec<TermCount> {
        let others = countries.iter().filter(|country| country.code() != but);
        let terms = others.filter_map(|country| self.country(country.code()));
        terms.filter(|term| term.count > 0).cloned().collect()
    }

    fn country(&self, code: &str) -> Option<&TermCount> {
        let wanted = (Taxonomy::Countries, code);
        let place = self.terms.binary_search_by(|term| (term.term.taxonomy, &*term.term.key).cmp(&wanted));
        place.ok().map(|place| &self.terms[place])
    }

    fn biggest(&self, key: &TermKey) -> Vec<TermCount> {
        let others =
            |term: &&TermCount| term.term.taxonomy == key.taxonomy && term.count > 0 && term.term != *key;
        let mut others: Vec<&TermCount> = self.terms.iter().filter(others).collect();
        others.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.term.cmp(&right.term)));
        others.into_iter().take(OFFERED).cloned().collect()
    }
}
