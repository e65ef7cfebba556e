//! Files that are made together: when somebody reads the first of them, or when they are asked for ahead.
//!
//! A search index is one: what its files are called is known only once all of them are made, which
//! takes longer than everything else in a build, and a preview rarely wants it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::output::File;
use super::{Fingerprint, Url};

/// Files of one folder; a clone shares them.
#[derive(Clone)]
pub struct Bundle(Arc<Together>);

struct Together {
    fingerprint: Fingerprint,
    make: Box<dyn Fn() -> BTreeMap<Url, File> + Send + Sync>,
    made: OnceLock<BTreeMap<Url, File>>,
}

impl Bundle {
    /// Files that `make` will make, and the fingerprint of all that it makes them from.
    pub fn new(
        fingerprint: Fingerprint,
        make: impl Fn() -> BTreeMap<Url, File> + Send + Sync + 'static,
    ) -> Bundle {
        Bundle(Arc::new(Together { fingerprint, make: Box::new(make), made: OnceLock::new() }))
    }

    /// Of all that they are made from.
    pub fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint
    }

    /// The files, made now if they were not yet. Whoever makes them may want all threads of the build, so
    /// none of these may wait here.
    pub fn files(&self) -> &BTreeMap<Url, File> {
        self.0.made.get_or_init(|| (self.0.make)())
    }

    /// Whether nobody has asked for them so far.
    pub fn is_later(&self) -> bool {
        self.0.made.get().is_none()
    }
}

impl fmt::Debug for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.made.get() {
            Some(files) => write!(f, "{} files", files.len()),
            None => f.write_str("files to come"),
        }
    }
}
