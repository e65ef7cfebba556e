//! Items on their way into the site: what the parts of relate share before there are pages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::base::country::Country;
use crate::base::date::Day;
use crate::base::memo::Last;
use crate::base::{Diagnostic, ItemPath, SourcePath, Url};
use crate::config::Config;
use crate::content::body::HeadingIds;
use crate::content::{Document, Kind, Meta, Own, Role, Standing};

use super::editions;
use super::landscape::Seen;
use super::site::{Page, State};

/// An item with its number among those that readers see.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its number among the site's items; `None` while it is not shown.
    pub number: Option<usize>,
    /// All that it has by itself.
    pub alone: Arc<Alone>,
}

impl Deref for Group {
    type Target = Alone;

    fn deref(&self) -> &Alone {
        &self.alone
    }
}

/// A bundle with all that it has by itself. Languages are numbers into config's list.
#[derive(Debug)]
pub struct Alone {
    /// Its name.
    pub path: ItemPath,
    /// What it is for.
    pub role: Role,
    /// What it is; a page where it is a section's index.
    pub kind: Kind,
    /// The folder that it is listed in.
    pub section: String,
    /// The hashtag whose page shows it, where it is a campaign's text.
    pub campaign: Option<String>,
    /// The source's language.
    pub source: usize,
    /// Its texts by language; one that is not published is not there.
    pub texts: Vec<Option<Text>>,
    /// Translations that readers do not get, each with its reason.
    pub withheld: Vec<Withheld>,
    /// Documents without a place.
    pub spare: Vec<Arc<Document>>,
    /// What time made of it.
    pub state: State,
    /// Whether readers see it today.
    pub is_shown: bool,
    /// The day by which lists sort it.
    pub day: Option<Day>,
    /// What it is gathered by.
    pub gathered_by: GatheredBy,
    /// Of all that other items' pages may depend on.
    pub seen: Seen,
    /// The files that its texts name, for the last tree.
    pub used: Last<Told<Arc<[BTreeSet<SourcePath>]>>>,
    /// Its editions in the last landscape.
    pub editions: Last<Told<editions::OfGroup>>,
    /// The pages that show them.
    pub pages: Last<Arc<[Arc<Page>]>>,
}

/// What was made of an item, with what is to be said of it.
pub type Told<T> = (T, Vec<Diagnostic>);

/// A translation that readers do not get.
#[derive(Debug)]
pub struct Withheld {
    /// The file.
    pub document: Arc<Document>,
    /// Why not.
    pub why: Why,
    /// The last part of the address that its page has.
    pub slug: String,
    /// Where it stands, if that is known.
    pub standing: Option<Arc<Standing>>,
}

/// Why readers do not get a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A machine wrote it.
    Machine,
    /// Too little of it is translated: so many percent.
    Partial(usize),
}

/// The terms of an item.
#[derive(Debug, Default)]
pub struct GatheredBy {
    /// Countries, each once.
    pub countries: Vec<Country>,
    /// Regions' keys in config's order.
    pub regions: Vec<String>,
    /// Topics' keys.
    pub topics: Vec<String>,
    /// Hashtags in lower case.
    pub hashtags: Vec<String>,
}

/// One document with what it inherits.
#[derive(Debug)]
pub struct Text {
    /// The file.
    pub document: Arc<Document>,
    /// The fields, inherited ones included.
    pub meta: Arc<Meta>,
    /// The kind's fields, inherited ones included.
    pub own: Arc<Own>,
    /// The last part of its address.
    pub slug: String,
    /// The ids of its headings.
    /// Those behind the last heading's stand before the text: the source's that no heading here has.
    pub headings: Vec<HeadingIds>,
    /// Where a translation stands, if that is known.
    pub standing: Option<Arc<Standing>>,
}

impl Text {
    /// The title; empty where it is missing, which is reported.
    pub fn title(&self) -> &str {
        self.meta.title.as_ref().map_or("", |title| &title.value)
    }

    /// Whether the page of this text has an id.
    pub fn has_id(&self, id: &str) -> bool {
        self.headings.iter().any(|ids| ids.id == id || ids.second.as_deref() == Some(id))
            || self.document.body.ids.iter().any(|other| other == id)
    }
}

impl Alone {
    /// The translation into a language that is kept back because too little of it is translated.
    pub fn partial(&self, config: &Config, lang: usize) -> Option<&Withheld> {
        let lang = &config.languages[lang].lang;
        let partial = |withheld: &&Withheld| matches!(withheld.why, Why::Partial(_));
        self.withheld.iter().filter(partial).find(|withheld| withheld.document.lang == *lang)
    }

    /// The documents that no page shows.
    pub fn unread(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.withheld.iter().map(|withheld| &withheld.document).chain(&self.spare)
    }

    /// The source's text.
    pub fn source_text(&self) -> &Text {
        self.texts[self.source].as_ref().expect("a source is always there")
    }
}

impl Group {
    /// Whether readers find it in lists.
    pub fn is_listed(&self) -> bool {
        self.number.is_some() && self.role == Role::Item && self.state != State::Expired
    }
}

/// Where readers of one language find an item, and in which language its text is.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where.
    pub url: Url,
    /// The text's language.
    pub text: usize,
}

/// Where every item and section is, by number of the group and of the language.
#[derive(Debug)]
pub struct Places {
    /// An item's page in a language; `None` where it has none.
    pub items: Vec<Vec<Option<Place>>>,
    /// The sections' pages, by language and folder.
    pub sections: Vec<BTreeMap<String, Url>>,
}

impl Places {
    /// An item's page for readers of a language: in it, else the source's.
    pub fn nearest(&self, group: usize, source: usize, lang: usize) -> Option<&Place> {
        let places = &self.items[group];
        places[lang].as_ref().or(places[source].as_ref())
    }
}

/// The kind of what lies in a folder or at a path.
pub fn kind_of(path: &str) -> Kind {
    Kind::of_folder(first_part(path))
}

/// The first part of a path.
pub fn first_part(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// The folder that a path lies in; empty at the top.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub fn last_part(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// A path and the folders above it, nearest first, the top (empty) last.
pub fn upwards(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| parent(path)))
}
