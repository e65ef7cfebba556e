//! Editions: an item as the readers of each language get it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Fingerprint, Report, SourcePath};
use crate::content::Body;
use crate::content::body::Href;

use super::site::Edition;
use super::{Group, Landscape, Lists, Names, Place, Reader, Roads, Text, Used, neighbours, target};

/// The editions of every group, by number.
pub type Editions = Vec<OfGroup>;

/// The editions of one group, by language.
pub type OfGroup = Arc<[Option<Arc<Edition>>]>;

/// All editions, and a fingerprint of what each group's were made from beside the group itself; what
/// texts point to in vain is reported.
pub fn of_all(
    roads: &Roads<'_>,
    names: &Names<'_>,
    used: &Used,
    (lists, landscape): (&[Lists], &Landscape),
    report: &mut Report,
) -> (Editions, Vec<Fingerprint>) {
    let (groups, places) = (roads.groups, roads.places);
    let has_page = |lang: usize| move |group: usize| places.items[group][lang].is_some();
    let of_lang = |(lang, lists)| neighbours(lists, groups, has_page(lang));
    let neighbours: Vec<_> = lists.iter().enumerate().map(of_lang).collect();
    let made = (0..groups.len()).into_par_iter().map(|number| {
        let neighbours: Vec<_> = neighbours.iter().map(|of_lang| of_lang[number]).collect();
        let group = &groups[number];
        let key = Fingerprint::of(&(landscape.of_group(group), group.number, &neighbours));
        let around = Around { roads, names, used: &used[number], neighbours };
        let made = group.editions.get_or(key, || {
            let mut report = Report::default();
            (editions(number, &around, &mut report).into(), report.diagnostics)
        });
        (made, key)
    });
    let ((editions, diagnostics), keys): ((Editions, Vec<_>), Vec<_>) = made.unzip();
    report.diagnostics.extend(diagnostics.into_iter().flatten());
    (editions, keys)
}

/// What an edition needs beside its text.
struct Around<'a> {
    roads: &'a Roads<'a>,
    names: &'a Names<'a>,
    /// The files that each text of the group names, by language.
    used: &'a [BTreeSet<SourcePath>],
    /// Its neighbours, by language.
    neighbours: Vec<(Option<usize>, Option<usize>)>,
}

/// The editions of one group by language; what its texts point to in vain is reported, once per text.
fn editions(number: usize, around: &Around<'_>, report: &mut Report) -> Vec<Option<Arc<Edition>>> {
    let group = &around.roads.groups[number];
    let places = &around.roads.places.items[number];
    let mut editions: Vec<Option<Arc<Edition>>> = vec![None; places.len()];
    for (lang, text) in group.texts.iter().enumerate() {
        let Some(text) = text else { continue };
        let answers = answers(Reader { group, text, text_lang: lang, lang }, around, report);
        if let Some(place) = &places[lang] {
            editions[lang] = edition(group, text, place, lang, (around, answers));
        }
    }
    for (lang, place) in places.iter().enumerate() {
        let Some(place) = place.as_ref().filter(|_| editions[lang].is_none()) else { continue };
        let Some(text) = &group.texts[place.text] else { continue };
        // What is wrong has been told where the text is in its own language.
        let reader = Reader { group, text, text_lang: place.text, lang };
        let answers = answers(reader, around, &mut Report::default());
        editions[lang] = edition(group, text, place, lang, (around, answers));
    }
    editions
}

/// The answers to a text's holes.
struct Answers {
    links: Vec<Href>,
    update_links: Vec<Vec<Href>>,
    targets: Vec<Option<super::site::Target>>,
}

fn answers(reader: Reader<'_>, around: &Around<'_>, report: &mut Report) -> Answers {
    let (roads, names) = (around.roads, around.names);
    let document = &reader.text.document;
    let mut links = |body: &Body| body.links.iter().map(|link| roads.resolve(reader, link, report)).collect();
    Answers {
        links: links(&document.body),
        update_links: document.updates.iter().map(links).collect(),
        targets: {
            let directives = document.body.directives.iter();
            directives.map(|directive| target(directive, reader, roads, names, report)).collect()
        },
    }
}

fn edition(
    group: &Group,
    text: &Text,
    place: &Place,
    lang: usize,
    (around, answers): (&Around<'_>, Answers),
) -> Option<Arc<Edition>> {
    let languages = &around.roads.config.languages;
    Some(Arc::new(Edition {
        item: group.number?,
        lang: languages[lang].lang.clone(),
        text_lang: languages[place.text].lang.clone(),
        url: place.url.clone(),
        document: text.document.clone(),
        source: group.source_text().document.clone(),
        meta: text.meta.clone(),
        own: text.own.clone(),
        links: answers.links,
        headings: text.headings.clone(),
        update_links: answers.update_links,
        targets: answers.targets,
        files: files(&around.used[place.text], around.roads),
        standing: text.standing.clone(),
        state: group.state,
        neighbours: around.neighbours[lang],
    }))
}

fn files(used: &BTreeSet<SourcePath>, roads: &Roads<'_>) -> BTreeMap<SourcePath, crate::base::Url> {
    used.iter().filter_map(|path| Some((path.clone(), roads.files.get(path)?.clone()))).collect()
}
