//! Where results lie between two runs of the program. Knows nothing of disks: whoever has one opens it.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::Fingerprint;

/// Keeps bytes by the fingerprint of what they were made from. It may lose them at any time and
/// may not be trusted: whoever takes bytes checks them.
pub trait Store: Debug + Send + Sync {
    /// What was put under a key.
    fn take(&self, key: Fingerprint) -> Option<Vec<u8>>;
    /// Keeps bytes, if there is room.
    fn put(&self, key: Fingerprint, bytes: &[u8]);
    /// Drops everything but these.
    fn keep_only(&self, keys: &BTreeSet<Fingerprint>);
}
