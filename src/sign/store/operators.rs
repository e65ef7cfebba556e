//! Who may use the addresses under `/admin`: names, digests of tokens, what each may do.

use super::sql::{Sql, Trouble, values};

/// Somebody with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Operator {
    /// How its owner is called.
    pub name: String,
    /// What the token is known by.
    pub hash: Vec<u8>,
    /// What it is good for, separated by commas.
    pub scopes: String,
    /// Since when, in milliseconds since 1970.
    pub created_at: i64,
    /// Since when no more.
    pub revoked_at: Option<i64>,
}

/// All of them, by name.
pub(in crate::sign) fn operators(sql: &mut Sql) -> Result<Vec<Operator>, Trouble> {
    let query = "SELECT name, hash, scopes, created_at, revoked_at FROM operators ORDER BY name";
    sql.all(query, &[], |row| {
        Ok(Operator {
            name: row.get(0)?,
            hash: row.get(1)?,
            scopes: row.get(2)?,
            created_at: row.get(3)?,
            revoked_at: row.get(4)?,
        })
    })
}

/// Gives somebody a token; `false` if the name is taken, also by one whose token is revoked.
pub(in crate::sign) fn admit(
    sql: &mut Sql,
    (name, scopes): (&str, &str),
    hash: &[u8; 32],
    now: i64,
) -> Result<bool, Trouble> {
    let added = sql.execute(
        "INSERT INTO operators (name, hash, scopes, created_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
        values![name, hash, scopes, now],
    )?;
    Ok(added == 1)
}

/// Takes a token back; `false` if nobody of that name has one.
pub(in crate::sign) fn dismiss(sql: &mut Sql, name: &str, now: i64) -> Result<bool, Trouble> {
    let update = "UPDATE operators SET revoked_at = ?2 WHERE name = ?1 AND revoked_at IS NULL";
    Ok(sql.execute(update, values![name, now])? == 1)
}
