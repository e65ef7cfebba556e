//! What is said of front matter that could be better: each mistake once, at its place.

use std::sync::Arc;

use altavoz::content::Document;
use altavoz::parse::Shelves;
use insta::{assert_debug_snapshot, assert_snapshot};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::said::{own, said, said_alone, said_in_words, said_of, sources};

#[test]
fn a_page_without_front_matter_is_fine() {
    assert_snapshot!(said("--- content/about.md\n# About\nWe are people.\n"), @"nothing");
}

#[test]
fn a_page_without_front_matter_and_heading_has_no_title() {
    assert_snapshot!(said("--- content/about.md\nWe are people.\n"), @"front-matter/missing-field at content/about.md:1:1");
}

#[test]
fn an_empty_file_has_no_title() {
    assert_snapshot!(said("--- content/about.md\n"), @"front-matter/missing-field at content/about.md:1:1");
}

#[test]
fn a_misspelt_key_is_named_once_with_the_one_that_was_meant() {
    assert_snapshot!(said_in_words("--- content/about.md\n+++\ntitel = \"About\"\n+++\n"), @"
    front-matter/unknown-key at content/about.md:2:1: there is no field `titel` here
      did you mean `title`?
    ");
}

#[test]
fn an_unknown_key_is_kept_where_the_site_keeps_them() {
    let files = "--- config.toml\ntitle = \"Test\"\nbase_url = \"https://example.org\"\n\
                 [front_matter]\nunknown = \"keep\"\n\
                 --- content/about.md\n+++\ntitle = \"About\"\nlayout = \"wide\"\n[extra]\nmine = 1\n+++\n";
    assert_snapshot!(said(files), @"nothing");
}

#[test]
fn a_wrong_type_is_shown_at_the_value() {
    assert_snapshot!(said_in_words("--- content/about.md\n+++\ntitle = 7\ndraft = \"no\"\n+++\n"), @"
    front-matter/wrong-type at content/about.md:2:9: this should be text between quotation marks, but it is a whole number
    front-matter/wrong-type at content/about.md:3:9: this should be `true` or `false`, but it is text
    ");
}

#[test]
fn an_impossible_date_has_its_own_code_and_is_not_missing_as_well() {
    let file =
        "--- content/statements/a.md\n+++\ntitle = \"A\"\ndate = 2026-13-45\nregions = [\"global\"]\n+++\n";
    assert_snapshot!(said_in_words(file), @"
    front-matter/impossible-date at content/statements/a.md:3:8: `2026-13-45` is not a date that exists
      write year-month-day: `2026-11-30`
    ");
}

#[test]
fn a_date_in_another_order_is_an_impossible_date() {
    let file =
        "--- content/statements/a.md\n+++\ntitle = \"A\"\ndate = 12/05/2026\nregions = [\"global\"]\n+++\n";
    assert_snapshot!(said(file), @"front-matter/impossible-date at content/statements/a.md:3:8");
}

#[test]
fn a_missing_title_is_shown_at_the_opening() {
    assert_snapshot!(said_in_words("--- content/about.md\n+++\nsubtitle = \"Who we are\"\n+++\n"), @"front-matter/missing-field at content/about.md:1:1: the field `title` is missing");
}

#[test]
fn a_news_item_needs_a_date_and_a_place() {
    assert_snapshot!(said_in_words("--- content/news/a.md\n+++\ntitle = \"A\"\n+++\n"), @"
    front-matter/missing-field at content/news/a.md:1:1: the field `date` is missing
    front-matter/missing-field at content/news/a.md:1:1: the field `regions` is missing
    ");
}

#[test]
fn a_file_is_dated_by_its_name() {
    let item = "+++\ntitle = \"A\"\nregions = [\"global\"]\n+++\n";
    let files = format!(
        "--- content/news/2021-06-12-hearing.md\n{item}\
         --- content/news/2021-06-12-talks/index.md\n{item}\
         --- content/news/2021-02-30-vote.md\n{item}"
    );
    assert_snapshot!(said(&files), @"front-matter/impossible-date at content/news/2021-02-30-vote.md:1:1");
}

#[test]
fn an_unknown_country_and_region_are_named_where_they_stand() {
    let file = "--- content/news/a.md\n+++\ntitle = \"A\"\ndate = 2026-11-01\n\
                countries = [\"MX\", \"XX\"]\nregions = [\"global\", \"amercas\"]\n+++\n";
    assert_snapshot!(said_in_words(file), @"
    country/unknown at content/news/a.md:4:20: `XX` is not a country
      use the two capital letters of ISO 3166-1: `MX`, `GT`, `US`
    region/unknown at content/news/a.md:5:22: `amercas` is not one of the site's regions
      did you mean `americas`?
    ");
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_read() {
    let file = "--- content/about.md\n+++\ntitle = \"About\ndraft = \"no\"\nsubtitle = unquoted\n+++\n";
    assert_snapshot!(said_in_words(file), @r#"
    front-matter/syntax at content/about.md:2:15: this line cannot be read: a text has no closing quotation mark
    front-matter/wrong-type at content/about.md:3:9: this should be `true` or `false`, but it is text
    front-matter/unquoted at content/about.md:4:12: this text should stand between straight quotation marks
      put quotes round it: write "unquoted", with " and not with “ or «
    "#);
}

#[test]
fn a_line_without_an_equals_sign_does_not_hide_what_follows() {
    let file = "--- content/about.md\n+++\ntitle \"About\"\ntoc = 1\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/syntax at content/about.md:2:7
    front-matter/wrong-type at content/about.md:3:7
    ");
}

#[test]
fn a_yaml_habit_does_not_hide_what_follows() {
    let file = "--- content/about.md\n+++\ntitle: \"About\"\nsummary: Who we are\ntoc = 1\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/syntax at content/about.md:2:6
    front-matter/syntax at content/about.md:3:8
    front-matter/wrong-type at content/about.md:4:7
    ");
}

#[test]
fn an_array_that_never_closes_is_one_mistake() {
    let file = "--- content/about.md\n+++\ntopics = [\"a\", \"b\"\ntitle = \"About\"\ndraft = 1\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/syntax at content/about.md:2:19
    front-matter/wrong-type at content/about.md:4:9
    ");
}

#[test]
fn a_string_that_never_closes_is_one_mistake() {
    let file = "--- content/about.md\n+++\ntitle = \"About\"\nsummary = \"\"\"\nlong\ndraft = 1\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/syntax at content/about.md:3:11
    front-matter/wrong-type at content/about.md:5:9
    ");
}

#[test]
fn a_header_that_never_closes_takes_its_keys_with_it() {
    let file =
        "--- content/about.md\n+++\ntitle = \"About\"\n[extra\nmine = 1\n[image]\nsrc = \"a.svg\"\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/syntax at content/about.md:3:7
    media/alt-missing at content/about.md:5:2
    media/missing at content/about.md:6:7
    ");
}

#[test]
fn a_text_over_many_lines_may_look_like_keys() {
    let file = "--- content/about.md\n+++\ntitle = \"About\nsummary = \"\"\"\ntoc = 1\n[a]\n\"\"\"\n+++\n";
    assert_snapshot!(said(file), @"front-matter/syntax at content/about.md:2:15");
}

#[test]
fn a_key_that_is_there_twice_is_named_with_the_first() {
    assert_snapshot!(said("--- content/about.md\n+++\ntitle = \"A\"\ntitle = \"B\"\n+++\n"), @"front-matter/duplicate-key at content/about.md:3:1 (first at 2:1)");
}

#[test]
fn a_number_beyond_all_numbers_is_named() {
    assert_snapshot!(said("--- content/about.md\n+++\ntitle = \"A\"\nweight = 99999999999999999999\n+++\n"), @"front-matter/number-range at content/about.md:3:10");
}

#[test]
fn front_matter_that_never_closes_is_shown_at_its_beginning() {
    assert_snapshot!(said_in_words("--- content/about.md\n+++\ntitle = \"A\"\n\nText\n"), @"
    front-matter/unclosed at content/about.md:1:1: the front matter begins here and does not end
      put a line with `+++` alone behind the last field
    ");
}

#[test]
fn a_line_across_is_no_yaml() {
    assert_snapshot!(said("--- content/about.md\n---\n\nAnd so: on.\n"), @"front-matter/missing-field at content/about.md:1:1");
}

#[test]
fn a_byte_order_mark_and_windows_lines_keep_true_columns() {
    let file = "\u{feff}+++\r\ntitle = \"A\"\r\ndraft = 1\r\n+++\r\n";
    assert_snapshot!(said_of(&[("content/a.md", file.as_bytes())]), @"front-matter/wrong-type at content/a.md:3:9");
    let file = "\u{feff}# A\r\n";
    assert_snapshot!(said_of(&[("content/a.md", file.as_bytes())]), @"nothing");
}

#[test]
fn a_file_that_is_not_text_is_named_at_its_first_wrong_byte() {
    let files: [(&str, &[u8]); 3] = [
        ("content/latin.md", b"+++\ntitle = \"Ni\xf1ez\"\n+++\n"),
        ("content/nul.md", b"# A\nzero \0 here"),
        ("content/both.md", b"# \0 \xff"),
    ];
    assert_snapshot!(said_of(&files), @"
    source/nul at content/both.md:1:3
    source/not-utf8 at content/latin.md:2:12
    source/nul at content/nul.md:2:6
    ");
}

#[test]
fn a_language_that_the_site_does_not_have_is_missing() {
    let files = "--- content/about.md\n# About\n--- content/about.fr.md\n# À propos\n\
                 --- content/v1.2.md\n# Version\n--- content/about.ES.md\n# Acerca\n";
    assert_snapshot!(said_in_words(files), @"
    language/missing at content/about.ES.md:1:1: this file is named for the language `ES`, which the site does not have
      the site has `es`: rename the file
    language/missing at content/about.fr.md:1:1: this file is named for the language `fr`, which the site does not have
      add `[languages.fr]` to config.toml, or rename the file
    ");
}

#[test]
fn an_address_word_has_letters_and_stays_inside() {
    let files = "--- content/a.md\n+++\ntitle = \"A\"\nslug = \"../x\"\naliases = [\"/../b/\", \"https://c.org\", \"/old/\"]\n+++\n\
                 --- content/---.md\n# B\n\
                 --- content/b.md\n+++\ntitle = \"B\"\nslug = \"!\"\n+++\n";
    assert_snapshot!(said(files), @"
    slug/empty at content/---.md:1:1
    address/outside at content/a.md:3:8
    address/outside at content/a.md:4:12
    address/outside at content/a.md:4:22
    slug/empty at content/b.md:3:8
    ");
}

#[test]
fn traces_of_a_mail_obfuscator_and_hidden_characters_are_found() {
    let file = "--- content/a.md\n+++\ntitle = \"A \\u202E B\"\n\
                summary = \"Write to [email\u{a0}protected] now\"\n\
                subtitle = \"a\u{202e}b\"\n+++\n";
    assert_snapshot!(said(file), @"
    text/control-character at content/a.md:2:9
    text/email-artefact at content/a.md:3:21
    text/control-character at content/a.md:4:14
    ");
}

#[test]
fn what_is_hidden_or_set_aside_is_not_read() {
    let files =
        "--- content/_drafts/a.md\n+++\nbroken\n--- content/.trash/b.md\n+++\n--- content/news/_c.md\n+++\n";
    assert_snapshot!(said(files), @"nothing");
}

#[test]
fn times_that_contradict_each_other_are_shown_together() {
    let file =
        "--- content/a.md\n+++\ntitle = \"A\"\npublish = 2026-05-02T09:00:00\nexpires = 2026-05-02\n+++\n";
    assert_snapshot!(said(file), @"time/expires-before-publish at content/a.md:4:11 (publish at 3:11)");
}

#[test]
fn fields_that_several_kinds_have_are_checked() {
    let file = "--- content/news/a.md\n+++\ntitle = \"A\"\ndate = 2026-11-01\nregions = [\"global\"]\n\
        translate_priority = 9\nhashtags = [\"two words\"]\n\
        image = { src = \"a.svg\" }\n\
        contacts = [{ name = \"Ana\", email = \"ana at example.org\" }, { role = \"Press\" }]\n\
        attachments = [{ title = \"Both\", file = \"a.pdf\", url = \"https://example.org\", lang = \"xx\" }, { title = \"None\" }]\n\
        references = [{ title = \"B\", url = \"www.example.org\" }]\n\
        event = { name = \"E\", start = 2026-05-02, end = 2026-05-01, attendees = -3 }\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/out-of-range at content/news/a.md:5:22
    hashtag/shape at content/news/a.md:6:13
    media/alt-missing at content/news/a.md:7:1
    media/missing at content/news/a.md:7:17
    email/shape at content/news/a.md:8:37
    front-matter/missing-field at content/news/a.md:8:61
    attachment/file-or-url at content/news/a.md:9:16
    link/broken at content/news/a.md:9:41
    language/tag at content/news/a.md:9:79
    attachment/file-or-url at content/news/a.md:9:94
    url/shape at content/news/a.md:10:36
    event/ends-before-start at content/news/a.md:11:49 (start at 11:31)
    front-matter/negative at content/news/a.md:11:73
    ");
}

#[test]
fn a_publication_has_numbers_that_fit() {
    let file = "--- content/publications/a.md\n+++\ntitle = \"A\"\nisbn = \"978-3-16-148410-1\"\ndoi = \"https://doi.org/10.1/x\"\n\
        type = \"repport\"\nlanguages = [\"en\", \"english\"]\nyear = 26\nurl = \"ftp://example.org\"\n+++\n\
        --- content/publications/b.md\n+++\ntitle = \"B\"\nisbn = \"0-306-40615-2\"\ndoi = \"10.1234/x\"\n+++\n";
    assert_snapshot!(said(file), @"
    isbn/check-digit at content/publications/a.md:3:8
    doi/shape at content/publications/a.md:4:1
    vocabulary/unknown-term at content/publications/a.md:5:8
    language/tag at content/publications/a.md:6:20
    front-matter/out-of-range at content/publications/a.md:7:8
    url/shape at content/publications/a.md:8:7
    ");
}

#[test]
fn an_allow_drops_what_it_names_and_is_named_when_it_is_for_nothing() {
    let file = "--- content/a.md\n+++\ntitle = \"A\"\nslug = \"!\"\nsummary = \"[email protected]\"\n\
        allow = [{ rule = \"text/email-artefact\", reason = \"about it\" }, { rule = \"slug/empty\", reason = \"x\" }, \
        { rule = \"practice/stale\", reason = \"x\" }]\n+++\n";
    assert_snapshot!(said(file), @"
    slug/empty at content/a.md:3:8
    allow/not-allowed at content/a.md:5:74
    allow/unused at content/a.md:5:113
    ");
}

#[test]
fn the_index_of_a_section_needs_no_title() {
    let files = "--- content/news/_index.md\n+++\nintro = \"News\"\n+++\n\
                 --- content/_index.md\n+++\nsummary = \"x\"\n+++\n\
                 --- content/guide/_index.md\n+++\nintro = \"Guide\"\n+++\n";
    assert_snapshot!(said(files), @"front-matter/missing-field at content/guide/_index.md:1:1");
}

/// Every document as its path says: kind, role, item, language, name and day.
fn names(paths: &[&str]) -> String {
    let files: Vec<_> = paths.iter().map(|path| format!("--- content/{path}\n# A\n")).collect();
    let sources = sources(&files.concat());
    let ((parsed, _), _) = altavoz::parse::parse(&sources, &Shelves::default());
    let name = |document: &Arc<Document>| {
        let Document { item, lang, kind, role, name, in_folder, .. } = &**document;
        let folder = if *in_folder { " in a folder" } else { "" };
        format!("{}: {} {role:?} `{item}` {lang} `{name}`{folder}", document.source.path, kind.name())
    };
    parsed.documents.iter().map(name).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_path_says_what_a_file_is() {
    let paths = [
        "_index.md",
        "_index.es.md",
        "about.md",
        "news/_index.es.md",
        "news/hearing.es.md",
        "news/2021-06-12-hearing.md",
        "news/2021/talks/index.md",
        "news/2021/talks/index.es.md",
        "news/2021-06-12.md",
        "v1.2.md",
        "guide/index.md",
        "guide/start.md",
        "guide/deeper/index.md",
        "alone/index.md",
        "practices/index.md",
    ];
    assert_snapshot!(names(&paths), @"
    content/_index.es.md: page Home `` es ``
    content/_index.md: page Home `` en ``
    content/about.md: page Item `about` en `about`
    content/alone/index.md: page Item `alone` en `alone` in a folder
    content/guide/deeper/index.md: page Item `guide/deeper` en `deeper` in a folder
    content/guide/index.md: page Section `guide` en `guide`
    content/guide/start.md: page Item `guide/start` en `start`
    content/news/2021-06-12-hearing.md: news Item `news/2021-06-12-hearing` en `hearing`
    content/news/2021-06-12.md: news Item `news/2021-06-12` en `2021-06-12`
    content/news/2021/talks/index.es.md: news Item `news/2021/talks` es `talks` in a folder
    content/news/2021/talks/index.md: news Item `news/2021/talks` en `talks` in a folder
    content/news/_index.es.md: news Section `news` es `news`
    content/news/hearing.es.md: news Item `news/hearing` es `hearing`
    content/practices/index.md: practice Section `practices` en `practices`
    content/v1.2.md: page Item `v1.2` en `v1.2`
    ");
}

#[test]
fn the_first_page_of_the_site_may_be_called_index() {
    assert_snapshot!(names(&["index.md", "about/index.md"]), @"
    content/about/index.md: page Item `about` en `about` in a folder
    content/index.md: page Home `` en ``
    ");
}

#[test]
fn an_unchanged_file_is_not_read_again() {
    let files = |body: &str| {
        sources(&format!("--- content/a.md\n+++\ntitel = \"A\"\n+++\n--- content/b.md\n# B\n{body}\n"))
    };
    let mut shelf = Shelves::default();
    let ((first, said), made) = altavoz::parse::parse(&files("one"), &shelf);
    assert_eq!((first.documents.len(), made), (2, 2));
    shelf.turn();
    let ((second, again), made) = altavoz::parse::parse(&files("two"), &shelf);
    assert_eq!((made, again), (1, said));
    assert!(Arc::ptr_eq(&first.documents[0], &second.documents[0]));
    shelf.turn();
    // Another default language is another reading of every file.
    let other = "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org\"\n[languages.es]\n";
    let (_, made) = altavoz::parse::parse(&sources(&format!("{other}--- content/b.md\n# B\n")), &shelf);
    assert_eq!(made, 1);
}

#[test]
fn a_section_that_becomes_an_item_is_read_again() {
    let shelf = &mut Shelves::default();
    let section = "--- content/guide/index.md\n# Guide\n--- content/guide/start.md\n# Start\n";
    altavoz::parse::parse(&sources(section), shelf);
    shelf.turn();
    let ((parsed, _), _) = altavoz::parse::parse(&sources("--- content/guide/index.md\n# Guide\n"), shelf);
    assert!(parsed.documents[0].in_folder);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_front_matter_makes_the_program_fall(lines in vec(line(), 0..12)) {
        let lines = lines.join("\n");
        said_alone(&format!(
            "--- config.toml\n{lines}\n--- content/petitions/a.md\n+++\n{lines}\n+++\n\
             --- content/practices/a.md\n+++\n{lines}\n+++\n"
        ));
    }

    #[test]
    fn every_mistake_in_front_matter_is_inside_the_file(lines in vec(line(), 0..12)) {
        let text = format!("+++\n{}\n+++\n", lines.join("\n"));
        let sources = own(&format!("--- content/news/a.md\n{text}")).collect();
        let ((_, said), _) = altavoz::parse::parse(&sources, &Shelves::default());
        for span in said.iter().skip(1).map(|said| said.span) {
            prop_assert!(text.is_char_boundary(span.start as usize) && span.end as usize <= text.len());
        }
    }
}

/// A line that somebody may have written, or that a slip of the hand has made of it.
fn line() -> impl Strategy<Value = String> {
    let key =
        prop_oneof!["[a-z_]{1,8}", "title|date|cap|outcomes|consent|privacy|updates|languages|regions|menu"];
    let value = prop_oneof![
        "\"[^\"\n]{0,8}\"",
        "[0-9-]{1,10}",
        "\\[[\"a-z, {}=]{0,12}\\]?",
        "\\{[\"a-z, =]{0,12}\\}?",
        "\"\"\"",
        "'''",
        ".{0,6}",
    ];
    prop_oneof![
        4 => (key.clone(), value).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => key.prop_map(|key| format!("[{key}]")),
        1 => "\\[?\\[[a-z.]{0,6}\\]?\\]?",
        1 => ".{0,20}",
    ]
}

#[test]
fn every_mistake_of_a_huge_broken_file_is_found() {
    let broken = "[a\n".repeat(20_000) + &"b = \"x\n".repeat(20_000) + &"c = \"\"\"\n".repeat(20_001);
    let doubled = "d = 1\n".repeat(50_000);
    let deep = format!("e = {}\nf{} = 1\n", "[".repeat(50_000), ".f".repeat(50_000));
    let found = [broken, doubled, deep].map(|text| {
        let sources = own(&format!("--- content/practices/a.md\n+++\n{text}+++\n")).collect();
        altavoz::parse::parse(&sources, &Shelves::default()).0.1.len()
    });
    assert_debug_snapshot!(found, @"
    [
        20001,
        50001,
        3,
    ]
    ");
}
