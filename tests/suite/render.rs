//! What a build publishes: pages, feeds, and what machines read.

use altavoz::base::date::When;
use altavoz::{Inputs, Memo};
use insta::assert_snapshot;
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;

use super::said::{in_words, sources};

/// As of the day on which all tests take place.
pub(crate) fn inputs() -> Inputs {
    let now = When::parse("2026-12-01").expect("a day");
    Inputs { now, drafts: false, future: false, base: None, collector: None }
}

/// Every file that is published, by address.
pub(crate) struct Published(altavoz::Built);

pub(crate) fn published(files: &str) -> Published {
    let sources = sources(files);
    let (built, said) = altavoz::build(&sources, &inputs(), &mut Memo::default());
    let errors: Vec<_> =
        said.into_iter().filter(|said| said.severity == altavoz::base::Severity::Error).collect();
    assert!(errors.is_empty(), "{}", in_words(&errors, &sources));
    Published(built)
}

impl Published {
    /// Every text that is published, with its address.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.0.output.files.iter();
        files.filter_map(|(url, file)| Some((url.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
    }

    pub(crate) fn text(&self, url: &str) -> &str {
        let file = self.0.output.files.get(url).unwrap_or_else(|| panic!("nothing at {url}"));
        std::str::from_utf8(&file.bytes).expect("text")
    }

    fn json_ld(&self, url: &str) -> Value {
        let (_, rest) = self.text(url).split_once("<script type=\"application/ld+json\">").expect("JSON-LD");
        let (json, _) = rest.split_once("</script>").expect("an end");
        serde_json::from_str(json).expect("JSON")
    }
}

/// The values of an attribute in the tags that have `marked` in them.
pub(crate) fn attributes(html: &str, marked: &str, name: &str) -> Vec<String> {
    let tags = html.split('<').filter(|tag| tag.contains(marked));
    let attribute = format!(" {name}=\"");
    let values = tags.filter_map(|tag| tag.split_once(&attribute)?.1.split_once('"'));
    values.map(|(value, _)| value.replace("&amp;", "&")).collect()
}

/// The texts of an element, checked to be well-formed on the way.
pub(crate) fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut texts, mut open) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) if start.name().as_ref() == name.as_bytes() => {
                open = true;
                texts.push(String::new());
            }
            Event::End(end) if end.name().as_ref() == name.as_bytes() => open = false,
            Event::Text(text) if open => {
                texts.last_mut().expect("open").push_str(&text.decode().expect("UTF-8"));
            }
            Event::GeneralRef(name) if open => {
                let name = format!("&{};", name.decode().expect("UTF-8"));
                let text = quick_xml::escape::unescape(&name).expect("an entity").into_owned();
                texts.last_mut().expect("open").push_str(&text);
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

const STATEMENT: &str = "--- content/statements/call.md
+++
title = \"A call\"
summary = \"What we say.\"
date = 2026-11-01
updated = 2026-11-03
countries = [\"MX\"]
topics = [\"health\"]
hashtags = [\"FreeThemAll\"]
signatories = [{ name = \"Zeta\" }, { name = \"Ärzte\", country = \"DE\", url = \"https://example.net\" }]
+++
Read [the other](../news/hearing.md#asks).

# Not the title
";

const NEWS: &str = "--- content/news/hearing.md
+++
title = \"A hearing\"
date = 2026-10-01
regions = [\"global\"]
event = { name = \"Hearing\", start = 2026-09-30, end = 2026-10-01, place = \"Washington\", country = \"US\" }
+++
## Asks
:::stat{value=\"37\" unit=\"percent\" label=\"of them\" source=\"UN\"} :::
:::stat{value=\"1778\" label=\"volunteers\" source=\"https://example.net/x\"} :::
--- content/news/hearing.es.md
+++
title = \"Una audiencia\"
slug = \"audiencia\"
event = { name = \"Audiencia\", place = \"Washington\" }
+++
## Peticiones
Texto.
";

#[test]
fn a_page_names_itself_and_its_translation_to_machines() {
    let published = published(NEWS);
    let html = published.text("/es/news/audiencia/");
    assert_eq!(attributes(html, "rel=\"canonical\"", "href"), ["https://example.org/es/news/audiencia/"]);
    assert_eq!(attributes(html, "rel=\"alternate\" hreflang", "hreflang"), ["en", "es", "x-default"]);
    assert_eq!(attributes(html, "og:locale\"", "content"), ["es_ES"]);
    assert_eq!(attributes(html, "og:locale:alternate", "content"), ["en_US"]);
}

#[test]
fn a_heading_keeps_the_sources_id_and_has_its_own_as_well() {
    let published = published(NEWS);
    let html = published.text("/es/news/audiencia/");
    assert!(html.contains("<h2 id=\"asks\"><span id=\"peticiones\"></span>Peticiones</h2>"), "{html}");
}

#[test]
fn a_page_that_is_not_translated_is_shown_in_its_own_language_and_kept_from_robots() {
    let published = published(&STATEMENT.replace("[the other](../news/hearing.md#asks)", "it"));
    let html = published.text("/es/statements/call/");
    assert_eq!(attributes(html, "name=\"robots\"", "content"), ["noindex"]);
    assert_eq!(attributes(html, "rel=\"canonical\"", "href"), ["https://example.org/statements/call/"]);
    assert!(attributes(html, "rel=\"alternate\" hreflang", "hreflang").is_empty());
    assert!(html.contains("inglés"), "the notice names the language");
    assert!(!published.text("/sitemap.xml").contains("/es/statements/call/"));
    assert!(!published.text("/es/feed.xml").contains("A call"));
}

#[test]
fn neighbouring_figures_stand_together_as_the_language_writes_them() {
    let html = published(NEWS).text("/news/hearing/").to_owned();
    assert_eq!(html.matches("<div class=\"stats\">").count(), 1);
    assert_eq!(attributes(&html, "<data", "value"), Vec::<String>::new());
    assert_eq!(attributes(&html, "data value", "value"), ["37", "1778"]);
    assert!(html.contains(">37%<") && html.contains(">1,778<"), "{html}");
}

#[test]
fn share_links_carry_words_address_and_hashtags() {
    let published = published(&format!("{STATEMENT}{NEWS}"));
    let links = attributes(published.text("/statements/call/"), "rel=\"nofollow noreferrer\"", "href");
    let wanted = [
        "https://wa.me/?text=A%20call%20%23FreeThemAll%20https%3A%2F%2Fexample.org%2Fstatements%2Fcall%2F",
        "https://t.me/share/url?url=https%3A%2F%2Fexample.org%2Fstatements%2Fcall%2F&text=A%20call%20%23FreeThemAll",
        "https://bsky.app/intent/compose?text=A%20call%20%23FreeThemAll%20https%3A%2F%2Fexample.org%2Fstatements%2Fcall%2F",
        "https://x.com/intent/post?text=A%20call&url=https%3A%2F%2Fexample.org%2Fstatements%2Fcall%2F&hashtags=FreeThemAll",
        "mailto:?subject=A%20call&body=A%20call%20%23FreeThemAll%0D%0A%0D%0Ahttps%3A%2F%2Fexample.org%2Fstatements%2Fcall%2F",
    ];
    for link in wanted {
        assert!(links.iter().any(|found| found == link), "{link} is not among {links:#?}");
    }
}

#[test]
fn an_item_tells_search_engines_what_it_is_and_where() {
    let published = published(&format!("{STATEMENT}{NEWS}"));
    let mut graph = published.json_ld("/statements/call/");
    let item = graph["@graph"][0].as_object_mut().expect("an item");
    // Its name says what it is made from, the theme's letters among it.
    let image = item.shift_remove("image").expect("the picture that it is shared with");
    assert!(
        image.as_str().is_some_and(|image| image.starts_with("https://example.org/static/share/")),
        "{image}"
    );
    assert_snapshot!(serde_json::to_string_pretty(&graph).expect("JSON"), @r#"
    {
      "@context": "https://schema.org",
      "@graph": [
        {
          "@type": "Article",
          "@id": "https://example.org/statements/call/",
          "url": "https://example.org/statements/call/",
          "name": "A call",
          "headline": "A call",
          "description": "What we say.",
          "inLanguage": "en",
          "datePublished": "2026-11-01",
          "dateModified": "2026-11-03",
          "author": [
            {
              "@type": "Organization",
              "name": "Ärzte"
            },
            {
              "@type": "Organization",
              "name": "Zeta"
            }
          ],
          "publisher": {
            "@type": "Organization",
            "name": "Test"
          },
          "keywords": "Health, #FreeThemAll",
          "spatialCoverage": [
            {
              "@type": "Country",
              "name": "Mexico"
            }
          ]
        },
        {
          "@type": "BreadcrumbList",
          "itemListElement": [
            {
              "@type": "ListItem",
              "position": 1,
              "name": "Home",
              "item": "https://example.org/"
            },
            {
              "@type": "ListItem",
              "position": 2,
              "name": "Statements",
              "item": "https://example.org/statements/"
            },
            {
              "@type": "ListItem",
              "position": 3,
              "name": "A call",
              "item": "https://example.org/statements/call/"
            }
          ]
        }
      ]
    }
    "#);
    let event = &published.json_ld("/news/hearing/")["@graph"][0]["about"];
    assert_snapshot!(event.to_string(), @r#"{"@type":"Event","name":"Hearing","startDate":"2026-09-30","endDate":"2026-10-01","location":{"@type":"Place","name":"Washington"}}"#);
}

#[test]
fn a_feed_has_the_whole_text_with_absolute_addresses() {
    let published = published(&format!("{STATEMENT}{NEWS}"));
    let atom = published.text("/feed.xml");
    assert_eq!(elements(atom, "title"), ["Test", "A call", "A hearing"]);
    assert_eq!(
        elements(atom, "updated"),
        ["2026-11-03T00:00:00Z", "2026-11-03T00:00:00Z", "2026-10-01T00:00:00Z"]
    );
    assert!(elements(atom, "content")[0].contains("href=\"https://example.org/news/hearing/#asks\""));
    let json: Value = serde_json::from_str(published.text("/feed.json")).expect("JSON");
    assert_eq!(json["items"][0]["id"], "https://example.org/statements/call/");
    assert_eq!(json["items"][0]["content_html"], elements(atom, "content")[0]);
    assert_eq!(json["items"][0]["tags"][1], "#FreeThemAll");
}

#[test]
fn what_readers_are_warned_of_is_in_no_feed_and_no_preview() {
    let page = "--- content/news/a.md\n+++\ntitle = \"A\"\ndate = 2026-10-01\nregions = [\"global\"]\n\
                warnings = [\"torture\"]\n+++\nHard words.\n";
    let published = published(page);
    assert!(!published.text("/feed.xml").contains("Hard words"));
    assert!(!published.text("/feed.json").contains("Hard words"));
    assert!(!attributes(published.text("/news/a/"), "og:description", "content")[0].contains("Hard"));
}

#[test]
fn the_sitemap_names_every_page_with_its_translations() {
    let published = published(NEWS);
    let sitemap = published.text("/sitemap.xml");
    let addresses = elements(sitemap, "loc");
    assert!(addresses.contains(&"https://example.org/es/news/audiencia/".to_owned()), "{addresses:?}");
    assert!(!addresses.iter().any(|address| address.contains("404")), "{addresses:?}");
    assert!(sitemap.contains("hreflang=\"x-default\" href=\"https://example.org/news/hearing/\""));
}

#[test]
fn servers_and_robots_are_told_what_they_need() {
    let published = published(NEWS);
    assert_snapshot!(published.text("/robots.txt"), @r"
    User-agent: *
    Allow: /

    Sitemap: https://example.org/sitemap.xml
    ");
    assert_snapshot!(published.text("/_headers"), @r"
    /*
      Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
      Referrer-Policy: no-referrer
      Permissions-Policy: accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()
      X-Content-Type-Options: nosniff
      Cross-Origin-Opener-Policy: same-origin

    /es/buscar/
      ! Content-Security-Policy
      Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'

    /search/
      ! Content-Security-Policy
      Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'

    /static/*
      Cache-Control: public, max-age=31536000, immutable
    ");
}

#[test]
fn under_a_base_path_every_address_has_it() {
    let config = "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org/campaign\"\n[languages.en]\n[languages.es]\n";
    let published = published(&format!("{config}{STATEMENT}{NEWS}"));
    for (url, file) in &published.0.output.files {
        let Ok(html) = std::str::from_utf8(&file.bytes) else { continue };
        if !url.as_str().ends_with('/') {
            continue;
        }
        for name in ["href", "src", "action"] {
            let inside = attributes(html, "", name).into_iter().filter(|href| href.starts_with('/'));
            let strays: Vec<_> = inside.filter(|href| !href.starts_with("/campaign/")).collect();
            assert!(strays.is_empty(), "{url}: {strays:?}");
        }
    }
}

/// Titles that mean something to HTML, XML, JSON, TOML, scripts and scripts of other directions.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("</script><script>alert(1)</script>".to_owned()),
        Just("<!--".to_owned()),
        Just("]]>".to_owned()),
        Just("\u{2028}\u{2029}".to_owned()),
        Just("\"'&amp;{{ page }}{% raw %}".to_owned()),
        Just("\\u003c\\".to_owned()),
        Just("عنوان\u{fffe}".to_owned()),
        "[^\\p{C}]{1,12}",
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| format!("T{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_title_says_stays_a_title(title in hostile()) {
        let quoted = serde_json::to_string(&title).expect("text is JSON");
        let page = format!(
            "--- content/news/a.md\n+++\ntitle = {quoted}\nsummary = {quoted}\ndate = 2026-10-01\nregions = [\"global\"]\n+++\nText.\n"
        );
        let published = published(&page);
        prop_assert_eq!(&published.json_ld("/news/a/")["@graph"][0]["name"], &title);
        prop_assert!(!published.text("/news/a/").contains("<script>alert"));
        prop_assert!(!published.text("/news/").contains("<script>alert"));
        let json: Value = serde_json::from_str(published.text("/feed.json")).expect("JSON");
        prop_assert_eq!(&json["items"][0]["title"], &title);
        let wanted = title.replace('\u{fffe}', "");
        prop_assert_eq!(&elements(published.text("/feed.xml"), "title")[1], &wanted);
        elements(published.text("/sitemap.xml"), "loc");
    }

    #[test]
    fn the_same_site_has_the_same_bytes(extra in prop::collection::btree_map("[a-z]{1,6}", "[a-z]{1,6}", 0..12)) {
        let extra: Vec<_> = extra.iter().map(|(key, value)| format!("{key} = \"{value}\"\n")).collect();
        let extra = extra.concat();
        let page = format!("--- content/about.md\n+++\ntitle = \"A\"\n[extra]\n{extra}+++\n{}", "Text.\n");
        let template = "--- themes/plaza/templates/page.html\n\
                        {% for key, value in page.extra %}{{ key }}={{ value }} {% endfor %}{{ page.extra }}";
        let files = format!("{page}{template}");
        let (one, other) = (published(&files), published(&files));
        prop_assert_eq!(one.text("/about/"), other.text("/about/"));
    }
}
