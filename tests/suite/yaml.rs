//! YAML front matter: it says what TOML says, and its mistakes are named in the same places and words.

use altavoz::content::Parsed;
use altavoz::parse::Shelves;
use insta::assert_snapshot;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::said::{said, said_in_words, said_of, sources};

fn page(front: &str) -> String {
    format!("--- content/about.md\n---\n{front}---\nText.\n")
}

#[test]
fn a_file_may_begin_with_yaml() {
    assert_snapshot!(said(&page("title: About\nsubtitle: 'It''s us'\n# a comment\ntopics:\n- one\n- two\n")), @"
    term/no-label at content/about.md:6:3
    term/no-label at content/about.md:7:3
    ");
}

#[test]
fn a_misspelt_key_is_named_once_with_the_one_that_was_meant() {
    assert_snapshot!(said_in_words(&page("titel: About\n")), @"
    front-matter/unknown-key at content/about.md:2:1: there is no field `titel` here
      did you mean `title`?
    ");
}

#[test]
fn a_wrong_type_is_shown_at_the_value() {
    assert_snapshot!(said_in_words(&page("title: 7\ndraft: no\nweight: heavy\ntopics: peace\n")), @"
    front-matter/wrong-type at content/about.md:2:8: this should be text between quotation marks, but it is a whole number
    front-matter/wrong-type at content/about.md:3:8: this should be `true` or `false`, but it is text
    front-matter/wrong-type at content/about.md:4:9: this should be a whole number, but it is text
    front-matter/wrong-type at content/about.md:5:9: this should be a list between square brackets, but it is text
    ");
}

#[test]
fn norway_is_a_country() {
    let item = "--- content/news/a.md\n---\ntitle: A\ndate: 2026-11-01\ncountries: [NO, XX]\n---\n";
    assert_snapshot!(said(item), @"country/unknown at content/news/a.md:4:17");
}

#[test]
fn a_date_may_have_a_time_as_jekyll_and_hugo_write_it() {
    let dates = [
        "2021-06-12",
        "2021-06-12 10:00:00 -0400",
        "2021-06-12T10:00:00-04:00",
        "2021-06-12 10:00",
        "2021-06-12 9:05:07.123 +01:00",
        "\"2021-06-12\"",
        "2021-06-12T10:00:00.000Z",
        "2021-13-45",
        "12/05/2026",
        "2021-06-12 25:00:00",
    ];
    let item = |date| format!("--- content/news/a.md\n---\ntitle: A\ndate: {date}\nregions: [global]\n---\n");
    let lines: Vec<String> = dates.iter().map(|date| format!("{date}: {}", said(&item(date)))).collect();
    assert_snapshot!(lines.join("\n"), @r#"
    2021-06-12: nothing
    2021-06-12 10:00:00 -0400: nothing
    2021-06-12T10:00:00-04:00: nothing
    2021-06-12 10:00: nothing
    2021-06-12 9:05:07.123 +01:00: nothing
    "2021-06-12": nothing
    2021-06-12T10:00:00.000Z: nothing
    2021-13-45: front-matter/impossible-date at content/news/a.md:3:7
    12/05/2026: front-matter/impossible-date at content/news/a.md:3:7
    2021-06-12 25:00:00: front-matter/impossible-date at content/news/a.md:3:7
    "#);
    let lines: Vec<String> = dates
        .iter()
        .map(|date| {
            let item = format!("---\ntitle: A\npublish: {date}\n---\n");
            let ((parsed, said), _) =
                altavoz::parse::parse(&sources(&format!("--- content/a.md\n{item}")), &Shelves::default());
            let publish = &parsed.documents[0].meta.publish;
            format!(
                "{date}: {:?} {}",
                publish.as_ref().map(|publish| serde_json::to_string(&publish.value)),
                said.len()
            )
        })
        .collect();
    assert_snapshot!(lines.join("\n"), @r#"
    2021-06-12: Some(Ok("\"2021-06-12\"")) 0
    2021-06-12 10:00:00 -0400: Some(Ok("\"2021-06-12T14:00:00Z\"")) 0
    2021-06-12T10:00:00-04:00: Some(Ok("\"2021-06-12T14:00:00Z\"")) 0
    2021-06-12 10:00: Some(Ok("\"2021-06-12T10:00:00\"")) 0
    2021-06-12 9:05:07.123 +01:00: Some(Ok("\"2021-06-12T08:05:07.123Z\"")) 0
    "2021-06-12": Some(Ok("\"2021-06-12\"")) 0
    2021-06-12T10:00:00.000Z: Some(Ok("\"2021-06-12T10:00:00Z\"")) 0
    2021-13-45: None 1
    12/05/2026: None 1
    2021-06-12 25:00:00: None 1
    "#);
}

#[test]
fn a_colon_in_a_title_wants_quotation_marks_and_hides_nothing() {
    assert_snapshot!(said_in_words(&page("title: Now: open the doors\nsubtitle: \"Why: \\\"now\\\"\"\nwight: 1\n")), @r#"
    front-matter/unquoted at content/about.md:2:8: this text should stand between straight quotation marks
      put quotes round it: write "Now: open the doors", with " and not with “ or «
    front-matter/unknown-key at content/about.md:4:1: there is no field `wight` here
      did you mean `weight`?
    "#);
}

#[test]
fn texts_that_begin_with_a_sign_want_quotation_marks() {
    let signs = "title: *Important* news\nsubtitle: @home\nsummary: !Alto!\nintro: `code`\nslug: %a\ntranslate_note: [Press] Doors\n";
    assert_snapshot!(said(&page(signs)), @"
    front-matter/unquoted at content/about.md:2:8
    front-matter/unquoted at content/about.md:3:11
    front-matter/unquoted at content/about.md:4:10
    front-matter/unquoted at content/about.md:5:8
    front-matter/unquoted at content/about.md:6:7
    front-matter/unquoted at content/about.md:7:17
    ");
}

#[test]
fn every_mistake_is_named_where_it_stands() {
    let front = "title: \"About\nsubtitle: 'it's'\nsummary \"x\"\nintro = \"y\"\nslug:about\ntopics: [a, b\nimage: {src: a.svg\ntoc: 1\n";
    assert_snapshot!(said_in_words(&page(front)), @r#"
    front-matter/syntax at content/about.md:2:8: this line cannot be read: a text has no closing quotation mark
    front-matter/syntax at content/about.md:3:11: this line cannot be read: there is something behind the closing quotation mark; put the other kind of quotation marks, `"` or `'`, round the whole text
    front-matter/syntax at content/about.md:4:1: this line cannot be read: there is no `key: value` here; a text over many lines is indented under its key
    front-matter/syntax at content/about.md:5:1: this line cannot be read: between `---` lines, write `key: value` and not `key = value`
    front-matter/syntax at content/about.md:6:6: this line cannot be read: a space is missing behind the colon
    front-matter/syntax at content/about.md:7:9: this line cannot be read: a list needs commas between its entries and a `]` at its end
    front-matter/syntax at content/about.md:8:8: this line cannot be read: a table needs commas between its fields and a brace at its end
    front-matter/wrong-type at content/about.md:9:6: this should be `true` or `false`, but it is a whole number
    "#);
}

#[test]
fn tabs_and_crooked_lines_are_named() {
    assert_snapshot!(said_in_words(&page("title: About\nimage:\n\tsrc: a.svg\ntoc: 1\n")), @"
    front-matter/syntax at content/about.md:4:1: this line cannot be read: the line begins with a tab; use spaces
    front-matter/wrong-type at content/about.md:5:6: this should be `true` or `false`, but it is a whole number
    ");
    assert_snapshot!(said_in_words(&page("title: About\n subtitle: Who\ntoc: 1\n")), @"
    front-matter/syntax at content/about.md:3:10: this line cannot be read: check quotation marks and brackets, and that lines which belong together begin at the same column
    front-matter/wrong-type at content/about.md:4:6: this should be `true` or `false`, but it is a whole number
    ");
    assert_snapshot!(said_in_words(&page("title: About\nsummary: one\ntwo three\ntoc: 1\n")), @"
    front-matter/syntax at content/about.md:4:1: this line cannot be read: there is no `key: value` here; a text over many lines is indented under its key
    front-matter/wrong-type at content/about.md:5:6: this should be `true` or `false`, but it is a whole number
    ");
}

#[test]
fn mistakes_inside_a_list_leave_the_rest_of_it() {
    let front = "title: A\ncontacts:\n  - name: Ana: press\n    role: Speaker\n  - name: Eva\n    rol: Lawyer\n  - name: \"Ida\n";
    assert_snapshot!(said(&page(front)), @"
    front-matter/unquoted at content/about.md:4:11
    front-matter/unknown-key at content/about.md:7:5
    front-matter/syntax at content/about.md:8:11
    ");
}

#[test]
fn a_key_that_is_there_twice_is_named_with_the_first() {
    assert_snapshot!(said(&page("title: A\ntitle: B\nimage: {src: a.svg, src: b.svg, alt: x}\n")), @"
    front-matter/duplicate-key at content/about.md:3:1 (first at 2:1)
    media/missing at content/about.md:4:14
    front-matter/duplicate-key at content/about.md:4:21 (first at 4:9)
    ");
}

#[test]
fn a_hashtag_that_becomes_a_comment_is_pointed_out() {
    assert_snapshot!(said_in_words(&page("title: We ask #FreeThemAll  \ntopics: #Now\n# comment\nslug: a # why\n")), @r#"
    front-matter/hash-comment at content/about.md:2:15: `#FreeThemAll` is not read: between `---` lines, `#` begins a comment
      put quotes round the whole text: `"… #FreeThemAll"`
    front-matter/hash-comment at content/about.md:3:9: `#Now` is not read: between `---` lines, `#` begins a comment
      put quotes round the whole text: `"… #FreeThemAll"`
    "#);
}

#[test]
fn what_repeats_itself_is_refused_and_not_repeated() {
    let front = "title: A\nextra:\n  a: &a [x, x]\n  b: &b [*a, *a]\nsummary: *b\n<<: *a\n";
    assert_snapshot!(said_in_words(&page(front)), @r#"
    front-matter/syntax at content/about.md:5:6: this line cannot be read: `*` and `&`, which repeat a value, are not understood here; write the value out
    front-matter/unquoted at content/about.md:6:10: this text should stand between straight quotation marks
      put quotes round it: write "*b", with " and not with “ or «
    front-matter/unquoted at content/about.md:7:5: this text should stand between straight quotation marks
      put quotes round it: write "*a", with " and not with “ or «
    "#);
}

#[test]
fn deep_lists_end_somewhere() {
    let deep = format!("title: A\nextra:\n  a: {}{}\n", "[".repeat(5000), "]".repeat(5000));
    assert_snapshot!(said(&page(&deep)), @"front-matter/syntax at content/about.md:4:6");
    let deep = (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<Vec<_>>().concat();
    assert_snapshot!(said(&page(&format!("title: A\nextra:\n a:\n{deep}"))), @"front-matter/syntax at content/about.md:70:66");
}

#[test]
fn what_is_empty_is_not_set() {
    assert_snapshot!(said(&page("title: A\nsubtitle:\nsummary: ~\nimage: null\ntopics: [a, , b]\n")), @"front-matter/syntax at content/about.md:6:9");
    assert_snapshot!(said(&page("title: A\nsubtitle:\ntopics:\n-\n- b\n")), @"
    front-matter/no-value at content/about.md:5:2
    term/no-label at content/about.md:6:3
    ");
    assert_snapshot!(said("--- content/about.md\n---\n---\nText.\n"), @"front-matter/missing-field at content/about.md:1:1");
    assert_snapshot!(said("--- content/about.md\n---\n# nothing\n---\nText.\n"), @"front-matter/missing-field at content/about.md:1:1");
}

#[test]
fn numbers_beyond_all_numbers_are_named() {
    assert_snapshot!(said(&page("title: A\nweight: 99999999999999999999\nextra: {a: .inf, b: 0x1F, c: 1e999}\n")), @"
    front-matter/number-range at content/about.md:3:9
    front-matter/number-range at content/about.md:4:12
    front-matter/number-range at content/about.md:4:30
    ");
}

#[test]
fn a_byte_order_mark_and_windows_lines_keep_true_columns() {
    let file = "\u{feff}---\r\ntitle: Ñandú 🦤\r\ndraft: 1\r\nsummary: |\r\n  one\r\n  [email\u{a0}protected]\r\nimage: { src: 7 }\r\n---\r\nText\r\n";
    assert_snapshot!(said_of(&[("content/a.md", file.as_bytes())]), @"
    front-matter/wrong-type at content/a.md:3:8
    text/email-artefact at content/a.md:6:3
    media/alt-missing at content/a.md:7:1
    front-matter/wrong-type at content/a.md:7:15
    ");
}

#[test]
fn a_block_of_text_keeps_its_lines() {
    let front = "title: >-\n  Open\n  the doors\nsummary: |\n  one\n   two\n\n";
    let ((parsed, _), _) = altavoz::parse::parse(&sources(&page(front)), &Shelves::default());
    let meta = &parsed.documents[0].meta;
    assert_eq!(meta.title.as_ref().map(|title| title.value.as_str()), Some("Open the doors"));
    assert_eq!(meta.summary.as_ref().map(|summary| summary.value.as_str()), Some("one\n two\n"));
}

#[test]
fn a_line_across_stays_a_line_across() {
    let bare = [
        "---\n\nAnd so: on.\n",
        "---\n\n# Title\n\nNote: this\n\n---\n",
        "---\nSome words\n---\n",
        "---\n\n- a: list\n\n---\n# T\n",
        "***\ntitle: x\n***\n",
        "----\ntitle: x\n----\n",
    ];
    for text in bare {
        let ((parsed, _), _) =
            altavoz::parse::parse(&sources(&format!("--- content/a.md\n{text}")), &Shelves::default());
        assert!(parsed.documents[0].keys.is_empty() && !parsed.documents[0].broken, "{text:?}");
    }
}

#[test]
fn front_matter_that_never_closes_is_shown_at_its_beginning() {
    assert_snapshot!(said_in_words("--- content/about.md\n---\ntitle: A\n\nText\n"), @"
    front-matter/unclosed at content/about.md:1:1: the front matter begins here and does not end
      put a line with `---` alone behind the last field
    ");
}

#[test]
fn three_dots_may_close_it_and_json_is_yaml() {
    assert_snapshot!(said("--- content/about.md\n---\ntitle: A\ndraft: 1\n...\nText\n"), @"front-matter/wrong-type at content/about.md:3:8");
    assert_snapshot!(said(&page("{ \"title\": \"A\",\n\t\"draft\": 1 }\n")), @"front-matter/wrong-type at content/about.md:3:11");
}

#[test]
fn a_translation_may_be_written_in_the_other_format() {
    let files = "--- content/a.md\n+++\ntitle = \"A\"\nsummary = \"S\"\n+++\n\
                 --- content/a.es.md\n---\ntitle: Á\ndate: 2026-01-01\n---\n";
    assert_snapshot!(said(files), @"
    translation/missing-text at content/a.es.md:1:1
    translation/not-text at content/a.es.md:3:1
    ");
}

/// A value as TOML and as YAML.
fn value() -> impl Strategy<Value = (String, String)> {
    let same = |text: String| (text.clone(), text);
    let text = "[A-Za-z0-9 :#áñ’“{}\\[\\]@*&!|>%,'-]{0,12}".prop_map(|text| format!("\"{text}\""));
    let plain = prop_oneof![
        text,
        (-99i64..3000).prop_map(|number| number.to_string()),
        "[0-9]{1,3}\\.[0-9]{1,2}"
            .prop_map(|number| number.trim_start_matches('0').to_owned())
            .prop_filter("a digit before the point", |number| !number.starts_with('.')),
        Just("true".to_owned()),
        Just("2026-11-01".to_owned()),
        Just("2026-11-01T09:00:00-06:00".to_owned()),
        prop_oneof![Just("\"MX\""), Just("\"NO\""), Just("\"news/hearing\""), Just("\"main\"")]
            .prop_map(str::to_owned),
    ];
    plain.prop_map(same).prop_recursive(3, 12, 4, |inner| {
        let list = vec(inner.clone(), 0..4).prop_map(|items| {
            let (toml, yaml): (Vec<_>, Vec<_>) = items.into_iter().unzip();
            (format!("[{}]", toml.join(", ")), format!("[{}]", yaml.join(", ")))
        });
        let table = proptest::collection::btree_map(key(), inner, 0..4).prop_map(|entries| {
            let toml: Vec<_> = entries.iter().map(|(key, (toml, _))| format!("{key} = {toml}")).collect();
            let yaml: Vec<_> = entries.iter().map(|(key, (_, yaml))| format!("{key}: {yaml}")).collect();
            (format!("{{{}}}", toml.join(", ")), format!("{{{}}}", yaml.join(", ")))
        });
        prop_oneof![list, table]
    })
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}",
        "title|date|draft|topics|countries|image|contacts|weight|menu|slug|publish|extra|name|src|alt|email"
    ]
    .prop_filter("a word of YAML", |key| !["true", "false", "null"].contains(&key.as_str()))
}

fn parsed(file: &str) -> (Parsed, Vec<String>) {
    let sources = sources(file);
    let ((parsed, _), _) = altavoz::parse::parse(&sources, &Shelves::default());
    // The columns differ by the space before an equals sign.
    let lines = said(file)
        .lines()
        .map(|line| line.rsplit_once(':').map_or(line, |(place, _)| place).to_owned())
        .collect();
    (parsed, lines)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_same_record_in_both_formats_is_the_same_document(entries in vec((key(), value()), 0..8)) {
        let toml: Vec<_> = entries.iter().map(|(key, (toml, _))| format!("{key} = {toml}\n")).collect();
        let yaml: Vec<_> = entries.iter().map(|(key, (_, yaml))| format!("{key}: {yaml}\n")).collect();
        let (toml, said_of_toml) = parsed(&format!("--- content/a.md\n+++\n{}+++\nText.\n", toml.concat()));
        let (yaml, said_of_yaml) = parsed(&format!("--- content/a.md\n---\n{}---\nText.\n", yaml.concat()));
        prop_assert_eq!(said_of_toml, said_of_yaml);
        let (toml, yaml) = (&toml.documents[0], &yaml.documents[0]);
        prop_assert_eq!(&toml.meta, &yaml.meta);
        prop_assert_eq!(&toml.own, &yaml.own);
        prop_assert_eq!(&toml.keys, &yaml.keys);
    }

    #[test]
    fn no_text_between_the_lines_makes_it_stumble(front in "(([a-z]{1,3}:? ?|- | {1,3}|\t|#|\"|'|\\[|\\]|\\{|\\}|\\*|&|!|\\||>|\r?\n|ñ|🦤|,|\\?|%){0,40}\n)?") {
        let file = format!("--- content/a.md\n---\ntitle: A\n{front}---\nText.\n");
        let sources = sources(&file);
        let ((_, said), _) = altavoz::parse::parse(&sources, &Shelves::default());
        for found in &said {
            let text = sources.by_id(found.span.source).expect("a file").text().expect("UTF-8");
            prop_assert!(text.get(found.span.start as usize..found.span.end as usize).is_some(), "{:?}", found);
        }
    }
}
