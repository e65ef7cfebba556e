//! The files of the collector beside its database: the petitions it reads, the mails of test mode.
#![expect(
    clippy::disallowed_methods,
    reason = "the collector reads and writes its own files, not the site's"
)]

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// What a file holds.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Whether there is such a file.
pub(super) fn is_there(path: &Path) -> bool {
    path.exists()
}

/// By what a file that was written anew is noticed.
pub(super) fn mark(path: &Path) -> Option<(SystemTime, u64)> {
    let facts = fs::metadata(path).ok()?;
    Some((facts.modified().ok()?, facts.len()))
}

/// Puts a file into a folder, whole or not at all.
pub(super) fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let beside = folder.join(format!(".{name}.part"));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, folder.join(name))
}

/// Begins a file that only its owner may read, unless it is there.
pub(super) fn begin_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::Write::write_all(&mut options.open(path)?, bytes)
}

/// A file that only its owner may read, for a list of people; what was in it is gone.
pub fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
