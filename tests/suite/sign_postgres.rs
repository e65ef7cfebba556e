//! Several collectors on one PostgreSQL are one collector.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::collector::{Collector, FORM, Mail, form, petitions, send, sign};
use super::postgres::Server;

const PLACE: &str = "/v1/petitions/free/signatures";

fn serve(folder: &Path, database: &str, arguments: &[&str]) -> Command {
    let mut command = sign(folder);
    command.args(["serve", "--dev", "--listen", "127.0.0.1:0", "--petitions", "petitions.json"]);
    command.args(["--database", database]).args(arguments);
    command
}

/// One more collector on this server, with a folder of its own.
fn collector(server: &Server, arguments: &[&str]) -> Collector {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), petitions()).expect("a disk");
    let command = serve(folder.path(), &server.url(), arguments);
    Collector::run(Arc::new(folder), command)
}

/// Two that start at the same moment.
fn two(server: &Server, arguments: &[&str]) -> [Collector; 2] {
    std::thread::scope(|scope| {
        [(); 2].map(|()| scope.spawn(|| collector(server, arguments))).map(|one| one.join().expect("it starts"))
    })
}

/// Does something for every number from as many threads as there are collectors times four.
fn at_once(collectors: &[Collector], most: usize, ask: impl Fn(&Collector, usize) + Sync) {
    std::thread::scope(|scope| {
        for collector in collectors {
            let next = Arc::new(AtomicUsize::new(0));
            for _ in 0..4 {
                let (next, ask) = (next.clone(), &ask);
                scope.spawn(move || {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= most {
                            return;
                        }
                        ask(collector, number);
                    }
                });
            }
        }
    });
}

fn signature(collector: &Collector, number: usize) -> Option<super::collector::Answer> {
    let body = form(&[("email", &format!("n{number}@example.org"))]);
    send(&collector.address, "POST", PLACE, FORM, body.as_bytes())
}

/// Rows, mails, and half the links.
fn stored(server: &Server) -> [i64; 3] {
    ["count(*) FROM signatures", "count(*) FROM outbox", "count(*) / 2 FROM tokens"]
        .map(|what| server.number(&format!("SELECT {what}")))
}

#[test]
fn two_collectors_on_one_database_store_mail_and_count_everybody_once() {
    let Some(server) = Server::start(&[]) else { return };
    let collectors = two(&server, &[]);
    let most = 150;
    // Everybody presses the button at both, in the same moment.
    at_once(&collectors, most, |collector, number| {
        assert_eq!(signature(collector, number).expect("an answer").status, 303, "{}", collector.said());
    });
    assert_eq!(stored(&server), [150; 3]);
    let mails: Vec<Mail> = collectors[0].until(|| {
        let waiting = server.number("SELECT count(*) FROM outbox WHERE state = 'waiting'");
        (waiting == 0).then(|| collectors.iter().flat_map(|collector| collector.mails(0)).collect())
    });
    let to: BTreeSet<&str> =
        mails.iter().filter_map(|mail| mail.head.lines().find(|line| line.starts_with("To: "))).collect();
    assert_eq!((mails.len(), to.len()), (most, most), "each is sent once");
    assert_eq!(server.number("SELECT max(tries) FROM outbox"), 1);

    at_once(&collectors, most, |collector, number| {
        assert_eq!(collector.post(&mails[number].link("confirm")).status, 303, "{}", collector.said());
    });
    let counted = || {
        let rows = server.number("SELECT count(*) FROM signatures WHERE state = 'confirmed'");
        (rows, server.number("SELECT confirmed FROM counters"))
    };
    assert_eq!(counted(), (150, 150));
    at_once(&collectors, 50, |collector, number| {
        assert_eq!(collector.post(&mails[number].link("withdraw")).status, 303, "{}", collector.said());
    });
    assert_eq!(counted(), (100, 100));
    for collector in &collectors {
        collector.until(|| (collector.confirmed() == 100).then_some(()));
    }
    assert_eq!(server.number("SELECT count(*) FROM tombstones"), 50);
}
