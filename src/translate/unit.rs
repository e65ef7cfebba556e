//! What goes out to translators and comes back, whatever the file's format.

use crate::base::Lang;
use crate::base::date::Day;

use super::State;
use super::segment::{Identity, Kind};
use super::text;

/// A segment with all that a translator should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The page, as a reference names it: `news/ana`; `strings` for the theme's strings.
    pub page: String,
    /// The source file, from the site's root.
    pub file: String,
    /// What names the segment on its page.
    pub identity: Identity,
    /// What it is.
    pub kind: Kind,
    /// For a field, an argument or a string: where it stands.
    pub name: String,
    /// The heading that it stands under.
    pub section: Option<String>,
    /// The address of the source page on the published site.
    pub url: Option<String>,
    /// The author's word to translators.
    pub note: Option<String>,
    /// Terms of the glossary that occur: the term and what it is in this language; `None` where it must stay.
    pub glossary: Vec<(String, Option<String>)>,
    /// How many characters there is room for.
    pub longest: Option<usize>,
    /// The source's text.
    pub source: String,
    /// The translation; empty if there is none.
    pub target: String,
    /// How far it is.
    pub state: State,
    /// The source as it was translated, where it changed since.
    pub before: Option<String>,
    /// 1 (first) to 5.
    pub priority: u8,
    /// Safety, legal or medical advice.
    pub critical: bool,
}

/// All units of a language, in the order of their pages and of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The site's title.
    pub title: String,
    /// Where the site lives.
    pub base_url: String,
    /// The language of the sources.
    pub source: Lang,
    /// The language of the translations.
    pub target: Lang,
    /// The last day on which a source or a translation changed, by the files: never a clock's.
    pub day: Option<Day>,
    /// The units.
    pub units: Vec<Unit>,
    /// Translations whose source is gone.
    pub orphans: Vec<Unit>,
}

/// A translation that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The page.
    pub page: String,
    /// How many of the same text stand before it on the page.
    pub nth: u32,
    /// The source that the translator saw.
    pub source: String,
    /// What the translator wrote.
    pub target: String,
    /// Whether the translator is not done with it.
    pub is_draft: bool,
    /// Whether it was approved by a second person.
    pub is_reviewed: bool,
    /// The translation that was there when the file went out (see [`Unit::base`]); `None` if there was
    /// none, or if a tool has lost it.
    pub base: Option<String>,
    /// The line in the file, from 1.
    pub line: usize,
}

impl Project {
    /// The texts as translators see them: the page, how many of the same text stand before it, the text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, u32, &str)> {
        let units = self.units.iter().chain(&self.orphans);
        units.map(|unit| (&unit.page[..], unit.identity.nth, &unit.source[..]))
    }
}

impl Unit {
    /// Names the translation as it goes out, so that nobody's later work is written over when it comes
    /// back; `None` if there is none.
    pub fn base(&self) -> Option<String> {
        base(&self.target)
    }

    /// `news/ana`, or `news/ana~2` for the second segment of the same text: a context in PO.
    pub fn context(&self) -> String {
        context(&self.page, self.identity.nth)
    }
}

/// The first eight digits of a translation's hash; `None` if there is none.
pub fn base(target: &str) -> Option<String> {
    (!target.is_empty()).then(|| format!("{:08x}", text::exact(target) >> 32))
}

/// `news/ana`, or `news/ana~2` for the second segment of the same text.
pub fn context(page: &str, nth: u32) -> String {
    if nth == 0 { page.to_owned() } else { format!("{page}~{}", nth + 1) }
}

/// The page and the number that a context names.
pub fn page_of(context: &str) -> (&str, u32) {
    let numbered =
        context.rsplit_once('~').and_then(|(page, number)| Some((page, number.parse::<u32>().ok()?)));
    match numbered {
        Some((page, number)) if number > 1 => (page, number - 1),
        _ => (context, 0),
    }
}
