//! Fields that a source must have, and which of them are missing.
//!
//! A field that was misspelt or could not be read has been reported and is not missing as well.

use std::borrow::Cow;

use crate::base::record::{Field, Record, nearest};
use crate::base::{Report, Span};
use crate::content::{Kind, Meta, News, Own, Page, Petition, Practice, Publication, Role, Statement};

use super::Item;

/// Reports every missing field at the opening of the front matter or of its table.
pub(super) fn check(item: &Item<'_>, report: &mut Report) {
    let document = item.document;
    let present = Present { item };
    if document.role == Role::Item {
        present.table("", &[Meta::FIELDS, own_fields(&document.own)], document.front, report);
        conditional(&present, report);
    } else if document.role == Role::Section && document.kind == Kind::Page {
        // A kind's section and the home page have a name without it.
        present.table("", &[title()], document.front, report);
    }
}

fn title() -> &'static [Field] {
    let place = Meta::FIELDS.iter().position(|field| field.key == "title");
    place.map_or(&[], |place| &Meta::FIELDS[place..=place])
}

fn own_fields(own: &Own) -> &'static [Field] {
    match own {
        Own::Statement(_) => <Statement as Record>::FIELDS,
        Own::News(_) => <News as Record>::FIELDS,
        Own::Petition(_) => <Petition as Record>::FIELDS,
        Own::Practice(_) => <Practice as Record>::FIELDS,
        Own::Publication(_) => <Publication as Record>::FIELDS,
        Own::Page(_) => <Page as Record>::FIELDS,
    }
}

/// What items of a kind must have beside what their records require. `date` may stand in the
/// file's name as well.
pub fn also_required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Statement | Kind::News => &["date"],
        Kind::Practice => &["date", "summary"],
        Kind::Petition | Kind::Publication | Kind::Page => &[],
    }
}

/// Whether items of a kind must have a country or a region.
pub fn has_place(kind: Kind) -> bool {
    matches!(kind, Kind::Statement | Kind::News | Kind::Petition | Kind::Practice)
}

/// The scopes of practices that need no country.
pub const WIDE_SCOPES: [&str; 2] = ["regional", "global"];

// What only some kinds must have, or only where something else is missing.
fn conditional(present: &Present<'_>, report: &mut Report) {
    let document = present.item.document;
    let kind = document.kind;
    let known = [Meta::FIELDS, own_fields(&document.own)];
    let mut require = |key: &'static str| present.require(key, &known, report);
    for key in also_required(kind) {
        if *key != "date" || document.meta.date.is_none() {
            require(key);
        }
    }
    let nowhere = !present.has_some("countries") && !present.has_some("regions");
    match &*document.own {
        Own::Practice(practice) if !present.has_some("countries") => {
            let wide = practice.scope.as_ref().is_some_and(|scope| WIDE_SCOPES.contains(&&*scope.value));
            match wide {
                true if nowhere => require("regions"),
                true => {}
                false => require("countries"),
            }
        }
        Own::Practice(_) => {}
        _ if has_place(kind) && nowhere => require("regions"),
        _ => {}
    }
}

struct Present<'a> {
    item: &'a Item<'a>,
}

impl Present<'_> {
    // Set and not empty, or at least meant to be.
    fn has_some(&self, key: &str) -> bool {
        let typed = match key {
            "countries" => self.item.meta.countries.as_ref().map(Vec::len),
            _ => self.item.meta.regions.as_ref().map(Vec::len),
        };
        let empty = typed == Some(0) && !self.item.sets(&format!("{key}[0]"));
        (self.item.sets(key) && !empty) || self.is_unread(key)
    }

    fn require(&self, key: &'static str, known: &[&[Field]], report: &mut Report) {
        let set = match key {
            // An empty list is none.
            "countries" | "regions" => false,
            key => self.item.sets(key),
        };
        if !set && !self.is_unread(key) && !self.is_misspelt("", key, known) {
            report.error("front-matter/missing-field", self.item.document.front).arg("key", key);
        }
    }

    fn table(&self, prefix: &str, known: &[&'static [Field]], at: Span, report: &mut Report) {
        let fields = known.iter().flat_map(|fields| fields.iter());
        for field in fields.filter(|field| field.rule.is_required() || !field.inside.is_empty()) {
            let path = if prefix.is_empty() {
                field.key.into()
            } else {
                Cow::from(format!("{prefix}{}", field.key))
            };
            match self.item.places.get(&*path) {
                None if !field.rule.is_required() => {}
                // A heading that became the title is no key.
                None if path == "title" && self.item.meta.title.is_some() => {}
                None if self.is_unread(&path) || self.is_misspelt(prefix, field.key, known) => {}
                None if field.key == "alt" => drop(report.error("media/alt-missing", at)),
                None => drop(report.error("front-matter/missing-field", at).arg("key", field.key)),
                Some(_) if field.inside.is_empty() => {}
                Some(_) if field.expects == "list" => self.list(&path, field.inside, report),
                Some(span) => self.table(&format!("{path}."), &[field.inside], *span, report),
            }
        }
    }

    fn list(&self, path: &str, inside: &'static [Field], report: &mut Report) {
        for number in 0.. {
            let entry = format!("{path}[{number}]");
            let Some(span) = self.item.places.get(entry.as_str()) else { return };
            self.table(&format!("{entry}."), &[inside], *span, report);
        }
    }

    fn is_unread(&self, path: &str) -> bool {
        if self.item.document.unread.is_empty() {
            return false;
        }
        let path = without_numbers(path);
        let covers = |key: &String| {
            path.strip_prefix(key.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.item.document.unread.iter().any(covers)
    }

    fn is_misspelt(&self, prefix: &str, wanted: &str, known: &[&[Field]]) -> bool {
        let known: Vec<_> = known.iter().flat_map(|fields| fields.iter()).map(|field| field.key).collect();
        let siblings = self.item.document.keys.iter().filter_map(|key| key.value.strip_prefix(prefix));
        let mut unknown = siblings.filter(|key| !key.contains(['.', '[']) && !known.contains(key));
        unknown.any(|key| nearest(key, known.iter().copied()) == Some(wanted))
    }
}

// `actors[0].name` → `actors.name`.
fn without_numbers(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        inside = (inside || letter == '[') && letter != ']';
        if !inside && letter != ']' {
            plain.push(letter);
        }
    }
    plain
}
