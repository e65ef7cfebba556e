//! `translation/two-ways`: the same text, translated once like this and once like that.

use std::collections::BTreeMap;

use crate::base::Severity;
use crate::translate::text::normal;

use super::{Finding, Pair};

/// The translation that stands first is the measure.
pub(super) fn check(pairs: &[Pair<'_>], found: &mut Vec<(usize, Finding)>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| !pair.target.trim().is_empty()) {
        let target = normal(pair.target);
        let other = first.entry(normal(pair.source)).or_insert_with(|| target.clone());
        if *other != target {
            let arguments = vec![("other", other.clone())];
            let (code, range) = ("translation/two-ways", 0..pair.target.len());
            found.push((number, Finding { code, severity: Severity::Warning, arguments, range }));
        }
    }
}
