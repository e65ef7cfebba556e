//! The one door through which the program changes a site's own files.

use std::path::Path;

use crate::base::Failure;

use super::disk;

/// Puts a file of the site in the place of the one that is there, whole; its folder is made.
pub fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let place = root.join(path);
    disk::make_folder(place.parent().unwrap_or(root))?;
    disk::replace(&place, bytes)
}

/// Adds a file where there is none; a file that is there already is a failure.
pub fn add(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let place = root.join(path);
    if place.symlink_metadata().is_ok() {
        return Err(Failure::new("failure.exists").arg("path", place.display()));
    }
    replace(root, path, bytes)
}

/// What became of a file that was to be put somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is there now.
    Written,
    /// It was there already, byte for byte.
    Same,
    /// Another file has the name, and was left alone.
    Other,
}

/// Puts a file where there is none; one that is there stays as it is.
pub fn put(root: &Path, path: &str, bytes: &[u8]) -> Result<Put, Failure> {
    let place = root.join(path);
    if place.symlink_metadata().is_err() {
        return replace(root, path, bytes).map(|()| Put::Written);
    }
    let there = if place.is_file() { disk::read_if_there(&place)? } else { None };
    Ok(if there.as_deref() == Some(bytes) { Put::Same } else { Put::Other })
}

/// Whether a folder is missing or has nothing in it, so that a new site may begin there.
pub fn is_vacant(folder: &Path) -> Result<bool, Failure> {
    disk::is_vacant(folder)
}
