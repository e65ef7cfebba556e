//! Terms to go on to from a term: narrower ones, else others of its kind.

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
                let region = self.config.region(&key.key);
                self.countries(region.map_or(&[], |region| &region.countries), "")
            }
            Taxonomy::Countries => {
                let here =
                    |countries: &Vec<Country>| countries.iter().any(|country| country.code() == key.key);
                let around =
                    self.config.regions.iter().map(|region| &region.countries).filter(|list| here(list));
                let countries: Vec<Country> = around.flatten().copied().collect();
                self.countries(&countries, &key.key)
            }
            Taxonomy::Topics | Taxonomy::Hashtags => self.biggest(key),
        }
    }

    fn countries(&self, countries: &[Country], but: &str) -> Vec<TermCount> {
        let wanted = |term: &&TermCount| {
            let key = &term.term.key;
            let is_near = || countries.iter().any(|country| country.code() == key);
            term.term.taxonomy == Taxonomy::Countries && term.count > 0 && key != but && is_near()
        };
        self.terms.iter().filter(wanted).cloned().collect()
    }

    fn biggest(&self, key: &TermKey) -> Vec<TermCount> {
        let others =
            |term: &&TermCount| term.term.taxonomy == key.taxonomy && term.count > 0 && term.term != *key;
        let mut others: Vec<&TermCount> = self.terms.iter().filter(others).collect();
        others.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.term.cmp(&right.term)));
        others.into_iter().take(OFFERED).cloned().collect()
    }
}
