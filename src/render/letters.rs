//! Titles whose pictures to share would have gaps: letters that no font of the theme has.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Report};
use crate::relate::Site;

/// A warning for each title; `lacking` tells which letters of a text there are no fonts for.
pub(super) fn check(site: &Site, lacking: &dyn Fn(&str) -> Vec<char>) -> Vec<Diagnostic> {
    let mut report = Report::default();
    let editions = site.items.iter().flat_map(|item| item.editions.values());
    // One with a picture of its own is shared with that.
    let drawn = editions.filter(|edition| !edition.is_fallback() && edition.meta.image.is_none());
    let titles: Vec<_> = drawn.filter_map(|edition| edition.meta.title.as_ref()).collect();
    let letters: BTreeSet<char> = titles.iter().flat_map(|title| title.value.chars()).collect();
    let missing: BTreeSet<char> = lacking(&String::from_iter(letters)).into_iter().collect();
    if missing.is_empty() {
        return Vec::new();
    }
    for title in titles {
        let own: BTreeSet<char> = title.value.chars().filter(|letter| missing.contains(letter)).collect();
        if !own.is_empty() {
            report.warning("share/no-letter", title.span).arg("letters", String::from_iter(own));
        }
    }
    report.diagnostics
}
