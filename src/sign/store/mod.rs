//! The database: few threads write, in groups; nobody is told of a success before it is on the disk.
//!
//! Whoever wants something written hands a closure to [`Store::write`] and waits. A writer runs all
//! that have queued up in one transaction, commits once (SQLite: WAL with `synchronous = FULL`; PostgreSQL:
//! `synchronous_commit = on`: a commit returns after the disk said so), and answers all of them. While the
//! disk works the next group gathers, so groups grow with the load and nobody waits for a timer.
//!
//! SQLite is a file and has one writer. PostgreSQL is for several collectors on one database: closures
//! may be run more than once there, since others can be in the way.

mod clock;
mod copy;
mod database;
mod erasures;
mod group;
#[cfg(test)]
mod model;
mod networks;
mod operators;
mod outbox;
mod postgres;
mod queue;
mod retention;
mod rows;
mod schema;
mod signatures;
#[cfg(test)]
mod signers;
mod sql;
mod stored;
mod tls;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use group::{Job, Work};

pub(super) use clock::{believe, is_ahead};
pub(super) use copy::{Copied, NotCopied, copy};
pub use database::Database;
pub(super) use database::{Opens, open};
pub(super) use erasures::{Tombstone, ask, audit, bury, erase_address, erase_mine, mine, tombstones};
pub(super) use networks::{day, forget_key, forget_slice, network_key, network_keys, past_days, slices};
pub(super) use operators::{Operator, admit, dismiss, operators};
pub(super) use outbox::{Claimed, LEASE, claim, fail, give_back, later, sent};
pub(super) use queue::{Queue, queue};
pub(super) use retention::{
    Promise, anonymise, due_to_anonymise, due_unconfirmed, forget_riddles, forget_unconfirmed, gone,
    promises, scrub,
};
pub(super) use rows::{Which, invalidate, rows, stats};
pub(super) use schema::Unusable;
pub(super) use signatures::{Kind, Known, Looked, New, as_if, confirm, counts, look, sign, sync, withdraw};
pub(super) use sql::{Sql, Trouble, Value};
pub(super) use stored::Stored;

/// How many may wait; whoever comes then is asked to come again.
const QUEUE: usize = 4096;
/// How many are committed together.
const GROUP: usize = 512;
/// How many groups are written at once where the database lets several write.
const WRITERS: usize = 3;

/// How long anybody waits: a server that stands still says nothing, and a browser would not wait for ever either.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many may wait to read.
const READERS: usize = 64;

const TOO_LONG: &str = "the database did not answer in time";

/// Nothing was stored, or nothing can be said of what is there: a full disk, a locked or broken database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unavailable(pub String);

impl From<Trouble> for Unavailable {
    fn from(trouble: Trouble) -> Unavailable {
        Unavailable(trouble.to_string())
    }
}

/// The database, for any number of tasks.
#[derive(Clone)]
pub(super) struct Store {
    jobs: SyncSender<Box<dyn Work>>,
    reader: Arc<Mutex<Sql>>,
    readers: Arc<Semaphore>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Opens a database, which is made if it is not there, and brings it up to date.
    pub(super) fn open(database: &Database, keys: &[u8; 32]) -> Result<Store, Unusable> {
        let first = open(database, Opens::ToServe, Some(keys))?;
        let writers = if let Sql::Sqlite(_) = first { 1 } else { WRITERS };
        let (jobs, queue) = sync_channel(QUEUE);
        let queue = Arc::new(Mutex::new(queue));
        let mut connections = vec![first];
        for _ in 1..writers {
            connections.push(database::connect(database, Opens::ToServe)?);
        }
        let reader = database::connect(database, Opens::ToRead)?;
        for mut connection in connections {
            let queue = queue.clone();
            let thread = std::thread::Builder::new().name("store".to_owned());
            thread.spawn(move || work(&mut connection, &queue)).expect("a thread can be started");
        }
        let readers = Arc::new(Semaphore::new(READERS));
        Ok(Store { jobs, reader: Arc::new(Mutex::new(reader)), readers })
    }

    /// Writes something, together with what others write at the same time; `Ok` once it is on the disk.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut Sql) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Unavailable> {
        self.write_of([0; 32], write).await
    }

    /// The same for something that others may write as well, such as the signature of an address: known by
    /// that, writers do not lock one another out.
    pub(super) async fn write_of<T: Send + 'static>(
        &self,
        what: [u8; 32],
        write: impl FnMut(&mut Sql) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let (asker, answer) = oneshot::channel();
        self.jobs.try_send(Box::new(Job::new(write, what, asker))).map_err(|error| match error {
            TrySendError::Full(_) => Unavailable("too many wait".to_owned()),
            TrySendError::Disconnected(_) => Unavailable("the writer is gone".to_owned()),
        })?;
        match timeout(PATIENCE, answer).await {
            Ok(answered) => {
                answered.unwrap_or_else(|_| Err(Unavailable("the database cannot be written".to_owned())))
            }
            Err(_) => Err(Unavailable(TOO_LONG.to_owned())),
        }
    }

    /// Reads something that is on the disk already.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        mut read: impl FnMut(&mut Sql) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let reader = self.reader.clone();
        let place = self.readers.clone().try_acquire_owned();
        let place = place.map_err(|_| Unavailable("too many wait".to_owned()))?;
        let task = tokio::task::spawn_blocking(move || {
            let _place = place;
            let mut sql = reader.lock().unwrap_or_else(PoisonError::into_inner);
            sql.mend()?;
            let found = match read(&mut sql) {
                // The server was started anew since it was asked last.
                Err(trouble) if trouble.is_lost() => sql.mend().and_then(|()| read(&mut sql)),
                found => found,
            };
            Ok(found?)
        });
        match timeout(PATIENCE, task).await {
            Ok(read) => read.unwrap_or_else(|_| Err(Unavailable("the database cannot be read".to_owned()))),
            Err(_) => Err(Unavailable(TOO_LONG.to_owned())),
        }
    }
}

/// A writer's whole life: a group, a commit, the answers.
fn work(sql: &mut Sql, queue: &Mutex<Receiver<Box<dyn Work>>>) {
    loop {
        let jobs: Vec<Box<dyn Work>> = {
            // Whoever waits here waits for work; others write meanwhile.
            let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            let Ok(first) = queue.recv() else { return };
            std::iter::once(first).chain(queue.try_iter()).take(GROUP).collect()
        };
        // A fault in one write would end the writer, and with it every signature from then on. Whoever waits hears
        // that nothing was stored.
        if catch_unwind(AssertUnwindSafe(|| group::write(sql, jobs))).is_err() {
            sql.undo();
        }
    }
}
