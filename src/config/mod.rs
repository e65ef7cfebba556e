//! The site's settings, from config.toml, with their defaults filled in.
//!
//! [`read`](read::read) takes the file, [`fields`] says which keys it has; everything here is
//! plain data afterwards. Knows nothing of the disk.

pub mod fields;
mod language;
mod read;
mod regions;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

pub use fields::Fallback;
pub use language::{own_name, zone};
pub use read::{read, split_base_url};

use crate::base::country::Country;
use crate::base::node::Table;
use crate::base::{Lang, Span};

/// One language of the site.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Language {
    /// Its tag.
    pub lang: Lang,
    /// Its own name.
    pub name: String,
    /// The site's title in it.
    pub title: String,
    /// What dates and numbers look like: a BCP 47 locale with calendar and numbering as `-u-` keys.
    pub locale: String,
    /// Opening and closing quotation marks, outer then inner: `“”‘’`.
    pub quotes: [char; 4],
    /// What readers get where a translation is missing.
    pub fallback: Fallback,
    /// Percent under which a page falls back whole.
    pub min_translated: i64,
    /// Whether machine translations are published.
    pub publish_machine: bool,
}

/// A region of the campaign.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Region {
    /// Its key, also its address word.
    pub key: String,
    /// Its name per language.
    pub name: BTreeMap<Lang, String>,
    /// Its countries.
    pub countries: Vec<Country>,
}

/// What is set for one section.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Section {
    /// Items a page of its list.
    pub page_size: Option<usize>,
    /// Instead of the language's.
    pub fallback: Option<Fallback>,
    /// Offer a way to leave its pages at once.
    pub quick_exit: bool,
    /// Where it is named.
    pub span: Span,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct MenuEntry {
    /// A section's folder, a page's item path, or an address.
    pub target: String,
    /// The label per language; the target's title without it.
    pub name: BTreeMap<Lang, String>,
    /// Where its target stands.
    pub span: Span,
}

/// config.toml, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title in the default language.
    pub title: String,
    /// Scheme and host: `https://example.org`.
    pub origin: String,
    /// The path that the site lies under, without a slash at its end: empty or `/campaign`.
    pub base_path: String,
    /// The language of files without a suffix.
    pub default_language: Lang,
    /// The languages in the order of the file.
    pub languages: Vec<Language>,
    /// What days and times without a zone mean.
    pub timezone: TimeZone,
    /// The theme's folder.
    pub theme: String,
    /// The licence of texts (SPDX or CC id).
    pub license: Option<String>,
    /// Where readers write to who find a problem on a page.
    pub contact: Option<String>,
    /// The campaign's regions in order.
    pub regions: Vec<Region>,
    /// By section folder.
    pub sections: BTreeMap<String, Section>,
    /// The menu; empty: the sections that have items.
    pub menu: Vec<MenuEntry>,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// The largest sizes of pages.
    pub budget: Budget,
    /// Widths and formats of pictures.
    pub media: Media,
    /// Write .br and .gz beside texts.
    pub precompress: bool,
    /// Whether there is an index that browsers search.
    pub search_index: bool,
    /// The signature collector's address.
    pub collector: Option<String>,
    /// The collector beside a preview, which takes the place of all others there. No key sets it.
    pub trial_collector: Option<String>,
    /// Months after which a practice wants to be reviewed.
    pub review_months: u16,
    /// Where readers write to who find a mistake in a record.
    pub corrections: Option<String>,
    /// Tell readers of small changes too.
    pub notice_minor: bool,
    /// Where readers improve a text: an address with `{file}`, `{lang}` and `{page}` to be filled.
    pub improve: Option<String>,
    /// A page for translators in every language.
    pub dashboard: bool,
    /// A review is by somebody else than the translator.
    pub second_reviewer: bool,
    /// Where "leave this page" leads.
    pub exit_url: String,
    /// The site's onion address.
    pub onion: Option<String>,
    /// Unknown front matter keys go to `extra` instead of being errors.
    pub keep_unknown: bool,
    /// Whatever a theme of one's own needs.
    pub extra: Table,
    /// Where a problem of the whole file is shown.
    pub span: Span,
}

/// `[markdown]`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Markdown {
    /// Let HTML through.
    pub raw_html: bool,
    /// Typographic quotes, dashes and dots.
    pub smart_punctuation: bool,
    /// Colour code.
    pub highlight: bool,
}

/// `[budget]`, in kilobytes compressed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Budget {
    /// The home page.
    pub home_kb: i64,
    /// Any other page.
    pub page_kb: i64,
    /// Scripts.
    pub script_kb: i64,
    /// Requests.
    pub requests: i64,
}

/// `[media]`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Media {
    /// Beside the original format.
    pub formats: Vec<String>,
    /// In pixels.
    pub widths: Vec<u32>,
    /// Draw a picture to share for every page that has none.
    pub share_pictures: bool,
}

impl Config {
    /// The language of a tag.
    pub fn language(&self, lang: &Lang) -> Option<&Language> {
        self.languages.iter().find(|language| language.lang == *lang)
    }

    /// The languages' tags in the order of the file.
    pub fn langs(&self) -> impl Iterator<Item = &Lang> {
        self.languages.iter().map(|language| &language.lang)
    }

    /// The number of a language in the file's order; the default's for one that is not there.
    pub fn number(&self, lang: &Lang) -> usize {
        let number = |wanted: &Lang| self.langs().position(|lang| lang == wanted);
        number(lang).or_else(|| number(&self.default_language)).unwrap_or_default()
    }

    /// The region of a key.
    pub fn region(&self, key: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.key == key)
    }

    /// What readers of a section get where a translation is missing.
    pub fn fallback(&self, section: &str, lang: &Lang) -> Fallback {
        let section = self.sections.get(section).and_then(|section| section.fallback);
        section.or_else(|| self.language(lang).map(|language| language.fallback)).unwrap_or(Fallback::Source)
    }

    /// An address as other sites see it.
    pub fn absolute(&self, url: &crate::base::Url) -> String {
        format!("{}{}", self.origin, url.href(&self.base_path))
    }

    /// The prefix of a language's addresses: `/` or `/es/`.
    pub fn home(&self, lang: &Lang) -> crate::base::Url {
        if *lang == self.default_language {
            crate::base::Url::new("/")
        } else {
            crate::base::Url::new(format!("/{lang}/"))
        }
    }
}

/// Whether a text is an address on the web: `http` or `https`, a host, no white space.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(':'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
