//! The ids of headings: the source's in every language, so that links from elsewhere keep working.

use std::collections::HashSet;

use crate::content::Body;
use crate::content::body::{Heading, HeadingIds};

/// The ids of the source's own headings.
pub fn of_source(body: &Body) -> Vec<HeadingIds> {
    body.headings.iter().map(|heading| HeadingIds { id: heading.id.clone(), second: None }).collect()
}

/// The ids of a translation's headings: the source's where a heading is the same one, and its own beside. Behind
/// them stand the source's ids that are of none of its headings, so that links to them lead to the page at least.
pub fn of_translation(source: &Body, translation: &Body) -> Vec<HeadingIds> {
    let mut pairs = vec![None; translation.headings.len()];
    pair(&source.headings, &translation.headings, 0, &mut pairs);
    let mut taken: HashSet<&str> = translation.ids.iter().map(String::as_str).collect();
    taken.extend(pairs.iter().flatten().map(|heading: &&Heading| heading.id.as_str()));
    let mut made = Vec::with_capacity(pairs.len());
    let mut extra: HashSet<String> = HashSet::new();
    for (own, pair) in translation.headings.iter().zip(&pairs) {
        made.push(match pair {
            Some(source) => {
                let second = (!taken.contains(own.id.as_str()) && extra.insert(own.id.clone()))
                    .then(|| own.id.clone());
                HeadingIds { id: source.id.clone(), second }
            }
            None => HeadingIds { id: free(&own.id, &taken, &mut extra), second: None },
        });
    }
    let known: HashSet<&str> =
        translation.ids.iter().map(String::as_str).chain(made.iter().flat_map(ids)).collect();
    let lost = source.headings.iter().filter(|heading| !known.contains(heading.id.as_str()));
    let lost: Vec<HeadingIds> =
        lost.map(|heading| HeadingIds { id: heading.id.clone(), second: None }).collect();
    made.extend(lost);
    made
}

fn ids(ids: &HeadingIds) -> impl Iterator<Item = &str> {
    std::iter::once(ids.id.as_str()).chain(ids.second.as_deref())
}

/// An id that nobody has yet: the wanted one, else with a number.
fn free(wanted: &str, taken: &HashSet<&str>, extra: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
    let id = ids.find(|id| !taken.contains(id.as_str()) && !extra.contains(id)).expect("numbers never end");
    extra.insert(id.clone());
    id
}

/// Pairs headings section by section: where both have equally many of the highest level, they are the
/// same ones in order, and what lies under each is paired likewise. Elsewhere nothing is guessed.
fn pair<'a>(
    source: &'a [Heading],
    translation: &[Heading],
    offset: usize,
    pairs: &mut Vec<Option<&'a Heading>>,
) {
    let highest = |headings: &[Heading]| headings.iter().map(|heading| heading.level).min();
    let (Some(level), Some(other)) = (highest(source), highest(translation)) else { return };
    let places = |headings: &[Heading]| -> Vec<usize> {
        (0..headings.len()).filter(|&place| headings[place].level == level).collect()
    };
    let (ours, theirs) = (places(source), places(translation));
    if level != other || ours.len() != theirs.len() {
        return;
    }
    // What stands before the first heading of the level is a section without one.
    pair(&source[..ours[0]], &translation[..theirs[0]], offset, pairs);
    for (number, (&from, &to)) in ours.iter().zip(&theirs).enumerate() {
        pairs[offset + to] = Some(&source[from]);
        let end = |places: &[usize], whole: usize| places.get(number + 1).copied().unwrap_or(whole);
        let under = &source[from + 1..end(&ours, source.len())];
        let below = &translation[to + 1..end(&theirs, translation.len())];
        pair(under, below, offset + to + 1, pairs);
    }
}
