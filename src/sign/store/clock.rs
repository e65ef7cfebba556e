//! Whether a clock can be believed before anything is forgotten by it: what is deleted cannot be brought back.

use super::sql::{Sql, Trouble, values};

/// A collector looks every hour. One that is further ahead of the last look than this, in milliseconds, stood still
/// for days, or its clock was set wrongly.
const AHEAD: i64 = 3 * 24 * 60 * 60 * 1000;

/// When the clock was believed last, if it is far ahead of that.
pub(in crate::sign) fn is_ahead(sql: &mut Sql, now: i64) -> Result<Option<i64>, Trouble> {
    let last: Option<i64> = sql.one("SELECT max(at) FROM clock", &[], |row| row.get(0))?.flatten();
    Ok(last.filter(|last| now.saturating_sub(*last) > AHEAD))
}

/// Writes down that it is believed now.
pub(in crate::sign) fn believe(sql: &mut Sql, now: i64) -> Result<(), Trouble> {
    sql.execute("DELETE FROM clock", &[])?;
    sql.execute("INSERT INTO clock (at) VALUES (?1)", values![now]).map(drop)
}
