//! The site's items, and how they point to each other.

use rayon::prelude::*;

use crate::base::Report;

use super::editions::OfGroup;
use super::site::Item;
use super::{Group, Names};

/// Where a group points to, as numbers of groups.
struct Pointers {
    related: Vec<usize>,
    follows: Option<usize>,
}

/// Every item that is shown, in the order of the paths; references to nothing are reported in all.
pub fn items(groups: &[Group], editions: &[OfGroup], names: &Names<'_>, report: &mut Report) -> Vec<Item> {
    let found = groups.par_iter().map(|group| {
        let mut report = Report::default();
        (pointers(group, names, &mut report), report.diagnostics)
    });
    let (pointers, diagnostics): (Vec<Pointers>, Vec<_>) = found.unzip();
    report.diagnostics.extend(diagnostics.into_iter().flatten());
    let followed_by = followed_by(groups, &pointers);
    let shown = (0..groups.len()).into_par_iter().filter(|&number| groups[number].number.is_some());
    let item = |number: usize| {
        let (group, pointers) = (&groups[number], &pointers[number]);
        let by = &group.gathered_by;
        let editions = editions[number].iter().flatten();
        Item {
            path: group.path.clone(),
            kind: group.kind,
            section: group.section.clone(),
            source: group.source_text().document.lang.clone(),
            editions: editions.map(|edition| (edition.lang.clone(), edition.clone())).collect(),
            countries: by.countries.clone(),
            regions: by.regions.clone(),
            topics: by.topics.clone(),
            hashtags: by.hashtags.clone(),
            related: listed(groups, pointers.related.iter().copied()).collect(),
            follows: listed(groups, pointers.follows.into_iter()).next(),
            followed_by: listed(groups, followed_by[number].iter().copied()).collect(),
        }
    };
    shown.map(item).collect()
}

fn pointers(group: &Group, names: &Names<'_>, report: &mut Report) -> Pointers {
    let meta = &group.source_text().meta;
    let related = meta.related.iter().flatten().filter_map(|name| names.find(name, report)).collect();
    Pointers { related, follows: meta.follows.as_ref().and_then(|name| names.find(name, report)) }
}

/// The groups that go on from each group, by date.
fn followed_by(groups: &[Group], pointers: &[Pointers]) -> Vec<Vec<usize>> {
    let mut followed_by: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (later, pointers) in pointers.iter().enumerate() {
        if let Some(earlier) = pointers.follows {
            followed_by[earlier].push(later);
        }
    }
    for later in &mut followed_by {
        later.sort_by_key(|&later| groups[later].day);
    }
    followed_by
}

/// The numbers of items that readers can go to; what is not shown yet, or no more, is left out.
fn listed(groups: &[Group], numbers: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    numbers.filter(|&group| groups[group].is_listed()).filter_map(|group| groups[group].number)
}
