//! The translators' pack: one file, the same bytes each time, that asks nobody for anything. What it does in a
//! browser is judged by `tests/browser/pack.mjs`.

#[path = "../pack/sample.rs"]
mod sample;

use altavoz::translate::pack::pack;
use altavoz::translate::{Project, State};
use proptest::prelude::*;
use serde_json::Value;

fn made(lang: &str) -> String {
    pack(&sample::project(lang, 3), &sample::glossary())
}

/// What the page's script works with.
fn data(html: &str) -> Value {
    let open = "<script type=\"application/json\" id=\"data\">";
    let start = html.find(open).expect("there is data") + open.len();
    let length = html[start..].find("</script>").expect("it ends");
    serde_json::from_str(&html[start..start + length]).expect("it is JSON")
}

fn with_source(text: &str) -> Project {
    let mut project = sample::project("es", 0);
    project.units.truncate(1);
    text.clone_into(&mut project.units[0].source);
    text.clone_into(&mut project.units[0].target);
    project
}

#[test]
fn the_same_project_gives_the_same_pack() {
    assert_eq!(made("es"), made("es"));
}

#[test]
fn a_pack_speaks_the_translators_language_where_the_program_does() {
    for (lang, page, said) in [
        ("es", "es", "Guardar mi trabajo"),
        ("es-MX", "es", "Guardar mi trabajo"),
        ("ar", "en", "Save my work"),
        ("fr", "en", "Save my work"),
    ] {
        let html = made(lang);
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{page}\">")), "{lang}");
        assert!(html.contains(said), "{lang}");
    }
}

#[test]
fn a_pack_loads_nothing() {
    // One text of the sample speaks of a picture.
    let html = made("es").replace("src=x", "");
    for asks in
        [" src=", "url(", "@import", "fetch(", "XMLHttpRequest", "<link", "<iframe", "<object", "sendBeacon"]
    {
        assert!(!html.contains(asks), "{asks}");
    }
    let policy = html.find("default-src 'none'; script-src 'nonce-").expect("a policy");
    assert!(policy < html.find("<style").expect("a style"));
}

#[test]
fn every_hole_of_the_page_is_filled() {
    let html = made("es");
    let outside: String =
        html.split("<style").next().into_iter().chain(html.split("</style>").nth(1)).collect();
    let frame = outside.split("<script").next().unwrap_or_default();
    assert!(!frame.contains("pack."), "a phrase is missing: {frame}");
}

#[test]
fn a_text_that_would_like_to_be_a_script_stays_text() {
    let html = made("es");
    assert!(!html.contains("window.smuggled = 1</script>") && !html.contains("<img"), "it is markup");
    let scripts = html.matches("<script").count();
    assert_eq!(scripts, 5, "the data, three scripts, and one that sees whether they run");
    assert_eq!(data(&html)["units"][5]["source"], sample::SMUGGLED);
    assert!(
        !html.contains('\u{2028}')
            || html.split("<script type").nth(1).is_some_and(|rest| !rest.contains('\u{2028}'))
    );
}

#[test]
fn the_site_s_title_is_no_markup() {
    assert!(made("es").contains("<title>No Child “Detained” &amp; &lt;b&gt;Free&lt;/b&gt;: en → es</title>"));
}

#[test]
fn a_changed_source_shows_its_old_words_and_its_new_ones() {
    let html = made("es");
    let expected = serde_json::json!([
        ["=", "By 3 May 2024, "],
        ["-", "1,234"],
        ["+", "1,778"],
        ["=", " people had signed."]
    ]);
    assert_eq!(data(&html)["units"][6]["diff"], expected);
    assert!(html.contains("By 3 May 2024, <del>1,234</del><ins>1,778</ins> people had signed."));
}

#[test]
fn each_side_has_its_own_language_and_direction() {
    let data = data(&made("ar"));
    assert_eq!(data["languages"]["source"], serde_json::json!({ "tag": "en", "dir": "ltr" }));
    assert_eq!(data["languages"]["target"], serde_json::json!({ "tag": "ar", "dir": "rtl" }));
    assert!(made("ar").contains("<p class=\"text\" lang=\"ar\" dir=\"rtl\">لا أحد غير قانوني.</p>"));
}

#[test]
fn a_term_brings_what_it_must_not_be_called() {
    let data = data(&made("es"));
    let expected = serde_json::json!([{
        "term": "alternative to detention", "words": ["alternativa a la detención"],
        "forbidden": ["alternativa de detención"], "keep": false, "note": "Not a lighter prison.",
    }]);
    assert_eq!(data["units"][2]["terms"], expected);
}

#[test]
fn an_address_that_is_a_script_is_no_link() {
    let mut project = with_source("Text.");
    project.units[0].url = Some("javascript:alert(1)".to_owned());
    assert!(!pack(&project, &sample::glossary()).contains("javascript:alert"));
}

#[test]
fn every_state_and_kind_has_a_word() {
    let data = data(&made("es"));
    for state in State::ALL {
        assert!(data["words"][format!("state.{}", state.word())].is_string(), "{state}");
    }
    for unit in data["units"].as_array().expect("units") {
        assert!(data["words"][format!("kind.{}", unit["kind"].as_str().expect("a kind"))].is_string());
    }
}

#[test]
fn the_scripts_ask_for_no_word_that_is_not_there() {
    let data = data(&made("es"));
    let script = include_str!("../../src/translate/pack/pack.js");
    let words = data["words"].as_object().expect("words");
    let asked: Vec<&str> = script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(asked.len() > 30);
    let unknown =
        asked.iter().filter(|key| !words.contains_key(**key) && !words.contains_key(&format!("{key}.one")));
    assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&&str>::new());
}

proptest! {
    #[test]
    fn whatever_a_text_is_it_reaches_the_page_whole(text in "(\\PC|[<>&\"'\\\\/!\u{0}\r\n\u{2028}-])*") {
        let html = pack(&with_source(&text), &sample::glossary());
        prop_assert_eq!(&data(&html)["units"][0]["source"], &text);
        prop_assert_eq!(html.matches("<script").count(), 5);
        prop_assert_eq!(html.matches("</script").count(), 5);
        prop_assert_eq!(html.matches("<!--").count(), 0);
    }
}
