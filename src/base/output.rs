//! What a build publishes: bytes by address.

use std::collections::BTreeMap;

use super::bundle::Bundle;
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
    /// Of the bytes, or of all that they are made from.
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
    /// By folder, files that are made when somebody reads them.
    pub bundles: BTreeMap<Url, Bundle>,
}

impl Output {
    /// The file at an address; one of a bundle is made for it.
    pub fn file(&self, url: &str) -> Option<&File> {
        self.files.get(url).or_else(|| self.bundle(url)?.files().get(url))
    }

    /// The bundle whose folder an address lies in.
    pub fn bundle(&self, url: &str) -> Option<&Bundle> {
        let (folder, bundle) = self.bundles.range(..=Url::new(url)).next_back()?;
        url.starts_with(folder.as_str()).then_some(bundle)
    }

    /// Every file, those of bundles included, which are made for it.
    pub fn all(&self) -> impl Iterator<Item = (&Url, &File)> {
        self.files.iter().chain(self.bundles.values().flat_map(Bundle::files))
    }

    /// The same with the files of every bundle among the others.
    #[must_use]
    pub fn unbundled(mut self) -> Output {
        for bundle in std::mem::take(&mut self.bundles).into_values() {
            self.files.extend(bundle.files().iter().map(|(url, file)| (url.clone(), file.clone())));
        }
        self
    }
}
