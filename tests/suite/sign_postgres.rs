//! Several collectors on one PostgreSQL are one collector.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

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
        [(); 2]
            .map(|()| scope.spawn(|| collector(server, arguments)))
            .map(|one| one.join().expect("it starts"))
    })
}

/// Does something for every number at every collector, from twelve threads each.
fn at_once(collectors: &[Collector], most: usize, ask: impl Fn(&Collector, usize) + Sync) {
    std::thread::scope(|scope| {
        for collector in collectors {
            let next = Arc::new(AtomicUsize::new(0));
            for _ in 0..12 {
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
    // Everybody presses the button at both, in opposite orders, so that groups of writes meet head on.
    at_once(&collectors, most, |collector, number| {
        let is_second = collector.address == collectors[1].address;
        let number = if is_second { most - 1 - number } else { number };
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
    // Whoever counts and signs again hears the same, and nothing changes.
    at_once(&collectors, most, |collector, number| {
        assert_eq!(signature(collector, number).expect("an answer").status, 303, "{}", collector.said());
    });
    assert_eq!(stored(&server), [150; 3]);
    at_once(&collectors, 50, |collector, number| {
        assert_eq!(collector.post(&mails[number].link("withdraw")).status, 303, "{}", collector.said());
    });
    assert_eq!(counted(), (100, 100));
    for collector in &collectors {
        collector.until(|| (collector.confirmed() == 100).then_some(()));
    }
    assert_eq!(server.number("SELECT count(*) FROM tombstones"), 50);
}

#[test]
fn collectors_that_are_in_each_others_way_keep_nobody_from_signing() {
    let Some(server) = Server::start(&[]) else { return };
    let collectors = two(&server, &["--hold-mail"]);
    // A few addresses over and over, in other orders at each: groups of writes wait for one another in circles.
    at_once(&collectors, 600, |collector, number| {
        let is_second = collector.address == collectors[1].address;
        let number = if is_second { number * 7 % 20 } else { number * 13 % 20 };
        let answer = signature(collector, number).expect("an answer");
        assert_eq!(answer.status, 303, "{}", collector.said());
    });
    assert_eq!(stored(&server), [20; 3]);
}

#[test]
fn two_collectors_forget_what_was_promised_to_be_forgotten_once() {
    let Some(server) = Server::start(&[]) else { return };
    let mut collectors = two(&server, &[]);
    at_once(&collectors[..1], 30, |collector, number| {
        assert_eq!(signature(collector, number).expect("an answer").status, 303);
    });
    let mails: Vec<Mail> = collectors[0].until(|| {
        let mails: Vec<Mail> = collectors.iter().flat_map(|collector| collector.mails(0)).collect();
        (mails.len() == 30).then_some(mails)
    });
    for mail in &mails[..20] {
        collectors[1].post(&mail.link("confirm"));
    }
    collectors.iter_mut().for_each(Collector::kill);
    let day = 24 * 60 * 60 * 1000_i64;
    let older = format!("UPDATE signatures SET created_at = created_at - {}", 15 * day);
    server.client().batch_execute(&older).expect("a change");
    let again = collectors.each_ref().map(|collector| {
        let file = collector.place("petitions.json");
        let mut petitions: serde_json::Value =
            serde_json::from_slice(&fs::read(&file).expect("a file")).expect("JSON");
        petitions["petitions"]["free"]["closes"] = "2021-01-01T00:00:00Z".into();
        fs::write(file, petitions.to_string()).expect("a disk");
        let command = serve(collector.folder.path(), &server.url(), &[]);
        Collector::run(collector.folder.clone(), command)
    });
    let left = "SELECT count(*) FROM signatures WHERE state = 'anonymised' AND email_hmac IS NULL \
                AND email_enc IS NULL AND first_enc IS NULL AND last_enc IS NULL AND ip_hmac IS NULL";
    again[0].until(|| (server.number(left) == 20).then_some(()));
    again[0].until(|| (server.number("SELECT count(*) FROM signatures") == 20).then_some(()));
    assert_eq!(
        server.number("SELECT count(*) FROM outbox") + server.number("SELECT count(*) FROM tokens"),
        0
    );
    for collector in &again {
        assert_eq!(collector.confirmed(), 20);
    }
    let recorded =
        "SELECT sum(split_part(detail, ' ', 2)::bigint)::bigint FROM audit WHERE action = 'anonymise'";
    assert_eq!(server.number(recorded), 20, "each was done by one of them");
}

/// Signs at all collectors until it is told to end; gives the numbers that were acknowledged.
fn acknowledged(collectors: &[Collector], most: usize) -> BTreeSet<usize> {
    let fine = Mutex::new(BTreeSet::new());
    at_once(collectors, most, |collector, number| {
        // A collector that was killed answers nothing; every other answer is an honest one.
        let Some(answer) = signature(collector, number) else { return };
        match answer.status {
            303 => drop(fine.lock().expect("no panic").insert(number)),
            status => {
                assert_eq!(status, 503, "{}", collector.said());
                assert!(answer.head.contains("retry-after: 30"), "{}", answer.head);
            }
        }
    });
    fine.into_inner().expect("no panic")
}

#[test]
fn a_server_that_is_lost_is_no_signature_and_is_found_again() {
    let Some(mut server) = Server::start(&[]) else { return };
    let collector = [collector(&server, &["--hold-mail"])];
    let [one] = &collector;
    assert_eq!(signature(one, 0).expect("an answer").status, 303);
    // While it answers, while it does not, while it is back: the collector is never started anew.
    let fine = std::thread::scope(|scope| {
        let signing = scope.spawn(|| acknowledged(&collector, 300));
        one.until(|| (server.number("SELECT count(*) FROM signatures") > 60).then_some(()));
        server.stop();
        let fine = signing.join().expect("no panic");
        assert!(fine.len() < 300);
        fine
    });
    let refused = signature(one, 1000).expect("an answer");
    assert!(refused.status == 503 && refused.body.contains("not saved"), "{}", refused.body);
    assert_eq!(one.get("/healthz").status, 200);
    assert_eq!(one.get("/readyz").status, 503);
    assert!(one.said().contains("no connection to PostgreSQL"), "{}", one.said());
    server.run();
    let [rows, mails, links] = stored(&server);
    assert_eq!((mails, links), (rows, rows));
    assert!(rows >= i64::try_from(fine.len()).expect("few"), "{rows} rows for {}", fine.len());
    one.until(|| (signature(one, 1000)?.status == 303).then_some(()));
    one.until(|| (one.get("/readyz").status == 200).then_some(()));
    // Everybody who was told that nothing was saved tries again: nobody is there twice.
    one.until(|| (acknowledged(&collector, 300).len() == 300).then_some(()));
    assert_eq!(stored(&server), [301; 3]);
}

#[test]
fn a_killed_collector_loses_nothing_and_the_other_goes_on() {
    let Some(server) = Server::start(&[]) else { return };
    let collectors = two(&server, &["--hold-mail"]);
    let fine = std::thread::scope(|scope| {
        let signing = scope.spawn(|| acknowledged(&collectors, 300));
        collectors[0].until(|| (server.number("SELECT count(*) FROM signatures") > 80).then_some(()));
        let killed = Command::new("kill").args(["-9", &collectors[0].process().to_string()]).status();
        assert!(killed.expect("kill runs").success());
        signing.join().expect("no panic")
    });
    assert_eq!(fine.len(), 300, "the other one takes everybody");
    assert_eq!(stored(&server), [300; 3]);
}

#[test]
fn whoever_holds_the_tables_delays_signatures_and_loses_none() {
    let Some(server) = Server::start(&[]) else { return };
    let collector = collector(&server, &["--hold-mail"]);
    let mut other = server.client();
    other.batch_execute("BEGIN; LOCK TABLE signatures").expect("a lock");
    assert_eq!(signature(&collector, 0).expect("an answer").status, 503);
    assert!(collector.said().contains("PostgreSQL says 55P03"), "{}", collector.said());
    let given_up = || fs::read_to_string(server.place("log")).expect("a log").matches("lock timeout").count();
    let before = given_up();
    // Who does not hold them for long is waited for, by asking again.
    std::thread::scope(|scope| {
        let signing = scope.spawn(|| signature(&collector, 0).expect("an answer").status);
        collector.until(|| (given_up() > before).then_some(()));
        other.batch_execute("ROLLBACK").expect("an end");
        assert_eq!(signing.join().expect("no panic"), 303, "{}", collector.said());
    });
    assert_eq!(stored(&server), [1; 3]);
}

#[test]
fn a_server_that_stands_still_is_not_waited_for() {
    let Some(server) = Server::start(&[]) else { return };
    let collector = collector(&server, &["--hold-mail"]);
    let own = "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE application_name = 'altavoz'";
    let own: String = server.client().query_one(own, &[]).expect("processes").get(0);
    let signal = |name| Command::new("kill").arg(name).args(own.split(' ')).status().expect("it runs");
    assert!(signal("-STOP").success());
    let refused = signature(&collector, 0).expect("an answer");
    assert!(refused.status == 503 && collector.said().contains("in time"), "{}", collector.said());
    assert_eq!(collector.get("/v1/petitions/free/count.json").status, 200, "readers wait for nothing");
    assert!(signal("-CONT").success());
    assert_eq!(signature(&collector, 0).expect("an answer").status, 303);
    assert_eq!(stored(&server), [1; 3]);
}

#[test]
fn a_role_that_would_not_wait_for_the_disk_is_overruled() {
    let Some(server) = Server::start(&["autovacuum=off"]) else { return };
    server.client().batch_execute("ALTER ROLE altavoz SET synchronous_commit = off").expect("a setting");
    let collector = collector(&server, &["--hold-mail"]);
    // Of the collector's own beginning something may still wait.
    server.client().batch_execute("SET synchronous_commit = on; CREATE TABLE a (b int)").expect("a table");
    // Now nothing else but a commit that waits brings anything to the disk.
    let writer = server.number("SELECT pid::bigint FROM pg_stat_activity WHERE backend_type = 'walwriter'");
    let signal =
        |name: &str| Command::new("kill").args([name, &writer.to_string()]).status().expect("it runs");
    assert!(signal("-STOP").success());
    let behind = "SELECT (pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn())::bigint";
    for number in 0..10 {
        assert_eq!(signature(&collector, number).expect("an answer").status, 303);
        let behind = server.number(behind);
        assert!(behind < 400, "{behind} bytes of a signature are not on the disk");
    }
    let not_waiting = "INSERT INTO a SELECT generate_series(1, 100)";
    server.client().batch_execute(not_waiting).expect("rows");
    assert!(server.number(behind) > 400, "the test can fail");
    assert!(signal("-CONT").success());
}

#[test]
fn a_database_is_opened_with_its_own_keys_and_messages_hold_no_password() {
    let Some(server) = Server::start(&["listen_addresses=127.0.0.1", &format!("port={}", free_port())])
    else {
        return;
    };
    let mut collector = collector(&server, &["--hold-mail"]);
    collector.kill();
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), petitions()).expect("a disk");
    let made = sign(folder.path()).args(["keys", "--output", "keys.toml"]).output().expect("it runs");
    assert!(made.status.success());
    let refused = |database: &str, arguments: &[&str]| {
        let mut command = sign(folder.path());
        command.args(["serve", "--listen", "127.0.0.1:0", "--petitions", "petitions.json"]);
        let output = command.args(["--database", database]).args(arguments).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        for secret in ["s3cret", "guess", "altavoz@", "altavoz:"] {
            assert!(!said.contains(secret), "{said}");
        }
        said
    };
    let url = server.url();
    assert!(refused(&url, &["--keys", "keys.toml", "--hold-mail"]).contains("other keys"));
    let near = |user: &str| url.replace("altavoz@", user).replace("/postgres", "/nothing");
    assert!(refused(&near("altavoz:s3cret@"), &["--dev"]).contains("\"nothing\" does not exist"));
    let port = server.port();
    let said = refused(&format!("postgres://altavoz:guess@127.0.0.1:{port}/postgres"), &["--dev"]);
    assert!(said.contains("password authentication failed"), "{said}");
    let said = refused("postgres://altavoz:s3cret@127.0.0.1:1/postgres", &["--dev"]);
    assert!(said.contains("refused"), "{said}");
    assert!(refused("postgres://altavoz:s3cret@:::/x", &["--dev"]).contains("postgres://user:password@"));
    assert!(refused("mysql://altavoz:s3cret@127.0.0.1/x", &["--dev"]).contains("postgres://user:password@"));
    server.client().batch_execute("UPDATE altavoz SET version = 99").expect("a change");
    assert!(refused(&url, &["--dev"]).contains("later version"));
    server.client().batch_execute("DROP TABLE altavoz").expect("a change");
    assert!(refused(&url, &["--dev"]).contains("another program's"));
}

#[test]
fn a_server_that_does_not_wait_for_its_disk_is_not_trusted() {
    let Some(server) = Server::start(&["fsync=off"]) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), petitions()).expect("a disk");
    let output = serve(folder.path(), &server.url(), &[]).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("fsync = on"), "{said}");
}

/// A certificate for `localhost`, and whoever vouches for it.
fn certificates(folder: &Path) {
    let openssl = |arguments: &str| {
        let done = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output();
        let done = done.expect("openssl is installed with PostgreSQL");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let ca = "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -subj /CN=Test";
    openssl(ca);
    openssl("req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost");
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\n").expect("a disk");
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 3650 -extfile names",
    );
}

#[test]
fn a_server_elsewhere_is_known_by_its_certificate_or_not_talked_to() {
    let keys = tempfile::tempdir().expect("a folder");
    certificates(keys.path());
    let port = free_port();
    let Some(mut server) = Server::start(&["listen_addresses=127.0.0.1,127.0.0.2", &format!("port={port}")])
    else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), petitions()).expect("a disk");
    let at = |host: &str| format!("postgres://altavoz:s3cret%26%2Fword@{host}:{port}/postgres");
    let refused = |url: &str, trusted: &str| {
        let mut command = serve(folder.path(), url, &[]);
        let output = command.env("SSL_CERT_FILE", keys.path().join(trusted)).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    // Whoever is not this machine is talked to in secret unless the address says otherwise.
    let said = refused(&at("127.0.0.2"), "ca.pem");
    assert!(said.contains("server does not support TLS"), "{said}");
    for file in ["server.pem", "server.key"] {
        server.take(&keys.path().join(file));
    }
    server
        .client()
        .batch_execute(&format!(
            "ALTER SYSTEM SET ssl_cert_file = '{0}/server.pem'",
            server.place("").display().to_string().trim_end_matches('/')
        ))
        .expect("a setting");
    server
        .client()
        .batch_execute(&format!(
            "ALTER SYSTEM SET ssl_key_file = '{0}/server.key'",
            server.place("").display().to_string().trim_end_matches('/')
        ))
        .expect("a setting");
    server.client().batch_execute("ALTER SYSTEM SET ssl = on").expect("a setting");
    server.stop();
    server.run();
    let said = refused(&at("127.0.0.2"), "ca.pem");
    assert!(said.contains("certificate"), "another name: {said}");
    let said = refused(&(at("localhost") + "?sslmode=require"), "server.pem");
    assert!(said.contains("certificate"), "nobody vouches for it: {said}");
    let mut command = serve(folder.path(), &(at("localhost") + "?sslmode=require"), &["--hold-mail"]);
    command.env("SSL_CERT_FILE", keys.path().join("ca.pem"));
    let collector = Collector::run(Arc::new(folder), command);
    assert_eq!(signature(&collector, 0).expect("an answer").status, 303);
    let secret = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                  WHERE application_name = 'altavoz' AND ssl";
    assert_eq!(server.number(secret), 4, "three that write and one that reads");
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Every row of every table, sorted, as a digest in words: equal databases give equal lists.
fn rows_of_file(path: &Path) -> Vec<i64> {
    let database = rusqlite::Connection::open(path).expect("a database");
    QUESTIONS
        .iter()
        .map(|query| {
            database.query_row(query, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{query}: {error}"))
        })
        .collect()
}

fn rows_of_server(server: &Server) -> Vec<i64> {
    QUESTIONS.iter().map(|query| server.number(query)).collect()
}

/// What both databases answer in the same way.
const QUESTIONS: [&str; 10] = [
    "SELECT count(*) FROM signatures WHERE state = 'confirmed' AND email_enc IS NOT NULL AND first_enc IS NOT NULL",
    "SELECT count(*) FROM signatures WHERE state = 'withdrawn' AND email_enc IS NULL",
    "SELECT count(*) FROM signatures WHERE country IS NULL",
    "SELECT CAST(sum(created_at) + sum(consent_at) AS BIGINT) FROM signatures",
    "SELECT CAST(sum(octet_length(email_enc)) AS BIGINT) FROM signatures",
    "SELECT count(*) FROM outbox WHERE state = 'sent' AND tries = 1",
    "SELECT count(*) FROM tokens WHERE expires_at IS NULL",
    "SELECT CAST(sum(confirmed) AS BIGINT) FROM counters",
    "SELECT count(*) FROM tombstones",
    "SELECT count(*) + count(ended_at) FROM petitions",
];

#[test]
fn signatures_move_to_postgresql_and_back() {
    let Some(server) = Server::start(&[]) else { return };
    let mut file = Collector::new();
    at_once(std::slice::from_ref(&file), 120, |collector, number| {
        assert_eq!(signature(collector, number).expect("an answer").status, 303);
    });
    let mails = file.mails(120);
    for mail in &mails[..30] {
        file.post(&mail.link("confirm"));
    }
    file.post(&mails[0].link("withdraw"));
    file.until(|| (file.number("SELECT count(*) FROM outbox WHERE state = 'waiting'") == 0).then_some(()));
    file.kill();
    let copy = |from: &str, to: &str| {
        let mut command = sign(file.folder.path());
        let output = command.args(["copy", "--from", from, "--to", to]).output().expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    assert!(copy("nothing.db", &server.url()).1.contains("no database of signatures"));
    assert_eq!(server.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), 0);
    let (code, said) = copy("signatures.db", &server.url());
    assert!(code == Some(0) && said.contains("120"), "{said}");
    let before = rows_of_file(&file.place("signatures.db"));
    assert_eq!((before[0], &before), (29, &rows_of_server(&server)));
    let (code, said) = copy("signatures.db", &server.url());
    assert!(code == Some(2) && said.contains("something in"), "{said}");

    // Links that were mailed before lead to the same signatures, and addresses are still known.
    let moved = Collector::run(file.folder.clone(), serve(file.folder.path(), &server.url(), &[]));
    assert_eq!(moved.post(&mails[40].link("confirm")).status, 303);
    moved.until(|| (moved.confirmed() == 30).then_some(()));
    assert_eq!(signature(&moved, 50).expect("an answer").status, 303);
    assert_eq!(stored(&server)[..2], [120; 2]);
    drop(moved);

    let (code, said) = copy(&server.url(), "back.db");
    assert!(code == Some(0) && said.contains("120"), "{said}");
    assert_eq!(rows_of_file(&file.place("back.db")), rows_of_server(&server));
    let mut command = serve(file.folder.path(), "back.db", &[]);
    let back = Collector::run(file.folder.clone(), {
        command.args(["--hold-mail"]);
        command
    });
    assert_eq!(back.post(&mails[41].link("confirm")).status, 303);
    back.until(|| (back.confirmed() == 31).then_some(()));
}
