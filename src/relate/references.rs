//! References between items by path or by `id`, and ids that two items claim.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::base::record::nearest;
use crate::base::{Report, Spanned};
use crate::content::Own;

use super::{Group, last_part, parent};

/// What references may name, as numbers of groups.
#[derive(Debug)]
pub struct Names<'a> {
    /// In the order of their paths.
    groups: &'a [Group],
    ids: BTreeMap<&'a str, usize>,
    /// The first group with each name in any folder; made when somebody first asks.
    last_parts: OnceLock<HashMap<String, usize>>,
}

/// How many names near a wrong one are compared with it: enough for a slip, never all of a big site.
const COMPARED: usize = 40;
/// More ids than that are not compared.
const MANY: usize = 1000;

impl<'a> Names<'a> {
    /// The names of all items; an id that two of them claim is reported.
    pub fn of(groups: &'a [Group], report: &mut Report) -> Names<'a> {
        Names { groups, ids: ids(groups, report), last_parts: OnceLock::new() }
    }

    /// The item of a path or id.
    pub fn get(&self, name: &str) -> Option<usize> {
        let name = name.trim_matches('/');
        let place = self.groups.binary_search_by(|group| group.path.as_str().cmp(name)).ok();
        place.or_else(|| self.ids.get(name).copied()).filter(|_| !name.is_empty())
    }

    /// The item that a reference means; one that means none is reported.
    pub fn find(&self, wanted: &Spanned<String>, report: &mut Report) -> Option<usize> {
        let found = self.get(&wanted.value);
        if found.is_none() {
            let nearest = self.nearest(&wanted.value);
            report
                .error("reference/unknown", wanted.span)
                .arg("value", &wanted.value)
                .maybe("nearest", nearest);
        }
        found
    }

    /// A name that is like a wrong one.
    fn nearest(&self, name: &str) -> Option<&'a str> {
        let name = name.trim_matches('/').trim_end_matches(".md");
        let elsewhere = self.last_parts().get(last_part(name)).map(|&group| self.groups[group].path.as_str());
        let near = self.around(name).chain(self.around(parent(name)));
        let ids = self.ids.keys().copied().filter(|_| self.ids.len() <= MANY);
        elsewhere.or_else(|| nearest(name, near.filter(|path| !path.is_empty()).chain(ids)))
    }

    /// The paths that stand around a name in their order.
    fn around(&self, name: &str) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let place = self.groups.partition_point(|group| group.path.as_str() < name);
        let (from, to) = (place.saturating_sub(COMPARED), (place + COMPARED).min(self.groups.len()));
        self.groups[from..to].iter().map(|group| group.path.as_str())
    }

    fn last_parts(&self) -> &HashMap<String, usize> {
        self.last_parts.get_or_init(|| {
            let groups = self.groups.iter().enumerate().rev();
            groups.map(|(number, group)| (last_part(group.path.as_str()).to_owned(), number)).collect()
        })
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
