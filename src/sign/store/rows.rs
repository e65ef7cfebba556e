//! Many signatures at once: gone through for an export, or taken out of the count.

use super::signatures::{cancel, count};
use super::sql::{Sql, Trouble, values};
use super::stored::{COLUMNS, Stored, read};

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
    let query = format!(
        "SELECT {COLUMNS} FROM signatures
         WHERE (CAST(?1 AS TEXT) IS NULL OR petition_id = ?1) AND (CAST(?2 AS TEXT) IS NULL OR state = ?2)
           AND created_at >= ?3 AND created_at < ?4 ORDER BY id"
    );
    sql.each(
        &query,
        values![
            &which.petition,
            &which.state,
            which.since.unwrap_or(i64::MIN),
            which.until.unwrap_or(i64::MAX)
        ],
        |row| each(read(row)?),
    )
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
