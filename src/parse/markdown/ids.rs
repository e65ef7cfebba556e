//! Ids that are unique in their file.

use std::collections::{HashMap, HashSet};

use crate::base::slug;

/// The ids of a file so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// How often a slug was asked for, so that a thousand equal headings are not a million tries.
    counts: HashMap<String, usize>,
}

impl Ids {
    /// Takes an id that an author set; `false` if it is taken already.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// An id made from words: `recommendations`, then `recommendations-2`.
    pub(super) fn of_words(&mut self, words: &str) -> String {
        let slug = match slug(words) {
            slug if slug.is_empty() => "section".to_owned(),
            slug if is_generated(&slug) => format!("section-{slug}"),
            slug => slug,
        };
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let count = self.counts.entry(slug.clone()).or_insert(1);
        loop {
            *count += 1;
            let id = format!("{slug}-{count}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Whether the writer makes such ids itself: `footnotes`, `r1`, `fn-1`, `fnref-1-2`.
pub(super) fn is_generated(id: &str) -> bool {
    let is_number =
        |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let rest = ["fnref-", "fn-", "r"].iter().find_map(|prefix| id.strip_prefix(prefix));
    id == "footnotes" || rest.is_some_and(is_number)
}
