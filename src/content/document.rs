//! What one Markdown file becomes: typed, with holes.

use std::sync::Arc;

use crate::base::{Fingerprint, ItemPath, Lang, Source, Span, Spanned};

use super::prose::Front;
use super::{Body, Kind, Meta, News, Page, Petition, Practice, Publication, Statement};

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The home page (`content/_index.md`).
    Home,
    /// A section's title, address word and intro (`content/news/_index.md`).
    Section,
    /// An item.
    Item,
}

/// The fields of the item's kind.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Own {
    /// Of a statement.
    Statement(Statement),
    /// Of a news item.
    News(News),
    /// Of a petition.
    Petition(Box<Petition>),
    /// Of a practice.
    Practice(Box<Practice>),
    /// Of a publication.
    Publication(Publication),
    /// Of a page, a section's index or the home page.
    Page(Page),
}

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Arc<Source>,
    /// Of all that it was made from: the file, its name, the settings that reading depends on.
    pub fingerprint: Fingerprint,
    /// What names it in every language.
    pub item: ItemPath,
    /// The language by the file's name: its suffix, else the site's default.
    pub lang: Lang,
    /// Whether the name has a language suffix.
    pub suffixed: bool,
    /// What it is.
    pub kind: Kind,
    /// What it is for.
    pub role: Role,
    /// The file's or folder's name without its date and endings: the slug unless `slug` says another.
    pub name: String,
    /// Whether it is a folder's `index.md`, whose pictures and files lie beside it.
    pub in_folder: bool,
    /// The fields of all kinds; shared with the editions that show them as they are.
    pub meta: Arc<Meta>,
    /// The fields of its kind.
    pub own: Arc<Own>,
    /// Every key that is set and every entry of a list, as a path (`title`, `contacts[0]`,
    /// `contacts[0].role`), with its place; what is inside `extra` is left out.
    pub keys: Vec<Spanned<String>>,
    /// Keys whose lines could not be read, as paths without the numbers of list entries; they
    /// have been reported, so nobody misses them again.
    pub unread: Vec<String>,
    /// The texts and addresses of the front matter.
    pub texts: Vec<Front>,
    /// Where a missing field is shown: the opening `+++`, or the file's beginning.
    pub front: Span,
    /// The text.
    pub body: Body,
    /// Inline Markdown of front matter that readers see as text with links: petition updates, by index.
    pub updates: Vec<Body>,
    /// Whether the file could be read at all; a broken one stays known by name so that links to it do not fail as well.
    pub broken: bool,
}
