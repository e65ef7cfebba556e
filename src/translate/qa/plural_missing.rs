//! `translation/plural-missing`: a text with a number that lacks a form of the language.

use std::collections::{BTreeMap, BTreeSet};

use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRules};

use crate::base::plural::{self, CATEGORIES};
use crate::base::{Lang, Severity};
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
            wanted(pairs[number].lang).filter(|category| !has.contains(category)).collect();
        if !missing.is_empty() {
            let arguments = vec![("name", name.to_owned()), ("missing", missing.join(", "))];
            let (code, range) = ("translation/plural-missing", 0..pairs[number].target.len());
            found.push((number, Finding { code, severity: Severity::Warning, arguments, range }));
        }
    }
}

/// The categories of a language. `many` of Spanish and its kin is for whole millions only, and PO
/// cannot carry it: `other` stands in.
pub(super) fn wanted(lang: &Lang) -> impl Iterator<Item = &'static str> {
    let rules = Locale::try_from_str(lang.as_str())
        .ok()
        .and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok());
    let categories: Vec<PluralCategory> =
        rules.iter().flat_map(|rules| rules.categories().collect::<Vec<_>>()).collect();
    let is_of_millions = matches!(super::reading::language(lang), "ca" | "es" | "fr" | "it" | "pt");
    categories.into_iter().map(plural::word).filter(move |word| !(is_of_millions && *word == "many"))
}
