//! Where a new item's file lies, and what it is called.

use crate::base::date::Day;
use crate::base::{Failure, slug};
use crate::config::Config;
use crate::content::Kind;

use super::super::arguments::New;
use super::ask::Wish;

// Every system takes names of 255 bytes; endings and a name while it is written come behind.
const LONGEST: usize = 60;
const LONGEST_BYTES: usize = 200;

/// A file's place.
#[derive(Debug)]
pub(super) struct Place {
    /// From the site's root.
    pub(super) path: String,
    /// From `content/`, without language and ending.
    pub(super) item: String,
    /// The address word.
    pub(super) word: String,
}

/// The place of a new item: the kind's folder, the folder in it that `--in` names, the title's word.
pub(super) fn place(new: &New, wish: &Wish, config: &Config) -> Result<Place, Failure> {
    let word = match &new.slug {
        Some(word) => named(word),
        None => shortened(&slug(&wish.title)),
    };
    // `index` is a folder's own page.
    let Some(word) = word.filter(|word| word != "index") else {
        return Err(Failure::new("failure.new-name"));
    };
    let folder = folder(wish.kind, new.within.as_deref())?;
    let item = if folder.is_empty() { word.clone() } else { format!("{folder}/{word}") };
    let ending =
        if wish.lang == config.default_language { "md".to_owned() } else { format!("{}.md", wish.lang) };
    let path = if new.folder {
        format!("content/{item}/index.{ending}")
    } else {
        format!("content/{item}.{ending}")
    };
    Ok(Place { path, item, word })
}

fn named(word: &str) -> Option<String> {
    let fits = word == slug(word) && word.len() <= LONGEST_BYTES && !word.is_empty();
    fits.then(|| word.to_owned())
}

/// At most so many letters, whole words where that leaves any.
fn shortened(word: &str) -> Option<String> {
    let mut end = word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at);
    while end > LONGEST_BYTES || !word.is_char_boundary(end) {
        end -= 1;
    }
    let mut short = &word[..end];
    if end < word.len() && !word[end..].starts_with('-') {
        short = short.rsplit_once('-').map_or(short, |(words, _)| words);
    }
    Some(short.trim_matches('-').to_owned()).filter(|short| !short.is_empty())
}

/// Whether a folder that somebody names has only parts that addresses have too.
pub(in crate::cli) fn is_folder(path: &str) -> bool {
    path.split('/').all(|part| slug(part) == part && !part.is_empty())
}

fn folder(kind: Kind, within: Option<&str>) -> Result<String, Failure> {
    let within = within.unwrap_or_default().trim_matches('/');
    let is_kinds = |folder: &str| Kind::of_folder(folder.split('/').next().unwrap_or_default()) != Kind::Page;
    if !within.is_empty() && (!is_folder(within) || kind == Kind::Page && is_kinds(within)) {
        return Err(Failure::new("failure.new-folder").arg("folder", within));
    }
    Ok(match (kind.folder(), within) {
        (Some(folder), "") => folder.to_owned(),
        (Some(folder), within) => format!("{folder}/{within}"),
        (None, within) => within.to_owned(),
    })
}

/// A petition's or practice's id, which nobody else has: small letters, digits and `-` only, so a
/// title in another script gives the day.
pub(super) fn id(wish: &Wish, word: &str, today: Day, taken: &[&str]) -> String {
    let plain: Vec<&str> =
        word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let word = if plain.is_empty() { today.to_string() } else { plain.join("-") };
    let id = match (wish.kind, wish.countries.first()) {
        (Kind::Practice, Some(country)) => format!("atd-{}-{word}", country.slug()),
        (Kind::Practice, None) => format!("atd-{word}"),
        (_, _) if plain.is_empty() => format!("{}-{word}", wish.kind.name()),
        (_, _) => word,
    };
    let is_free = |id: &String| !taken.contains(&id.as_str());
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.clone()).chain(numbered).find(is_free).unwrap_or(id)
}
