//! What a collector forgets by itself, what nobody can find out any more, and a clock that is wrong.

use super::collector::{Collector, sign};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn pass(collector: &Collector, table: &str, column: &str, days: i64) {
    let change = format!("UPDATE {table} SET {column} = {column} - {}", days * DAY);
    collector.database().execute(&change, []).expect("a change");
}

/// The same collector once more.
fn again(mut collector: Collector) -> Collector {
    collector.kill();
    Collector::again(collector.folder.clone(), &["--dev"])
}

#[test]
fn nothing_is_forgotten_by_a_clock_that_is_days_ahead() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    collector.until(|| (collector.number("SELECT count(*) FROM clock") == 1).then_some(()));
    // As if both had been written a month ago by a clock that was right.
    pass(&collector, "signatures", "created_at", 30);
    pass(&collector, "clock", "at", 30);
    let collector = again(collector);
    collector.until(|| collector.said().contains("more than three days ahead").then_some(()));
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 1);

    let run = |arguments: &[&str]| {
        let mut command = sign(collector.folder.path());
        command.args(["retention", "--dev", "--database", "signatures.db"]).args(arguments);
        let output = command.output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = run(&["--yes"]);
    assert!(code == Some(2) && said.contains("--clock-is-right"), "{said}");
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 1);
    assert_eq!(run(&["--yes", "--clock-is-right"]).0, Some(0));
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 0);
}

#[test]
fn whose_network_it_was_cannot_be_found_out_after_a_day() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    assert_eq!(collector.number("SELECT count(*) FROM networks"), 1);
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE ip_hmac IS NOT NULL"), 1);
    // As if it had been signed the day before yesterday.
    let mut collector = collector;
    collector.kill();
    let id: Vec<u8> =
        collector.database().query_row("SELECT id FROM signatures", [], |row| row.get(0)).expect("one");
    let mut at = [0; 8];
    at[2..].copy_from_slice(&id[..6]);
    let at = (i64::from_be_bytes(at) - 2 * DAY).to_be_bytes();
    let older = [&at[2..], &id[6..]].concat();
    collector.database().execute("UPDATE signatures SET id = ?1", [older]).expect("a change");
    pass(&collector, "signatures", "created_at", 2);
    collector.database().execute("UPDATE networks SET day = day - 2", []).expect("a change");
    let collector = Collector::again(collector.folder.clone(), &["--dev"]);
    collector.until(|| (collector.number("SELECT count(*) FROM networks") == 0).then_some(()));
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE ip_hmac IS NOT NULL"), 0);
}

#[test]
fn whose_address_was_used_for_a_flood_may_still_sign_and_is_forgotten_like_all() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let out = "UPDATE signatures SET state = 'invalid'; UPDATE outbox SET created_at = created_at - 3600000";
    collector.database().execute_batch(out).expect("a change");
    assert_eq!(collector.sign("free", &[("first_name", "Ana herself")]).status, 303);
    let mail = &collector.mails(2)[1];
    assert!(collector.get(&mail.link("confirm")).body.contains("Ana herself"));
    collector.post(&mail.link("confirm"));
    assert_eq!(collector.confirmed(), 1);

    collector.sign("free", &[("email", "b@example.org")]);
    let out = "UPDATE signatures SET state = 'invalid' WHERE confirmed_at IS NULL";
    collector.database().execute(out, []).expect("a change");
    pass(&collector, "signatures", "created_at", 15);
    let collector = again(collector);
    collector.until(|| (collector.number("SELECT count(*) FROM signatures") == 1).then_some(()));
    assert_eq!(collector.confirmed(), 1);
}
