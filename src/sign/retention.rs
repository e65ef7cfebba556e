//! What a collector forgets, hour by hour: unconfirmed signatures, and who signed what is long over.

use std::time::Duration;

use tokio::sync::watch;

use super::Event;
use super::api::Collector;
use super::store::{self, Promise, Sql, Trouble, Unavailable};
use crate::base::petitions::Petition;

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
    let (store, now) = (&collector.store, (collector.clock)());
    while store.write(move |sql| store::forget_unconfirmed(sql, now)).await? > 0 {}
    store.write(move |sql| store::forget_riddles(sql, now)).await?;
    for (petition, days) in store.read(store::promises).await?.iter().filter_map(kept) {
        let step = |petition: String| async move {
            store
                .write(move |sql| {
                    let counted = store::anonymise(sql, &petition, days, now)?;
                    Ok(counted + store::scrub(sql, &petition, days, now)?)
                })
                .await
        };
        while step(petition.clone()).await? > 0 {}
    }
    Ok(())
}

/// For how many days after its end a petition keeps who signed; `None` if it wants to keep that.
fn kept(promise: &Promise) -> Option<(String, i64)> {
    let petition: Petition = serde_json::from_str(&promise.config).ok()?;
    petition.anonymise_after_close.then(|| (promise.petition.clone(), petition.retention_days))
}

/// What is forgotten: how many signatures of which petition; without a petition those that nobody confirmed.
pub(super) type Forgotten = Vec<(Option<String>, i64)>;

/// What would be forgotten now.
pub(super) fn look(sql: &mut Sql, now: i64) -> Result<Forgotten, Trouble> {
    let mut forgotten = vec![(None, store::due_unconfirmed(sql, now)?)];
    for (petition, days) in store::promises(sql)?.iter().filter_map(kept) {
        let due = store::due_to_anonymise(sql, &petition, days, now)?;
        forgotten.push((Some(petition), due));
    }
    forgotten.retain(|(_, count)| *count > 0);
    Ok(forgotten)
}

/// Forgets what is due now; gives what that was.
pub(super) fn run(sql: &mut Sql, now: i64) -> Result<Forgotten, Trouble> {
    let forgotten = look(sql, now)?;
    while sql.transaction(|sql| store::forget_unconfirmed(sql, now))? > 0 {}
    sql.transaction(|sql| store::forget_riddles(sql, now))?;
    for (petition, days) in store::promises(sql)?.iter().filter_map(kept) {
        let mut step = || {
            sql.transaction(|sql| {
                let counted = store::anonymise(sql, &petition, days, now)?;
                Ok(counted + store::scrub(sql, &petition, days, now)?)
            })
        };
        while step()? > 0 {}
    }
    Ok(forgotten)
}
