//! Every text there is, shown or not: what rules go through.

use std::sync::Arc;

use super::places::later;
use super::site::Text as SiteText;
use super::{Group, Places};

/// The texts of all groups, each once, in the order of items and languages.
pub fn texts(groups: &[Group], places: &Places) -> Vec<SiteText> {
    groups.iter().flat_map(|group| of_group(group, places)).collect()
}

fn of_group<'a>(group: &'a Group, places: &'a Places) -> impl Iterator<Item = SiteText> + 'a {
    let is_shown = group.number.is_some();
    let own = group.texts.iter().enumerate().filter_map(move |(lang, text)| {
        let text = text.as_ref()?;
        let hidden_at = if is_shown { None } else { later(group, text, lang, places) };
        let (meta, own) = (text.meta.clone(), text.own.clone());
        Some(SiteText { document: text.document.clone(), meta, own, is_shown, hidden_at })
    });
    // Translations that are kept back, and a second one in the same language.
    let others = group.unread().map(|document| SiteText {
        document: Arc::clone(document),
        meta: document.meta.clone(),
        own: document.own.clone(),
        is_shown: false,
        hidden_at: None,
    });
    own.chain(others)
}
