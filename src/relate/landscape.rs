//! What items see of each other: in the same landscape, what did not change itself stays as it was.
//!
//! Everything that places, editions and the listing take from *other* items goes in here, as
//! fingerprints; a body's words do not, nor do titles but for what shows them.

use crate::base::date::When;
use crate::base::memo::Shelf;
use crate::base::{Fingerprint, Spanned};
use crate::content::parsed::SetAside;
use crate::content::{Document, Own};

use std::sync::Arc;

use super::links::Documents;
use super::site::Row;
use super::{Alone, FileUrls, Group, Places, Text, Tree};

/// What earlier builds made of all items together.
#[derive(Debug, Default)]
pub struct Wholes {
    places: Shelf<Arc<Places>>,
    documents: Shelf<Arc<Documents>>,
    listings: Shelf<Arc<Vec<Row>>>,
}

impl Wholes {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.places.turn();
        self.documents.turn();
        self.listings.turn();
    }

    /// The places of items that look like this from afar.
    pub fn places(&self, skyline: Fingerprint, make: impl FnOnce() -> Places) -> Arc<Places> {
        self.places.get_or(skyline, || Arc::new(make())).0
    }

    /// The groups of all their documents.
    pub fn documents(&self, skyline: Fingerprint, make: impl FnOnce() -> Documents) -> Arc<Documents> {
        self.documents.get_or(skyline, || Arc::new(make())).0
    }

    /// The listing of items in a landscape.
    pub fn listing(
        &self,
        landscape: &Landscape,
        set_aside: &[SetAside],
        make: impl FnOnce() -> Vec<Row>,
    ) -> Arc<Vec<Row>> {
        self.listings.get_or(Fingerprint::of(&(landscape.plain, set_aside)), || Arc::new(make())).0
    }
}

/// What others see of one item.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Where it is, what it is, what on its pages can be pointed to.
    plain: Fingerprint,
    /// What it is called.
    titles: Fingerprint,
}

impl Seen {
    /// Of an item that has everything else.
    pub fn of(alone: &Alone) -> Seen {
        let source = &alone.source_text().document;
        let texts: Vec<_> = alone.texts.iter().map(|text| text.as_ref().map(of_text)).collect();
        let value = |when: &Option<Spanned<When>>| when.as_ref().map(|when| when.value);
        let paths = |documents: &[Arc<Document>]| -> Vec<_> {
            documents.iter().map(|document| document.source.path.clone()).collect()
        };
        let withheld: Vec<_> = alone
            .withheld
            .iter()
            .map(|withheld| (withheld.document.source.path.clone(), withheld.why, &withheld.slug))
            .collect();
        // Whether one can be signed, and by which name it goes, is in its fields.
        let is_named = matches!(*alone.source_text().own, Own::Petition(_) | Own::Practice(_));
        let plain = Fingerprint::of(&(
            (&alone.path, alone.role, alone.kind, &alone.section, alone.source),
            (alone.state, alone.is_shown, value(&source.meta.publish), value(&source.meta.expires)),
            (texts, withheld, paths(&alone.spare)),
            is_named.then_some(source.fingerprint),
        ));
        let titles = alone.texts.iter().map(|text| text.as_ref().map(Text::title));
        Seen { plain, titles: Fingerprint::of(&titles.collect::<Vec<_>>()) }
    }
}

/// Where a text is, and the ids on its page.
fn of_text(text: &Text) -> impl std::hash::Hash {
    let document = &text.document;
    let has_slug = document.meta.slug.is_some();
    (&document.source.path, document.broken, &text.slug, has_slug, &text.headings, &document.body.ids)
}

/// Of where all items are, the files left out. `settings` is what they depend on beside their files.
pub fn skyline(groups: &[Group], settings: Fingerprint) -> Fingerprint {
    Fingerprint::of(&(settings, groups.iter().map(|group| group.seen.plain).collect::<Vec<_>>()))
}

/// Of all that a link of some text can lead to.
#[derive(Clone, Copy, Debug)]
pub struct Landscape {
    plain: Fingerprint,
    /// With the titles of all items.
    titled: Fingerprint,
}

impl Landscape {
    /// Of all items and files.
    pub fn of(groups: &[Group], skyline: Fingerprint, tree: &Tree<'_>, files: &FileUrls) -> Landscape {
        let plain = Fingerprint::of(&(skyline, tree.fingerprint(), files));
        let titles: Vec<_> = groups.iter().map(|group| group.seen.titles).collect();
        Landscape { plain, titled: Fingerprint::of(&(plain, titles)) }
    }

    /// As much of it as an item's pages depend on: a directive shows the title of what it points to.
    pub fn of_group(&self, group: &Group) -> Fingerprint {
        let mut texts = group.texts.iter().flatten();
        let has_directives = texts.any(|text| !text.document.body.directives.is_empty());
        if has_directives { self.titled } else { self.plain }
    }
}
