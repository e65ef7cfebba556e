//! Nobody is shown who did not agree to it, and whoever takes it back is gone everywhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use altavoz::base::front_matter::{Format, Parts, divide};
use altavoz::base::{Report, SourcePath, toml, yaml};
use assert_cmd::Command;
use image::ImageFormat;
use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use super::planted::{corners, plain};
use super::said::said;

const RECORD: &str = "subject = \"S-014\"\nguardian = true\nexplained_in = \"es\"\ndate = 2026-03-02\nscope = [\"web\"]\n\
                      withdrawal_contact = \"Xochiquetzal@example.org\"\nrecorded_by = \"M. R.\"\n";

const PICTURE: &str =
    "--- assets/a.svg\n<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'></svg>\n";

fn with_record(record: &str, text: &str) -> String {
    said(&format!("{PICTURE}--- consent/doors.toml\n{record}--- content/about.md\n{text}"))
}

const FIGURE: &str =
    "# About\n\n:::figure{src=\"/a.svg\" alt=\"A door\" people=survivors consent=doors} :::\n";

#[test]
fn a_record_that_holds_is_enough() {
    assert_snapshot!(with_record(RECORD, FIGURE), @"nothing");
}

#[test]
fn every_use_wants_its_record() {
    let image = "+++\ntitle = \"About\"\nimage = { src = \"/a.svg\", alt = \"A door\", people = \"children\" }\n+++\n";
    assert_snapshot!(with_record(RECORD, image), @"consent/missing at content/about.md:3:52");
    let figure = FIGURE.replace("doors", "dors");
    assert_snapshot!(with_record(RECORD, &figure), @"consent/missing at content/about.md:3:62");
    let quote = "# About\n\n:::quote{by=\"A mother\" consent=nobody}\nThey opened the door.\n:::\n";
    assert_snapshot!(with_record(RECORD, quote), @"consent/missing at content/about.md:3:32");
}

#[test]
fn what_is_not_published_wants_no_record_yet() {
    let draft = "+++\ntitle = \"About\"\ndraft = true\nimage = { src = \"/a.svg\", alt = \"A door\", people = \"children\" }\n+++\n";
    assert_snapshot!(with_record(RECORD, draft), @"nothing");
}

#[test]
fn a_survivor_needs_no_guardian_and_a_child_does() {
    let record = RECORD.replace("guardian = true", "guardian = false");
    assert_snapshot!(with_record(&record, FIGURE), @"nothing");
    let child = FIGURE.replace("survivors", "children");
    assert_snapshot!(with_record(&record, &child), @"consent/guardian at content/about.md:3:61");
    let code = RECORD.replace("guardian = true", "guardian = \"G-3\"");
    assert_snapshot!(with_record(&code, &child), @"nothing");
}

#[test]
fn a_record_has_its_fields_and_no_others() {
    let record = RECORD.replace("subject", "subjet");
    assert_snapshot!(with_record(&record, FIGURE), @"front-matter/unknown-key at consent/doors.toml:1:1");
    let record = RECORD.replace("scope = [\"web\"]\n", "");
    assert_snapshot!(with_record(&record, FIGURE), @"front-matter/missing-field at consent/doors.toml:1:1");
}

#[test]
fn a_consent_ends_on_its_day() {
    // All tests take place on 2026-12-01.
    let until = |day: &str| with_record(&format!("{RECORD}expires = {day}\n"), FIGURE);
    assert_snapshot!(until("2026-12-02"), @"nothing");
    assert_snapshot!(until("2026-12-01"), @"consent/expired at content/about.md:3:62 (expires-here at 8:11)");
}

struct Site(TempDir);

const CONFIG: &str =
    "title = \"Doors\"\nbase_url = \"https://example.org\"\n[languages.en]\n[languages.es]\n";

const ITEM: &str = "+++\ntitle = \"A house\" # kept\nimage = { src = \"door.jpg\", alt = \"A door\", people = \"survivors\", consent = \"doors\" }\n\
                    countries = [\"MX\"]\ndate = 2026-05-01\n+++\nBefore.\r\n\n:::figure{src=\"door.jpg\" alt=\"A door\" people=survivors consent=doors}\n:::\n\n\
                    Between.\n\n![A door](door.jpg)\n\n:::quote{by=\"A mother\" consent=doors}\nThey opened.\n:::\n\nAfter, no new line at the end.";

const TRANSLATION: &str = "+++\ntitle = \"Una casa\"\n\n[image]\nalt = \"Una puerta\"\n\n[extra]\nkept = true\n+++\nAntes.\n\n\
                           :::figure{src=\"door.jpg\" alt=\"Una puerta\" people=survivors consent=doors} :::\n\nDespués.\n";

impl Site {
    fn new() -> Site {
        let site = Site(tempfile::tempdir().expect("a temporary folder"));
        site.put("config.toml", CONFIG.as_bytes());
        site.put("content/news/house/index.md", ITEM.as_bytes());
        site.put("content/news/house/index.es.md", TRANSLATION.as_bytes());
        site.put("content/news/house/door.jpg", &plain(&corners(600, 300), ImageFormat::Jpeg));
        site.put("assets/other.png", &plain(&corners(30, 30), ImageFormat::Png));
        site.put("consent/doors.toml", RECORD.as_bytes());
        site
    }

    fn place(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        fs::create_dir_all(self.place(path).parent().expect("a folder")).expect("a disk");
        fs::write(self.place(path), bytes).expect("a disk");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.place(path)).expect("a text")
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command
            .env("NO_COLOR", "1")
            .args(arguments)
            .arg("--root")
            .arg(self.0.path())
            .args(["--today", "2026-11-22"]);
        let output = command.output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("not killed"), text(output.stdout), text(output.stderr))
    }

    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.place(folder);
        let entries =
            walkdir::WalkDir::new(&root).into_iter().flatten().filter(|entry| entry.path().is_file());
        let name = |path: &Path| path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
        entries.map(|entry| (name(entry.path()), fs::read(entry.path()).expect("a file"))).collect()
    }
}

#[test]
fn records_are_never_published() {
    let site = Site::new();
    assert_eq!(site.run(&["build"]).0, 0, "{:?}", site.run(&["build"]));
    for (path, bytes) in site.files("public") {
        for word in ["Xochiquetzal", "S-014", "M. R.", "withdrawal", "consent"] {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found && !path.contains(word), "{word} in {path}");
        }
    }
}

#[test]
fn without_a_yes_a_withdrawal_only_lists() {
    let site = Site::new();
    site.run(&["build"]);
    let before = site.files("");
    let (code, said, _) = site.run(&["consent", "withdraw", "doors"]);
    assert_eq!(code, 1);
    assert_snapshot!(said.lines().filter(|line| !line.contains("https://")).collect::<Vec<_>>().join("\n"), @r"
    content/news/house/index.es.md:4: image
    content/news/house/index.es.md:5: image
    content/news/house/index.es.md:6: image
    content/news/house/index.es.md:12: figure
    content/news/house/index.md:3: image
    content/news/house/index.md:9: figure
    content/news/house/index.md:14: picture
    content/news/house/index.md:16: quote
    content/news/house/door.jpg: this picture leaves the site's folder
    nothing was changed; `altavoz consent withdraw doors --yes` takes it out
    ");
    assert!(said.contains("https://example.org/news/house/"));
    assert_eq!(site.files(""), before);
}

#[test]
fn a_withdrawal_takes_out_every_use_and_every_derived_file_and_nothing_else() {
    let site = Site::new();
    site.run(&["build"]);
    let kept = site.files(".altavoz/pictures").len();
    let published = |site: &Site| -> Vec<String> {
        site.files("public")
            .into_keys()
            .filter(|path| path.starts_with("news/house/") && !path.ends_with("html"))
            .collect()
    };
    assert_eq!(published(&site).len(), 4, "{:?}", published(&site));
    let (code, said, problems) = site.run(&["consent", "withdraw", "doors", "--yes", "--format", "json"]);
    assert_eq!(code, 0, "{said}{problems}");
    let objects: Vec<Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(objects.iter().filter(|object| object["purge"].is_string()).count(), 4);
    assert_eq!(objects.last().expect("a summary")["withdrawn"]["by_hand"], 0);

    assert_eq!(published(&site), Vec::<String>::new());
    assert!(!site.place("content/news/house/door.jpg").exists());
    assert_eq!(site.files(".altavoz/pictures").len(), kept - 1);
    assert_eq!(site.text("consent/doors.toml"), format!("{RECORD}withdrawn = 2026-11-22\n"));
    assert_snapshot!(site.text("content/news/house/index.md").replace('\r', "␍"), @r#"
    +++
    title = "A house" # kept
    countries = ["MX"]
    date = 2026-05-01
    +++
    Before.␍

    Between.

    After, no new line at the end.
    "#);
    assert_snapshot!(site.text("content/news/house/index.es.md"), @r#"
    +++
    title = "Una casa"

    [extra]
    kept = true
    +++
    Antes.

    Después.
    "#);
    assert_eq!(site.run(&["build", "--strict"]).0, 0, "{:?}", site.run(&["build", "--strict"]));
}

#[test]
fn what_readers_are_shown_of_a_change_moves_no_cut() {
    let site = Site::new();
    let english = |day: &str| ITEM.replace("Before.", &format!("Before {day} March they stood here."));
    site.put("content/news/house/index.md", english("12").as_bytes());
    assert_eq!(site.run(&["translate", "adopt", "es"]).0, 0);
    site.put("content/news/house/index.md", english("13").as_bytes());
    let (_, said, _) = site.run(&["translate", "status", "es", "--format", "json"]);
    assert!(said.contains("stale-facts"), "{said}");
    let (code, said, problems) = site.run(&["consent", "withdraw", "doors", "--yes"]);
    assert_eq!(code, 0, "{said}{problems}");
    let left = "+++\ntitle = \"Una casa\"\n\n[extra]\nkept = true\n+++\nAntes.\n\nDespués.\n";
    assert_eq!(site.text("content/news/house/index.es.md"), left);
}

#[test]
fn a_list_of_pictures_loses_the_one_that_is_withdrawn() {
    let practice =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/starter/content/practices/open-house.md"))
            .expect("the starter's practice");
    let (one, two) = (
        "{ src = \"/other.png\", alt = \"Other\" }",
        "{ src = \"/b.png\", alt = \"B\", people = \"survivors\", consent = \"doors\" }",
    );
    for (images, left) in [
        (format!("images = [{one}, {two}]"), format!("images = [{one}, ]")),
        (format!("images = [{two}, {one}]"), format!("images = [{one}]")),
    ] {
        let site = Site::new();
        site.put("assets/b.png", &plain(&corners(20, 20), ImageFormat::Png));
        let text = |images: &str| practice.replacen("+++\n", &format!("+++\n{images}\n"), 1);
        site.put("content/practices/open-house.md", text(&images).as_bytes());
        let (code, said, problems) = site.run(&["consent", "withdraw", "doors", "--yes"]);
        assert_eq!(code, 0, "{said}{problems}");
        assert_eq!(site.text("content/practices/open-house.md"), text(&left));
    }
}

#[test]
fn a_link_to_the_picture_is_for_its_author_to_take_out() {
    let site = Site::new();
    site.put("content/about.md", b"# About\n\nSee [the door](news/house/door.jpg).\n");
    let (code, said, _) = site.run(&["consent", "withdraw", "doors", "--yes"]);
    assert_eq!(code, 1);
    assert!(said.contains("content/about.md:3: link (take this out by hand"), "{said}");
}

#[test]
fn a_record_that_nobody_knows_is_a_slip() {
    let site = Site::new();
    let (code, _, problems) = site.run(&["consent", "withdraw", "dors"]);
    assert_eq!((code, problems.trim()), (2, "there is no record `consent/dors.toml`, and nothing names one"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_saved_while_the_question_stood_is_kept() {
    use std::io::{Read, Write};
    use std::process::Stdio;

    let site = Site::new();
    site.put("content/about.md", FIGURE.replace("/a.svg", "/b.png").as_bytes());
    site.put("assets/b.png", &plain(&corners(20, 20), ImageFormat::Png));
    let command = format!(
        "{} consent withdraw doors --root {} --today 2026-11-22",
        env!("CARGO_BIN_EXE_altavoz"),
        site.0.path().display()
    );
    let mut asking = std::process::Command::new("script");
    asking.args(["-qec", &command, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut asking = asking.spawn().expect("a terminal");
    let (mut said, mut byte) = (Vec::new(), [0]);
    let out = asking.stdout.as_mut().expect("a pipe");
    while !said.ends_with(b"(y/n)") && out.read(&mut byte).is_ok_and(|read| read == 1) {
        said.push(byte[0]);
    }
    let (item, record) = (format!("{ITEM} One more word."), format!("# A remark.\n{RECORD}"));
    site.put("content/news/house/index.md", item.as_bytes());
    site.put("consent/doors.toml", record.as_bytes());
    asking.stdin.as_mut().expect("a pipe").write_all(b"y\n").expect("somebody who reads");
    let mut rest = String::new();
    asking.stdout.take().expect("a pipe").read_to_string(&mut rest).expect("text");
    assert_eq!(asking.wait().expect("an end").code(), Some(1), "{rest}");
    assert_eq!(site.text("content/news/house/index.md"), item);
    assert_eq!(site.text("consent/doors.toml"), record);
    assert!(rest.contains("content/news/house/index.md: this has changed meanwhile"), "{rest}");
    assert!(
        rest.contains("consent/doors.toml: this was left alone; write `withdrawn = 2026-11-22`"),
        "{rest}"
    );
    assert!(rest.contains("5 to take out by hand"), "{rest}");
    assert_eq!(site.text("content/about.md"), "# About\n\n");
}

#[test]
fn a_record_that_ends_in_a_table_is_for_its_author_to_mark() {
    let site = Site::new();
    let record = format!("{RECORD}\n[own]\nnumber = 3\n");
    site.put("consent/doors.toml", record.as_bytes());
    let (code, said, _) = site.run(&["consent", "withdraw", "doors", "--yes"]);
    assert_eq!(code, 1);
    assert!(said.contains("write `withdrawn = 2026-11-22` into it by hand"), "{said}");
    assert_eq!(site.text("consent/doors.toml"), record);
}

#[cfg(unix)]
#[test]
fn who_may_read_a_file_stays_the_same_when_a_use_is_taken_out() {
    use std::os::unix::fs::PermissionsExt;

    let site = Site::new();
    let files = ["consent/doors.toml", "content/news/house/index.md"];
    for file in files {
        fs::set_permissions(site.place(file), fs::Permissions::from_mode(0o600)).expect("a disk");
    }
    assert_eq!(site.run(&["consent", "withdraw", "doors", "--yes"]).0, 0);
    for file in files {
        assert_eq!(
            site.place(file).metadata().expect("a file").permissions().mode() & 0o777,
            0o600,
            "{file}"
        );
    }
}

/// Withdraws the picture of an item with this front matter: what was said, and the file before and after.
fn withdrawn(front: &str) -> (i32, String, String, String) {
    let site = Site::new();
    let before = format!("{front}Before.\n\n![A door](door.jpg)\n\nAfter.\n");
    site.put("content/news/house/index.md", before.as_bytes());
    site.put("content/news/house/door.jpg", &plain(&corners(8, 8), ImageFormat::Jpeg));
    let (code, said, _) = site.run(&["consent", "withdraw", "doors", "--yes"]);
    (code, said, before, site.text("content/news/house/index.md"))
}

#[test]
fn what_cannot_be_cut_without_harm_is_for_its_author_to_take_out() {
    let fronts = [
        "---\ntitle: A\nimage:\n  src: door.jpg\n\n  alt: A door\n  people: survivors\n  consent: doors\ndate: 2026-05-01\n---\n",
        "---\ntitle: A\nimage: {\n  src: door.jpg, alt: A door, people: survivors, consent: doors\n}\ndate: 2026-05-01\n---\n",
        "+++\ntitle = \"A\"\ndate = 2026-05-01\n[image]\nsrc = \"door.jpg\"\nalt = \"\"\"A\n[door]\"\"\"\npeople = \"survivors\"\nconsent = \"doors\"\n+++\n",
    ];
    for front in fronts {
        let (code, said, before, after) = withdrawn(front);
        assert_eq!((code, &after), (1, &before), "{said}");
        assert!(said.contains(": image (take this out by hand"), "{said}");
        assert!(said.contains(": picture (take this out by hand"), "{said}");
    }
}

/// A front matter's other keys, and whether it has a picture; `None` if it cannot be read whole.
fn keys(text: &str) -> Option<(Vec<String>, bool)> {
    let Parts::Divided { format, front, .. } = divide(text) else { return None };
    let read = if format == Format::Toml { toml::read } else { yaml::read };
    let mut report = Report::default();
    let table = read(&text[front], SourcePath::new("").id(), 0, &mut report).table;
    let others = table.entries.iter().filter(|(key, _)| key.value != "image");
    let others = others
        .map(|(key, node)| format!("{} = {}", key.value, serde_json::to_string(node).expect("plain data")))
        .collect();
    report.diagnostics.is_empty().then(|| (others, table.get("image").is_some()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_withdrawal_leaves_a_file_alone_or_takes_just_the_picture_out(
        form in 0..6_usize, at in 0..4_usize, alt in "[a-z]{1,6}|\\[a-z\\]|image|\n\\[a\\]\nb|\n\nimage: c", blank in "|\n|\n\n| *\n",
        extra in "[a-z:=\\[{]{0,8}", end in "\n|\r\n"
    ) {
        let is_toml = form < 3;
        let text = if is_toml { format!("\"\"\"{alt}\"\"\"") } else { format!("\"{}\"", alt.replace('\n', "\n\n ")) };
        let image = match form {
            0 => format!("image = {{ src = \"door.jpg\", alt = {text}, people = \"survivors\", consent = \"doors\" }}\n"),
            1 => format!("[image]\nsrc = \"door.jpg\"\n{blank}alt = {text}\npeople = \"survivors\"\nconsent = \"doors\"\n{blank}"),
            2 => format!("image.src = \"door.jpg\"\n{blank}image.alt = {text}\nimage.people = \"survivors\"\nimage.consent = \"doors\"\n"),
            3 => format!("image:\n  src: door.jpg\n{blank}  alt: {text}\n  people: survivors\n  consent: doors\n{blank}"),
            4 => format!("image: {{ src: door.jpg, alt: {text}, people: survivors, consent: doors }}\n"),
            _ => format!("image: {{\n  src: door.jpg,\n{blank}  alt: {text}, people: survivors, consent: doors\n}}\n"),
        };
        let mut lines = if is_toml {
            vec!["title = \"A\"\n".to_owned(), "date = 2026-05-01\n".to_owned(), format!("extra.a = '{extra}'\n")]
        } else {
            vec!["title: A\n".to_owned(), "date: 2026-05-01\n".to_owned(), format!("extra:\n  a: '{extra}'\n")]
        };
        // What stands behind a heading is its table's.
        lines.insert(if form == 1 { 3 } else { at.min(3) }, image);
        let fence = if is_toml { "+++\n" } else { "---\n" };
        let front = format!("{fence}{}{fence}", lines.concat()).replace('\n', &end);
        let (_, said, before, after) = withdrawn(&front);
        if after == before {
            prop_assert!(said.contains("by hand") || !said.contains("index.md"), "{said}");
        } else {
            let (old, had) = keys(&before).expect("only what can be read is changed");
            let new = keys(&after);
            prop_assert!(had, "{before}{said}");
            prop_assert_eq!(new, Some((old, false)), "{}", before);
            prop_assert!(after.ends_with("Before.\n\nAfter.\n"), "{after}");
        }
    }
}

#[test]
fn what_was_built_before_it_became_a_draft_goes_too() {
    let site = Site::new();
    let elsewhere = site.place("elsewhere").to_string_lossy().into_owned();
    assert_eq!(site.run(&["build"]).0, 0);
    assert_eq!(site.run(&["build", "--output", &elsewhere]).0, 0);
    for file in ["content/news/house/index.md", "content/news/house/index.es.md"] {
        site.put(file, site.text(file).replacen("+++\n", "+++\ndraft = true\n", 1).as_bytes());
    }
    let pictures = |folder: &str| {
        let files = site.files(folder).into_keys();
        files.filter(|path| path.starts_with("news/house/") && !path.ends_with("html")).count()
    };
    assert_eq!((pictures("public"), pictures("elsewhere")), (4, 4));
    let (code, said, problems) = site.run(&["consent", "withdraw", "doors", "--yes"]);
    assert_eq!(code, 0, "{said}{problems}");
    assert_eq!((pictures("public"), pictures("elsewhere")), (0, 0));
    assert_eq!(said.matches("https://example.org/news/house/").count(), 4, "{said}");
}

impl Site {
    /// A copy of the whole folder, links and what is kept between builds included.
    fn copied(&self) -> Site {
        let copy = Site(tempfile::tempdir().expect("a temporary folder"));
        for (path, bytes) in self.files("") {
            copy.put(&path, &bytes);
        }
        copy
    }

    /// The pictures of the item in a folder that was built.
    fn pictures(&self, folder: &str) -> usize {
        let files = self.files(folder).into_keys();
        files.filter(|path| path.starts_with("news/house/") && !path.ends_with("html")).count()
    }
}

#[test]
fn a_withdrawal_in_a_copy_leaves_alone_what_the_original_built() {
    let (site, outside) = (Site::new(), tempfile::tempdir().expect("a temporary folder"));
    let elsewhere = outside.path().join("web").to_string_lossy().into_owned();
    assert_eq!(site.run(&["build"]).0, 0);
    assert_eq!(site.run(&["build", "--output", &site.place("inside").to_string_lossy()]).0, 0);
    assert_eq!(site.run(&["build", "--output", &elsewhere]).0, 0);
    let copy = site.copied();
    let pictures = |site: &Site| ["public", "inside", &elsewhere].map(|folder| site.pictures(folder));
    assert_eq!((pictures(&site), pictures(&copy)), ([4, 4, 4], [4, 4, 4]));

    let (code, said, problems) = copy.run(&["consent", "withdraw", "doors", "--yes"]);
    assert_eq!(code, 1, "{said}{problems}");
    assert_eq!((pictures(&site), pictures(&copy)), ([4, 4, 4], [0, 0, 4]), "{said}");
    assert!(said.contains(&format!("{elsewhere}: ")) && said.contains("1 to take out by hand"), "{said}");

    assert_eq!(site.run(&["consent", "withdraw", "doors", "--yes"]).0, 0);
    assert_eq!(pictures(&site), [0, 0, 0]);
}

#[test]
#[cfg(unix)]
fn a_withdrawal_in_a_copy_follows_no_link_to_what_the_original_built() {
    let (site, outside) = (Site::new(), tempfile::tempdir().expect("a temporary folder"));
    let link =
        |site: &Site| std::os::unix::fs::symlink(outside.path(), site.place("public")).expect("a link");
    link(&site);
    assert_eq!(site.run(&["build"]).0, 0);
    let copy = site.copied();
    link(&copy);
    assert_eq!(copy.run(&["consent", "withdraw", "doors", "--yes"]).0, 1);
    assert_eq!(site.pictures("public"), 4);
    assert_eq!(site.run(&["consent", "withdraw", "doors", "--yes"]).0, 0);
    assert_eq!(site.pictures("public"), 0);
}

#[test]
fn a_withdrawal_takes_compressed_copies_along() {
    let site = Site::new();
    site.put("config.toml", format!("{CONFIG}[output]\nprecompress = true\n").as_bytes());
    for file in ["content/news/house/index.md", "content/news/house/index.es.md"] {
        site.put(file, site.text(file).replace("door.jpg", "door.svg").as_bytes());
    }
    let lines = "<path d='M1 1L20 20'/>".repeat(80);
    let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg' width='30' height='30'>{lines}</svg>");
    site.put("content/news/house/door.svg", drawing.as_bytes());
    assert_eq!(site.run(&["build"]).0, 0, "{:?}", site.run(&["build"]));
    let drawings = || {
        let files = site.files("public").into_keys();
        files.filter(|path| path.starts_with("news/house/") && path.contains(".svg")).count()
    };
    assert_eq!(drawings(), 3, "the drawing and its copies");
    assert_eq!(site.run(&["consent", "withdraw", "doors", "--yes"]).0, 0);
    assert_eq!(drawings(), 0);
    assert_eq!(site.files(".altavoz/compressed").len(), 0);
}
