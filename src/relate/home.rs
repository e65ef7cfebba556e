//! What the home page shows in one language.

use std::collections::BTreeSet;

use crate::content::Kind;

use super::Woven;
use super::site::{Home, TermCount};

/// How many of each the home page has.
const STATEMENTS: usize = 3;
const NEWS_PER_REGION: usize = 3;
const PRACTICES: usize = 4;
const PUBLICATIONS: usize = 4;

/// The home page's lists. `hashtags` are those of the language.
pub fn home(woven: &Woven<'_>, lang: usize, mut hashtags: Vec<TermCount>) -> Home {
    let practices = woven.section_list(lang, "practices");
    let countries = practices.iter().flat_map(|&group| &woven.groups[group].gathered_by.countries);
    hashtags.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.term.cmp(&right.term)));
    Home {
        index: woven.index(lang, "").cloned(),
        petitions: woven.open_petitions(lang, woven.section_list(lang, "petitions")),
        statements: woven.first_of(lang, Kind::Statement, STATEMENTS),
        news: news(woven, lang),
        practices: woven.first_of(lang, Kind::Practice, PRACTICES),
        practice_count: practices.len(),
        practice_countries: countries.collect::<BTreeSet<_>>().len(),
        publications: woven.first_of(lang, Kind::Publication, PUBLICATIONS),
        hashtags,
    }
}

/// The latest news of each region that has any.
fn news(woven: &Woven<'_>, lang: usize) -> Vec<(String, Vec<super::site::Entry>)> {
    let all = woven.section_list(lang, "news");
    let of_region = |key: &String| {
        let here = all.iter().filter(|&&group| woven.groups[group].gathered_by.regions.contains(key));
        let entries = here.filter_map(|&group| woven.entry(lang, group)).take(NEWS_PER_REGION).collect();
        (key.clone(), entries)
    };
    let regions = woven.config.regions.iter().map(|region| of_region(&region.key));
    regions.filter(|(_, entries): &(_, Vec<_>)| !entries.is_empty()).collect()
}
