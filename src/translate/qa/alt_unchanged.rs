//! `translation/alt-unchanged`: a picture that is described in the source's language.

use super::Findings;
use super::reading::{Reading, language};
use super::unchanged::is_said;

/// Looks at pictures in texts, and at descriptions that stand by themselves.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    if reading.is_description() && reading.is_unchanged() && is_said(reading, reading.pair.target) {
        found.add(reading.whole()).arg("value", reading.pair.target);
    }
    if reading.is_unchanged() || language(reading.pair.source_lang) == language(reading.pair.lang) {
        return;
    }
    for picture in &reading.target.markup.pictures {
        let is_same = reading.source.markup.pictures.iter().any(|other| other.text == picture.text);
        if is_same && picture.text != "decorative" && is_said(reading, &picture.text) {
            found.add(picture.range.clone()).arg("value", &picture.text);
        }
    }
}
