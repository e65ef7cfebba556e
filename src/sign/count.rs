//! How many signatures count, ready to be sent: readers never wait for the database.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyper::body::Bytes;
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::watch;

use super::board::Board;
use super::keys::sha256;
use super::store::{Store, Unavailable, counts};
use super::text::base64url;

/// A petition's `count.json`.
#[derive(Clone, Debug)]
pub(super) struct Count {
    /// What is sent.
    pub body: Bytes,
    /// Changes with it.
    pub etag: String,
    numbers: (i64, i64, i64),
}

/// The counts of all petitions.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    shown: watch::Sender<Arc<BTreeMap<String, Count>>>,
}

impl Default for Counts {
    fn default() -> Counts {
        Counts { shown: watch::Sender::new(Arc::default()) }
    }
}

impl Counts {
    /// Of a petition of the site.
    pub(super) fn of(&self, petition: &str) -> Option<Count> {
        self.shown.borrow().get(petition).cloned()
    }

    /// Looks into the database once more; what did not change keeps its date and its tag.
    pub(super) async fn refresh(&self, store: &Store, board: &Board, now: i64) -> Result<(), Unavailable> {
        let confirmed = store.read(counts).await?;
        self.shown.send_modify(|shown| {
            let fresh = board.file.petitions.iter().map(|(id, petition)| {
                let confirmed = confirmed.get(id).copied().unwrap_or(0);
                let count = confirmed + petition.baseline;
                let numbers = (count, confirmed, petition.goal.at(count));
                let kept = shown.get(id).filter(|old| old.numbers == numbers).cloned();
                (id.clone(), kept.unwrap_or_else(|| Count::new(numbers, now)))
            });
            *shown = Arc::new(fresh.collect());
        });
        Ok(())
    }
}

impl Count {
    fn new(numbers: (i64, i64, i64), now: i64) -> Count {
        let (count, confirmed, goal) = numbers;
        let as_of = Timestamp::from_millisecond(now).unwrap_or(Timestamp::UNIX_EPOCH);
        let as_of = as_of.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let body =
            json!({ "count": count, "confirmed": confirmed, "goal": goal, "as_of": as_of }).to_string();
        let etag = format!("\"{}\"", base64url(&sha256(body.as_bytes())[..12]));
        Count { body: body.into(), etag, numbers }
    }
}
