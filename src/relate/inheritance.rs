//! What a translation inherits from its source, and what it may not say by itself.
//!
//! Knows the schema of the fields, not their meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::Report;
use crate::base::record::{Field, Record, Rule};
use crate::content::{Document, Meta, News, Own, Page, Petition, Practice, Publication, Role, Statement};

/// A translation's fields, joined with its source's, with every mistake reported in the translation.
pub fn inherit(source: &Document, translation: &Document, report: &mut Report) -> (Arc<Meta>, Arc<Own>) {
    if !source.broken && !translation.broken {
        check(source, translation, report);
    }
    let meta = translation.meta.inherit_from(&source.meta);
    (Arc::new(meta), inherit_own(&translation.own, &source.own))
}

fn inherit_own(own: &Own, source: &Arc<Own>) -> Arc<Own> {
    Arc::new(match (own, &**source) {
        (Own::Statement(own), Own::Statement(source)) => Own::Statement(own.inherit_from(source)),
        (Own::News(own), Own::News(source)) => Own::News(own.inherit_from(source)),
        (Own::Petition(own), Own::Petition(source)) => Own::Petition(Box::new(own.inherit_from(source))),
        (Own::Practice(own), Own::Practice(source)) => Own::Practice(Box::new(own.inherit_from(source))),
        (Own::Publication(own), Own::Publication(source)) => Own::Publication(own.inherit_from(source)),
        (Own::Page(own), Own::Page(source)) => Own::Page(own.inherit_from(source)),
        _ => return source.clone(),
    })
}

fn fields(own: &Own) -> &'static [Field] {
    match own {
        Own::Statement(_) => Statement::FIELDS,
        Own::News(_) => News::FIELDS,
        Own::Petition(_) => Petition::FIELDS,
        Own::Practice(_) => Practice::FIELDS,
        Own::Publication(_) => Publication::FIELDS,
        Own::Page(_) => Page::FIELDS,
    }
}

fn lists(document: &Document) -> Vec<(&'static str, usize)> {
    let mut lists = document.meta.lists();
    lists.extend(match &*document.own {
        Own::Statement(own) => own.lists(),
        Own::News(own) => own.lists(),
        Own::Petition(own) => own.lists(),
        Own::Practice(own) => own.lists(),
        Own::Publication(own) => own.lists(),
        Own::Page(own) => own.lists(),
    });
    lists
}

fn check(source: &Document, translation: &Document, report: &mut Report) {
    if translation.kind != source.kind {
        let span = key(translation, "translation_of");
        report.error("translation/other-kind", span).arg("other", &source.source.path);
        return;
    }
    let schema = [Meta::FIELDS, fields(&source.own)];
    let rivals = source.meta.original == Some(true) && translation.meta.original == Some(true);
    // Which of the two is the original has been asked already.
    let answered = if rivals && translation.item == source.item { "original" } else { "" };
    check_only_text(translation, &schema, answered, report);
    let uneven = check_lengths(source, translation, &schema, report);
    check_complete(source, translation, &schema, &uneven, report);
    let unread = |name: &str| translation.unread.iter().any(|path| path == name);
    if translation.meta.title.is_none() && source.role == Role::Item && !unread("title") {
        report.error("front-matter/missing-field", translation.front).arg("key", "title");
    }
}

/// A field that is not text belongs to the source alone. `answered` has been reported.
fn check_only_text(
    translation: &Document,
    schema: &[&'static [Field]; 2],
    answered: &str,
    report: &mut Report,
) {
    let mut reported: BTreeSet<&str> = BTreeSet::from([answered]);
    for key in &translation.keys {
        if let Some(path) = first_without_text(&key.value, schema)
            && reported.insert(path)
        {
            report.error("translation/not-text", key.span).arg("key", path);
        }
    }
}

/// The shortest beginning of a key's path that no text lies under.
fn first_without_text<'a>(path: &'a str, schema: &[&'static [Field]; 2]) -> Option<&'a str> {
    let mut end = 0;
    for (part, field) in along(path, schema) {
        let name = part.split('[').next().unwrap_or(part);
        if !has_text(field?) {
            return Some(&path[..end + name.len()]);
        }
        end += part.len() + 1;
    }
    None
}

/// The parts of a key's path with the field that the schema has for each.
fn along<'a>(
    path: &'a str,
    schema: &[&'static [Field]; 2],
) -> impl Iterator<Item = (&'a str, Option<&'static Field>)> {
    let mut here = *schema;
    path.split('.').map(move |part| {
        let name = part.split('[').next().unwrap_or(part);
        let field = here.iter().flat_map(|fields| fields.iter()).find(|field| field.key == name);
        here = [field.map_or(&[], |field| field.inside), &[]];
        (part, field)
    })
}

fn has_text(field: &Field) -> bool {
    field.rule.is_text() || field.inside.iter().any(has_text)
}

/// A list with text in it repeats the source's; the keys of those that do not.
fn check_lengths(
    source: &Document,
    translation: &Document,
    schema: &[&'static [Field]; 2],
    report: &mut Report,
) -> Vec<&'static str> {
    let wanted = lists(source);
    let mut uneven = Vec::new();
    for (name, length) in lists(translation) {
        let mut fields = schema.iter().flat_map(|fields| fields.iter());
        let repeats = fields.any(|field| field.key == name && has_text(field) && field.rule != Rule::Own);
        let wanted = wanted.iter().find(|(key, _)| *key == name).map_or(0, |(_, length)| *length);
        if repeats && wanted != length {
            report
                .error("translation/list-length", key(translation, name))
                .arg("key", name)
                .arg("entries", length)
                .arg("wanted", wanted);
            uneven.push(name);
        }
    }
    uneven
}

/// Text that the source has and the translation leaves out.
fn check_complete(
    source: &Document,
    translation: &Document,
    schema: &[&'static [Field]; 2],
    uneven: &[&'static str],
    report: &mut Report,
) {
    let has: BTreeSet<&str> = translation.keys.iter().map(|key| key.value.as_str()).collect();
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for key in source.keys.iter().filter(|key| is_missed(&key.value, schema)) {
        let path = key.value.as_str();
        let unread = translation.unread.iter().any(|lost| top(lost) == top(path));
        let known = has.contains(path) || uneven.contains(&top(path)) || unread || path == "title";
        if known {
            continue;
        }
        // Where nothing of a list or table is there, its name says it all.
        let missing = if has.contains(top(path)) { path } else { top(path) };
        if reported.insert(missing) {
            report.warning("translation/missing-text", translation.front).arg("key", missing);
        }
    }
}

/// Whether a path leads to a text that translations are asked for.
fn is_missed(path: &str, schema: &[&'static [Field]; 2]) -> bool {
    along(path, schema).last().is_some_and(|(_, field)| field.is_some_and(|field| field.rule.is_missed()))
}

fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

fn key(document: &Document, name: &str) -> crate::base::Span {
    let exact = document.keys.iter().find(|key| key.value == name);
    let found = exact.or_else(|| document.keys.iter().find(|key| top(&key.value) == name));
    found.map_or(document.front, |key| key.span)
}
