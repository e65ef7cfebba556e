//! Mails that wait. Whoever sends takes them on a lease, so that what a killed sender held comes back.

use super::signatures::Kind;
use crate::sign::keys::{Keys, sha256};

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
    /// What the site said last of its petition, as JSON, where that is wanted even if it has the petition no more.
    pub config: Option<String>,
    /// Whether its link is good for nothing any more.
    pub is_over: bool,
}

/// Mails that are due, those first that have waited longest.
const OLDEST: &str = "SELECT outbox.id, signature_id, petition_id, lang, email_enc, tries + 1, kind,
      CASE kind WHEN 'data' THEN (SELECT config_json FROM petitions WHERE petitions.id = petition_id) END
    FROM outbox JOIN signatures ON signatures.id = outbox.signature_id
    WHERE outbox.state = 'waiting' AND due_at <= ?1 AND email_enc IS NOT NULL ORDER BY due_at LIMIT ?2
    /*! FOR UPDATE OF outbox SKIP LOCKED */";

/// Mails that are due, those first that have only just become so.
const NEWEST: &str = "SELECT outbox.id, signature_id, petition_id, lang, email_enc, tries + 1, kind,
      CASE kind WHEN 'data' THEN (SELECT config_json FROM petitions WHERE petitions.id = petition_id) END
    FROM outbox JOIN signatures ON signatures.id = outbox.signature_id
    WHERE outbox.state = 'waiting' AND due_at <= ?1 AND email_enc IS NOT NULL ORDER BY due_at DESC LIMIT ?2
    /*! FOR UPDATE OF outbox SKIP LOCKED */";

/// Takes mails that are due: half of them have waited longest, half have only just become due, so that thousands
/// that come back do not hold up whoever signs now. What another collector takes at the same time is left to it.
pub(in crate::sign) fn claim(
    sql: &mut Sql,
    keys: &Keys,
    most: usize,
    now: i64,
) -> Result<Vec<Claimed>, Trouble> {
    let mut claimed = take(sql, OLDEST, most.div_ceil(2), now)?;
    claimed.extend(take(sql, NEWEST, most / 2, now)?);
    let over = "SELECT count(*) FROM tokens WHERE hash = ?1 AND expires_at <= ?2";
    for mail in &mut claimed {
        let hash = sha256(keys.link(mail.kind.word(), &mail.id).as_bytes());
        mail.is_over = sql.number(over, values![&hash, now])? == 1;
    }
    Ok(claimed)
}

fn take(sql: &mut Sql, query: &str, most: usize, now: i64) -> Result<Vec<Claimed>, Trouble> {
    let claimed = sql.all(query, values![now, i64::try_from(most).unwrap_or(i64::MAX)], |row| {
        Ok(Claimed {
            id: row.get(0)?,
            signature: row.get(1)?,
            petition: row.get(2)?,
            lang: row.get(3)?,
            email: row.get(4)?,
            tries: row.get(5)?,
            kind: if row.get::<String>(6)? == "data" { Kind::Data } else { Kind::Confirm },
            config: row.get(7)?,
            is_over: false,
        })
    })?;
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

/// This could not be sent now; gives whether it was given up, as it is after the last try.
pub(in crate::sign) fn later(sql: &mut Sql, mail: &[u8; 16], tries: i64, now: i64) -> Result<bool, Trouble> {
    let wait = usize::try_from(tries - 1).ok().and_then(|done| WAITS.get(done));
    let Some(minutes) = wait else { return fail(sql, mail).map(|()| true) };
    let update = "UPDATE outbox SET due_at = ?2 WHERE id = ?1 AND state = 'waiting'";
    sql.execute(update, values![mail, now + minutes * MINUTE]).map(|_| false)
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
