//! From the documents of an item to all that the item has by itself: texts, state, terms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::memo::{self, Last};
use crate::base::{Diagnostic, Fingerprint, Report, SourcePath};
use crate::config::Language;
use crate::content::Standing;
use crate::content::meta::Mode;
use crate::content::rules::{self, World};
use crate::content::{Document, Kind, Role, hashtag};
use crate::translate::bundles::Bundle;

use super::{
    Alone, GatheredBy, Inputs, Seen, Text, Why, Withheld, day, gathered_by, inherit, is_shown, of_source,
    of_translation, section_of, standing, withhold, word,
};

/// Items and what was said of them, by the fingerprint of all that they were made from.
pub type Items = memo::Shelf<(Arc<Alone>, Arc<[Diagnostic]>)>;

/// What an item is a function of, beside its documents.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The settings, the vocabularies and the day.
    pub world: &'a World<'a>,
    /// What the build is asked for.
    pub inputs: &'a Inputs,
    /// Of both.
    pub fingerprint: Fingerprint,
    /// The folders that have a page.
    pub folders: &'a BTreeSet<String>,
    /// Where translations stand, by their files.
    pub standings: &'a Standings,
}

/// Where translations stand, by their files.
pub type Standings = BTreeMap<SourcePath, Arc<Standing>>;

/// One item from its documents, from the shelf if it lies there.
pub fn group(bundle: Bundle, around: &Around<'_>, shelf: &Items) -> (Arc<Alone>, Arc<[Diagnostic]>) {
    let section = section_of(bundle.path.as_str(), around.folders);
    let of = |documents: &[Arc<Document>]| -> Vec<Fingerprint> {
        documents.iter().map(|document| document.fingerprint).collect()
    };
    let standings: Vec<_> =
        bundle.translations.iter().map(|document| around.standings.get(&document.source.path)).collect();
    let key = Fingerprint::of(&(
        around.fingerprint,
        &bundle.path,
        (bundle.role, bundle.orphaned, &section),
        (bundle.source.fingerprint, of(&bundle.translations), of(&bundle.spare)),
        standings,
    ));
    let (made, _) = shelf.get_or(key, || {
        let mut report = Report::default();
        let alone = alone(bundle, section, around, &mut report);
        (Arc::new(alone), report.diagnostics.into())
    });
    made
}

fn alone(bundle: Bundle, section: String, around: &Around<'_>, report: &mut Report) -> Alone {
    let (world, inputs) = (around.world, around.inputs);
    let (config, now) = (world.config, world.now);
    let (meta, own) = (bundle.source.meta.clone(), bundle.source.own.clone());
    let source = config.number(&bundle.source.lang);
    let mut texts: Vec<Option<Text>> = config.languages.iter().map(|_| None).collect();
    texts[source] = Some(source_text(&bundle, world, report));
    let mut withheld = Vec::new();
    for document in &bundle.translations {
        let lang = config.number(&document.lang);
        let text = translated(&bundle, document, around, report);
        match why(&text, bundle.role, &config.languages[lang]) {
            None => texts[lang] = Some(text),
            Some(why) => withheld.push(Withheld {
                document: document.clone(),
                why,
                slug: text.slug,
                standing: text.standing,
            }),
        }
    }
    let is_item = bundle.role == Role::Item;
    let shown = withhold(meta.clone(), own.clone()).0;
    let terms = if is_item { gathered_by(&shown, config) } else { GatheredBy::default() };
    let mut alone = Alone {
        kind: if is_item { bundle.source.kind } else { Kind::Page },
        section,
        campaign: hashtag::campaign(bundle.role, bundle.path.as_str()),
        role: bundle.role,
        path: bundle.path,
        source,
        texts,
        withheld,
        spare: bundle.spare,
        state: standing(&meta, now, &config.timezone),
        is_shown: is_shown(&meta, inputs, now, &config.timezone),
        day: day(&meta, &own, &config.timezone),
        gathered_by: terms,
        seen: Seen::default(),
        used: Last::default(),
        editions: Last::default(),
        pages: Last::default(),
    };
    alone.seen = Seen::of(&alone);
    alone
}

/// Why readers do not get a translation; `None` if they do. A section's page is never kept back, since
/// its words stand in menus; an adaptation says as much as its author wants.
fn why(text: &Text, role: Role, language: &Language) -> Option<Why> {
    if text.document.meta.machine == Some(true) && !language.publish_machine {
        return Some(Why::Machine);
    }
    let is_whole = role != Role::Item || text.document.meta.mode == Some(Mode::Adaptation);
    let percent = text.standing.as_ref().filter(|_| !is_whole)?.percent();
    let least = usize::try_from(language.min_translated).unwrap_or_default();
    (percent < least).then_some(Why::Partial(percent))
}

fn source_text(bundle: &Bundle, world: &World<'_>, report: &mut Report) -> Text {
    let document = &bundle.source;
    if !bundle.orphaned {
        rules::source(document, world, report);
    }
    let (meta, own) = withhold(document.meta.clone(), document.own.clone());
    Text {
        document: document.clone(),
        meta,
        own,
        slug: word(document, bundle.role),
        headings: of_source(&document.body),
        standing: None,
    }
}

fn translated(bundle: &Bundle, document: &Arc<Document>, around: &Around<'_>, report: &mut Report) -> Text {
    let world = around.world;
    let (meta, own) = inherit(&bundle.source, document, report);
    rules::translation(document, &meta, &own, world, report);
    let (meta, own) = withhold(meta, own);
    Text {
        document: document.clone(),
        meta,
        own,
        slug: word(document, bundle.role),
        headings: of_translation(&bundle.source.body, &document.body),
        standing: around.standings.get(&document.source.path).cloned(),
    }
}
