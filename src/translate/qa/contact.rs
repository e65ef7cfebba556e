//! `translation/contact`: another telephone number or mail address than the source's.

use crate::translate::facts::Sort;

use super::Findings;
use super::number::differences;
use super::reading::Reading;

/// Whoever calls a wrong number asks for help in vain.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    differences(reading, Sort::Contact, found);
}
