//! A 128-bit digest of a value, for shelves: the same value has the same digest in every run.

use std::hash::{Hash, Hasher};

use siphasher::sip128::{Hasher128, SipHasher13};

/// A digest wide enough that two values of a site never share one by accident. Not for secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// Digests a value by its `Hash`.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        value.hash(&mut hasher);
        Fingerprint(hasher.finish128().as_u128())
    }

    /// The low half.
    pub fn low(self) -> u64 {
        #[expect(clippy::cast_possible_truncation, reason = "the low half is what is asked for")]
        let low = self.0 as u64;
        low
    }
}

/// A hasher that ends in 64 bits, for the rare map that wants one with the same result everywhere.
pub fn short(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = SipHasher13::new();
    value.hash(&mut hasher);
    hasher.finish()
}
