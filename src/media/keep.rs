//! A finished picture as bytes for the store, and back. What comes back is checked: a store may be
//! damaged, and then the picture is made again.

use serde::{Deserialize, Serialize};

use super::Made;
use crate::base::Fingerprint;
use crate::base::output::{File, Wave};
use crate::base::pictures::{Format, Picture, Version};
use std::sync::Arc;

/// What stands before the bytes of the versions, on a line of its own.
#[derive(Serialize, Deserialize)]
struct Head {
    is_animated: bool,
    /// The whole picture first.
    versions: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
struct Part {
    ending: String,
    width: u32,
    height: u32,
    length: usize,
    fingerprint: u128,
}

/// A picture as bytes: a checksum, a head, and one version after the other.
pub(super) fn packed(made: &Made) -> Vec<u8> {
    let picture = &made.picture;
    let versions = || std::iter::once(&picture.whole).chain(&picture.versions);
    let part = |version: &Version| Part {
        ending: version.format.ending().to_owned(),
        width: version.width,
        height: version.height,
        length: version.file.bytes.len(),
        fingerprint: version.file.fingerprint.0,
    };
    let head = Head { is_animated: made.is_animated, versions: versions().map(part).collect() };
    let head = serde_json::to_string(&head).unwrap_or_default();
    let mut bytes = format!("{:032x}\n{head}\n", Fingerprint::of(&head[..]).0).into_bytes();
    versions().for_each(|version| bytes.extend_from_slice(&version.file.bytes));
    bytes
}

/// The picture again; `None` if a single bit of it is another.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Made> {
    let (checksum, rest) = line(bytes)?;
    let (head, mut rest) = line(rest)?;
    if format!("{:032x}", Fingerprint::of(head).0) != checksum {
        return None;
    }
    let head: Head = serde_json::from_str(head).ok()?;
    let mut versions = Vec::with_capacity(head.versions.len());
    for part in &head.versions {
        let (bytes, behind) = rest.split_at_checked(part.length)?;
        rest = behind;
        versions.push(version(part, bytes)?);
    }
    let whole = versions.first()?.clone();
    versions.remove(0);
    let picture = Arc::new(Picture { whole, versions });
    rest.is_empty().then_some(Made { picture, is_animated: head.is_animated })
}

fn version(part: &Part, bytes: &[u8]) -> Option<Version> {
    let file = File::new(Wave::Asset, bytes);
    let format = Format::of_ending(&part.ending)?;
    let is_whole = file.fingerprint.0 == part.fingerprint;
    is_whole.then_some(Version { format, width: part.width, height: part.height, file })
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}
