//! The database: one thread writes, in groups; nobody is told of a success before it is on the disk.
//!
//! Whoever wants something written hands a closure to [`Store::write`] and waits. The writer runs all
//! that have queued up in one transaction, each in a savepoint of its own, commits once (WAL with
//! `synchronous = FULL`: a commit returns after the disk said so), and answers all of them. While the
//! disk works the next group gathers, so groups grow with the load and nobody waits for a timer.

mod outbox;
mod queue;
mod retention;
mod schema;
mod signatures;

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

pub(super) use outbox::{Claimed, claim, fail, later, sent};
pub(super) use queue::{Queue, queue};
pub(super) use retention::{anonymise, forget_unconfirmed};
pub(super) use schema::Unusable;
pub(super) use signatures::{Kind, Known, Looked, New, confirm, counts, look, sign, sync, withdraw};

/// How many may wait; whoever comes then is asked to come again.
const QUEUE: usize = 4096;
/// How many are committed together.
const GROUP: usize = 512;
/// How long another program may hold the database.
const PATIENCE: Duration = Duration::from_secs(2);

/// Nothing was stored, and nothing can be said of what is there: a full disk, a locked or broken database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unavailable(pub String);

/// What is run in a group's transaction. It gives what is to be done when the group's fate is known.
type Job = Box<dyn FnOnce(&Connection) -> Settle + Send>;
type Settle = Box<dyn FnOnce(Result<(), Unavailable>) + Send>;

/// The database, for any number of tasks.
#[derive(Clone)]
pub(super) struct Store {
    jobs: SyncSender<Job>,
    reader: Arc<Mutex<Connection>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Opens a database, which is made if it is not there, and brings it up to date.
    pub(super) fn open(path: &Path, keys: &[u8; 32]) -> Result<Store, Unusable> {
        let mut writer = Connection::open_with_flags(path, flags(true))?;
        writer.busy_timeout(PATIENCE)?;
        writer.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
             PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF;
             PRAGMA secure_delete = ON;",
        )?;
        schema::migrate(&mut writer, keys)?;
        writer.set_prepared_statement_cache_capacity(64);
        let reader = Connection::open_with_flags(path, flags(false))?;
        reader.busy_timeout(PATIENCE)?;
        reader.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8192;")?;
        let (jobs, queue) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("store".to_owned());
        thread.spawn(move || work(&writer, &queue)).expect("a thread can be started");
        Ok(Store { jobs, reader: Arc::new(Mutex::new(reader)) })
    }

    /// Writes something, together with what others write at the same time; `Ok` once it is on the disk.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let (sender, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let done = apart(connection, write);
            Box::new(move |group| {
                let unavailable = |error: rusqlite::Error| Unavailable(cause(&error));
                // Whoever asked may have gone; what is written stays.
                drop(sender.send(done.map_err(unavailable).and_then(|value| group.map(|()| value))));
            })
        });
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Unavailable("too many wait".to_owned()),
            TrySendError::Disconnected(_) => Unavailable("the writer is gone".to_owned()),
        })?;
        answer.await.unwrap_or_else(|_| Err(Unavailable("the database cannot be written".to_owned())))
    }

    /// Reads something that is on the disk already.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let reader = self.reader.clone();
        let task = tokio::task::spawn_blocking(move || {
            let connection = reader.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            read(&connection).map_err(|error| Unavailable(cause(&error)))
        });
        task.await.unwrap_or_else(|_| Err(Unavailable("the database cannot be read".to_owned())))
    }
}

fn flags(creates: bool) -> OpenFlags {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if creates { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags }
}

/// What SQLite says went wrong, without the values of the statement: those would be personal data.
fn cause(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(code, _) => rusqlite::ffi::code_to_str(code.extended_code).to_owned(),
        _ => "unexpected data in the database".to_owned(),
    }
}

/// Runs one write so that its failure undoes nothing of the others'.
fn apart<T>(
    connection: &Connection,
    write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let run = |statement: &str| connection.prepare_cached(statement)?.execute([]).map(drop);
    run("SAVEPOINT one")?;
    match write(connection) {
        Ok(value) => run("RELEASE one").map(|()| value),
        Err(error) => {
            // Where the whole transaction is gone (SQLITE_FULL may do that) there is no savepoint left.
            if !connection.is_autocommit() {
                run("ROLLBACK TO one")?;
                run("RELEASE one")?;
            }
            Err(error)
        }
    }
}

/// The writer's whole life: a group, a commit, the answers.
fn work(connection: &Connection, queue: &Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        let mut jobs = std::iter::once(first).chain(std::iter::from_fn(|| queue.try_recv().ok())).take(GROUP);
        group(connection, &mut jobs);
    }
}

fn group(connection: &Connection, jobs: &mut dyn Iterator<Item = Job>) {
    let mut settled: Vec<Settle> = Vec::new();
    let begun = connection.execute_batch("BEGIN IMMEDIATE");
    let mut fate = begun.map_err(|error| Unavailable(cause(&error)));
    for job in jobs {
        if fate.is_err() {
            // Dropped without a word to the disk: its asker hears that it is unavailable.
            continue;
        }
        settled.push(job(connection));
        if connection.is_autocommit() {
            fate = Err(Unavailable("the transaction was undone".to_owned()));
        }
    }
    if fate.is_ok() {
        fate = connection.execute_batch("COMMIT").map_err(|error| Unavailable(cause(&error)));
    }
    if fate.is_err() && !connection.is_autocommit() {
        // If even that fails the next BEGIN does, and says so.
        drop(connection.execute_batch("ROLLBACK"));
    }
    for settle in settled {
        settle(fate.clone());
    }
}
