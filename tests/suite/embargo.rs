//! What is under embargo leaves no trace: not a byte of it, not a name, not a hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use image::ImageFormat;
use tempfile::TempDir;

use super::copies::{unbrotlied, ungzipped};
use super::planted::{corners, plain};

/// Stands in every part of the secret items.
const WORD: &str = "Zacatepec";

struct Site(TempDir);

impl Site {
    /// The starter, with a news item and a practice that are published on `day`, and compressed copies.
    fn with_secrets(day: &str) -> Site {
        let site = Site(tempfile::tempdir().expect("a temporary folder"));
        Command::new(env!("CARGO_BIN_EXE_altavoz")).arg("init").arg(site.root()).assert().success();
        let config = fs::read_to_string(site.root().join("config.toml")).expect("the starter's");
        site.put("config.toml", format!("{config}\n[output]\nprecompress = true\n").as_bytes());
        site.put_secrets(day);
        site
    }

    fn put_secrets(&self, day: &str) {
        let lower = WORD.to_lowercase();
        let news = format!(
            "+++\ntitle = \"{WORD}\"\ndate = 2026-01-02\npublish = {day}\ncountries = [\"HT\"]\ntopics = [\"{lower}\"]\nhashtags = [\"Free{WORD}\"]\n\
             image = {{ src = \"{lower}.png\", alt = \"{WORD}\" }}\nattachments = [{{ file = \"{lower}.pdf\", title = \"{WORD}\" }}, {{ file = \"/{lower}-list.txt\", title = \"{WORD}\" }}]\n+++\n\
             {WORD} opens.\n\n![{WORD}]({lower}-two.jpg)\n\n![{WORD}](/{lower}-map.svg)\n\n![{WORD}](/{lower}-photo.png)\n"
        );
        self.put(&format!("content/news/{lower}/index.md"), news.as_bytes());
        self.put(
            &format!("content/news/{lower}/index.es.md"),
            format!("+++\ntitle = \"{WORD} abre\"\n+++\n{WORD} abre.\n").as_bytes(),
        );
        self.put(&format!("content/news/{lower}/{lower}.png"), &plain(&corners(700, 300), ImageFormat::Png));
        self.put(
            &format!("content/news/{lower}/{lower}-two.jpg"),
            &plain(&corners(500, 200), ImageFormat::Jpeg),
        );
        self.put(&format!("content/news/{lower}/{lower}.pdf"), format!("%PDF-1.4 {WORD}").as_bytes());
        self.put("content/news/drawn.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'/>");
        // An asset keeps its name, and a drawing its words.
        let map =
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='3' height='3'><text>{WORD}</text></svg>");
        self.put(&format!("assets/{lower}-map.svg"), map.as_bytes());
        self.put(&format!("assets/{lower}-photo.png"), &plain(&corners(60, 30), ImageFormat::Png));
        self.put(&format!("assets/{lower}-list.txt"), format!("{WORD}, and who spoke there").as_bytes());
        let practice =
            fs::read_to_string(self.root().join("content/practices/open-house.md")).expect("the starter's");
        let practice = practice
            .replacen("+++\n", &format!("+++\npublish = {day}\n"), 1)
            .replacen("title = \"", &format!("title = \"{WORD} "), 1)
            .replacen("id = \"atd-", &format!("id = \"atd-{lower}-"), 1);
        self.put(&format!("content/practices/{lower}.md"), practice.as_bytes());
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("site")
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, bytes).expect("a disk");
    }

    fn build(&self, more: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.args(["build", "--today", "2026-11-22", "--root"]).arg(self.root()).args(more);
        command.assert().success();
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.path().is_file());
    let name = |path: &Path| path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
    entries.map(|entry| (name(entry.path()), plain_bytes(entry.path()))).collect()
}

/// What a file says, a compressed copy as what was compressed.
fn plain_bytes(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("a file");
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("br") => unbrotlied(&bytes),
        Some("gz") => ungzipped(&bytes),
        _ => bytes,
    }
}

/// Every word that gives the secret away: its own, and the names of what would be published with it.
fn telltales(open: &Path) -> Vec<String> {
    let mut words = vec![WORD.to_owned(), WORD.to_lowercase()];
    for path in files(open).into_keys().filter(|path| path.contains(&WORD.to_lowercase())) {
        let name =
            path.rsplit('/').next().expect("a name").split(['-', '.']).next().expect("a stem").to_owned();
        if name.len() == 16 {
            words.push(name);
        }
    }
    words
}

fn traces(public: &Path, words: &[String]) -> Vec<String> {
    let tells = |text: &[u8]| words.iter().any(|word| memchr::memmem::find(text, word.as_bytes()).is_some());
    files(public)
        .into_iter()
        .filter(|(path, bytes)| tells(path.as_bytes()) || tells(bytes))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn an_embargoed_item_leaves_no_trace() {
    let site = Site::with_secrets("2027-03-01");
    let open = site.0.path().join("open");
    site.build(&["--future", "--output", open.to_str().expect("UTF-8")]);
    let words = telltales(&open);
    assert!(words.len() > 6, "the pictures have names of their own: {words:?}");
    let found = traces(&open, &words);
    assert!(found.len() > 12, "everything is there without the embargo");
    for ending in ["index.html.br", "index.html.gz"] {
        assert!(found.iter().any(|path| path.ends_with(ending)), "the copies are looked into: {found:?}");
    }
    site.build(&[]);
    assert_eq!(traces(&site.root().join("public"), &words), Vec::<String>::new());
}

#[test]
fn an_item_that_was_public_leaves_no_trace_once_it_is_embargoed() {
    let site = Site::with_secrets("2026-03-01");
    let public = site.root().join("public");
    site.build(&[]);
    let words = telltales(&public);
    assert!(words.len() > 6 && traces(&public, &words).len() > 12);
    site.put_secrets("2027-03-01");
    site.build(&[]);
    assert_eq!(traces(&public, &words), Vec::<String>::new());
}

#[test]
fn an_asset_waits_for_the_first_item_that_shows_it() {
    let site = Site(tempfile::tempdir().expect("a temporary folder"));
    Command::new(env!("CARGO_BIN_EXE_altavoz")).arg("init").arg(site.root()).assert().success();
    for name in ["draft", "both", "theme", "nobody", "linked"] {
        site.put(&format!("assets/notes/{name}.txt"), name.as_bytes());
    }
    let links = |names: &[&str]| {
        names.iter().map(|name| format!("[It](/notes/{name}.txt)\n\n")).collect::<Vec<_>>().concat()
    };
    let draft = links(&["draft", "both", "theme", "linked"]);
    site.put("content/later.md", format!("+++\ntitle = \"Later\"\ndraft = true\n+++\n{draft}").as_bytes());
    site.put("content/now.md", format!("# Now\n\n{}", links(&["both"])).as_bytes());
    site.put("themes/plaza/static/ours.css", b".a { background: url(/notes/theme.txt) }");
    site.put("assets/notes/sheet.css", b".a { background: url(linked.txt) }");
    let rehearsal = site.0.path().join("rehearsal");
    let published = |folder: &Path| {
        let names = files(&folder.join("notes")).into_keys();
        names.filter_map(|name| name.strip_suffix(".txt").map(str::to_owned)).collect::<Vec<_>>()
    };
    site.build(&[]);
    assert_eq!(published(&site.root().join("public")), ["both", "linked", "nobody", "theme"]);
    site.build(&["--drafts", "--output", rehearsal.to_str().expect("UTF-8")]);
    assert_eq!(published(&rehearsal), ["both", "draft", "linked", "nobody", "theme"]);
}

#[test]
fn a_picture_of_children_in_a_draft_stays_at_home_until_there_is_a_consent() {
    let site = Site(tempfile::tempdir().expect("a temporary folder"));
    Command::new(env!("CARGO_BIN_EXE_altavoz")).arg("init").arg(site.root()).assert().success();
    site.put("assets/kid.png", &plain(&corners(60, 30), ImageFormat::Png));
    let item = |draft: bool| {
        format!(
            "+++\ntitle = \"Later\"\ndraft = {draft}\nimage = {{ src = \"/kid.png\", alt = \"Hands\", people = \"children\" }}\n+++\nText.\n"
        )
    };
    site.put("content/later.md", item(true).as_bytes());
    site.build(&[]);
    assert_eq!(traces(&site.root().join("public"), &["kid".to_owned()]), Vec::<String>::new());
    site.put("content/later.md", item(false).as_bytes());
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.args(["build", "--today", "2026-11-22", "--root"]).arg(site.root()).assert().failure();
}
