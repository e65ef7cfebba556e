//! What a collector has acknowledged it keeps; what it cannot keep it does not acknowledge.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::collector::{Collector, FORM, form, send, sign};
use super::place::{Place, on_both};

const PLACE: &str = "/v1/petitions/free/signatures";

/// How many rows, mails and pairs of links there are.
fn stored(collector: &Collector) -> [i64; 3] {
    ["signatures", "outbox", "tokens"].map(|table| collector.number(&format!("SELECT count(*) FROM {table}")))
}

/// Signs by many at once until one is not answered or so many are; gives the numbers of those acknowledged.
fn acknowledged(collector: &Collector, most: usize, round: usize) -> BTreeSet<usize> {
    let (next, fine) = (AtomicUsize::new(0), Mutex::new(BTreeSet::new()));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= most {
                        return;
                    }
                    let body = form(&[("email", &format!("r{round}n{number}@example.org"))]);
                    match send(&collector.address, "POST", PLACE, FORM, body.as_bytes()) {
                        Some(answer) if answer.status == 303 => {
                            fine.lock().expect("no panic").insert(number);
                        }
                        Some(answer) => assert_eq!(answer.status, 503, "{}", answer.body),
                        None => return,
                    }
                }
            });
        }
    });
    fine.into_inner().expect("no panic")
}

on_both!(a_killed_collector_loses_nothing_that_it_acknowledged);

fn a_killed_collector_loses_nothing_that_it_acknowledged(place: &Place) {
    let mut collector = place.with(&["--dev", "--hold-mail"]);
    let mut total: usize = 0;
    // `./test` asks for a hundred.
    #[expect(clippy::disallowed_methods, reason = "a long test is asked for from outside")]
    let rounds = std::env::var("ALTAVOZ_KILLS").map_or(5, |rounds| rounds.parse().expect("a number"));
    for round in 0..rounds {
        let fine = std::thread::scope(|scope| {
            // It is killed while many are on their way, after another number in every round.
            let before = collector.number("SELECT count(*) FROM signatures");
            let signing = scope.spawn(|| acknowledged(&collector, usize::MAX, round));
            collector.until(|| {
                let rows = collector.number("SELECT count(*) FROM signatures");
                (rows > before + 20 + 17 * i64::try_from(round % 7).expect("few")).then_some(())
            });
            let killed = Command::new("kill").args(["-9", &collector.process().to_string()]).status();
            assert!(killed.expect("kill runs").success());
            signing.join().expect("no panic")
        });
        collector = collector.restarted(&["--dev", "--hold-mail"]);
        let [rows, mails, links] = stored(&collector);
        total += fine.len();
        let total = i64::try_from(total).expect("few");
        // What was stored and not acknowledged is fine: its signer tries again.
        assert!(rows >= total, "{rows} rows for {total} acknowledged");
        assert_eq!((mails, links), (rows, 2 * rows), "a signature and its mail are one");
        if place.is_file() {
            assert_eq!(collector.number("SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
        }
    }
    // In some rounds it dies before it could answer anybody, but not in all of them.
    assert!(total > rounds, "{total} acknowledged in {rounds} rounds");
}

#[test]
fn a_locked_database_is_no_signature() {
    let collector = Collector::new();
    let database = collector.database();
    database.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let refused = collector.sign("free", &[("lang", "es")]);
    assert_eq!(refused.status, 503);
    assert!(refused.head.contains("retry-after: 30") && refused.body.contains("La suya no se guardó"));
    database.execute_batch("ROLLBACK").expect("an end");
    assert_eq!(collector.sign("free", &[]).status, 303);
    assert_eq!(stored(&collector), [1, 1, 2]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_no_signature() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), super::collector::petitions()).expect("a disk");
    // No file of the collector may grow over some hundred kilobytes, and it is not killed for trying.
    let mut command = Command::new("sh");
    let run = format!(
        "trap '' XFSZ; ulimit -f 3000; exec {} sign serve --dev --hold-mail --listen 127.0.0.1:0 \
         --petitions petitions.json --database signatures.db",
        env!("CARGO_BIN_EXE_altavoz")
    );
    command.args(["-c", &run]).current_dir(folder.path());
    let collector = Collector::run(folder.into(), command);
    let fine = acknowledged(&collector, 1500, 0);
    assert!((10..1500).contains(&fine.len()), "{} acknowledged", fine.len());
    assert_eq!(collector.sign("free", &[]).status, 503);
    // A little may still find room.
    collector.until(|| (collector.get("/readyz").status == 503).then_some(()));
    let [rows, mails, links] = stored(&collector);
    let acknowledged = i64::try_from(fine.len()).expect("few");
    assert_eq!((rows, mails, links), (acknowledged, acknowledged, 2 * acknowledged));
}

#[test]
fn a_database_is_opened_with_its_own_keys_by_a_program_that_knows_it() {
    let mut collector = Collector::new();
    let folder = collector.folder.clone();
    collector.sign("free", &[]);
    collector.kill();
    let serve = |arguments: &[&str]| {
        let mut command = sign(folder.path());
        command.args(["serve", "--listen", "127.0.0.1:0", "--petitions", "petitions.json", "--database"]);
        let output = command.args(arguments).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let made = sign(folder.path()).args(["keys", "--output", "keys.toml"]).output().expect("it runs");
    assert!(made.status.success());
    let again = sign(folder.path()).args(["keys", "--output", "keys.toml"]).output().expect("it runs");
    assert_eq!(again.status.code(), Some(2), "keys are never written over");
    let (code, said) = serve(&["signatures.db", "--keys", "keys.toml", "--hold-mail"]);
    assert!(code == Some(2) && said.contains("other keys"), "{said}");
    collector.database().execute_batch("PRAGMA user_version = 99").expect("a change");
    let (code, said) = serve(&["signatures.db", "--dev"]);
    assert!(code == Some(2) && said.contains("later version"), "{said}");
    let foreign = rusqlite::Connection::open(folder.path().join("foreign.db")).expect("a database");
    foreign.execute_batch("CREATE TABLE a (b)").expect("a table");
    let (code, said) = serve(&["foreign.db", "--dev"]);
    assert!(code == Some(2) && said.contains("another program's"), "{said}");
    assert!(serve(&["new.db"]).1.contains("--keys"), "real signatures need keys of one's own");
    assert!(serve(&["new.db", "--keys", "keys.toml"]).1.contains("--smtp"));
    let (code, said) = serve(&["new.db", "--keys", "keys.toml", "--smtp", "smtp://mail.example.org"]);
    assert!(code == Some(2) && said.contains("smtps://"), "nobody reads the mails on their way: {said}");
    let mut open = sign(folder.path());
    let open = open.args(["serve", "--dev", "--listen", "0.0.0.0:0"]).output().expect("it runs");
    assert!(open.status.code() == Some(2), "test mode is for this machine");
}

#[test]
fn what_was_promised_to_be_forgotten_is_forgotten_and_still_counts() {
    let mut collector = Collector::new();
    for number in 0..4 {
        collector.sign("free", &[("email", &format!("a{number}@example.org"))]);
    }
    let mails = collector.mails(4);
    for mail in &mails[..2] {
        collector.post(&mail.link("confirm"));
    }
    collector.kill();
    let day = 24 * 60 * 60 * 1000_i64;
    let older = format!("UPDATE signatures SET created_at = created_at - {}", 15 * day);
    collector.database().execute(&older, []).expect("a change");
    let collector = Collector::again(collector.folder.clone(), &["--dev"]);
    let rows = "SELECT count(*) FROM signatures";
    collector.until(|| (collector.number(rows) == 2).then_some(()));
    assert_eq!(stored(&collector), [2, 2, 4], "with their mails and links");
    assert_eq!(collector.post(&mails[3].link("confirm")).status, 404);

    // The petition ended half a year and a day ago.
    let mut collector = collector;
    collector.kill();
    let text = fs::read_to_string(collector.place("petitions.json")).expect("a file");
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    file["petitions"]["free"]["closes"] = "2021-01-01T00:00:00Z".into();
    fs::write(collector.place("petitions.json"), file.to_string()).expect("a disk");
    let collector = Collector::again(collector.folder.clone(), &["--dev"]);
    let left = "SELECT count(*) FROM signatures WHERE state = 'anonymised' AND email_hmac IS NULL \
                AND email_enc IS NULL AND first_enc IS NULL AND last_enc IS NULL AND ip_hmac IS NULL";
    collector.until(|| (collector.number(left) == 2).then_some(()));
    assert_eq!(collector.confirmed(), 2);
    assert_eq!(collector.number("SELECT count(*) FROM audit WHERE actor = 'retention'"), 2);
}

/// The disk's own word, since a killed process proves nothing of it: what it wrote stays in the system's cache.
#[cfg(target_os = "linux")]
#[test]
fn the_disk_has_a_signature_before_its_signer_is_told() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("strace is not installed: nothing was traced");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), super::collector::petitions()).expect("a disk");
    // With -D the collector is our own child, and its tracer ends with it.
    let mut command = Command::new("strace");
    command.args(["-D", "-f", "-e", "trace=fsync,fdatasync,write,writev,sendto", "-o", "trace.txt"]);
    command.arg(env!("CARGO_BIN_EXE_altavoz")).current_dir(folder.path()).args([
        "sign",
        "serve",
        "--dev",
        "--hold-mail",
        "--listen",
        "127.0.0.1:0",
        "--petitions",
        "petitions.json",
        "--database",
        "signatures.db",
    ]);
    let collector = Collector::run(folder.into(), command);
    let signers = 20;
    for number in 0..signers {
        collector.sign("free", &[("email", &format!("a{number}@example.org"))]);
    }
    let trace = collector.until(|| {
        let trace = fs::read_to_string(collector.place("trace.txt")).ok()?;
        (trace.matches("HTTP/1.1 303").count() == signers).then_some(trace)
    });
    let before_each = trace.split("HTTP/1.1 303").take(signers);
    let synced = before_each.filter(|part| {
        part.lines().any(|line| line.contains("sync(") && line.ends_with("= 0"))
            // Another thread may have spoken while the disk worked.
            || part.lines().any(|line| line.contains("sync resumed") && line.ends_with("= 0"))
    });
    assert_eq!(synced.count(), signers);
}

#[test]
fn an_older_database_is_brought_up_to_date_with_what_is_in_it() {
    let mut collector = Collector::new();
    collector.sign("free", &[]);
    let link = collector.mails(1)[0].link("confirm");
    collector.kill();
    let older = "DROP TABLE riddles; DROP TABLE operators; DROP TABLE networks; DROP TABLE clock;
                 PRAGMA user_version = 1;";
    collector.database().execute_batch(older).expect("a change");
    let collector = Collector::again(collector.folder.clone(), &["--dev"]);
    assert_eq!(collector.post(&link).status, 303);
    assert_eq!((collector.confirmed(), collector.number("SELECT count(*) FROM riddles")), (1, 0));
}

/// Something that is mounted for one test.
#[cfg(target_os = "linux")]
struct Mounted(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        drop(Command::new("umount").args(["-l".as_ref(), self.0.as_os_str()]).status());
    }
}

/// Where this machine lets a test mount something; else the limit of a file's size stands for it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_or_read_only_disk_is_no_signature() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("small");
    fs::create_dir(&place).expect("a disk");
    let mount = |arguments: &[&str]| {
        let run = Command::new("mount").args(arguments).arg(&place).output();
        run.is_ok_and(|run| run.status.success())
    };
    if !mount(&["-t", "tmpfs", "-o", "size=20m", "tmpfs"]) {
        println!("nothing can be mounted here: nothing was filled");
        return;
    }
    let mounted = Mounted(place.clone());
    fs::write(folder.path().join("petitions.json"), super::collector::petitions()).expect("a disk");
    let mut command = sign(folder.path());
    command.args([
        "serve",
        "--dev",
        "--hold-mail",
        "--listen",
        "127.0.0.1:0",
        "--petitions",
        "petitions.json",
    ]);
    let mut collector = Collector::run(folder.into(), {
        command.args(["--database", "small/signatures.db"]);
        command
    });
    let fine = acknowledged(&collector, 10, 0).len();
    fs::write(place.join("ballast"), vec![1; 30 << 20]).expect_err("it is full");
    let refused = acknowledged(&collector, 200, 1).len();
    assert!(fine == 10 && refused < 200, "{fine} and {refused}");
    assert_eq!(collector.sign("free", &[("email", "late@example.org")]).status, 503);
    fs::remove_file(place.join("ballast")).expect("a disk");
    assert_eq!(collector.sign("free", &[("email", "late@example.org")]).status, 303, "it goes on by itself");
    let database = rusqlite::Connection::open(place.join("signatures.db")).expect("a database");
    let rows: i64 =
        database.query_row("SELECT count(*) FROM signatures", [], |row| row.get(0)).expect("rows");
    assert_eq!(rows, i64::try_from(fine + refused + 1).expect("few"));
    drop(database);
    collector.kill();
    assert!(mount(&["-o", "remount,ro"]), "it can be made read-only");
    let mut again = sign(collector.folder.path());
    again.args(["serve", "--dev", "--listen", "127.0.0.1:0", "--petitions", "petitions.json"]);
    let said = again.args(["--database", "small/signatures.db"]).output().expect("it runs");
    let complaint = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.status.code() == Some(2) && complaint.contains("cannot open the database"), "{complaint}");
    drop(mounted);
}
