//! Changes to a text, with a way back from the new text's places to the old one's.

use std::ops::Range;

/// Replacements in a text that do not overlap.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    list: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Notes a replacement; one that overlaps an earlier one is passed over.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        let touches = |other: &Range<usize>| range.start < other.end && other.start < range.end;
        if !self.list.iter().any(|(other, _)| touches(other) || *other == range) {
            self.list.push((range, text.into()));
        }
    }

    /// Every text that was put in, and the targets of the links in them.
    pub(super) fn inserted(&self) -> std::collections::BTreeSet<String> {
        let target = |text: &String| {
            let inside = text.split_once("](").map(|(_, rest)| rest.trim_end_matches(')'));
            let bare = inside.unwrap_or(text).trim_start_matches('<').trim_end_matches('>');
            bare.split('#').next().unwrap_or_default().to_owned()
        };
        self.list.iter().map(|(_, text)| target(text)).filter(|target| !target.is_empty()).collect()
    }

    /// Whether a part is replaced already.
    pub(super) fn has(&self, range: &Range<usize>) -> bool {
        self.list.iter().any(|(other, _)| other == range)
    }

    /// The new text.
    pub(super) fn apply(&mut self, text: &str) -> String {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let mut new = String::with_capacity(text.len());
        let mut at = 0;
        for (range, replacement) in &self.list {
            new.push_str(&text[at..range.start]);
            new.push_str(replacement);
            at = range.end;
        }
        new.push_str(&text[at..]);
        new
    }

    /// Where a place of the new text was in the old one; after [`apply`](Edits::apply).
    pub(super) fn back(&self, place: usize) -> usize {
        let (mut old, mut new) = (0, 0);
        for (range, replacement) in &self.list {
            let kept = range.start - old;
            if place < new + kept {
                break;
            }
            if place < new + kept + replacement.len() {
                return range.start;
            }
            new += kept + replacement.len();
            old = range.end;
        }
        old + (place - new)
    }
}
