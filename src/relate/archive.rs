//! Lists in parts: `news/`, `news/page/2/`, …

use crate::base::Url;

use super::site::{Entry, Part, TermCount};

/// How many parts a list has; an empty one has one, too.
pub fn count(entries: usize, size: usize) -> usize {
    entries.div_ceil(size).max(1)
}

/// A list cut into parts. Petitions stand on the first part only.
pub fn parts(
    entries: Vec<Entry>,
    size: usize,
    first: &Url,
    petitions: Vec<Entry>,
    siblings: &[TermCount],
) -> Vec<Part> {
    let (of, total) = (count(entries.len(), size), entries.len());
    let (mut petitions, mut rest) = (Some(petitions), entries.into_iter());
    let part = |number: usize| Part {
        number,
        of,
        total,
        entries: rest.by_ref().take(size).collect(),
        petitions: petitions.take().unwrap_or_default(),
        first: first.clone(),
        siblings: siblings.to_vec(),
    };
    (1..=of).map(part).collect()
}
