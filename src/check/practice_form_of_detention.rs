//! `practice/form-of-detention`: a record of what is still a form of detention calls itself an
//! alternative to it.

use crate::base::Report;
use crate::content::Own;

use super::{Lens, Reading};

/// Restrictions that the International Detention Coalition counts as a form of detention.
const FORMS: [&str; 2] = ["electronic-monitoring", "closed"];

/// What it must not be called.
const NAMES: [&str; 6] = [
    "alternative to detention",
    "alternatives to detention",
    "alternativa a la detención",
    "alternativas a la detención",
    "alternative à la détention",
    "alternatives à la détention",
];

/// Looks for the words in every text of such a record.
pub(super) fn check(reading: &Reading<'_>, _: &Lens, report: &mut Report) {
    if !is_one(reading.own) {
        return;
    }
    for text in reading.texts() {
        let words = text.words.to_lowercase();
        // Lower case may have other lengths than upper case.
        let found = NAMES.iter().find_map(|name| Some((words.find(name)?, name)));
        if let Some((at, name)) = found.filter(|_| words.len() == text.words.len()) {
            let range = at..at + name.len();
            if !text.is_quoted(&range) {
                report.warning("practice/form-of-detention", text.span(range)).arg("value", name);
            }
        }
    }
}

/// Whether what a record tells of is a form of detention.
pub(super) fn is_one(own: &Own) -> bool {
    let Own::Practice(practice) = own else { return false };
    practice.restrictions.iter().flatten().any(|restriction| FORMS.contains(&restriction.value.as_str()))
}
