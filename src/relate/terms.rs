//! Regions, countries, topics and hashtags: which there are, how they are spelt, where their pages are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::slug::slug;
use crate::base::{Lang, Report, Url};
use crate::config::Config;
use crate::content::{Strings, Terms};

use super::site::{Taxonomy, TermCount, TermKey};
use super::{Group, Lists};

/// How hashtags are spelt: by lower case, the spelling that most files have.
pub type Spellings = BTreeMap<String, String>;

/// The usual spelling of every hashtag, the one that most files have, of equally many the first;
/// files with another one are told.
pub fn spellings(groups: &[Group], report: &mut Report) -> Spellings {
    let uses = || {
        let sources = groups.iter().map(|group| &group.source_text().document.meta);
        sources.flat_map(|meta| meta.hashtags.iter().flatten())
    };
    let mut counts: HashMap<&str, (Reverse<usize>, usize)> = HashMap::new();
    for (number, hashtag) in uses().enumerate() {
        counts.entry(&hashtag.value.0).or_insert((Reverse(0), number)).0.0 += 1;
    }
    // The most used first, then the first used.
    let ranked: BTreeMap<_, &str> = counts.into_iter().map(|(spelling, rank)| (rank, spelling)).collect();
    let mut usual = Spellings::new();
    let mut unusual: HashSet<&str> = HashSet::new();
    for spelling in ranked.into_values() {
        let first = usual.entry(spelling.to_lowercase()).or_insert_with(|| spelling.to_owned());
        if first != spelling {
            unusual.insert(spelling);
        }
    }
    if unusual.is_empty() {
        return usual;
    }
    for hashtag in uses().filter(|hashtag| unusual.contains(hashtag.value.0.as_str())) {
        let spelling = &usual[&hashtag.value.key()];
        let span = hashtag.span;
        let warning = report.warning("hashtag/case", span);
        warning.arg("value", &hashtag.value.0).arg("usual", spelling).fix(Some(spelling));
    }
    usual
}

/// Tells of topics that a language has no label for, once each, where they are first used.
pub fn check_labels(groups: &[Group], terms: &Terms, config: &Config, report: &mut Report) {
    let mut seen = HashSet::new();
    let sources = groups.iter().map(|group| &group.source_text().document.meta);
    for topic in sources.flat_map(|meta| meta.topics.iter().flatten()) {
        if !seen.insert(topic.value.as_str()) {
            continue;
        }
        let text = terms.topics.get(&topic.value);
        let lacks = |lang: &&Lang| text.is_none_or(|text| !text.label.contains_key(*lang));
        let missing: Vec<&str> = config.langs().filter(lacks).map(Lang::as_str).collect();
        if !missing.is_empty() {
            let warning = report.warning("term/no-label", topic.span);
            warning.arg("value", &topic.value).arg("langs", missing.join(", "));
        }
    }
}

/// Every term that a listed item has, in the order of taxonomies and keys, and the groups of each by
/// language, newest first.
pub fn gather(
    groups: &[Group],
    lists: &[Lists],
    spellings: &Spellings,
) -> (Vec<TermKey>, Vec<Vec<Vec<usize>>>) {
    let keys = keys(groups, spellings);
    let numbers: HashMap<(Taxonomy, &str), usize> =
        keys.iter().enumerate().map(|(number, key)| ((key.taxonomy, key.key.as_str()), number)).collect();
    let of_groups: Vec<Vec<usize>> =
        groups.par_iter().map(|group| words(group).map(|word| numbers[&word]).collect()).collect();
    let of_lang = |lists: &Lists| {
        let mut members = vec![Vec::new(); keys.len()];
        for &group in &lists.newest {
            of_groups[group].iter().for_each(|&term| members[term].push(group));
        }
        members
    };
    let members = lists.par_iter().map(of_lang).collect();
    (keys, members)
}

fn keys(groups: &[Group], spellings: &Spellings) -> Vec<TermKey> {
    let words = groups.par_iter().fold(HashSet::new, |mut all: HashSet<_>, group| {
        all.extend(words(group));
        all
    });
    let words: BTreeSet<(Taxonomy, &str)> = words.flatten_iter().collect();
    let key = |(taxonomy, key): (Taxonomy, &str)| {
        let usual = spellings.get(key).filter(|_| taxonomy == Taxonomy::Hashtags);
        let spelling = usual.map_or_else(|| key.to_owned(), String::clone);
        TermKey { taxonomy, key: key.to_owned(), spelling }
    };
    words.into_iter().map(key).collect()
}

/// The terms of an item that lists show.
fn words(group: &Group) -> impl Iterator<Item = (Taxonomy, &str)> {
    let by = group.is_listed().then_some(&group.gathered_by).into_iter();
    by.flat_map(|by| {
        let regions = by.regions.iter().map(|key| (Taxonomy::Regions, key.as_str()));
        let countries = by.countries.iter().map(|country| (Taxonomy::Countries, country.code()));
        let topics = by.topics.iter().map(|key| (Taxonomy::Topics, key.as_str()));
        let hashtags = by.hashtags.iter().map(|key| (Taxonomy::Hashtags, key.as_str()));
        regions.chain(countries).chain(topics).chain(hashtags)
    })
}

/// The address of a taxonomy's index in a language.
pub fn index_address(taxonomy: Taxonomy, config: &Config, strings: &Strings) -> Url {
    let word = slug(strings.path_word(taxonomy.plural()));
    let word = if word.is_empty() { taxonomy.plural() } else { &word };
    config.home(&strings.lang).join(&format!("{word}/"))
}

/// The same in every language.
pub fn index_addresses(
    taxonomy: Taxonomy,
    config: &Config,
    strings: &BTreeMap<Lang, Arc<Strings>>,
) -> Vec<Url> {
    config.langs().map(|lang| index_address(taxonomy, config, &strings[lang])).collect()
}

/// The address of a term's page in a language.
pub fn address(term: &TermKey, terms: &Terms, config: &Config, strings: &Strings) -> Url {
    let written = match term.taxonomy {
        Taxonomy::Topics => terms.topics.get(&term.key).and_then(|text| text.slug.get(&strings.lang)),
        _ => None,
    };
    let word = slug(written.unwrap_or(&term.key));
    let word = if word.is_empty() || term.taxonomy == Taxonomy::Hashtags { &term.key } else { &word };
    index_address(term.taxonomy, config, strings).join(&format!("{word}/"))
}

/// All terms by language, taxonomy and key.
pub fn by_key(
    config: &Config,
    terms: &[Vec<TermCount>],
) -> BTreeMap<Lang, BTreeMap<Taxonomy, BTreeMap<String, TermCount>>> {
    let of_lang = |(lang, terms): (&Lang, &Vec<TermCount>)| {
        let mut by_key: BTreeMap<Taxonomy, BTreeMap<String, TermCount>> = BTreeMap::new();
        for term in terms {
            by_key.entry(term.term.taxonomy).or_default().insert(term.term.key.clone(), term.clone());
        }
        (lang.clone(), by_key)
    };
    config.langs().zip(terms).map(of_lang).collect()
}
