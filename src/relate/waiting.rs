//! Files that wait: in `assets/`, those that only items name which readers do not see yet, or no more;
//! anywhere, those that only withheld fields of a record name.

use std::collections::BTreeSet;

use crate::base::{Report, Source, SourcePath};
use crate::content::{Own, Parsed};

use super::files::{self, Used};
use super::{Group, Text, Tree};

/// The pages' icon: the program itself names it.
const ICON: &str = "assets/favicon.svg";

/// What may not be published. What nobody names under `assets/` is for whoever knows its address.
pub fn waiting(parsed: &Parsed, groups: &[Group], used: &Used, tree: &Tree<'_>) -> BTreeSet<SourcePath> {
    let withheld = named_by_withheld(groups, tree);
    let mut waiting = named_by_hidden(groups, used, tree);
    waiting.retain(|file| file.as_str().starts_with("assets/") && file.as_str() != ICON);
    waiting.extend(withheld);
    // Most sites have no such file, and what is shown is all the rest.
    if waiting.is_empty() {
        return waiting;
    }
    let shown = files::shown(groups, used);
    waiting.retain(|file| !shown.contains(file));
    // What waits itself asks for nothing.
    let around = parsed.around.iter().filter(|source| !waiting.contains(&source.path));
    let needed = |file: &SourcePath| around.clone().any(|source| names(source, file));
    waiting.iter().filter(|file| !needed(file)).cloned().collect()
}

fn named_by_hidden(groups: &[Group], used: &Used, tree: &Tree<'_>) -> BTreeSet<SourcePath> {
    let closed = groups.iter().zip(used).filter(|(group, _)| !files::is_open(group));
    let mut named: BTreeSet<SourcePath> =
        closed.flat_map(|(_, files)| files.iter().flatten().cloned()).collect();
    let others = groups.iter().flat_map(|group| group.unread());
    // What is missing there is told once it is published.
    let mut unsaid = Report::default();
    for document in others {
        named.extend(files::in_fields(document, (&document.meta, &document.own), tree, &mut unsaid));
        named.extend(files::in_text(document, tree, &mut unsaid));
    }
    named
}

/// The files that records with withheld fields name, wherever they lie.
fn named_by_withheld(groups: &[Group], tree: &Tree<'_>) -> BTreeSet<SourcePath> {
    let mut named = BTreeSet::new();
    for source in groups.iter().map(|group| group.source_text()).filter(|source| withholds(source)) {
        let document = &source.document;
        let fields = (&*document.meta, &*document.own);
        named.extend(files::in_fields(document, fields, tree, &mut Report::default()));
    }
    named
}

fn withholds(source: &Text) -> bool {
    matches!(&*source.own, Own::Practice(practice) if practice.redaction.is_some())
}

/// Whether a text that is no content names an asset: by its address, or from beside it.
fn names(source: &Source, file: &SourcePath) -> bool {
    let address = file.as_str().trim_start_matches("assets/");
    let beside = file.as_str().strip_prefix(source.path.folder()).map(|name| name.trim_start_matches('/'));
    [Some(address), beside].into_iter().flatten().any(|name| stands_in(&source.bytes, name.as_bytes()))
}

/// Whether a name stands there as a whole: `map.png` does not in `roadmap.png`.
fn stands_in(text: &[u8], name: &[u8]) -> bool {
    let goes_on = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_.%".contains(byte) || !byte.is_ascii())
    };
    memchr::memmem::find_iter(text, name).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        !goes_on(before) && !goes_on(text.get(at + name.len()))
    })
}
