//! A signature as it is stored.

use super::sql::{Row, Sql, Trouble, Value, values};
use crate::sign::keys::sha256;

/// A signature as it is stored, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Stored {
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
    /// The language of its form.
    pub lang: String,
    /// The id of the consent.
    pub processing: String,
    /// The id of the second consent.
    pub updates: Option<String>,
    /// The keyed digest of its network.
    pub network: Option<Vec<u8>>,
    /// When it was sent, in milliseconds since 1970.
    pub at: i64,
    /// When it was confirmed.
    pub confirmed_at: Option<i64>,
}

impl Stored {
    /// Another one whenever somebody typed anew: a sealed address is never the same twice.
    pub(in crate::sign) fn mark(&self) -> [u8; 32] {
        sha256(self.email.as_deref().unwrap_or_default())
    }
}

/// What is read of a signature.
pub(super) const COLUMNS: &str = "id, petition_id, state, email_enc, first_enc, last_enc, country, lang,
    consent_proc_id, consent_updates_id, ip_hmac, created_at, confirmed_at";

/// One signature.
pub(super) fn one(sql: &mut Sql, id: &[u8; 16]) -> Result<Option<Stored>, Trouble> {
    Ok(of(sql, "id = ?1", values![id])?.into_iter().next())
}

/// All signatures of an address.
pub(super) fn all(sql: &mut Sql, address: &[u8; 32]) -> Result<Vec<Stored>, Trouble> {
    of(sql, "email_hmac = ?1", values![address])
}

fn of(sql: &mut Sql, which: &str, values: &[Value<'_>]) -> Result<Vec<Stored>, Trouble> {
    let query = format!("SELECT {COLUMNS} FROM signatures WHERE {which} ORDER BY created_at, id");
    sql.all(&query, values, read)
}

/// A row of [`COLUMNS`].
pub(super) fn read(row: &Row<'_>) -> Result<Stored, Trouble> {
    Ok(Stored {
        id: row.get(0)?,
        petition: row.get(1)?,
        state: row.get(2)?,
        email: row.get(3)?,
        first: row.get(4)?,
        last: row.get(5)?,
        country: row.get(6)?,
        lang: row.get(7)?,
        processing: row.get(8)?,
        updates: row.get(9)?,
        network: row.get(10)?,
        at: row.get(11)?,
        confirmed_at: row.get(12)?,
    })
}
