//! PO, the files of gettext: what Weblate, Poedit and most translators work in.
//!
//! A module of our own, since the ones that exist lose lines of the previous source. `msgctxt` is
//! the page, `#.` says what a translator should know in any language, `#` what the glossary has in
//! this one (msgmerge would overwrite it in `#.` by the template's), `#:` names the file without a
//! line, so that nothing changes where nothing changed. What needs work is `fuzzy`; the source as
//! it was translated stands in `#| msgid`. `Last-Translator` is neither written nor kept.

mod catalogue;
mod export;
mod import;
mod plural;
mod reader;
mod strings;
mod writer;

pub use catalogue::{Catalogue, Entry, Header, Previous};
pub use plural::forms;
pub use reader::read;
pub use writer::write;

use super::exchange::Reading;
use super::unit::Project;

/// How texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Addresses, code, notes and tags as `{1}`.
    pub placeholders: bool,
}

/// A project with its translations.
pub fn export(project: &Project, options: Options) -> String {
    write(&export::catalogue(project, options))
}

/// The template that new languages and msgmerge start from; the same for every language.
pub fn template(project: &Project, options: Options) -> String {
    write(&export::template(project, options))
}

/// Reads what came back.
pub fn import(text: &str) -> Reading {
    let (catalogue, problems) = read(text);
    import::reading(catalogue, problems)
}
