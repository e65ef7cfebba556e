//! How the queue of mails stands, for a monitor.

use std::collections::BTreeMap;

use super::sql::{Sql, Trouble, values};

/// How the queue stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sign) struct Queue {
    /// How many mails are in each state.
    pub mails: BTreeMap<String, i64>,
    /// How long the oldest that is due waits, in milliseconds.
    pub late: i64,
}

/// Looks at the queue.
pub(in crate::sign) fn queue(sql: &mut Sql, now: i64) -> Result<Queue, Trouble> {
    let states = "SELECT state, count(*) FROM outbox GROUP BY state";
    let mails = sql.all(states, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let oldest: Option<i64> = sql
        .one(
            "SELECT min(due_at) FROM outbox WHERE state = 'waiting' AND due_at <= ?1",
            values![now],
            |row| row.get(0),
        )?
        .flatten();
    Ok(Queue { mails, late: oldest.map_or(0, |oldest| now - oldest) })
}
