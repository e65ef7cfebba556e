//! Where the translation of a page stands beside its source, for readers and for those who plan.

use std::collections::BTreeMap;

use crate::base::date::Day;

use super::state::{Change, State};

/// Where one translation stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing {
    /// How much is in which state; a state that nothing is in is left out.
    pub counts: BTreeMap<State, Count>,
    /// The segments whose source changed, in the order of the text; on a critical page those as well that
    /// the source has taken out.
    pub changed: Vec<Changed>,
    /// The last day on which something was confirmed.
    pub confirmed: Option<Day>,
}

/// How much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Count {
    /// Segments.
    pub segments: usize,
    /// Words of the source.
    pub words: usize,
}

/// A segment whose source changed after it was translated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Changed {
    /// The first eight digits of the present source text's hash; its mark on the page has the id `t-<these>`.
    pub id: String,
    /// What happened to the source.
    pub change: Change,
    /// Whether it stands in the front matter, and so has no place of its own on the page.
    pub is_field: bool,
    /// The source as it was translated.
    pub before: String,
    /// The source as it is; nothing where it has taken the text out.
    pub now: String,
}

impl Standing {
    /// How many percent of the words have a translation, whatever became of their source since.
    pub fn percent(&self) -> usize {
        let words = |count: &Count| count.words;
        let all: usize = self
            .counts
            .iter()
            .filter(|(state, _)| **state != State::Orphan)
            .map(|(_, count)| words(count))
            .sum();
        let missing = self.counts.get(&State::Missing).map_or(0, words);
        ((all - missing) * 100).checked_div(all).unwrap_or(100)
    }
}
