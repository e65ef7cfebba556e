//! Every text there is, shown or not: what rules go through.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::{Report, SourcePath};
use crate::content::Document;

use super::files::{self, FileUrls};
use super::places::later;
use super::site::Text as SiteText;
use super::{Group, Places, Tree};

/// The texts of all groups, each once, in the order of items and languages. `published` are the files
/// that are public, of those in `tree`.
pub fn texts(groups: &[Group], places: &Places, tree: &Tree<'_>, published: &FileUrls) -> Vec<SiteText> {
    groups.iter().flat_map(|group| of_group(group, places, (tree, published))).collect()
}

fn of_group<'a>(
    group: &'a Group,
    places: &'a Places,
    (tree, published): (&'a Tree<'a>, &'a FileUrls),
) -> impl Iterator<Item = SiteText> + 'a {
    let is_shown = group.number.is_some();
    let own = group.texts.iter().enumerate().filter_map(move |(lang, text)| {
        let text = text.as_ref()?;
        let hidden_at = if is_shown { None } else { later(group, text, lang, places) };
        let hidden_files = if is_shown { Vec::new() } else { kept(&text.document, tree, published) };
        let (meta, own) = (text.meta.clone(), text.own.clone());
        Some(SiteText { document: text.document.clone(), meta, own, is_shown, hidden_at, hidden_files })
    });
    // Translations that are kept back, and a second one in the same language.
    let others = group.unread().map(move |document| SiteText {
        document: Arc::clone(document),
        meta: document.meta.clone(),
        own: document.own.clone(),
        is_shown: false,
        hidden_at: None,
        hidden_files: kept(document, tree, published),
    });
    own.chain(others)
}

/// The files that a hidden document names or has in its folder, but for those that are public anyway.
fn kept(document: &Document, tree: &Tree<'_>, published: &FileUrls) -> Vec<SourcePath> {
    // What is missing there is told elsewhere.
    let mut unsaid = Report::default();
    let mut found: BTreeSet<SourcePath> =
        files::in_fields(document, (&document.meta, &document.own), tree, &mut unsaid);
    found.extend(files::in_text(document, tree, &mut unsaid));
    if document.in_folder {
        let beside = tree.under(document.source.path.folder()).map(SourcePath::new);
        found.extend(beside.filter(|path| path.extension().is_none_or(|ending| ending != "md")));
    }
    found.retain(|path| !published.contains_key(path));
    found.into_iter().collect()
}
