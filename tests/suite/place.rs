//! Where the signatures of a test lie: in a file, or on a PostgreSQL of its own. The same test runs on both.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use super::collector::{Collector, petitions};
use super::postgres::Server;

/// Makes of every function that takes a place two tests.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_a_file {
            $(#[test] fn $name() { super::$name(&$crate::place::Place::file()); })+
        }
        mod on_postgresql {
            $(#[test] fn $name() {
                if let Some(place) = $crate::place::Place::server() { super::$name(&place); }
            })+
        }
    };
}
pub(crate) use on_both;

pub(crate) struct Place {
    server: Option<Server>,
}

impl Place {
    pub(crate) fn file() -> Place {
        Place { server: None }
    }

    /// `None` where PostgreSQL is not installed.
    pub(crate) fn server() -> Option<Place> {
        Some(Place { server: Some(Server::start(&[])?) })
    }

    pub(crate) fn is_file(&self) -> bool {
        self.server.is_none()
    }

    pub(crate) fn database(&self) -> String {
        self.server.as_ref().map_or_else(|| "signatures.db".to_owned(), Server::url)
    }

    /// A collector in test mode on a database that is new.
    pub(crate) fn collector(&self) -> Collector {
        self.with(&["--dev"])
    }

    pub(crate) fn with(&self, arguments: &[&str]) -> Collector {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("petitions.json"), petitions()).expect("a disk");
        Collector::on(&self.database(), Arc::new(folder), arguments)
    }

    /// Makes a copy while whatever runs goes on, by the command that the documentation gives.
    pub(crate) fn back_up(&self, folder: &Path) {
        match &self.server {
            None => {
                done(Command::new("sqlite3").args(["signatures.db", ".backup copy.db"]).current_dir(folder));
            }
            Some(server) => done(server.command("pg_dump").args(["-Fc", "-f", "copy", &server.url()])),
        }
    }

    /// Puts the copy in the place of what is there.
    pub(crate) fn restore(&self, folder: &Path) {
        let Some(server) = &self.server else {
            for old in ["signatures.db", "signatures.db-wal", "signatures.db-shm"] {
                drop(fs::remove_file(folder.join(old)));
            }
            return fs::rename(folder.join("copy.db"), folder.join("signatures.db")).expect("a disk");
        };
        server
            .client()
            .batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            .expect("it is gone");
        done(server.command("pg_restore").args(["--exit-on-error", "-d", &server.url(), "copy"]));
    }
}

fn done(command: &mut Command) {
    let output = command.output().expect("it is installed");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
