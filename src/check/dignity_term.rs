//! `dignity/term`: words that people who were locked up ask not to be called by.

use crate::base::Report;

use super::{Lens, Reading};

/// Looks through all texts; what is quoted is somebody else's words.
pub(super) fn check(reading: &Reading<'_>, lens: &Lens, report: &mut Report) {
    for text in reading.texts() {
        let found = lens.dignity.find(&text.words).filter(|(_, instead)| !instead.is_empty());
        for (range, instead) in found {
            if !text.is_quoted(&range) {
                let words = &text.words[range.clone()];
                report.warning("dignity/term", text.span(range)).arg("value", words).arg("instead", instead);
            }
        }
    }
}
