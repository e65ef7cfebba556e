//! What is known of pictures, as media gives it and the other stages use it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::output::File;
use super::{SourcePath, Url};

/// A format that pictures are published in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Drawings and screenshots.
    Png,
    /// Drawings of up to 256 colours.
    Gif,
    /// Either, smaller.
    Webp,
    /// Either, smaller still, and slow to make.
    Avif,
    /// Shapes.
    Svg,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 6] =
        [Format::Jpeg, Format::Png, Format::Gif, Format::Webp, Format::Avif, Format::Svg];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Gif => "gif",
            Format::Webp => "webp",
            Format::Avif => "avif",
            Format::Svg => "svg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Gif => "image/gif",
            Format::Webp => "image/webp",
            Format::Avif => "image/avif",
            Format::Svg => "image/svg+xml",
        }
    }

    /// The format of a lower-case ending, however it is spelt.
    pub fn of_ending(ending: &str) -> Option<Format> {
        let ending = if matches!(ending, "jpeg" | "jpe" | "jfif") { "jpg" } else { ending };
        Format::ALL.into_iter().find(|format| format.ending() == ending)
    }
}

/// A picture in one format and one size, clean.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its format.
    pub format: Format,
    /// Pixels (or SVG user units) across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The bytes to publish.
    pub file: File,
}

impl Version {
    /// The name under which it is published: made from its bytes, since the author's file name may
    /// hold a person's.
    pub fn name(&self) -> String {
        let (digest, ending) = (self.file.fingerprint.low(), self.format.ending());
        match self.format {
            Format::Svg => format!("{digest:016x}.{ending}"),
            _ => format!("{digest:016x}-{}.{ending}", self.width),
        }
    }
}

/// One picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What lies at the picture's own address.
    pub whole: Version,
    /// What pages choose from: by format, the picture's own last, and by width.
    pub versions: Vec<Version>,
}

impl Picture {
    /// The version for browsers that cannot choose: the largest in the picture's own format.
    pub fn shown(&self) -> &Version {
        self.versions.last().unwrap_or(&self.whole)
    }

    /// Where a version is, if the picture itself is at `place`.
    pub fn address(&self, version: &Version, place: &Url) -> Url {
        if version.file.fingerprint == self.whole.file.fingerprint {
            return place.clone();
        }
        let folder = place.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        Url::new(format!("{folder}/{}", version.name()))
    }
}

/// Every picture by its source path.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// A picture that could not be read has no entry.
    pub by_path: BTreeMap<SourcePath, Arc<Picture>>,
    /// What other files say of their makers, in words: `author, GPS`. Most have no entry.
    pub traces: BTreeMap<SourcePath, String>,
}

impl Pictures {
    /// The name that a picture is published under where its author's must not be.
    pub fn name(&self, path: &SourcePath) -> Option<String> {
        self.by_path.get(path).map(|picture| picture.whole.name())
    }
}
