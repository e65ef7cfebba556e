//! The one door through which the program changes a site's own files.
//!
//! It leads nowhere else: a path that goes out of the site, by itself or by a link, is a failure.

use std::path::{Component, Path, PathBuf};

use crate::base::Failure;

use super::disk;

/// Puts a file of the site in the place of the one that is there, whole; its folder is made.
pub fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let place = inside(root, path)?;
    disk::make_folder(place.parent().unwrap_or(root))?;
    disk::replace(&place, bytes)
}

/// Adds a file where there is none; a file that is there already is a failure.
pub fn add(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let place = inside(root, path)?;
    if place.symlink_metadata().is_ok() {
        return Err(Failure::new("failure.exists").arg("path", place.display()));
    }
    replace(root, path, bytes)
}

/// Removes a file of the site; it is well if there is none.
pub fn remove(root: &Path, path: &str) -> Result<(), Failure> {
    disk::remove(&inside(root, path)?)
}

/// Removes a file from a folder of the site, unless that is a link to somewhere else.
pub fn remove_under(root: &Path, folder: &str, path: &str) -> Result<(), Failure> {
    let place = root.join(folder);
    if disk::is_inside(root, &place.join("-")) { remove(&place, path) } else { Ok(()) }
}

/// Puts new bytes into a file of the site, if it still holds what was read; `false` if it does not.
/// A link stays a link, and who may read and write the file stays the same.
pub fn change(root: &Path, path: &str, before: &[u8], after: &[u8]) -> Result<bool, Failure> {
    let place = inside(root, path)?;
    // What lies behind a link is written, so that must be inside, too.
    if !disk::is_inside(root, &place.join("-")) {
        return Err(outside(path));
    }
    if disk::read_if_there(&place)?.is_none_or(|bytes| bytes != before) {
        return Ok(false);
    }
    disk::replace_alike(&place, after)?;
    Ok(true)
}

/// The place of a path; a failure if it leads out of the site, by itself or by a folder that is a link.
fn inside(root: &Path, path: &str) -> Result<PathBuf, Failure> {
    let place = root.join(path);
    let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if is_plain && disk::is_inside(root, &place) { Ok(place) } else { Err(outside(path)) }
}

fn outside(path: &str) -> Failure {
    Failure::new("failure.outside").arg("path", path)
}

/// The bytes of a file of the site that no build reads; `None` if there is none.
pub fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    disk::read_if_there(&root.join(path))
}

/// Puts a file where a person asked for it, wherever that is, whole.
pub fn export(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    disk::replace(path, bytes)
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
    let place = inside(root, path)?;
    if place.symlink_metadata().is_err() {
        return replace(root, path, bytes).map(|()| Put::Written);
    }
    let there = if place.is_file() { disk::read_if_there(&place)? } else { None };
    Ok(if there.as_deref() == Some(bytes) { Put::Same } else { Put::Other })
}

/// Puts a file that the program makes in the place of an earlier one, which is known by a mark in
/// it; a file without the mark is somebody's own and is left alone, which is a failure.
pub fn renew(root: &Path, path: &str, text: &str, mark: &str) -> Result<(), Failure> {
    let place = inside(root, path)?;
    let there = disk::read_if_there(&place)?;
    if there.is_some_and(|there| !String::from_utf8_lossy(&there).contains(mark)) {
        return Err(Failure::new("failure.exists").arg("path", place.display()));
    }
    replace(root, path, text.as_bytes())
}

/// Whether a folder is missing or has nothing in it, so that a new site may begin there.
pub fn is_vacant(folder: &Path) -> Result<bool, Failure> {
    disk::is_vacant(folder)
}
