//! A pair as the rules read it: both texts taken apart once.

use std::ops::Range;

use crate::base::Lang;
use crate::translate::facts::{Difference, same_facts};
use crate::translate::glossary::Glossary;
use crate::translate::segment::Kind;

use super::Pair;
use super::markup::{Link, Markup};

/// A pair with all that more than one rule needs.
#[derive(Debug)]
pub struct Reading<'a> {
    pub(super) pair: Pair<'a>,
    pub(super) glossary: &'a Glossary,
    pub(super) source: Text<'a>,
    pub(super) target: Text<'a>,
    /// What numbers, days and addresses differ.
    pub(super) differences: Vec<Difference>,
}

/// One of the two texts.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) written: &'a str,
    pub(super) markup: Markup,
    /// As long as the text, with spaces in the place of all that is no words.
    pub(super) words: String,
}

impl<'a> Reading<'a> {
    pub(super) fn of(pair: Pair<'a>, glossary: &'a Glossary) -> Reading<'a> {
        let is_same_language = language(pair.source_lang) == language(pair.lang);
        Reading {
            pair,
            glossary,
            source: Text::of(pair.source),
            target: Text::of(pair.target),
            differences: if is_same_language && pair.source == pair.target {
                Vec::new()
            } else {
                same_facts(pair.source, pair.source_lang, pair.target, pair.lang)
            },
        }
    }

    /// Whether the segment is Markdown with blocks of its own.
    pub(super) fn is_markdown(&self) -> bool {
        !matches!(self.pair.kind, Kind::Field | Kind::Argument | Kind::String)
    }

    /// Whether the segment is what is said of a picture to those who do not see it.
    pub(super) fn is_description(&self) -> bool {
        self.pair.name.rsplit('.').next() == Some("alt")
    }

    /// The whole translation.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.pair.target.len()
    }

    /// Whether the translation repeats its source.
    pub(super) fn is_unchanged(&self) -> bool {
        self.pair.source.trim() == self.pair.target.trim()
            && language(self.pair.source_lang) != language(self.pair.lang)
    }

    /// Whether the translation is in one of these languages, whatever the country.
    pub(super) fn is_in(&self, languages: &[&str]) -> bool {
        languages.contains(&language(self.pair.lang))
    }
}

impl<'a> Text<'a> {
    fn of(text: &'a str) -> Text<'a> {
        let mut markup = Markup::of(text);
        let mut words = " ".repeat(text.len());
        for range in &markup.words {
            words.replace_range(range.clone(), &text[range.clone()]);
        }
        for range in addresses(&words) {
            markup.addresses.push(Link::bare(text, range));
        }
        let bare = markup.addresses.iter().map(|link| link.range.clone());
        for range in bare.chain(markup.notes.iter().map(|(_, range)| range.clone())) {
            words.replace_range(range.clone(), &" ".repeat(range.len()));
        }
        Text { written: text, markup, words }
    }
}

/// Addresses that stand there as words.
fn addresses(words: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (at, _) in words.match_indices("://") {
        let start = words[..at]
            .rfind(|sign: char| !sign.is_ascii_alphanumeric())
            .map_or(0, |before| before + words[before..].chars().next().map_or(0, char::len_utf8));
        let length = words[at..].find(char::is_whitespace).unwrap_or(words.len() - at);
        // The sign behind it is the sentence's.
        let length = words[at..at + length]
            .trim_end_matches(|sign: char| !sign.is_alphanumeric() && sign != '/')
            .len();
        // Two in one word are one.
        if ranges.last().is_none_or(|last: &Range<usize>| last.end <= start) {
            ranges.push(start..at + length);
        }
    }
    ranges
}

/// `es` of `es-MX`.
pub(super) fn language(lang: &Lang) -> &str {
    lang.as_str().split('-').next().unwrap_or_default()
}

/// What is on the left and not on the right, and the other way round, as often as it is.
pub(super) fn apart<'l, T, K: PartialEq>(
    left: &'l [T],
    right: &'l [T],
    key: impl Fn(&'l T) -> K,
) -> (Vec<&'l T>, Vec<&'l T>) {
    let mut taken = vec![false; right.len()];
    let mut missing = Vec::new();
    for item in left {
        let wanted = key(item);
        match (0..right.len()).find(|&place| !taken[place] && key(&right[place]) == wanted) {
            Some(place) => taken[place] = true,
            None => missing.push(item),
        }
    }
    let extra = right.iter().zip(taken).filter(|(_, taken)| !taken).map(|(item, _)| item);
    (missing, extra.collect())
}
