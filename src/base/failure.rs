//! When the machine will not: an unreadable folder, a full disk, a taken port.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why the program cannot go on; exit code 2.
#[derive(Debug)]
pub struct Failure {
    /// The key of a phrase in the catalogue: `failure.read`.
    pub key: &'static str,
    /// What the phrase's placeholders stand for.
    pub arguments: Vec<(&'static str, String)>,
}

impl Failure {
    /// A failure without arguments.
    pub fn new(key: &'static str) -> Failure {
        Failure { key, arguments: Vec::new() }
    }

    /// What the machine said of a path.
    pub fn at(key: &'static str, path: &Path, cause: &io::Error) -> Failure {
        Failure::new(key).arg("path", path.display()).because(cause)
    }

    /// What the machine said.
    #[must_use]
    pub fn because(self, cause: &io::Error) -> Failure {
        match phrase(cause.kind()) {
            Some(phrase) => self.arg("cause", phrase),
            None => self.arg("cause", cause),
        }
    }

    /// Gives a placeholder its text.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Failure {
        self.arguments.push((name, value.to_string()));
        self
    }
}

/// The key in the catalogue (`cause.<this>`) of what goes wrong on an office machine; the rest
/// keeps the system's own words.
fn phrase(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "permission-denied",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk-full",
        ErrorKind::NotADirectory => "not-a-folder",
        ErrorKind::IsADirectory => "is-a-folder",
        ErrorKind::AddrInUse => "port-taken",
        _ => return None,
    })
}
