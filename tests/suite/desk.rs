//! The preview's desk: what is to be mended, what is published and why not, what time will change.

use std::collections::BTreeSet;

use altavoz::base::Sources;
use altavoz::base::date::When;
use altavoz::base::message::{Catalogue, Language};
use altavoz::cli::arguments::Format;
use altavoz::cli::print::Printer;
use altavoz::render::desk::{self, Ask, Desk, Problem, Weights};
use altavoz::{Inputs, Memo};
use proptest::prelude::*;

use super::said::sources;

/// A built site, to be looked at.
struct Desked {
    built: altavoz::Built,
    diagnostics: Vec<altavoz::base::Diagnostic>,
    sources: Sources,
}

/// Built as the preview builds: drafts and embargoed texts are there.
fn built(files: &str) -> Desked {
    built_as(files, true)
}

fn built_as(files: &str, everything: bool) -> Desked {
    let sources = sources(files);
    let now = When::parse("2026-12-01").expect("a day");
    let inputs = Inputs { now, drafts: everything, future: everything, base: None, collector: None };
    let (built, diagnostics) = altavoz::build(&sources, &inputs, &mut Memo::default());
    Desked { built, diagnostics, sources }
}

impl Desked {
    /// The desk at an address behind `/_altavoz/`.
    fn desk(&self, address: &str) -> String {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let ask = Ask::parse(path, query).expect("a page of the desk");
        let language = ask.language().unwrap_or_default();
        let words = Catalogue::of(language);
        let printer =
            Printer { format: Format::Json, quiet: true, color: false, words: Catalogue::of(language) };
        let explain = |found: &[altavoz::base::Diagnostic]| -> Vec<Problem> {
            let told = printer.report(found, &self.sources).into_iter();
            told.map(|told| serde_json::from_value(told).expect("a problem")).collect()
        };
        let desk = Desk {
            site: &self.built.site,
            output: &self.built.output,
            diagnostics: &self.diagnostics,
            sources: &self.sources,
            explain: &explain,
            failure: None,
            bench: None,
            weights: &Weights::default(),
            words: &words,
            language,
        };
        desk::page(&desk, &ask)
    }

    /// The texts of a page's rows, by the elements that hold them.
    fn texts(&self, address: &str, from: &str, to: &str) -> Vec<String> {
        between(&self.desk(address), from, to)
    }
}

/// What stands between two marks, without tags and with its white space made even.
fn between(html: &str, from: &str, to: &str) -> Vec<String> {
    html.split(from).skip(1).filter_map(|rest| Some(plain(rest.split_once(to)?.0))).collect()
}

fn plain(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let text = pieces.map(|(number, piece)| match number {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, text)| text),
    });
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn news(name: &str, fields: &str) -> String {
    format!(
        "--- content/news/{name}.md\n+++\ntitle = \"{name}\"\ndate = 2026-11-01\nregions = [\"global\"]\n{fields}\n+++\nText.\n"
    )
}

#[test]
fn problems_stand_with_their_file_and_files_with_errors_come_first() {
    let site = built(
        "--- content/news/a.md\n+++\ntitle = \"A\"\ndate = 2026-11-01\nregions = [\"global\"]\n+++\n[^1]: Nobody.\n\
         --- content/news/b.md\n+++\ntitle = \"B\"\ndate = 2026-11-01\nregions = [\"global\"]\n+++\n[^1]: Nobody.\n\n[x](nowhere.md)\n",
    );
    let files = site.texts("", "<h3 id=\"file-", "</section>");
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(files[0].contains("content/news/b.md"), "{files:?}");
    let (error, warning) =
        (files[0].find("There is no file at nowhere.md"), files[0].find("Nothing refers to"));
    assert!(error.is_some() && warning.is_some() && error < warning, "errors before warnings: {files:?}");
    assert!(files[0].contains("Line 8, column 1 · link/broken"), "{files:?}");
    assert!(files[1].contains("content/news/a.md"), "{files:?}");
}

#[test]
fn a_problem_opens_the_pages_that_its_file_makes_in_each_language() {
    let site = built(&news("hearing", "titel = \"x\""));
    let html = site.desk("");
    assert!(
        html.contains(
            "<a href=\"/news/hearing/\"><span lang=\"en\" dir=\"ltr\">hearing</span> (English)</a>"
        ),
        "{html}"
    );
    assert!(html.contains("(Spanish, not translated)"), "{html}");
    assert!(site.built.output.files.contains_key("/news/hearing/"));
}

#[test]
fn a_code_leads_to_its_explanation() {
    let site = built("--- content/about.md\n+++\ntitle = \"About\"\n+++\n[x](nowhere.md)\n");
    assert!(
        site.desk("")
            .contains("<a href=\"/_altavoz/codes/?code=link%2Fbroken\"><code>link/broken</code></a>")
    );
    let page = site.desk("codes/?code=link%2Fbroken");
    assert!(
        page.contains("What to do: Correct the path.") && page.contains("[the letter](nowhere.md)"),
        "{page}"
    );
    assert!(page.contains("href=\"/_altavoz/codes/?code=link%2Funpublished\""), "a code beside it: {page}");
    assert!(
        !page.contains(".md\"") && page.contains("Links to other sites"),
        "no link leaves the desk: {page}"
    );
    assert!(site.desk("codes/?code=media%2Ftoo-large").contains("100 million pixels"), "a row of the table");
    let spanish = site.desk("codes/?code=link%2Fanchor&lang=es");
    assert!(
        spanish.contains("está en inglés") && spanish.contains("href=\"/_altavoz/?lang=es\""),
        "{spanish}"
    );
    for query in ["", "code=", "code=link/nothing", "code=%3Cb%3E"] {
        assert!(Ask::parse("codes/", query).is_none(), "{query}");
    }
}

#[test]
fn every_code_is_explained_on_the_desk() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/messages/en.toml")).expect("text");
    let codes = text.lines().filter_map(|line| line.strip_prefix("[\"")?.strip_suffix("\"]"));
    let unknown: Vec<&str> =
        codes.filter(|code| Ask::parse("codes/", &format!("code={code}")).is_none()).collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn a_link_of_the_desk_stays_under_the_path_of_the_site() {
    let config =
        "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org/a/path\"\n[languages.en]\n";
    let site = built(&format!("{config}{}", news("hearing", "")));
    assert!(site.desk("pages/").contains("href=\"/a/path/news/hearing/\""));
    assert!(!site.desk("pages/").contains("href=\"/news/hearing/\""));
    let weights = site.texts("pages/?q=hearing", "class=\"weight\"", "</span>");
    assert_ne!(weights, Vec::<String>::new(), "a page under a path is weighed as well");
}

#[test]
fn there_is_nothing_to_mend_where_nothing_is_wrong() {
    let site = built("--- content/_index.md\n+++\ntitle = \"Home\"\n+++\n");
    assert!(site.desk("").contains("All is well."));
    assert!(site.desk("?lang=es").contains("Todo está bien."));
}

#[test]
fn a_row_says_whether_readers_see_it_and_why_not() {
    let site = built_as(
        &[
            news("open", ""),
            news("draft", "draft = true"),
            news("later", "publish = 2026-12-24T18:30:00"),
            news("past", "expires = 2026-11-20"),
            news("_aside", ""),
        ]
        .concat(),
        false,
    );
    let state = |name: &str| {
        site.texts(&format!("pages/?in=en&q=news/{name}.md"), "data-label=\"State\"", "</td>").concat()
    };
    assert_eq!(state("open"), "> Published");
    assert_eq!(state("draft"), "> Draft It is a draft");
    assert_eq!(state("later"), "> Embargoed Not before December 24, 2026, 18:30");
    assert_eq!(state("past"), "> Expired Expired on November 20, 2026, 00:00; a notice is left");
    assert_eq!(state("_aside"), "> Draft _aside.md begins with _ , so it is set aside");
}

#[test]
fn every_row_of_the_listing_is_on_the_desk_once() {
    let many: Vec<String> = (0..450).map(|number| news(&format!("n{number:03}"), "")).collect();
    let site = built(&many.concat());
    let rows = &site.built.site.listing;
    let parts = rows.len().div_ceil(200);
    assert!(parts > 3, "enough for several parts");
    let shown = (1..=parts)
        .flat_map(|part| site.texts(&format!("pages/?page={part}"), "<code class=\"under\">", "</code>"));
    let files: Vec<&str> = rows.iter().map(|row| row.file.as_str()).collect();
    assert_eq!(shown.collect::<Vec<_>>(), files);
    assert_eq!(
        site.desk("pages/?page=99"),
        site.desk(&format!("pages/?page={parts}")).replace(&format!("page={parts}"), "page=99")
    );
}

#[test]
fn a_part_is_small_however_large_the_site_is() {
    let many: Vec<String> =
        (0..5_000).map(|number| news(&format!("n{number:04}"), "titel = \"x\"")).collect();
    let site = built(&many.concat());
    assert!(site.built.site.listing.len() >= 10_000);
    for page in ["", "pages/", "pages/?sort=weight", "translations/", "calendar/"] {
        let length = site.desk(page).len();
        assert!(length < 400_000, "{page} has {length} bytes");
    }
    assert!(site.desk("pages/").contains("1–200 of 10,000"));
    assert!(site.desk("").contains("1–100 of 5,000"));
}

#[test]
fn translations_say_what_is_missing_and_what_readers_get() {
    let site = built(
        &[
            news("both", ""),
            "--- content/news/both.es.md\n+++\ntitle = \"Ambas\"\n+++\nTexto.\n".to_owned(),
            news("single", ""),
            news("private", "translate = false"),
            news("robot", ""),
            "--- content/news/robot.es.md\n+++\ntitle = \"Robot\"\nmachine = true\n+++\nTexto.\n".to_owned(),
        ]
        .concat(),
    );
    let spanish = |name: &str| {
        site.texts(&format!("translations/?q=news/{name}"), "data-label=\"Spanish\">", "</td>").concat()
    };
    assert_eq!(spanish("both"), "Translated");
    assert_eq!(spanish("single"), "Missing Readers get the original");
    assert_eq!(spanish("private"), "Not needed Readers get the original");
    assert_eq!(spanish("robot"), "By a machine Readers get the original");
    let first = site.texts("translations/", "<code class=\"under\">", "</code>");
    assert_eq!(first[0], "content/news/single.md", "what is missing comes first");
    assert_eq!(
        site.texts("translations/?in=es", "<code class=\"under\">", "</code>"),
        ["content/news/single.md"]
    );
    assert!(
        site.desk("")
            .contains("href=\"/_altavoz/translations/?in=es\"><strong>1</strong> Not in Spanish yet</a>")
    );
}

/// Days and what is on them.
fn calendar(site: &Desked) -> Vec<(String, Vec<String>)> {
    let html = site.desk("calendar/");
    let days = html.split("<section class=\"day").skip(1);
    days.map(|day| (between(day, "<h2", "</h2>").concat(), between(day, "<li", "</li>"))).collect()
}

#[test]
fn the_calendar_is_in_the_order_of_time_whatever_zone_was_meant() {
    // 09:00 in Tokyo is the evening before in Mexico.
    let config = "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org\"\ntimezone = \"America/Mexico_City\"\n[languages.en]\n";
    let site = built(
        &[
            config.to_owned(),
            news("c", "publish = 2026-12-11T01:00:00"),
            news("b", "publish = 2026-12-11T09:00:00+09:00"),
            news("a", "publish = 2026-12-10"),
            news("gone", "expires = 2026-11-25"),
            news("long-gone", "expires = 2026-10-25"),
        ]
        .concat(),
    );
    let (date, said): (Vec<_>, Vec<_>) = calendar(&site).into_iter().unzip();
    assert!(date[0].ends_with("Wednesday, November 25, 2026"), "{date:?}");
    assert!(date[1].ends_with("Thursday, December 10, 2026"), "{date:?}");
    assert!(date[2].ends_with("Friday, December 11, 2026"), "{date:?}");
    assert!(said[0][0].contains("00:00 Expires; a notice is left (over) gone"), "{said:?}");
    assert_eq!(said[1].len(), 2);
    assert!(said[1][0].contains("00:00 Becomes public not public yet a"), "{said:?}");
    assert!(said[1][1].contains("18:00 Becomes public not public yet b"), "{said:?}");
    assert!(said[2][0].contains("01:00 Becomes public not public yet c"), "{said:?}");
    assert_eq!(date.len(), 3, "what is long over is not there: {date:?}");
}

#[test]
fn an_embargo_is_on_the_calendar_of_a_preview_that_keeps_it_back() {
    let site = built_as(&news("secret", "publish = 2026-12-24"), false);
    assert!(!site.built.output.files.contains_key("/news/secret/"));
    let said = calendar(&site);
    assert!(said[0].1[0].contains("Becomes public not public yet content/news/secret.md"), "{said:?}");
}

#[test]
fn a_page_weighs_itself_and_what_it_loads_but_not_twice() {
    let site = built(&news("hearing", ""));
    let weight = site.texts("pages/?in=en&q=news/hearing.md", "data-label=\"Weight\">", "</td>").concat();
    let output = &site.built.output;
    let raw = |url: &str| output.files[url].bytes.len();
    let styles = output.files.iter().filter(|(url, _)| {
        let name = url.as_str().rsplit('/').next().expect("a name");
        std::str::from_utf8(&output.files["/news/hearing/"].bytes).expect("text").contains(name)
            && matches!(name.rsplit('.').next(), Some("css" | "js"))
    });
    let styles: Vec<&str> = styles.map(|(url, _)| url.as_str()).collect();
    assert!(!styles.is_empty(), "the theme has a style sheet");
    let sum = raw("/news/hearing/") + styles.iter().map(|url| raw(url)).sum::<usize>();
    let tenths = sum.div_ceil(100);
    let tenth = if tenths % 10 == 0 { String::new() } else { format!(".{}", tenths % 10) };
    assert!(weight.contains(&format!("{}{tenth} KB unpacked", tenths / 10)), "{weight} for {sum} bytes");
}

#[test]
fn a_page_over_the_budget_is_marked() {
    let config = "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org\"\n[languages.en]\n[budget]\npage_kb = 1\n";
    let site = built(&format!("{config}{}", news("hearing", "")));
    let weight = |address: &str| site.texts(address, "data-label=\"Weight\">", "</td>").concat();
    assert!(weight("pages/?q=news/hearing").contains("over the budget"));
}

#[test]
fn the_desk_speaks_the_language_that_is_asked_for_and_its_links_keep_it() {
    let site = built(&news("hearing", "publish = 2026-12-24"));
    let html = site.desk("calendar/?lang=es");
    assert!(html.contains("<html lang=\"es\" dir=\"ltr\">"));
    assert!(html.contains("Jueves, 24 de diciembre de 2026") && html.contains("Se hace público"), "{html}");
    let ours = html.split("href=\"/_altavoz/").skip(1).filter_map(|rest| rest.split('"').next());
    let lost: Vec<&str> = ours.filter(|href| !href.contains("lang=") && *href != "desk.css").collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn only_the_pages_of_the_desk_are_there() {
    let there: Vec<bool> =
        ["", "pages/", "pages", "translations/", "calendar/", "todo/", "../config.toml", "pages/x"]
            .map(|path| Ask::parse(path, "").is_some())
            .to_vec();
    assert_eq!(there, [true, true, true, true, true, false, false, false]);
}

#[test]
fn every_word_of_the_desk_is_used() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/desk");
    let files = std::fs::read_dir(root).expect("the desk").map(|file| file.expect("a file").path());
    let text: String = files.map(|file| std::fs::read_to_string(file).expect("text")).collect();
    let catalogue = Catalogue::of(Language::English);
    let keys: BTreeSet<&str> =
        catalogue.templates().filter_map(|(key, _)| key.strip_prefix("desk.")).collect();
    // Tables are asked for by values: `kind.news`.
    let is_used = |key: &str| {
        let table = key.split('.').next().expect("a word");
        [
            format!("w.{table}"),
            format!("w[\"{table}\"]"),
            format!("\"{table}\""),
            format!("\"{table}."),
            format!("\"{key}\""),
        ]
        .iter()
        .any(|form| text.contains(form))
    };
    let unused: Vec<_> = keys.into_iter().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn nothing_of_the_desk_is_published() {
    let site = built(&news("hearing", ""));
    for (url, file) in &site.built.output.files {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(!url.as_str().contains("_altavoz") && !text.contains("_altavoz"), "{url}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_title_or_a_query_says_stays_text(
        title in "[a-z<>&\"'`{}%]{0,12}(<script>alert\\(1\\)</script>|</title>|\"><img src=x onerror=y>)[a-z<>&\"'`{}%]{0,12}",
        query in "[ -~¿ñ]{0,20}",
    ) {
        let quoted = serde_json::to_string(&title).expect("text is JSON");
        let page = format!("--- content/news/a.md\n+++\ntitle = {quoted}\ndate = 2026-11-01\nregions = [\"global\"]\npublish = 2026-12-03\ntitel = {quoted}\n+++\n[x]({})\n", "nowhere.md");
        let site = built(&page);
        let asked = altavoz::base::url::encode_value(&query);
        for address in ["", "pages/", "translations/", "calendar/"] {
            let html = site.desk(address);
            prop_assert!(!html.contains("<script") && !html.contains("<img"), "{address}: {html}");
            prop_assert_eq!(html.matches("</title>").count(), 1);
            let searched = site.desk(&format!("{address}?q={asked}"));
            prop_assert_eq!(searched.matches("<main").count(), 1);
        }
        let field = site.desk(&format!("pages/?q={}", altavoz::base::url::encode_value(&title)));
        prop_assert!(field.contains("value=\""));
        prop_assert!(!field.contains("<script"));
    }
}
