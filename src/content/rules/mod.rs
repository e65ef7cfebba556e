//! What a record must be, beyond the types of its fields: rules that need one item, the settings,
//! the vocabularies and the day, but no other item.
//!
//! relate calls [`source`] for every source and [`translation`] for every translation, since only
//! there it is known which file is which; [`allowed`] comes last, over the diagnostics of all files.

mod allow;
mod common;
mod exact_place;
mod outcomes;
mod petition;
mod practice;
mod required;
mod shape;

pub use allow::{allowed, without_allowed};
pub use exact_place::is_exact_place;
pub use practice::{SUMMARY as PRACTICE_SUMMARY, TITLE as PRACTICE_TITLE};
pub use required::{WIDE_SCOPES, also_required, has_place};
pub use shape::currencies;

use std::collections::HashMap;

use crate::base::date::{Day, Instant};
use crate::base::record::{nearest, slip};
use crate::base::{Report, Span, Spanned};
use crate::config::Config;

use super::hashtag::campaign;
use super::published::Published;
use super::vocabulary::Vocabulary;
use super::{Document, Meta, Own, Role, Vocabularies};

/// What rules know beside the item.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The vocabularies.
    pub vocabularies: &'a Vocabularies,
    /// What the public has seen.
    pub published: &'a Published,
    /// As of when.
    pub now: Instant,
}

/// Checks the file that an item was written in first: what is missing, and every rule.
pub fn source(document: &Document, world: &World<'_>, report: &mut Report) {
    if document.broken {
        return;
    }
    let item = Item::new(document, &document.meta, world);
    required::check(&item, report);
    common::check(&item, report);
    kit(&item, report);
    if document.role == Role::Item {
        match &*document.own {
            Own::Statement(statement) => common::signatories(statement.signatories.as_ref(), report),
            Own::News(news) => common::event(news, report),
            Own::Petition(petition) => {
                petition::check(petition, &item, report);
                petition::texts(petition, &item, report);
            }
            Own::Practice(practice) => {
                practice::check(practice, &item, report);
                practice::texts(&item, report);
            }
            Own::Publication(publication) => common::publication(publication, &item, report),
            Own::Page(_) => {}
        }
    }
}

// Posts are shown on the page of a hashtag only.
fn kit(item: &Item<'_>, report: &mut Report) {
    let document = item.document;
    let campaign = campaign(document.role, document.item.as_str());
    if let Some(place) = item.places.get("kit").filter(|_| campaign.is_none()) {
        report.warning("kit/not-shown", *place);
    }
}

/// Checks a translation: its texts only. `meta` and `own` are the fields with what it inherits.
pub fn translation(document: &Document, meta: &Meta, own: &Own, world: &World<'_>, report: &mut Report) {
    if document.broken || document.role != Role::Item {
        return;
    }
    let item = Item::new(document, meta, world);
    match own {
        Own::Petition(petition) => petition::texts(petition, &item, report),
        Own::Practice(_) => practice::texts(&item, report),
        _ => {}
    }
}

/// One item and what is known around it.
struct Item<'a> {
    document: &'a Document,
    meta: &'a Meta,
    world: &'a World<'a>,
    places: HashMap<&'a str, Span>,
}

impl<'a> Item<'a> {
    fn new(document: &'a Document, meta: &'a Meta, world: &'a World<'a>) -> Item<'a> {
        let places = document.keys.iter().map(|key| (key.value.as_str(), key.span)).collect();
        Item { document, meta, world, places }
    }

    fn config(&self) -> &Config {
        self.world.config
    }

    fn today(&self) -> Day {
        self.world.now.day(&self.config().timezone)
    }

    /// Whether the item's own file sets a key.
    fn sets(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// Where a key stands; the opening of the front matter where it is not set.
    fn place(&self, path: &str) -> Span {
        self.places.get(path).copied().unwrap_or(self.document.front)
    }

    /// Reports words that a vocabulary does not have.
    fn terms<'t>(
        &self,
        vocabulary: &'static str,
        terms: impl IntoIterator<Item = &'t Spanned<String>>,
        report: &mut Report,
    ) {
        let Some(known) = self.world.vocabularies.by_name.get(vocabulary) else { return };
        for term in terms.into_iter().filter(|term| known.get(&term.value).is_none()) {
            unknown_term(term, vocabulary, known, &[], report);
        }
    }

    /// Reports a list that must have something in it and has nothing.
    fn not_empty<T>(&self, list: Option<&Vec<T>>, key: &str, report: &mut Report) {
        // What could not be read in it has been reported.
        if list.is_some_and(Vec::is_empty) && !self.sets(&format!("{key}[0]")) {
            report.error("front-matter/empty-list", self.place(key)).arg("key", key);
        }
    }
}

/// How many words are shown to choose from; the program's own vocabularies have no more.
const SHOWN: usize = 24;

/// Reports a word that a vocabulary does not have, with what may be meant; `also` may stand there too.
fn unknown_term(
    term: &Spanned<String>,
    vocabulary: &'static str,
    known: &Vocabulary,
    also: &[&str],
    report: &mut Report,
) {
    let keys = || known.terms.iter().map(|term| term.key.as_str());
    let meant = also.iter().copied().find(|word| word.eq_ignore_ascii_case(&term.value));
    let words: Vec<&str> = keys().chain(also.iter().copied().take(3)).collect();
    report
        .error("vocabulary/unknown-term", term.span)
        .arg("value", &term.value)
        .arg("vocabulary", vocabulary)
        .maybe("nearest", meant.or_else(|| nearest(&term.value, keys())))
        .maybe("words", (words.len() <= SHOWN).then(|| words.join(", ")))
        .fix(slip(&term.value, keys()));
}

/// Reports an address that is none of the web.
fn web(address: Option<&Spanned<String>>, report: &mut Report) {
    if let Some(address) = address.filter(|address| !crate::config::is_web_address(&address.value)) {
        report.error("url/shape", address.span).arg("value", &address.value);
    }
}

/// Reports a text with more characters than it may have.
fn at_most(text: &Spanned<String>, most: usize, report: &mut Report) {
    let length = text.value.chars().count();
    if length > most {
        report.error("text/too-long", text.span).arg("length", length).arg("most", most);
    }
}
