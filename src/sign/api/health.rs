//! What a monitor on the same machine is told.

use std::net::IpAddr;

use super::TEXT;
use super::asked::Asked;
use crate::sign::answer::{self, Answer};
use crate::sign::store::{self, Unavailable};

impl Asked<'_> {
    /// Whether it comes from this machine, and not through a proxy that runs here.
    pub(super) fn is_local(&self, peer: IpAddr) -> bool {
        let passed_on = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];
        peer.to_canonical().is_loopback() && !passed_on.iter().any(|name| self.headers.contains_key(*name))
    }

    pub(super) async fn measured(&self) -> Answer {
        let now = self.now;
        let read =
            self.collector.store.read(move |rows| Ok((store::counts(rows)?, store::queue(rows, now)?)));
        match read.await {
            Ok((counts, queue)) => {
                let text = self.collector.metrics.text(&counts, &queue);
                answer::answer(200, "text/plain; version=0.0.4; charset=utf-8", text)
            }
            Err(Unavailable(cause)) => answer::answer(503, TEXT, format!("{cause}\n")),
        }
    }

    pub(super) async fn ready(&self) -> Answer {
        let keys = self.collector.keys.clone();
        // A transaction that writes nothing also succeeds on a full disk.
        match self.collector.store.write(move |sql| store::as_if(sql, &keys)).await {
            Ok(()) => answer::answer(200, TEXT, "ready\n"),
            Err(Unavailable(cause)) => answer::answer(503, TEXT, format!("{cause}\n")),
        }
    }
}
