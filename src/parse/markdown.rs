//! Markdown → body: finished HTML with holes for what needs other files or the theme.
//!
//! One pass over pulldown-cmark's events with a writer of our own, since links, headings,
//! pictures and directives are holes wherever they stand. Knows one text: whether a link's target
//! exists is relate's work, what a picture or a directive looks like is render's.
//!
//! Classes and ids in the HTML, for themes: `div.table` (scrolls, may be focused) with cells
//! `.left .center .right`; `aside.alert.alert-note` (`-tip -important -warning -caution`) with
//! `p.alert-title`; `li.task` with `span.task-mark`; `sup.note`, `section.notes`, `a.note-back`;
//! code as [`highlight`](super::highlight) says. Ids: headings' words, `fn-1`, `fnref-1`,
//! `fnref-1-2`, `footnotes`, and `r1` for recommendations. Words of the theme: `footnotes.title`,
//! `footnotes.back`, `alert.note` …, `table.label`, `task.done`, `task.open`.

mod arguments;
mod blocks;
mod code;
mod elements;
mod fences;
mod headings;
mod ids;
mod inlines;
mod leaf;
mod links;
mod marks;
mod notes;
mod out;
mod pictures;
mod place;
mod prose;
mod raw;
mod setter;
mod typography;
mod writer;

use pulldown_cmark::{Options, Parser};

use crate::base::{Fingerprint, Lang, Report, Spanned, digits};
use crate::config::Config;
use crate::content::Body;

pub use marks::Marks;
pub use place::Place;
pub use typography::Typography;

/// How a text is read.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Settings {
    /// Let HTML through.
    pub raw_html: bool,
    /// Colour code.
    pub highlight: bool,
    /// How marks are set; `None` leaves them as they were typed.
    pub typography: Option<Typography>,
    /// Whether the text runs from right to left.
    pub right_to_left: bool,
    /// The zero of the digits that notes are numbered with.
    pub zero: char,
    /// What is understood and what is written.
    pub dialect: Dialect,
    /// The marks of a translation that the build writes into its text; `None` takes them for comments.
    pub marks: Option<Marks>,
}

/// What is understood and what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// A campaign site's: every extension, directives, holes.
    Site,
    /// Finished HTML as the CommonMark specification has it, to be held against its examples.
    Plain {
        /// Whether our extensions of the syntax are understood.
        extensions: bool,
    },
}

impl Settings {
    /// How texts of a language are read on a site.
    pub fn of(config: &Config, lang: &Lang) -> Settings {
        Settings {
            raw_html: config.markdown.raw_html,
            highlight: config.markdown.highlight,
            typography: typography_of(config, lang),
            right_to_left: lang.dir() == "rtl",
            zero: config.language(lang).map_or('0', |language| digits::zero(&language.locale)),
            dialect: Dialect::Site,
            marks: None,
        }
    }

    /// The same for a translation whose text the build has marked.
    #[must_use]
    pub fn with_marks(self, config: &Config) -> Settings {
        Settings { marks: Some(Marks::of(config)), ..self }
    }

    fn is_plain(&self) -> bool {
        self.dialect != Dialect::Site
    }

    fn options(&self) -> Options {
        if self.dialect == (Dialect::Plain { extensions: false }) {
            return Options::empty();
        }
        extensions()
    }
}

/// What Markdown of a site has beyond CommonMark (DESIGN.md, section 3).
pub fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// A text of a site with each line that is a fence of a directive masked, at equal length, as an HTML
/// block of its own; and where the fences' colons begin.
pub fn masked(text: &str) -> (std::borrow::Cow<'_, str>, Vec<usize>) {
    let fences::Masked { text, fences } = fences::mask(text, extensions());
    (text, fences)
}

/// How texts of a language are set; as they were typed where config.toml says so.
fn typography_of(config: &Config, lang: &Lang) -> Option<Typography> {
    let language = config.language(lang).filter(|_| config.markdown.smart_punctuation)?;
    Some(Typography {
        quotes: language.quotes,
        narrow_spaces: has_narrow_spaces(&language.locale) || has_narrow_spaces(lang.as_str()),
    })
}

// French as printed in France; Switzerland and Canada set most marks without a space.
fn has_narrow_spaces(locale: &str) -> bool {
    let mut parts = locale.split(['-', '_']);
    parts.next() == Some("fr") && !parts.any(|part| matches!(part, "CA" | "CH"))
}

/// Reads a text.
pub fn read(text: &str, place: Place, settings: &Settings, report: &mut Report) -> Body {
    write(text, place, settings, false, report).1
}

/// Reads a text whose title is its first heading; the heading leaves the text.
pub fn read_with_title(
    text: &str,
    place: Place,
    settings: &Settings,
    report: &mut Report,
) -> (Option<Spanned<String>>, Body) {
    write(text, place, settings, true, report)
}

fn write(
    text: &str,
    place: Place,
    settings: &Settings,
    take_title: bool,
    report: &mut Report,
) -> (Option<Spanned<String>>, Body) {
    let fingerprint = Fingerprint::of(&(text, settings, take_title));
    let (text, place) = without_mark(text, place);
    let options = settings.options();
    let masked = match settings.dialect {
        Dialect::Site => fences::mask(text, options),
        Dialect::Plain { .. } => fences::none(text),
    };
    let mut writer = writer::Writer::new(text, place, settings, report);
    writer.fences = &masked.fences;
    writer.wants_title = take_title;
    for (event, range) in Parser::new_ext(&masked.text, options).into_offset_iter() {
        writer.event(event, range);
    }
    let (title, body) = writer.finish();
    (title, Body { fingerprint, ..body })
}

// A byte order mark is no text, and would keep the first line from being a heading.
fn without_mark(text: &str, place: Place) -> (&str, Place) {
    match (text.strip_prefix('\u{feff}'), place) {
        (Some(rest), Place::Body { source, offset }) => {
            (rest, Place::Body { source, offset: offset + text.len() - rest.len() })
        }
        (Some(rest), Place::Value(_)) => (rest, place),
        (None, _) => (text, place),
    }
}
