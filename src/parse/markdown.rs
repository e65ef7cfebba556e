//! Markdown → [`Body`]: a stub until the real one lands.

use crate::base::{Fingerprint, Lang, Report, SourceId, Span, Spanned};
use crate::config::Markdown;
use crate::content::Body;

/// Where a text begins.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// The text's first byte.
    pub offset: usize,
}

/// What reading depends on beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// The text's language.
    pub lang: &'a Lang,
    /// Its quotation marks.
    pub quotes: [char; 4],
    /// `[markdown]`.
    pub markdown: &'a Markdown,
}

/// Reads a text.
pub fn parse(text: &str, _place: Place, _settings: &Settings<'_>, _report: &mut Report) -> Body {
    Body { fingerprint: Fingerprint::of(text), excerpt: text.to_owned(), ..Body::empty() }
}

/// Takes the first heading out of a text without front matter.
pub fn take_title(text: &str, place: Place) -> Option<(Spanned<String>, usize)> {
    let start = text.find("# ").filter(|at| text[..*at].trim().is_empty())?;
    let line = text[start..].lines().next()?;
    let span = Span::new(place.source, place.offset + start..place.offset + start + line.len());
    Some((Spanned::new(line[2..].trim().to_owned(), span), start + line.len()))
}
