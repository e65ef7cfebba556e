//! The tables, and how an older database becomes one of today.
//!
//! Times are milliseconds since 1970. What names a person is sealed (`keys`), addresses are compared
//! by a keyed digest, links are known by their digests only. The tables are written in SQLite's words;
//! [`in_postgres`] has the few that PostgreSQL calls otherwise.

use super::sql::{Sql, Trouble, values};

/// What `PRAGMA application_id` says of a collector's database: "ALTV".
const APPLICATION: i64 = 0x414c_5456;

/// Each step makes the next version of the one before; none is ever changed once it is released.
const STEPS: [&str; 3] = [FIRST, SECOND, THIRD];

const FIRST: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE petitions (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, opens INTEGER NOT NULL, closes INTEGER,
  config_json TEXT NOT NULL, synced_at INTEGER NOT NULL, ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE counters (petition_id TEXT PRIMARY KEY, confirmed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE signatures (
  id BLOB PRIMARY KEY, petition_id TEXT NOT NULL, rid BLOB UNIQUE,
  email_hmac BLOB, email_enc BLOB, first_enc BLOB, last_enc BLOB, country TEXT, lang TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('pending', 'held', 'confirmed', 'withdrawn', 'invalid', 'anonymised')),
  consent_proc_id TEXT NOT NULL, consent_updates_id TEXT, consent_at INTEGER NOT NULL,
  source TEXT NOT NULL, ip_hmac BLOB, created_at INTEGER NOT NULL, confirmed_at INTEGER,
  UNIQUE (email_hmac, petition_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX signatures_unconfirmed ON signatures (created_at) WHERE state IN ('pending', 'held');
CREATE TABLE tokens (
  hash BLOB PRIMARY KEY, signature_id BLOB NOT NULL, kind TEXT NOT NULL, expires_at INTEGER, used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of ON tokens (signature_id);
CREATE TABLE outbox (
  id BLOB PRIMARY KEY, signature_id BLOB NOT NULL, kind TEXT NOT NULL, created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'cancelled'))
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_of ON outbox (signature_id);
CREATE TABLE tombstones (
  email_hmac BLOB NOT NULL, petition_id TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (email_hmac, petition_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
";

/// Solved riddles, so that each is used once, and who may use the addresses under `/admin`.
const SECOND: &str = "
CREATE TABLE riddles (mark BLOB PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX riddles_over ON riddles (expires_at);
CREATE TABLE operators (
  name TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT, WITHOUT ROWID;
";

/// A key for the networks of each day, which goes with the day; when the clock was believed last; and who was
/// taken out of the count without ever having confirmed is found by its age. What the digests of networks were made
/// of before could be made again at any time, so they go.
const THIRD: &str = "
CREATE TABLE networks (day INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE clock (at INTEGER NOT NULL) STRICT;
INSERT INTO clock SELECT max(created_at) FROM signatures HAVING count(*) > 0;
UPDATE signatures SET ip_hmac = NULL;
DROP INDEX signatures_unconfirmed;
CREATE INDEX signatures_unconfirmed ON signatures (created_at)
  WHERE confirmed_at IS NULL AND state IN ('pending', 'held', 'invalid');
";

/// The names of all tables.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    let made = STEPS.iter().flat_map(|step| step.split("CREATE TABLE ").skip(1));
    made.filter_map(|table| table.split_whitespace().next())
}

/// What PostgreSQL has beside them: SQLite keeps the version in the file's head.
const VERSION: &str = "CREATE TABLE altavoz (version BIGINT NOT NULL); INSERT INTO altavoz VALUES (0);";

/// Why a database cannot be used.
#[derive(Debug)]
pub(in crate::sign) enum Unusable {
    /// The disk, the file or the server would not.
    Trouble(String),
    /// The folder of the file would not.
    Disk(std::io::Error),
    /// The server acknowledges what its disk does not have.
    Careless,
    /// There is none, and nobody wanted a new one.
    Absent,
    /// Another program's database.
    Foreign,
    /// A later version of this program made it.
    Later(i64),
    /// Its fields were sealed with other keys.
    OtherKeys,
}

impl From<Trouble> for Unusable {
    fn from(trouble: Trouble) -> Unusable {
        Unusable::Trouble(match trouble {
            Trouble::Postgres(error) => super::postgres::told(&error),
            Trouble::Sqlite(error) => error.to_string(),
            trouble => trouble.to_string(),
        })
    }
}

impl From<rusqlite::Error> for Unusable {
    fn from(error: rusqlite::Error) -> Unusable {
        Unusable::Trouble(error.to_string())
    }
}

/// What a new database is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'k> {
    /// What the keys are known by; any will do where nothing sealed is read or written.
    pub keys: Option<&'k [u8; 32]>,
    /// Whether a database without tables gets them.
    pub may_be_new: bool,
}

/// Brings a database up to date, all steps or none.
pub(super) fn migrate(sql: &mut Sql, wanted: Wanted<'_>) -> Result<(), Unusable> {
    sql.begin()?;
    let migrated = brought_up(sql, wanted);
    match migrated {
        Ok(()) => Ok(sql.commit()?),
        Err(unusable) => {
            sql.undo();
            Err(unusable)
        }
    }
}

fn brought_up(sql: &mut Sql, wanted: Wanted<'_>) -> Result<(), Unusable> {
    let version = version(sql)?;
    if version == 0 && !wanted.may_be_new {
        return Err(Unusable::Absent);
    }
    let steps = usize::try_from(version).ok().and_then(|done| STEPS.get(done..));
    let steps = steps.ok_or(Unusable::Later(version))?;
    if version == 0 && matches!(sql, Sql::Postgres(_)) {
        sql.script(VERSION)?;
    }
    for step in steps {
        match sql {
            Sql::Sqlite(_) => sql.script(step)?,
            Sql::Postgres(_) => sql.script(&in_postgres(step))?,
        }
    }
    if version != LATEST {
        settle(sql)?;
    }
    let Some(keys) = wanted.keys else { return Ok(()) };
    let stored: Option<Vec<u8>> =
        sql.one("SELECT value FROM meta WHERE key = 'keys'", &[], |row| row.get(0))?;
    match stored {
        None => {
            sql.execute("INSERT INTO meta (key, value) VALUES ('keys', ?1)", values![keys])?;
        }
        // Other keys would count everybody a second time and could read nobody's address.
        Some(stored) if stored != keys => return Err(Unusable::OtherKeys),
        Some(_) => {}
    }
    Ok(())
}

/// The version that this program makes.
#[expect(clippy::cast_possible_wrap, reason = "there are few")]
const LATEST: i64 = STEPS.len() as i64;

/// The version of a database; 0 if there is nothing in it.
fn version(sql: &mut Sql) -> Result<i64, Unusable> {
    if let Sql::Sqlite(_) = sql {
        let version = sql.number("PRAGMA user_version", &[])?;
        let is_empty =
            sql.number("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table')", &[])?;
        let is_ours = sql.number("PRAGMA application_id", &[])? == APPLICATION;
        return if is_empty == 1 || is_ours { Ok(version) } else { Err(Unusable::Foreign) };
    }
    // Two collectors may start at once, and a table that is made by one is not yet seen by the other.
    sql.one("SELECT 1 FROM (SELECT pg_advisory_xact_lock(?1)) AS locked", values![APPLICATION], |_| Ok(()))?;
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    if sql.number(tables, &[])? == 0 {
        return Ok(0);
    }
    match sql.number(
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'altavoz'",
        &[],
    )? {
        0 => Err(Unusable::Foreign),
        _ => Ok(sql.number("SELECT version FROM altavoz", &[])?),
    }
}

/// Writes down that the database is of this version.
fn settle(sql: &mut Sql) -> Result<(), Trouble> {
    match sql {
        Sql::Sqlite(_) => {
            sql.script(&format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {LATEST};"))
        }
        Sql::Postgres(_) => sql.execute("UPDATE altavoz SET version = ?1", values![LATEST]).map(drop),
    }
}

/// A step in PostgreSQL's words.
fn in_postgres(step: &str) -> String {
    let words =
        [(" STRICT, WITHOUT ROWID", ""), (" STRICT", ""), (" BLOB", " BYTEA"), (" INTEGER", " BIGINT")];
    words.iter().fold(step.to_owned(), |step, (word, other)| step.replace(word, other))
}
