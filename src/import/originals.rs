//! Which of the pages that say the same in several languages is the original.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Lang;
use crate::base::node::{Table, Value};

use super::old::{Old, Page};

/// The original of every place.
#[derive(Debug, Default)]
pub(super) struct Originals {
    by_place: BTreeMap<String, (Option<Lang>, Table)>,
    translated: BTreeSet<String>,
}

impl Originals {
    /// A page in the new site's default language is the original, else one in the old site's, else the first.
    pub(super) fn of(old: &Old, default: &Lang) -> Originals {
        let mut originals = Originals::default();
        let rank = |lang: Option<&Lang>| match lang {
            Some(lang) if lang == default => 0,
            lang if lang == old.lang.as_ref() => 1,
            _ => 2,
        };
        for page in &old.pages {
            let known = originals.by_place.get(&page.place);
            if known.is_some() {
                originals.translated.insert(page.place.clone());
            }
            if known.is_none_or(|(lang, _)| rank(page.lang.as_ref()) < rank(lang.as_ref())) {
                originals.by_place.insert(page.place.clone(), (page.lang.clone(), page.front.clone()));
            }
        }
        originals
    }

    /// Whether a page is a translation of another.
    pub(super) fn is_translation(&self, page: &Page) -> bool {
        self.by_place.get(&page.place).is_some_and(|(lang, _)| *lang != page.lang)
    }

    /// Whether there are translations of a page.
    pub(super) fn has_translations(&self, page: &Page) -> bool {
        self.translated.contains(&page.place)
    }

    /// What the original of a page says of something.
    pub(super) fn value(&self, page: &Page, key: &str) -> Option<&Value> {
        self.by_place.get(&page.place)?.1.get(key).map(|node| &node.value)
    }
}
