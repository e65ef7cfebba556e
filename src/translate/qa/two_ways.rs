//! `translation/two-ways`: the same text, translated once like this and once like that.

use std::collections::BTreeMap;

use crate::base::Severity;
use crate::base::plural::CATEGORIES;
use crate::translate::Kind;
use crate::translate::text::{normal, words};

use super::{Finding, Pair};

/// The translation that stands first is the measure.
pub(super) fn check(pairs: &[Pair<'_>], found: &mut Vec<(usize, Finding)>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let is_asked = |pair: &Pair<'_>| !pair.target.trim().is_empty() && !depends_on_its_place(pair);
    for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| is_asked(pair)) {
        let target = normal(pair.target);
        let other = first.entry(normal(pair.source)).or_insert_with(|| target.clone());
        if *other != target {
            let arguments = vec![("other", other.clone())];
            let (code, range) = ("translation/two-ways", 0..pair.target.len());
            found.push((number, Finding { code, severity: Severity::Warning, arguments, range }));
        }
    }
}

/// A label of a word or two says what its place says (`Status` of a petition and of a family), and a form for
/// a number is its own.
fn depends_on_its_place(pair: &Pair<'_>) -> bool {
    let category = pair.name.rsplit('.').next().unwrap_or_default();
    pair.kind == Kind::String && (words(pair.source) <= 2 || CATEGORIES.contains(&category))
}
