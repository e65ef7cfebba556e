//! How the queue of mails stands, for a monitor.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

/// How the queue stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sign) struct Queue {
    /// How many mails are in each state.
    pub mails: BTreeMap<String, i64>,
    /// How long the oldest that is due waits, in milliseconds.
    pub late: i64,
}

/// Looks at the queue.
pub(in crate::sign) fn queue(connection: &Connection, now: i64) -> rusqlite::Result<Queue> {
    let mut states = connection.prepare_cached("SELECT state, count(*) FROM outbox GROUP BY state")?;
    let mails = states.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let oldest: Option<i64> = connection
        .prepare_cached("SELECT min(due_at) FROM outbox WHERE state = 'waiting' AND due_at <= ?1")?
        .query_row(params![now], |row| row.get(0))?;
    Ok(Queue { mails, late: oldest.map_or(0, |oldest| now - oldest) })
}
