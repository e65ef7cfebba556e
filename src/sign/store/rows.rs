//! Many signatures at once: gone through for an export, or taken out of the count.

use super::signatures::{cancel, count};
use super::sql::{Row, Sql, Trouble, values};

/// A signature as it is stored, sealed.
#[derive(Clone, Debug)]
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

/// Which signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sign) struct Which {
    /// Of one petition.
    pub petition: Option<String>,
    /// In one state.
    pub state: Option<String>,
    /// Not sent before, in milliseconds since 1970.
    pub since: Option<i64>,
    /// Sent before.
    pub until: Option<i64>,
}

/// Goes through signatures, petition by petition.
pub(in crate::sign) fn rows(
    sql: &mut Sql,
    which: &Which,
    mut each: impl FnMut(Stored) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    sql.each(
        "SELECT id, petition_id, state, email_enc, first_enc, last_enc, country, lang, consent_proc_id,
           consent_updates_id, ip_hmac, created_at, confirmed_at FROM signatures
         WHERE (CAST(?1 AS TEXT) IS NULL OR petition_id = ?1) AND (CAST(?2 AS TEXT) IS NULL OR state = ?2)
           AND created_at >= ?3 AND created_at < ?4 ORDER BY id",
        values![
            &which.petition,
            &which.state,
            which.since.unwrap_or(i64::MIN),
            which.until.unwrap_or(i64::MAX)
        ],
        |row| each(stored(row)?),
    )
}

fn stored(row: &Row<'_>) -> Result<Stored, Trouble> {
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

/// Takes signatures out of the count. Their links and mails are of no use any more, but their signers can still
/// take them back. Gives how many were not out already.
pub(in crate::sign) fn invalidate(sql: &mut Sql, ids: &[[u8; 16]]) -> Result<usize, Trouble> {
    let mut less = std::collections::BTreeMap::<String, i64>::new();
    let mut changed = 0;
    for id in ids {
        let known = sql.one(
            "SELECT state, petition_id FROM signatures WHERE id = ?1 /*! FOR UPDATE */",
            values![id],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )?;
        let Some((state, petition)) = known else { continue };
        if !["pending", "held", "confirmed"].contains(&state.as_str()) {
            continue;
        }
        sql.execute("UPDATE signatures SET state = 'invalid' WHERE id = ?1", values![id])?;
        cancel(sql, id)?;
        changed += 1;
        if state == "confirmed" {
            *less.entry(petition).or_default() -= 1;
        }
    }
    for (petition, by) in less {
        count(sql, &petition, by)?;
    }
    Ok(changed)
}

/// How many signatures each petition has in each state, and how many of its mails wait or were given up.
pub(in crate::sign) fn stats(sql: &mut Sql) -> Result<Vec<(String, String, i64)>, Trouble> {
    sql.all(
        "SELECT petition_id, state, count(*) FROM signatures GROUP BY petition_id, state
         UNION ALL
         SELECT petition_id, 'mails-' || outbox.state, count(*) FROM outbox
         JOIN signatures ON signatures.id = outbox.signature_id WHERE outbox.state IN ('waiting', 'failed')
         GROUP BY petition_id, outbox.state",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}
