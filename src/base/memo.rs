//! Shelves: what was made from equal inputs before need not be made again.
//!
//! A shelf only ever maps a fingerprint of *all* inputs to a result, so there is nothing to
//! invalidate. What a build did not ask for is dropped when the next one begins.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Mutex;

use super::Fingerprint;

/// Results by the fingerprint of what they were made from. Shared by the threads of one stage.
#[derive(Debug)]
pub struct Shelf<V> {
    before: Results<V>,
    now: Mutex<Results<V>>,
}

type Results<V> = HashMap<Fingerprint, V, BuildHasherDefault<Low>>;

/// A fingerprint is a hash already: its low half is taken as it is.
#[derive(Clone, Copy, Debug, Default)]
struct Low(u64);

impl Hasher for Low {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let low = bytes.first_chunk().copied().map_or(0, u64::from_le_bytes);
        self.0 ^= low;
    }

    fn write_u128(&mut self, number: u128) {
        self.0 ^= Fingerprint(number).low();
    }
}

impl<V> Default for Shelf<V> {
    fn default() -> Self {
        Shelf { before: Results::default(), now: Mutex::default() }
    }
}

impl<V: Clone> Shelf<V> {
    /// Begins a build: what the last one used is at hand, what it did not use is gone.
    pub fn turn(&mut self) {
        let now = self.now.get_mut().expect("no thread of a build panicked");
        // A site has about as much of everything as it had a moment ago.
        let next = Results::with_capacity_and_hasher(now.len(), BuildHasherDefault::default());
        self.before = std::mem::replace(now, next);
    }

    /// The result for `key`, made now if the last build did not make it. The flag says whether it was made.
    pub fn get_or(&self, key: Fingerprint, make: impl FnOnce() -> V) -> (V, bool) {
        let (value, is_new) = match self.before.get(&key) {
            Some(value) => (value.clone(), false),
            None => (make(), true),
        };
        self.now.lock().expect("no thread of a build panicked").insert(key, value.clone());
        (value, is_new)
    }
}

/// A shelf of one, for a value that lies on a shelf itself: what was last made of it and of what is
/// around it, by the fingerprint of the latter.
#[derive(Debug)]
pub struct Last<V>(Mutex<Option<(Fingerprint, V)>>);

impl<V> Default for Last<V> {
    fn default() -> Self {
        Last(Mutex::default())
    }
}

impl<V: Clone> Last<V> {
    /// The result for `key`, made now if the last one was made from something else.
    pub fn get_or(&self, key: Fingerprint, make: impl FnOnce() -> V) -> V {
        let mut last = self.0.lock().expect("no thread of a build panicked");
        match &*last {
            Some((known, value)) if *known == key => value.clone(),
            _ => last.insert((key, make())).1.clone(),
        }
    }
}
