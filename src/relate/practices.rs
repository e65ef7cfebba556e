//! The practice database: which records each value of a facet has, in each language, and where its
//! page is (PRACTICES.md, Browsing).
//!
//! Lists are numbers of groups. Knows nothing of labels: what a value is called is render's business.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::base::slug::slug;
use crate::base::{Lang, Url};
use crate::content::{Facet, FacetKey, Kind, Own, Strings, Vocabularies};

use super::site::{FacetCount, Item, PairCount, Practices, Record, Ways};
use super::{Group, Lists, Woven};

/// The folder of the database.
pub const FOLDER: &str = "practices";

/// Two values whose records have a list of their own.
pub type Pair = (FacetKey, FacetKey);

/// The database before it has pages. Languages and groups are numbers.
#[derive(Debug, Default)]
pub struct Database {
    /// The keys of each group in each facet; nothing for what is no record that lists show.
    pub keys: Vec<Vec<(Facet, Vec<String>)>>,
    /// Every value that a record has, in the order of facets and of their values.
    pub values: Vec<FacetKey>,
    /// The groups of each value by language, newest first.
    pub lists: Vec<Vec<Vec<usize>>>,
    /// Every region with every group of people that a record has together.
    pub pairs: Vec<Pair>,
    /// The groups of each pair by language, newest first.
    pub pair_lists: Vec<Vec<Vec<usize>>>,
}

/// Gathers the records by their values.
pub fn database(groups: &[Group], lists: &[Lists], vocabularies: &Vocabularies) -> Database {
    let keys: Vec<_> = groups.par_iter().map(|group| keys(group, vocabularies)).collect();
    let mut values: Vec<FacetKey> =
        distinct(keys.iter().flat_map(|keys| keys_of(keys))).into_iter().collect();
    values.sort_by_cached_key(|value| (value.facet, rank(value, vocabularies), value.key.clone()));
    let pairs: Vec<Pair> = distinct(keys.iter().flat_map(|keys| pairs_of(keys))).into_iter().collect();
    let of_groups = |group: usize| keys_of(&keys[group]);
    let of_pairs = |group: usize| pairs_of(&keys[group]);
    Database {
        lists: members(&values, lists, of_groups),
        pair_lists: members(&pairs, lists, of_pairs),
        keys,
        values,
        pairs,
    }
}

/// A record's keys in every facet.
fn keys(group: &Group, vocabularies: &Vocabularies) -> Vec<(Facet, Vec<String>)> {
    let Own::Practice(practice) = &*group.source_text().own else { return Vec::new() };
    if !group.is_listed() || group.kind != Kind::Practice {
        return Vec::new();
    }
    let by = &group.gathered_by;
    let of_facet = |facet: Facet| {
        let keys = match facet {
            Facet::Country => by.countries.iter().map(|country| country.code().to_owned()).collect(),
            Facet::Region => by.regions.clone(),
            Facet::Hashtag => by.hashtags.clone(),
            own => own.keys(practice, vocabularies),
        };
        (facet, keys)
    };
    Facet::ALL.into_iter().map(of_facet).collect()
}

fn keys_of(keys: &[(Facet, Vec<String>)]) -> impl Iterator<Item = FacetKey> {
    let of_facet = |(facet, keys): &(Facet, Vec<String>)| {
        let facet = *facet;
        keys.clone().into_iter().map(move |key| FacetKey { facet, key })
    };
    keys.iter().flat_map(of_facet)
}

fn pairs_of(keys: &[(Facet, Vec<String>)]) -> impl Iterator<Item = Pair> {
    let of = |facet: Facet| keys_of(keys).filter(move |value| value.facet == facet);
    of(Facet::Region)
        .flat_map(move |region| of(Facet::Population).map(move |population| (region.clone(), population)))
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> BTreeSet<T> {
    values.collect()
}

/// Vocabularies have their own order, years run backwards, the rest stands by its key.
fn rank(value: &FacetKey, vocabularies: &Vocabularies) -> Reverse<i64> {
    let place = || {
        let vocabulary = vocabularies.by_name.get(value.facet.vocabulary()?)?;
        let place = vocabulary.terms.iter().position(|term| term.key == value.key);
        Some(-i64::try_from(place.unwrap_or(usize::MAX)).unwrap_or(i64::MAX))
    };
    Reverse(match value.facet {
        Facet::Year => value.key.parse().unwrap_or_default(),
        _ => place().unwrap_or_default(),
    })
}

/// The groups of each value in the lists of each language.
fn members<T, V>(values: &[T], lists: &[Lists], of: impl Fn(usize) -> V + Sync) -> Vec<Vec<Vec<usize>>>
where
    T: Ord + std::hash::Hash + Sync,
    V: Iterator<Item = T>,
{
    let numbers: HashMap<&T, usize> = values.iter().zip(0..).collect();
    let of_lang = |lists: &Lists| {
        let mut members = vec![Vec::new(); values.len()];
        for &group in lists.sections.get(FOLDER).into_iter().flatten() {
            of(group).for_each(|value| members[numbers[&value]].push(group));
        }
        members
    };
    lists.par_iter().map(of_lang).collect()
}

/// The address of a facet's index in a language; `None` where the site has no database.
pub fn facet_address(woven: &Woven<'_>, lang: usize, facet: Facet) -> Option<Url> {
    page_address(woven, lang, facet.word())
}

/// The address of a value's page.
pub fn value_address(
    woven: &Woven<'_>,
    vocabularies: &Vocabularies,
    lang: usize,
    value: &FacetKey,
) -> Option<Url> {
    let written = || {
        let term = vocabularies.by_name.get(value.facet.vocabulary()?)?.get(&value.key)?;
        term.slug.get(woven.lang(lang))
    };
    let word = slug(written().unwrap_or(&value.key));
    let word = if word.is_empty() { &value.key } else { &word };
    Some(facet_address(woven, lang, value.facet)?.join(&format!("{word}/")))
}

/// The address of a pair's page: the second value's address stands behind the first one's.
pub fn pair_address(woven: &Woven<'_>, vocabularies: &Vocabularies, lang: usize, pair: &Pair) -> Option<Url> {
    let section = woven.places.sections[lang].get(FOLDER)?;
    let first = value_address(woven, vocabularies, lang, &pair.0)?;
    let second = value_address(woven, vocabularies, lang, &pair.1)?;
    Some(first.join(second.as_str().strip_prefix(section.as_str())?))
}

/// An address word of the database: a facet's, `map`, `timeline`.
pub fn word(words: &Strings, key: &str) -> String {
    let word = slug(words.path_word(key));
    if word.is_empty() { key.to_owned() } else { word }
}

/// What render gets: records with their keys, values with their counts and addresses.
pub fn practices(woven: &Woven<'_>, items: &[Item], vocabularies: &Vocabularies) -> Practices {
    let record = |(group, keys): (&Group, &Vec<(Facet, Vec<String>)>)| {
        let item = group.number.filter(|_| !keys.is_empty())?;
        let keys = keys.iter().cloned().collect();
        Some((Reverse(group.day), Record { item, keys }))
    };
    let mut records: Vec<_> = woven.groups.iter().zip(&woven.database.keys).filter_map(record).collect();
    records.sort_by_key(|(day, record)| (*day, record.item));
    let records: Vec<Record> = records.into_iter().map(|(_, record)| record).collect();
    let langs = || (0..woven.config.languages.len()).map(|lang| (lang, woven.lang(lang).clone()));
    Practices {
        places: records.iter().zip(0..).map(|(record, place)| (record.item, place)).collect(),
        published: published(items, &records),
        facets: langs().map(|(number, lang)| (lang, counts(woven, vocabularies, number))).collect(),
        pairs: langs().map(|(number, lang)| (lang, pair_counts(woven, vocabularies, number))).collect(),
        ways: langs().filter_map(|(number, lang)| Some((lang, ways(woven, number)?))).collect(),
        records,
    }
}

fn published(items: &[Item], records: &[Record]) -> BTreeMap<Lang, usize> {
    let editions = records.iter().flat_map(|record| items[record.item].editions.values());
    let mut published = BTreeMap::new();
    for edition in editions.filter(|edition| edition.is_public()) {
        *published.entry(edition.lang.clone()).or_default() += 1;
    }
    published
}

/// The address of a page of the database that is no list; `None` where the site has no database.
pub fn page_address(woven: &Woven<'_>, lang: usize, key: &str) -> Option<Url> {
    let section = woven.places.sections[lang].get(FOLDER)?;
    Some(section.join(&format!("{}/", word(woven.words(lang), key))))
}

/// Without records there are no pages but the section's own.
fn ways(woven: &Woven<'_>, lang: usize) -> Option<Ways> {
    if woven.database.values.is_empty() {
        return None;
    }
    Some(Ways { map: page_address(woven, lang, "map")?, timeline: page_address(woven, lang, "timeline")? })
}

fn pair_counts(woven: &Woven<'_>, vocabularies: &Vocabularies, lang: usize) -> Vec<PairCount> {
    let count = |(pair, groups): (&Pair, &Vec<usize>)| {
        let url = pair_address(woven, vocabularies, lang, pair).filter(|_| !groups.is_empty())?;
        let (region, population) = pair.clone();
        Some(PairCount { region, population, url, count: groups.len() })
    };
    woven.database.pairs.iter().zip(&woven.database.pair_lists[lang]).filter_map(count).collect()
}

fn counts(woven: &Woven<'_>, vocabularies: &Vocabularies, lang: usize) -> BTreeMap<Facet, Vec<FacetCount>> {
    let mut counts: BTreeMap<Facet, Vec<FacetCount>> = BTreeMap::new();
    for (value, groups) in woven.database.values.iter().zip(&woven.database.lists[lang]) {
        let Some(url) = value_address(woven, vocabularies, lang, value).filter(|_| !groups.is_empty()) else {
            continue;
        };
        let count = FacetCount { key: value.clone(), url, count: groups.len() };
        counts.entry(value.facet).or_default().push(count);
    }
    counts
}
