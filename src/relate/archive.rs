//! Lists in parts: `news/`, `news/page/2/`, …

use crate::base::Url;

use super::site::{Entry, Part, TermCount};

/// How many parts a list has; an empty one has one, too.
pub fn count(entries: usize, size: usize) -> usize {
    entries.div_ceil(size).max(1)
}

/// A list cut into parts. Petitions stand on the first part only.
pub fn parts(
    entries: &[Entry],
    size: usize,
    first: &Url,
    petitions: Vec<Entry>,
    siblings: &[TermCount],
) -> Vec<Part> {
    let of = count(entries.len(), size);
    let mut petitions = Some(petitions);
    let part = |number: usize| {
        let from = (number - 1) * size;
        Part {
            number,
            of,
            total: entries.len(),
            entries: entries.iter().skip(from).take(size).cloned().collect(),
            petitions: petitions.take().unwrap_or_default(),
            first: first.clone(),
            siblings: siblings.to_vec(),
        }
    };
    (1..=of).map(part).collect()
}
