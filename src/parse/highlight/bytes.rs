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

    /// Of the ASCII characters that are set in `bits`, and of those beyond.
    pub(super) fn of_ascii(bits: u128, beyond: bool) -> Bytes {
        let beyond = if beyond { u64::MAX } else { 0 };
        let low = u64::try_from(bits & u128::from(u64::MAX)).expect("half of it");
        let high = u64::try_from(bits >> 64).expect("half of it");
        Bytes { bits: [low, high, beyond, beyond], end: false }
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

    /// All members, from low to high.
    fn members(self) -> impl Iterator<Item = usize> {
        let of_word = |(index, mut word): (usize, u64)| {
            std::iter::from_fn(move || {
                let member = 64 * index + word.trailing_zeros() as usize;
                let is_one = word != 0;
                word &= word.wrapping_sub(1);
                is_one.then_some(member)
            })
        };
        self.bits.into_iter().enumerate().flat_map(of_word).chain(self.end.then_some(END))
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

/// Where the list of each byte begins, and the lists one after the other.
type ByByte = (Box<[u32]>, Box<[u32]>);

/// Sorts things by the bytes they may begin with: lists of their indices, each in the order of the things.
pub(super) fn by_byte(things: impl Iterator<Item = Bytes> + Clone) -> Option<ByByte> {
    let mut starts = vec![0_u32; END + 2];
    for member in things.clone().flat_map(Bytes::members) {
        starts[member + 1] += 1;
    }
    for member in 0..=END {
        starts[member + 1] += starts[member];
    }
    let mut ends = starts.clone();
    let mut order = vec![0; *starts.last()? as usize];
    for (index, bytes) in things.enumerate() {
        for member in bytes.members() {
            order[ends[member] as usize] = u32::try_from(index).ok()?;
            ends[member] += 1;
        }
    }
    Some((starts.into(), order.into()))
}
