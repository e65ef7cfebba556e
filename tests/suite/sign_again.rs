//! A form that was refused: what was typed is still there, and each error leads to its field.

use super::collector::Collector;

#[test]
fn a_refused_form_keeps_what_was_typed_and_links_each_error_to_its_field() {
    let collector = Collector::new();
    let wrong = [
        ("lang", "es"),
        ("first_name", "Ana \"<b>"),
        ("email", "nobody"),
        ("country", "MX"),
        ("consent_processing", ""),
        ("rid", "0192d3b0-0000-7000-8000-000000000001"),
    ];
    let page = collector.sign("free", &wrong);
    assert_eq!(page.status, 422);
    let has = |part: &str| assert!(page.body.contains(part), "{part} is not in {}", page.body);
    has("<form action=\"/v1/petitions/free/signatures\" method=\"post\">");
    has("<div class=\"notice errors\" role=\"alert\">");
    for field in ["first_name", "email", "consent_processing"] {
        has(&format!("<li><a href=\"#sign-{field}\">"));
        has(&format!("id=\"sign-{field}\" name=\"{field}\""));
        has(&format!("aria-invalid=\"true\" aria-describedby=\"error-{field}\""));
        has(&format!("<strong class=\"error\" id=\"error-{field}\">"));
    }
    assert_eq!(page.body.matches("aria-invalid").count(), 3);
    has("value=\"Ana &quot;&lt;b&gt;\"");
    has("value=\"nobody\"");
    has("value=\"Pérez\"");
    has("<option value=\"MX\" selected>México</option>");
    has("name=\"rid\" value=\"0192d3b0-0000-7000-8000-000000000001\"");
    has("name=\"age_ok\" type=\"checkbox\" value=\"1\" checked");
    has("<input type=\"hidden\" name=\"lang\" value=\"es\">");
    assert!(!page.body.contains("value=\"proc-1\" checked"), "a consent that was not given is not given now");
}

#[test]
fn what_nobody_sees_begins_anew() {
    let collector = Collector::new();
    let page = collector.sign("free", &[("website", "https://spam.example"), ("stamp", "x")]);
    assert_eq!(page.status, 422);
    assert!(!page.body.contains("spam.example") && !page.body.contains("name=\"stamp\""), "{}", page.body);
    assert!(!page.body.contains("#sign-website"), "no link leads to what cannot be seen");
}

#[test]
fn a_refused_form_can_be_sent_again() {
    let collector = Collector::new();
    let page = collector.sign("free", &[("email", "nobody")]).body;
    let form = page.split_once("<form action=\"").expect("a form").1;
    let path = form.split('"').next().expect("an address");
    assert_eq!(path, "/v1/petitions/free/signatures");
    assert_eq!(collector.sign("free", &[]).status, 303);
    assert_eq!(collector.number("SELECT count(*) FROM signatures"), 1);
}
