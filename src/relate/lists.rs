//! Which items stand in which list of a language, and in what order.
//!
//! Lists are numbers of groups; what is shown of them comes later.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::collation::Collation;
use crate::config::Config;
use crate::content::{Kind, Own, Role};

use super::{Group, Place, Places, kind_of, parent, shown, upwards};

/// One language's lists.
#[derive(Debug, Default)]
pub struct Lists {
    /// Every item that lists show, newest first.
    pub newest: Vec<usize>,
    /// The items of each section, by folder.
    pub sections: BTreeMap<String, Vec<usize>>,
}

/// Where readers of one language find each group, and with which text; `None` where lists leave it out.
pub type Shown<'a> = Vec<Option<&'a Place>>;

/// The lists of every language.
pub fn of_all(groups: &[Group], places: &Places, config: &Config) -> Vec<Lists> {
    let languages = config.languages.par_iter().enumerate();
    languages
        .map(|(lang, language)| lists(groups, &shown(groups, places, config, lang), &language.locale))
        .collect()
}

/// The lists of one language.
fn lists(groups: &[Group], shown: &Shown<'_>, locale: &str) -> Lists {
    let order = Order { groups, shown, collation: Collation::of(locale) };
    let listed = (0..groups.len()).filter(|&number| groups[number].is_listed() && shown[number].is_some());
    let newest = order.newest(listed);
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &number in &newest {
        list_in_sections(&groups[number], number, &mut sections);
    }
    for (number, group) in groups.iter().enumerate() {
        if is_subsection(group) && shown[number].is_some() {
            add(&mut sections, parent(group.path.as_str()), number);
        }
    }
    for (folder, list) in &mut sections {
        if kind_of(folder) == Kind::Page {
            list.sort_unstable_by(|&left, &right| order.by_weight(left, right));
        }
    }
    Lists { newest, sections }
}

/// Items of the five kinds are listed in every section above them, pages in their own folder.
fn list_in_sections(group: &Group, number: usize, sections: &mut BTreeMap<String, Vec<usize>>) {
    if group.kind == Kind::Page {
        add(sections, &group.section, number);
    } else {
        let above = upwards(&group.section).filter(|folder| !folder.is_empty());
        above.for_each(|folder| add(sections, folder, number));
    }
}

fn add(sections: &mut BTreeMap<String, Vec<usize>>, folder: &str, number: usize) {
    match sections.get_mut(folder) {
        Some(list) => list.push(number),
        None => drop(sections.insert(folder.to_owned(), vec![number])),
    }
}

/// A section of pages inside another section of pages; readers find it in the outer one's list.
fn is_subsection(group: &Group) -> bool {
    let path = group.path.as_str();
    let of_pages = kind_of(path) == Kind::Page && !parent(path).is_empty();
    group.role == Role::Section && group.number.is_some() && of_pages && group.campaign.is_none()
}

struct Order<'a> {
    groups: &'a [Group],
    shown: &'a Shown<'a>,
    collation: Collation,
}

impl Order<'_> {
    /// By date, the newest first, those without a date last; then by title.
    fn newest(&self, listed: impl Iterator<Item = usize>) -> Vec<usize> {
        let key = |number: usize| (Reverse(self.groups[number].day), self.title(number), number);
        let mut keys: Vec<_> = listed.map(key).collect();
        keys.par_sort_unstable_by(|left, right| {
            let by_day = left.0.cmp(&right.0);
            by_day.then_with(|| self.collation.compare(left.1, right.1)).then(left.2.cmp(&right.2))
        });
        keys.into_iter().map(|(_, _, number)| number).collect()
    }

    /// By weight, those without one last; then by title.
    fn by_weight(&self, left: usize, right: usize) -> Ordering {
        let weight = |number: usize| match &*self.groups[number].source_text().own {
            Own::Page(page) => page.weight.unwrap_or(i64::MAX),
            _ => i64::MAX,
        };
        weight(left).cmp(&weight(right)).then_with(|| self.by_title(left, right))
    }

    fn by_title(&self, left: usize, right: usize) -> Ordering {
        self.collation.compare(self.title(left), self.title(right)).then(left.cmp(&right))
    }

    fn title(&self, number: usize) -> &str {
        let group = &self.groups[number];
        let text = self.shown[number].and_then(|place| group.texts[place.text].as_ref());
        text.map_or("", |text| text.title())
    }
}

/// The older and the newer neighbour of every group in the sections of a language.
pub fn neighbours(
    lists: &Lists,
    groups: &[Group],
    has_page: impl Fn(usize) -> bool,
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut neighbours = vec![(None, None); groups.len()];
    for (folder, list) in &lists.sections {
        let is_pages = kind_of(folder) == Kind::Page;
        // Pages at the top (about, privacy) are no sequence.
        if is_pages && folder.is_empty() {
            continue;
        }
        let own = |number: &usize| groups[*number].section == *folder && has_page(*number);
        let row: Vec<usize> = list.iter().copied().filter(own).collect();
        for pair in row.windows(2) {
            // News run backwards in time, pages forwards in their order.
            let (older, newer) = if is_pages { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
            neighbours[older].1 = groups[newer].number;
            neighbours[newer].0 = groups[older].number;
        }
    }
    neighbours
}
