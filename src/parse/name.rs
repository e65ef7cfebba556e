//! What the path of a file under `content/` says: which item, in which language, of which kind.
//!
//! Takes a path, and whether other items lie beside it. Never looks into the file.

use std::collections::HashSet;

use crate::base::date::Day;
use crate::base::{ItemPath, Lang, SourcePath, lang};
use crate::content::{Kind, Role};

/// What a file's path says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name {
    pub(super) item: ItemPath,
    pub(super) lang: Lang,
    pub(super) suffixed: bool,
    /// A language that stands where a suffix stands, and that the site does not have.
    pub(super) foreign: Option<String>,
    pub(super) kind: Kind,
    pub(super) role: Role,
    pub(super) word: String,
    pub(super) date: Result<Option<Day>, String>,
    pub(super) in_folder: bool,
}

/// A path taken apart: `news/` `hearing` `es`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// From `content/`, without a slash at its end.
    pub(super) folder: &'a str,
    /// The file's name without endings.
    pub(super) stem: &'a str,
    /// The language's tag.
    pub(super) suffix: Option<&'a str>,
    foreign: Option<&'a str>,
}

/// Whether a path is one that a site publishes.
pub(super) fn is_published(path: &SourcePath) -> bool {
    set_aside(path).is_none()
}

/// The part of a path that keeps it from being published: one that is hidden (`.x`) or set aside (`_x`).
pub(super) fn set_aside(path: &SourcePath) -> Option<&str> {
    // RFC 8615: what lies there is for machines that ask for it by name.
    let parts = path.as_str().strip_prefix("assets/.well-known/").unwrap_or(path.as_str()).split('/');
    let is_index = path.file_name().starts_with("_index.") && is_markdown(path);
    let count = parts.clone().count() - usize::from(is_index);
    parts.take(count).find(|part| part.starts_with(['.', '_']))
}

/// Whether a file is Markdown by its ending.
pub(super) fn is_markdown(path: &SourcePath) -> bool {
    path.file_name().rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}

/// Takes a Markdown file's path under `content/` apart.
pub(super) fn parts<'a>(path: &'a SourcePath, langs: &[Lang]) -> Parts<'a> {
    let path = path.as_str().strip_prefix("content/").unwrap_or(path.as_str());
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = &name[..name.len() - ".md".len()];
    let bare = Parts { folder, stem: name, suffix: None, foreign: None };
    let Some((stem, suffix)) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else {
        return bare;
    };
    if langs.iter().any(|lang| lang.as_str() == suffix) {
        return Parts { stem, suffix: Some(suffix), ..bare };
    }
    // `ES` beside a configured `es` is a slip of the same kind.
    let slip = langs.iter().any(|lang| lang.as_str().eq_ignore_ascii_case(suffix));
    if slip || lang::has_two_letters(suffix) {
        return Parts { foreign: Some(suffix), ..bare };
    }
    bare
}

/// The folders that items lie in or below: where an `index.md` is a section's.
pub(super) fn sections<'a>(files: impl Iterator<Item = Parts<'a>>) -> HashSet<&'a str> {
    let above = |folder: &'a str| folder.rsplit_once('/').map_or("", |(above, _)| above);
    let mut sections = HashSet::new();
    for parts in files.filter(|parts| parts.stem != "_index") {
        // A folder's own index is an item of the folder above.
        let mut folder = if parts.stem == "index" { above(parts.folder) } else { parts.folder };
        while !folder.is_empty() && sections.insert(folder) {
            folder = above(folder);
        }
    }
    sections
}

/// Says what a file is. `is_section` tells whether items lie beside or below its folder.
pub(super) fn name(parts: &Parts<'_>, default: &Lang, is_section: bool) -> Name {
    let top = parts.folder.split('/').next().unwrap_or_default();
    let is_index = parts.stem == "index";
    // A kind's own folder is never an item.
    let is_root = parts.folder.is_empty() || Kind::of_folder(parts.folder) != Kind::Page;
    let section = parts.stem == "_index" || (is_index && (is_section || is_root));
    let role = match (section, parts.folder) {
        (true, "") => Role::Home,
        (true, _) => Role::Section,
        (false, _) => Role::Item,
    };
    let in_folder = is_index && role == Role::Item;
    let item = match role {
        Role::Item if !in_folder => join(parts.folder, parts.stem),
        _ => parts.folder.to_owned(),
    };
    let last = item.rsplit_once('/').map_or(item.as_str(), |(_, last)| last);
    let (date, word) = dated(last);
    Name {
        lang: parts.suffix.map_or_else(|| default.clone(), Lang::new),
        suffixed: parts.suffix.is_some(),
        foreign: parts.foreign.map(str::to_owned),
        kind: Kind::of_folder(top),
        word: word.to_owned(),
        date,
        item: ItemPath::new(&item),
        role,
        in_folder,
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

// `2021-06-12-hearing` is `hearing` of that day; a day that does not exist is a mistake, not a name.
fn dated(name: &str) -> (Result<Option<Day>, String>, &str) {
    let Some((date, rest)) = name.split_at_checked(10) else { return (Ok(None), name) };
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let word = if rest.is_empty() { name } else { rest.strip_prefix('-').unwrap_or_default() };
    match (shaped && !word.is_empty(), Day::parse(date)) {
        (false, _) => (Ok(None), name),
        (true, Some(day)) => (Ok(Some(day)), word),
        (true, None) => (Err(date.to_owned()), word),
    }
}
