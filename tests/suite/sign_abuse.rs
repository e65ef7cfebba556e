//! What makes floods dear and leaves people alone: riddles, marks by place and by domain, refused domains,
//! slow and crowded connections; and the numbers by which an operator sees them.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use ring::digest;

use super::collector::{Collector, FORM, form, sign};
use super::preview::PATIENCE;

const PLACE: &str = "/v1/petitions/free/signatures";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// The riddle of a petition, solved as a browser would, for the field `pow`.
fn solved(collector: &Collector, petition: &str) -> String {
    let answer = collector.get(&format!("/v1/petitions/{petition}/challenge"));
    let answer: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    let riddle = &answer["pow"];
    let salt = riddle["salt"].as_str().expect("a salt");
    let number = (0..riddle["maxnumber"].as_u64().expect("a number")).find(|number| {
        let digest = digest::digest(&digest::SHA256, format!("{salt}{number}").as_bytes());
        riddle["challenge"] == hex(digest.as_ref())
    });
    let mut riddle = riddle.clone();
    riddle["number"] = number.expect("it can be solved").into();
    base64(riddle.to_string().as_bytes())
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let parts = bytes.chunks(3).map(|part| {
        let number =
            (0..3).fold(0, |number, place| number << 8 | usize::from(*part.get(place).unwrap_or(&0)));
        let letter = |place: usize| match place {
            place if place > part.len() => '=',
            place => letters[number >> (18 - 6 * place) & 63].into(),
        };
        String::from_iter([letter(0), letter(1), letter(2), letter(3)])
    });
    parts.collect()
}

fn held(collector: &Collector) -> i64 {
    collector.number("SELECT count(*) FROM signatures WHERE state = 'held'")
}

#[test]
fn a_solved_riddle_takes_one_mark_away_and_none_is_ever_needed() {
    let collector = Collector::new();
    let sign = |number: usize, pow: &str| {
        let email = format!("a{number}@gmail.com");
        assert_eq!(collector.sign("free", &[("email", &email), ("pow", pow)]).status, 303, "{number}");
    };
    (0..5).for_each(|number| sign(number, ""));
    let pow = solved(&collector, "free");
    sign(5, &pow);
    assert_eq!(held(&collector), 0, "it was solved");
    sign(6, &pow);
    assert_eq!(held(&collector), 1, "once");
    sign(7, &solved(&collector, "other"));
    sign(8, "e30");
    sign(9, "");
    assert_eq!(held(&collector), 4, "another petition's, nonsense and none are the same: a mark");
    sign(9, &solved(&collector, "free"));
    assert_eq!(held(&collector), 3, "solved later");
    for mail in collector.mails(10) {
        collector.post(&mail.link("confirm"));
    }
    assert_eq!(collector.confirmed(), 10, "all of them count");
}

#[test]
fn many_with_one_unknown_domain_are_marked_and_with_a_large_one_are_not() {
    let collector = Collector::with(&["--dev", "--hold-mail", "--proxy", "127.0.0.1"]);
    for (domain, marked) in [("flood.example", 5), ("gmail.com", 5), ("union.example", 5)] {
        let many = if domain == "union.example" { 20 } else { 25 };
        for number in 0..many {
            let head = format!("{FORM}X-Forwarded-For: 198.51.{}.{number}\r\n", domain.len());
            let body = form(&[("email", &format!("a{number}@{domain}"))]);
            assert_eq!(collector.send("POST", PLACE, &head, body.as_bytes()).status, 303);
        }
        let rows = held(&collector);
        assert!((marked - 1..=marked).contains(&rows), "{rows} after {domain}");
    }
}

#[test]
fn listed_domains_are_refused_in_the_forms_language() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("petitions.json"), super::collector::petitions()).expect("a disk");
    fs::write(folder.path().join("short.txt"), "# an hour\nshort.example\n").expect("a disk");
    let collector = Collector::again(folder.into(), &["--dev", "--refuse-domains", "short.txt"]);
    for address in ["ana@short.example", "ana@mx.SHORT.example"] {
        let page = collector.sign("free", &[("email", address), ("lang", "es")]);
        assert!(page.status == 422 && page.body.contains("duran solo unas horas"), "{}", page.body);
    }
    assert_eq!(collector.sign("free", &[("email", "ana@notshort.example")]).status, 303);
    fs::write(collector.place("bad.txt"), "two words\n").expect("a disk");
    let mut command = sign(collector.folder.path());
    let output = command.args(["serve", "--dev", "--refuse-domains", "bad.txt"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is no list of domains"));
}

#[test]
fn a_monitor_on_this_machine_reads_numbers_and_no_names() {
    let collector = Collector::new();
    for number in 0..6 {
        collector.sign("free", &[("email", &format!("secret{number}@example.org"))]);
    }
    collector.sign("nothing", &[]);
    collector.post(&collector.mails(6)[0].link("confirm"));
    let answer = collector.get("/metrics");
    assert!(answer.head.contains("content-type: text/plain; version=0.0.4"), "{}", answer.head);
    for line in [
        "altavoz_sign_answers_total{status=\"303\"} 7",
        "altavoz_sign_answers_total{status=\"404\"} 1",
        "altavoz_sign_stored_total{mark=\"plain\"} 5",
        "altavoz_sign_stored_total{mark=\"place\"} 1",
        "altavoz_sign_confirmed{petition=\"free\"} 1",
        "# TYPE altavoz_sign_mails gauge",
        "altavoz_sign_mail_late_seconds 0",
    ] {
        assert!(answer.body.lines().any(|own| own == line), "{line} in {}", answer.body);
    }
    assert!(!answer.body.contains("secret") && !answer.body.contains("example.org"), "{}", answer.body);
    for header in ["X-Forwarded-For: 203.0.113.1", "Forwarded: for=203.0.113.1", "X-Real-IP: 203.0.113.1"] {
        for path in ["/metrics", "/healthz", "/readyz"] {
            assert_eq!(collector.send("GET", path, &format!("{header}\r\n"), b"").status, 404, "{header}");
        }
    }
}

#[test]
fn slow_connections_keep_nobody_waiting() {
    let collector = Collector::with(&["--dev", "--hold-mail"]);
    let begin = |text: &str| {
        let mut stream = TcpStream::connect(&collector.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream.write_all(text.as_bytes()).expect("it reads");
        stream
    };
    let chunked =
        format!("POST {PLACE} HTTP/1.1\r\nHost: a\r\n{FORM}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
    let mut slow: Vec<TcpStream> = (0..100)
        .map(|number| begin(if number % 2 == 0 { "POST / HTTP/1.1\r\nX" } else { &chunked }))
        .collect();
    assert_eq!(collector.sign("free", &[]).status, 303, "others are served");
    let mut answer = [0; 12];
    slow[1].read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 400", "a body that never ends is given up");
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 1);
}

#[test]
fn no_field_and_no_header_leads_to_another_site() {
    let collector = Collector::new();
    let evil = "https://evil.example/";
    let names = ["next", "redir", "redirect", "return_to", "url", "lang"];
    let body = form(&names.map(|name| (name, evil)));
    let place = format!("{PLACE}?next={evil}&redir=//evil.example");
    let head = format!("{FORM}Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nReferer: {evil}\r\n");
    let answer = collector.send("POST", &place, &head, body.as_bytes());
    assert!(answer.head.contains("location: /v1/petitions/free/sent/en\n"), "{}", answer.head);
    let mail = &collector.mails(1)[0];
    assert!(!mail.body.contains("evil.example") && !mail.head.contains("evil.example"));
    let answer = collector.send("POST", &format!("{}?next={evil}", mail.link("confirm")), &head, b"");
    assert!(answer.head.contains("location: /v1/petitions/free/signed/en\n"), "{}", answer.head);
}

#[test]
fn a_cache_is_not_poisoned_by_what_a_request_says_of_itself() {
    let collector = Collector::new();
    let place = "/v1/petitions/free/count.json";
    let plain = collector.get(place);
    for head in [
        "Host: evil.example\r\n",
        "X-Forwarded-Host: evil.example\r\n",
        "Origin: https://evil.example\r\n",
        "Accept: text/html\r\n",
        "Accept-Language: es\r\n",
        "X-Original-URL: /v1/erasure\r\n",
        "Cookie: a=b\r\n",
    ] {
        let answer = collector.send("GET", place, head, b"");
        assert_eq!((answer.status, &answer.head, &answer.body), (200, &plain.head, &plain.body), "{head}");
    }
    assert_eq!(collector.get(&format!("{place}?count=1000000")).body, plain.body);
}
