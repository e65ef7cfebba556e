//! Passing a page on, and telling what is wrong with it: citations, feeds explained, days for calendars,
//! mails about problems, corrections.

use super::render::{Published, attributes, elements, published};
use super::said::said;

const CONFIG: &str = "--- config.toml\ntitle = \"Campaign\"\nbase_url = \"https://example.org\"\n\
                      contact = \"web+help@example.org\"\n[languages.en]\n[languages.es]\ntitle = \"Campaña\"\nlocale = \"es-MX\"\n";

fn news(fields: &str, text: &str) -> Published {
    published(&format!(
        "{CONFIG}--- content/news/ana.md\n+++\ntitle = \"Ana & Luis\"\ndate = 2026-10-01\ncountries = [\"MX\"]\n{fields}+++\n\
         {text}\n--- content/news/ana.es.md\n+++\ntitle = \"Ana y Luis\"\n+++\nLibres.\n"
    ))
}

/// The mail that a page's link begins, as the mail program shows it.
fn mail(html: &str) -> String {
    let links = attributes(html, "href=\"mailto:", "href");
    let decoded = altavoz::base::url::decode_value(&links[0]);
    decoded.replace("\r\n", "⏎")
}

#[test]
fn a_mail_about_a_problem_names_the_page_and_its_version() {
    let published = news("", "Free.");
    let said = mail(published.text("/news/ana/"));
    let start = "mailto:web+help@example.org?subject=Problem on “Ana & Luis”&body=Page: https://example.org/news/ana/⏎Version: 2026-10-01 ";
    let (mark, rest) =
        said.strip_prefix(start).unwrap_or_else(|| panic!("{said}")).split_once('⏎').expect("a line");
    assert!(mark.len() == 6 && mark.chars().all(|c| c.is_ascii_hexdigit()), "{mark}");
    assert_eq!(rest, "⏎What is wrong, or puts a person at risk?⏎");
    let spanish = mail(published.text("/es/news/ana/"));
    assert!(spanish.contains("?subject=Problema en «Ana y Luis»&body=Página: https://example.org/es/news/ana/⏎Versión: 2026-10-01 "), "{spanish}");
    assert!(!published.text("/news/ana/").contains("mailto:web+help@example.org?subject=Problem on"));
}

#[test]
fn the_version_is_another_with_every_change_and_the_same_without() {
    let version = |fields: &str, text: &str| {
        let said = mail(news(fields, text).text("/news/ana/"));
        said.split("Version: ").nth(1).and_then(|rest| rest.split('⏎').next()).expect("a version").to_owned()
    };
    assert_eq!(version("", "Free."), version("", "Free."));
    assert_ne!(version("", "Free."), version("", "Free!"));
    let changed =
        version("updated = 2026-10-03\nchanges = [{ date = 2026-10-09, note = \"A name.\" }]\n", "Free.");
    assert!(changed.starts_with("2026-10-09 "), "{changed}");
}

#[test]
fn lists_name_their_address_only_and_without_an_address_there_is_no_link() {
    let published = news("", "Free.");
    let said = mail(published.text("/news/"));
    assert!(
        said.ends_with("body=Page: https://example.org/news/⏎⏎What is wrong, or puts a person at risk?⏎"),
        "{said}"
    );
    let silent = super::render::published("--- content/about.md\n# About\nUs.\n");
    assert!(!silent.text("/about/").contains("mailto:"));
}

#[test]
fn an_items_own_contact_is_asked_where_the_site_names_none() {
    let page = "--- content/about.md\n+++\ntitle = \"About\"\n[[contacts]]\nname = \"Press\"\nemail = \"press@example.org\"\n+++\nUs.\n";
    let published = super::render::published(page);
    let mails = attributes(published.text("/about/"), "href=\"mailto:press@example.org?subject=", "href");
    assert_eq!(mails.len(), 1);
}

#[test]
fn a_contact_that_is_no_address_is_told() {
    let config = |contact: &str| {
        said(&format!(
            "--- config.toml\ntitle = \"C\"\nbase_url = \"https://example.org\"\ncontact = \"{contact}\"\n"
        ))
    };
    assert_eq!(config("write to us"), "email/shape at config.toml:3:11");
    assert_eq!(config("a@b.org?bcc=x@y.org"), "email/shape at config.toml:3:11");
    assert_eq!(config("a@b.org"), "");
}

#[test]
fn a_correction_is_on_the_page_and_in_the_feed() {
    let published = news(
        "changes = [{ date = 2026-10-05, note = \"It was <May>.\" }, { date = 2026-10-09, note = \"Not 12.\" }]\n",
        "Free.",
    );
    assert!(published.text("/news/ana/").contains("It was &lt;May&gt;."));
    let atom = published.text("/feed.xml");
    assert_eq!(elements(atom, "published"), ["2026-10-01T00:00:00Z"]);
    assert_eq!(elements(atom, "updated"), ["2026-10-09T00:00:00Z", "2026-10-09T00:00:00Z"]);
    let content = &elements(atom, "content")[0];
    let log = "<h2>Corrections</h2>\n<ul>\n<li><time datetime=\"2026-10-09\">9 October 2026</time>: Not 12.</li>\n\
               <li><time datetime=\"2026-10-05\">5 October 2026</time>: It was &lt;May&gt;.</li>\n</ul>\n";
    let log = log.replace("9 October 2026", "October 9, 2026").replace("5 October 2026", "October 5, 2026");
    assert!(content.ends_with(&log), "{content}");
    let json: serde_json::Value = serde_json::from_str(published.text("/feed.json")).expect("JSON");
    assert_eq!(json["items"][0]["date_modified"], "2026-10-09T00:00:00Z");
    assert_eq!(json["items"][0]["content_html"], content.as_str());
    assert_eq!(attributes(published.text("/news/ana/"), "article:modified_time", "content"), ["2026-10-09"]);
}

#[test]
fn a_correction_of_a_warned_text_is_told_without_the_text() {
    let published = news(
        "warnings = [\"death\"]\nchanges = [{ date = 2026-10-05, note = \"Not 12.\" }]\n",
        "Hard words.",
    );
    let atom = published.text("/feed.xml");
    assert_eq!(
        elements(atom, "summary"),
        ["This page speaks of death. Corrections: October 5, 2026: Not 12."]
    );
    assert!(!atom.contains("Hard words"));
}

#[test]
fn an_old_item_is_in_the_feed_again_when_it_was_corrected() {
    let item = |number: usize, changes: &str| {
        format!(
            "--- content/news/n{number}.md\n+++\ntitle = \"N{number}\"\ndate = 2026-{:02}-{:02}\nregions = [\"global\"]\n{changes}+++\nText.\n",
            1 + number / 20,
            1 + number % 20
        )
    };
    let many: String = (1..60).map(|number| item(number, "")).collect();
    let old = item(0, "changes = [{ date = 2026-11-30, note = \"Not 12.\" }]\n");
    let published = published(&format!("{many}{old}"));
    let titles = elements(published.text("/feed.xml"), "title");
    assert_eq!(titles[1..3], ["N0", "N59"]);
    let plain = super::render::published(&format!("{many}{}", item(0, "")));
    assert!(!elements(plain.text("/feed.xml"), "title").contains(&"N0".to_owned()));
}

#[test]
fn every_feed_of_a_language_is_on_its_page() {
    let published = news("hashtags = [\"FreeThemAll\"]\n", "Free.");
    for (page, home) in [("/feeds/", "/"), ("/es/canales/", "/es/")] {
        let listed = attributes(published.text(page), "class=\"feed\"", "href");
        let mut listed: Vec<&str> = listed.iter().map(String::as_str).collect();
        let files = published.texts().map(|(url, _)| url);
        let mut files: Vec<&str> = files
            .filter(|url| url.ends_with("/feed.xml") || url.ends_with("/feed.json"))
            .filter(|url| url.starts_with("/es/") == (home == "/es/"))
            .collect();
        (listed.sort_unstable(), files.sort_unstable());
        assert_eq!(listed, files);
        assert!(files.len() >= 8, "{files:?}");
        assert!(published.text(home).contains(&format!("<a href=\"{page}\">")));
    }
}

#[test]
fn a_page_of_ones_own_may_not_lie_where_feeds_are_explained() {
    assert_eq!(said("--- content/feeds.md\n# Feeds\nOurs.\n"), "address/reserved at content/feeds.md:1:1");
}

#[test]
fn a_citation_can_be_selected_as_it_stands() {
    let published = news(
        "authors = [{ name = \"Mar Cruz\" }]\n",
        ":::quote{by=\"Ana\" role=\"mother\"}\nLet us go.\n:::",
    );
    let text = |html: &str| {
        let cites = html
            .split("<p class=\"citation\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('>')?.1.split("</p>").next());
        let plain = |cite: &str| {
            cite.split('<')
                .map(|part| part.split_once('>').map_or(part, |(_, words)| words))
                .collect::<String>()
        };
        cites.map(plain).collect::<Vec<_>>()
    };
    let cite = "Mar Cruz: Ana &amp; Luis. Campaign, October 1, 2026. https://example.org/news/ana/";
    assert_eq!(text(published.text("/news/ana/")), [cite, cite]);
    assert_eq!(attributes(published.text("/news/ana/"), "data-by", "data-by"), ["Ana, mother"]);
    // A feed is read elsewhere, and says by itself where it comes from.
    assert!(!published.text("/feed.xml").contains("cite-quote"));
    let spanish = published.text("/es/news/ana/");
    assert_eq!(
        text(spanish),
        ["Mar Cruz: Ana y Luis. Campaña, 1 de octubre de 2026. https://example.org/es/news/ana/"]
    );
}

#[test]
fn an_event_can_be_taken_into_a_calendar() {
    let event = "event = { name = \"Hearing; Geneva, day 1\", start = 2026-12-30, end = 2027-01-02, place = \"Geneva\", country = \"CH\" }\n\
                 changes = [{ date = 2026-10-05, note = \"Not 12.\" }]\n";
    let published = news(event, "Free.");
    let ics = published.text("/news/ana/event.ics").replace("\r\n ", "");
    for line in [
        "UID:news-ana-en@example.org",
        "DTSTAMP:20261005T000000Z",
        "DTSTART;VALUE=DATE:20261230",
        "DTEND;VALUE=DATE:20270103",
        "SUMMARY;LANGUAGE=en:Hearing\\; Geneva\\, day 1",
        "LOCATION;LANGUAGE=en:Geneva\\, Switzerland",
        "SEQUENCE:1",
        "URL:https://example.org/news/ana/",
    ] {
        assert!(ics.lines().any(|found| found == line), "{line} in {ics}");
    }
    assert!(published.text("/news/ana/").contains("href=\"/news/ana/event.ics\""));
    assert!(published.text("/es/news/ana/event.ics").contains("UID:news-ana-es@example.org"));
}

#[test]
fn a_preview_names_what_networks_ask_for() {
    let published = news("", "Free.");
    let html = published.text("/es/news/ana/");
    let of = |property: &str| attributes(html, &format!("\"{property}\""), "content").join(" ");
    assert_eq!(of("og:title"), "Ana y Luis");
    assert_eq!(of("og:description"), "Libres.");
    assert_eq!(of("og:url"), "https://example.org/es/news/ana/");
    assert_eq!((of("og:locale"), of("og:locale:alternate")), ("es_MX".to_owned(), "en_US".to_owned()));
    assert_eq!(of("og:image:type"), "image/png");
    assert_eq!((of("og:image:width"), of("og:image:height")), ("1200".to_owned(), "630".to_owned()));
    assert!(
        !of("og:image:alt").is_empty() && of("og:image").starts_with("https://example.org/static/share/")
    );
    assert_eq!(of("twitter:card"), "summary_large_image");
    assert_eq!(of("article:published_time"), "2026-10-01");
}
