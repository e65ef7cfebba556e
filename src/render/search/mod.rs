//! Search: an index for every language, and the page that searches it or lists everything from A to Z.
//!
//! The index is a [`Bundle`]: its records are gathered here, and it is made of them when somebody wants
//! it. What makes it is known to [`index`] alone. Knows nothing of HTML: records come from the texts.

mod index;
mod page;
#[cfg_attr(not(feature = "search"), allow(dead_code, reason = "only an index reads texts"))]
mod record;
#[cfg_attr(not(feature = "search"), allow(dead_code, reason = "only an index reads texts"))]
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::context::Context;
use crate::base::bundle::Bundle;
use crate::base::memo::Shelf;
use crate::base::store::Store;
use crate::base::{Fingerprint, Url};
use crate::relate::site::{Page, Shows};

pub(super) use page::view;

/// Told of every index as soon as it could be made.
pub type Ahead = dyn Fn(&Bundle) + Send + Sync;

/// What earlier builds indexed.
#[derive(Default)]
pub struct Library {
    shelf: Shelf<Bundle>,
    store: Option<Arc<dyn Store>>,
    ahead: Option<Box<Ahead>>,
    is_tidy: AtomicBool,
}

impl Library {
    /// One that keeps indexes between two runs. Who publishes them asks for them `ahead`, so that they are
    /// made while pages are.
    pub fn new(store: Arc<dyn Store>, ahead: Option<Box<Ahead>>) -> Library {
        Library { store: Some(store), ahead, ..Library::default() }
    }

    /// Whether somebody wants indexes as soon as they can be made.
    pub(super) fn is_wanted(&self) -> bool {
        self.ahead.is_some()
    }

    /// Begins a build.
    pub(super) fn turn(&mut self) {
        self.shelf.turn();
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library").field("shelf", &self.shelf).finish_non_exhaustive()
    }
}

/// Whether browsers have something to search.
fn has_index(context: &Context<'_>) -> bool {
    index::IS_THERE && context.site.config.search_index
}

/// The index of every language, by its folder.
pub(super) fn bundles(context: &Context<'_>, library: &Library) -> BTreeMap<Url, Bundle> {
    let pages = context.site.pages.iter().filter(|page| matches!(page.shows, Shows::Search));
    let bundles: BTreeMap<Url, Bundle> =
        pages.filter_map(|page| Some((folder(page), bundle(context, page, library)?))).collect();
    if let Some(store) = library.store.as_deref().filter(|_| !bundles.is_empty()) {
        // Once is enough, as with pictures: a preview leaves a handful behind, and the next run drops them.
        if !library.is_tidy.swap(true, Ordering::Relaxed) {
            store.keep_only(&bundles.values().map(Bundle::fingerprint).collect::<BTreeSet<_>>());
        }
    }
    bundles
}

/// Where a page's index is.
fn folder(page: &Page) -> Url {
    page.url.join("index/")
}

fn bundle(context: &Context<'_>, page: &Page, library: &Library) -> Option<Bundle> {
    if !has_index(context) {
        return None;
    }
    let records = record::all(context, context.voice(&page.lang));
    if records.is_empty() {
        return None;
    }
    let folder = folder(page);
    let lang = page.lang.clone();
    let key = Fingerprint::of(&(index::VERSION, env!("CARGO_PKG_VERSION"), &lang, &folder, &records));
    let store = library.store.clone();
    let make = move || {
        let files = index::kept(key, store.as_deref(), || index::made(&lang, &records));
        files.into_iter().map(|(name, file)| (folder.join(&name), file)).collect()
    };
    let (bundle, is_new) = library.shelf.get_or(key, || Bundle::new(key, make));
    if let Some(ahead) = library.ahead.as_ref().filter(|_| is_new) {
        ahead(&bundle);
    }
    Some(bundle)
}
