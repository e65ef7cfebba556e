//! The keys that networks are made unreadable with: a random one for each day (UTC), the same for all collectors on
//! a database. It is deleted a day after its own, and the digests with it: from then on nobody, not even whoever has
//! all secrets, can find out which network a signature came from.

use std::collections::BTreeMap;

use super::sql::{Sql, Trouble, values};
use crate::sign::text::uuid;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// What is erased in one transaction: the signatures of a minute.
const SLICE: i64 = 60 * 1000;

/// The day of an instant, counted from 1970.
pub(in crate::sign) fn day(at: i64) -> i64 {
    at.div_euclid(DAY)
}

/// The key of a day: the one that is there, else this one.
pub(in crate::sign) fn network_key(sql: &mut Sql, day: i64, fresh: &[u8; 32]) -> Result<[u8; 32], Trouble> {
    let insert = "INSERT INTO networks (day, key) VALUES (?1, ?2) ON CONFLICT (day) DO NOTHING";
    sql.execute(insert, values![day, fresh])?;
    let key = sql.one("SELECT key FROM networks WHERE day = ?1", values![day], |row| row.get(0))?;
    key.ok_or(Trouble::Unexpected)
}

/// The keys that there still are, by their day.
pub(in crate::sign) fn network_keys(sql: &mut Sql) -> Result<BTreeMap<i64, [u8; 32]>, Trouble> {
    let all = sql.all("SELECT day, key FROM networks", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}

/// The days whose keys are to go: all before yesterday, which a flood of last night is known by in the morning.
pub(in crate::sign) fn past_days(sql: &mut Sql, now: i64) -> Result<Vec<i64>, Trouble> {
    let query = "SELECT day FROM networks WHERE day < ?1 ORDER BY day";
    sql.all(query, values![day(now) - 1], |row| row.get(0))
}

/// The beginnings of the slices that a day's digests are erased in.
pub(in crate::sign) fn slices(day: i64) -> impl Iterator<Item = i64> {
    (0..DAY / SLICE).map(move |slice| day * DAY + slice * SLICE)
}

/// Erases the digests of a slice; gives how many.
pub(in crate::sign) fn forget_slice(sql: &mut Sql, begins: i64) -> Result<usize, Trouble> {
    // What a signature is known by begins with its time, so its neighbours lie beside it.
    let (from, to) = (uuid(begins, [0; 10]), uuid(begins + SLICE, [0; 10]));
    let update = "UPDATE signatures SET ip_hmac = NULL WHERE id >= ?1 AND id < ?2 AND ip_hmac IS NOT NULL";
    Ok(usize::try_from(sql.execute(update, values![&from, &to])?).unwrap_or(usize::MAX))
}

/// Deletes the key of a day whose digests are gone.
pub(in crate::sign) fn forget_key(sql: &mut Sql, day: i64) -> Result<(), Trouble> {
    sql.execute("DELETE FROM networks WHERE day = ?1", values![day]).map(drop)
}
