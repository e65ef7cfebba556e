//! When the machine will not: an unreadable folder, a full disk, a taken port.

use std::fmt;
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
    pub fn at(key: &'static str, path: &Path, cause: &impl fmt::Display) -> Failure {
        Failure::new(key).arg("path", path.display()).arg("cause", cause)
    }

    /// Gives a placeholder its text.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Failure {
        self.arguments.push((name, value.to_string()));
        self
    }
}
