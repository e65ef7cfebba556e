//! Feeds: of the whole site, of sections, of regions and hashtags, of petitions' updates.

use crate::base::Url;
use crate::content::{Kind, Own};

use super::site::{Entry, FEED_LENGTH, Feed, FeedOf, Practices, Taxonomy, TermCount};
use super::{Woven, dashboard_address, has_dashboards, kind_of};

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

/// The newest public items in the language, so that drafts, fallbacks and notices stay out.
fn public(woven: &Woven<'_>, lang: usize, groups: &[usize]) -> Vec<Entry> {
    let editions = groups.iter().filter_map(|&group| woven.editions[group][lang].as_ref());
    let public = editions.filter(|edition| edition.is_public()).take(FEED_LENGTH);
    public.map(|edition| Entry { edition: edition.clone() }).collect()
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
