//! The search indexes of a build: made beside it, each on a thread of its own, and waited for at its end.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant as Stopwatch};

use crate::base::bundle::Bundle;
use crate::render::Library;
use crate::write::cellar::Cellar;

use super::surroundings::SiteAt;

/// Indexes that are being made.
#[derive(Clone, Default)]
pub(super) struct Indexing(Arc<Mutex<Vec<JoinHandle<Done>>>>);

/// An index that was made.
struct Done {
    took: Duration,
    is_empty: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Indexed {
    /// How many indexes there are.
    pub(super) languages: usize,
    /// How many of them could not be made.
    pub(super) failed: usize,
    /// How long the longest took, beside everything else.
    pub(super) took: Duration,
}

impl Indexing {
    /// A library whose indexes are begun as soon as what they hold is known.
    pub(super) fn library(&self, site: &SiteAt) -> Library {
        let indexing = self.clone();
        Library::new(store(site), Some(Box::new(move |bundle| indexing.begin(bundle))))
    }

    fn begin(&self, bundle: &Bundle) {
        let bundle = bundle.clone();
        let make = move || {
            let watch = Stopwatch::now();
            let is_empty = bundle.files().is_empty();
            Done { took: watch.elapsed(), is_empty }
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(thread::spawn(make));
    }

    /// Waits for all of them.
    pub(super) fn end(&self) -> Indexed {
        let begun = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let done: Vec<Option<Done>> = begun.into_iter().map(|index| index.join().ok()).collect();
        Indexed {
            languages: done.len(),
            failed: done.iter().filter(|done| done.as_ref().is_none_or(|done| done.is_empty)).count(),
            took: done.iter().flatten().map(|done| done.took).max().unwrap_or_default(),
        }
    }
}

/// Where indexes are kept from run to run.
pub(super) fn store(site: &SiteAt) -> Arc<Cellar> {
    Arc::new(Cellar::new(site.root.join(".altavoz/search")))
}
