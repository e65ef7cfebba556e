//! References between items by path or by `id`, and ids that two items claim.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound::{Excluded, Included, Unbounded};

use crate::base::record::nearest;
use crate::base::{Report, Spanned};
use crate::content::Own;

use super::{Group, last_part, parent};

/// What references may name, as numbers of groups.
#[derive(Debug)]
pub struct Names<'a> {
    paths: BTreeMap<&'a str, usize>,
    ids: BTreeMap<&'a str, usize>,
    last_parts: HashMap<&'a str, usize>,
}

/// How many names near a wrong one are compared with it: enough for a slip, never all of a big site.
const COMPARED: usize = 40;
/// More ids than that are not compared.
const MANY: usize = 1000;

impl<'a> Names<'a> {
    /// The names of all items; an id that two of them claim is reported.
    pub fn of(groups: &'a [Group], report: &mut Report) -> Names<'a> {
        let paths = groups.iter().enumerate().map(|(number, group)| (group.path.as_str(), number)).collect();
        let mut last_parts = HashMap::new();
        for (number, group) in groups.iter().enumerate() {
            last_parts.entry(last_part(group.path.as_str())).or_insert(number);
        }
        Names { paths, ids: ids(groups, report), last_parts }
    }

    /// The item of a path or id.
    pub fn get(&self, name: &str) -> Option<usize> {
        let name = name.trim_matches('/');
        self.paths.get(name).or_else(|| self.ids.get(name)).copied().filter(|_| !name.is_empty())
    }

    /// The item that a reference means; one that means none is reported.
    pub fn find(&self, groups: &[Group], wanted: &Spanned<String>, report: &mut Report) -> Option<usize> {
        let found = self.get(&wanted.value);
        if found.is_none() {
            report
                .error("reference/unknown", wanted.span)
                .arg("value", &wanted.value)
                .maybe("nearest", self.nearest(groups, &wanted.value));
        }
        found
    }

    /// A name that is like a wrong one.
    pub fn nearest(&self, groups: &[Group], name: &str) -> Option<String> {
        let name = name.trim_matches('/').trim_end_matches(".md");
        let elsewhere = self.last_parts.get(last_part(name)).map(|&number| groups[number].path.as_str());
        let behind = self.paths.range::<str, _>((Included(name), Unbounded)).take(COMPARED / 2);
        let before = self.paths.range::<str, _>((Unbounded, Excluded(name))).rev().take(COMPARED / 2);
        let folder = parent(name);
        let beside = self.paths.range::<str, _>((Included(folder), Unbounded)).take(COMPARED);
        let paths = behind.chain(before).chain(beside).map(|(path, _)| *path).filter(|path| !path.is_empty());
        let ids = self.ids.keys().copied().filter(|_| self.ids.len() <= MANY);
        elsewhere.or_else(|| nearest(name, paths.chain(ids))).map(str::to_owned)
    }
}

fn ids<'a>(groups: &'a [Group], report: &mut Report) -> BTreeMap<&'a str, usize> {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        let (id, code) = match &*group.source_text().own {
            Own::Petition(petition) => (&petition.id, "petition/duplicate-id"),
            Own::Practice(practice) => (&practice.id, "practice/duplicate-id"),
            _ => continue,
        };
        let Some(id) = id else { continue };
        match ids.get(id.value.as_str()) {
            None => drop(ids.insert(&id.value, number)),
            Some(&first) => {
                let other = &groups[first].source_text().document;
                report
                    .error(code, id.span)
                    .arg("value", &id.value)
                    .arg("other", &other.source.path)
                    .label(other.front, "same-id");
            }
        }
    }
    ids
}
