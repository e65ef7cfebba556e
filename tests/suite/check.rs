//! What the rules of `altavoz check` say and leave unsaid, beside the examples of `docs/checks/`.

use std::fs;
use std::path::Path;

use altavoz::Memo;
use altavoz::base::Diagnostic;
use assert_cmd::Command;
use proptest::prelude::*;

use super::corpus::Folder;

const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://example.org\"\n[languages.en]\n[languages.es]\n";

/// A site with one page in English, and in Spanish if there is a text.
fn site(body: &str, spanish: Option<&str>) -> Folder {
    let mut folder = Folder::default();
    folder.set("config.toml", CONFIG);
    folder.set("content/about.md", &format!("+++\ntitle = \"About\"\n+++\n{body}\n"));
    if let Some(spanish) = spanish {
        folder.set("content/about.es.md", &format!("+++\ntitle = \"Acerca\"\n+++\n{spanish}\n"));
    }
    folder
}

/// What is said of a site: the code, and the words of the file that it points at.
fn said(folder: &Folder) -> Vec<String> {
    let (_, diagnostics) = folder.build(&mut Memo::default());
    diagnostics.iter().map(|found| line(found, folder)).collect()
}

fn line(found: &Diagnostic, folder: &Folder) -> String {
    let sources = folder.sources();
    let source = sources.by_id(found.span.source).expect("a file of the site");
    let words = &source.bytes[found.span.start as usize..found.span.end as usize];
    format!("{}: {}", found.code, String::from_utf8_lossy(words))
}

fn said_of(body: &str) -> Vec<String> {
    said(&site(body, None))
}

fn said_in_spanish(body: &str) -> Vec<String> {
    said(&site("", Some(body)))
}

#[test]
fn terms_are_found_where_readers_read_and_nowhere_else() {
    for (body, found) in [
        ("They are **illegal immigrants**.", "dignity/term: illegal immigrants"),
        ("## Illegal immigrants\n", "dignity/term: Illegal immigrants"),
        ("- one\n- unaccompanied\n  minors\n", "dignity/term: unaccompanied\n  minors"),
        ("| who |\n|---|\n| minors |\n", "dignity/term: minors"),
        ("Text.[^1]\n\n[^1]: About minors.\n", "dignity/term: minors"),
        (":::steps\n- Ask minors.\n:::\n", "dignity/term: minors"),
        ("> [!NOTE]\n> About minors.\n", "dignity/term: minors"),
        ("[The minors of Tapachula](https://example.org)", "dignity/term: minors"),
    ] {
        assert_eq!(said_of(body), [found], "{body}");
    }
    for body in [
        "A minor delay, minor injuries, the minority.",
        "`minors` and\n\n```\nminors\n```\n",
        "> They called us illegal aliens.",
        ":::quote{by=\"Ana\"}\nThey said minors.\n:::\n",
        "They say “illegal aliens”, and \"minors\".",
        "See example.org/minors and #minors.",
        "",
    ] {
        assert_eq!(said_of(body), [""; 0], "{body}");
    }
}

#[test]
fn spanish_terms_leave_other_meanings_alone() {
    for (body, found) in [
        ("Detienen a los menores en el norte.", "dignity/term: menores"),
        ("Los migrantes ilegales.", "dignity/term: migrantes ilegales"),
        ("Una estación migratoria.", "dignity/term: estación migratoria"),
    ] {
        assert_eq!(said_in_spanish(body), [found], "{body}");
    }
    for body in [
        "Las personas menores de edad tienen derechos.",
        "Con menores costos y en menor medida.",
        "«Los menores», dice la ley.",
        "La estación del tren.",
    ] {
        assert_eq!(said_in_spanish(body), [""; 0], "{body}");
    }
}

#[test]
fn texts_of_the_front_matter_are_read_at_their_place() {
    let mut folder = site("", None);
    folder.set(
        "content/news/one.md",
        "+++\ntitle = \"One\"\ndate = 2026-11-01\nregions = [\"global\"]\nsummary = 'On minors.'\nkey_points = [\"For inmates\"]\nhashtags = [\"Minors\"]\n+++\n",
    );
    assert_eq!(said(&folder), ["dignity/term: minors", "dignity/term: inmates"]);
}

#[test]
fn a_site_adds_words_and_takes_words_out() {
    let mut folder = site("Inmates and queue jumpers.", None);
    folder.set("i18n/words.toml", "[en.dignity]\ninmates = \"\"\n\"queue jumpers\" = \"people who wait\"\n");
    assert_eq!(said(&folder), ["dignity/term: queue jumpers"]);
}

#[test]
fn a_file_of_words_has_the_tables_that_it_may_have() {
    let mut folder = site("", None);
    folder.set("i18n/words.toml", "[en.dignty]\ninmates = \"\"\n");
    assert_eq!(said(&folder), ["front-matter/unknown-key: dignty"]);
}

#[test]
fn links_say_where_they_lead() {
    for (body, found) in [
        ("[Click here!](https://example.org)", "link/text: [Click here!](https://example.org)"),
        ("[*here*](about.md)", "link/text: [*here*](about.md)"),
        ("<https://example.org/a/b>", "link/text: <https://example.org/a/b>"),
        (
            "[www.example.org/a](https://example.org/a)",
            "link/text: [www.example.org/a](https://example.org/a)",
        ),
    ] {
        assert_eq!(said_of(body), [found], "{body}");
    }
    for body in [
        "<https://example.org> and <press@example.org>",
        "[Here is the letter](https://example.org)",
        "[more than 40 groups](https://example.org)",
        "[`here`](https://example.org)",
    ] {
        assert_eq!(said_of(body), [""; 0], "{body}");
    }
    assert_eq!(
        said_in_spanish("[Más información](https://example.org)"),
        ["link/text: [Más información](https://example.org)"]
    );
}

#[test]
fn telephone_numbers_are_found_in_links_and_fields_too() {
    assert_eq!(
        said_of("[Call the office](tel:+525512345678)"),
        ["privacy/phone-in-body: [Call the office](tel:+525512345678)"]
    );
    assert_eq!(said_of("[+52 55 1234 5678](tel:+525512345678)"), ["privacy/phone-in-body: +52 55 1234 5678"]);
    let mut folder = site("", None);
    folder.set("content/about.md", "+++\ntitle = \"About\"\nsummary = \"Tel. 55 1234 5678\"\n+++\n");
    assert_eq!(said(&folder), ["privacy/phone-in-body: 55 1234 5678"]);
}

#[test]
fn a_warning_of_the_source_holds_for_its_translations() {
    let mut folder = site("Two people died in custody.", Some("Dos personas murieron bajo custodia."));
    assert_eq!(
        said(&folder),
        ["warning/missing: murieron bajo custodia", "warning/missing: died in custody"]
    );
    folder.set(
        "content/about.md",
        "+++\ntitle = \"About\"\nwarnings = [\"death\"]\n+++\nThey died in custody.\n",
    );
    assert_eq!(said(&folder), [""; 0]);
}

#[test]
fn a_warning_directive_warns() {
    assert_eq!(said_of(":::warning{kind=death}\nThey died in custody.\n:::\n"), [""; 0]);
}

#[test]
fn shares_that_are_far_from_a_whole_are_no_shares_of_one() {
    for body in [
        "- 40 % of girls\n- 30 % of boys\n- 5 % of both\n",
        "- 60 %\n- 42 %\n",
        "- from 20 % to 30 %\n- 41 %\n- 31 %\n",
        "| a | b |\n|---|---|\n| x | 33.3 % |\n| y | 33.3 % |\n| z | 33.3 % |\n",
        "| a | b |\n|---|---|\n| x | 50 % |\n| y | 47 % |\n| z | 6 |\n",
    ] {
        assert_eq!(said_of(body), [""; 0], "{body}");
    }
    assert_eq!(said_of("1. one: 13%\n2. two: 61%\n3. three: 28%\n"), ["text/shares-sum: 13%"]);
}

#[test]
fn what_nobody_sees_yet_is_checked_as_well() {
    let mut folder = site("", None);
    folder.set("content/draft.md", "+++\ntitle = \"Draft\"\ndraft = true\n+++\nOn minors.\n");
    assert_eq!(said(&folder), ["dignity/term: minors"]);
}

#[test]
fn an_address_of_a_hidden_item_is_a_leak_and_a_like_one_is_not() {
    let secret = "+++\ntitle = \"Soon\"\ndate = 2026-11-01\nregions = [\"global\"]\ndraft = true\n+++\n";
    let mut folder = site("", None);
    folder.set("content/news/one.md", secret);
    folder
        .set("config.toml", &format!("{CONFIG}[markdown]\nraw_html = true\n[[menu]]\ntarget = \"about\"\n"));
    folder.set("content/about.md", "+++\ntitle = \"About\"\n+++\n<a href=\"/press/news/one/\">One</a>\n");
    assert_eq!(said(&folder), [""; 0]);
    folder.set("content/about.md", "+++\ntitle = \"About\"\n+++\n<a href=\"/news/one/\">One</a>\n");
    assert_eq!(said(&folder), ["privacy/embargo-leak: +++"]);
}

/// A site where an item is hidden that has two files, and another page says this.
fn beside_hidden_files(body: &str) -> Folder {
    let mut folder = site(body, None);
    let more = "[markdown]\nraw_html = true\n[[menu]]\ntarget = \"about\"\n";
    folder.set("config.toml", &format!("{CONFIG}{more}"));
    folder.set(
        "content/news/one/index.md",
        "+++\ntitle = \"Soon\"\ndate = 2026-11-01\nregions = [\"global\"]\ndraft = true\nattachments = [{ file = \"../secret-raid.txt\", title = \"Raid\" }]\n+++\n",
    );
    folder.set("content/news/secret-raid.txt", "x");
    folder.set("content/news/one/lista de Pérez.txt", "x");
    folder.set("content/news/one/report-2.txt", "x");
    folder
}

#[test]
fn the_name_of_a_hidden_items_file_is_a_leak_wherever_it_stands() {
    for body in [
        "Soon: `secret-raid.txt`.",
        "See lista de Pérez.txt.",
        "[Raid](https://example.org/files/secret-raid.txt)",
        "<a href=\"/files/lista%20de%20P%C3%A9rez.txt\">Raid</a>",
    ] {
        assert_eq!(said(&beside_hidden_files(body)), ["privacy/embargo-leak: +++"], "{body}");
    }
    let mut folder = beside_hidden_files("");
    folder.set("themes/plaza/static/secret-raid.txt", "x");
    assert_eq!(said(&folder), ["privacy/embargo-leak: +++"], "as an address");
    let mut folder = beside_hidden_files("");
    folder.set("assets/places.json", "{\"of\":\"secret-raid.txt\"}");
    assert_eq!(said(&folder), ["privacy/embargo-leak: +++"], "in data");
}

#[test]
fn a_name_that_says_nothing_or_is_anothers_is_no_leak() {
    for body in [
        "See report-2.txt.",
        "See top-secret-raid.txt and secret-raid.txt2.",
        "See [the court](https://court.example/secret-raid.txt).",
        "See [ours](news/secret-raid.txt).",
    ] {
        assert_eq!(said(&beside_hidden_files(body)), [""; 0], "{body}");
    }
    let mut folder = beside_hidden_files("See secret-raid.txt, [here below](../assets/old/secret-raid.txt).");
    folder.set("assets/old/secret-raid.txt", "x");
    assert_eq!(said(&folder), [""; 0], "another file of that name is public");
}

#[test]
fn an_allow_holds_for_what_only_finished_pages_show() {
    let allow = |reason: &str| {
        let mut folder = site("", None);
        folder.set("config.toml", &format!("{CONFIG}[budget]\npage_kb = 2\nhome_kb = 200\nscript_kb = 90\n"));
        folder.set(
            "content/about.md",
            &format!("+++\ntitle = \"About\"\nallow = [{{ rule = \"budget/page\"{reason} }}]\n+++\n"),
        );
        folder.set("content/_index.md", "+++\ntitle = \"Home\"\n+++\n");
        said(&folder)
    };
    let of_about = |said: Vec<String>| said.iter().any(|line| line.contains("allow"));
    assert!(!of_about(allow(", reason = \"a long list\"")), "{:?}", allow(", reason = \"a long list\""));
    assert!(allow("").iter().any(|line| line.starts_with("front-matter/missing-field")), "{:?}", allow(""));
}

#[test]
fn nothing_of_one_text_is_read_again_for_another() {
    let mut folder = site("On minors.", Some("Sobre los menores."));
    let mut memo = Memo::default();
    let (_, first) = folder.build(&mut memo);
    folder.set("content/other.md", "+++\ntitle = \"Other\"\n+++\n");
    let (_, warm) = folder.build(&mut memo);
    let (_, clean) = folder.build(&mut Memo::default());
    assert_eq!(warm, clean);
    assert_eq!(first.len(), 2);
}

/// `altavoz` in a folder.
fn altavoz(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    let output = command.env("NO_COLOR", "1").args(arguments).args(["--today", "2026-11-22", "--root"]);
    let output = output.arg(folder).output().expect("the program runs");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

fn on_disk(body: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &site(body, None).files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a disk");
        fs::write(path, bytes).expect("a disk");
    }
    folder
}

#[test]
fn check_writes_nothing_and_ends_as_the_content_is() {
    let fine = on_disk("Fine.");
    assert_eq!(altavoz(fine.path(), &["check", "--strict"]).0, Some(0));
    let names = |folder: &Path| fs::read_dir(folder).expect("a folder").count();
    assert_eq!(names(fine.path()), 2, "only what was there");

    let warned = on_disk("On minors.");
    assert_eq!(altavoz(warned.path(), &["check"]).0, Some(0));
    assert_eq!(altavoz(warned.path(), &["check", "--strict"]).0, Some(1));

    let wrong = on_disk("[x](nowhere.md)");
    assert_eq!(altavoz(wrong.path(), &["check"]).0, Some(1));
    assert_eq!(altavoz(&wrong.path().join("nowhere"), &["check"]).0, Some(2));
}

#[test]
fn check_speaks_to_programs() {
    let folder = on_disk("On minors.");
    let (_, said) = altavoz(folder.path(), &["check", "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(
        (&lines[0]["code"], &lines[0]["line"], &lines[0]["column"]),
        (&"dignity/term".into(), &4.into(), &4.into())
    );
    assert_eq!(lines[1]["summary"]["warnings"], 1);
    let (_, said) = altavoz(folder.path(), &["check", "--format", "github"]);
    assert!(said.starts_with("::warning file=content/about.md,line=4,col=4,title=dignity/term::"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_rule_minds_what_a_text_is_made_of(
        body in "(\\PC|[ \\n>#|*`\\[\\]()+-]|7 years old|Ana López|, |minors|%|13 %|\\+52 |55 1234|https://a.example/|«|”|é|\\.|: ){0,60}"
    ) {
        let mut folder = site(&body, Some(&body));
        folder.set("content/news/one.md", &format!("+++\ntitle = \"One\"\ndate = 2026-11-01\nsummary = '''{body}'''\n+++\n{body}"));
        let (_, diagnostics) = folder.build(&mut Memo::default());
        let sources = folder.sources();
        for found in diagnostics {
            let source = sources.by_id(found.span.source).expect("a file of the site");
            let text = source.text().expect("text");
            prop_assert!(text.is_char_boundary(found.span.start as usize), "{found:?} begins inside a letter");
            prop_assert!((found.span.end as usize) <= text.len(), "{found:?} ends behind the text");
        }
    }
}

/// Fixes a site on the disk and gives one file of it.
fn fixed(files: &[(&str, &str)], path: &str) -> (String, String) {
    let folder = on_disk("");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a disk");
        fs::write(path, text).expect("a disk");
    }
    let read = || fs::read_to_string(folder.path().join(path)).expect("text");
    let (_, said) = altavoz(folder.path(), &["check", "--fix"]);
    let once = read();
    altavoz(folder.path(), &["check", "--fix"]);
    assert_eq!(once, read(), "a second run changes nothing");
    (once, said)
}

#[test]
fn a_slip_is_mended_and_every_other_byte_stays() {
    let text = "\u{feff}+++\r\ntitle = 'One'\r\ndate  =  2026-11-01 # a day\r\nregions = [\"global\"]\r\nsumary = \"Titel\"\r\nwarnings = [ \"deaht\" ]\r\n+++\r\nTitel  \r\n";
    let (after, said) = fixed(&[("content/news/one.md", text)], "content/news/one.md");
    assert_eq!(after, text.replace("sumary", "summary").replace("deaht", "death"));
    assert!(said.contains("content/news/one.md:5: `sumary` is now `summary`"), "{said}");
    assert!(said.contains("content/news/one.md:6: `deaht` is now `death`"), "{said}");
}

#[test]
fn hashtags_are_spelt_as_elsewhere() {
    let item = |hashtag: &str| {
        format!(
            "+++\ntitle = \"One\"\ndate = 2026-11-01\nregions = [\"global\"]\nhashtags = [\"{hashtag}\"]\n+++\n"
        )
    };
    let (usual, other) = (item("FreeThemAll"), item("freethemall"));
    let files = [
        ("content/news/one.md", usual.as_str()),
        ("content/news/two.md", &usual),
        ("content/news/three.md", &other),
    ];
    assert_eq!(fixed(&files, "content/news/three.md").0, usual);
}

#[test]
fn what_is_not_beyond_doubt_is_left_to_its_author() {
    for fields in [
        // Too far away.
        "titulo = \"x\"",
        // The right one is there already.
        "titel = \"x\"",
        // It would be an error of another kind.
        "sumary = 5",
        // Written otherwise than it is read.
        "\"sum\\u0061ry\" = \"x\"",
    ] {
        let text = format!("+++\ntitle = \"About\"\n{fields}\n+++\n");
        assert_eq!(fixed(&[("content/about.md", &text)], "content/about.md").0, text, "{fields}");
    }
}

/// Front matter with slips: keys, words and values that are nearly right.
fn slips() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "titel",
        "summry",
        "sumary",
        "summary",
        "warnigns",
        "topcis",
        "hashtag",
        "countris",
        "x",
        "intro",
        "\"titel\"",
    ]);
    let value = prop::sample::select(vec![
        "\"deaht\"",
        "[\"deaht\"]",
        "'x'",
        "5",
        "[\"MX\"]",
        "true",
        "\"ttle\"",
        "[\"freethemall\"]",
        "[\"FreeThemAll\"]",
    ]);
    let line = (key, value).prop_map(|(key, value)| format!("{key} = {value}\n"));
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn fixing_twice_is_fixing_once_and_never_makes_it_worse(fields in slips(), others in slips()) {
        let folder = on_disk("");
        for (name, fields) in [("one", &fields), ("two", &others)] {
            let text = format!("+++\ntitle = \"T\"\n{fields}+++\n");
            fs::write(folder.path().join(format!("content/{name}.md")), text).expect("a disk");
        }
        let errors = |said: &str| said.lines().filter(|line| line.contains("\"severity\":\"error\"")).count();
        let read = || ["one", "two"].map(|name| {
            fs::read(folder.path().join(format!("content/{name}.md"))).expect("a file")
        });
        let before = errors(&altavoz(folder.path(), &["check", "--format", "json"]).1);
        let after = errors(&altavoz(folder.path(), &["check", "--fix", "--format", "json"]).1);
        prop_assert!(after <= before, "{after} errors after {before}");
        let once = read();
        altavoz(folder.path(), &["check", "--fix"]);
        prop_assert_eq!(once, read());
    }
}
