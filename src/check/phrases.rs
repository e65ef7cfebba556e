//! Finds many phrases in one pass: whole words only, whatever their case, the longest that fits.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

/// Phrases and what each stands for.
#[derive(Debug)]
pub struct Phrases<T> {
    automaton: Option<AhoCorasick>,
    meanings: Vec<T>,
}

impl<T> Phrases<T> {
    /// Phrases, in lower case, with their meanings.
    pub fn new<'a>(phrases: impl Iterator<Item = (&'a str, T)>) -> Phrases<T> {
        let (phrases, meanings): (Vec<&str>, Vec<T>) =
            phrases.filter(|(phrase, _)| !phrase.is_empty()).unzip();
        let mut builder = AhoCorasickBuilder::new();
        // It is made once and reads everything: a table is worth its memory.
        builder.kind(Some(AhoCorasickKind::DFA));
        builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
        Phrases { automaton: builder.build(phrases).ok(), meanings }
    }

    /// Every phrase in a text, in order, with its meaning.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, &'t T)> {
        let found = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        let whole = found.filter(move |found| is_whole(text, found.range()));
        whole.map(|found| (found.range(), &self.meanings[found.pattern().as_usize()]))
    }
}

fn is_whole(text: &str, range: Range<usize>) -> bool {
    // What stands behind a slash is part of an address, what stands behind a `#` is a name.
    let is_part = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || "/_@#".contains(c));
    !is_part(text[..range.start].chars().next_back()) && !is_part(text[range.end..].chars().next())
}
