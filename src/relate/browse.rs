//! The pages that the practice database is browsed by: one for every value of a facet, for every
//! region with every group of people there, for every facet, and the map and the timeline.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::Url;
use crate::content::{Facet, FacetKey, Vocabularies};

use super::site::{Crumb, Page, Part, Shows};
use super::{
    DATABASE, Family, Pages, Pair, Version, facet_address, page_address, page_size, pair_address, part_count,
    parts, value_address,
};

/// Makes the pages.
pub struct Browse<'a> {
    /// What all pages have.
    pub pages: &'a Pages<'a>,
    /// The words in addresses.
    pub vocabularies: &'a Vocabularies,
}

impl Browse<'_> {
    /// All of them; none where nobody keeps a database.
    pub fn all(&self) -> Vec<Arc<Page>> {
        let database = self.pages.woven.database;
        if database.values.is_empty() {
            return Vec::new();
        }
        let values = (0..database.values.len()).into_par_iter().flat_map_iter(|value| self.value(value));
        let mut pages: Vec<Page> = values.collect();
        let pairs = (0..database.pairs.len()).into_par_iter().flat_map_iter(|pair| self.pair(pair));
        pages.par_extend(pairs);
        let facets = Facet::ALL.into_iter().filter(|facet| self.has(*facet));
        pages.extend(facets.flat_map(|facet| {
            self.single(&|lang| facet_address(self.pages.woven, lang, facet), &|| Shows::Facets(facet))
        }));
        pages.extend(self.single(&|lang| page_address(self.pages.woven, lang, "map"), &|| Shows::Map));
        pages.extend(
            self.single(&|lang| page_address(self.pages.woven, lang, "timeline"), &|| Shows::Timeline),
        );
        pages.into_iter().map(Arc::new).collect()
    }

    fn has(&self, facet: Facet) -> bool {
        self.pages.woven.database.values.iter().any(|value| value.facet == facet)
    }

    fn value(&self, number: usize) -> Vec<Page> {
        let woven = self.pages.woven;
        let value = &woven.database.values[number];
        let list = List {
            address: &|lang| value_address(woven, self.vocabularies, lang, value),
            groups: &|lang| &woven.database.lists[lang][number],
            shows: &|part| Shows::Facet(value.clone(), part),
            crumbs: &|lang| self.crumbs(lang, value.facet),
        };
        self.list(&list)
    }

    fn pair(&self, number: usize) -> Vec<Page> {
        let woven = self.pages.woven;
        let pair: &Pair = &woven.database.pairs[number];
        let list = List {
            address: &|lang| pair_address(woven, self.vocabularies, lang, pair),
            groups: &|lang| &woven.database.pair_lists[lang][number],
            shows: &|part| Shows::Pair(pair.0.clone(), pair.1.clone(), part),
            crumbs: &|lang| self.crumbs_of_value(lang, &pair.0),
        };
        self.list(&list)
    }

    fn list(&self, list: &List<'_>) -> Vec<Page> {
        let woven = self.pages.woven;
        let size = page_size(woven.config, DATABASE);
        let Some(addresses) = self.addresses(list.address) else { return Vec::new() };
        let version = |(lang, url): (usize, Url)| {
            let count = (list.groups)(lang).len();
            let any = count > 0;
            Version { url, translated: true, indexed: any, named: any, parts: part_count(count, size) }
        };
        let family = Family { versions: addresses.into_iter().enumerate().map(version).collect(), source: 0 };
        let pages = |lang: usize| {
            let entries = woven.entries(lang, (list.groups)(lang));
            let parts = parts(entries, size, &family.versions[lang].url, Vec::new(), &[]);
            let title = || woven.section_title(lang, DATABASE);
            self.pages.list(lang, &family, parts, (list.shows, &title), &(list.crumbs)(lang))
        };
        self.pages.langs().flat_map(pages).collect()
    }

    /// A page that is no list, in every language.
    fn single(&self, address: &dyn Fn(usize) -> Option<Url>, shows: &dyn Fn() -> Shows) -> Vec<Page> {
        let Some(addresses) = self.addresses(address) else { return Vec::new() };
        let version = |url: Url| Version { url, translated: true, indexed: true, named: true, parts: 1 };
        let family = Family { versions: addresses.into_iter().map(version).collect(), source: 0 };
        let page = |lang: usize| self.pages.page(lang, (&family, 1), shows(), self.pages.way(lang, DATABASE));
        self.pages.langs().map(page).collect()
    }

    fn addresses(&self, address: &dyn Fn(usize) -> Option<Url>) -> Option<Vec<Url>> {
        self.pages.langs().map(address).collect()
    }

    fn crumbs(&self, lang: usize, facet: Facet) -> Vec<Crumb> {
        let woven = self.pages.woven;
        let mut way = self.pages.way(lang, DATABASE);
        if let Some(url) = facet_address(woven, lang, facet) {
            let label = woven.words(lang).get(&format!("facet.{facet}")).to_owned();
            way.push(Crumb { label, url });
        }
        way
    }

    /// The way to a pair leads over its region, whose name is config's.
    fn crumbs_of_value(&self, lang: usize, value: &FacetKey) -> Vec<Crumb> {
        let woven = self.pages.woven;
        let mut way = self.crumbs(lang, value.facet);
        if let Some(url) = value_address(woven, self.vocabularies, lang, value) {
            let names = woven.config.region(&value.key).map(|region| &region.name);
            let name = names.and_then(|names| {
                names.get(woven.lang(lang)).or_else(|| names.get(&woven.config.default_language))
            });
            way.push(Crumb { label: name.unwrap_or(&value.key).clone(), url });
        }
        way
    }
}

/// One list in all languages.
struct List<'a> {
    address: &'a dyn Fn(usize) -> Option<Url>,
    groups: &'a dyn Fn(usize) -> &'a [usize],
    shows: &'a dyn Fn(Part) -> Shows,
    crumbs: &'a dyn Fn(usize) -> Vec<Crumb>,
}
