//! A hashtag's page: what it gathers, and what people take away from it.

use altavoz::Memo;
use altavoz::base::Url;
use altavoz::content::kit;
use altavoz::content::petition::Network;
use insta::assert_snapshot;

use super::corpus::Folder;
use super::said::said;
use super::signable::signable;

const PETITION: &str = r#"title = "Open the \"doors\" & windows"
hashtags = ["FreeThemAll"]
opens = 2026-06-01
collector = { url = "https://sign.example.org" }"#;

const CAMPAIGN: &str = r##"+++
title = "Free them all"
summary = "Nobody belongs in a cell for a visa."

[[kit]]
network = "x"
text = "Everybody out. <b>Now</b>."

[[kit]]
network = "mastodon"
text = "#freethemall: everybody out."
+++
Where the words come from: [the petition](../../petitions/doors.md).
"##;

const TRANSLATION: &str = r#"+++
title = "Libertad para todas"
summary = "Nadie debe estar en una celda por una visa."
kit = [{ text = "Que salgan todas las personas." }, { text = "¡Libertad!" }]
+++
De dónde viene: [la petición](../../petitions/doors.md).
"#;

fn site() -> Folder {
    let mut folder = Folder::with_items(4);
    folder.set("content/petitions/doors.md", &signable("doors", PETITION));
    folder.set("content/hashtags/freethemall/_index.md", CAMPAIGN);
    folder.set("content/hashtags/freethemall/_index.es.md", TRANSLATION);
    folder
}

fn page(folder: &Folder, url: &str) -> String {
    let (built, said) = folder.build(&mut Memo::default());
    assert!(said.is_empty(), "{said:?}");
    let file = built.output.files.get(&Url::new(url)).unwrap_or_else(|| panic!("a page at {url}"));
    String::from_utf8(file.bytes.read().into_owned()).expect("UTF-8")
}

/// The texts to copy, as a reader sees them.
fn posts(html: &str) -> Vec<String> {
    let posts = html.split("<p class=\"snippet\"").skip(1).filter_map(|rest| rest.split_once('>'));
    let posts = posts.filter_map(|(_, rest)| Some(rest.split_once("</p>")?.0.to_owned()));
    posts.map(|post| post.replace("&#x2F;", "/")).collect()
}

#[test]
fn a_campaign_has_its_text_and_posts_in_every_language() {
    let folder = site();
    let english = page(&folder, "/hashtags/freethemall/");
    assert!(english.contains("Free them all") && english.contains("Nobody belongs in a cell for a visa."));
    assert!(english.contains("href=\"/petitions/doors/\""), "links of its text lead to pages");
    assert_eq!(
        posts(&english),
        [
            "Everybody out. &lt;b&gt;Now&lt;/b&gt;. #FreeThemAll\nhttps://example.org/hashtags/freethemall/",
            "#freethemall: everybody out.\nhttps://example.org/hashtags/freethemall/",
        ]
    );
    // 26 letters, a space, 12 of the hashtag, a space, 23 for the address.
    assert!(english.contains("63 of 280 characters"), "{english}");
    let spanish = page(&folder, "/es/etiquetas/freethemall/");
    assert!(spanish.contains("Libertad para todas") && spanish.contains("Nadie debe estar"));
    assert_eq!(posts(&spanish)[1], "¡Libertad! #FreeThemAll\nhttps://example.org/es/etiquetas/freethemall/");
    // The folder makes no section, and nothing leads to one.
    let (built, _) = folder.build(&mut Memo::default());
    let urls: Vec<&str> = built.output.files.keys().map(Url::as_str).collect();
    assert!(!urls.contains(&"/hashtags/freethemall/freethemall/"));
    assert!(
        built.site.sections.values().all(|sections| !sections.keys().any(|key| key.starts_with("hashtags")))
    );
}

#[test]
fn a_campaign_gathers_by_kind_and_offers_pictures_and_code() {
    let html = page(&site(), "/hashtags/freethemall/");
    let order = ["id=\"_petitions\"", "id=\"_statements\"", "id=\"_news\"", "id=\"_kit\""];
    let places: Vec<_> =
        order.iter().map(|part| html.find(part).unwrap_or_else(|| panic!("{part}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(html.matches("id=\"_petitions\"").count(), 1, "an open petition stands there once");
    assert_eq!(
        html.matches(" download=\"").count(),
        4,
        "its own picture and the petition's, wide and square"
    );
    assert!(html.contains("download=\"freethemall-en-1080x1080.png\""));
    // The title is escaped for the code, and the code for the page.
    assert!(html.contains("embed") && html.contains("&amp;quot;doors&amp;quot; &amp;amp; windows"), "{html}");
    let (built, _) = site().build(&mut Memo::default());
    let square = html.split("download=\"freethemall-en-1080x1080.png\"").next().expect("the link");
    let path = square.rsplit_once("href=\"").expect("an address").1.trim_end_matches(['"', ' ']);
    let png = built.output.files[&Url::new(path)].bytes.read().into_owned();
    let picture = image::load_from_memory(&png).expect("a PNG");
    assert_eq!((picture.width(), picture.height()), (1080, 1080));
}

#[test]
fn a_hashtag_without_a_text_has_a_kit_as_well() {
    let mut folder = Folder::with_items(2);
    folder.set("i18n/terms.toml", "[hashtags.freethemall]\nlabel = { es = \"Libérenlos\" }\n");
    let html = page(&folder, "/es/etiquetas/freethemall/");
    assert!(posts(&html)[0].starts_with("Libérenlos #FreeThemAll"), "{:?}", posts(&html));
    assert!(html.contains(" download=\""));
}

#[test]
fn a_text_for_a_hashtag_that_nothing_has_is_told() {
    let files = "--- content/hashtags/freethemal/_index.md\n+++\ntitle = \"Free them all\"\n+++\nText.\n";
    assert_snapshot!(said(files), @"hashtag/unused at content/hashtags/freethemal/_index.md:1:1");
}

#[test]
fn networks_count_as_they_do() {
    let address = "https://example.org/hashtags/freethemall/";
    let length = |network, words| kit::length(network, words, address);
    assert_eq!(length(Network::X, "abc"), 3 + 1 + 23);
    assert_eq!(length(Network::Mastodon, "ñé"), 2 + 1 + 23);
    assert_eq!(length(Network::Bluesky, "abc"), 3 + 1 + 41);
    assert_eq!(length(Network::X, "حرية"), 4 + 1 + 23, "Arabic letters count once");
    assert_eq!(length(Network::X, "自由\u{1f54a}"), 6 + 1 + 23, "others twice");
    assert_eq!(kit::words("Out! #FREETHEMALL", "FreeThemAll"), "Out! #FREETHEMALL");
    assert_eq!(kit::words(" Out! ", "FreeThemAll"), "Out! #FreeThemAll");
}

#[test]
fn posts_on_a_page_that_shows_none_are_told_of() {
    let kit = "title = \"About\"\nkit = [{ network = \"x\", text = \"Out.\" }]";
    assert_snapshot!(said(&format!("--- content/about.md\n+++\n{kit}\n+++\n")), @"kit/not-shown at content/about.md:3:1");
}

#[test]
fn a_frame_of_the_kit_is_the_one_of_the_petitions_page() {
    let folder = site();
    let plain = |html: &str| {
        html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let kit = plain(&page(&folder, "/hashtags/freethemall/"));
    for part in ["height=\"520\"", "referrerpolicy=\"no-referrer\"", "/petitions/doors/embed/"] {
        assert!(kit.contains(part), "{part}");
    }
}
