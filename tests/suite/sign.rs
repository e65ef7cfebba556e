//! The collector as signers and readers meet it: sign, confirm, count, withdraw.

use std::fs;

use super::collector::{Collector, FORM, form, send};

#[test]
fn a_signature_counts_once_it_is_confirmed_and_until_it_is_withdrawn() {
    let collector = Collector::new();
    let signed = collector.sign("free", &[("lang", "es")]);
    assert_eq!(signed.status, 303);
    assert!(signed.head.contains("location: /v1/petitions/free/sent/es"), "{}", signed.head);
    assert!(!signed.head.contains("set-cookie"));
    let page = collector.get("/v1/petitions/free/sent/es");
    assert!(
        page.body.contains("<html lang=\"es\"") && page.body.contains("Revise su correo"),
        "{}",
        page.body
    );

    let mail = &collector.mails(1)[0];
    assert!(mail.head.contains("To: <ana@example.org>\r\n") && mail.head.contains("Content-Language: es"));
    assert!(mail.head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    assert!(mail.body.contains("«Libertad para todas»") && !mail.body.contains("Ana"), "{}", mail.body);
    assert_eq!(collector.confirmed(), 0, "nobody has confirmed yet");

    let confirm = mail.link("confirm");
    let button = collector.get(&confirm);
    assert!(button.body.contains("<form method=\"post\">") && button.body.contains("Confirme su firma"));
    for policy in ["default-src 'none'", "referrer-policy: no-referrer", "x-robots-tag: noindex", "no-store"]
    {
        assert!(button.head.contains(policy), "{policy} in {}", button.head);
    }
    assert!(!button.body.contains("<script") && !button.head.contains("cookie"));
    let confirmed = collector.post(&confirm);
    assert_eq!(confirmed.status, 303);
    assert!(confirmed.head.contains("location: /v1/petitions/free/signed/es"));
    assert_eq!(collector.confirmed(), 1);
    collector.post(&confirm);
    assert_eq!(collector.confirmed(), 1, "twice is once");

    let withdraw = mail.link("withdraw");
    assert!(collector.get(&withdraw).body.contains("Retirar su firma"));
    assert_eq!(collector.confirmed(), 1, "looking takes nothing back");
    assert!(collector.post(&withdraw).head.contains("/withdrawn/es"));
    assert_eq!(collector.confirmed(), 0);
    assert_eq!(collector.post(&confirm).status, 404, "the link that confirms is gone");
    assert_eq!(collector.post(&withdraw).status, 303, "once more does no harm");
    let left = "SELECT count(*) FROM signatures WHERE state = 'withdrawn' AND email_hmac IS NULL AND email_enc \
                IS NULL AND first_enc IS NULL AND last_enc IS NULL AND ip_hmac IS NULL";
    assert_eq!(collector.number(left), 1, "that there was one, and not who");
    assert_eq!(collector.number("SELECT count(*) FROM tombstones"), 1);

    collector.sign("free", &[]);
    let again = collector.mails(2).remove(1);
    assert_eq!(collector.post(&again.link("confirm")).status, 303);
    assert_eq!(collector.confirmed(), 1, "whoever withdrew may sign again");
}

#[test]
fn a_mail_programs_button_takes_a_signature_back_without_a_page() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let mail = &collector.mails(1)[0];
    collector.post(&mail.link("confirm"));
    let answer = collector.send("POST", &mail.link("withdraw"), FORM, b"List-Unsubscribe=One-Click");
    assert_eq!((answer.status, collector.confirmed()), (200, 0));
}

#[test]
fn looking_at_a_link_confirms_nothing() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let confirm = collector.mails(1)[0].link("confirm");
    for method in ["GET", "HEAD", "GET"] {
        assert_eq!(collector.send(method, &confirm, "Purpose: prefetch\r\n", b"").status, 200);
    }
    assert_eq!(collector.send("OPTIONS", &confirm, "", b"").status, 405);
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE state = 'pending'"), 1);
    assert_eq!(collector.number("SELECT count(*) FROM tokens WHERE used_at IS NOT NULL"), 0);
}

#[test]
fn the_same_form_in_parallel_is_one_signature_and_one_mail() {
    let collector = Collector::new();
    let rid = "0192f0c1-2d3e-7a4b-8c5d-0123456789ab";
    for rid in ["", rid] {
        let body =
            form(&[("rid", rid), ("email", if rid.is_empty() { "a@example.org" } else { "b@example.org" })]);
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    let place = "/v1/petitions/free/signatures";
                    let answer = send(&collector.address, "POST", place, FORM, body.as_bytes());
                    assert_eq!(answer.expect("an answer").status, 303);
                });
            }
        });
    }
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 2);
    assert_eq!(collector.number("SELECT count(*) FROM outbox"), 2);
}

#[test]
fn one_persons_ways_of_writing_an_address_are_one_signature() {
    let collector = Collector::new();
    let ways = ["Ana.Perez@gmail.com", "anaperez+petition@googlemail.com", " ANAPEREZ@GMAIL.COM "];
    for way in ways {
        assert_eq!(collector.sign("free", &[("email", way)]).status, 303);
    }
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 1);
    // Not the same at all: the second has a Cyrillic letter, and dots mean something elsewhere.
    for other in ["ana@example.org", "ana@ex\u{430}mple.org", "a.na@example.org", "ana@exämple.org"] {
        collector.sign("free", &[("email", other)]);
    }
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 5);
    collector.sign("other", &[("email", "ana@example.org")]);
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 6, "one for each petition");
}

#[test]
fn nobody_learns_from_an_answer_whether_an_address_is_known() {
    let collector = Collector::new();
    let new = collector.sign("free", &[]);
    let repeated = collector.sign("free", &[]);
    collector.post(&collector.mails(1)[0].link("confirm"));
    let confirmed = collector.sign("free", &[("first_name", "Somebody else")]);
    assert_eq!((&new, &new), (&repeated, &confirmed));
    let json = |email: &str| {
        let body = format!(
            "{{\"first_name\":\"A\",\"last_name\":\"B\",\"age_ok\":true,\"consent_processing\":\"proc-1\",\"email\":\"{email}\"}}"
        );
        collector.json("free", "", &body)
    };
    let known = json("ana@example.org");
    assert_eq!((known.status, &known), (202, &json("new@example.org")));
    assert_eq!(collector.number("SELECT count(*) FROM outbox"), 2, "no mail for who counts");
}

#[test]
fn counts_are_read_from_everywhere_and_sent_again_only_when_they_change() {
    let collector = Collector::new();
    let first = collector.get("/v1/petitions/free/count.json");
    assert!(first.head.contains("access-control-allow-origin: *"), "{}", first.head);
    assert!(first.head.contains("cache-control: public, max-age=30"));
    let tag = first.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag").to_owned();
    // Heads are read in lower case here, tags are not: what is asked with must be what was said.
    let raw = send(&collector.address, "GET", "/v1/petitions/free/count.json", "If-None-Match: *\r\n", b"");
    assert_eq!(raw.expect("an answer").status, 304);
    collector.sign("free", &[]);
    collector.post(&collector.mails(1)[0].link("confirm"));
    let second = collector.get("/v1/petitions/free/count.json");
    assert!(second.body.contains("\"count\":4") && !second.head.contains(&tag), "{}", second.body);
}

#[test]
fn signatures_and_counts_are_there_after_a_restart() {
    let mut collector = Collector::new();
    collector.sign("free", &[]);
    let link = collector.mails(1)[0].link("confirm");
    collector.kill();
    let collector = Collector::again(collector.folder.clone(), &["--dev"]);
    assert_eq!(collector.post(&link).status, 303);
    assert_eq!(collector.confirmed(), 1);
}

#[test]
fn a_new_build_is_noticed_while_it_runs() {
    let collector = Collector::new();
    let text = String::from_utf8(super::collector::petitions()).expect("JSON");
    let text = text.replace("\"paused\":{\"state\":\"paused\"", "\"paused\":{\"state\":\"open\"");
    assert_eq!(collector.sign("paused", &[]).status, 409);
    fs::write(collector.place("petitions.json"), format!("{text} ")).expect("a disk");
    collector.until(|| (collector.sign("paused", &[]).status == 303).then_some(()));
    fs::write(collector.place("petitions.json"), "{").expect("a disk");
    collector.until(|| collector.said().contains("last good one").then_some(()));
    assert_eq!(collector.sign("paused", &[]).status, 303);
}
