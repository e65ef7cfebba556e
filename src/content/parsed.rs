//! What parse gives to relate: every file by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Fingerprint, Lang, Source, SourcePath, Span, Spanned};
use crate::config::Config;

use super::consent::Consents;
use super::published::Published;
use super::strings::Phrase;
use super::words::AllWords;
use super::{Document, Kind, Standing, Terms, Vocabularies};

/// Every file by itself, typed.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The settings.
    pub config: Arc<Config>,
    /// The Markdown files in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The theme's words: the site's own theme before the built-in one.
    pub strings: Vec<StringsFile>,
    /// The program's vocabularies with the site's own in their place.
    pub vocabularies: Arc<Vocabularies>,
    /// `i18n/terms.toml`.
    pub terms: Arc<Terms>,
    /// The words that rules look for.
    pub words: Arc<AllWords>,
    /// `published.toml`.
    pub published: Published,
    /// `consent/`.
    pub consents: Consents,
    /// `counts.toml`: by petition id.
    pub counts: BTreeMap<String, Count>,
    /// The other files under `content/` and `assets/`: pictures and attachments.
    pub files: Vec<SourcePath>,
    /// What is no content and may name a file of `assets/`: the settings, the theme, style sheets.
    pub around: Vec<Arc<Source>>,
    /// Of the files that settings, vocabularies and what was published come from.
    pub settings: Fingerprint,
    /// Where translations stand beside their sources, by the translation's file; one that nothing is
    /// known of is not there.
    pub standings: BTreeMap<SourcePath, Arc<Standing>>,
    /// The Markdown files whose names keep them from being published, in the order of their paths.
    pub set_aside: Vec<SetAside>,
}

/// A Markdown file that is not read because of its name.
#[derive(Clone, Debug, Hash)]
pub struct SetAside {
    /// The file.
    pub file: SourcePath,
    /// The language that its name says.
    pub lang: Lang,
    /// The kind that its folder says.
    pub kind: Kind,
    /// The part of its path that begins with `_` or `.`.
    pub part: String,
}

/// One `strings/<lang>.toml`.
#[derive(Clone, Debug)]
pub struct StringsFile {
    /// The language of its name.
    pub lang: Lang,
    /// The phrases by dotted key, with their places.
    pub phrases: BTreeMap<String, Spanned<Phrase>>,
    /// The file's beginning.
    pub span: Span,
}

/// Signatures as `petitions pull` brought them.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Count {
    /// Confirmed signatures and baseline.
    pub count: i64,
    /// The day of the count, RFC 3339.
    pub as_of: String,
}
