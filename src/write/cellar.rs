//! What was made once and may be taken again by the next run: files by fingerprint in `.altavoz/`.
//!
//! Nothing here is ever needed: what cannot be read, written or removed is made again, or stays.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::base::Fingerprint;
use crate::base::store::Store;

use super::disk;

/// A folder of results.
#[derive(Clone, Debug)]
pub struct Cellar {
    folder: PathBuf,
}

impl Cellar {
    /// The cellar in a folder, which need not be there yet.
    pub fn new(folder: PathBuf) -> Cellar {
        Cellar { folder }
    }

    fn place(&self, key: Fingerprint) -> PathBuf {
        self.folder.join(name(key))
    }
}

fn name(key: Fingerprint) -> String {
    format!("{:032x}", key.0)
}

impl Store for Cellar {
    fn take(&self, key: Fingerprint) -> Option<Vec<u8>> {
        disk::read_if_there(&self.place(key)).ok().flatten()
    }

    fn put(&self, key: Fingerprint, bytes: &[u8]) {
        if disk::make_folder(&self.folder).is_ok() {
            drop(disk::replace(&self.place(key), bytes));
        }
    }

    fn keep_only(&self, keys: &BTreeSet<Fingerprint>) {
        let kept: BTreeSet<String> = keys.iter().map(|key| name(*key)).collect();
        let stale = disk::files_under(&self.folder).into_iter().filter(|file| !kept.contains(file));
        stale.for_each(|file| drop(disk::remove(&self.folder.join(file))));
    }
}
