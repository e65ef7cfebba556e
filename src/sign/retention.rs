//! What a collector forgets, hour by hour: unconfirmed signatures, the networks of past days, and who signed what is
//! long over.
//!
//! A clock that is wrong would make it forget what it must keep. So where the clock is far ahead of when it was
//! believed last, nothing is forgotten until it has gone on for a day as time does.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::Event;
use super::api::Collector;
use super::store::{self, Promise, Sql, Trouble, Unavailable};
use crate::base::petitions::Petition;

/// How often it looks; the promises are in days.
const HOUR: Duration = Duration::from_hours(1);
/// How long a clock that is far ahead has to go on before it is believed.
const PROBATION: Duration = Duration::from_hours(24);

/// Forgets until the collector ends.
pub(super) async fn work(collector: &Collector, mut stop: watch::Receiver<bool>) {
    let mut doubt = None;
    loop {
        if let Err(Unavailable(cause)) = look_and_forget(collector, &mut doubt).await {
            (collector.tell)(Event::Unavailable(cause));
        }
        tokio::select! {
            () = tokio::time::sleep(HOUR) => {}
            _ = stop.changed() => return,
        }
    }
}

/// A clock that is not believed yet.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    /// When one was believed last.
    believed: i64,
    /// What it said when the doubt began.
    said: i64,
    /// When that was, by a clock that nobody can set.
    since: Instant,
}

impl Doubt {
    /// Whether the clock has gone on as time did, and nobody else with the same database believed another one.
    fn holds(&self, believed: i64, said: i64, at: Instant) -> bool {
        let passed = i64::try_from((at - self.since).as_millis()).unwrap_or(i64::MAX);
        let hour = i64::try_from(HOUR.as_millis()).expect("a small number");
        self.believed == believed && (said - self.said - passed).abs() < hour
    }
}

async fn look_and_forget(collector: &Collector, doubt: &mut Option<Doubt>) -> Result<(), Unavailable> {
    let now = (collector.clock)();
    collector.networks.forget(now);
    if let Some(believed) = collector.store.read(move |sql| store::is_ahead(sql, now)).await? {
        let at = Instant::now();
        let Some(kept) = doubt.filter(|doubt| doubt.holds(believed, now, at)) else {
            *doubt = Some(Doubt { believed, said: now, since: at });
            (collector.tell)(Event::ClockAhead(believed));
            return Ok(());
        };
        if at - kept.since < PROBATION {
            return Ok(());
        }
    }
    *doubt = None;
    collector.store.write(move |sql| store::believe(sql, now)).await?;
    for step in collector.store.read(move |sql| steps(sql, now)).await? {
        let one = || {
            let step = step.clone();
            collector.store.write(move |sql| step(sql))
        };
        while one().await? > 0 {}
    }
    Ok(())
}

/// Something small that is repeated until it gives 0, so that signatures do not wait for it.
type Step = Arc<dyn Fn(&mut Sql) -> Result<usize, Trouble> + Send + Sync>;

fn steps(sql: &mut Sql, now: i64) -> Result<Vec<Step>, Trouble> {
    let mut steps: Vec<Step> = vec![
        Arc::new(move |sql| store::forget_unconfirmed(sql, now)),
        Arc::new(move |sql| store::forget_riddles(sql, now).map(|()| 0)),
    ];
    for day in store::past_days(sql, now)? {
        steps.extend(
            store::slices(day)
                .map(|begins| -> Step { Arc::new(move |sql| store::forget_slice(sql, begins)) }),
        );
        // Last: whatever ends this before leaves the key for the next time.
        steps.push(Arc::new(move |sql| store::forget_key(sql, day).map(|()| 0)));
    }
    for (petition, days) in store::promises(sql)?.iter().filter_map(kept) {
        steps.push(Arc::new(move |sql| {
            let counted = store::anonymise(sql, &petition, days, now)?;
            Ok(counted + store::scrub(sql, &petition, days, now)?)
        }));
    }
    Ok(steps)
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

/// What became of somebody's wish to forget.
pub(super) enum Ran {
    /// This is forgotten.
    Forgot(Forgotten),
    /// Nothing is: the clock is far ahead of this instant, when it was believed last.
    Ahead(i64),
}

/// Forgets what is due now, and writes down who wanted it. Who is sure of the clock is believed.
pub(super) fn run(sql: &mut Sql, (actor, now): (&str, i64), is_sure: bool) -> Result<Ran, Trouble> {
    if let Some(believed) = store::is_ahead(sql, now)?.filter(|_| !is_sure) {
        return Ok(Ran::Ahead(believed));
    }
    sql.transaction(|sql| {
        store::believe(sql, now)?;
        store::audit(sql, (actor, "retention", ""), now)
    })?;
    let forgotten = look(sql, now)?;
    for step in steps(sql, now)? {
        while sql.transaction(|sql| step(sql))? > 0 {}
    }
    Ok(Ran::Forgot(forgotten))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_ahead_is_believed_only_if_it_goes_on_as_time_does() {
        let since = Instant::now();
        let doubt = Doubt { believed: 1_000, said: 50_000_000_000, since };
        let day = 24 * 60 * 60 * 1000;
        let later = since + PROBATION;
        assert!(doubt.holds(1_000, 50_000_000_000 + day, later));
        assert!(!doubt.holds(1_000, 50_000_000_000 + 9 * day, later), "it jumped again");
        assert!(!doubt.holds(1_000, 50_000_000_000, later), "it stood still");
        assert!(!doubt.holds(2_000, 50_000_000_000 + day, later), "another collector has another time");
    }
}
