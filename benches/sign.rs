//! Signs on a collector as fast as it takes signatures, and checks that it kept every one of them.
//!
//! ```text
//! cargo run --release --example bench-sign -- [--program target/release/altavoz] [--seconds 60] [--connections 256]
//!   [--database postgres://… --collectors 2]
//! ```
//!
//! Prints acknowledged signatures a second with their 50th and 99th percentile, then requests of
//! `count.json` a second. Fails unless acknowledged == rows == mails in the queue. Several collectors share one
//! database of PostgreSQL, which must be empty.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark runs, reads the clock and talks"
)]

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

#[derive(Clone)]
struct Options {
    program: PathBuf,
    seconds: u64,
    connections: usize,
    database: String,
    collectors: usize,
}

impl Options {
    fn read() -> Result<Options, Box<dyn Error>> {
        let mut options = Options {
            program: "target/release/altavoz".into(),
            seconds: 60,
            connections: 256,
            database: "signatures.db".to_owned(),
            collectors: 1,
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or("every option has a value")?;
            match name.as_str() {
                "--program" => options.program = value.into(),
                "--seconds" => options.seconds = value.parse()?,
                "--connections" => options.connections = value.parse()?,
                "--database" => options.database = value,
                "--collectors" => options.collectors = value.parse()?,
                other => return Err(format!("there is no {other}").into()),
            }
        }
        options.program = std::fs::canonicalize(&options.program)?;
        Ok(options)
    }
}

struct Collector(Child);

impl Drop for Collector {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    let folder = std::env::temp_dir().join(format!("altavoz-bench-sign-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("petitions.json"), petitions().to_string())?;
    let collectors: Vec<(Collector, String)> =
        (0..options.collectors).map(|_| collector(&options, &folder)).collect::<Result<_, _>>()?;
    let addresses: Vec<&str> = collectors.iter().map(|(_, address)| &address[..]).collect();

    let next = AtomicUsize::new(0);
    let signing = load(&addresses, &options, || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let body = format!(
            "lang=en&first_name=Ana&last_name=P%C3%A9rez&email=a{number}%40example.org&consent_processing=p"
        );
        let length = body.len();
        format!(
            "POST /v1/petitions/free/signatures HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}"
        )
    });
    report("signatures", &signing, options.seconds);
    let memory: Vec<String> = collectors.iter().map(|(collector, _)| memory(collector)).collect();
    let counting = load(&addresses, &Options { seconds: 5, connections: 32, ..options.clone() }, || {
        "GET /v1/petitions/free/count.json HTTP/1.1\r\nHost: a\r\n\r\n".to_owned()
    });
    report("counts", &counting, 5);
    println!("memory: {}", memory.join(" · "));
    drop(collectors);

    let (rows, mails) = (count(&options, &folder, "signatures")?, count(&options, &folder, "outbox")?);
    println!(
        "acknowledged {} · rows {rows} · mails {mails} · refused {}",
        signing.fine.len(),
        signing.refused
    );
    std::fs::remove_dir_all(&folder)?;
    if signing.fine.len() != rows || rows != mails {
        return Err("what was acknowledged is not what is there".into());
    }
    Ok(())
}

/// Starts a collector, and gives where it listens.
fn collector(options: &Options, folder: &Path) -> Result<(Collector, String), Box<dyn Error>> {
    let mut child = Command::new(&options.program)
        .current_dir(folder)
        .args(["sign", "serve", "--dev", "--hold-mail", "--proxy", "127.0.0.1", "--listen", "127.0.0.1:0"])
        .args(["--petitions", "petitions.json", "--database", &options.database])
        .env("LC_ALL", "C")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no pipe")?).read_line(&mut line)?;
    let collector = Collector(child);
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next()).ok_or("no address")?;
    Ok((collector, address.to_owned()))
}

fn count(options: &Options, folder: &Path, table: &str) -> Result<usize, Box<dyn Error>> {
    let query = format!("SELECT count(*) FROM {table}");
    let count: i64 = if options.database.starts_with("postgres") {
        postgres::Client::connect(&options.database, postgres::NoTls)?.query_one(&query, &[])?.get(0)
    } else {
        let database = rusqlite::Connection::open(folder.join(&options.database))?;
        database.query_row(&query, [], |row| row.get(0))?
    };
    Ok(usize::try_from(count)?)
}

/// What came of a load.
#[derive(Default)]
struct Outcome {
    /// How long each request took that was answered with 2xx or 303.
    fine: Vec<Duration>,
    /// How many were answered with 503.
    refused: usize,
}

/// Asks on all connections, each again as soon as it has its answer. Those that wait at the end are waited for.
fn load(addresses: &[&str], options: &Options, request: impl Fn() -> String + Sync) -> Outcome {
    let end = Instant::now() + Duration::from_secs(options.seconds);
    let one = |address: &str| {
        let mut outcome = Outcome::default();
        let mut stream = TcpStream::connect(address).expect("it listens");
        stream.set_nodelay(true).expect("a socket");
        while Instant::now() < end {
            let begun = Instant::now();
            stream.write_all(request().as_bytes()).expect("it reads");
            match answer(&mut stream) {
                200 | 202 | 303 => outcome.fine.push(begun.elapsed()),
                503 => outcome.refused += 1,
                other => panic!("answered with {other}"),
            }
        }
        outcome
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..options.connections)
            .map(|number| {
                let (one, address) = (&one, addresses[number % addresses.len()]);
                let thread = std::thread::Builder::new().stack_size(256 * 1024);
                thread.spawn_scoped(scope, move || one(address)).expect("a thread")
            })
            .collect();
        let mut whole = Outcome::default();
        for thread in threads {
            let outcome = thread.join().expect("no panic");
            whole.fine.extend(outcome.fine);
            whole.refused += outcome.refused;
        }
        whole.fine.sort();
        whole
    })
}

/// Reads one answer to its end and gives its status.
fn answer(stream: &mut TcpStream) -> u16 {
    let (mut bytes, mut part) = (Vec::new(), [0; 2048]);
    loop {
        let read = stream.read(&mut part).expect("an answer");
        assert!(read > 0, "it ended in the middle");
        bytes.extend_from_slice(&part[..read]);
        let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
        let length =
            text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if bytes.len() >= head + 4 + length.unwrap_or(0) {
            return text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        }
    }
}

fn report(what: &str, outcome: &Outcome, seconds: u64) {
    let at = |share: usize| outcome.fine.get(outcome.fine.len() * share / 1000).copied().unwrap_or_default();
    println!(
        "{what}: {} a second · median {:.1} ms · 99 % {:.1} ms · slowest {:.1} ms",
        outcome.fine.len() as u64 / seconds,
        at(500).as_secs_f64() * 1e3,
        at(990).as_secs_f64() * 1e3,
        outcome.fine.last().copied().unwrap_or_default().as_secs_f64() * 1e3,
    );
}

/// The resident memory as Linux tells it; empty elsewhere.
fn memory(collector: &Collector) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", collector.0.id())).unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().replace('\t', " ")
}

fn petitions() -> serde_json::Value {
    let text = json!({ "title": "Free them", "url": "https://example.org/", "processing": "I agree", "updates": null,
        "notices": {}, "labels": {} });
    json!({
        "version": altavoz::base::petitions::VERSION, "origin": "https://example.org", "default_language": "en",
        "style": "", "languages": { "en": { "title": "Campaign", "dir": "ltr", "home": "https://example.org/", "words": {} } },
        "petitions": { "free": {
            "state": "open", "opens": "2020-01-01T00:00:00Z", "closes": null, "timezone": "UTC",
            "fields": { "first_name": "required", "last_name": "required", "country": "optional" }, "min_age": null,
            "consent": { "processing": "p", "updates": null }, "baseline": 0,
            "goal": { "fixed": null, "steps": [100], "raise_at": 800 }, "collector": null, "controller": "Us",
            "contact": "us@example.org", "retention_days": 180, "anonymise_after_close": true, "texts": { "en": text }
        } }
    })
}
