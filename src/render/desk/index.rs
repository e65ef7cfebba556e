//! Which item, title and address belong to a source file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Lang, SourcePath};
use crate::relate::Site;
use crate::relate::site::{Edition, Item, Row};

/// The items of a site by the files that they are written in.
pub(super) struct Index<'a> {
    site: &'a Site,
    items: BTreeMap<&'a SourcePath, &'a Item>,
}

impl<'a> Index<'a> {
    pub(super) fn of(site: &'a Site) -> Index<'a> {
        let mut items = BTreeMap::new();
        for item in &site.items {
            for edition in item.editions.values() {
                items.insert(&edition.document.source.path, item);
                items.insert(&edition.source.source.path, item);
            }
        }
        Index { site, items }
    }

    /// The item that a file is a text of; `None` for a file that this build keeps back.
    pub(super) fn item(&self, file: &SourcePath) -> Option<&'a Item> {
        self.items.get(file).copied()
    }

    /// What readers get at a row's address.
    pub(super) fn edition(&self, row: &Row) -> Option<&'a Arc<Edition>> {
        row.url.as_ref()?;
        self.item(&row.file)?.editions.get(&row.lang)
    }

    /// The rows of a file, one a language; none for a file that is no text.
    pub(super) fn rows(&self, file: &str) -> &'a [Row] {
        let listing = &self.site.listing[..];
        let start = listing.partition_point(|row| row.file.as_str() < file);
        let end = listing.partition_point(|row| row.file.as_str() <= file);
        &listing[start..end]
    }
}

/// An item as somebody who reads `lang` knows it: in that language, else in its own.
pub(super) fn best<'a>(item: &'a Item, lang: &str) -> Option<&'a Arc<Edition>> {
    let in_language = item.editions.get(lang).filter(|edition| !edition.is_fallback());
    in_language.or_else(|| item.editions.get(&item.source)).or_else(|| item.editions.values().next())
}

/// What names an item in all languages where only its file is known: `content/news/a.es.md` and
/// `content/news/a.md` are one.
pub(super) fn stem<'a>(file: &'a SourcePath, langs: impl Iterator<Item = &'a Lang>) -> &'a str {
    let name = file.as_str().strip_suffix(".md").unwrap_or(file.as_str());
    let mut langs = langs.map(Lang::as_str);
    let bare = langs.find_map(|lang| name.strip_suffix(lang)?.strip_suffix('.'));
    bare.unwrap_or(name)
}
