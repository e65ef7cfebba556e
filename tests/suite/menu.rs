//! The menu and the sections of config.toml: what they name is there.

use insta::assert_snapshot;

use crate::said::{said, said_in_words};

const SITE: &str = "--- content/about.md
+++
title = \"About\"
+++
--- content/soon.md
+++
title = \"Soon\"
draft = true
+++
--- content/guides/first.md
+++
title = \"First\"
hashtags = [\"FreeThemAll\"]
+++
--- assets/kit.pdf
--- config.toml
title = \"Test\"
base_url = \"https://example.org\"
[languages.en]
[languages.es]
";

fn with(settings: &str) -> String {
    format!("{SITE}{settings}")
}

fn menu(targets: &[&str]) -> String {
    let entry = |target: &&str| format!("[[menu]]\ntarget = \"{target}\"\nname = {{ en = \"It\" }}\n");
    with(&targets.iter().map(entry).collect::<String>())
}

#[test]
fn an_entry_that_leads_nowhere_is_named_with_what_is_near() {
    let targets =
        ["abot", "guide", "/hashtag/", "hashtags", "//example.org", "javascript:alert(1)", "/kit.pfd"];
    assert_snapshot!(said_in_words(&menu(&targets)), @r"
    menu/unknown-target at config.toml:6:10: the menu leads to `abot`, and there is no such section, page or address
      did you mean `about`?
    menu/unknown-target at config.toml:9:10: the menu leads to `guide`, and there is no such section, page or address
      did you mean `guides`?
    menu/unknown-target at config.toml:12:10: the menu leads to `/hashtag/`, and there is no such section, page or address
      did you mean `/hashtags/`?
    menu/unknown-target at config.toml:15:10: the menu leads to `hashtags`, and there is no such section, page or address
      name a section (`news`), a page by its path in `content/` (`about`), or an address (`/tags/`, `https://example.org`)
    menu/unknown-target at config.toml:18:10: the menu leads to `//example.org`, and there is no such section, page or address
      name a section (`news`), a page by its path in `content/` (`about`), or an address (`/tags/`, `https://example.org`)
    link/scheme at config.toml:21:10: addresses with `javascript:` are not published
      use `https:`, `mailto:`, `tel:` or a file of the site
    menu/unknown-target at config.toml:24:10: the menu leads to `/kit.pfd`, and there is no such section, page or address
      did you mean `/kit.pdf`?
    ");
}

#[test]
fn an_entry_may_lead_to_whatever_the_site_has() {
    let targets = [
        "/",
        "about",
        "/about/",
        "guides",
        "guides/first",
        "/hashtags/",
        "/es/",
        "/kit.pdf",
        "/feed.xml",
        "/about/#team",
        "/sitemap.xml",
        "https://example.net",
        "mailto:us@example.org",
    ];
    assert_snapshot!(said(&menu(&targets)), @"nothing");
}

#[test]
fn an_entry_waits_for_what_is_not_public_yet() {
    assert_snapshot!(said(&menu(&["soon", "news"])), @"nothing");
}

#[test]
fn an_address_needs_a_name_in_every_language() {
    let entries = "[[menu]]\ntarget = \"https://example.net\"\n\
                   [[menu]]\ntarget = \"/hashtags/\"\nname = { es = \"Etiquetas\" }\n\
                   [[menu]]\ntarget = \"about\"\n";
    assert_snapshot!(said_in_words(&with(entries)), @r"
    menu/no-name at config.toml:6:10: `https://example.net` is an address, so this entry has no words in `en`
      add a `name` with the words for each language
    menu/no-name at config.toml:8:10: `/hashtags/` is an address, so this entry has no words in `en`
      add a `name` with the words for each language
    ");
}

#[test]
fn settings_of_a_section_that_is_not_there_are_named() {
    let sections = "[sections.guides]\n[sections.news]\n[sections.gides]\npage_size = 3\n[sections.a]\n";
    assert_snapshot!(said_in_words(&with(sections)), @r"
    config/unknown-section at config.toml:7:11: there is no section `gides`, so what is set here changes nothing
      did you mean `guides`?
    config/unknown-section at config.toml:9:11: there is no section `a`, so what is set here changes nothing
      name a folder of `content/` that has a page of its own; an `_index.md` gives it one
    ");
}
