//! `translation/glossary-forbidden`: a word for a term that the glossary warns of.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Findings;
use super::reading::Reading;

/// Only where the source has the term; what is right for another of its terms is right.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let own = reading.glossary.lang.as_ref();
    let hits = reading.glossary.find(reading.pair.source, reading.pair.source_lang);
    let forms = hits.iter().flat_map(|hit| hit.term.forms(reading.pair.lang, own));
    let right: Vec<Range<usize>> = forms.flat_map(|form| form.places(reading.pair.target)).collect();
    let mut told = BTreeSet::new();
    for hit in &hits {
        let word = hit.term.forms(reading.pair.lang, own).first().map(|form| form.text.as_str());
        for range in
            hit.term.forbidden(reading.pair.lang).iter().flat_map(|form| form.places(reading.pair.target))
        {
            let is_right = right.iter().any(|right| right.start <= range.start && range.end <= right.end);
            if !is_right && told.insert(range.start) {
                let finding = found.add(range.clone()).arg("value", &reading.pair.target[range]);
                if let Some(word) = word {
                    finding.arg("word", word);
                }
            }
        }
    }
}
