//! Connections: taken, kept short, closed in order. Knows nothing of what is asked.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::api::{Collector, respond};
use super::limit::Held;

/// So long a head may take to come, and a connection may lie idle between two requests.
const HEAD: Duration = Duration::from_secs(10);
/// The longest head in bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// Headers of a request.
const MOST_HEADERS: usize = 64;
/// Connections at one time.
const MOST: usize = 4096;
/// How long those that are open get to end when the collector does.
const FAREWELL: Duration = Duration::from_secs(10);

/// Answers until it is told to stop, then ends what it began.
pub(super) async fn run(listener: TcpListener, collector: Arc<Collector>, stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(MOST));
    let held = Arc::new(Held::default());
    let mut stopped = stop.clone();
    loop {
        let place = places.clone().acquire_owned();
        let place = tokio::select! {
            place = place => place.expect("the semaphore is never closed"),
            _ = stopped.changed() => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => {
                let Ok(accepted) = accepted else {
                    // Out of descriptors: others have to end first.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                };
                accepted
            }
            _ = stopped.changed() => break,
        };
        let hold = held.hold(peer.ip());
        // All the world comes through a proxy of ours, which has to limit it itself.
        if hold.is_none() && !collector.proxies.contains(&peer.ip().to_canonical()) {
            collector.metrics.turned_away();
            continue;
        }
        let (collector, stop) = (collector.clone(), stop.clone());
        tokio::spawn(async move {
            talk(stream, peer, &collector, stop).await;
            drop((place, hold));
        });
    }
    drop(listener);
    let all = u32::try_from(MOST).expect("a small number");
    // Whoever has not ended by then is cut off; what was acknowledged is on the disk.
    drop(tokio::time::timeout(FAREWELL, places.acquire_many(all)).await);
}

async fn talk(stream: TcpStream, peer: SocketAddr, collector: &Collector, mut stop: watch::Receiver<bool>) {
    // Answers are small and whole: waiting for more to send only costs time.
    drop(stream.set_nodelay(true));
    let service =
        service_fn(
            |request| async move { Ok::<_, Infallible>(respond(collector, peer.ip(), request).await) },
        );
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _ = stop.changed() => None,
    };
    if ended.is_none() {
        connection.as_mut().graceful_shutdown();
        // How a browser ended its connection is nobody's concern.
        drop(connection.await);
    }
}
