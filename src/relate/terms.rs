//! Regions, countries, topics and hashtags: which there are, how they are spelt, where their pages are.

use std::collections::BTreeMap;

use crate::base::slug::slug;
use crate::base::{Lang, Report, Url};
use crate::config::Config;
use crate::content::{Strings, Terms};

use super::Group;
use super::site::{Taxonomy, TermCount, TermKey};

/// How hashtags are spelt: by lower case, the spelling that most files have.
pub type Spellings = BTreeMap<String, String>;

/// The usual spelling of every hashtag; files with another one are told.
pub fn spellings(groups: &[Group], report: &mut Report) -> Spellings {
    let mut counts: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    let uses = || {
        let sources = groups.iter().map(|group| &group.source_text().document.meta);
        sources.flat_map(|meta| meta.hashtags.iter().flatten())
    };
    for hashtag in uses() {
        let spellings = counts.entry(hashtag.value.key()).or_default();
        match spellings.iter_mut().find(|(spelling, _)| *spelling == hashtag.value.0) {
            Some((_, count)) => *count += 1,
            None => spellings.push((&hashtag.value.0, 1)),
        }
    }
    let usual: Spellings =
        counts.into_iter().map(|(key, spellings)| (key, most_used(&spellings).to_owned())).collect();
    for hashtag in uses() {
        let spelling = &usual[&hashtag.value.key()];
        if *spelling != hashtag.value.0 {
            let span = hashtag.span;
            report.warning("hashtag/case", span).arg("value", &hashtag.value.0).arg("usual", spelling);
        }
    }
    usual
}

/// The spelling that most have; of equally many the first.
fn most_used<'a>(spellings: &[(&'a str, usize)]) -> &'a str {
    let mut best = spellings[0];
    for spelling in spellings {
        if spelling.1 > best.1 {
            best = *spelling;
        }
    }
    best.0
}

/// Tells of topics that a language has no label for, once each, where they are first used.
pub fn check_labels(groups: &[Group], terms: &Terms, config: &Config, report: &mut Report) {
    let mut seen = std::collections::BTreeSet::new();
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

/// The terms of an item.
pub fn keys<'a>(group: &'a Group, spellings: &'a Spellings) -> impl Iterator<Item = TermKey> + 'a {
    let by = &group.gathered_by;
    let regions = by.regions.iter().map(|key| plain(Taxonomy::Regions, key));
    let countries = by.countries.iter().map(|country| plain(Taxonomy::Countries, country.code()));
    let topics = by.topics.iter().map(|key| plain(Taxonomy::Topics, key));
    let hashtags = by.hashtags.iter().map(move |key| TermKey {
        taxonomy: Taxonomy::Hashtags,
        key: key.clone(),
        spelling: spellings.get(key).unwrap_or(key).clone(),
    });
    regions.chain(countries).chain(topics).chain(hashtags)
}

fn plain(taxonomy: Taxonomy, key: &str) -> TermKey {
    TermKey { taxonomy, key: key.to_owned(), spelling: key.to_owned() }
}

/// The address of a taxonomy's index in a language.
pub fn index_address(taxonomy: Taxonomy, config: &Config, strings: &Strings) -> Url {
    let word = slug(strings.path_word(taxonomy.plural()));
    let word = if word.is_empty() { taxonomy.plural() } else { &word };
    config.home(&strings.lang).join(&format!("{word}/"))
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
