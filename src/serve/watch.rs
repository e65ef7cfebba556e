//! Disk → a word when something changed. Knows neither what the files mean nor which of them count.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::base::Failure;

/// How often files are looked at where the system cannot tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// How long after a word of a save there may be another word of the same one.
const ECHO: Duration = Duration::from_millis(2);
/// Who saves without end must not keep everybody waiting for ever.
const MOST_ECHOES: usize = 8;

/// What changed since the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files and folders that are new, another or gone.
    pub paths: BTreeSet<PathBuf>,
    /// So much that the system lost count: everything may have changed.
    pub everything: bool,
    /// The number of the last save among them.
    pub last: u64,
}

/// Tells of changes under a folder until it is dropped.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    changes: Receiver<Changes>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

impl Watch {
    /// Watches the files right under `root`; folders are added by [`Watch::cover`]. `told` is called
    /// at once, on another thread, with the paths that changed, and gives the
    /// save's number; `None` if they do not count.
    pub fn of(
        root: &Path,
        told: impl Fn(&[PathBuf]) -> Option<u64> + Clone + Send + 'static,
    ) -> Result<Watch, Failure> {
        let failure = |cause: notify::Error| failure(root, &cause);
        let (sender, changes) = channel();
        let tell = teller(told.clone(), sender.clone());
        let mut watcher: Box<dyn Watcher + Send> = match RecommendedWatcher::new(tell, config()) {
            Ok(watcher) => Box::new(watcher),
            Err(_) => Box::new(polling(teller(told.clone(), sender.clone())).map_err(failure)?),
        };
        if watcher.watch(root, RecursiveMode::NonRecursive).is_err() {
            watcher = Box::new(polling(teller(told, sender)).map_err(failure)?);
            watcher.watch(root, RecursiveMode::NonRecursive).map_err(failure)?;
        }
        Ok(Watch { watcher, changes })
    }

    /// Watches everything under these folders as well; those that are watched already stay so.
    pub fn cover(&mut self, folders: &[PathBuf]) -> Result<(), Failure> {
        for folder in folders {
            match self.watcher.watch(folder, RecursiveMode::Recursive) {
                // A folder that vanished in the meantime will be told of.
                Err(cause) if folder.is_dir() => return Err(failure(folder, &cause)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Waits for changes and takes all that there are by then; `None` after `most` without any.
    pub fn next(&self, most: Duration) -> Option<Changes> {
        let mut all = self.changes.recv_timeout(most).ok()?;
        // One save is told of several times in a row: emptied, written, closed.
        for _ in 0..MOST_ECHOES {
            let Ok(more) = self.changes.recv_timeout(ECHO) else { break };
            all = all.and(more);
        }
        Some(self.changes.try_iter().fold(all, Changes::and))
    }
}

impl Changes {
    /// These and more.
    #[must_use]
    pub fn and(mut self, more: Changes) -> Changes {
        self.paths.extend(more.paths);
        Changes { everything: self.everything || more.everything, last: self.last.max(more.last), ..self }
    }
}

// A link may lead to half of the disk; the folders inside the site that links lead to are named one by one.
fn config() -> Config {
    Config::default().with_follow_symlinks(false)
}

fn failure(path: &Path, cause: &notify::Error) -> Failure {
    Failure::new("failure.watch").arg("path", path.display()).arg("cause", cause)
}

fn polling(tell: impl notify::EventHandler) -> notify::Result<PollWatcher> {
    PollWatcher::new(tell, config().with_poll_interval(POLL).with_compare_contents(true))
}

fn teller(
    told: impl Fn(&[PathBuf]) -> Option<u64>,
    sender: Sender<Changes>,
) -> impl FnMut(notify::Result<Event>) {
    move |event| {
        let (paths, everything) = match event {
            Ok(event) if event.need_rescan() => (Vec::new(), true),
            Ok(event) if !is_change(event.kind) => return,
            Ok(event) => (event.paths, false),
            Err(_) => (Vec::new(), true),
        };
        let Some(last) = told(&paths) else { return };
        let changes = Changes { paths: paths.into_iter().collect(), everything, last };
        // Nobody listens any more when the program ends.
        drop(sender.send(changes));
    }
}

// Looking at a file is no change, and our own reading would wake us again.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
