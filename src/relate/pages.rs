//! The pages of a site: the home page, sections, items, terms, what is not found.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Fingerprint, Lang, Report, Url};
use crate::config::Config;
use crate::content::strings::Strings;
use crate::content::{Kind, Own, Role};

use super::site::{
    Crumb, Dashboard, Edition, Entry, PAGE_SIZE, Page, Part, Section, Shows, State, Taxonomy, TermCount,
    TermKey,
};
use super::{
    Family, Frame, Siblings, Version, Woven, dashboard_address, dashboards, feeds_address, has_dashboards,
    home, index_address, kind_of, page_size, parent, part_count, part_url, parts, redirect, search_address,
    upwards,
};

/// Where a petition is for frames on other sites.
pub fn embed_address(petition: &Url) -> Url {
    petition.join("embed/")
}

/// Where it is shared to a Mastodon server.
pub fn mastodon_address(petition: &Url) -> Url {
    petition.join("mastodon/")
}

/// Makes pages; holds what many of them share.
pub struct Pages<'a> {
    /// What pages are made of.
    pub woven: &'a Woven<'a>,
    /// Every term in every language.
    terms: &'a [Vec<TermCount>],
    /// The way to each section, itself included, by language.
    ways: Vec<BTreeMap<String, Vec<Crumb>>>,
    /// Of all ways.
    ways_key: Fingerprint,
}

impl<'a> Pages<'a> {
    /// A maker of pages. `terms` are all terms by language, in the order of the keys.
    pub fn of(woven: &'a Woven<'a>, terms: &'a [Vec<TermCount>]) -> Pages<'a> {
        let ways: Vec<_> = (0..woven.config.languages.len()).map(|lang| ways(woven, lang)).collect();
        let ways_key = Fingerprint::of(&ways);
        Pages { woven, terms, ways, ways_key }
    }

    /// Every page but redirects that authors ask for.
    pub fn all(&self) -> Vec<Arc<Page>> {
        let items = (0..self.woven.groups.len()).into_par_iter().map(|group| self.of_group(group));
        let items: Vec<Arc<[Arc<Page>]>> = items.collect();
        let mut pages = Vec::with_capacity(2 * items.len());
        for of_group in &items {
            pages.extend_from_slice(of_group);
        }
        let folders = self.woven.places.sections[0].keys();
        pages.extend(folders.flat_map(|folder| self.section(folder)).map(Arc::new));
        let terms = (0..self.woven.term_keys.len()).into_par_iter().flat_map_iter(|term| self.term(term));
        pages.par_extend(terms.map(Arc::new));
        pages.extend(Taxonomy::ALL.iter().flat_map(|taxonomy| self.index(*taxonomy)).map(Arc::new));
        pages.extend(self.in_every_language(feeds_address, || Shows::Feeds).into_iter().map(Arc::new));
        pages.extend(self.translate().into_iter().map(Arc::new));
        pages.extend(self.in_every_language(search_address, || Shows::Search).into_iter().map(Arc::new));
        pages.extend(self.not_found().into_iter().map(Arc::new));
        pages
    }

    /// The pages of one group, those of the last build if nothing that they show is another.
    fn of_group(&self, number: usize) -> Arc<[Arc<Page>]> {
        let key = Fingerprint::of(&(self.woven.edition_keys[number], self.ways_key));
        let group = &self.woven.groups[number];
        group.pages.get_or(key, || self.items(number).into_iter().map(Arc::new).collect())
    }

    /// The languages' numbers.
    pub fn langs(&self) -> std::ops::Range<usize> {
        0..self.woven.config.languages.len()
    }

    /// One part of a family in one language.
    pub fn page(
        &self,
        lang: usize,
        (family, part): (&Family, usize),
        shows: Shows,
        crumbs: Vec<Crumb>,
    ) -> Page {
        let Frame { translations, x_default, canonical, noindex, switch } =
            family.frame(self.woven.config, lang, part);
        let url = part_url(&family.versions[lang].url, part);
        let lang = self.woven.lang(lang).clone();
        Page { url, lang, shows, translations, x_default, canonical, noindex, switch, crumbs }
    }

    /// The way from the home page to a section, the section included.
    pub fn way(&self, lang: usize, folder: &str) -> Vec<Crumb> {
        self.ways[lang].get(folder).cloned().unwrap_or_default()
    }

    fn items(&self, number: usize) -> Vec<Page> {
        let group = &self.woven.groups[number];
        let editions = &self.woven.editions[number];
        let Some(source) = editions[group.source].as_ref().filter(|_| group.role == Role::Item) else {
            return Vec::new();
        };
        let version = |edition: &Option<Arc<super::site::Edition>>| Version {
            url: edition.as_ref().unwrap_or(source).url.clone(),
            translated: edition.as_ref().is_some_and(|edition| !edition.is_fallback()),
            indexed: edition.as_ref().is_some_and(|edition| edition.is_public()),
            named: edition.as_ref().is_some_and(|edition| edition.is_public()),
            parts: 1,
        };
        let family = Family { versions: editions.iter().map(version).collect(), source: group.source };
        let page = |(lang, edition): (usize, &Arc<super::site::Edition>)| {
            let shows = match group.state {
                State::Expired => Shows::Expired(edition.clone()),
                _ => Shows::Item(edition.clone()),
            };
            self.page(lang, (&family, 1), shows, self.way(lang, &group.section))
        };
        let there = editions.iter().enumerate().filter_map(|(lang, edition)| Some((lang, edition.as_ref()?)));
        let around = there.clone().flat_map(|(lang, edition)| self.around(lang, edition, group));
        there.map(page).chain(around).collect()
    }

    /// What stands around a petition's page. Robots find the petition itself.
    fn around(&self, lang: usize, edition: &Arc<super::site::Edition>, group: &super::Group) -> Vec<Page> {
        if !matches!(*edition.own, Own::Petition(_)) || group.state == State::Expired {
            return Vec::new();
        }
        let editions = self.woven.editions[edition.item].iter();
        let source = self.woven.editions[edition.item][group.source].as_ref().unwrap_or(edition);
        let page = |place: fn(&Url) -> Url, shows: Shows| {
            let version = |of_lang: &Option<Arc<super::site::Edition>>| Version {
                url: place(&of_lang.as_ref().unwrap_or(source).url),
                translated: of_lang.as_ref().is_some_and(|edition| !edition.is_fallback()),
                indexed: false,
                named: false,
                parts: 1,
            };
            let family = Family { versions: editions.clone().map(version).collect(), source: group.source };
            let page = self.page(lang, (&family, 1), shows, self.way(lang, &group.section));
            Page { canonical: edition.url.clone(), ..page }
        };
        vec![
            page(embed_address, Shows::Embed(edition.clone())),
            page(mastodon_address, Shows::Mastodon(edition.clone())),
        ]
    }

    /// A section in all languages; the home page is the section of the whole.
    fn section(&self, folder: &str) -> Vec<Page> {
        let size = page_size(self.woven.config, folder);
        let version = |lang: usize| {
            let list = self.woven.section_list(lang, folder);
            let index = self.woven.index(lang, folder);
            let public = index.is_none_or(|index| index.state == State::Published);
            let own = index.is_none_or(|index| !index.is_fallback());
            let indexed = public && (folder.is_empty() || !list.is_empty() || (own && index.is_some()));
            Version {
                url: self.woven.places.sections[lang][folder].clone(),
                translated: true,
                indexed,
                named: indexed && own,
                parts: if folder.is_empty() { 1 } else { part_count(list.len(), size) },
            }
        };
        let source = self.woven.indexes.get(folder).map_or(0, |&group| self.woven.groups[group].source);
        let family = Family { versions: self.langs().map(version).collect(), source };
        if folder.is_empty() {
            return self.langs().map(|lang| self.home(lang, &family)).collect();
        }
        let pages = |lang: usize| {
            let entries = self.woven.entries(lang, self.woven.section_list(lang, folder));
            let siblings = self.regions_of(lang, folder);
            let parts = parts(entries, size, &family.versions[lang].url, Vec::new(), &siblings);
            let shows = |part| Shows::Section(folder.to_owned(), part);
            let title = || self.woven.section_title(lang, folder);
            self.list(lang, &family, parts, (&shows, &title), &self.way(lang, parent(folder)))
        };
        self.langs().flat_map(pages).collect()
    }

    fn home(&self, lang: usize, family: &Family) -> Page {
        let of_hashtags = |term: &&TermCount| term.term.taxonomy == Taxonomy::Hashtags && term.count > 0;
        let hashtags = self.terms[lang].iter().filter(of_hashtags).cloned().collect();
        self.page(lang, (family, 1), Shows::Home(home(self.woven, lang, hashtags)), Vec::new())
    }

    /// The pages of a list, and the redirect from its `page/1/`.
    pub fn list(
        &self,
        lang: usize,
        family: &Family,
        parts: Vec<Part>,
        (shows, title): (&dyn Fn(Part) -> Shows, &dyn Fn() -> String),
        crumbs: &[Crumb],
    ) -> Vec<Page> {
        let first = &family.versions[lang].url;
        let one = (parts.len() > 1)
            .then(|| redirect(self.woven, lang, first.join("page/1/"), first.clone(), title()));
        let pages = parts.into_iter().map(|part| {
            let number = part.number;
            self.page(lang, (family, number), shows(part), crumbs.to_vec())
        });
        pages.chain(one).collect()
    }

    /// The regions of a section's items.
    fn regions_of(&self, lang: usize, folder: &str) -> Vec<TermCount> {
        if kind_of(folder) == Kind::Page {
            return Vec::new();
        }
        let list = self.woven.section_list(lang, folder);
        let is_here = |key: &str| {
            let mut regions = list.iter().flat_map(|&group| &self.woven.groups[group].gathered_by.regions);
            regions.any(|region| region == key)
        };
        let terms = self.terms[lang].iter().filter(|term| term.term.taxonomy == Taxonomy::Regions);
        terms.filter(|term| is_here(&term.term.key)).cloned().collect()
    }

    fn term(&self, term: usize) -> Vec<Page> {
        let key = &self.woven.term_keys[term];
        let version = |lang: usize| {
            let count = self.woven.term_lists[lang][term].len();
            Version {
                url: self.terms[lang][term].url.clone(),
                translated: true,
                indexed: count > 0,
                named: count > 0,
                parts: part_count(count, PAGE_SIZE),
            }
        };
        let family = Family { versions: self.langs().map(version).collect(), source: 0 };
        let pages = |lang: usize| {
            let groups = &self.woven.term_lists[lang][term];
            let entries: Vec<Entry> = self.woven.entries(lang, groups);
            let petitions = self.woven.open_petitions(lang, groups);
            let siblings = Siblings { config: self.woven.config, terms: &self.terms[lang] }.of(key);
            let parts = parts(entries, PAGE_SIZE, &family.versions[lang].url, petitions, &siblings);
            let shows = |part| Shows::Term(key.clone(), part);
            let title = || key.spelling.clone();
            self.list(lang, &family, parts, (&shows, &title), &self.way_to_index(lang, key.taxonomy))
        };
        self.langs().flat_map(pages).collect()
    }

    /// The index of a taxonomy, where it has any term.
    fn index(&self, taxonomy: Taxonomy) -> Vec<Page> {
        if !self.woven.term_keys.iter().any(|key| key.taxonomy == taxonomy) {
            return Vec::new();
        }
        let of_lang = |lang: usize| {
            let here = |term: &&TermCount| term.term.taxonomy == taxonomy && term.count > 0;
            self.terms[lang].iter().filter(here).cloned().collect::<Vec<_>>()
        };
        let version = |lang: usize| {
            let url = index_address(taxonomy, self.woven.config, self.woven.words(lang));
            let any = !of_lang(lang).is_empty();
            Version { url, translated: true, indexed: any, named: any, parts: 1 }
        };
        let family = Family { versions: self.langs().map(version).collect(), source: 0 };
        let page = |lang: usize| {
            self.page(lang, (&family, 1), Shows::Terms(taxonomy, of_lang(lang)), self.way(lang, ""))
        };
        self.langs().map(page).collect()
    }

    fn way_to_index(&self, lang: usize, taxonomy: Taxonomy) -> Vec<Crumb> {
        let words = self.woven.words(lang);
        let label = words.get(match taxonomy {
            Taxonomy::Regions => "term.regions",
            Taxonomy::Countries => "term.countries",
            Taxonomy::Topics => "term.topics",
            Taxonomy::Hashtags => "term.hashtags",
        });
        let url = index_address(taxonomy, self.woven.config, words);
        let mut way = self.way(lang, "");
        way.push(Crumb { label: label.to_owned(), url });
        way
    }

    /// What there is to translate into each language.
    pub fn dashboards(&self) -> BTreeMap<crate::base::Lang, Dashboard> {
        dashboards(self.woven)
    }

    fn translate(&self) -> Vec<Page> {
        if !has_dashboards(self.woven.config) {
            return Vec::new();
        }
        self.in_every_language(dashboard_address, || Shows::Translate)
    }

    /// A page that every language has, of the words of the theme.
    fn in_every_language(&self, address: fn(&Config, &Strings) -> Url, shows: fn() -> Shows) -> Vec<Page> {
        let version = |lang: usize| Version {
            url: address(self.woven.config, self.woven.words(lang)),
            translated: true,
            indexed: true,
            named: true,
            parts: 1,
        };
        let family = Family { versions: self.langs().map(version).collect(), source: 0 };
        let page = |lang: usize| self.page(lang, (&family, 1), shows(), self.way(lang, ""));
        self.langs().map(page).collect()
    }

    fn not_found(&self) -> Vec<Page> {
        let version = |lang: usize| {
            let url = self.woven.places.sections[lang][""].join("404.html");
            Version { url, translated: true, indexed: false, named: false, parts: 1 }
        };
        let family = Family { versions: self.langs().map(version).collect(), source: 0 };
        self.langs().map(|lang| self.page(lang, (&family, 1), Shows::NotFound, self.way(lang, ""))).collect()
    }

    /// The texts of campaigns; one whose hashtag nobody uses has no page, and is told of.
    pub fn campaigns(&self, report: &mut Report) -> BTreeMap<Lang, BTreeMap<String, Arc<Edition>>> {
        let mut campaigns: BTreeMap<Lang, BTreeMap<String, Arc<Edition>>> = BTreeMap::new();
        for &group in self.woven.indexes.values() {
            let Some(key) = &self.woven.groups[group].campaign else { continue };
            let is_term = |term: &TermKey| term.taxonomy == Taxonomy::Hashtags && term.key == *key;
            if !self.woven.term_keys.iter().any(is_term) {
                let document = &self.woven.groups[group].source_text().document;
                report.warning("hashtag/unused", document.front).arg("value", key);
                continue;
            }
            for lang in self.langs() {
                if let Some(edition) = &self.woven.editions[group][lang] {
                    let of_lang = campaigns.entry(self.woven.lang(lang).clone()).or_default();
                    of_lang.insert(key.clone(), edition.clone());
                }
            }
        }
        campaigns
    }

    /// The sections of every language.
    pub fn sections(&self) -> BTreeMap<crate::base::Lang, BTreeMap<String, Section>> {
        let of_lang = |lang: usize| {
            let section = |(folder, url): (&String, &Url)| {
                let section = Section {
                    folder: folder.clone(),
                    kind: kind_of(folder),
                    url: url.clone(),
                    title: self.woven.section_title(lang, folder),
                    index: self.woven.index(lang, folder).cloned(),
                    list: self.woven.entries(lang, self.woven.section_list(lang, folder)),
                };
                (folder.clone(), section)
            };
            let sections = self.woven.places.sections[lang].iter().map(section).collect();
            (self.woven.lang(lang).clone(), sections)
        };
        self.langs().map(of_lang).collect()
    }
}

fn ways(woven: &Woven<'_>, lang: usize) -> BTreeMap<String, Vec<Crumb>> {
    let step = |folder: &str| {
        let url = woven.places.sections[lang][folder].clone();
        let home = || woven.words(lang).get("site.home").to_owned();
        Crumb { label: if folder.is_empty() { home() } else { woven.section_title(lang, folder) }, url }
    };
    let way = |folder: &String| {
        let mut way: Vec<Crumb> = upwards(folder).map(step).collect();
        way.reverse();
        (folder.clone(), way)
    };
    woven.places.sections[lang].keys().map(way).collect()
}
