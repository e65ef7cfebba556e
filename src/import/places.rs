//! Where old pages go: which folder, which file, beside which translation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Day;
use crate::base::{Lang, Report, Source, SourcePath};
use crate::content::Kind;

use super::New;
use super::old::{Old, Page, dated, join, split};

/// Folders in which other programs keep posts.
const STREAMS: [&str; 6] = ["posts", "post", "blog", "news", "articles", "article"];

/// Whether a folder holds a stream of posts.
pub(super) fn is_stream(folder: &str) -> bool {
    STREAMS.contains(&folder.split('/').next().unwrap_or_default())
}

/// Whether a path is one of a file that an import may write: under `content/` or `assets/`, with no part
/// that leads out of them on any system.
pub(super) fn is_within(path: &str) -> bool {
    let inside = path.strip_prefix("content/").or_else(|| path.strip_prefix("assets/"));
    let is_name = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.contains(|c: char| c == '\\' || c.is_control())
    };
    inside.is_some_and(|inside| inside.split('/').all(is_name))
}

/// Gives every page its place on the new site; no two have the same in one language.
pub(super) fn settle(old: &mut Old, new_default: &Lang, into: &str, report: &mut Report) {
    join_translations(old);
    sections_in_folders(old);
    let default = old.lang.clone().unwrap_or_else(|| new_default.clone());
    let dated_streams = streams(old);
    let mut taken = BTreeSet::new();
    for page in &mut old.pages {
        page.lang = Some(page.lang.clone().unwrap_or_else(|| default.clone()));
        let place = place(page, into, &dated_streams, report);
        let lang = page.lang.clone();
        let mut free = |place: &String| taken.insert((place.clone(), lang.clone()));
        if place == format!("{into}/_index") && page.is_post {
            // Two streams of posts become one; the second one's own page stays where it was.
            if !free(&place) {
                continue;
            }
            // The section keeps its word, and so all of its addresses stay as they were.
            let address = page.address.as_deref().unwrap_or_default().trim_end_matches('/');
            page.slug = address.rsplit('/').next().filter(|word| !word.is_empty()).map(str::to_owned);
            page.place = place;
            continue;
        }
        page.place = free_place(place, free);
    }
    for file in &mut old.files {
        if let Some(inside) = file.to.strip_prefix("content/") {
            let (top, rest) = inside.split_once('/').unwrap_or(("", inside));
            let top = new_top(top, into, true);
            file.to = format!("content/{}", join(&top, rest));
        }
    }
}

/// The page of a stream of posts that has none: Hugo makes a list of every folder.
pub(super) fn give_lists(old: &mut Old, new: &New<'_>) {
    let index = format!("content/{}/_index.md", new.into);
    let mut places =
        old.pages.iter().filter(|page| page.is_post && has_day(page)).map(|page| page.place.as_str());
    let stream = places.find_map(|place| place.split('/').next()).map(str::to_owned);
    let Some(stream) = stream.filter(|_| !(new.has)(&index)) else { return };
    let own = format!("{stream}/_index");
    if old.pages.iter().any(|page| page.place == own) {
        return;
    }
    let mut letters = stream.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let text = format!("---\ntitle: {title}\n---\n");
    let source = Arc::new(Source::new(SourcePath::new(format!("content/{own}.md")), text.into_bytes()));
    let page = super::old::page(&source, &mut Report::default());
    old.pages.extend(page.map(|page| Page {
        place: own,
        is_post: true,
        address: Some(format!("/{stream}/")),
        ..page
    }));
}

// A file of the same name in the same language can only be told apart by a number.
fn free_place(place: String, mut is_free: impl FnMut(&String) -> bool) -> String {
    let mut numbered = place.clone();
    for number in 2.. {
        if is_free(&numbered) {
            break;
        }
        numbered = match place.strip_suffix("/index") {
            Some(folder) => format!("{folder}-{number}/index"),
            None => format!("{place}-{number}"),
        };
    }
    numbered
}

/// The folders whose posts have a day, which news need.
fn streams(old: &Old) -> BTreeMap<String, bool> {
    let mut streams = BTreeMap::new();
    for page in old.pages.iter().filter(|page| page.is_post) {
        *streams.entry(split(&page.place).0.to_owned()).or_insert(false) |= has_day(page);
    }
    streams
}

/// Whether a page says of which day it is.
pub(super) fn has_day(page: &Page) -> bool {
    let named = |part: &str| dated(part).is_some();
    page.text("date").and_then(Day::parse_with_time).is_some() || page.place.split('/').any(named)
}

fn place(page: &Page, into: &str, streams: &BTreeMap<String, bool>, report: &mut Report) -> String {
    // Hugo and Zola know a page that is the home page by its name, Jekyll by its address.
    if page.place == "index" || (page.address.as_deref() == Some("/") && !page.place.contains("_index")) {
        return "_index".to_owned();
    }
    let lang = page.lang.as_ref().map_or("", Lang::as_str);
    if page.address.as_deref().is_some_and(|address| address.trim_matches('/') == lang) && !lang.is_empty() {
        return "_index".to_owned();
    }
    let Some((top, rest)) = page.place.split_once('/') else { return page.place.clone() };
    let is_index = rest.starts_with("_index");
    let is_news = has_day(page) || (is_index && streams.values().any(|has_day| *has_day));
    let wants_day = page.is_post || Kind::of_folder(top) == Kind::Statement;
    if wants_day && !is_news {
        report.warning("import/no-date", page.opening);
    }
    join(&new_top(top, into, !wants_day || is_news), rest)
}

/// The folder of a page on the new site. Records of petitions and practices have fields that no other
/// program knows, so pages from folders of those names are pages.
fn new_top(top: &str, into: &str, has_day: bool) -> String {
    let kind = Kind::of_folder(top);
    match kind {
        Kind::Petition | Kind::Practice => format!("{top}-pages"),
        Kind::Statement if !has_day => format!("{top}-pages"),
        _ if STREAMS.contains(&top) && has_day => into.to_owned(),
        Kind::News => format!("{top}-pages"),
        _ => top.to_owned(),
    }
}

/// A page that was found at its folder's address (`help/overview.md` at `/help/`), or that lies beside
/// the folder of its name (`help.md`, `help/`), is that folder's own page here.
fn sections_in_folders(old: &mut Old) {
    let is_at_folder = |page: &&Page| {
        let (folder, name) = split(&page.place);
        let address = page.address.as_deref().unwrap_or_default().trim_matches('/');
        let lang = page.lang.as_ref().map_or("", Lang::as_str);
        let inside = address.strip_prefix(lang).map_or(address, |rest| rest.trim_start_matches('/'));
        !folder.is_empty() && !name.ends_with("index") && inside == folder
    };
    let moved: BTreeMap<String, String> = old
        .pages
        .iter()
        .filter(is_at_folder)
        .map(|page| (page.place.clone(), format!("{}/_index", split(&page.place).0)))
        .collect();
    let known: BTreeSet<String> = old.pages.iter().map(|page| page.place.clone()).collect();
    for page in &mut old.pages {
        if let Some(index) = moved.get(&page.place).filter(|index| !known.contains(*index)) {
            page.place.clone_from(index);
        }
    }
    let places = old.pages.iter().map(|page| page.place.as_str());
    let folders: BTreeSet<String> = places
        .clone()
        .flat_map(|place| place.match_indices('/').map(|(at, _)| place[..at].to_owned()).collect::<Vec<_>>())
        .collect();
    let indexes: BTreeSet<String> = places
        .filter_map(|place| place.strip_suffix("/_index").or(place.strip_suffix("/index")))
        .map(str::to_owned)
        .collect();
    for page in &mut old.pages {
        if folders.contains(&page.place) && !indexes.contains(&page.place) {
            page.place.push_str("/_index");
        }
    }
}

/// Puts pages that name each other as translations into one place: Hugo's `translationKey`, and `ref`,
/// `page_id` and `lang-ref` as Jekyll sites use them.
fn join_translations(old: &mut Old) {
    let key = |page: &Page| {
        let keys = ["translationKey", "page_id", "lang-ref", "ref"];
        keys.into_iter().find_map(|key| page.text(key)).map(str::to_owned)
    };
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for page in old.pages.iter().filter(|page| page.lang.is_none()) {
        if let Some(key) = key(page) {
            places.entry(key).or_insert_with(|| page.place.clone());
        }
    }
    for page in old.pages.iter_mut().filter(|page| page.lang.is_some()) {
        if let Some(place) = key(page).and_then(|key| places.get(&key)) {
            // The translation's own name is its word in addresses.
            let name = split(&page.place).1;
            let name = dated(name).map_or(name, |(_, rest)| rest).to_owned();
            if page.slug.is_none() && split(place).1 != split(&page.place).1 && !name.ends_with("index") {
                page.slug = Some(name);
            }
            page.place.clone_from(place);
        }
    }
}
