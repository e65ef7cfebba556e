//! A shelf: what was made from equal inputs before need not be made again.
//!
//! A shelf only ever maps a fingerprint of *all* inputs to a result, so there is nothing to
//! invalidate. What a build did not ask for is dropped when the next one begins.

use std::collections::HashMap;
use std::sync::Mutex;

use super::Fingerprint;

/// Results by the fingerprint of what they were made from. Shared by the threads of one stage.
#[derive(Debug)]
pub struct Shelf<V> {
    before: HashMap<Fingerprint, V>,
    now: Mutex<HashMap<Fingerprint, V>>,
}

impl<V> Default for Shelf<V> {
    fn default() -> Self {
        Shelf { before: HashMap::new(), now: Mutex::default() }
    }
}

impl<V: Clone> Shelf<V> {
    /// Begins a build: what the last one used is at hand, what it did not use is gone.
    pub fn turn(&mut self) {
        self.before = std::mem::take(self.now.get_mut().expect("no thread of a build panicked"));
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
