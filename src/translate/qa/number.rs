//! `translation/number`: a number, date, time or amount that the other text does not have.

use crate::translate::facts::{Difference, Sort};

use super::Findings;
use super::reading::Reading;

/// By the habits of both languages: 1,234 is 1.234, May is mayo.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    differences(reading, Sort::Number, found);
}

/// Tells what differs of one sort.
pub(super) fn differences(reading: &Reading<'_>, wanted: Sort, found: &mut Findings) {
    for Difference { source, target, range, .. } in
        reading.differences.iter().filter(|difference| difference.sort == wanted)
    {
        let finding = found.add(range.clone());
        match (source, target) {
            (Some(source), Some(target)) => drop(finding.arg("wanted", source).arg("value", target)),
            (Some(source), None) => drop(finding.arg("missing", source)),
            (_, target) => drop(finding.arg("extra", target.as_deref().unwrap_or_default())),
        }
    }
}
