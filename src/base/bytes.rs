//! The bytes of a file that is to be published: as they are, packed while nobody reads them, or made
//! when somebody does.
//!
//! A site of a hundred thousand files is a gigabyte of markup that says nearly the same on every
//! page; packed by what the first page of its sort says, little of that is left.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Shorter texts gain nothing.
const SHORTEST: usize = 256;

/// Some bytes; a clone shares them.
#[derive(Clone)]
pub struct Bytes(Kept);

#[derive(Clone)]
enum Kept {
    Plain(Arc<[u8]>),
    Packed(Arc<Packed>),
    Later(Arc<Later>),
}

struct Later {
    make: Box<dyn Fn() -> Vec<u8> + Send + Sync>,
    /// Only for who wants to borrow.
    made: OnceLock<Vec<u8>>,
}

struct Packed {
    block: Box<[u8]>,
    length: usize,
    /// What it says as well is only pointed at.
    model: Arc<[u8]>,
    /// Only for who wants to borrow; [`Bytes::read`] leaves nothing behind.
    opened: OnceLock<Box<[u8]>>,
}

/// The first text of every sort: the others are packed by it.
#[derive(Debug, Default)]
pub struct Models(Mutex<BTreeMap<String, Arc<[u8]>>>);

impl Models {
    /// Packs bytes of a sort, if they are long enough.
    pub fn pack(&self, sort: &str, bytes: &[u8]) -> Bytes {
        if bytes.len() < SHORTEST {
            return Bytes::from(bytes.to_vec());
        }
        let model = {
            let mut models = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match models.get(sort) {
                Some(model) => model.clone(),
                None => models.entry(sort.to_owned()).or_insert_with(|| bytes.into()).clone(),
            }
        };
        let block = lz4_flex::block::compress_with_dict(bytes, &model).into_boxed_slice();
        Bytes(Kept::Packed(Arc::new(Packed { block, length: bytes.len(), model, opened: OnceLock::new() })))
    }
}

impl Bytes {
    /// Bytes that are made each time when somebody reads them, and are the same each time.
    pub fn later(make: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Bytes {
        Bytes(Kept::Later(Arc::new(Later { make: Box::new(make), made: OnceLock::new() })))
    }

    /// Whether they are yet to be made.
    pub fn is_later(&self) -> bool {
        matches!(&self.0, Kept::Later(later) if later.made.get().is_none())
    }

    /// How many they are; what comes later is made for it.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Plain(bytes) => bytes.len(),
            Kept::Packed(packed) => packed.length,
            Kept::Later(_) => self.read().len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes, opened for this once. Who goes through all files reads them so, and not by borrowing,
    /// which keeps what was opened.
    pub fn read(&self) -> Cow<'_, [u8]> {
        match &self.0 {
            Kept::Plain(bytes) => Cow::Borrowed(bytes),
            Kept::Packed(packed) => Cow::Owned(packed.open()),
            Kept::Later(later) => match later.made.get() {
                Some(bytes) => Cow::Borrowed(bytes),
                None => Cow::Owned((later.make)()),
            },
        }
    }
}

impl Packed {
    fn open(&self) -> Vec<u8> {
        let opened = lz4_flex::block::decompress_with_dict(&self.block, self.length, &self.model);
        opened.expect("what was packed here can be opened here")
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Kept::Plain(bytes) => bytes,
            Kept::Packed(packed) => packed.opened.get_or_init(|| packed.open().into_boxed_slice()),
            Kept::Later(later) => later.made.get_or_init(|| (later.make)()),
        }
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Bytes {
    fn from(bytes: T) -> Bytes {
        Bytes(Kept::Plain(bytes.into()))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_later() { f.write_str("bytes to come") } else { write!(f, "{} bytes", self.len()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Models;

    proptest! {
        #[test]
        fn what_was_packed_is_read_as_it_was(texts in prop::collection::vec(prop::collection::vec(0u8..4, 0..5000), 1..4)) {
            let models = Models::default();
            for bytes in texts {
                let packed = models.pack("text", &bytes);
                prop_assert_eq!(packed.len(), bytes.len());
                prop_assert_eq!(&*packed.read(), &bytes[..]);
                prop_assert_eq!(&packed[..], &bytes[..]);
            }
        }
    }
}
