//! Groups documents that say the same thing in different languages.
//!
//! Takes all documents, gives a [`Bundle`] per item, in the order of their paths. Knows nothing of
//! fields other than those that say which document was made from which.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{ItemPath, Report, Span};
use crate::config::Config;
use crate::content::{Document, Own, Role};

/// Documents by the item that they are of; those that name another item stand behind its own.
type Gathered = BTreeMap<ItemPath, Vec<Arc<Document>>>;

/// The documents that say one thing.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// What names them.
    pub path: ItemPath,
    /// What they are for.
    pub role: Role,
    /// The one that the others were made from.
    pub source: Arc<Document>,
    /// The others, one a language, in config's order.
    pub translations: Vec<Arc<Document>>,
    /// Those for which there is no place, because another says the same in the same language.
    pub spare: Vec<Arc<Document>>,
    /// Whether even the source calls itself a translation, which has been reported.
    pub orphaned: bool,
}

/// Groups all documents.
pub fn bundles(documents: &[Arc<Document>], config: &Config, report: &mut Report) -> Vec<Bundle> {
    let gathered = gather(documents, report);
    let bundles = gathered.into_par_iter().map(|(path, documents)| {
        let mut report = Report::default();
        (bundle(path, documents, config, &mut report), report.diagnostics)
    });
    let (bundles, diagnostics): (Vec<Bundle>, Vec<_>) = bundles.unzip();
    report.diagnostics.extend(diagnostics.into_iter().flatten());
    bundles
}

fn gather(documents: &[Arc<Document>], report: &mut Report) -> Gathered {
    let (joining, mut own): (Vec<_>, Vec<_>) =
        documents.iter().partition(|document| document.meta.translation_of.is_some());
    // Files that say the same lie beside each other already, or nearly so.
    own.sort_by(|left, right| left.item.cmp(&right.item));
    let of_item = |documents: &[&Arc<Document>]| {
        (documents[0].item.clone(), documents.iter().copied().cloned().collect())
    };
    let mut gathered: Gathered = own.chunk_by(|left, right| left.item == right.item).map(of_item).collect();
    let ids = if joining.is_empty() { BTreeMap::new() } else { ids(documents) };
    let targets: Vec<_> = joining.iter().map(|document| target(document, &gathered, &ids, report)).collect();
    for (document, target) in joining.into_iter().zip(targets) {
        gathered.entry(target).or_default().push(document.clone());
    }
    gathered
}

/// The item that a document says it translates; its own where there is no such item.
fn target(
    document: &Document,
    gathered: &Gathered,
    ids: &BTreeMap<&str, &ItemPath>,
    report: &mut Report,
) -> ItemPath {
    let Some(wanted) = &document.meta.translation_of else { return document.item.clone() };
    let name = wanted.value.trim_matches('/');
    let found = gathered.get_key_value(name).map(|(path, _)| path);
    let found = found.or_else(|| ids.get(name).copied().filter(|path| gathered.contains_key(*path)));
    if found.is_none() {
        report.error("reference/unknown", wanted.span).arg("value", &wanted.value);
    }
    found.unwrap_or(&document.item).clone()
}

fn ids(documents: &[Arc<Document>]) -> BTreeMap<&str, &ItemPath> {
    let id = |document: &'_ Document| match &*document.own {
        Own::Petition(petition) => petition.id.is_some(),
        Own::Practice(practice) => practice.id.is_some(),
        _ => false,
    };
    let documents = documents.iter().filter(|document| id(document));
    documents.filter_map(|document| Some((id_of(&document.own)?, &document.item))).collect()
}

/// The `id` of a petition or practice.
fn id_of(own: &Own) -> Option<&str> {
    match own {
        Own::Petition(petition) => petition.id.as_ref().map(|id| id.value.as_str()),
        Own::Practice(practice) => practice.id.as_ref().map(|id| id.value.as_str()),
        _ => None,
    }
}

fn bundle(path: ItemPath, documents: Vec<Arc<Document>>, config: &Config, report: &mut Report) -> Bundle {
    let (mut documents, spare) = one_per_language(documents, report);
    let place = source_place(&path, &documents, config, report);
    let source = documents.remove(place);
    documents.sort_by_key(|document| config.number(&document.lang));
    let orphaned = source.suffixed && source.meta.original != Some(true) && claim(&source).is_some();
    Bundle { path, role: source.role, source, translations: documents, spare, orphaned }
}

/// The first document of each language, and the others, which have no place.
fn one_per_language(
    documents: Vec<Arc<Document>>,
    report: &mut Report,
) -> (Vec<Arc<Document>>, Vec<Arc<Document>>) {
    let (mut kept, mut spare): (Vec<Arc<Document>>, Vec<Arc<Document>>) = (Vec::new(), Vec::new());
    for document in documents {
        match kept.iter().find(|kept| kept.lang == document.lang) {
            None => kept.push(document),
            Some(first) => {
                report
                    .error("translation/duplicate", document.front)
                    .arg("other", &first.source.path)
                    .label(first.front, "same-language");
                spare.push(document);
            }
        }
    }
    (kept, spare)
}

/// Which document is the source.
fn source_place(path: &ItemPath, documents: &[Arc<Document>], config: &Config, report: &mut Report) -> usize {
    let own = |document: &Document| document.item == *path;
    let original = |document: &Document| own(document) && document.meta.original == Some(true);
    if let Some(place) = documents.iter().position(|document| original(document)) {
        for other in documents[place + 1..].iter().filter(|document| original(document)) {
            report
                .error("translation/two-originals", key_span(other, "original"))
                .arg("other", &documents[place].source.path)
                .label(key_span(&documents[place], "original"), "other-original");
        }
        return place;
    }
    if let Some(place) = documents.iter().position(|document| own(document) && !document.suffixed) {
        return place;
    }
    suffixed_source(documents, config, report)
}

/// The source among files that all have a language suffix: the one that does not call itself a translation.
fn suffixed_source(documents: &[Arc<Document>], config: &Config, report: &mut Report) -> usize {
    let known = documents.iter().all(|document| !document.broken && document.meta.translation_of.is_none());
    let mut candidates: Vec<usize> =
        (0..documents.len()).filter(|&place| claim(&documents[place]).is_none()).collect();
    candidates.sort_by_key(|&place| config.number(&documents[place].lang));
    match candidates[..] {
        [] if known => {
            for document in documents {
                let span = claim(document).unwrap_or(document.front);
                report.error("translation/no-source", span).arg("lang", &document.lang);
            }
        }
        [first, second, ..] if known => {
            report
                .error("translation/which-source", documents[second].front)
                .arg("other", &documents[first].source.path)
                .label(documents[first].front, "other-original");
        }
        _ => {}
    }
    candidates.first().copied().unwrap_or_default()
}

/// Where a document says that it is a translation.
fn claim(document: &Document) -> Option<Span> {
    let meta = &document.meta;
    let key = if meta.translators.is_some() {
        "translators"
    } else if meta.mode.is_some() {
        "mode"
    } else if meta.machine == Some(true) {
        "machine"
    } else if meta.translation_of.is_some() {
        "translation_of"
    } else {
        return None;
    };
    Some(key_span(document, key))
}

fn key_span(document: &Document, key: &str) -> Span {
    let key = document.keys.iter().find(|name| name.value == key);
    key.map_or(document.front, |key| key.span)
}
