//! A set of bytes, and of the end of the text: what a pattern may begin with.

/// The end of the text as a member of [`Bytes`].
pub(super) const END: usize = 256;

/// Bytes that may stand where something begins, or [`END`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    bits: [u64; 4],
    end: bool,
}

impl Bytes {
    pub(super) fn none() -> Bytes {
        Bytes { bits: [0; 4], end: false }
    }

    pub(super) fn all() -> Bytes {
        Bytes { bits: [u64::MAX; 4], end: true }
    }

    /// One member: a byte's number, or [`END`].
    pub(super) fn one(member: usize) -> Bytes {
        let mut bytes = Bytes::none();
        bytes.insert(member);
        bytes
    }

    pub(super) fn insert(&mut self, member: usize) {
        match self.bits.get_mut(member / 64) {
            Some(word) => *word |= 1 << (member % 64),
            None => self.end = true,
        }
    }

    pub(super) fn contains(&self, member: usize) -> bool {
        self.bits.get(member / 64).map_or(self.end, |word| word >> (member % 64) & 1 == 1)
    }

    pub(super) fn or(self, other: Bytes) -> Bytes {
        Bytes {
            bits: std::array::from_fn(|word| self.bits[word] | other.bits[word]),
            end: self.end || other.end,
        }
    }

    pub(super) fn and(self, other: Bytes) -> Bytes {
        Bytes {
            bits: std::array::from_fn(|word| self.bits[word] & other.bits[word]),
            end: self.end && other.end,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Bytes::none()
    }
}
