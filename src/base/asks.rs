//! Pages that somebody waits for while a build goes on.
//!
//! A preview can show a page as soon as the site is known; the build renders such a page before all
//! others. What is asked for changes the order of the work, never its result.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Url;
use super::output::File;

/// Called with the page, or with `None` if it comes with all others or never.
pub type Answer = Box<dyn FnOnce(Option<File>) + Send>;

/// What is asked for, by several threads, of one build.
#[derive(Default)]
pub struct Asks {
    is_closed: AtomicBool,
    waiting: AtomicUsize,
    queue: Mutex<VecDeque<(Url, Answer)>>,
}

impl std::fmt::Debug for Asks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asks").field("waiting", &self.waiting).finish_non_exhaustive()
    }
}

impl Asks {
    /// Asks for a page; gives the answer back if the build is over.
    pub fn ask(&self, url: Url, answer: Answer) -> Result<(), Answer> {
        let mut queue = self.queue.lock().expect("no thread of a build panicked");
        if self.is_closed.load(Ordering::Acquire) {
            return Err(answer);
        }
        queue.push_back((url, answer));
        self.waiting.store(queue.len(), Ordering::Release);
        Ok(())
    }

    /// Makes what was asked for until now; costs next to nothing where nobody asked.
    pub fn serve(&self, make: impl Fn(&Url) -> Option<File>) {
        while self.waiting.load(Ordering::Acquire) > 0 {
            let Some((url, answer)) = self.next() else { return };
            answer(make(&url));
        }
    }

    /// The build is over: who still waits, and who comes, takes its result.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
        while let Some((_, answer)) = self.next() {
            answer(None);
        }
    }

    fn next(&self) -> Option<(Url, Answer)> {
        let mut queue = self.queue.lock().expect("no thread of a build panicked");
        let next = queue.pop_front();
        self.waiting.store(queue.len(), Ordering::Release);
        next
    }
}
