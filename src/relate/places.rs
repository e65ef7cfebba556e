//! Where every item is, for the readers of each language.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::base::{Report, Span, Url};
use crate::config::{Config, Fallback};
use crate::content::Role;
use crate::content::published::Published;

use super::{Group, Place, Places, Reserved, Text, fallback, last_part, named, section_addresses, word_span};

/// The places of all items and sections; `hashtags` are the indexes of hashtags by language.
pub fn places(
    groups: &[Group],
    folders: &BTreeSet<String>,
    (config, published): (&Config, &Published),
    hashtags: &[Url],
) -> Places {
    let shown = groups.iter().filter(|group| group.number.is_some() && group.role != Role::Item);
    let indexes: BTreeMap<&str, &Group> = shown.map(|group| (group.path.as_str(), group)).collect();
    let langs = 0..config.languages.len();
    let sections: Vec<_> =
        langs.clone().map(|lang| section_addresses(folders, &indexes, config, lang)).collect();
    let published = published.addresses.iter().map(|address| address.value.as_str()).collect();
    let of_lang = |group: &Group, lang: usize| match &group.campaign {
        // A campaign's text stands on the page of its hashtag.
        Some(key) if group.number.is_some() => {
            let text = if group.texts[lang].is_some() { lang } else { group.source };
            Some(Place { url: hashtags[lang].join(&format!("{key}/")), text })
        }
        _ => place(group, lang, &sections[lang], (config, &published)),
    };
    let of_group = |group: &Group| langs.clone().map(|lang| of_lang(group, lang)).collect();
    Places { items: groups.par_iter().map(of_group).collect(), sections }
}

fn place(
    group: &Group,
    lang: usize,
    sections: &BTreeMap<String, Url>,
    (config, published): (&Config, &BTreeSet<&str>),
) -> Option<Place> {
    group.number?;
    let own = group.texts[lang].as_ref();
    let text = if own.is_some() { lang } else { group.source };
    if group.role != Role::Item {
        // Every section has a page in every language, with the source's words where there are no others.
        let url = sections.get(group.path.as_str())?.clone();
        return Some(Place { url, text });
    }
    // A translation that is not ready has its address already.
    let partial = group.partial(config, lang).map(|partial| &partial.slug);
    let slug = partial.unwrap_or(&group.texts[text].as_ref()?.slug);
    let url = address(group, slug, sections)?;
    // Where readers have found a page once, it stays, however much was added to its source.
    let stays = partial.is_some() && published.contains(url.as_str());
    let has_page = own.is_some() || stays || fallback(config, &group.section, lang) == Fallback::Source;
    has_page.then_some(Place { url, text })
}

fn address(group: &Group, slug: &str, sections: &BTreeMap<String, Url>) -> Option<Url> {
    Some(sections.get(&group.section)?.join(&format!("{}{slug}/", between(group))))
}

/// Where a text of an item that is not shown yet will be.
pub fn later(group: &Group, text: &Text, lang: usize, places: &Places) -> Option<Url> {
    address(group, &text.slug, &places.sections[lang]).filter(|_| group.role == Role::Item)
}

/// The folders between an item and its section, as address words.
fn between(group: &Group) -> String {
    let path = group.path.as_str().strip_prefix(group.section.as_str()).unwrap_or_default();
    let path = path.trim_start_matches('/');
    let folders = path.strip_suffix(last_part(path)).unwrap_or_default();
    let words = folders.split('/').filter(|part| !part.is_empty()).map(named);
    words.fold(String::new(), |path, word| path + &word + "/")
}

/// Where readers of a language find each group by its lists; with fallback `link` at the source's page.
pub fn shown<'a>(
    groups: &[Group],
    places: &'a Places,
    config: &Config,
    lang: usize,
) -> Vec<Option<&'a Place>> {
    let of_group = |(number, group): (usize, &Group)| {
        let linked = || {
            let links = fallback(config, &group.section, lang) == Fallback::Link;
            places.items[number][group.source].as_ref().filter(|_| links)
        };
        places.items[number][lang].as_ref().or_else(linked)
    };
    groups.iter().enumerate().map(of_group).collect()
}

/// Tells of addresses with a part that the build needs for itself, each once.
pub fn check_reserved(
    groups: &[Group],
    places: &Places,
    (config, reserved): (&Config, &[Reserved]),
    report: &mut Report,
) {
    let mut told: BTreeSet<(Span, &str)> = BTreeSet::new();
    for (lang, reserved) in reserved.iter().enumerate() {
        let sections = &places.sections[lang];
        let wrong = places.items.par_iter().enumerate().filter_map(|(number, places)| {
            let place = places[lang].as_ref()?;
            let group = Some(&groups[number]).filter(|group| group.campaign.is_none())?;
            Some((group, place, reserved.part(&place.url)?))
        });
        for (group, place, part) in wrong.collect::<Vec<_>>() {
            let section = sections.get(&group.section).and_then(|section| reserved.part(section));
            let document = group.texts[place.text].as_ref().map(|text| &text.document);
            let span = document.map_or(config.span, |document| word_span(document));
            // A section's own word has been told of with the section.
            if section != Some(part) && told.insert((span, part)) {
                report.error("address/reserved", span).arg("value", part);
            }
        }
    }
}
