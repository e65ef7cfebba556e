//! A signature as the person whose it is sees it.

use super::sql::{Row, Sql, Trouble, Value, values};
use crate::sign::keys::sha256;

/// A signature as the person whose it is sees it, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Own {
    /// What it is known by.
    pub id: [u8; 16],
    /// The petition's id.
    pub petition: String,
    /// Where it stands.
    pub state: String,
    /// The address.
    pub email: Option<Vec<u8>>,
    /// First name.
    pub first: Option<Vec<u8>>,
    /// Last name.
    pub last: Option<Vec<u8>>,
    /// Two letters.
    pub country: Option<String>,
    /// When it was sent.
    pub at: i64,
    /// Whether news are wanted.
    pub has_updates: bool,
}

impl Own {
    /// Another one whenever somebody typed anew: a sealed address is never the same twice.
    pub(in crate::sign) fn mark(&self) -> [u8; 32] {
        sha256(self.email.as_deref().unwrap_or_default())
    }
}

/// One signature.
pub(super) fn one(sql: &mut Sql, id: &[u8; 16]) -> Result<Option<Own>, Trouble> {
    Ok(of(sql, "id = ?1", values![id])?.into_iter().next())
}

/// All signatures of an address.
pub(super) fn all(sql: &mut Sql, address: &[u8; 32]) -> Result<Vec<Own>, Trouble> {
    of(sql, "email_hmac = ?1", values![address])
}

fn of(sql: &mut Sql, which: &str, values: &[Value<'_>]) -> Result<Vec<Own>, Trouble> {
    let query = format!(
        "SELECT id, petition_id, state, email_enc, first_enc, last_enc, country, created_at, consent_updates_id
         FROM signatures WHERE {which} ORDER BY created_at, id"
    );
    sql.all(&query, values, read)
}

fn read(row: &Row<'_>) -> Result<Own, Trouble> {
    Ok(Own {
        id: row.get(0)?,
        petition: row.get(1)?,
        state: row.get(2)?,
        email: row.get(3)?,
        first: row.get(4)?,
        last: row.get(5)?,
        country: row.get(6)?,
        at: row.get(7)?,
        has_updates: row.get::<Option<String>>(8)?.is_some(),
    })
}
