//! The tables, and how an older database becomes one of today.
//!
//! Times are milliseconds since 1970. What names a person is sealed (`keys`), addresses are compared
//! by a keyed digest, links are known by their digests only.

use rusqlite::{Connection, OptionalExtension};

/// What `PRAGMA application_id` says of a collector's database: "ALTV".
const APPLICATION: i64 = 0x414c_5456;

/// Each step makes the next version of the one before; none is ever changed once it is released.
const STEPS: [&str; 2] = [FIRST, SECOND];

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

/// Why a database cannot be used.
#[derive(Debug)]
pub(in crate::sign) enum Unusable {
    /// The disk or the file would not.
    Sqlite(rusqlite::Error),
    /// Another program's database.
    Foreign,
    /// A later version of this program made it.
    Later(i64),
    /// Its fields were sealed with other keys.
    OtherKeys,
}

impl From<rusqlite::Error> for Unusable {
    fn from(error: rusqlite::Error) -> Unusable {
        Unusable::Sqlite(error)
    }
}

/// Brings a database up to date, all steps or none.
pub(super) fn migrate(connection: &mut Connection, keys: &[u8; 32]) -> Result<(), Unusable> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let pragma =
        |name: &str| transaction.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let version = pragma("user_version")?;
    let is_empty: bool = transaction.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table')",
        [],
        |row| row.get(0),
    )?;
    if !is_empty && pragma("application_id")? != APPLICATION {
        return Err(Unusable::Foreign);
    }
    let steps = usize::try_from(version).ok().and_then(|done| STEPS.get(done..));
    for step in steps.ok_or(Unusable::Later(version))? {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {};",
        STEPS.len()
    ))?;
    let stored: Option<Vec<u8>> = transaction
        .query_row("SELECT value FROM meta WHERE key = 'keys'", [], |row| row.get(0))
        .optional()?;
    match stored {
        None => {
            transaction.execute("INSERT INTO meta (key, value) VALUES ('keys', ?1)", [keys.as_slice()])?;
        }
        // Other keys would count everybody a second time and could read nobody's address.
        Some(stored) if stored != keys => return Err(Unusable::OtherKeys),
        Some(_) => {}
    }
    transaction.commit()?;
    Ok(())
}
