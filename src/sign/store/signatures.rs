//! What is done with signatures. Every function runs inside the writer's transaction or a reader's.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use crate::sign::keys::{Keys, sha256};
use crate::sign::pow::Solved;

/// How long a link in a mail works, in milliseconds; so long a signature given before the end counts.
const LINK_LASTS: i64 = 7 * DAY;
/// A second mail for the same signature is not sent sooner: people press buttons twice.
const MAIL_AGAIN: i64 = 10 * 60 * 1000;
/// Mails for one signature within a week.
const MAILS_A_WEEK: i64 = 3;
/// Mails to one address within a day, over all petitions.
const MAILS_A_DAY: i64 = 5;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A signature that somebody sent.
#[derive(Clone, Debug)]
pub(in crate::sign) struct New {
    /// The secrets that seal it.
    pub keys: Arc<Keys>,
    /// What it is known by if it is new.
    pub id: [u8; 16],
    /// What the mail to its address is known by, if one is to be sent.
    pub mail: [u8; 16],
    /// The petition's id.
    pub petition: String,
    /// What its form is known by.
    pub rid: Option<[u8; 16]>,
    /// The keyed digest of its address.
    pub address: [u8; 32],
    /// As typed.
    pub email: String,
    /// As typed.
    pub first_name: Option<String>,
    /// As typed.
    pub last_name: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// Of the form.
    pub lang: String,
    /// Whether too many came like it.
    pub is_held: bool,
    /// A riddle that its form solved.
    pub pow: Option<Solved>,
    /// The id of the consent.
    pub processing: String,
    /// The id of the second consent.
    pub updates: Option<String>,
    /// `form` or `json`.
    pub source: &'static str,
    /// The keyed digest of its network.
    pub network: [u8; 16],
    /// Now, in milliseconds since 1970.
    pub at: i64,
}

/// What a link in a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sign) enum Kind {
    /// To make a signature count.
    Confirm,
    /// To take it back.
    Withdraw,
}

impl Kind {
    /// As the database and the addresses have it.
    pub(in crate::sign) fn word(self) -> &'static str {
        match self {
            Kind::Confirm => "confirm",
            Kind::Withdraw => "withdraw",
        }
    }
}

/// The signature that a link belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Known {
    /// The petition's id.
    pub petition: String,
    /// The language that the signer used.
    pub lang: String,
    /// Where it stands.
    pub looked: Looked,
}

/// Where the signature of a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sign) enum Looked {
    /// It can be done.
    Ready,
    /// It is done already.
    Done,
    /// The link is too old, or the signature was taken back.
    Expired,
}

/// Stores a signature with the mail that asks for its confirmation; does nothing to one that counts.
pub(in crate::sign) fn sign(connection: &Connection, new: &New) -> rusqlite::Result<()> {
    let known = connection
        .prepare_cached("SELECT id, state, rid FROM signatures WHERE email_hmac = ?1 AND petition_id = ?2")?
        .query_row(params![new.address, new.petition], |row| {
            Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<[u8; 16]>>(2)?))
        })
        .optional()?;
    // Used up in any case, so that a riddle says nothing of whether the address is known.
    let is_lifted = redeemed(connection, new)?;
    let standing = if new.is_held && !is_lifted { "held" } else { "pending" };
    match known {
        None => {
            insert(connection, new, standing)?;
            mail(connection, new, new.id)
        }
        // The very same form once more: its answer was lost on the way.
        Some((_, _, rid)) if rid.is_some() && rid == new.rid => as_if(connection),
        // Nobody has shown yet whose address it is, so what was typed last holds.
        Some((id, state, _)) if state == "pending" || state == "held" => {
            update(connection, new, id, if is_lifted { "pending" } else { &state })?;
            mail(connection, new, id)
        }
        Some(_) => as_if(connection),
    }
}

/// Writes something without a meaning: an answer that the disk has no part in comes sooner, and would tell
/// whose address is known.
fn as_if(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO meta (key, value) VALUES ('as-if', randomblob(512))
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )?
        .execute([])
        .map(drop)
}

/// Whether its form solved a riddle that nobody used before.
fn redeemed(connection: &Connection, new: &New) -> rusqlite::Result<bool> {
    let Some(solved) = new.pow else { return Ok(false) };
    connection.prepare_cached("DELETE FROM riddles WHERE expires_at <= ?1")?.execute([new.at])?;
    let used = connection
        .prepare_cached(
            "INSERT INTO riddles (mark, expires_at) VALUES (?1, ?2) ON CONFLICT (mark) DO NOTHING",
        )?
        .execute(params![solved.mark, solved.expires])?;
    Ok(used == 1)
}

fn insert(connection: &Connection, new: &New, standing: &str) -> rusqlite::Result<()> {
    let seal = |field: &str, text: &str| new.keys.seal(&new.id, field, text);
    let name = |field: &str, text: &Option<String>| text.as_ref().map(|text| seal(field, text));
    connection
        .prepare_cached(
            // A form's number that another signature has is not ours to keep: a second person at the same form.
            "INSERT INTO signatures (id, petition_id, rid, email_hmac, email_enc, first_enc, last_enc, country,
               lang, state, consent_proc_id, consent_updates_id, consent_at, source, ip_hmac, created_at)
             VALUES (?1, ?2, CASE WHEN EXISTS (SELECT 1 FROM signatures WHERE rid = ?3) THEN NULL ELSE ?3 END,
               ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?13)",
        )?
        .execute(params![
            new.id,
            new.petition,
            new.rid,
            new.address,
            seal("email", &new.email),
            name("first", &new.first_name),
            name("last", &new.last_name),
            new.country,
            new.lang,
            standing,
            new.processing,
            new.updates,
            new.at,
            new.source,
            new.network
        ])
        .map(drop)
}

fn update(connection: &Connection, new: &New, id: [u8; 16], standing: &str) -> rusqlite::Result<()> {
    let seal = |field: &str, text: &str| new.keys.seal(&id, field, text);
    let name = |field: &str, text: &Option<String>| text.as_ref().map(|text| seal(field, text));
    connection
        .prepare_cached(
            "UPDATE signatures SET email_enc = ?2, first_enc = ?3, last_enc = ?4, country = ?5, lang = ?6,
               consent_proc_id = ?7, consent_updates_id = ?8, consent_at = ?9, source = ?10,
               state = ?11 WHERE id = ?1",
        )?
        .execute(params![
            id,
            seal("email", &new.email),
            name("first", &new.first_name),
            name("last", &new.last_name),
            new.country,
            new.lang,
            new.processing,
            new.updates,
            new.at,
            new.source,
            standing
        ])
        .map(drop)
}

/// Queues a mail with its two links, unless the address has had enough.
fn mail(connection: &Connection, new: &New, signature: [u8; 16]) -> rusqlite::Result<()> {
    let (own, last): (i64, Option<i64>) = connection
        .prepare_cached(
            "SELECT count(*), max(created_at) FROM outbox
             WHERE signature_id = ?1 AND kind = 'confirm' AND created_at > ?2",
        )?
        .query_row(params![signature, new.at - 7 * DAY], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // After the clock was set back, the last mail seems to come from the future: that is long enough ago.
    let is_soon = last.is_some_and(|last| (0..MAIL_AGAIN).contains(&(new.at - last)));
    if own >= MAILS_A_WEEK || is_soon {
        return Ok(());
    }
    let lately: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM signatures JOIN outbox ON outbox.signature_id = signatures.id
             WHERE signatures.email_hmac = ?1 AND outbox.due_at > ?2",
        )?
        .query_row(params![new.address, new.at - DAY], |row| row.get(0))?;
    // Somebody signs everything with one address: it gets its mails, but so many a day and not all tomorrow.
    let due = new.at + lately / MAILS_A_DAY * DAY;
    connection
        .prepare_cached(
            "INSERT INTO outbox (id, signature_id, kind, created_at, due_at) VALUES (?1, ?2, 'confirm', ?3, ?4)",
        )?
        .execute(params![new.mail, signature, new.at, due])?;
    let mut link = connection.prepare_cached(
        "INSERT INTO tokens (hash, signature_id, kind, expires_at) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (kind, expires) in [(Kind::Confirm, Some(due + LINK_LASTS)), (Kind::Withdraw, None)] {
        let hash = sha256(new.keys.link(kind.word(), &new.mail).as_bytes());
        link.execute(params![hash, signature, kind.word(), expires])?;
    }
    Ok(())
}

/// What a link is for; `None` if there is no such link. Changes nothing.
pub(in crate::sign) fn look(
    connection: &Connection,
    kind: Kind,
    hash: &[u8; 32],
    now: i64,
) -> rusqlite::Result<Option<Known>> {
    Ok(found(connection, kind, hash, now)?.map(|(_, known)| known))
}

fn found(
    connection: &Connection,
    kind: Kind,
    hash: &[u8; 32],
    now: i64,
) -> rusqlite::Result<Option<([u8; 16], Known)>> {
    connection
        .prepare_cached(
            "SELECT signatures.id, petition_id, lang, state, expires_at FROM tokens
             JOIN signatures ON signatures.id = tokens.signature_id WHERE hash = ?1 AND kind = ?2",
        )?
        .query_row(params![hash, kind.word()], |row| {
            let (state, expires): (String, Option<i64>) = (row.get(3)?, row.get(4)?);
            let is_late = expires.is_some_and(|expires| expires <= now);
            let looked = match (kind, state.as_str()) {
                (Kind::Confirm, "confirmed") | (Kind::Withdraw, "withdrawn") => Looked::Done,
                (_, "pending" | "held" | "confirmed") if !is_late => Looked::Ready,
                _ => Looked::Expired,
            };
            Ok((row.get(0)?, Known { petition: row.get(1)?, lang: row.get(2)?, looked }))
        })
        .optional()
}

/// Makes a signature count, once; `None` if there is no such link.
pub(in crate::sign) fn confirm(
    connection: &Connection,
    hash: &[u8; 32],
    now: i64,
) -> rusqlite::Result<Option<Known>> {
    let Some((id, known)) = found(connection, Kind::Confirm, hash, now)? else { return Ok(None) };
    if known.looked == Looked::Ready {
        connection
            .prepare_cached("UPDATE signatures SET state = 'confirmed', confirmed_at = ?2 WHERE id = ?1")?
            .execute(params![id, now])?;
        count(connection, &known.petition, 1)?;
        use_up(connection, hash, now)?;
        // A second mail that still waits would ask for what is done.
        cancel(connection, id)?;
    }
    Ok(Some(known))
}

/// Takes a signature back and erases who it was; `None` if there is no such link.
pub(in crate::sign) fn withdraw(
    connection: &Connection,
    hash: &[u8; 32],
    now: i64,
) -> rusqlite::Result<Option<Known>> {
    let Some((id, known)) = found(connection, Kind::Withdraw, hash, now)? else { return Ok(None) };
    if known.looked == Looked::Ready {
        erase(connection, id, &known.petition, now)?;
        use_up(connection, hash, now)?;
    }
    Ok(Some(known))
}

/// Leaves of a signature that there was one, and whose it was as a digest with the time: what a restored copy
/// would have to leave out.
fn erase(connection: &Connection, id: [u8; 16], petition: &str, now: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO tombstones (email_hmac, petition_id, at)
             SELECT email_hmac, petition_id, ?2 FROM signatures WHERE id = ?1 AND email_hmac IS NOT NULL
             ON CONFLICT (email_hmac, petition_id) DO UPDATE SET at = excluded.at",
        )?
        .execute(params![id, now])?;
    let counted: bool = connection
        .prepare_cached("SELECT state = 'confirmed' FROM signatures WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if counted {
        count(connection, petition, -1)?;
    }
    connection
        .prepare_cached(
            "UPDATE signatures SET state = 'withdrawn', rid = NULL, email_hmac = NULL, email_enc = NULL,
               first_enc = NULL, last_enc = NULL, country = NULL, ip_hmac = NULL, consent_updates_id = NULL
             WHERE id = ?1",
        )?
        .execute([id])?;
    connection
        .prepare_cached("DELETE FROM tokens WHERE signature_id = ?1 AND kind = 'confirm'")?
        .execute([id])?;
    cancel(connection, id)
}

fn cancel(connection: &Connection, id: [u8; 16]) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 'cancelled' WHERE signature_id = ?1 AND state = 'waiting'",
        )?
        .execute([id])
        .map(drop)
}

fn use_up(connection: &Connection, hash: &[u8; 32], now: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE tokens SET used_at = ?2 WHERE hash = ?1")?
        .execute(params![hash, now])
        .map(drop)
}

fn count(connection: &Connection, petition: &str, by: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counters (petition_id, confirmed) VALUES (?1, ?2)
             ON CONFLICT (petition_id) DO UPDATE SET confirmed = confirmed + excluded.confirmed",
        )?
        .execute(params![petition, by])
        .map(drop)
}

/// How many signatures of each petition count.
pub(in crate::sign) fn counts(connection: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut statement = connection.prepare_cached("SELECT petition_id, confirmed FROM counters")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Keeps what the site says of a petition beside its signatures, and when it was first seen to be over.
pub(in crate::sign) fn sync(
    connection: &Connection,
    id: &str,
    (state, opens, closes): (&str, i64, Option<i64>),
    json: &str,
    now: i64,
) -> rusqlite::Result<()> {
    let is_open = matches!(state, "open" | "paused");
    let ended = closes.filter(|closes| *closes <= now).or((!is_open).then_some(now));
    connection
        .prepare_cached(
            "INSERT INTO petitions (id, state, opens, closes, config_json, synced_at, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET state = excluded.state,
               opens = excluded.opens, closes = excluded.closes, config_json = excluded.config_json,
               synced_at = excluded.synced_at,
               ended_at = CASE WHEN excluded.ended_at IS NULL THEN NULL
                          ELSE min(excluded.ended_at, coalesce(ended_at, excluded.ended_at)) END",
        )?
        .execute(params![id, state, opens, closes, json, now, ended])
        .map(drop)
}
