//! From the documents of an item to all that the item has by itself: texts, state, terms.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::Report;
use crate::content::rules::{self, World};
use crate::content::{Document, Kind, Role};

use super::{
    Bundle, GatheredBy, Group, Inputs, Text, day, gathered_by, inherit, is_shown, language_number, of_source,
    of_translation, section_of, standing, word,
};

/// One item from its documents, and whether it is shown. Its number is given when all are known.
pub fn group(
    bundle: Bundle,
    folders: &BTreeSet<String>,
    (world, inputs): (&World<'_>, &Inputs),
    report: &mut Report,
) -> (Group, bool) {
    let (config, now) = (world.config, world.now);
    let (meta, own) = (bundle.source.meta.clone(), bundle.source.own.clone());
    let source = language_number(config, &bundle.source.lang);
    let mut texts: Vec<Option<Text>> = config.languages.iter().map(|_| None).collect();
    texts[source] = Some(source_text(&bundle, world, report));
    let mut withheld = Vec::new();
    for document in &bundle.translations {
        let lang = language_number(config, &document.lang);
        let text = translated(&bundle, document, world, report);
        let published = document.meta.machine != Some(true) || config.languages[lang].publish_machine;
        if published { texts[lang] = Some(text) } else { withheld.push(document.clone()) }
    }
    let is_item = bundle.role == Role::Item;
    let terms = if is_item { gathered_by(&meta, config) } else { GatheredBy::default() };
    let group = Group {
        kind: if is_item { bundle.source.kind } else { Kind::Page },
        section: section_of(bundle.path.as_str(), folders),
        role: bundle.role,
        path: bundle.path,
        source,
        texts,
        withheld,
        spare: bundle.spare,
        state: standing(&meta, now, &config.timezone),
        number: None,
        day: day(&meta, &own, &config.timezone),
        gathered_by: terms,
    };
    (group, is_shown(&meta, inputs, now, &config.timezone))
}

fn source_text(bundle: &Bundle, world: &World<'_>, report: &mut Report) -> Text {
    let document = &bundle.source;
    if !bundle.orphaned {
        rules::source(document, world, report);
    }
    Text {
        document: document.clone(),
        meta: document.meta.clone(),
        own: document.own.clone(),
        slug: word(document, bundle.role),
        headings: of_source(&document.body),
    }
}

fn translated(bundle: &Bundle, document: &Arc<Document>, world: &World<'_>, report: &mut Report) -> Text {
    let (meta, own) = inherit(&bundle.source, document, report);
    rules::translation(document, &meta, &own, world, report);
    Text {
        document: document.clone(),
        meta,
        own,
        slug: word(document, bundle.role),
        headings: of_translation(&bundle.source.body, &document.body),
    }
}
