//! What a signer sees before confirming: what will be stored, since anybody may have typed it.

use super::collector::{Collector, FORM};

/// What the page says was shown, as its form sends it.
fn seen(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("a form that says what it shows");
    rest.split('"').next().expect("a value")
}

#[test]
fn whoever_confirms_sees_what_will_be_stored() {
    let collector = Collector::new();
    collector.sign("free", &[("country", "MX"), ("first_name", "Ana & co")]);
    let page = collector.get(&collector.mails(1)[0].link("confirm")).body;
    for shown in [
        "Free &lt;them&gt; &amp; all",
        "<dt>First name</dt><dd><bdi>Ana &amp; co</bdi></dd>",
        "<dt>Last name</dt><dd><bdi>Pérez</bdi></dd>",
        "<bdi>a…@example.org</bdi>",
        "<dt>Country</dt><dd><bdi>Mexico</bdi></dd>",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("ana@example.org"), "scanners that open the page need not learn the address");
}

#[test]
fn what_is_confirmed_or_taken_back_is_shown_to_nobody() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let mail = &collector.mails(1)[0];
    assert!(!collector.get(&mail.link("withdraw")).body.contains("Pérez"), "this link never ends");
    collector.post(&mail.link("confirm"));
    assert!(!collector.get(&mail.link("confirm")).body.contains("Pérez"));
}

#[test]
fn what_somebody_else_typed_meanwhile_is_not_confirmed_unseen() {
    let collector = Collector::new();
    collector.sign("free", &[]);
    let confirm = collector.mails(1)[0].link("confirm");
    let first = collector.get(&confirm).body;
    collector.sign("free", &[("first_name", "Mallory")]);
    let body = format!("seen={}", seen(&first));
    let refused = collector.send("POST", &confirm, FORM, body.as_bytes());
    assert_eq!((refused.status, collector.confirmed()), (409, 0));
    assert!(refused.body.contains("Mallory") && refused.body.contains("role=\"alert\""), "{}", refused.body);
    assert_eq!(collector.send("POST", &confirm, FORM, b"seen=%21").status, 409, "what nobody showed");
    let body = format!("seen={}", seen(&refused.body));
    assert_eq!(collector.send("POST", &confirm, FORM, body.as_bytes()).status, 303);
    assert_eq!(collector.confirmed(), 1);
}
