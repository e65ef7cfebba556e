//! Who wanted to be forgotten: one person's signatures over all petitions, and the list of digests that a
//! restored copy of the database has to leave out.

use std::collections::BTreeSet;

use super::signatures::{Kind, erase};
use super::sql::{Sql, Trouble, values};
use super::stored::{self, Stored};
use crate::sign::keys::{Keys, sha256};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long a link that shows somebody's data works, in milliseconds.
const LINK_LASTS: i64 = 7 * DAY;
/// Mails with such a link for one address within a week.
const MAILS_A_WEEK: i64 = 3;

/// Somebody's signatures by the link of a mail.
#[derive(Clone, Debug)]
pub(in crate::sign) struct Mine {
    /// The language of the signature that the link was made for.
    pub lang: String,
    /// Whether the link is too old.
    pub is_late: bool,
    /// What is there; nothing once it is erased.
    pub own: Vec<Stored>,
}

/// Queues a mail with a link to somebody's data, if the address has signed anything; writes as much if not, so
/// that the time of an answer does not tell.
pub(in crate::sign) fn ask(
    sql: &mut Sql,
    keys: &Keys,
    (address, mail): (&[u8; 32], &[u8; 16]),
    now: i64,
) -> Result<(), Trouble> {
    let newest: Option<[u8; 16]> = sql.one(
        "SELECT id FROM signatures WHERE email_hmac = ?1 ORDER BY created_at DESC, id DESC LIMIT 1",
        values![address],
        |row| row.get(0),
    )?;
    let lately = sql.number(
        "SELECT count(*) FROM signatures JOIN outbox ON outbox.signature_id = signatures.id
         WHERE signatures.email_hmac = ?1 AND outbox.kind = 'data' AND outbox.created_at > ?2",
        values![address, now - 7 * DAY],
    )?;
    let Some(signature) = newest.filter(|_| lately < MAILS_A_WEEK) else {
        return super::signatures::as_if(sql, keys);
    };
    sql.execute(
        "INSERT INTO outbox (id, signature_id, kind, created_at, due_at) VALUES (?1, ?2, 'data', ?3, ?3)",
        values![mail, &signature, now],
    )?;
    let hash = sha256(keys.link(Kind::Data.word(), mail).as_bytes());
    sql.execute(
        "INSERT INTO tokens (hash, signature_id, kind, expires_at) VALUES (?1, ?2, 'data', ?3)",
        values![&hash, &signature, now + LINK_LASTS],
    )
    .map(drop)
}

/// What there is of the person whose link this is; `None` if there is no such link.
pub(in crate::sign) fn mine(sql: &mut Sql, hash: &[u8; 32], now: i64) -> Result<Option<Mine>, Trouble> {
    let link = sql.one(
        "SELECT email_hmac, lang, expires_at FROM tokens JOIN signatures ON signatures.id = tokens.signature_id
         WHERE hash = ?1 AND kind = 'data'",
        values![hash],
        |row| Ok((row.get::<Option<[u8; 32]>>(0)?, row.get(1)?, row.get::<Option<i64>>(2)?)),
    )?;
    let Some((address, lang, expires)) = link else { return Ok(None) };
    let own = address.map_or_else(|| Ok(Vec::new()), |address| stored::all(sql, &address))?;
    Ok(Some(Mine { lang, is_late: expires.is_some_and(|expires| expires <= now), own }))
}

/// Erases everything of the person whose link this is.
pub(in crate::sign) fn erase_mine(sql: &mut Sql, hash: &[u8; 32], now: i64) -> Result<Option<Mine>, Trouble> {
    let Some(mine) = mine(sql, hash, now)? else { return Ok(None) };
    if !mine.is_late {
        for own in &mine.own {
            erase(sql, &own.id, &own.petition, now)?;
        }
    }
    Ok(Some(mine))
}

/// Erases the signatures of an address, of one petition or of all; gives how many.
pub(in crate::sign) fn erase_address(
    sql: &mut Sql,
    address: &[u8; 32],
    petition: Option<&str>,
    now: i64,
) -> Result<usize, Trouble> {
    let mut own = stored::all(sql, address)?;
    own.retain(|own| petition.is_none_or(|petition| own.petition == petition));
    for own in &own {
        erase(sql, &own.id, &own.petition, now)?;
    }
    audit(sql, ("command line", "erase", &own.len().to_string()), now)?;
    Ok(own.len())
}

/// Whose signature of which petition was erased, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Tombstone {
    /// The keyed digest of the address.
    pub address: [u8; 32],
    /// The petition's id.
    pub petition: String,
    /// In milliseconds since 1970.
    pub at: i64,
}

/// Goes through all erasures.
pub(in crate::sign) fn tombstones(
    sql: &mut Sql,
    mut each: impl FnMut(Tombstone) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let query = "SELECT email_hmac, petition_id, at FROM tombstones ORDER BY at, petition_id, email_hmac";
    sql.each(query, &[], |row| {
        each(Tombstone { address: row.get(0)?, petition: row.get(1)?, at: row.get(2)? })
    })
}

/// Erases once more what was erased after a copy was made. What was signed again after its erasure stays.
/// Gives how many signatures it found.
pub(in crate::sign) fn bury(sql: &mut Sql, graves: &[Tombstone]) -> Result<usize, Trouble> {
    let mut found = BTreeSet::new();
    for grave in graves {
        let ids: Vec<[u8; 16]> = sql.all(
            "SELECT id FROM signatures WHERE email_hmac = ?1 AND petition_id = ?2 AND created_at <= ?3",
            values![&grave.address, &grave.petition, grave.at],
            |row| row.get(0),
        )?;
        for id in ids {
            erase(sql, &id, &grave.petition, grave.at)?;
            found.insert(id);
        }
        sql.execute(
            "INSERT INTO tombstones (email_hmac, petition_id, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (email_hmac, petition_id) DO UPDATE SET
               at = CASE WHEN tombstones.at < excluded.at THEN excluded.at ELSE tombstones.at END",
            values![&grave.address, &grave.petition, grave.at],
        )?;
    }
    Ok(found.len())
}

/// Writes down who did what. Neither holds what names a person.
pub(in crate::sign) fn audit(
    sql: &mut Sql,
    (actor, action, detail): (&str, &str, &str),
    now: i64,
) -> Result<(), Trouble> {
    sql.execute(
        "INSERT INTO audit (at, actor, action, detail) VALUES (?1, ?2, ?3, ?4)",
        values![now, actor, action, detail],
    )
    .map(drop)
}
