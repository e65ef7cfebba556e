//! What browsers see now, and who waits for what comes next.
//!
//! Between a save and the end of the build that sees it, a page is not answered from the last
//! build, since that would be stale: it is asked of the build that goes on. While the site has
//! errors, the last good one stays.

use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::{oneshot, watch};

use crate::base::Fingerprint;
use crate::base::asks::Asks;
use crate::base::bundle::Bundle;
use crate::base::output::{File, Output};
use crate::base::url::Url;

/// A build without errors.
#[derive(Debug)]
pub struct Shown {
    /// Every file.
    pub output: Output,
    /// The path that the site lies under: empty, or `/campaign`.
    pub base_path: String,
}

impl Shown {
    /// Whether a file is to be made before it can be sent.
    pub(super) fn is_later(&self, path: &str) -> bool {
        let inside = path.strip_prefix(&self.base_path[..]).unwrap_or(path);
        self.output.bundle(inside).is_some_and(Bundle::is_later)
    }
}

/// Answers requests for the desk; `None` where it has nothing.
pub type Desk = dyn Fn(&Asked) -> Option<Reply> + Send + Sync;

/// What a browser asks of the desk.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Behind `/_altavoz/`.
    pub path: String,
    /// Behind the question mark.
    pub query: String,
    /// What a form holds, if a page of ours sent one.
    pub form: Option<String>,
    /// Whether the browser runs on this machine.
    pub is_here: bool,
}

/// What the desk answers.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A file by this name.
    File(&'static str, Vec<u8>),
    /// A page that says why what a form holds was not taken.
    NotTaken(Vec<u8>),
    /// A form was taken, and this address shows what came of it.
    Taken(String),
    /// It is not for this browser; a plain text says why.
    Forbidden(&'static str),
}

/// How a build ended.
pub struct Outcome {
    /// The site; `None` if it has errors.
    pub shown: Option<Arc<Shown>>,
    /// What the page's script is told: JSON.
    pub report: String,
    /// Of all files whose names stay when they change, as pictures in `assets/` do.
    pub parts: Fingerprint,
    /// The desk.
    pub desk: Box<Desk>,
}

/// The one place where the builder and the browsers meet.
pub struct Live {
    state: Mutex<State>,
    word: watch::Sender<Word>,
}

/// What every browser is told when it changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// One more for every save and every build.
    pub(super) number: u64,
    /// What the last build had to say: JSON.
    pub(super) report: Arc<str>,
    /// Another one where a picture changed behind its name.
    pub(super) parts: Fingerprint,
}

#[derive(Default)]
struct State {
    good: Option<Arc<Shown>>,
    desk: Option<Arc<Desk>>,
    /// The build that will see the last save; `None` where there is nothing to wait for.
    work: Option<Work>,
    /// How many saves there have been.
    saves: u64,
}

#[derive(Default)]
struct Work {
    asks: Arc<Asks>,
    /// How many saves the build sees that does this; `None` before it begins.
    seen: Option<u64>,
}

impl Default for Live {
    fn default() -> Live {
        let state = State { work: Some(Work::default()), ..State::default() };
        Live { state: Mutex::new(state), word: watch::Sender::new(Word::default()) }
    }
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Live").field("word", &self.word).finish_non_exhaustive()
    }
}

impl Live {
    /// Something was saved: from now on, pages come from a build that sees it. Gives the save's number.
    pub fn saved(&self) -> u64 {
        let mut state = self.state();
        state.saves += 1;
        let number = state.saves;
        if state.work.as_ref().is_none_or(|work| work.seen.is_some()) {
            state.work = Some(Work::default());
        }
        drop(state);
        self.word.send_modify(|word| word.number += 1);
        number
    }

    /// A build begins, which sees the saves up to this number.
    pub fn begin(&self, seen: u64) -> Arc<Asks> {
        let mut state = self.state();
        let work = state.work.get_or_insert_default();
        work.seen = Some(seen);
        work.asks.clone()
    }

    /// That build is over; `None` if there was nothing to build after all.
    pub fn end(&self, asks: &Arc<Asks>, outcome: Option<Outcome>) {
        let mut state = self.state();
        let mut replaced = (None, None);
        let mut report = None;
        if let Some(outcome) = outcome {
            if let Some(shown) = outcome.shown {
                replaced.0 = state.good.replace(shown);
            }
            replaced.1 = state.desk.replace(outcome.desk.into());
            report = Some((outcome.report.into(), outcome.parts));
        }
        if let Some(work) = state.work.take_if(|work| Arc::ptr_eq(&work.asks, asks)) {
            // A save that came between the builder's last look and its beginning waits for the next build.
            let has_seen_all = work.seen == Some(state.saves);
            state.work = (!has_seen_all).then(Work::default);
        }
        drop(state);
        asks.close();
        self.word.send_modify(|word| {
            word.number += 1;
            if let Some((report, parts)) = report {
                (word.report, word.parts) = (report, parts);
            }
        });
        // Taking a large site apart takes longer than anybody should wait.
        drop(replaced);
    }

    /// What browsers are told, now and whenever it changes.
    pub(super) fn listen(&self) -> watch::Receiver<Word> {
        self.word.subscribe()
    }

    /// The last good build, whatever goes on.
    pub(super) fn last(&self) -> Option<Arc<Shown>> {
        self.state().good.clone()
    }

    /// The desk of the last build.
    pub(super) fn desk(&self) -> Option<Arc<Desk>> {
        self.state().desk.clone()
    }

    /// A page of the build that goes on, as soon as it is made; `None` when nothing goes on (any more).
    pub(super) async fn early(&self, url: &Url) -> Option<File> {
        let asks = self.state().work.as_ref()?.asks.clone();
        let (sender, answer) = oneshot::channel();
        // Whoever asked may have gone.
        asks.ask(url.clone(), Box::new(move |file| drop(sender.send(file)))).ok()?;
        answer.await.ok().flatten()
    }

    /// Waits until nothing goes on, and gives the last good build.
    pub(super) async fn settled(&self) -> Option<Arc<Shown>> {
        let mut word = self.listen();
        loop {
            if self.is_settled() || word.changed().await.is_err() {
                return self.last();
            }
        }
    }

    fn is_settled(&self) -> bool {
        self.state().work.is_none()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds this")
    }
}
