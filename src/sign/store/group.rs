//! One group of writes: a transaction, a commit, and what to tell each of those who wait.

use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::Unavailable;
use super::sql::{Sql, Trouble};

/// How long a group is tried that other transactions are in the way of.
const PATIENCE: Duration = Duration::from_secs(4);
/// How often a whole group is tried before each of its writes is tried alone.
const TOGETHER: u32 = 2;

/// Something to be written for somebody who waits.
pub(super) trait Work: Send {
    /// Writes it; may be asked to do so again after that was undone.
    fn run(&mut self, sql: &mut Sql) -> Result<(), Trouble>;
    /// Says what became of it.
    fn settle(self: Box<Self>, fate: Result<(), Unavailable>);
}

/// A closure and whoever waits for what it gives.
pub(super) struct Job<T, F> {
    write: F,
    written: Option<T>,
    asker: oneshot::Sender<Result<T, Unavailable>>,
}

impl<T, F> Job<T, F> {
    /// What is to be written, and whom to tell.
    pub(super) fn new(write: F, asker: oneshot::Sender<Result<T, Unavailable>>) -> Job<T, F> {
        Job { write, written: None, asker }
    }
}

impl<T: Send, F: FnMut(&mut Sql) -> Result<T, Trouble> + Send> Work for Job<T, F> {
    fn run(&mut self, sql: &mut Sql) -> Result<(), Trouble> {
        self.written = Some((self.write)(sql)?);
        Ok(())
    }

    fn settle(self: Box<Self>, fate: Result<(), Unavailable>) {
        let never = || Unavailable("it was not written".to_owned());
        let Job { written, asker, .. } = *self;
        // Whoever asked may have gone; what is written stays.
        drop(asker.send(fate.and_then(|()| written.ok_or_else(never))));
    }
}

/// Writes a group, and tells everybody.
pub(super) fn write(sql: &mut Sql, mut jobs: Vec<Box<dyn Work>>) {
    let fates = match sql {
        Sql::Sqlite(_) => one_by_one_in_one(sql, &mut jobs),
        Sql::Postgres(_) => all_or_each(sql, &mut jobs),
    };
    for (job, fate) in jobs.into_iter().zip(fates) {
        job.settle(fate);
    }
}

type Fates = Vec<Result<(), Unavailable>>;

/// In SQLite each write has a savepoint, so that its failure undoes nothing of the others'.
fn one_by_one_in_one(sql: &mut Sql, jobs: &mut [Box<dyn Work>]) -> Fates {
    let mut fates = Fates::with_capacity(jobs.len());
    let mut fate = sql.begin();
    for job in jobs.iter_mut() {
        let done = if fate.is_ok() { apart(sql, job.as_mut()) } else { Err(Trouble::Undone) };
        // Where the whole transaction is gone (SQLITE_FULL may do that) nothing of the group is there.
        if fate.is_ok() && is_over(sql) {
            fate = Err(Trouble::Undone);
        }
        fates.push(done.map_err(Unavailable::from));
    }
    let fate = fate.and_then(|()| sql.commit());
    sql.undo();
    match fate {
        Ok(()) => fates,
        Err(trouble) => vec![Err(trouble.into()); jobs.len()],
    }
}

fn is_over(sql: &Sql) -> bool {
    matches!(sql, Sql::Sqlite(connection) if connection.is_autocommit())
}

fn apart(sql: &mut Sql, job: &mut dyn Work) -> Result<(), Trouble> {
    sql.execute("SAVEPOINT one", &[])?;
    match job.run(sql) {
        Ok(()) => sql.execute("RELEASE one", &[]).map(drop),
        Err(trouble) => {
            if !is_over(sql) {
                sql.execute("ROLLBACK TO one", &[])?;
                sql.execute("RELEASE one", &[])?;
            }
            Err(trouble)
        }
    }
}

/// In PostgreSQL a group is one transaction without savepoints, which are a question to the server each. Where
/// one write fails, or another collector is in the way, each is tried alone.
fn all_or_each(sql: &mut Sql, jobs: &mut [Box<dyn Work>]) -> Fates {
    let until = Instant::now() + PATIENCE;
    for round in 1..=TOGETHER {
        match together(sql, jobs) {
            Ok(()) => return vec![Ok(()); jobs.len()],
            Err(failed) if !failed.is_harmless() => return vec![Err(failed.trouble.into()); jobs.len()],
            Err(failed) if failed.trouble.is_lost() => {}
            Err(failed) if failed.trouble.is_passing() => pause(round),
            Err(_) => break,
        }
    }
    if let [job] = jobs {
        return vec![alone(sql, job, until)];
    }
    jobs.iter_mut().map(|job| alone(sql, job, until)).collect()
}

/// Tries one write until it works, cannot work, or has taken too long.
fn alone(sql: &mut Sql, job: &mut Box<dyn Work>, until: Instant) -> Result<(), Unavailable> {
    for round in 1.. {
        match together(sql, std::slice::from_mut(job)) {
            Ok(()) => return Ok(()),
            Err(failed) if failed.is_harmless() && failed.trouble.is_passing() && Instant::now() < until => {
                pause(round);
            }
            Err(failed) => return Err(failed.trouble.into()),
        }
    }
    unreachable!("there is always another round")
}

/// Lets whoever is in the way go first; not as long for everybody, or they would meet again.
fn pause(round: u32) {
    let own = u64::from(std::process::id() % 7);
    std::thread::sleep(Duration::from_millis(u64::from(round.min(10)) * (3 + own)));
}

/// Why a transaction is not there, or may not be.
struct Failed {
    trouble: Trouble,
    /// Nobody can say whether it is there: the connection broke while the server was to commit.
    is_unknown: bool,
}

impl Failed {
    /// Whether it is certain that nothing was written.
    fn is_harmless(&self) -> bool {
        !self.is_unknown
    }
}

fn together(sql: &mut Sql, jobs: &mut [Box<dyn Work>]) -> Result<(), Failed> {
    let certain = |trouble| Failed { trouble, is_unknown: false };
    sql.mend().map_err(certain)?;
    let written = sql.begin().and_then(|()| jobs.iter_mut().try_for_each(|job| job.run(sql)));
    if let Err(trouble) = written {
        sql.undo();
        return Err(certain(trouble));
    }
    sql.commit().map_err(|trouble| {
        sql.undo();
        let is_unknown = trouble.is_lost();
        Failed { trouble, is_unknown }
    })
}
