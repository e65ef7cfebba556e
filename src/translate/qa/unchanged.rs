//! `translation/unchanged`: the source's text where its translation should be.

use super::Findings;
use super::placeholder::placeholders;
use super::reading::Reading;

/// Names, numbers, code and what the glossary keeps are the same in every language.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    if reading.is_unchanged() && !reading.is_description() && is_said(reading, &reading.target.words) {
        found.add(reading.whole());
    }
}

/// Whether there is something to translate in words that are the same in both languages.
pub(super) fn is_said(reading: &Reading<'_>, words: &str) -> bool {
    let mut words = words.to_owned();
    for hit in reading.glossary.find(&words.clone(), reading.pair.source_lang) {
        if hit.term.keep {
            words.replace_range(hit.range.clone(), &" ".repeat(hit.range.len()));
        }
    }
    for (placeholder, _) in placeholders(reading.pair.target) {
        words = words.replace(placeholder, " ");
    }
    let is_word = |word: &&str| {
        !word.starts_with(['#', '@']) && word.chars().filter(|sign| sign.is_alphabetic()).count() > 1
    };
    let words: Vec<&str> = words
        .split_whitespace()
        .filter(is_word)
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .collect();
    let is_name = |word: &&str| {
        word.starts_with(|sign: char| sign.is_uppercase() || sign.is_numeric())
            || matches!(
                *word,
                "of" | "the"
                    | "and"
                    | "for"
                    | "to"
                    | "in"
                    | "on"
                    | "de"
                    | "la"
                    | "el"
                    | "los"
                    | "y"
                    | "en"
                    | "del"
            )
    };
    !words.iter().all(is_name)
}
