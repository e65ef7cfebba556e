//! Mails that wait. Whoever sends takes them on a lease, so that what a killed sender held comes back.

use super::signatures::Kind;
use super::sql::{Sql, Trouble, values};

/// How long a sender has for what it took, in milliseconds.
pub(in crate::sign) const LEASE: i64 = 10 * MINUTE;
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
    /// What it is for.
    pub kind: Kind,
    /// The petition's id.
    pub petition: String,
    /// The language of the signer.
    pub lang: String,
    /// The address, sealed.
    pub email: Vec<u8>,
    /// How often it was tried, this time included.
    pub tries: i64,
}

/// Takes mails that are due, the oldest first. What another collector takes at the same time is left to it.
pub(in crate::sign) fn claim(sql: &mut Sql, most: usize, now: i64) -> Result<Vec<Claimed>, Trouble> {
    let claimed = sql.all(
        "SELECT outbox.id, signature_id, petition_id, lang, email_enc, tries + 1, kind FROM outbox
         JOIN signatures ON signatures.id = outbox.signature_id
         WHERE outbox.state = 'waiting' AND due_at <= ?1 AND email_enc IS NOT NULL ORDER BY due_at LIMIT ?2
         /*! FOR UPDATE OF outbox SKIP LOCKED */",
        values![now, i64::try_from(most).unwrap_or(i64::MAX)],
        |row| {
            Ok(Claimed {
                id: row.get(0)?,
                signature: row.get(1)?,
                petition: row.get(2)?,
                lang: row.get(3)?,
                email: row.get(4)?,
                tries: row.get(5)?,
                kind: if row.get::<String>(6)? == "data" { Kind::Data } else { Kind::Confirm },
            })
        },
    )?;
    for mail in &claimed {
        sql.execute(
            "UPDATE outbox SET due_at = ?2, tries = tries + 1 WHERE id = ?1",
            values![&mail.id, now + LEASE],
        )?;
    }
    Ok(claimed)
}

/// This has gone out.
pub(in crate::sign) fn sent(sql: &mut Sql, mail: &[u8; 16]) -> Result<(), Trouble> {
    settle(sql, mail, "sent")
}

/// This will never go out.
pub(in crate::sign) fn fail(sql: &mut Sql, mail: &[u8; 16]) -> Result<(), Trouble> {
    settle(sql, mail, "failed")
}

/// This could not be sent now; given up after the last try.
pub(in crate::sign) fn later(sql: &mut Sql, mail: &[u8; 16], tries: i64, now: i64) -> Result<(), Trouble> {
    let wait = usize::try_from(tries - 1).ok().and_then(|done| WAITS.get(done));
    let Some(minutes) = wait else { return fail(sql, mail) };
    let update = "UPDATE outbox SET due_at = ?2 WHERE id = ?1 AND state = 'waiting'";
    sql.execute(update, values![mail, now + minutes * MINUTE]).map(drop)
}

/// There was no time to try this: whoever comes next may.
pub(in crate::sign) fn give_back(sql: &mut Sql, mail: &[u8; 16], now: i64) -> Result<(), Trouble> {
    let update = "UPDATE outbox SET due_at = ?2, tries = tries - 1 WHERE id = ?1 AND state = 'waiting'";
    sql.execute(update, values![mail, now]).map(drop)
}

fn settle(sql: &mut Sql, mail: &[u8; 16], state: &str) -> Result<(), Trouble> {
    let update = "UPDATE outbox SET state = ?2 WHERE id = ?1 AND state = 'waiting'";
    sql.execute(update, values![mail, state]).map(drop)
}
