//! What a collector forgets, hour by hour: unconfirmed signatures, and who signed what is long over.

use std::time::Duration;

use tokio::sync::watch;

use super::Event;
use super::api::Collector;
use super::store::{self, Unavailable};

/// How often it looks; the promises are in days.
const HOUR: Duration = Duration::from_hours(1);

/// Forgets until the collector ends.
pub(super) async fn work(collector: &Collector, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(Unavailable(cause)) = forget(collector).await {
            (collector.tell)(Event::Unavailable(cause));
        }
        tokio::select! {
            () = tokio::time::sleep(HOUR) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn forget(collector: &Collector) -> Result<(), Unavailable> {
    let now = (collector.clock)();
    while collector.store.write(move |sql| store::forget_unconfirmed(sql, now)).await? > 0 {}
    collector.store.write(move |sql| store::forget_riddles(sql, now)).await?;
    let board = collector.board.borrow().clone();
    for (id, petition) in &board.file.petitions {
        let days = petition.retention_days;
        loop {
            let id = id.clone();
            if collector.store.write(move |sql| store::anonymise(sql, &id, days, now)).await? == 0 {
                break;
            }
        }
    }
    Ok(())
}
