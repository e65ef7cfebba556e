//! Feeds: of the whole site, of sections, of regions and hashtags, of petitions' updates.

use std::cmp::Reverse;

use crate::base::Url;
use crate::base::date::Day;
use crate::base::slug::slug;
use crate::config::Config;
use crate::content::{Kind, Own, Strings};

use super::site::{Edition, Entry, FEED_LENGTH, Feed, FeedOf, Practices, Taxonomy, TermCount};
use super::{Woven, dashboard_address, has_dashboards, kind_of};

/// The address of the page that explains a language's feeds.
pub fn page_address(config: &Config, strings: &Strings) -> Url {
    config.home(&strings.lang).join(&format!("{}/", page_word(strings)))
}

/// The address word of that page.
pub fn page_word(strings: &Strings) -> String {
    let word = slug(strings.path_word("feeds"));
    if word.is_empty() { "feeds".to_owned() } else { word }
}

/// Every feed of every language.
pub fn feeds(woven: &Woven<'_>, terms: &[Vec<TermCount>], practices: &Practices) -> Vec<Feed> {
    let of_lang = |(lang, terms): (usize, &Vec<TermCount>)| of_lang(woven, (terms, practices), lang);
    terms.iter().enumerate().flat_map(of_lang).collect()
}

fn of_lang(woven: &Woven<'_>, (terms, practices): (&[TermCount], &Practices), lang: usize) -> Vec<Feed> {
    let feed = |page: Url, of: FeedOf, groups: &[usize]| Feed {
        page,
        lang: woven.lang(lang).clone(),
        of,
        entries: public(woven, lang, groups),
    };
    let sections = &woven.places.sections[lang];
    let news: Vec<usize> = woven.lists[lang]
        .newest
        .iter()
        .copied()
        .filter(|&group| woven.groups[group].kind != Kind::Page)
        .collect();
    let home = feed(sections[""].clone(), FeedOf::Home, &news);
    let of_sections =
        sections.iter().filter(|(folder, _)| kind_of(folder) != Kind::Page).map(|(folder, url)| {
            feed(url.clone(), FeedOf::Section(folder.clone()), woven.section_list(lang, folder))
        });
    let followed = |taxonomy| matches!(taxonomy, Taxonomy::Regions | Taxonomy::Hashtags);
    let numbered = terms.iter().enumerate().filter(|(_, term)| followed(term.term.taxonomy));
    let of_terms = numbered.map(|(number, term)| {
        feed(term.url.clone(), FeedOf::Term(term.term.clone()), &woven.term_lists[lang][number])
    });
    let lists = woven.database.values.iter().zip(&woven.database.lists[lang]);
    let of_facets = lists.filter_map(|(value, groups)| {
        let count = practices.value(woven.lang(lang), value.facet, &value.key)?;
        Some(feed(count.url.clone(), FeedOf::Facet(value.clone()), groups))
    });
    let others = of_sections.chain(of_terms).chain(of_facets).filter(|feed| !feed.entries.is_empty());
    let mut feeds: Vec<Feed> = std::iter::once(home).chain(others).collect();
    feeds.extend(updates(woven, lang));
    feeds.extend(
        has_dashboards(woven.config)
            .then(|| feed(dashboard_address(woven.config, woven.words(lang)), FeedOf::Work, &[])),
    );
    feeds
}

/// What is new of public items in the language, so that drafts, fallbacks and notices stay out. An old
/// item is new again when it was corrected: who read it before must hear of it.
fn public(woven: &Woven<'_>, lang: usize, groups: &[usize]) -> Vec<Entry> {
    let editions = || {
        let editions = groups.iter().filter_map(|&group| woven.editions[group][lang].as_ref());
        editions.filter(|edition| edition.is_public())
    };
    let newest = editions().take(FEED_LENGTH);
    let older = editions().skip(FEED_LENGTH).filter(|edition| corrected(edition).is_some());
    let mut new: Vec<_> = newest.chain(older).collect();
    // By day; what is of one day keeps the order of its list.
    new.sort_by_key(|edition| Reverse(last_news(edition)));
    new.truncate(FEED_LENGTH);
    new.into_iter().map(|edition| Entry { edition: edition.clone() }).collect()
}

/// The day of the last correction.
fn corrected(edition: &Edition) -> Option<Day> {
    edition.meta.changes.iter().flatten().filter_map(|change| change.date).max()
}

/// The day on which an item was new for the last time.
fn last_news(edition: &Edition) -> Option<Day> {
    let written = edition.meta.date.as_ref().map(|date| date.value);
    written.max(corrected(edition))
}

/// A feed for every petition that has updates.
fn updates<'a>(woven: &'a Woven<'_>, lang: usize) -> impl Iterator<Item = Feed> + 'a {
    let petitions = woven.section_list(lang, "petitions").iter();
    let editions = petitions.filter_map(move |&group| woven.editions[group][lang].as_ref());
    let has_updates = |own: &Own| match own {
        Own::Petition(petition) => petition.updates.as_ref().is_some_and(|updates| !updates.is_empty()),
        _ => false,
    };
    editions.filter(move |edition| edition.is_public() && has_updates(&edition.own)).map(move |edition| {
        Feed {
            page: edition.url.clone(),
            lang: woven.lang(lang).clone(),
            of: FeedOf::Updates,
            entries: vec![Entry { edition: edition.clone() }],
        }
    })
}
