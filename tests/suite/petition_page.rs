//! A petition's page in every state, and what stands around it: the frame for other sites, the code for
//! paper, the calendar, the ways to share it.

use altavoz::Memo;
use altavoz::base::output::Output;

use super::render::inputs;
use super::said::sources;
use super::signable::signable;

const SITE: &str = r#"--- config.toml
title = "Campaign"
base_url = "https://example.org/a"
petitions = { collector = "https://sign.example.org" }
[languages.en]
locale = "en-GB"
[languages.es]
title = "Campaña"
[languages.ar]
locale = "ar-u-nu-arab"
--- content/petitions/free.es.md
+++
title = "Libertad; ya, \\ aquí"
ask = "Libertad"
consent.processing = { text = "Acepto" }
share = { text = "¡Únete! 100 % ñandú & más" }
+++
"#;

/// The site with these lines in its petition.
fn site(lines: &str) -> String {
    let own = r#"title = "Free <them> & all"
hashtags = ["FreeThemAll"]
share = { text = "Join\nus" }
targets = [{ name = "The ministry", country = "MX" }]"#;
    format!("{SITE}--- content/petitions/free.md\n{}", signable("free", &format!("{own}\n{lines}")))
}

fn built(site: &str) -> Output {
    let (built, said) = altavoz::build(&sources(site), &inputs(), &mut Memo::default());
    assert!(said.iter().all(|said| said.severity != altavoz::base::Severity::Error), "{said:?}");
    built.output
}

fn text(output: &Output, url: &str) -> String {
    let file = output.files.get(url).unwrap_or_else(|| panic!("{url} is not there"));
    String::from_utf8(file.bytes.to_vec()).expect("UTF-8")
}

fn page(lines: &str) -> String {
    text(&built(&site(lines)), "/petitions/free/")
}

#[test]
fn who_is_asked_is_called_by_their_name_in_the_readers_language() {
    let spanish = "share = { text = \"¡Únete! 100 % ñandú & más\" }\n";
    let own = format!("{spanish}targets = [{{ name = \"El ministerio\" }}]\n");
    let output = built(&site("").replace(spanish, &own));
    let (english, spanish) = (text(&output, "/petitions/free/"), text(&output, "/es/petitions/free/"));
    assert!(english.contains("The ministry") && !english.contains("El ministerio"));
    assert!(spanish.contains("El ministerio") && !spanish.contains("The ministry"), "{spanish}");
    assert!(spanish.contains("México"), "what is not translated is the source's");
}

#[test]
fn every_state_is_told_and_only_an_open_petition_has_a_form() {
    let over = |state: &str| {
        format!("state = \"{state}\"\noutcome = {{ date = 2026-11-10, summary = \"It came to an end.\" }}")
    };
    let states = [
        ("opens = 2026-12-24".to_owned(), "announced", "You can sign it from 24 December 2026"),
        ("closes = 2026-12-30".to_owned(), "open", "Until 30 December 2026"),
        ("closes = 2026-11-10".to_owned(), "closed", "This petition is closed"),
        ("state = \"paused\"".to_owned(), "paused", "This petition is paused"),
        ("state = \"closed\"".to_owned(), "closed", "This petition is closed"),
        ("state = \"delivered\"".to_owned(), "delivered", "This petition has been delivered"),
        (over("won"), "won", "It came to an end."),
        (over("partly"), "partly", "It came to an end."),
        (over("lost"), "lost", "It came to an end."),
        ("state = \"withdrawn\"".to_owned(), "withdrawn", "This petition has been withdrawn"),
    ];
    for (lines, state, words) in states {
        let page = page(&lines);
        assert!(page.contains(&format!("class=\"state state-{state}\"")), "{lines}");
        assert!(page.contains(words), "{lines}: {words}");
        assert_eq!(page.contains("<form action"), state == "open", "{lines}");
        assert_eq!(page.contains("count.json"), state == "open", "{lines}");
        let is_to_come = matches!(state, "announced" | "open" | "paused");
        assert_eq!(page.contains("&lt;<span class=\"hl-t\">iframe"), is_to_come, "{lines}");
        assert_eq!(page.contains("last-day.ics"), state == "open", "{lines}");
    }
}

#[test]
fn the_count_is_shown_with_its_date_and_renewed_by_one_question() {
    let counts = "--- counts.toml\n[free]\ncount = 1250\nas_of = 2026-11-20\n";
    let site = site("baseline = { value = 200, source = \"Paper\" }\nshow_count_from = 50");
    let page = text(&built(&format!("{site}{counts}")), "/petitions/free/");
    for part in [
        "data-count=\"https://sign.example.org/v1/petitions/free/count.json\"",
        "data-from=\"50\"",
        "1,250 people have signed. The next goal is 2,500.",
        "<progress max=\"2500\" value=\"1250\"",
        "as of 20 November 2026",
        "of which 200 on paper or through partners",
        "&quot;other&quot;:&quot;{count} people have signed. The next goal is {goal}.&quot;",
        "src=\"/a/static/petition.",
    ] {
        assert!(page.contains(part), "{part} is not in the page");
    }
    let arabic = text(&built(&format!("{site}{counts}")), "/ar/petitions/free/");
    assert!(arabic.contains("data-locale=\"ar-u-nu-arab\""));
}

#[test]
fn a_small_count_is_kept_back() {
    let counts = "--- counts.toml\n[free]\ncount = 12\nas_of = 2026-11-20\n";
    let page = text(&built(&format!("{}{counts}", site("show_count_from = 50"))), "/petitions/free/");
    assert!(page.contains("Be among the first to sign.") && !page.contains("12 people"), "{page}");
    assert!(page.contains("<div data-number hidden>"), "a script may show it once it has grown");
}

#[test]
fn updates_deliveries_and_supporters_are_told() {
    let page = page(
        "updates = [{ date = 2026-11-02, title = \"First\", body = \"One\" }, { date = 2026-11-20, title = \"Second\", body = \"Two\" }]\n\
         delivery = [{ date = 2026-12-01, to = \"The minister\", status = \"planned\" }]\n\
         supporters = [{ name = \"A group\", url = \"https://group.example\", country = \"MX\" }]",
    );
    let place = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part} is not in the page"));
    assert!(place("Second") < place("First"), "newest first");
    assert!(page.contains("<article class=\"update\" id=\"update-2026-11-02\">"));
    place("The minister");
    place("Planned");
    place("https://group.example");
}

#[test]
fn a_page_for_frames_has_no_chrome_and_leads_out_of_the_frame() {
    let output = built(&site("closes = 2027-06-30"));
    for (place, canonical) in [("/petitions/free/", "free/"), ("/es/petitions/free/", "libertad-ya-aqui/")] {
        let page = text(&output, &format!("{place}embed/"));
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
        assert!(
            page.contains(&format!("<link rel=\"canonical\" href=\"https://example.org/a{place}\">")),
            "{canonical}"
        );
        assert!(!page.contains("<form") && !page.contains("<nav"), "{page}");
        for link in page.split("<a ").skip(1) {
            let tag = link.split('>').next().unwrap_or_default();
            assert!(
                tag.contains("target=\"_blank\"") && tag.contains("href=\"https://example.org/a/"),
                "{tag}"
            );
        }
        assert!(
            page.contains("connect-src &#x27;self&#x27; https://sign.example.org")
                || page.contains("https://sign.example.org; form-action")
        );
        let line = text(&output, place);
        let src = format!("https://example.org/a{place}embed/");
        assert!(
            line.contains(&format!("<span class=\"hl-f\">src</span>=<span class=\"hl-s\">\"{src}\"</span>"))
        );
    }
    let english = text(&output, "/petitions/free/");
    assert!(
        english.contains("Free &amp;lt;them&amp;gt; &amp;amp; all"),
        "the line is escaped for the page it goes into"
    );
    let sitemap = text(&output, "/sitemap.xml");
    assert!(!sitemap.contains("embed/") && !sitemap.contains("mastodon/"));
}

#[test]
fn only_pages_for_frames_may_be_framed() {
    let headers = text(&built(&site("closes = 2027-06-30")), "/_headers");
    let (all, rest) = headers.split_once("\n\n").expect("blocks");
    assert!(all.starts_with("/a/*\n") && all.contains("frame-ancestors 'none'"), "{all}");
    for place in ["/a/petitions/free/embed/", "/a/es/petitions/free/embed/", "/a/ar/petitions/free/embed/"] {
        let block = rest.split("\n\n").find(|block| block.starts_with(&format!("{place}\n")));
        let block = block.unwrap_or_else(|| panic!("{place} has no block: {rest}"));
        assert!(block.contains("  ! Content-Security-Policy\n"), "{block}");
        assert!(block.contains("frame-ancestors *"), "{block}");
    }
    assert_eq!(headers.matches("frame-ancestors *").count(), 3, "no other page");
}

#[test]
fn the_last_day_is_a_calendar_file_that_other_programs_read() {
    let long = "ñ".repeat(120);
    let site =
        site(&format!("closes = 2027-06-30\ntimezone = \"America/Mexico_City\"\nsummary = \"{long}\""));
    let output = built(&site);
    let file = text(&output, "/es/petitions/free/last-day.ics");
    assert_eq!(file, text(&built(&site), "/es/petitions/free/last-day.ics"), "no clock is in it");
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "lines end in CRLF");
    assert!(file.lines().all(|line| line.len() <= 75), "{file}");
    let unfolded = file.replace("\r\n ", "");
    for line in [
        "UID:free-closes-es@example.org",
        "DTSTAMP:20261101T060000Z",
        "DTSTART;VALUE=DATE:20270630",
        "DTEND;VALUE=DATE:20270701",
        "SUMMARY;LANGUAGE=es:Último día para firmar: Libertad\\; ya\\, \\\\ aquí",
        "DESCRIPTION;LANGUAGE=es:Libertad\\nhttps://example.org/a/es/petitions/free/",
        "URL:https://example.org/a/es/petitions/free/",
    ] {
        assert!(unfolded.contains(&format!("{line}\r\n")), "{line} is not in {unfolded}");
    }
}

#[test]
fn the_code_for_paper_holds_the_address() {
    let output = built(&site("closes = 2027-06-30"));
    let svg = text(&output, "/petitions/free/qr.svg");
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
    assert_ne!(svg, text(&output, "/es/petitions/free/qr.svg"), "each language has its own");
    // Version 4 of 33 modules holds 46 bytes at quartile; the white frame is 4 on each side.
    assert!(svg.contains("viewBox=\"0 0 37 37\"") || svg.contains("viewBox=\"0 0 41 41\""), "{svg}");
    assert!(text(&output, "/petitions/free/").contains("src=\"/a/petitions/free/qr.svg\""));
}

#[test]
fn share_links_are_encoded_and_speak_the_language_of_the_page() {
    let output = built(&site("closes = 2027-06-30"));
    let spanish = text(&output, "/es/petitions/free/");
    let url = "https%3A%2F%2Fexample.org%2Fa%2Fes%2Fpetitions%2Ffree%2F";
    let words = "%C2%A1%C3%9Anete%21%20100%20%25%20%C3%B1and%C3%BA%20%26%20m%C3%A1s";
    for link in [
        format!("https://wa.me/?text={words}%20%23FreeThemAll%20{url}"),
        format!("https://t.me/share/url?url={url}&amp;text={words}%20%23FreeThemAll"),
        format!("https://bsky.app/intent/compose?text={words}%20%23FreeThemAll%20{url}"),
        format!("https://x.com/intent/post?text={words}&amp;url={url}&amp;hashtags=FreeThemAll"),
        format!("%20%23FreeThemAll%0D%0A%0D%0A{url}"),
        "href=\"/a/es/petitions/free/mastodon/\"".to_owned(),
    ] {
        assert!(spanish.contains(&link), "{link} is not in the page");
    }
    let english = text(&output, "/petitions/free/");
    let mail =
        english.split("href=\"mailto:?").nth(1).and_then(|rest| rest.split('"').next()).expect("a mail");
    assert!(mail.contains("Join%0D%0Aus") && !mail.replace("%0D%0A", "").contains("%0A"), "{mail}");
}

#[test]
fn the_page_for_mastodon_has_the_text_for_people_without_scripts() {
    let page = text(&built(&site("closes = 2027-06-30")), "/es/petitions/free/mastodon/");
    assert!(
        page.contains("data-instance=\"¡Únete! 100 % ñandú &amp; más #FreeThemAll https://example.org/a/es/")
    );
    assert!(page.contains(
        "readonly dir=\"auto\">¡Únete! 100 % ñandú &amp; más #FreeThemAll https://example.org/a/es/"
    ));
    assert!(page.contains("https://mastodon.social/share?text=%C2%A1%C3%9Anete"));
    assert!(page.contains("data-scripted hidden"), "the form needs a script");
    assert!(page.contains("content=\"noindex\""));
}

#[test]
fn action_network_takes_signatures_by_its_script_and_people_are_told() {
    let own = "collector = { provider = \"actionnetwork\", url = \"https://actionnetwork.org/api/v2/petitions/1-2-3\", page = \"https://actionnetwork.org/petitions/free\" }";
    let page = page(own);
    assert!(page.contains("<form action=\"https://actionnetwork.org/api/v2/petitions/1-2-3/signatures\" method=\"post\" data-osdi=\"https://example.org/a/petitions/free/\" data-scripted hidden>"));
    assert!(
        page.contains("<a href=\"https://actionnetwork.org/petitions/free\" rel=\"noreferrer\">"),
        "for people without scripts"
    );
    assert!(page.contains(" https://actionnetwork.org; form-action"), "the policy follows");
    assert!(!page.contains("sign.example.org"), "nothing is left of our collector");
    assert!(page.contains("Signatures are sent to Action Network"), "the privacy text follows");
    assert!(page.contains("src=\"/a/static/osdi.") && !page.contains("count.json"));
    let output = built(&site(own));
    assert!(text(&output, "/_headers").contains("https://actionnetwork.org; form-action"));
    assert!(text(&output, "/api/v1/petitions.json").contains("\"collector\":null"));
}

#[test]
fn a_petition_that_is_signed_elsewhere_has_a_link() {
    for own in [
        "collector = { provider = \"link\", url = \"https://else.example/sign\" }",
        "collector = { provider = \"actionnetwork\", url = \"https://else.example/sign\" }",
    ] {
        let page = page(own);
        assert!(
            page.contains("<a class=\"button\" href=\"https://else.example/sign\" rel=\"noreferrer\">"),
            "{own}"
        );
        assert!(!page.contains("<form action") && !page.contains("count.json"), "{own}");
        assert!(
            page.contains("connect-src &#39;self&#39;; form-action")
                || page.contains("connect-src 'self'; form-action"),
            "{own}"
        );
    }
}
