//! Tells browsers of saves and builds, by server-sent events (HTML, 9.2).

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;

use super::live::{Live, Word};

/// The stream of one browser. One that reads slowly misses what is between, never the last word.
pub(super) fn stream(live: &Live) -> Response {
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Sse::new(words(live.listen())).keep_alive(alive).into_response()
}

fn words(mut word: tokio::sync::watch::Receiver<Word>) -> impl Stream<Item = Result<Event, Infallible>> {
    // The first word is the state of things.
    word.mark_changed();
    futures_util::stream::unfold(word, async |mut word| {
        word.changed().await.ok()?;
        let Word { number, report, parts } = word.borrow_and_update().clone();
        let report = if report.is_empty() { "null" } else { &report };
        let parts = parts.0;
        let data = format!("{{\"number\":{number},\"parts\":\"{parts:x}\",\"report\":{report}}}");
        let event = Event::default().data(data);
        Some((Ok(event), word))
    })
}
