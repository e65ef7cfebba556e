//! Nobody keeps others out by holding connections open.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::collector::{Collector, send};

/// Connections that are begun and never finished, as many as are not refused at once.
fn begun(collector: &Collector, count: usize) -> (Vec<TcpStream>, usize) {
    let mut open: Vec<TcpStream> = (0..count)
        .map(|_| {
            let mut stream = TcpStream::connect(&collector.address).expect("a connection");
            // It may be refused already.
            drop(stream.write_all(b"POST /v1/petitions/free/signatures HTTP/1.1\r\nHost: a\r\n"));
            stream
        })
        .collect();
    // Connections are taken one after the other, so when the last has been looked at all have.
    let wait = |stream: &mut TcpStream, time: Duration| {
        stream.set_read_timeout(Some(time)).expect("a setting");
        match stream.read(&mut [0; 1]) {
            Err(error) => !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
            Ok(read) => read == 0,
        }
    };
    let last = open.last_mut().map(|last| wait(last, Duration::from_secs(2)));
    open.retain_mut(|stream| !wait(stream, Duration::from_millis(1)));
    let refused = count - open.len();
    assert_eq!(last, Some(refused > 0), "the last one first");
    (open, refused)
}

#[test]
fn one_place_does_not_hold_all_connections() {
    let collector = Collector::new();
    let (open, refused) = begun(&collector, 300);
    assert_eq!((open.len(), refused), (256, 44));
    assert!(send(&collector.address, "GET", "/healthz", "", b"").is_none(), "nor does it get one more");
    drop(open);
    let metrics = collector
        .until(|| send(&collector.address, "GET", "/metrics", "", b"").filter(|it| it.status == 200));
    assert!(metrics.body.contains("altavoz_sign_turned_away_total 4"), "{}", metrics.body);
}

#[test]
fn a_proxy_of_ours_holds_as_many_as_it_likes() {
    let collector = Collector::with(&["--dev", "--proxy", "127.0.0.1"]);
    let (open, refused) = begun(&collector, 300);
    assert_eq!((open.len(), refused), (300, 0));
    assert_eq!(collector.get("/healthz").status, 200);
}
