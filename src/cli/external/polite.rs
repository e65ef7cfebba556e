//! One question at a time to each host, with a pause between, wherever links and redirects come from.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::address::host;
use super::asking::{Answer, Method, Web};

/// Between two questions to one host.
pub(super) const BETWEEN: Duration = Duration::from_secs(1);

/// The web, asked politely by several threads.
pub(super) struct Polite<'w> {
    web: &'w dyn Web,
    /// Whether a host was asked since it last had a pause; who holds it is the only one who asks.
    hosts: Mutex<BTreeMap<String, Arc<Mutex<bool>>>>,
}

impl<'w> Polite<'w> {
    /// Begins with hosts that nobody has asked.
    pub(super) fn new(web: &'w dyn Web) -> Polite<'w> {
        Polite { web, hosts: Mutex::default() }
    }

    /// Asks when it is the address's turn.
    pub(super) fn ask(&self, method: Method, url: &str) -> Answer {
        let host = self.host(url);
        let mut was_asked = host.lock().expect("no thread that asks panicked");
        if std::mem::replace(&mut *was_asked, true) {
            self.web.wait(BETWEEN);
        }
        self.web.ask(method, url)
    }

    /// Leaves an address's host alone for a while.
    pub(super) fn rest(&self, url: &str, time: Duration) {
        let host = self.host(url);
        let mut was_asked = host.lock().expect("no thread that asks panicked");
        self.web.wait(time);
        *was_asked = false;
    }

    fn host(&self, url: &str) -> Arc<Mutex<bool>> {
        let mut hosts = self.hosts.lock().expect("no thread that asks panicked");
        hosts.entry(host(url)).or_default().clone()
    }
}
