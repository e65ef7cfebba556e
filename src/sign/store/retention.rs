//! What the database forgets by itself. Every step is small, so that signatures do not wait for it.

use super::sql::{Sql, Trouble, Value, values};

/// Unconfirmed signatures are kept so long, in milliseconds; the mail promises it.
const UNCONFIRMED: i64 = 14 * DAY;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Signatures of one step.
const STEP: i64 = 200;

/// Deletes signatures that nobody confirmed in two weeks; gives how many, at most a step's.
pub(in crate::sign) fn forget_unconfirmed(sql: &mut Sql, now: i64) -> Result<usize, Trouble> {
    let ids = ids(
        sql,
        "SELECT id FROM signatures WHERE confirmed_at IS NULL AND state IN ('pending', 'held', 'invalid')
           AND created_at <= ?1 LIMIT ?2 /*! FOR UPDATE SKIP LOCKED */",
        values![now - UNCONFIRMED, STEP],
    )?;
    for id in &ids {
        forget_links(sql, id)?;
        sql.execute("DELETE FROM signatures WHERE id = ?1", values![id])?;
    }
    record(sql, now, "forget-unconfirmed", "", ids.len())
}

/// Erases who signed a petition that ended longer ago than it promised to keep that; they still count.
/// Gives how many, at most a step's.
pub(in crate::sign) fn anonymise(
    sql: &mut Sql,
    petition: &str,
    days: i64,
    now: i64,
) -> Result<usize, Trouble> {
    let ids = ids(
        sql,
        "SELECT signatures.id FROM signatures JOIN petitions ON petitions.id = petition_id
         WHERE petition_id = ?1 AND signatures.state = 'confirmed' AND coalesce(ended_at, closes) <= ?2 LIMIT ?3
         /*! FOR UPDATE OF signatures SKIP LOCKED */",
        values![petition, ended_before(days, now), STEP],
    )?;
    for id in &ids {
        forget_person(sql, id, "anonymised")?;
    }
    record(sql, now, "anonymise", petition, ids.len())
}

/// Forgets riddles that have run out, since nobody can use them again, and what was written without a meaning.
pub(in crate::sign) fn forget_riddles(sql: &mut Sql, now: i64) -> Result<(), Trouble> {
    sql.execute("DELETE FROM riddles WHERE expires_at <= ?1", values![now])?;
    // Each connection to PostgreSQL leaves a row of its own.
    sql.execute("DELETE FROM meta WHERE key LIKE 'as-if%'", &[]).map(drop)
}

/// What a petition promised its signers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Promise {
    /// The petition's id.
    pub petition: String,
    /// What the site said of it last, as JSON.
    pub config: String,
}

/// What every petition promised that anybody ever signed here, also those that the site has no more.
pub(in crate::sign) fn promises(sql: &mut Sql) -> Result<Vec<Promise>, Trouble> {
    let query = "SELECT id, config_json FROM petitions ORDER BY id";
    sql.all(query, &[], |row| Ok(Promise { petition: row.get(0)?, config: row.get(1)? }))
}

/// A petition that the site has no more is over, or its signatures would be kept for ever.
pub(in crate::sign) fn gone(sql: &mut Sql, petition: &str, now: i64) -> Result<(), Trouble> {
    let update = "UPDATE petitions SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL";
    sql.execute(update, values![petition, now]).map(drop)
}

/// How many signatures [`forget_unconfirmed`] would delete.
pub(in crate::sign) fn due_unconfirmed(sql: &mut Sql, now: i64) -> Result<i64, Trouble> {
    let query = "SELECT count(*) FROM signatures WHERE confirmed_at IS NULL
                   AND state IN ('pending', 'held', 'invalid') AND created_at <= ?1";
    sql.number(query, values![now - UNCONFIRMED])
}

/// How many signatures [`anonymise`] and [`scrub`] would take the names off.
pub(in crate::sign) fn due_to_anonymise(
    sql: &mut Sql,
    petition: &str,
    days: i64,
    now: i64,
) -> Result<i64, Trouble> {
    sql.number(
        "SELECT count(*) FROM signatures JOIN petitions ON petitions.id = petition_id
         WHERE petition_id = ?1 AND signatures.state IN ('confirmed', 'invalid') AND email_hmac IS NOT NULL
           AND coalesce(ended_at, closes) <= ?2",
        values![petition, ended_before(days, now)],
    )
}

fn ended_before(days: i64, now: i64) -> i64 {
    now.saturating_sub(days.saturating_mul(DAY))
}

/// Erases who sent what was taken out of the count, as [`anonymise`] does for what counts.
pub(in crate::sign) fn scrub(sql: &mut Sql, petition: &str, days: i64, now: i64) -> Result<usize, Trouble> {
    let ids = ids(
        sql,
        "SELECT signatures.id FROM signatures JOIN petitions ON petitions.id = petition_id
         WHERE petition_id = ?1 AND signatures.state = 'invalid' AND email_hmac IS NOT NULL
           AND coalesce(ended_at, closes) <= ?2 LIMIT ?3 /*! FOR UPDATE OF signatures SKIP LOCKED */",
        values![petition, ended_before(days, now), STEP],
    )?;
    for id in &ids {
        forget_person(sql, id, "invalid")?;
    }
    record(sql, now, "scrub-invalid", petition, ids.len())
}

fn forget_person(sql: &mut Sql, id: &[u8; 16], state: &str) -> Result<(), Trouble> {
    sql.execute(
        "UPDATE signatures SET state = ?2, rid = NULL, email_hmac = NULL, email_enc = NULL,
           first_enc = NULL, last_enc = NULL, ip_hmac = NULL WHERE id = ?1",
        values![id, state],
    )?;
    forget_links(sql, id)
}

fn forget_links(sql: &mut Sql, signature: &[u8; 16]) -> Result<(), Trouble> {
    sql.execute("DELETE FROM tokens WHERE signature_id = ?1", values![signature])?;
    sql.execute("DELETE FROM outbox WHERE signature_id = ?1", values![signature]).map(drop)
}

fn ids(sql: &mut Sql, query: &str, values: &[Value<'_>]) -> Result<Vec<[u8; 16]>, Trouble> {
    sql.all(query, values, |row| row.get(0))
}

fn record(sql: &mut Sql, now: i64, action: &str, petition: &str, count: usize) -> Result<usize, Trouble> {
    if count > 0 {
        let detail = format!("{petition} {count}");
        sql.execute(
            "INSERT INTO audit (at, actor, action, detail) VALUES (?1, 'retention', ?2, ?3)",
            values![now, action, detail.trim_start()],
        )?;
    }
    Ok(count)
}
