//! The six kinds of items; the folder is the kind.

use serde::Serialize;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A statement, open letter, press release or submission.
    Statement,
    /// A news item.
    News,
    /// A petition.
    Petition,
    /// A record of the practice database.
    Practice,
    /// A publication.
    Publication,
    /// Any other page.
    Page,
}

impl Kind {
    /// All kinds, sections in the order in which a site shows them.
    pub const ALL: [Kind; 6] =
        [Kind::Statement, Kind::News, Kind::Petition, Kind::Practice, Kind::Publication, Kind::Page];

    /// The folder under `content/` that makes an item of this kind; pages have none of their own.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Kind::Statement => Some("statements"),
            Kind::News => Some("news"),
            Kind::Petition => Some("petitions"),
            Kind::Practice => Some("practices"),
            Kind::Publication => Some("publications"),
            Kind::Page => None,
        }
    }

    /// The kind of what lies in a folder directly under `content/`.
    pub fn of_folder(folder: &str) -> Kind {
        Kind::ALL.into_iter().find(|kind| kind.folder() == Some(folder)).unwrap_or(Kind::Page)
    }

    /// The name in file names, JSON and strings: `statement`, `news`, …
    pub fn name(self) -> &'static str {
        match self {
            Kind::Statement => "statement",
            Kind::News => "news",
            Kind::Petition => "petition",
            Kind::Practice => "practice",
            Kind::Publication => "publication",
            Kind::Page => "page",
        }
    }
}
