//! The site's items, and how they point to each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Report;

use super::site::{Edition, Item};
use super::{Group, Names};

/// Every item that is shown, in the order of the paths; references to nothing are reported in all.
pub fn items(
    groups: &[Group],
    editions: &[Vec<Option<Arc<Edition>>>],
    names: &Names<'_>,
    report: &mut Report,
) -> Vec<Item> {
    let follows: Vec<Option<usize>> =
        groups.iter().map(|group| follows(group, groups, names, report)).collect();
    let mut followed_by: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (number, group) in groups.iter().enumerate() {
        if let Some(earlier) = follows[number].filter(|_| group.is_listed()) {
            followed_by[earlier].push(number);
        }
    }
    let mut items = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let related = related(group, groups, names, report);
        if group.number.is_some() {
            followed_by[number].sort_by_key(|&later| groups[later].day);
            let numbers =
                |groups_of: &[usize]| groups_of.iter().filter_map(|&group| groups[group].number).collect();
            let earlier = follows[number].filter(|&earlier| groups[earlier].is_listed());
            let links =
                (related, earlier.and_then(|earlier| groups[earlier].number), numbers(&followed_by[number]));
            items.push(item(group, &editions[number], links));
        }
    }
    items
}

fn follows(group: &Group, groups: &[Group], names: &Names<'_>, report: &mut Report) -> Option<usize> {
    names.find(groups, group.source_text().meta.follows.as_ref()?, report)
}

/// The items to read next; one that is not shown yet, or no more, is left out.
fn related(group: &Group, groups: &[Group], names: &Names<'_>, report: &mut Report) -> Vec<usize> {
    let wanted = group.source_text().meta.related.iter().flatten();
    let found: Vec<usize> = wanted.filter_map(|name| names.find(groups, name, report)).collect();
    found
        .into_iter()
        .filter(|&other| groups[other].is_listed())
        .filter_map(|other| groups[other].number)
        .collect()
}

fn item(
    group: &Group,
    editions: &[Option<Arc<Edition>>],
    (related, follows, followed_by): (Vec<usize>, Option<usize>, Vec<usize>),
) -> Item {
    let by = &group.gathered_by;
    let editions = editions.iter().flatten().map(|edition| (edition.lang.clone(), edition.clone()));
    Item {
        path: group.path.clone(),
        kind: group.kind,
        section: group.section.clone(),
        source: group.source_text().document.lang.clone(),
        editions: editions.collect::<BTreeMap<_, _>>(),
        countries: by.countries.clone(),
        regions: by.regions.clone(),
        topics: by.topics.clone(),
        hashtags: by.hashtags.clone(),
        related,
        follows,
        followed_by,
    }
}
