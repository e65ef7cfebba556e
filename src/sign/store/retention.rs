//! What the database forgets by itself. Every step is small, so that signatures do not wait for it.

use rusqlite::{Connection, params};

/// Unconfirmed signatures are kept so long, in milliseconds; the mail promises it.
const UNCONFIRMED: i64 = 14 * DAY;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Signatures of one step.
const STEP: i64 = 200;

/// Deletes signatures that nobody confirmed in two weeks; gives how many, at most a step's.
pub(in crate::sign) fn forget_unconfirmed(connection: &Connection, now: i64) -> rusqlite::Result<usize> {
    let ids = ids(
        connection,
        "SELECT id FROM signatures WHERE state IN ('pending', 'held') AND created_at <= ?1 LIMIT ?2",
        params![now - UNCONFIRMED, STEP],
    )?;
    for id in &ids {
        for table in ["tokens", "outbox"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE signature_id = ?1"))?
                .execute([id])?;
        }
        connection.prepare_cached("DELETE FROM signatures WHERE id = ?1")?.execute([id])?;
    }
    record(connection, now, "forget-unconfirmed", "", ids.len())
}

/// Erases who signed a petition that ended longer ago than it promised to keep that; they still count.
/// Gives how many, at most a step's.
pub(in crate::sign) fn anonymise(
    connection: &Connection,
    petition: &str,
    days: i64,
    now: i64,
) -> rusqlite::Result<usize> {
    let ids = ids(
        connection,
        "SELECT signatures.id FROM signatures JOIN petitions ON petitions.id = petition_id
         WHERE petition_id = ?1 AND signatures.state = 'confirmed' AND coalesce(ended_at, closes) <= ?2 LIMIT ?3",
        params![petition, now.saturating_sub(days.saturating_mul(DAY)), STEP],
    )?;
    for id in &ids {
        connection
            .prepare_cached(
                "UPDATE signatures SET state = 'anonymised', rid = NULL, email_hmac = NULL, email_enc = NULL,
                   first_enc = NULL, last_enc = NULL, ip_hmac = NULL WHERE id = ?1",
            )?
            .execute([id])?;
        for table in ["tokens", "outbox"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE signature_id = ?1"))?
                .execute([id])?;
        }
    }
    record(connection, now, "anonymise", petition, ids.len())
}

fn ids(
    connection: &Connection,
    query: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<[u8; 16]>> {
    connection.prepare_cached(query)?.query_map(values, |row| row.get(0))?.collect()
}

fn record(
    connection: &Connection,
    now: i64,
    action: &str,
    petition: &str,
    count: usize,
) -> rusqlite::Result<usize> {
    if count > 0 {
        connection
            .prepare_cached("INSERT INTO audit (at, actor, action, detail) VALUES (?1, 'retention', ?2, ?3)")?
            .execute(params![now, action, format!("{petition} {count}").trim_start()])?;
    }
    Ok(count)
}
