//! The signature collector: takes signatures, asks for their confirmation by mail, counts them once.
//!
//! ```text
//!  form ──▶ api ──▶ store ──▶ 303 or 202, after the disk has it
//!            │        │
//!     board ─┘        └──▶ post ──▶ mail ──▶ link ──▶ api: GET shows a button, POST confirms
//! ```
//!
//! Knows nothing of the site but the file of petitions that a build writes. What names a person is
//! sealed before it is stored and is never written into a log.

mod address;
mod admin;
mod again;
mod answer;
mod api;
mod board;
mod count;
mod disk;
mod domains;
mod entry;
mod export;
mod form;
mod http;
mod invalid;
mod keys;
mod limit;
mod mail;
mod metrics;
mod mine;
mod network;
mod office;
mod pages;
mod post;
mod pow;
mod retention;
mod store;
mod text;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::base::Failure;

use api::Collector;
use board::Board;
use count::Counts;
use limit::Limits;
use post::Postman;
use store::{Copied, NotCopied, Opens, Store, Trouble, Unusable};

pub use address::Address;
pub use disk::create_private;
pub use domains::Disposable;
pub use entry::{Entry, Problem, entry};
pub use export::Format;
pub use form::Form;
pub use invalid::Flood;
pub use keys::{Keys, fresh};
pub use office::{Export, Office};
pub use post::Sends;
pub use store::Database;

/// The time in milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;
/// Who is told what happens.
pub type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// How often the file of petitions and the counts are looked at.
const LOOK: Duration = Duration::from_secs(2);

/// So long nothing more is said of a database that takes nothing, in milliseconds.
const CALM: i64 = 5_000;

/// What is told of a running collector. Nothing here names a person.
#[derive(Clone, Debug)]
pub enum Event {
    /// It answers at this address and has so many petitions.
    Listening(SocketAddr, usize),
    /// The site published other petitions: now there are so many.
    Reloaded(usize),
    /// The file of petitions cannot be read; the last good one holds.
    BadPetitions,
    /// The database takes nothing, or gives nothing; signatures are answered with 503.
    Unavailable(String),
    /// The clock is far ahead of when it was believed last, at that instant: nothing is forgotten until it has
    /// gone on for a day.
    ClockAhead(i64),
    /// So many mails did not go out: why, and whether nobody tries again.
    NotSent {
        /// Why.
        cause: String,
        /// Whether nobody tries again.
        is_given_up: bool,
        /// How many.
        count: usize,
    },
}

/// How a collector is run.
pub struct Settings {
    /// The file that a build writes.
    pub petitions: PathBuf,
    /// The database; made if it is not there.
    pub database: Database,
    /// Where to answer.
    pub listen: SocketAddr,
    /// The address that the world knows it by.
    pub url: Option<String>,
    /// The secrets.
    pub keys: Keys,
    /// Where mails go.
    pub sends: Sends,
    /// The sender's address.
    pub from: Option<String>,
    /// Whether it is all a test.
    pub is_dev: bool,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// Domains whose addresses are not taken.
    pub disposable: Disposable,
}

/// Runs a collector until the process is told to end.
pub fn serve(settings: Settings, clock: Clock, tell: Tell) -> Result<(), Failure> {
    run(settings, None, (clock, tell), until_told())
}

/// Runs a collector at a place that is open already, as long as the process lives. A collector may
/// die at any moment, so whoever starts it on a thread need not tell it when to end.
pub fn beside(listener: TcpListener, settings: Settings, clock: Clock, tell: Tell) -> Result<(), Failure> {
    run(settings, Some(listener), (clock, tell), std::future::pending())
}

fn run(
    settings: Settings,
    listener: Option<TcpListener>,
    (clock, tell): (Clock, Tell),
    until: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let tell = calmly(tell, clock.clone());
    let board = Arc::new(read(&settings.petitions)?);
    let keys = Arc::new(settings.keys);
    let store = Store::open(&settings.database, &keys.mark())
        .map_err(|unusable| not_opened(&settings.database, unusable))?;
    let broken = |cause: io::Error| {
        Failure::new("failure.sign-listen").arg("address", settings.listen).because(&cause)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(broken)?;
    runtime.block_on(async {
        let listener = match listener {
            Some(listener) => tokio::net::TcpListener::from_std(listener).map_err(broken)?,
            None => tokio::net::TcpListener::bind(settings.listen).await.map_err(broken)?,
        };
        let address = listener.local_addr().map_err(broken)?;
        let (board_in, board) = watch::channel(board);
        let (stop_in, stop) = watch::channel(false);
        let collector = Arc::new(Collector {
            store: store.clone(),
            database: settings.database.clone(),
            petitions: settings.petitions.clone(),
            keys: keys.clone(),
            board: board.clone(),
            counts: Counts::default(),
            limits: Limits::default(),
            networks: network::Networks::default(),
            disposable: settings.disposable,
            metrics: metrics::Metrics::default(),
            clock: clock.clone(),
            tell: tell.clone(),
            is_dev: settings.is_dev,
            proxies: settings.proxies.iter().map(IpAddr::to_canonical).collect(),
        });
        remember(&collector).await;
        // In test mode links lead to where it listens, not to where the site's forms will post one day.
        let own = settings.is_dev.then(|| format!("http://{address}"));
        let url = settings.url.or(own);
        let postman = Postman {
            store,
            keys,
            board,
            sends: settings.sends,
            from: settings.from,
            url,
            clock,
            tell: tell.clone(),
        };
        let posting = tokio::spawn(Arc::new(postman).work(stop.clone()));
        let looking = tokio::spawn(look(settings.petitions.clone(), board_in, collector.clone()));
        tell(Event::Listening(address, collector.board.borrow().file.petitions.len()));
        let forgetting = {
            let (collector, stop) = (collector.clone(), stop.clone());
            tokio::spawn(async move { retention::work(&collector, stop).await })
        };
        let answering = tokio::spawn(http::run(listener, collector, stop));
        until.await;
        // Nobody listens any more only if all have ended already.
        stop_in.send_replace(true);
        drop(answering.await);
        drop(posting.await);
        drop(forgetting.await);
        looking.abort();
        Ok(())
    })
}

/// What [`copy`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copy {
    /// How many signatures the copy has.
    pub signatures: i64,
    /// How many it has not, since they came in meanwhile.
    pub missed: i64,
}

/// Copies all signatures into another, empty database.
pub fn copy(from: &Database, to: &Database) -> Result<Copy, Failure> {
    let mut source = store::open(from, Opens::ToWork, None).map_err(|unusable| not_opened(from, unusable))?;
    let mut target = store::open(to, Opens::ToMake, None).map_err(|unusable| not_opened(to, unusable))?;
    let copied = store::copy(&mut source, &mut target);
    let failed = |trouble: Trouble, at: &Database| {
        Failure::new("failure.sign-copy").arg("path", at).arg("cause", trouble)
    };
    match copied {
        Ok(Copied { signatures, missed }) => Ok(Copy { signatures, missed }),
        Err(NotCopied::From(trouble)) => Err(failed(trouble, from)),
        Err(NotCopied::To(trouble)) => Err(failed(trouble, to)),
        Err(NotCopied::NotEmpty) => Err(Failure::new("failure.sign-not-empty").arg("path", to)),
        Err(NotCopied::Differs(table)) => {
            Err(Failure::new("failure.sign-copy").arg("path", to).arg("cause", table))
        }
    }
}

/// Tells of the same trouble once in [`CALM`], since under load a full disk meets thousands a second.
fn calmly(tell: Tell, clock: Clock) -> Tell {
    let last = AtomicI64::new(i64::MIN);
    Arc::new(move |event| {
        if matches!(event, Event::Unavailable(_)) {
            let now = clock();
            let before = last.load(Ordering::Relaxed);
            if (0..CALM).contains(&now.saturating_sub(before)) {
                return;
            }
            last.store(now, Ordering::Relaxed);
        }
        tell(event);
    })
}

/// Writes a new file of keys, which only its owner may read.
pub fn write_keys(path: &Path) -> Result<(), Failure> {
    let begun = disk::begin_private(path, fresh().as_bytes());
    begun.map_err(|cause| Failure::at("failure.sign-keys-there", path, &cause))
}

/// Reads a file of keys.
pub fn read_keys(path: &Path) -> Result<Keys, Failure> {
    let bytes = disk::read(path).map_err(|cause| Failure::at("failure.read", path, &cause))?;
    let keys = std::str::from_utf8(&bytes).ok().and_then(Keys::read);
    keys.ok_or_else(|| Failure::new("failure.sign-keys").arg("path", path.display()))
}

/// Reads a list of domains whose addresses are not taken.
pub fn read_disposable(path: &Path) -> Result<Disposable, Failure> {
    let bytes = disk::read(path).map_err(|cause| Failure::at("failure.read", path, &cause))?;
    let list = std::str::from_utf8(&bytes).ok().and_then(Disposable::read);
    list.ok_or_else(|| Failure::new("failure.sign-domains").arg("path", path.display()))
}

fn read(path: &Path) -> Result<Board, Failure> {
    let bytes = disk::read(path).map_err(|cause| Failure::at("failure.read", path, &cause))?;
    Board::read(&bytes).ok_or_else(|| Failure::new("failure.sign-petitions").arg("path", path.display()))
}

fn not_opened(database: &Database, unusable: Unusable) -> Failure {
    let at = |key| Failure::new(key).arg("path", database);
    match unusable {
        Unusable::Disk(cause) => at("failure.sign-database").because(&cause),
        Unusable::Trouble(cause) => at("failure.sign-database").arg("cause", cause),
        Unusable::Careless => at("failure.sign-fsync"),
        Unusable::Absent => at("failure.sign-absent"),
        Unusable::Foreign => at("failure.sign-foreign"),
        Unusable::Later(version) => at("failure.sign-later").arg("version", version),
        Unusable::OtherKeys => at("failure.sign-other-keys"),
    }
}

/// Looks for a new file of petitions, and for counts that others changed.
async fn look(path: PathBuf, board: watch::Sender<Arc<Board>>, collector: Arc<Collector>) {
    let mut seen = disk::mark(&path);
    loop {
        tokio::time::sleep(LOOK).await;
        let mark = disk::mark(&path);
        if mark.is_some() && mark != seen {
            seen = mark;
            match read(&path) {
                Ok(fresh) => {
                    (collector.tell)(Event::Reloaded(fresh.file.petitions.len()));
                    board.send_replace(Arc::new(fresh));
                    remember(&collector).await;
                }
                Err(_) => (collector.tell)(Event::BadPetitions),
            }
        }
        count(&collector).await;
    }
}

/// Stores what the site says of its petitions, and counts.
async fn remember(collector: &Collector) {
    let board = collector.board.borrow().clone();
    let now = (collector.clock)();
    let written = collector.store.write(move |sql| {
        board.file.petitions.iter().try_for_each(|(id, petition)| {
            let (opens, closes) = board.times[id];
            let json = serde_json::to_string(petition).expect("texts and numbers are JSON");
            store::sync(sql, id, (&petition.state, opens, closes), &json, now)
        })?;
        let known = store::promises(sql)?;
        let mut gone = known.iter().filter(|known| !board.file.petitions.contains_key(&known.petition));
        gone.try_for_each(|gone| store::gone(sql, &gone.petition, now))
    });
    if let Err(cause) = written.await {
        (collector.tell)(Event::Unavailable(cause.0));
    }
    count(collector).await;
}

async fn count(collector: &Collector) {
    let board = collector.board.borrow().clone();
    let refreshed = collector.counts.refresh(&collector.store, &board, (collector.clock)()).await;
    if let Err(cause) = refreshed {
        (collector.tell)(Event::Unavailable(cause.0));
    }
}

/// Ctrl-C, or what a service manager sends.
async fn until_told() {
    #[cfg(unix)]
    {
        let mut told = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
            .expect("a signal can be listened to");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = told.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(tokio::signal::ctrl_c().await);
}

/// An instant in milliseconds since 1970: a date (its beginning in UTC) or an instant (RFC 3339).
pub fn instant(text: &str) -> Option<i64> {
    let of_day = || {
        let day: jiff::civil::Date = text.parse().ok()?;
        day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|day| day.timestamp())
    };
    text.parse().ok().or_else(of_day).map(jiff::Timestamp::as_millisecond)
}
