//! What people try on a collector, and what becomes of it.
//!
//! The twenty-five groups of attacks, and where each is tried (`sign` and so on are the modules beside this one):
//!
//! | group | tests |
//! |---|---|
//! | 1 parallel duplicates | `sign::the_same_form_in_parallel_is_one_signature_and_one_mail` |
//! | 2 kill, full disk, read-only | `sign_durable::a_killed_collector_…`, `…a_disk_that_takes_no_more_…`, `…a_full_or_read_only_disk_…` |
//! | 3 tokens | `a_link_is_good_for_one_thing_and_for_seven_days` |
//! | 4 mail scanners | `sign::looking_at_a_link_confirms_nothing` |
//! | 5 enumeration | `sign::nobody_learns_from_an_answer_…`, `nobody_learns_from_the_time_…` (two), `sign_admin::people_see_and_erase_…` |
//! | 6 mail bombs | `an_address_is_not_buried_under_mails`, `sign::one_persons_ways_of_writing_…`, `sign_admin::people_see_and_erase_…` |
//! | 7 header injection | `no_address_brings_a_second_header_…`, `names_of_every_script_…` |
//! | 8 formulas | `names_of_every_script_…`, `sign_admin::an_export_has_what_was_asked_for_…`, `sign::export` in the program |
//! | 9 HTML | `pages_and_mails_show_titles_as_text`, `names_of_every_script_…` |
//! | 10 what cannot be read | `what_cannot_be_read_…`, `a_head_that_never_ends_…`, `sign_abuse::slow_connections_…` |
//! | 11 other sites | `scripts_of_other_sites_…`, `sign_admin::a_token_opens_…` |
//! | 12 open redirect | `sign_abuse::no_field_and_no_header_leads_to_another_site` |
//! | 13 forged origin | `many_from_one_place_…`, `a_proxy_that_is_named_…` (a /64 is one place: `limit` in the program) |
//! | 14 proof of work | `sign_abuse::a_solved_riddle_…`, `sign::pow` in the program |
//! | 15 honeypot, too fast | `programs_that_fill_in_everything_…` |
//! | 16 SQL, paths | `sign_admin::an_export_has_what_was_asked_for_…`, `a_petition_is_signed_only_while_it_is_open` |
//! | 17 tokens of operators | `sign_admin::a_token_opens_what_it_is_good_for_until_it_is_revoked` |
//! | 18 erasure | `sign::a_signature_counts_once_…`, `sign_copies::a_restored_copy_does_not_bring_back_…` |
//! | 19 closing day | `sign::board` in the program, `sign_data::the_collector_reads_what_the_build_writes` |
//! | 20 drift | `sign::store::model` in the program, `sign_model`, `sign_admin::a_flood_is_shown_first_…` |
//! | 21 migration | `sign_durable::an_older_database_…`, `…a_database_is_opened_with_its_own_keys_…` |
//! | 22 logs | `neither_logs_nor_the_database_hold_a_name_in_the_clear` |
//! | 23 mail server | `sign_mail` (away for a day, silent, 4xx, 5xx, bounces, hanging up), `sign::post` in the program |
//! | 24 caches | `sign_abuse::a_cache_is_not_poisoned_by_what_a_request_says_of_itself` |
//! | 25 load | `bench-sign` (a minute in `./test`) |

use std::fs;

use rusqlite::params;

use super::collector::{Collector, FORM, form, send};

fn codes(collector: &Collector, body: &str) -> (u16, String) {
    let answer = collector.json("free", "", body);
    let value: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    let errors = value["errors"].as_array().cloned().unwrap_or_default();
    let codes: Vec<String> = errors
        .iter()
        .map(|error| {
            format!("{}:{}", error["field"].as_str().unwrap_or("?"), error["code"].as_str().unwrap_or("?"))
        })
        .collect();
    (answer.status, codes.join(" "))
}

/// A form as JSON, with one field in another way.
fn json(field: &str, value: &str) -> String {
    let mut fields = super::collector::fields(&[]);
    fields.insert(field, value);
    serde_json::to_string(&fields).expect("JSON")
}

#[test]
fn a_petition_is_signed_only_while_it_is_open() {
    let collector = Collector::new();
    let words = [("paused", "paused"), ("won", "closed"), ("over", "closed"), ("later", "announced")];
    for (petition, code) in words {
        let answer = collector.json(petition, "", "{}");
        assert_eq!((answer.status, answer.body), (409, format!("{{\"error\":\"{code}\"}}")), "{petition}");
    }
    let page = collector.sign("later", &[("lang", "es")]);
    assert!(
        page.status == 409 && page.body.contains("31 de diciembre de 2998") || page.body.contains("2999"),
        "{}",
        page.body
    );
    assert_eq!(collector.sign("nothing", &[]).status, 404);
    assert_eq!(collector.sign("..%2f..%2fetc", &[]).status, 404);
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 0);
}

#[test]
fn everything_that_is_wrong_is_said_at_once_in_the_forms_language() {
    let collector = Collector::new();
    let wrong = [
        ("lang", "es"),
        ("first_name", ""),
        ("email", "ana@"),
        ("age_ok", ""),
        ("consent_processing", "old"),
    ];
    let page = collector.sign("free", &wrong);
    assert_eq!(page.status, 422);
    for said in ["Nombre: es necesario", "no es una dirección de correo", "16 años", "el texto cambió"] {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    assert!(page.body.contains("<html lang=\"es\" dir=\"ltr\">"));
}

#[test]
fn names_of_every_script_are_taken_and_tricks_are_not() {
    let collector = Collector::new();
    for name in ["Núñez-Álvarez", "O'Brien", "محمد", "राम्\u{200d}", "李 小龍", "Nguyễn Thị", "J. R."]
    {
        assert_eq!(codes(&collector, &json("first_name", name)), (202, String::new()), "{name}");
    }
    let long = "a".repeat(101);
    let tricks = [
        "Ana\r\nBcc: all@example.org",
        "Ana\0",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "+1",
        "-1",
        "\u{ff1d}1+1",
        "a\u{202e}b",
        "a\u{200b}b",
        "see http://evil.example",
        "www.evil.example",
        "<script>",
        "12345",
        "\u{feff}a b",
    ];
    for name in tricks {
        assert_eq!(codes(&collector, &json("last_name", name)).1, "last_name:name", "{name:?}");
    }
    assert_eq!(codes(&collector, &json("last_name", &long)).1, "last_name:too_long");
}

#[test]
fn no_address_brings_a_second_header_or_a_second_reader() {
    let collector = Collector::new();
    let long = format!("{}@example.org", "a".repeat(65));
    let longer = format!("ana@{}.org", "a.".repeat(130));
    let tricks = [
        "ana@example.org\r\nBcc: all@example.org",
        "ana@example.org, b@example.org",
        "ana@example.org b@example.org",
        "<ana@example.org>",
        "\"a b\"@example.org",
        "ana@127.0.0.1",
        "ana@[127.0.0.1]",
        "ana@localhost",
        "@example.org",
        "ana@example..org",
        ".ana@example.org",
        "ana@-example.org",
        "ana\0@example.org",
        "ana@exam\u{202e}ple.org",
        &long,
        &longer,
        "ana;b@example.org",
        "a@b@c.org@",
    ];
    for address in tricks {
        assert_eq!(
            codes(&collector, &json("email", address)),
            (422, "email:address".to_owned()),
            "{address:?}"
        );
    }
    assert_eq!(collector.number("SELECT count(*) FROM outbox"), 0);
}

#[test]
fn what_cannot_be_read_is_refused_before_anything_is_stored() {
    let collector = Collector::new();
    let place = "/v1/petitions/free/signatures";
    let status = |head: &str, body: &[u8]| {
        send(&collector.address, "POST", place, head, body).map(|answer| answer.status)
    };
    let json = "Content-Type: application/json\r\n";
    assert_eq!(status(FORM, b"first_name=%FF%FE"), Some(400), "not UTF-8");
    assert_eq!(status(FORM, b"email=%4"), Some(400), "half a byte");
    assert_eq!(status(FORM, b"email=a@example.org&email=b@example.org"), Some(400), "twice");
    assert_eq!(
        status(FORM, (0..1000).map(|n| format!("a{n}=1&")).collect::<Vec<_>>().concat().as_bytes()),
        Some(400),
        "many"
    );
    assert_eq!(status(json, br#"{"email":"a@example.org","email":"b@example.org"}"#), Some(400), "twice");
    assert_eq!(status(json, "[".repeat(10_000).as_bytes()), Some(400), "deep");
    assert_eq!(status(json, br#"{"email":{"a":["b"]}}"#), Some(400), "not plain");
    assert_eq!(status(json, b"\xff"), Some(400));
    assert_eq!(status("Content-Type: text/plain\r\n", form(&[]).as_bytes()), Some(415));
    assert_eq!(status("Content-Type: multipart/form-data; boundary=a\r\n", b""), Some(415));
    assert_eq!(status("", b""), Some(415));
    assert_eq!(status(FORM, &vec![b'a'; 17 * 1024]), Some(413));
    let many = (0..200).map(|n| format!("x-{n}: 1\r\n")).collect::<Vec<_>>().concat();
    let huge = format!("x: {}\r\n", "a".repeat(64 * 1024));
    for head in [&many, &huge] {
        // Some of it may be unread when the answer comes, and then the system may throw that away.
        assert!(matches!(status(&format!("{FORM}{head}"), b""), Some(400 | 431) | None));
    }
    assert_eq!(collector.send("DELETE", place, "", b"").status, 405);
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 0);
    assert_eq!(collector.sign("free", &[]).status, 303, "it goes on");
}

#[test]
fn a_link_is_good_for_one_thing_and_for_seven_days() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let mail = &collector.mails(1)[0];
    let (confirm, withdraw) = (mail.link("confirm"), mail.link("withdraw"));
    let token = |link: &str| link.rsplit('/').next().expect("a token").to_owned();
    let wrong = [
        format!("/v1/confirm/{}", token(&withdraw)),
        format!("/v1/withdraw/{}", token(&confirm)),
        format!("/v1/confirm/{}", "A".repeat(43)),
        "/v1/confirm/' OR 1=1 --".replace(' ', "%20"),
        "/v1/confirm/".to_owned(),
    ];
    for link in &wrong {
        assert_eq!((collector.get(link).status, collector.post(link).status), (404, 404), "{link}");
    }
    let age = |by: i64| {
        let days = 24 * 60 * 60 * 1000 * by;
        collector
            .database()
            .execute("UPDATE tokens SET expires_at = expires_at - ?1 WHERE kind = 'confirm'", params![days])
            .expect("a change");
    };
    age(8);
    assert_eq!((collector.get(&confirm).status, collector.post(&confirm).status), (410, 410));
    assert_eq!(collector.confirmed(), 0);
    age(-2);
    assert_eq!(collector.post(&confirm).status, 303);
    age(8);
    assert_eq!(collector.get(&confirm).status, 200, "what counts stays so");
}

#[test]
fn an_address_is_not_buried_under_mails() {
    let collector = Collector::new();
    for _ in 0..5 {
        collector.sign("free", &[]);
    }
    let mails = "SELECT count(*) FROM outbox";
    assert_eq!(collector.number(mails), 1, "no second one within ten minutes");
    let hour_passes = |mail: &str| {
        let hour = 60 * 60 * 1000;
        let change = format!("UPDATE outbox SET created_at = created_at - {hour} {mail}");
        collector.database().execute(&change, []).expect("a change");
    };
    for _ in 0..5 {
        hour_passes("");
        collector.sign("free", &[]);
    }
    assert_eq!(collector.number(mails), 3, "three within a week");
    for petition in ["other"] {
        for _ in 0..4 {
            hour_passes("");
            collector.sign(petition, &[]);
        }
    }
    let today = "SELECT count(*) FROM outbox WHERE due_at < created_at + 3600000 * 20";
    assert_eq!(collector.number(today), 5, "five a day over all petitions; the rest waits");
    assert_eq!(collector.number(mails), 6);
    for _ in 0..6 {
        // A week later for the petitions; what waits for tomorrow still does.
        hour_passes("- 604800000");
        collector.sign("free", &[]);
        collector.sign("other", &[]);
    }
    let in_days = |day: i64| {
        // Of those that were sent the time is that of their lease.
        let days = "(due_at - (SELECT min(due_at) FROM outbox) + 3600000) / 86400000";
        collector.number(&format!("SELECT count(*) FROM outbox WHERE {days} = {day}"))
    };
    assert_eq!([0, 1, 2, 3].map(in_days), [5, 5, 5, 3], "no more tomorrow than today");
}

#[test]
fn many_from_one_place_are_marked_and_still_count() {
    let collector = Collector::new();
    for number in 0..7 {
        // Nobody in front of this collector is believed.
        let head = format!("{FORM}X-Forwarded-For: 203.0.113.{number}\r\n");
        let body = form(&[("email", &format!("a{number}@example.org"))]);
        let answer = collector.send("POST", "/v1/petitions/free/signatures", &head, body.as_bytes());
        assert_eq!(answer.status, 303);
    }
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE state = 'held'"), 2);
    for mail in collector.mails(7) {
        collector.post(&mail.link("confirm"));
    }
    assert_eq!(collector.confirmed(), 7);
    assert_eq!(collector.number("SELECT count(DISTINCT ip_hmac) FROM signatures"), 1);
}

#[test]
fn a_proxy_that_is_named_is_believed_up_to_its_own_word() {
    let collector = Collector::with(&["--dev", "--proxy", "127.0.0.1"]);
    for number in 0..7 {
        // What stands in front anybody may have written.
        let head = format!("{FORM}X-Forwarded-For: 198.51.100.{number}, 203.0.113.9\r\n");
        let body = form(&[("email", &format!("a{number}@example.org"))]);
        collector.send("POST", "/v1/petitions/free/signatures", &head, body.as_bytes());
        let head = format!("{FORM}X-Forwarded-For: 203.0.{number}.1\r\n");
        let body = form(&[("email", &format!("b{number}@example.org"))]);
        collector.send("POST", "/v1/petitions/free/signatures", &head, body.as_bytes());
    }
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE state = 'held'"), 2);
    assert_eq!(collector.number("SELECT count(DISTINCT ip_hmac) FROM signatures"), 8);
}

#[test]
fn programs_that_fill_in_everything_or_are_too_quick_are_told() {
    let collector = Collector::new();
    assert_eq!(codes(&collector, &json("website", "https://evil.example")).1, "website:not_empty");
    let challenge = collector.get("/v1/petitions/free/challenge");
    let stamp: serde_json::Value = serde_json::from_str(&challenge.body).expect("JSON");
    let stamp = stamp["stamp"].as_str().expect("a stamp");
    assert_eq!(codes(&collector, &json("stamp", stamp)).1, "stamp:stamp", "within three seconds");
    let (at, signed) = stamp.split_once('.').expect("two parts");
    let earlier = at.parse::<i64>().expect("a time") - 60_000;
    assert_eq!(
        codes(&collector, &json("stamp", &format!("{earlier}.{signed}"))).1,
        "stamp:stamp",
        "not signed by us"
    );
    assert_eq!(codes(&collector, &json("stamp", "")), (202, String::new()), "without scripts there is none");
}

#[test]
fn scripts_of_other_sites_read_counts_and_nothing_else() {
    let collector = Collector::new();
    let body = json("email", "ana@example.org");
    let foreign = collector.json("free", "Origin: https://evil.example\r\n", &body);
    assert_eq!((foreign.status, foreign.head.contains("access-control")), (403, false));
    assert_eq!(collector.json("free", "Origin: null\r\n", &body).status, 403);
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 0);
    let own = collector.json("free", "Origin: https://example.org\r\n", &body);
    assert_eq!(own.status, 202);
    assert!(own.head.contains("access-control-allow-origin: https://example.org"), "{}", own.head);
    let place = "/v1/petitions/free/signatures";
    let asked = |origin: &str| collector.send("OPTIONS", place, &format!("Origin: {origin}\r\n"), b"").head;
    assert!(asked("https://example.org").contains("access-control-allow-origin: https://example.org"));
    assert!(!asked("https://evil.example").contains("allow-origin"));
    // A form without scripts may come from a page without an origin.
    let head = format!("{FORM}Origin: null\r\n");
    assert_eq!(collector.send("POST", place, &head, form(&[]).as_bytes()).status, 303);
}

#[test]
fn pages_and_mails_show_titles_as_text() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let mail = &collector.mails(1)[0];
    assert!(mail.body.contains("“Free <them> & all”"), "{}", mail.body);
    let page = collector.get(&mail.link("confirm"));
    assert!(page.body.contains("Free &lt;them&gt; &amp; all") && !page.body.contains("<them>"));
}

#[test]
fn neither_logs_nor_the_database_hold_a_name_in_the_clear() {
    let mut collector = Collector::new();
    let secrets = ["Xochiquetzal", "Quetzalcoatl", "xochi.secret@example.org", "xochi.secret"];
    let form = [("first_name", secrets[0]), ("last_name", secrets[1]), ("email", secrets[2])];
    collector.sign("free", &form);
    collector.sign("free", &[("email", "xochi.secret@"), ("first_name", secrets[0])]);
    let mail = collector.mails(1).remove(0);
    collector.post(&mail.link("confirm"));
    collector.get(&format!("{}x", mail.link("confirm")));
    let file = |name: &str| fs::read(collector.place(name)).unwrap_or_default();
    let stored = [file("signatures.db"), file("signatures.db-wal")].concat();
    let token = mail.link("confirm").rsplit('/').next().expect("a token").to_owned();
    collector.kill();
    for secret in secrets.iter().copied().chain([token.as_str()]) {
        assert!(!collector.said().contains(secret), "{secret} in the log: {}", collector.said());
        let is_stored = stored.windows(secret.len()).any(|part| part.eq_ignore_ascii_case(secret.as_bytes()));
        assert!(!is_stored, "{secret} lies in the database");
    }
    assert!(stored.windows(4).any(|part| part == b"free"), "it was the right file");
}

/// How far the ranks of two samples are from those of one (Mann and Whitney 1947), in standard deviations.
fn rank_distance(one: &[u128], other: &[u128]) -> f64 {
    let mut all: Vec<(u128, bool)> =
        one.iter().map(|time| (*time, true)).chain(other.iter().map(|time| (*time, false))).collect();
    all.sort_unstable();
    let ranks = all.iter().zip(1_u32..).filter(|((_, is_one), _)| *is_one).map(|(_, rank)| f64::from(rank));
    let count = |sample: &[u128]| f64::from(u32::try_from(sample.len()).expect("few"));
    let (n, m) = (count(one), count(other));
    let above = ranks.sum::<f64>() - n * (n + 1.0) / 2.0;
    (above - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

/// How far the times of 500 answers to addresses that are known are from those of 500 that are not.
fn told_by_time(ask: impl Fn(&str) -> u16 + Sync, known: impl Fn(usize) -> String + Sync) -> f64 {
    let time = |email: &str| {
        let begun = std::time::Instant::now();
        assert!(matches!(ask(email), 202 | 303));
        begun.elapsed().as_micros()
    };
    let samples = std::thread::scope(|scope| {
        let threads = [0, 1, 2, 3].map(|thread| {
            let (time, known) = (&time, &known);
            scope.spawn(move || {
                let pairs = (0..125).map(|number| {
                    let new = format!("new{thread}-{number}@example.org");
                    let known = known(thread * 125 + number);
                    // In turn, or the second of every pair would always find a warmer machine.
                    if number % 2 == 0 {
                        let known = time(&known);
                        (known, time(&new))
                    } else {
                        let unknown = time(&new);
                        (time(&known), unknown)
                    }
                });
                pairs.collect::<Vec<_>>()
            })
        });
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect::<Vec<_>>()
    });
    let (known, unknown): (Vec<u128>, Vec<u128>) = samples.into_iter().unzip();
    assert_eq!((known.len(), unknown.len()), (500, 500));
    rank_distance(&known, &unknown)
}

/// Sends an address to a place; gives the status.
fn asked(collector: &Collector, place: &str, email: &str) -> u16 {
    let body = form(&[("email", email)]);
    send(&collector.address, "POST", place, FORM, body.as_bytes()).expect("an answer").status
}

#[test]
fn nobody_learns_from_the_time_of_an_answer_whether_an_address_is_known() {
    let collector = Collector::with(&["--dev", "--hold-mail"]);
    collector.sign("free", &[("email", "known@example.org")]);
    collector.change("UPDATE signatures SET state = 'confirmed'");
    let ask = |email: &str| asked(&collector, "/v1/petitions/free/signatures", email);
    let distance = told_by_time(ask, |_| "known@example.org".to_owned());
    assert!(distance.abs() < 3.5, "{distance:.2} standard deviations apart");
}

#[test]
fn nobody_learns_from_the_time_of_an_answer_whether_there_is_something_to_erase() {
    let collector = Collector::with(&["--dev", "--hold-mail"]);
    // Each asks once, so that each of these gets a mail.
    let known = |number: usize| format!("known{number}@example.org");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (collector, known) = (&collector, &known);
            scope.spawn(move || {
                for number in (thread..500).step_by(4) {
                    assert_eq!(asked(collector, "/v1/petitions/free/signatures", &known(number)), 303);
                }
            });
        }
    });
    let distance = told_by_time(|email| asked(&collector, "/v1/erasure", email), known);
    assert_eq!(collector.number("SELECT count(*) FROM outbox WHERE kind = 'data'"), 500);
    assert!(distance.abs() < 3.5, "{distance:.2} standard deviations apart");
}

#[test]
fn a_head_that_never_ends_is_not_waited_for() {
    use std::io::{Read, Write};
    let collector = Collector::new();
    let mut stream = std::net::TcpStream::connect(&collector.address).expect("it listens");
    stream.set_read_timeout(Some(super::preview::PATIENCE)).expect("a socket");
    stream.write_all(b"POST /v1/petitions/free/signatures HTTP/1.1\r\nHost: a\r\nX: ").expect("it reads");
    // It hangs up; how is its own affair.
    let mut rest = Vec::new();
    drop(stream.read_to_end(&mut rest));
    assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 4"), "{rest:?}");
    let mut stream = std::net::TcpStream::connect(&collector.address).expect("it listens");
    stream.set_read_timeout(Some(super::preview::PATIENCE)).expect("a socket");
    let head = format!(
        "POST /v1/petitions/free/signatures HTTP/1.1\r\nHost: a\r\n{FORM}Content-Length: 100\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut rest = [0; 12];
    stream.read_exact(&mut rest).expect("an answer");
    assert_eq!(&rest, b"HTTP/1.1 400");
}
