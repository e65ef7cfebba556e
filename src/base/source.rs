//! The bytes of a site's files, by path.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Fingerprint, Report, SourcePath, Span};

/// Names a source file without saying where it lies; the same path has the same id in every build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u64);

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its opaque name.
    pub id: SourceId,
    /// Its path from the site's root.
    pub path: SourcePath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// Of path and bytes.
    pub fingerprint: Fingerprint,
}

impl Source {
    /// A source from its path and bytes.
    pub fn new(path: SourcePath, bytes: impl Into<Arc<[u8]>>) -> Source {
        let bytes = bytes.into();
        let fingerprint = Fingerprint::of(&(path.as_str(), &bytes[..]));
        Source { id: path.id(), path, bytes, fingerprint }
    }

    /// The text, if it is UTF-8; a byte order mark is left in, so that offsets stay true.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.bytes)
    }

    /// The text, or a report of the first byte that no text has.
    pub fn text_or_report(&self, report: &mut Report) -> Option<&str> {
        let nul = self.bytes.iter().position(|byte| *byte == 0);
        let (code, at) = match (self.text(), nul) {
            (Ok(text), None) => return Some(text),
            (Err(error), nul) if nul.is_none_or(|nul| error.valid_up_to() < nul) => {
                ("source/not-utf8", error.valid_up_to())
            }
            (_, nul) => ("source/nul", nul.unwrap_or_default()),
        };
        report.error(code, Span::new(self.id, at..at + 1));
        None
    }
}

/// Every file of a site that any stage may need, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    by_path: BTreeMap<SourcePath, Arc<Source>>,
    by_id: BTreeMap<SourceId, SourcePath>,
}

impl Sources {
    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.by_path.values()
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Arc<Source>> {
        self.by_path.get(path)
    }

    /// The file that a span points into.
    pub fn by_id(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.by_path.get(self.by_id.get(&id)?)
    }

    /// The path of a file, also of one that was found but could not be read into the site.
    pub fn path(&self, id: SourceId) -> Option<&SourcePath> {
        self.by_id.get(&id)
    }

    /// Makes the path of a file known that is not part of the site, so that it can be spoken of.
    pub fn know(&mut self, path: SourcePath) {
        self.by_id.insert(path.id(), path);
    }

    /// Puts a file in the place of the one that has its path, if there is one.
    pub fn put(&mut self, source: Source) {
        self.know(source.path.clone());
        self.by_path.insert(source.path.clone(), Arc::new(source));
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &SourcePath) {
        self.by_path.remove(path);
        self.by_id.remove(&path.id());
    }

    /// The files under a folder, such as `content/`.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<Source>> {
        self.by_path
            .range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded))
            .map(|(_, source)| source)
            .take_while(move |source| source.path.as_str().starts_with(folder))
    }
}

impl FromIterator<Source> for Sources {
    fn from_iter<I: IntoIterator<Item = Source>>(sources: I) -> Sources {
        let by_path: BTreeMap<_, _> =
            sources.into_iter().map(|source| (source.path.clone(), Arc::new(source))).collect();
        let by_id = by_path.values().map(|source| (source.id, source.path.clone())).collect();
        Sources { by_path, by_id }
    }
}
