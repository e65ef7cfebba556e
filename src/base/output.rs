//! What a build publishes: bytes by address.

use std::collections::BTreeMap;

use super::bytes::{Bytes, Models};
use super::{Fingerprint, Url};

/// Which wave a file is written in, so that a reader who comes in the middle of an upload meets
/// pages whose pictures are there, and indexes whose pages are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wave {
    /// Pictures, style sheets, attachments.
    Asset,
    /// One item's page.
    Page,
    /// Lists, feeds, sitemaps, data: what leads to pages.
    Index,
}

/// One file to publish.
#[derive(Clone, Debug)]
pub struct File {
    /// When it is written.
    pub wave: Wave,
    /// What it holds.
    pub bytes: Bytes,
    /// Of the bytes.
    pub fingerprint: Fingerprint,
}

impl File {
    /// A file from its bytes.
    pub fn new(wave: Wave, bytes: impl Into<Bytes>) -> File {
        let bytes = bytes.into();
        File { wave, fingerprint: Fingerprint::of(&*bytes.read()), bytes }
    }

    /// The same with its bytes packed by what others of its sort say.
    #[must_use]
    pub fn packed(self, sort: &str, models: &Models) -> File {
        File { bytes: models.pack(sort, &self.bytes.read()), ..self }
    }
}

/// Everything that is published, in the order of the addresses.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The files by address; a page's address ends in `/`.
    pub files: BTreeMap<Url, File>,
}
