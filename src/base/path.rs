//! Paths of source files and of items.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::{Fingerprint, SourceId};

macro_rules! path {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a path whose parts are joined by `/` on every system.
            pub fn new(path: impl AsRef<str>) -> $name {
                $name(Arc::from(path.as_ref()))
            }

            /// The path as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

path! {
    /// A file's path from the site's root: `content/news/hearing.es.md`.
    SourcePath
}

path! {
    /// What names an item in every language: its path from `content/` without language and
    /// ending: `news/hearing`. The home page is the empty path, a section's index the folder.
    ItemPath
}

impl SourcePath {
    /// The id that spans carry for this path.
    pub fn id(&self) -> SourceId {
        SourceId(Fingerprint::of(self.as_str()).low())
    }

    /// The folder that the file lies in, without a slash at its end; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file that a reference in this file means: relative to its folder, or `/x` for `assets/x`.
    /// `None` if it leads out of the site.
    pub fn beside(&self, reference: &str) -> Option<SourcePath> {
        let (mut parts, reference) = match reference.strip_prefix('/') {
            Some(asset) => (vec!["assets"], asset),
            None => (self.folder().split('/').filter(|part| !part.is_empty()).collect(), reference),
        };
        let fixed = usize::from(parts == ["assets"]);
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.len() > fixed => drop(parts.pop()),
                ".." => return None,
                part => parts.push(part),
            }
        }
        Some(SourcePath::new(parts.join("/")))
    }

    /// The last part, with its endings.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The lower-case ending after the last dot, without the dot.
    pub fn extension(&self) -> Option<String> {
        self.file_name().rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
    }
}
