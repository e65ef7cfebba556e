//! `translation/length`: much shorter or longer than the source, or longer than there is room for.

use super::Findings;
use super::reading::{Reading, language};

/// Letters of the source below which its length says nothing.
const ENOUGH: usize = 30;

/// A translation with less than a third of the letters left something out; one with more than two
/// and a half times as many says something else as well.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let length = reading.pair.target.chars().count();
    if let Some(longest) = reading.pair.longest.filter(|&longest| length > longest) {
        found.add(reading.whole()).arg("characters", length).arg("longest", longest);
        return;
    }
    let letters = |words: &str| words.chars().filter(|sign| sign.is_alphanumeric()).count();
    let source = letters(&reading.source.words) * density(language(reading.pair.source_lang));
    let target = letters(&reading.target.words) * density(language(reading.pair.lang));
    if source < ENOUGH * 10 || reading.is_unchanged() {
        return;
    }
    if target * 3 < source {
        found.add(reading.whole()).arg("short", target * 100 / source);
    } else if target * 2 > source * 5 {
        found.add(reading.whole()).arg("long", target * 100 / source);
    }
}

/// How much a letter says, in tenths of a Latin one.
fn density(language: &str) -> usize {
    match language {
        "zh" => 35,
        "ja" => 22,
        "ko" => 20,
        "ar" | "he" | "fa" | "ur" => 12,
        _ => 10,
    }
}
