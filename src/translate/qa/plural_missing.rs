//! `translation/plural-missing`: a text with a number that lacks a form of the language.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Severity;
use crate::base::plural::{self, CATEGORIES};
use crate::translate::segment::Kind;

use super::{Finding, Pair};

/// Strings whose name ends with a category of CLDR belong together: `signed.one`, `signed.other`.
pub(super) fn check(pairs: &[Pair<'_>], found: &mut Vec<(usize, Finding)>) {
    let mut families: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (number, pair) in pairs.iter().enumerate() {
        let Some((name, category)) = pair.name.rsplit_once('.') else { continue };
        if pair.kind == Kind::String && CATEGORIES.contains(&category) && !pair.target.trim().is_empty() {
            let family = families.entry(name).or_insert((number, BTreeSet::new()));
            *family = (number, std::mem::take(&mut family.1).into_iter().chain([category]).collect());
        }
    }
    for (name, (number, has)) in families {
        let missing: Vec<&str> =
            plural::of(pairs[number].lang).filter(|category| !has.contains(category)).collect();
        if !missing.is_empty() {
            let arguments = vec![("name", name.to_owned()), ("missing", missing.join(", "))];
            let (code, range) = ("translation/plural-missing", 0..pairs[number].target.len());
            found.push((number, Finding { code, severity: Severity::Warning, arguments, range }));
        }
    }
}
