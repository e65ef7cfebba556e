//! What is done with signatures. Every function runs inside the writer's transaction or a reader's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::sign::keys::{Keys, sha256};
use crate::sign::pow::Solved;

use super::sql::{Sql, Trouble, values};
use super::stored::{self, Stored};

/// How long a link in a mail works, in milliseconds; so long a signature given before the end counts.
const LINK_LASTS: i64 = 7 * DAY;
/// A second mail for the same signature is not sent sooner: people press buttons twice.
const MAIL_AGAIN: i64 = 10 * 60 * 1000;
/// How often it is looked who signed, where another collector may store the same meanwhile.
const TRIES: usize = 5;
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
    /// To see or erase all that there is of a person.
    Data,
}

impl Kind {
    /// As the database and the addresses have it.
    pub(in crate::sign) fn word(self) -> &'static str {
        match self {
            Kind::Confirm => "confirm",
            Kind::Withdraw => "withdraw",
            Kind::Data => "data",
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
    /// What is about to be confirmed, for whoever has to look at it first.
    pub own: Option<Stored>,
}

/// Where the signature of a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sign) enum Looked {
    /// It can be done.
    Ready,
    /// It could be done, but somebody typed something else since its signer looked.
    Changed,
    /// It is done already.
    Done,
    /// The link is too old, or the signature was taken back.
    Expired,
}

/// Stores a signature with the mail that asks for its confirmation; does nothing to one that counts.
pub(in crate::sign) fn sign(sql: &mut Sql, new: &New) -> Result<(), Trouble> {
    // Used up in any case, so that a riddle says nothing of whether the address is known.
    let is_lifted = redeemed(sql, new)?;
    let standing = if new.is_held && !is_lifted { "held" } else { "pending" };
    for _ in 0..TRIES {
        let known = sql.one(
            "SELECT id, CASE WHEN state = 'invalid' AND confirmed_at IS NULL THEN 'out' ELSE state END, rid
             FROM signatures WHERE email_hmac = ?1 AND petition_id = ?2 /*! FOR UPDATE */",
            values![&new.address, &new.petition],
            |row| Ok((row.get(0)?, row.get::<String>(1)?, row.get::<Option<[u8; 16]>>(2)?)),
        )?;
        return match known {
            None if insert(sql, new, standing)? => mail(sql, new, &new.id),
            // Another collector stored the same between the two statements.
            None => continue,
            // The very same form once more: its answer was lost on the way.
            Some((_, _, rid)) if rid.is_some() && rid == new.rid => as_if(sql, &new.keys),
            // Nobody has shown yet whose address it is, so what was typed last holds.
            Some((id, state, _)) if state == "pending" || state == "held" => {
                update(sql, new, &id, if is_lifted { "pending" } else { &state })?;
                mail(sql, new, &id)
            }
            // Somebody else used the address for a flood that was taken out: its owner may still sign.
            Some((id, state, _)) if state == "out" => {
                update(sql, new, &id, "held")?;
                mail(sql, new, &id)
            }
            Some(_) => as_if(sql, &new.keys),
        };
    }
    Err(Trouble::Unexpected)
}

/// Writes something without a meaning: an answer that the disk has no part in comes sooner, and would tell
/// whose address is known.
pub(in crate::sign) fn as_if(sql: &mut Sql, keys: &Keys) -> Result<(), Trouble> {
    // A row of its own for each of PostgreSQL's writers, or they would all wait for one another.
    sql.execute(
        "INSERT INTO meta (key, value) VALUES ('as-if' /*! || pg_backend_pid() */, ?1)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        values![&keys.random::<512>()],
    )
    .map(drop)
}

/// Whether its form solved a riddle that nobody used before.
fn redeemed(sql: &mut Sql, new: &New) -> Result<bool, Trouble> {
    let Some(solved) = new.pow else { return Ok(false) };
    let used = sql.execute(
        "INSERT INTO riddles (mark, expires_at) VALUES (?1, ?2) ON CONFLICT (mark) DO NOTHING",
        values![&solved.mark, solved.expires],
    )?;
    Ok(used == 1)
}

/// Whether there was no such signature yet.
fn insert(sql: &mut Sql, new: &New, standing: &str) -> Result<bool, Trouble> {
    let sealed = Sealed::of(new, &new.id);
    let inserted = sql.execute(
        // A form's number that another signature has is not ours to keep: a second person at the same form.
        "INSERT INTO signatures (id, petition_id, rid, email_hmac, email_enc, first_enc, last_enc, country,
           lang, state, consent_proc_id, consent_updates_id, consent_at, source, ip_hmac, created_at)
         VALUES (?1, ?2, CASE WHEN EXISTS (SELECT 1 FROM signatures WHERE rid = ?3) THEN NULL ELSE ?3 END,
           ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?13) ON CONFLICT DO NOTHING",
        values![
            &new.id,
            &new.petition,
            &new.rid,
            &new.address,
            &sealed.email,
            &sealed.first,
            &sealed.last,
            &new.country,
            &new.lang,
            standing,
            &new.processing,
            &new.updates,
            new.at,
            new.source,
            &new.network,
        ],
    )?;
    Ok(inserted == 1)
}

fn update(sql: &mut Sql, new: &New, id: &[u8; 16], standing: &str) -> Result<(), Trouble> {
    let sealed = Sealed::of(new, id);
    sql.execute(
        "UPDATE signatures SET email_enc = ?2, first_enc = ?3, last_enc = ?4, country = ?5, lang = ?6,
           consent_proc_id = ?7, consent_updates_id = ?8, consent_at = ?9, source = ?10,
           ip_hmac = CASE WHEN state = 'invalid' THEN NULL ELSE ip_hmac END, state = ?11 WHERE id = ?1",
        values![
            id,
            &sealed.email,
            &sealed.first,
            &sealed.last,
            &new.country,
            &new.lang,
            &new.processing,
            &new.updates,
            new.at,
            new.source,
            standing,
        ],
    )
    .map(drop)
}

/// What names a person, for the row of one signature.
struct Sealed {
    email: Vec<u8>,
    first: Option<Vec<u8>>,
    last: Option<Vec<u8>>,
}

impl Sealed {
    fn of(new: &New, id: &[u8; 16]) -> Sealed {
        let name =
            |field: &str, text: &Option<String>| text.as_ref().map(|text| new.keys.seal(id, field, text));
        Sealed {
            email: new.keys.seal(id, "email", &new.email),
            first: name("first", &new.first_name),
            last: name("last", &new.last_name),
        }
    }
}

/// Queues a mail with its two links, unless the address has had enough.
fn mail(sql: &mut Sql, new: &New, signature: &[u8; 16]) -> Result<(), Trouble> {
    let own = "SELECT count(*), max(created_at) FROM outbox
               WHERE signature_id = ?1 AND kind = 'confirm' AND created_at > ?2";
    let own = sql.one(own, values![signature, new.at - 7 * DAY], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (own, last): (i64, Option<i64>) = own.ok_or(Trouble::Unexpected)?;
    // Where two press at once, the one who asked first may be written last. After a clock was set back far, the
    // last mail seems to come from the future: that is long enough ago.
    let is_soon = last.is_some_and(|last| (new.at - last).abs() < MAIL_AGAIN);
    if own >= MAILS_A_WEEK || is_soon {
        return Ok(());
    }
    // Petitions that are signed with one address at several collectors in the same instant are not seen here
    // by one another: it may get as many mails more as there are collectors.
    let lately = sql.number(
        "SELECT count(*) FROM signatures JOIN outbox ON outbox.signature_id = signatures.id
         WHERE signatures.email_hmac = ?1 AND outbox.due_at > ?2",
        values![&new.address, new.at - DAY],
    )?;
    // Somebody signs everything with one address: it gets its mails, but so many a day and not all tomorrow.
    let due = new.at + lately / MAILS_A_DAY * DAY;
    sql.execute(
        "INSERT INTO outbox (id, signature_id, kind, created_at, due_at) VALUES (?1, ?2, 'confirm', ?3, ?4)",
        values![&new.mail, signature, new.at, due],
    )?;
    let hash = |kind: Kind| sha256(new.keys.link(kind.word(), &new.mail).as_bytes());
    sql.execute(
        "INSERT INTO tokens (hash, signature_id, kind, expires_at)
         VALUES (?1, ?3, 'confirm', ?4), (?2, ?3, 'withdraw', NULL)",
        values![&hash(Kind::Confirm), &hash(Kind::Withdraw), signature, due + LINK_LASTS],
    )
    .map(drop)
}

/// What a link is for, and what it would confirm; `None` if there is no such link. Changes nothing.
pub(in crate::sign) fn look(
    sql: &mut Sql,
    kind: Kind,
    hash: &[u8; 32],
    now: i64,
) -> Result<Option<Known>, Trouble> {
    let Some((id, mut known)) = of_link(sql, LINK, kind, hash, now)? else { return Ok(None) };
    if kind == Kind::Confirm && known.looked == Looked::Ready {
        known.own = stored::one(sql, &id)?;
    }
    Ok(Some(known))
}

/// The signature of a link, by its digest and what it is for.
const LINK: &str = "SELECT signatures.id, petition_id, lang, state, expires_at FROM tokens
    JOIN signatures ON signatures.id = tokens.signature_id WHERE hash = ?1 AND kind = ?2";

/// The same for whoever is about to change the signature: nobody else does in between.
const LINK_TO_CHANGE: &str = "SELECT signatures.id, petition_id, lang, state, expires_at FROM tokens
    JOIN signatures ON signatures.id = tokens.signature_id WHERE hash = ?1 AND kind = ?2
    /*! FOR UPDATE OF signatures */";

fn of_link(
    sql: &mut Sql,
    query: &str,
    kind: Kind,
    hash: &[u8; 32],
    now: i64,
) -> Result<Option<([u8; 16], Known)>, Trouble> {
    sql.one(query, values![hash, kind.word()], |row| {
        let (state, expires): (String, Option<i64>) = (row.get(3)?, row.get(4)?);
        let is_late = expires.is_some_and(|expires| expires <= now);
        let looked = match (kind, state.as_str()) {
            (Kind::Confirm, "confirmed") | (Kind::Withdraw, "withdrawn") => Looked::Done,
            (_, "pending" | "held" | "confirmed") | (Kind::Withdraw, "invalid") if !is_late => Looked::Ready,
            _ => Looked::Expired,
        };
        Ok((row.get(0)?, Known { petition: row.get(1)?, lang: row.get(2)?, looked, own: None }))
    })
}

/// Makes a signature count, once; `None` if there is no such link. Whoever says by its [`Stored::mark`] what they saw
/// confirms that and nothing else: until then anybody who knows an address may have typed something new.
pub(in crate::sign) fn confirm(
    sql: &mut Sql,
    hash: &[u8; 32],
    seen: Option<&[u8]>,
    now: i64,
) -> Result<Option<Known>, Trouble> {
    let Some((id, known)) = of_link(sql, LINK_TO_CHANGE, Kind::Confirm, hash, now)? else { return Ok(None) };
    if known.looked != Looked::Ready {
        return Ok(Some(known));
    }
    let own = stored::one(sql, &id)?.ok_or(Trouble::Unexpected)?;
    if seen.is_some_and(|seen| seen != own.mark()) {
        return Ok(Some(Known { looked: Looked::Changed, own: Some(own), ..known }));
    }
    let update = "UPDATE signatures SET state = 'confirmed', confirmed_at = ?2 WHERE id = ?1";
    sql.execute(update, values![&id, now])?;
    use_up(sql, hash, now)?;
    // A second mail that still waits would ask for what is done.
    cancel(sql, &id)?;
    count(sql, &known.petition, 1)?;
    Ok(Some(known))
}

/// Takes a signature back and erases who it was; `None` if there is no such link.
pub(in crate::sign) fn withdraw(sql: &mut Sql, hash: &[u8; 32], now: i64) -> Result<Option<Known>, Trouble> {
    let Some((id, known)) = of_link(sql, LINK_TO_CHANGE, Kind::Withdraw, hash, now)? else { return Ok(None) };
    if known.looked == Looked::Ready {
        erase(sql, &id, &known.petition, now)?;
        use_up(sql, hash, now)?;
    }
    Ok(Some(known))
}

/// Leaves of a signature that there was one, and whose it was as a digest with the time: what a restored copy
/// would have to leave out.
pub(super) fn erase(sql: &mut Sql, id: &[u8; 16], petition: &str, now: i64) -> Result<(), Trouble> {
    sql.execute(
        "INSERT INTO tombstones (email_hmac, petition_id, at)
         SELECT email_hmac, petition_id, CAST(?2 AS BIGINT) FROM signatures
         WHERE id = ?1 AND email_hmac IS NOT NULL
         ON CONFLICT (email_hmac, petition_id) DO UPDATE SET
           at = CASE WHEN tombstones.at < excluded.at THEN excluded.at ELSE tombstones.at END",
        values![id, now],
    )?;
    let counted = "SELECT state = 'confirmed' FROM signatures WHERE id = ?1";
    let counted = sql.number(counted, values![id])? == 1;
    sql.execute(
        "UPDATE signatures SET state = 'withdrawn', rid = NULL, email_hmac = NULL, email_enc = NULL,
           first_enc = NULL, last_enc = NULL, country = NULL, ip_hmac = NULL, consent_updates_id = NULL
         WHERE id = ?1",
        values![id],
    )?;
    sql.execute("DELETE FROM tokens WHERE signature_id = ?1 AND kind = 'confirm'", values![id])?;
    cancel(sql, id)?;
    if counted { count(sql, petition, -1) } else { Ok(()) }
}

pub(super) fn cancel(sql: &mut Sql, id: &[u8; 16]) -> Result<(), Trouble> {
    let update = "UPDATE outbox SET state = 'cancelled'
                  WHERE signature_id = ?1 AND state = 'waiting' AND kind = 'confirm'";
    sql.execute(update, values![id]).map(drop)
}

fn use_up(sql: &mut Sql, hash: &[u8; 32], now: i64) -> Result<(), Trouble> {
    sql.execute("UPDATE tokens SET used_at = ?2 WHERE hash = ?1", values![hash, now]).map(drop)
}

/// Counts so many more. Last in a transaction: everybody who confirms for this petition waits for this row.
pub(super) fn count(sql: &mut Sql, petition: &str, by: i64) -> Result<(), Trouble> {
    sql.execute(
        "INSERT INTO counters (petition_id, confirmed) VALUES (?1, ?2)
         ON CONFLICT (petition_id) DO UPDATE SET confirmed = counters.confirmed + excluded.confirmed",
        values![petition, by],
    )
    .map(drop)
}

/// How many signatures of each petition count.
pub(in crate::sign) fn counts(sql: &mut Sql) -> Result<BTreeMap<String, i64>, Trouble> {
    let counts = "SELECT petition_id, confirmed FROM counters";
    Ok(sql.all(counts, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// Keeps what the site says of a petition beside its signatures, and when it was first seen to be over.
pub(in crate::sign) fn sync(
    sql: &mut Sql,
    id: &str,
    (state, opens, closes): (&str, i64, Option<i64>),
    json: &str,
    now: i64,
) -> Result<(), Trouble> {
    let is_open = matches!(state, "open" | "paused");
    let ended = closes.filter(|closes| *closes <= now).or((!is_open).then_some(now));
    sql.execute(
        "INSERT INTO petitions (id, state, opens, closes, config_json, synced_at, ended_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET state = excluded.state,
           opens = excluded.opens, closes = excluded.closes, config_json = excluded.config_json,
           synced_at = excluded.synced_at,
           ended_at = CASE WHEN petitions.ended_at < excluded.ended_at THEN petitions.ended_at
                      ELSE excluded.ended_at END",
        values![id, state, opens, closes, json, now, ended],
    )
    .map(drop)
}
