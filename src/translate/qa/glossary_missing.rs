//! `translation/glossary-missing`: a term of the glossary that is called otherwise.

use std::collections::BTreeSet;

use super::Findings;
use super::reading::Reading;

/// Every term of the source in one of the words that the glossary has for it.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let own = reading.glossary.lang.as_ref();
    let mut asked = BTreeSet::new();
    for hit in reading.glossary.find(reading.pair.source, reading.pair.source_lang) {
        // What is left as it is, is a name, or `unchanged` tells of it.
        if hit.term.optional || reading.is_unchanged() {
            continue;
        }
        let forms = hit.term.forms(reading.pair.lang, own);
        let has = |form: &crate::translate::glossary::Form| {
            let places = if hit.term.keep {
                form.exactly(reading.pair.target)
            } else {
                form.places(reading.pair.target)
            };
            !places.is_empty()
        };
        let Some(word) = forms.first().filter(|_| !forms.iter().any(has)) else { continue };
        if asked.insert(word.text.clone()) {
            let term = &reading.pair.source[hit.range];
            let finding = found.add(reading.whole());
            if hit.term.keep {
                finding.arg("keep", &word.text)
            } else {
                finding.arg("term", term).arg("word", &word.text)
            };
        }
    }
}
