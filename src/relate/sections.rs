//! Sections: which folders have a page of their own, and its address and title in every language.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Url;
use crate::config::{Config, Fallback};
use crate::content::{Kind, Role, Strings, hashtag};
use crate::translate::bundles::Bundle;

use super::site::{PAGE_SIZE, RECORDS, State, prettified};
use super::{DATABASE, Group, Text, first_part, kind_of, last_part, named, parent, upwards};

/// The folders that have a page: those of kinds that have items, those of pages, and those with an index.
pub fn folders(bundles: &[Bundle]) -> BTreeSet<String> {
    let mut folders = BTreeSet::from([String::new()]);
    let mut last = "";
    for bundle in bundles {
        let path = bundle.path.as_str();
        let lowest = match bundle.role {
            Role::Home => continue,
            Role::Section if hashtag::campaign(bundle.role, path).is_some() => continue,
            Role::Section => path,
            Role::Item if kind_of(path) == Kind::Page => parent(path),
            Role::Item => first_part(path),
        };
        // What lies in one folder comes in a row.
        if std::mem::replace(&mut last, lowest) == lowest {
            continue;
        }
        for folder in upwards(lowest) {
            if !folders.contains(folder) {
                folders.insert(folder.to_owned());
            }
        }
    }
    folders
}

/// The folder that an item is listed in: the nearest above it that has a page.
pub fn section_of(path: &str, folders: &BTreeSet<String>) -> String {
    let mut above = upwards(path).skip(1);
    above.find(|folder| folders.contains(*folder)).unwrap_or_default().to_owned()
}

/// The address of every section in one language.
pub fn addresses(
    folders: &BTreeSet<String>,
    indexes: &BTreeMap<&str, &Group>,
    config: &Config,
    lang: usize,
) -> BTreeMap<String, Url> {
    let mut addresses: BTreeMap<String, Url> = BTreeMap::new();
    for folder in folders {
        let url = if folder.is_empty() {
            config.home(&config.languages[lang].lang)
        } else {
            // A folder comes before what lies in it, so its parent's address is known.
            addresses[parent(folder)].join(&format!("{}/", word(folder, indexes, lang)))
        };
        addresses.insert(folder.clone(), url);
    }
    addresses
}

fn word(folder: &str, indexes: &BTreeMap<&str, &Group>, lang: usize) -> String {
    let index = indexes.get(folder).and_then(|group| group.texts[lang].as_ref());
    let written = index.filter(|text| text.document.meta.slug.is_some());
    written.map_or_else(|| named(last_part(folder)), |text| text.slug.clone())
}

/// The group of each section's text, where it is shown.
pub fn indexes(groups: &[Group]) -> BTreeMap<&str, usize> {
    let shown = |group: &Group| group.number.is_some() && group.state != State::Expired;
    let indexes = groups.iter().enumerate().filter(|(_, group)| group.role != Role::Item && shown(group));
    indexes.map(|(number, group)| (group.path.as_str(), number)).collect()
}

/// A section's title in one language: of its index, else the strings' name of its kind, else the
/// source's title, else its folder's name.
pub fn title(folder: &str, index: Option<&Group>, config: &Config, strings: &Strings, lang: usize) -> String {
    let own = index.and_then(|index| index.texts[lang].as_ref()).map(Text::title);
    if let Some(title) = own.filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    if folder.is_empty() {
        return config.languages[lang].title.clone();
    }
    if let Some(name) = strings_name(folder, strings) {
        return name.to_owned();
    }
    let source = index.map(|index| index.source_text().title()).filter(|title| !title.is_empty());
    source.map_or_else(|| prettified(last_part(folder)), str::to_owned)
}

/// The strings' name of all items of a kind, for the kind's own folder.
fn strings_name<'a>(folder: &'a str, strings: &'a Strings) -> Option<&'a str> {
    let key = match Kind::of_folder(folder) {
        Kind::Statement => "kind.statements",
        Kind::News => "kind.news_many",
        Kind::Petition => "kind.petitions",
        Kind::Practice => "kind.practices",
        Kind::Publication => "kind.publications",
        Kind::Page => return None,
    };
    Some(strings.get(key))
}

/// What readers of a language get of a section's items that are not translated: as set for the
/// nearest folder, else for the language.
pub fn fallback(config: &Config, section: &str, lang: usize) -> Fallback {
    let set = upwards(section).find(|folder| config.sections.contains_key(*folder)).unwrap_or(section);
    config.fallback(set, &config.languages[lang].lang)
}

/// How many items a part of a section's list has.
pub fn page_size(config: &Config, section: &str) -> usize {
    let set = upwards(section).find_map(|folder| config.sections.get(folder)?.page_size);
    let usual = if section == DATABASE { RECORDS } else { PAGE_SIZE };
    set.unwrap_or(usual).max(1)
}
