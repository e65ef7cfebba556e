//! The few things that are done to a disk, each whole or not at all.
#![expect(clippy::disallowed_methods, reason = "this is the door through which everything is written")]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::base::Failure;

/// What a file on the disk looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Its length in bytes.
    pub(super) length: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub(super) modified: u128,
}

/// The facts of a plain file; `None` if there is no such file.
pub(super) fn facts(path: &Path) -> Option<Facts> {
    let facts = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let modified = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(Facts { length: facts.len(), modified })
}

/// The bytes of a file; `None` if there is none.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Failure::at("failure.read", path, &cause)),
    }
}

/// The name under which a file is written before it takes its place.
pub(super) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".altavoz-new");
    PathBuf::from(name)
}

/// Puts a file that was written beside its place there in one step.
pub(super) fn finish(unfinished: &Path, place: &Path) -> std::io::Result<()> {
    fs::rename(unfinished, place)
}

/// Writes a file beside its place and then puts it there in one step, so that nobody ever meets half of it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let unfinished = unfinished(path);
    let written = fs::write(&unfinished, bytes).and_then(|()| finish(&unfinished, path));
    written.map_err(|cause| {
        drop(fs::remove_file(&unfinished));
        Failure::at("failure.write", path, &cause)
    })
}

/// The same for a file that is there: behind a link, with its permissions.
pub(super) fn replace_alike(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let place = path.canonicalize().map_err(|cause| Failure::at("failure.read", path, &cause))?;
    let permissions = fs::metadata(&place).map_err(|cause| Failure::at("failure.read", path, &cause))?;
    replace(&place, bytes)?;
    let kept = fs::set_permissions(&place, permissions.permissions());
    kept.map_err(|cause| Failure::at("failure.write", path, &cause))
}

/// Writes a file where nobody can see it yet.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|cause| Failure::at("failure.write", path, &cause))
}

/// Removes a file; it is well if there is none.
pub(super) fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Failure::at("failure.remove", path, &cause)),
        _ => Ok(()),
    }
}

/// Removes a folder if nothing is in it; says whether it is gone.
pub(super) fn remove_empty(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|cause| Failure::at("failure.write", path, &cause))
}

/// Moves a whole folder into an empty or missing place, in one step; `false` if the system will not.
pub(super) fn move_folder(from: &Path, to: &Path) -> bool {
    fs::rename(from, to).is_ok()
}

/// Whether a folder is missing or has nothing in it.
pub(super) fn is_vacant(path: &Path) -> Result<bool, Failure> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(true),
        Err(cause) => Err(Failure::at("failure.read", path, &cause)),
    }
}

/// Whether a place lies inside a folder, all links followed; a folder that is not there yet has no links.
pub(super) fn is_inside(folder: &Path, place: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return true };
    let nearest = place.ancestors().skip(1).find_map(|above| fs::canonicalize(above).ok());
    nearest.is_none_or(|nearest| nearest.starts_with(folder))
}

/// A place as the system knows it, all links followed; one that is not there yet as it is written.
pub(super) fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// Every file under a folder, as paths from it, in order.
pub(super) fn files_under(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files
        .filter_map(|entry| {
            Some(entry.path().strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}

/// Holds a file's lock until dropped; `None` if another program holds it.
pub(super) fn lock(path: &Path) -> Result<Option<fs::File>, Failure> {
    let opened = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = opened.map_err(|cause| Failure::at("failure.write", path, &cause))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(cause)) => Err(Failure::at("failure.write", path, &cause)),
    }
}

/// Removes a staging folder of ours and everything in it.
pub(super) fn remove_staging(path: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Failure::at("failure.remove", path, &cause)),
        _ => Ok(()),
    }
}
