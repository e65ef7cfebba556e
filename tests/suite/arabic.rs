//! Pages that run from right to left: digits, direction, marks, and the built-in theme's sides.

use altavoz::render::format::{Amount, Formatter, Unit};
use altavoz::{Memo, base::Severity};

use super::render::inputs;
use super::said::{in_words, sources};

const CONFIG: &str = "--- config.toml
title = \"T\"
base_url = \"https://example.org\"
[languages.en]
[languages.ar]
title = \"ع\"
numbering = \"arab\"
fallback = \"link\"
--- content/_index.md
+++
title = \"Home\"
+++
--- content/_index.ar.md
+++
title = \"الرئيسية\"
+++
";

const STATEMENT: &str = "--- content/statements/call.md
+++
title = \"A call\"
date = 2019-07-31
regions = [\"global\"]
authors = [{ name = \"Ana\", role = \"writer\", org = \"Casa\" }]
references = [{ title = \"Report\", creators = [\"IDC\"], year = 2018, publisher = \"UN\", lang = \"en\" }]
+++
1. One.[^1]

[^1]: Two.
--- content/statements/call.ar.md
+++
title = \"نداء\"
slug = \"نداء\"
authors = [{ role = \"كاتبة\" }]
+++
نكتب تحت الوسم #FreeThemAll، ونقول:[^1]

:::quote{by=\"مريم\" role=\"محامية\" source=\"UN\"}
كفى.
:::

:::stat{value=\"36\" unit=\"USD\" label=\"كلفة\" source=\"UN\" date=\"2018\"} :::

[^1]: حاشية.
";

/// The page at an address of the site with these files, and all others.
fn page(files: &str, url: &str) -> String {
    let sources = sources(&format!("{CONFIG}{files}"));
    let (built, said) = altavoz::build(&sources, &inputs(), &mut Memo::default());
    let errors: Vec<_> = said.into_iter().filter(|said| said.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{}", in_words(&errors, &sources));
    let file = built.output.files.get(url).unwrap_or_else(|| panic!("nothing at {url}"));
    String::from_utf8(file.bytes.to_vec()).expect("text")
}

fn has(page: &str, part: &str) {
    assert!(page.contains(part), "no `{part}` in {page}");
}

#[test]
fn a_page_runs_in_its_languages_direction_and_counts_in_its_digits() {
    has(&page(STATEMENT, "/ar/statements/نداء/"), "<html lang=\"ar\" dir=\"rtl\" data-zero=\"٠\">");
    has(&page(STATEMENT, "/statements/call/"), "<html lang=\"en\" dir=\"ltr\">");
}

#[test]
fn a_latin_hashtag_keeps_its_sign_in_front() {
    has(&page(STATEMENT, "/ar/statements/نداء/"), "الوسم <bdi>#FreeThemAll</bdi>، ونقول");
    let english = STATEMENT.replace("1. One.", "See #FreeThemAll, or write to ana@example.org.");
    has(&page(&english, "/statements/call/"), "See #FreeThemAll, or");
}

#[test]
fn notes_are_numbered_in_the_languages_digits() {
    let arabic = page(STATEMENT, "/ar/statements/نداء/");
    has(&arabic, "<a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">١</a>");
    has(&arabic, "العودة إلى النص ١\">↩</a>");
    has(&page(STATEMENT, "/statements/call/"), "role=\"doc-noteref\">1</a>");
}

#[test]
fn parts_are_joined_by_the_languages_comma() {
    let arabic = page(STATEMENT, "/ar/statements/نداء/");
    has(&arabic, "<strong><bdi>Ana</bdi></strong>، <span>كاتبة، Casa</span>");
    has(&arabic, "<cite><bdi>مريم</bdi></cite>، محامية");
    has(&arabic, "UN، بتاريخ ٢٠١٨");
    has(&arabic, "IDC (٢٠١٨)، UN");
    has(&page(STATEMENT, "/statements/call/"), "IDC (2018), UN");
}

#[test]
fn shares_and_money_read_from_right_to_left_without_falling_apart() {
    let arabic = Formatter::new("ar-u-nu-arab");
    let amount = |value, unit| arabic.amount(&Amount::parse(value).expect("a number"), Unit::parse(unit));
    assert_eq!(amount("97", "%"), "٩٧٪\u{61c}");
    assert_eq!(amount("36", "USD"), "\u{200f}٣٦\u{a0}US$\u{200e}");
    assert_eq!(arabic.digits(2019), "٢٠١٩");
    assert_eq!(arabic.number(1_778), "١٬٧٧٨");
    let english = Formatter::new("en");
    assert_eq!(english.digits(2019), "2019");
    assert_eq!(english.amount(&Amount::parse("97").expect("a number"), Unit::Percent), "97%");
}

#[test]
fn counts_take_all_six_forms_of_arabic() {
    let formatter = Formatter::new("ar");
    let forms: Vec<_> = [0, 1, 2, 3, 11, 100].map(|number| formatter.plural(number)).into();
    assert_eq!(forms, ["zero", "one", "two", "few", "many", "other"]);
    let strings: toml::Table = include_str!("../../themes/plaza/strings/ar.toml").parse().expect("TOML");
    let counts = strings["count"].as_table().expect("a table");
    for (key, phrase) in counts {
        let phrase = phrase.as_table().expect("forms");
        assert!(forms.iter().all(|form| phrase.contains_key(*form)), "{key}");
    }
}

#[test]
fn the_switcher_says_in_which_language_the_page_is_that_it_leads_to() {
    let files = format!(
        "{STATEMENT}--- content/statements/more.md\n+++\ntitle = \"More\"\ndate = 2019-01-01\nregions = [\"global\"]\n+++\nText."
    );
    has(
        &page(&files, "/statements/more/"),
        "<a href=\"/statements/more/\" hreflang=\"en\"><span lang=\"ar\" dir=\"rtl\">العربية</span> <small>(not yet translated)</small></a>",
    );
    has(
        &page(&files, "/statements/call/"),
        "hreflang=\"ar\"><span lang=\"ar\" dir=\"rtl\">العربية</span></a>",
    );
}

#[test]
fn sides_of_the_theme_follow_the_script() {
    let style = include_str!("../../themes/plaza/static/style.css");
    let physical =
        ["margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right"];
    let alone = [" left:", " right:", "float:", "text-align: left", "text-align: right"];
    for line in style.lines().filter(|line| !line.starts_with("pre {")) {
        let found = physical.iter().chain(&alone).find(|property| line.contains(*property));
        assert!(found.is_none(), "{found:?} in {line}");
    }
}
