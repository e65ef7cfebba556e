//! `warning/missing`: a text tells of what readers may not want to meet unprepared, and does not say so.

use std::collections::BTreeSet;

use crate::base::Report;
use crate::content::Role;
use crate::content::parts::Warning;

use super::{Lens, Reading};

/// Looks for the first word of every kind that neither `warnings` nor a `:::warning` announces.
pub(super) fn check(reading: &Reading<'_>, lens: &Lens, report: &mut Report) {
    if reading.document.role != Role::Item {
        return;
    }
    let mut told: BTreeSet<Warning> = reading.meta.warnings.iter().flatten().copied().collect();
    let directives = &reading.document.body.directives;
    let kinds = directives.iter().filter(|directive| directive.name == "warning");
    told.extend(kinds.filter_map(|warning| Warning::from_word(&warning.argument("kind")?.value)));
    for text in &reading.body {
        for (range, warning) in lens.warnings.find(&text.words) {
            let Some(warning) = *warning else { continue };
            if told.insert(warning) {
                let words = text.words[range.clone()].to_owned();
                report
                    .warning("warning/missing", text.span(range))
                    .arg("value", words)
                    .arg("warning", warning.word());
            }
        }
    }
}
