//! Mail servers as they are: away, slow, refusing, greylisting, hanging up. Signing does not depend on any of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::collector::{Collector, form, send, sign};
use super::mail_server::{Does, MailServer};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
const FROM: [&str; 2] = ["--from", "petitions@example.org"];

fn collector(server: &MailServer) -> Collector {
    Collector::with(&[&["--dev", "--smtp", &server.url], &FROM[..]].concat())
}

/// Another program on the same signatures, after the first one died.
fn again(mut collector: Collector, server: &MailServer) -> Collector {
    collector.kill();
    Collector::again(collector.folder.clone(), &[&["--dev", "--smtp", &server.url], &FROM[..]].concat())
}

/// So many people sign, by several at once.
fn signed(collector: &Collector, name: &str, many: usize) {
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for number in (thread..many).step_by(4) {
                    let body = form(&[("email", &format!("{name}{number}@example.org"))]);
                    let place = "/v1/petitions/free/signatures";
                    let answer =
                        send(&collector.address, "POST", place, super::collector::FORM, body.as_bytes());
                    assert_eq!(answer.expect("an answer").status, 303);
                }
            });
        }
    });
}

/// It is so much later for mails and their links.
fn passes(collector: &Collector, time: i64) {
    let later = format!(
        "UPDATE outbox SET due_at = due_at - {time}, created_at = created_at - {time};
         UPDATE tokens SET expires_at = expires_at - {time};"
    );
    collector.database().execute_batch(&later).expect("a change");
}

/// All that waits is due.
fn all_due(collector: &Collector) {
    collector.database().execute("UPDATE outbox SET due_at = 0", []).expect("a change");
}

/// All that waits is due, in the order in which it was signed.
fn in_order(collector: &Collector) {
    let order = "SELECT id, row_number() OVER (ORDER BY created_at, id) AS place FROM outbox";
    let change = format!("UPDATE outbox SET due_at = place FROM ({order}) AS own WHERE own.id = outbox.id");
    collector.database().execute(&change, []).expect("a change");
}

fn mails(collector: &Collector, state: &str) -> i64 {
    collector.number(&format!("SELECT count(*) FROM outbox WHERE state = '{state}'"))
}

/// Of how many mails the collector has said that they stay in the queue.
fn told(collector: &Collector) -> usize {
    let said = collector.said();
    let counts = said.split("stay in the queue: ").skip(1).map(|rest| rest.split(' ').next());
    counts.filter_map(|count| count?.parse::<usize>().ok()).sum()
}

fn stats(collector: &Collector) -> String {
    let mut command = sign(collector.folder.path());
    let output = command.args(["stats", "--dev", "--database", "signatures.db"]).output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_server_that_is_away_for_a_day_is_asked_now_and_then_and_gets_every_mail_once() {
    let server = MailServer::new(|_, _| Does::IsAway);
    let begun = Instant::now();
    let collector = collector(&server);
    signed(&collector, "a", 40);
    collector.until(|| (server.connections() >= 3).then_some(()));
    assert!(collector.said().contains("no connection to the mail server"), "{}", collector.said());
    collector.until(|| (server.connections() >= 6).then_some(()));
    // With a mail, and to see whether it was the mail.
    let most = 2 * (2 + begun.elapsed().as_secs());
    let asked = server.connections() as u64;
    assert!(asked <= most, "it was asked {asked} times, more than {most}");
    assert_eq!(mails(&collector, "waiting"), 40);
    assert!(stats(&collector).contains("free\tmails-waiting\t40\n"), "{}", stats(&collector));
    passes(&collector, DAY);
    server.now(|_, _| Does::Takes);
    collector.until(|| (mails(&collector, "sent") == 40).then_some(()));
    assert_eq!(collector.number("SELECT max(tries) FROM outbox"), 1, "it counts against none of them");
    let mut taken = server.taken();
    taken.dedup();
    assert_eq!((server.mails().len(), taken.len()), (40, 40), "each once");
    for mail in server.mails() {
        assert_eq!(collector.post(&mail.link("confirm")).status, 303);
    }
    assert_eq!(collector.confirmed(), 40, "their links are still good");
}

#[test]
fn a_mail_that_a_server_refused_goes_out_later() {
    let server = MailServer::new(|_, times| {
        if times == 1 { Does::Refuses("451 4.7.1 ana@example.org is greylisted") } else { Does::Takes }
    });
    let collector = collector(&server);
    collector.sign("free", &[]);
    collector.until(|| collector.said().contains("the mail server said 451").then_some(()));
    assert!(!collector.said().contains("ana@"), "{}", collector.said());
    let waits =
        "SELECT count(*) FROM outbox WHERE state = 'waiting' AND tries = 1 AND due_at < created_at + 70000";
    collector.until(|| (collector.number(waits) == 1).then_some(()));
    all_due(&collector);
    collector.until(|| (mails(&collector, "sent") == 1).then_some(()));
    let mail = server.mails().remove(0);
    assert!(
        mail.head.contains("<petitions@example.org>") && mail.body.contains("/v1/confirm/"),
        "{}",
        mail.head
    );
}

#[test]
fn a_mail_that_is_put_off_again_and_again_is_given_up_after_three_days() {
    let server = MailServer::new(|_, _| Does::Refuses("451 4.7.1 ana@example.org is greylisted"));
    let collector = collector(&server);
    collector.sign("free", &[]);
    let mut waited = 0;
    for tries in 1..10 {
        let wait = "SELECT due_at - CAST(unixepoch('subsec') * 1000 AS INTEGER) FROM outbox";
        let settled = format!(
            "SELECT count(*) FROM outbox WHERE state = 'waiting' AND tries = {tries} AND {tries} = (
               SELECT count(*) FROM outbox) * {tries}"
        );
        collector.until(|| {
            let told = collector.said().matches("the mail server said 451").count();
            (told == tries && collector.number(&settled) == 1).then_some(())
        });
        waited += collector.number(wait);
        all_due(&collector);
    }
    assert!((5 * DAY / 2..4 * DAY).contains(&waited), "after {} hours", waited / HOUR);
    collector.until(|| (mails(&collector, "failed") == 1).then_some(()));
    collector.until(|| collector.said().contains("given up for good").then_some(()));
    assert_eq!(server.brought(|_| true), 10);
    assert!(stats(&collector).contains("free\tmails-failed\t1\n"), "{}", stats(&collector));
    assert!(!collector.said().contains("ana"), "{}", collector.said());
    // Whoever signs once more is written to once more.
    server.now(|_, _| Does::Takes);
    passes(&collector, HOUR);
    collector.sign("free", &[]);
    collector.until(|| (server.taken() == ["ana@example.org"]).then_some(()));
}

#[test]
fn a_mailbox_that_does_not_exist_is_believed_when_it_is_said_once_more() {
    let server = MailServer::new(|_, _| Does::Refuses("550 5.1.1 no such user"));
    let collector = collector(&server);
    collector.sign("free", &[]);
    for tries in 1..5 {
        collector.until(|| {
            let told = collector.said().matches("the mail server said 550").count();
            (told == tries && mails(&collector, "waiting") == 1).then_some(())
        });
        all_due(&collector);
    }
    collector.until(|| (mails(&collector, "failed") == 1).then_some(()));
    collector.until(|| collector.said().contains("given up for good").then_some(()));
    assert_eq!(server.brought(|_| true), 5);
}

#[test]
fn no_mail_goes_out_whose_link_has_run_out() {
    let server = MailServer::new(|_, _| Does::IsAway);
    let collector = collector(&server);
    signed(&collector, "late", 1);
    collector.until(|| (server.connections() > 0).then_some(()));
    passes(&collector, 8 * DAY);
    signed(&collector, "new", 1);
    server.now(|_, _| Does::Takes);
    collector.until(|| (mails(&collector, "sent") == 1).then_some(()));
    collector.until(|| (mails(&collector, "failed") == 1).then_some(()));
    assert_eq!(server.taken(), ["new0@example.org"]);
    collector.until(|| collector.said().contains("its link has run out").then_some(()));
}

#[test]
fn a_storm_of_bounces_holds_up_nobodys_mail_and_nobodys_signature() {
    let many = 400;
    let is_bad = |to: &str| to.starts_with("bad");
    let server =
        MailServer::new(
            move |to, _| {
                if is_bad(to) { Does::Refuses("550 5.1.1 no such user") } else { Does::Takes }
            },
        );
    let collector = collector(&server);
    signed(&collector, "bad", many);
    // It tells of them when it has written down what became of them.
    collector.until(|| (told(&collector) == many).then_some(()));
    assert_eq!(server.brought(is_bad), many);
    // All of them once more, and somebody signs in the midst of it.
    in_order(&collector);
    collector.until(|| (server.brought(is_bad) > many + 10).then_some(()));
    let before = server.brought(is_bad);
    assert_eq!(collector.sign("free", &[("email", "good@example.org")]).status, 303);
    collector.until(|| (server.taken() == ["good@example.org"]).then_some(()));
    let meanwhile = server.brought(is_bad) - before;
    assert!(meanwhile < 150, "{meanwhile} bounces before it");
    collector.until(|| (server.brought(is_bad) == 2 * many).then_some(()));
    // Nobody reads a log with a line for each of them.
    let lines = collector.said().matches("the mail server said 550").count();
    assert!(lines < many / 2, "{lines} lines");
    assert!(!collector.said().contains("example.org"), "{}", collector.said());
    collector
        .until(|| (collector.number("SELECT count(*) FROM outbox WHERE tries = 2") >= 400).then_some(()));
    collector.database().execute("UPDATE outbox SET tries = 4, due_at = 0", []).expect("a change");
    collector.until(|| (mails(&collector, "failed") == 400).then_some(()));
    assert_eq!(server.brought(is_bad), 3 * many, "and that was the last of it");
}

#[test]
fn a_server_that_is_far_away_is_given_several_mails_at_a_time() {
    let is_first = AtomicBool::new(true);
    let server = MailServer::new(move |to, _| match to {
        "" => Does::Takes,
        _ if is_first.swap(false, Ordering::Relaxed) => Does::Takes,
        _ => Does::TakesTogether(4),
    });
    let mut held = Collector::with(&["--dev", "--hold-mail"]);
    signed(&held, "a", 20);
    held.kill();
    let collector = again(held, &server);
    collector.until(|| (mails(&collector, "sent") == 20).then_some(()));
}

#[test]
fn a_server_that_says_nothing_keeps_nobody_from_signing() {
    let server = MailServer::new(|_, _| Does::IsSilent);
    let collector = collector(&server);
    signed(&collector, "a", 1);
    collector.until(|| (server.connections() == 1).then_some(()));
    signed(&collector, "b", 100);
    assert_eq!((collector.confirmed(), collector.get("/readyz").status), (0, 200));
    assert_eq!((mails(&collector, "waiting"), server.connections()), (101, 1), "nobody else waits for it");
}

#[test]
fn a_server_that_hangs_up_in_the_middle_of_a_mail_gets_it_once_more() {
    let server = MailServer::new(|to, times| match (to, times) {
        ("cut@example.org", 1) => Does::Drops,
        ("twice@example.org", 1) => Does::TakesAndDrops,
        _ => Does::Takes,
    });
    let collector = collector(&server);
    for name in ["a", "cut", "b", "twice", "c"] {
        collector.sign("free", &[("email", &format!("{name}@example.org"))]);
    }
    // One that breaks the connection every time does not stop the others.
    collector.until(|| {
        all_due_of_waiting(&collector);
        (mails(&collector, "sent") == 5).then_some(())
    });
    let names = ["a", "b", "c", "cut", "twice", "twice"].map(|name| format!("{name}@example.org"));
    assert_eq!(
        server.taken(),
        names,
        "RFC 5321, 4.5.3.2.6: who never heard that it was taken sends it again"
    );
    // Whoever gets it twice can tell.
    let number = |mail: &super::collector::Mail| {
        mail.head.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned)
    };
    let twice: Vec<_> = server.mails().into_iter().filter(|mail| mail.head.contains("<twice@")).collect();
    assert_eq!(number(&twice[0]), number(&twice[1]));
}

/// Those that wait for their next time need not; those that are on their way are left alone.
fn all_due_of_waiting(collector: &Collector) {
    let waiting = "UPDATE outbox SET due_at = 0 WHERE due_at < created_at + 300000 AND state = 'waiting'";
    collector.database().execute(waiting, []).expect("a change");
}

#[test]
fn what_a_server_took_is_sent_even_if_the_collector_dies_with_the_next() {
    let server = MailServer::new(|to, _| if to.starts_with("stuck") { Does::IsSilent } else { Does::Takes });
    let mut held = Collector::with(&["--dev", "--hold-mail"]);
    signed(&held, "a", 8);
    signed(&held, "stuck", 1);
    signed(&held, "b", 4);
    held.kill();
    in_order(&held);
    let collector = again(held, &server);
    collector.until(|| (server.brought(|to| to.starts_with("stuck")) == 1).then_some(()));
    collector.until(|| (mails(&collector, "sent") == 12).then_some(()));
    let mut collector = collector;
    collector.kill();
    server.now(|_, _| Does::Takes);
    all_due(&collector);
    let collector = again(collector, &server);
    collector.until(|| (mails(&collector, "sent") == 13).then_some(()));
    let mut names = server.taken();
    assert_eq!(names.len(), 13, "{names:?}");
    names.dedup();
    assert_eq!(names.len(), 13, "nobody is written to twice");
}

#[test]
fn letters_that_a_server_cannot_take_are_no_trouble_of_the_others() {
    let server = MailServer::new(|_, _| Does::Takes);
    let collector = collector(&server);
    collector.sign("free", &[("email", "jos\u{e9}@example.org")]);
    collector.until(|| collector.said().contains("SMTPUTF8").then_some(()));
    let begun = Instant::now();
    signed(&collector, "a", 3);
    collector.until(|| (mails(&collector, "sent") == 3).then_some(()));
    assert_eq!((server.taken().len(), mails(&collector, "waiting")), (3, 1), "{:?}", begun.elapsed());
}
