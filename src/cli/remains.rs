//! Whether a text out of which something was cut is the same text but for that.
//!
//! Takes texts, gives yes or no. What to cut is found line by line, as people write it; whether
//! that was right is asked of the readers here, which know every way to write it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::front_matter::{Format, Parts, divide};
use crate::base::node::{Table, Value};
use crate::base::{Report, SourcePath, toml, yaml};

/// The fields that are to be gone from the front matter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gone<'a> {
    /// Whether `image` is.
    pub(super) image: bool,
    /// Which entries of `images` are.
    pub(super) images: Option<&'a BTreeSet<usize>>,
}

/// A text without some ranges of it; every other byte stays.
pub(super) fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut cuts = cuts.to_vec();
    cuts.sort_by_key(|cut| (cut.start, cut.end));
    let (mut kept, mut at) = (String::with_capacity(text.len()), 0);
    for cut in cuts {
        if cut.start >= at {
            kept.push_str(&text[at..cut.start]);
        }
        at = at.max(cut.end);
    }
    kept + &text[at..]
}

/// Whether the text without the cuts has every other key and the body that it should have.
pub(super) fn are_well(text: &str, cuts: &[Range<usize>], gone: Gone<'_>) -> bool {
    let after = without(text, cuts);
    let old = match divide(text) {
        Parts::Bare(_) => return matches!(divide(&after), Parts::Bare(_)),
        Parts::Unclosed(_) => return cuts.is_empty(),
        Parts::Divided { format, front, body, .. } => (format, front, body),
    };
    let Parts::Divided { format, front, body, .. } = divide(&after) else { return false };
    let is_in_one = |cut: &Range<usize>| cut.end <= old.1.end || cut.start >= old.2.start;
    let of_body = cuts.iter().filter(|cut| cut.start >= old.2.start);
    let of_body: Vec<Range<usize>> =
        of_body.map(|cut| cut.start - old.2.start..cut.end - old.2.start).collect();
    format == old.0
        && cuts.iter().all(is_in_one)
        && after[body] == without(&text[old.2.clone()], &of_body)
        && are_same(&text[old.1.clone()], &after[front], format, gone)
}

fn are_same(before: &str, after: &str, format: Format, gone: Gone<'_>) -> bool {
    if before == after {
        return true;
    }
    let (Some(mut before), Some(mut after)) = (table(before, format), table(after, format)) else {
        return false;
    };
    take_out(&mut before, gone);
    after.entries.retain(|(key, node)| {
        gone.images.is_none() || key.value != "images" || node.value != Value::List(Vec::new())
    });
    before == after
}

/// `None` where anything is wrong with it: then nobody knows what a cut does.
fn table(front: &str, format: Format) -> Option<Table> {
    let read = match format {
        Format::Toml => toml::read,
        Format::Yaml => yaml::read,
    };
    let mut report = Report::default();
    let reading = read(front, SourcePath::new("").id(), 0, &mut report);
    (report.diagnostics.is_empty() && reading.unread.is_empty()).then_some(reading.table)
}

fn take_out(table: &mut Table, gone: Gone<'_>) {
    table.entries.retain_mut(|(key, node)| match (&key.value[..], &mut node.value, gone.images) {
        ("image", _, _) => !gone.image,
        ("images", Value::List(items), Some(numbers)) => {
            let mut number = 0..;
            items.retain(|_| number.next().is_none_or(|number| !numbers.contains(&number)));
            !items.is_empty()
        }
        _ => true,
    });
}
