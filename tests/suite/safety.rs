//! What keeps readers safe: content warnings before content and nowhere else, the way out, the onion
//! address, what browsers may do.

use insta::assert_snapshot;

use super::render::{Published, attributes, elements, published};
use super::said::said;

const CONFIG: &str = "--- config.toml\ntitle = \"Campaign\"\nbase_url = \"https://example.org\"\n\
                      [languages.en]\n[languages.es]\n";

fn warned(fields: &str) -> Published {
    published(&format!(
        "{CONFIG}--- content/news/ana.md\n+++\ntitle = \"Ana\"\ndate = 2026-10-01\ncountries = [\"MX\"]\n\
         warnings = [\"torture\", \"death\"]\n{fields}+++\nHard words.\n\nMore of them.\n"
    ))
}

#[test]
fn the_words_of_a_warned_text_stand_on_its_page_only() {
    let published = warned("");
    let with: Vec<&str> =
        published.texts().filter(|(_, text)| text.contains("Hard words")).map(|(url, _)| url).collect();
    // Nobody has translated it: readers of Spanish get the text on a page of their own.
    assert_eq!(with, ["/es/news/ana/", "/news/ana/"]);
    let instead = "This page speaks of torture and death.";
    assert_eq!(attributes(published.text("/news/ana/"), "og:description", "content"), [instead]);
    assert_eq!(elements(published.text("/feed.xml"), "summary"), [instead]);
    assert!(published.text("/news/").contains(instead));
    assert!(published.text("/news/ana/").contains("data-no-excerpt>"));
    assert!(!published.text("/news/").contains("data-no-excerpt"));
}

#[test]
fn a_warning_stands_before_the_text() {
    let published = warned("");
    let html = published.text("/news/ana/");
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} in {html}"));
    assert!(at("notice-warning") < at("class=\"prose\""));
    assert!(at("href=\"#_after\"") < at("Hard words"));
    assert!(at("Hard words") < at("id=\"_after\""));
}

#[test]
fn an_author_may_say_what_lists_show_of_a_warned_text() {
    let published = warned("summary = \"Ana tells what she saw.\"\n");
    assert_eq!(elements(published.text("/feed.xml"), "summary"), ["Ana tells what she saw."]);
    assert!(!published.text("/feed.xml").contains("Hard words"));
}

#[test]
fn a_warned_part_is_in_no_excerpt_and_folded_up_in_no_feed() {
    let published = published(&format!(
        "{CONFIG}--- content/news/ana.md\n+++\ntitle = \"Ana\"\ndate = 2026-10-01\ncountries = [\"MX\"]\n+++\n\
         :::warning{{kind=\"torture\"}}\nHard words.\n:::\n\nShe is free.\n"
    ));
    assert!(published.text("/news/ana/").contains("Hard words"));
    assert_eq!(elements(published.text("/feed.xml"), "summary"), ["She is free."]);
    for feed in ["/feed.xml", "/feed.json"] {
        let text = published.text(feed);
        assert!(!text.contains("Hard words") && text.contains("https://example.org/news/ana/"), "{text}");
        assert!(text.contains("Read it on its page"), "{text}");
    }
}

#[test]
fn the_way_out_is_the_first_link_and_leads_there_without_scripts() {
    let published = warned("quick_exit = true\n");
    let html = published.text("/news/ana/");
    let links = attributes(html, "<a ".trim_start_matches('<'), "href");
    assert_eq!(links[..2], ["https://www.bbc.com/weather", "#_main"]);
    let rels = attributes(html, "data-exit>", "rel");
    assert_eq!(rels, ["nofollow noreferrer", "nofollow noreferrer"]);
    assert!(html.contains("/static/exit."));
    let other = published.text("/news/");
    assert!(!other.contains("data-exit") && !other.contains("/static/exit."));
}

#[test]
fn the_onion_address_is_offered_on_every_page_with_its_path() {
    let onion = format!("http://{}.onion", "a".repeat(56));
    let published = published(&format!(
        "--- config.toml\ntitle = \"C\"\nbase_url = \"https://example.org/free\"\n[safety]\nonion = \"{onion}/\"\n\
         --- content/about us.md\n# About\n"
    ));
    let place = attributes(published.text("/about-us/"), "onion-location", "content");
    assert_eq!(place, [format!("{onion}/free/about-us/")]);
    assert!(published.text("/_headers").contains(&format!("  Onion-Location: {onion}/free/:splat\n")));
}

#[test]
fn an_onion_address_that_is_none_is_told() {
    let config = |onion: &str| {
        said(&format!(
            "--- config.toml\ntitle = \"C\"\nbase_url = \"https://example.org\"\n[safety]\nonion = \"{onion}\"\n"
        ))
    };
    let whole = "b".repeat(56);
    assert_snapshot!(config("https://example.org"), @"config/onion at config.toml:4:9");
    assert_snapshot!(config(&format!("{whole}.onion")), @"config/onion at config.toml:4:9");
    assert_snapshot!(config(&format!("http://{whole}.onion/path")), @"config/onion at config.toml:4:9");
    assert_snapshot!(config(&format!("http://a@{whole}.onion")), @"config/onion at config.toml:4:9");
    assert_snapshot!(config("http://.onion"), @"config/onion at config.toml:4:9");
    assert_snapshot!(config("http://short.onion"), @"config/onion-mistyped at config.toml:4:9");
    assert_snapshot!(config(&format!("http://{}1.onion", &whole[1..])), @"config/onion-mistyped at config.toml:4:9");
    assert_snapshot!(config(&format!("https://www.{whole}.onion:8443/")), @"");
    assert_snapshot!(config(""), @"");
}

#[test]
fn browsers_are_told_to_keep_quiet() {
    let published = warned("");
    let headers = published.text("/_headers");
    assert!(headers.contains("  Referrer-Policy: no-referrer\n"), "{headers}");
    for feature in ["camera", "geolocation", "microphone", "browsing-topics", "payment"] {
        assert!(headers.contains(&format!("{feature}=()")), "{feature} in {headers}");
    }
    assert_eq!(attributes(published.text("/news/ana/"), "\"referrer\"", "content"), ["no-referrer"]);
}
