//! Sites of three languages, as they come: every anchor that a page leads to is there, and pages that name
//! each other as translations do so from both sides.

use std::collections::{BTreeMap, BTreeSet};

use altavoz::Memo;
use altavoz::base::Severity;
use altavoz::base::url::encode_path;
use proptest::prelude::*;

use super::corpus::Folder;

const ORIGIN: &str = "https://example.org";

/// What becomes of a page in a language that it is translated into.
#[derive(Clone, Debug)]
struct Translation {
    /// Which of the source's headings it has, in its order.
    headings: Vec<usize>,
    /// Whether it is confirmed to be less than what is shown.
    is_machine: bool,
    /// Which page and which of its headings it leads to.
    link: (usize, usize),
}

/// How many headings every source has.
const HEADINGS: usize = 4;

fn headings() -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..HEADINGS).collect::<Vec<_>>(), 0..=HEADINGS).prop_shuffle()
}

fn translation() -> impl Strategy<Value = Option<Translation>> {
    let any = (headings(), prop::bool::weighted(0.2), (0..3_usize, 0..HEADINGS));
    prop::option::weighted(
        0.7,
        any.prop_map(|(headings, is_machine, link)| Translation { headings, is_machine, link }),
    )
}

fn source(number: usize) -> String {
    let headings = (0..HEADINGS).map(|heading| {
        format!(
            "## Part {heading} of {number}\n\nWords, and [more](p{}.md#part-{heading}-of-{}).\n\n",
            (number + 1) % 3,
            (number + 1) % 3
        )
    });
    format!(
        "+++\ntitle = \"Page {number}\"\ndate = 2026-11-01\nregions = [\"global\"]\n+++\n{}",
        headings.collect::<String>()
    )
}

fn translated(number: usize, lang: &str, translation: &Translation) -> String {
    let headings =
        translation.headings.iter().map(|heading| format!("## {lang} trozo {heading}\n\nMucho texto.\n\n"));
    let (page, heading) = translation.link;
    let machine = if translation.is_machine { "machine = true\n" } else { "" };
    format!(
        "+++\ntitle = \"{lang} {number}\"\n{machine}+++\n[Más](p{page}.md#part-{heading}-of-{page}).\n\n{}",
        headings.collect::<String>()
    )
}

/// The pages of the site by their addresses, as links have them.
fn built(folder: &Folder) -> BTreeMap<String, String> {
    let (built, found) = folder.build(&mut Memo::default());
    let errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let pages = built.output.files.iter().filter(|(url, _)| url.as_str().ends_with('/'));
    pages
        .map(|(url, file)| (encode_path(url.as_str()), String::from_utf8_lossy(&file.bytes).into_owned()))
        .collect()
}

/// The values of an attribute.
fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let sign = format!(" {name}=\"");
    html.split(&sign[..]).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Every anchor that a page leads to and that is not there.
fn astray(pages: &BTreeMap<String, String>) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(url, html)| (&url[..], values(html, "id").into_iter().collect())).collect();
    let mut astray = Vec::new();
    for (url, html) in pages {
        for href in values(html, "href") {
            let Some((path, anchor)) = href.split_once('#') else { continue };
            let path = if path.is_empty() { url } else { path };
            if path.starts_with('/') && !ids.get(path).is_some_and(|ids| ids.contains(anchor)) {
                astray.push(format!("{url} leads to {href}"));
            }
        }
    }
    astray
}

/// The pages that a page names as its translations, itself among them, by their languages.
fn alternates(html: &str) -> BTreeMap<&str, &str> {
    let links = html.split("<link ").filter(|link| link.starts_with("rel=\"alternate\" hreflang"));
    let of = |link| {
        let link: &str = link;
        let value = |name: &str| link.split_once(&format!("{name}=\"")[..])?.1.split('"').next();
        Some((value("hreflang")?, value("href")?.strip_prefix(ORIGIN)?))
    };
    links.filter_map(of).collect()
}

/// Where pages name each other and should not, or should and do not.
fn one_sided(pages: &BTreeMap<String, String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (url, html) in pages {
        let named = alternates(html);
        let is_hidden = html.contains("content=\"noindex\"");
        let names_itself = named.values().any(|other| other == url);
        if !named.is_empty() && (is_hidden || !names_itself) {
            wrong.push(format!("{url} names {named:?}"));
        }
        for other in named.values() {
            if pages.get(*other).is_none_or(|other| alternates(other) != named) {
                wrong.push(format!("{url} names {other}, which says something else"));
            }
        }
    }
    wrong
}

fn site(fallbacks: [&str; 2], pages: &[[Option<Translation>; 2]]) -> Folder {
    let mut folder = Folder::with_items(0);
    let config = String::from_utf8(folder.files["config.toml"].clone()).expect("text");
    let [es, ar] = fallbacks.map(|fallback| format!("fallback = \"{fallback}\"\n"));
    folder.set("config.toml", &format!("{config}{es}[languages.ar]\n{ar}"));
    for (number, translations) in pages.iter().enumerate() {
        folder.set(&format!("content/news/p{number}.md"), &source(number));
        for (lang, translation) in ["es", "ar"].iter().zip(translations) {
            if let Some(translation) = translation {
                folder.set(
                    &format!("content/news/p{number}.{lang}.md"),
                    &translated(number, lang, translation),
                );
            }
        }
    }
    folder
}

#[test]
fn a_lost_anchor_and_a_name_from_one_side_only_are_seen() {
    let pages = |text: &str| {
        let page = |(url, html): (&str, &str)| (url.to_owned(), html.to_owned());
        BTreeMap::from([("/a/", text), ("/b/", "<p id=\"x\"></p>")].map(page))
    };
    assert_eq!(astray(&pages("<a href=\"/b/#x\"><a href=\"/b/#y\">")), ["/a/ leads to /b/#y"]);
    let link = "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/a/\"><link rel=\"alternate\" hreflang=\"es\" href=\"https://example.org/b/\">";
    assert_eq!(one_sided(&pages(link)), ["/a/ names /b/, which says something else"]);
}

#[test]
fn a_heading_that_a_translation_lacks_can_be_linked_to() {
    let translation = Translation { headings: vec![2], is_machine: false, link: (0, 1) };
    let pages = built(&site(["source", "source"], &[[Some(translation), None], [None, None], [None, None]]));
    let html = &pages["/es/noticias/p0/"];
    let lost = (0..HEADINGS).map(|heading| format!("<span id=\"part-{heading}-of-0\"></span>"));
    assert!(html.contains(&lost.collect::<String>()), "{html}");
    assert!(
        html.contains("href=\"#part-1-of-0\"") || html.contains("href=\"/es/noticias/p0/#part-1-of-0\""),
        "{html}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Headings changed, missing and in another order; pages missing; texts by machines, which nobody sees.
    #[test]
    fn every_anchor_is_there_and_translations_name_each_other(
        fallbacks in [prop::sample::select(vec!["source", "link", "none"]), prop::sample::select(vec!["source", "link", "none"])],
        pages in [[translation(), translation()], [translation(), translation()], [translation(), translation()]],
    ) {
        let pages = built(&site(fallbacks, &pages));
        prop_assert!(pages.contains_key("/news/p0/"), "{:?}", pages.keys());
        prop_assert_eq!(astray(&pages), [""; 0]);
        prop_assert_eq!(one_sided(&pages), [""; 0]);
    }
}
