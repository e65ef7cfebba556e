//! Where the signatures lie: a file, or a PostgreSQL server; and how either is opened.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};
use rusqlite::{Connection, OpenFlags};

use super::postgres::{Postgres, Purpose};
use super::schema::{self, Unusable, Wanted};
use super::sql::{Sql, Trouble};
use crate::sign::disk;

/// How long another program may hold a file.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the signatures lie.
#[derive(Clone)]
pub enum Database {
    /// A file of SQLite.
    File(PathBuf),
    /// A PostgreSQL server, with what it is called in messages.
    Server(Box<Config>, String),
}

impl Database {
    /// Reads a path, or a URL that begins with `postgres://`; `None` if it is a URL that cannot be read.
    pub fn read(folder: &Path, text: &str) -> Option<Database> {
        let is_server = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if !is_server {
            return (!text.contains("://")).then(|| Database::File(folder.join(text)));
        }
        let mut config: Config = text.parse().ok()?;
        // Who says nothing of it gets what is safe: names are sealed, but passwords and countries are not.
        if !text.contains("sslmode=") {
            let is_near = config.get_hosts().iter().all(is_near);
            config.ssl_mode(if is_near { SslMode::Prefer } else { SslMode::Require });
        }
        let name = name(&config);
        Some(Database::Server(Box::new(config), name))
    }
}

impl fmt::Display for Database {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Database::File(path) => path.display().fmt(f),
            Database::Server(_, name) => f.write_str(name),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => matches!(&name[..], "localhost" | "127.0.0.1" | "::1"),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn name(config: &Config) -> String {
    let hosts: Vec<String> = config
        .get_hosts()
        .iter()
        .map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        })
        .collect();
    format!("postgres://{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default())
}

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "it opens to serve: the word is part of the sentence")]
pub(in crate::sign) enum Opens {
    /// To take signatures; a database that is not there is made.
    ToServe,
    /// To read for those who wait.
    ToRead,
    /// To do work that takes as long as it takes; the database must be there.
    ToWork,
    /// The same, and a database that is not there is made.
    ToMake,
}

/// Opens a database and brings it up to date. Only who reads and writes nothing sealed may come without keys.
pub(in crate::sign) fn open(
    database: &Database,
    opens: Opens,
    keys: Option<&[u8; 32]>,
) -> Result<Sql, Unusable> {
    let may_be_new = matches!(opens, Opens::ToServe | Opens::ToMake);
    if let Database::File(path) = database {
        // Made beforehand, since SQLite would let everybody of this machine read it.
        match may_be_new.then(|| disk::begin_private(path, b"")) {
            Some(Err(cause)) if cause.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Unusable::Disk(cause));
            }
            _ => {}
        }
    }
    let mut sql = connect(database, opens)?;
    if opens == Opens::ToServe && !sql.waits_for_the_disk()? {
        return Err(Unusable::Careless);
    }
    schema::migrate(&mut sql, Wanted { keys, may_be_new })?;
    Ok(sql)
}

/// One more connection to a database that is known to be fine.
pub(super) fn connect(database: &Database, opens: Opens) -> Result<Sql, Unusable> {
    match database {
        Database::File(path) => Ok(Sql::Sqlite(file(path, opens)?)),
        Database::Server(config, _) => {
            let is_work = matches!(opens, Opens::ToWork | Opens::ToMake);
            let purpose = if is_work { Purpose::Working } else { Purpose::Serving };
            Ok(Sql::Postgres(Box::new(Postgres::connect(config, purpose)?)))
        }
    }
}

fn file(path: &Path, opens: Opens) -> Result<Connection, Unusable> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match Connection::open_with_flags(path, flags) {
        Err(_) if !disk::is_there(path) => return Err(Unusable::Absent),
        connection => connection?,
    };
    connection.busy_timeout(PATIENCE)?;
    // SQLite opens what it may not write for reading, and would refuse each signature one by one.
    if opens != Opens::ToRead && connection.is_readonly("main")? {
        return Err(Unusable::Trouble("it can only be read".to_owned()));
    }
    if opens == Opens::ToRead {
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8192;")?;
    } else {
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
             PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF;
             PRAGMA secure_delete = ON;",
        )?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

impl Sql {
    /// Whether a commit means that the disk has it. SQLite was told so.
    fn waits_for_the_disk(&mut self) -> Result<bool, Trouble> {
        match self {
            Sql::Sqlite(_) => Ok(true),
            Sql::Postgres(_) => Ok(self.number("SELECT current_setting('fsync') = 'on'", &[])? == 1),
        }
    }

    /// Calls the server again if the connection broke.
    pub(super) fn mend(&mut self) -> Result<(), Trouble> {
        match self {
            Sql::Sqlite(_) => Ok(()),
            Sql::Postgres(server) => server.mend(),
        }
    }
}
