//! Mails that wait. Whoever sends takes them on a lease, so that what a killed sender held comes back.

use rusqlite::{Connection, params};

/// How long a sender has for what it took, in milliseconds.
const LEASE: i64 = 10 * MINUTE;
const MINUTE: i64 = 60 * 1000;
/// How long to wait after each failure; after the last one the mail is given up, three days on.
const WAITS: [i64; 9] = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 12 * 60, 18 * 60, 18 * 60];

/// A mail to be sent.
#[derive(Clone, Debug)]
pub(in crate::sign) struct Claimed {
    /// What it is known by.
    pub id: [u8; 16],
    /// Whose it is.
    pub signature: [u8; 16],
    /// The petition's id.
    pub petition: String,
    /// The language of the signer.
    pub lang: String,
    /// The address, sealed.
    pub email: Vec<u8>,
    /// How often it was tried, this time included.
    pub tries: i64,
}

/// Takes mails that are due, the oldest first.
pub(in crate::sign) fn claim(
    connection: &Connection,
    most: usize,
    now: i64,
) -> rusqlite::Result<Vec<Claimed>> {
    let mut due = connection.prepare_cached(
        "SELECT outbox.id, signature_id, petition_id, lang, email_enc, tries + 1 FROM outbox
         JOIN signatures ON signatures.id = outbox.signature_id
         WHERE outbox.state = 'waiting' AND due_at <= ?1 AND email_enc IS NOT NULL ORDER BY due_at LIMIT ?2",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let claimed = due.query_map(params![now, most], |row| {
        Ok(Claimed {
            id: row.get(0)?,
            signature: row.get(1)?,
            petition: row.get(2)?,
            lang: row.get(3)?,
            email: row.get(4)?,
            tries: row.get(5)?,
        })
    })?;
    let claimed: Vec<Claimed> = claimed.collect::<Result<_, _>>()?;
    let mut lease =
        connection.prepare_cached("UPDATE outbox SET due_at = ?2, tries = tries + 1 WHERE id = ?1")?;
    for mail in &claimed {
        lease.execute(params![mail.id, now + LEASE])?;
    }
    Ok(claimed)
}

/// This has gone out.
pub(in crate::sign) fn sent(connection: &Connection, mail: [u8; 16]) -> rusqlite::Result<()> {
    settle(connection, mail, "sent")
}

/// This will never go out.
pub(in crate::sign) fn fail(connection: &Connection, mail: [u8; 16]) -> rusqlite::Result<()> {
    settle(connection, mail, "failed")
}

/// This could not be sent now; given up after the last try.
pub(in crate::sign) fn later(
    connection: &Connection,
    mail: [u8; 16],
    tries: i64,
    now: i64,
) -> rusqlite::Result<()> {
    let wait = usize::try_from(tries - 1).ok().and_then(|done| WAITS.get(done));
    let Some(minutes) = wait else { return fail(connection, mail) };
    connection
        .prepare_cached("UPDATE outbox SET due_at = ?2 WHERE id = ?1 AND state = 'waiting'")?
        .execute(params![mail, now + minutes * MINUTE])
        .map(drop)
}

fn settle(connection: &Connection, mail: [u8; 16], state: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET state = ?2 WHERE id = ?1 AND state = 'waiting'")?
        .execute(params![mail, state])
        .map(drop)
}
