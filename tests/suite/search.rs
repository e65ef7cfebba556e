//! What a search can find: everything that is published in a language, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::{Arc, Mutex};

use altavoz::base::bundle::Bundle;
use altavoz::base::store::Store;
use altavoz::base::{Fingerprint, Url};
use altavoz::render::Library;
use altavoz::{Built, Memo};
use assert_cmd::Command;
use flate2::read::GzDecoder;
use serde_json::Value;

use super::corpus::Folder;

const EN: &str = "/search/index/";
const ES: &str = "/es/buscar/index/";

/// A site with one item in both languages.
fn site() -> Folder {
    let mut folder = Folder::with_items(1);
    folder.set(
        "content/news/hearing.md",
        "+++\ntitle = \"A hearing\"\ndate = 2021-06-12\ncountries = [\"MX\"]\nhashtags = [\"FreeThemAll\"]\n+++\n\
         ## Who spoke\n\nThree *families* & a <judge>.\n\n- first\n- second\n",
    );
    folder.set(
        "content/news/hearing.es.md",
        "+++\ntitle = \"Una audiencia\"\n+++\n## Quién habló\n\nTres *familias* sobre la detención.\n\n- una\n- dos\n",
    );
    folder
}

fn built(folder: &Folder) -> Built {
    folder.build(&mut Memo::default()).0
}

fn bundle<'a>(built: &'a Built, folder: &str) -> &'a Bundle {
    built.output.bundles.get(&Url::new(folder)).unwrap_or_else(|| panic!("an index at {folder}"))
}

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip");
    plain
}

/// What a browser gets of every record, by its address.
fn records(built: &Built, folder: &str) -> BTreeMap<String, Value> {
    let files = bundle(built, folder).files();
    let fragments = files.iter().filter(|(url, _)| url.as_str().ends_with(".pf_fragment"));
    let record = |(_, file): (&Url, &altavoz::base::output::File)| {
        let plain = unzipped(&file.bytes.read());
        let json = plain.strip_prefix(b"pagefind_dcd").expect("its mark");
        let record: Value = serde_json::from_slice(json).expect("JSON");
        (record["url"].as_str().expect("an address").to_owned(), record)
    };
    fragments.map(record).collect()
}

/// Whether any file of an index holds some words.
fn holds(built: &Built, folder: &str, words: &str) -> bool {
    let files = bundle(built, folder).files().values();
    let is_index = |bytes: &[u8]| bytes.starts_with(&[0x1f, 0x8b]);
    let texts = files.map(|file| {
        let bytes = file.bytes.read().into_owned();
        if is_index(&bytes) { unzipped(&bytes) } else { bytes }
    });
    let (words, mut texts) = (words.as_bytes(), texts);
    texts.any(|text| text.windows(words.len()).any(|part| part.eq_ignore_ascii_case(words)))
}

fn page(built: &Built, url: &str) -> String {
    let file = built.output.files.get(&Url::new(url)).unwrap_or_else(|| panic!("a page at {url}"));
    String::from_utf8(file.bytes.read().into_owned()).expect("UTF-8")
}

#[test]
fn every_language_has_an_index_of_its_own_texts() {
    let built = built(&site());
    let english = records(&built, EN);
    assert_eq!(english.keys().collect::<Vec<_>>(), ["/news/hearing/", "/statements/item-0000/"]);
    let hearing = &english["/news/hearing/"];
    assert_eq!(hearing["content"], "Who spoke. Three families & a <judge>. first. second.");
    assert_eq!(hearing["meta"]["title"], "A hearing");
    assert_eq!(hearing["filters"]["kind"][0], "news");
    assert_eq!(hearing["filters"]["country"][0], "mx");
    assert_eq!(hearing["filters"]["region"][0], "americas");
    assert_eq!(hearing["filters"]["year"][0], "2021");
    assert_eq!(hearing["filters"]["hashtag"][0], "freethemall");
    // What is quoted keeps its accents.
    assert_eq!(
        records(&built, ES)["/es/noticias/hearing/"]["content"],
        "Quién habló. Tres familias sobre la detención. una. dos."
    );
    let names: Vec<_> = bundle(&built, ES).files().keys().map(|url| url.as_str().to_owned()).collect();
    assert!(names.contains(&"/es/buscar/index/wasm.es.pagefind".to_owned()), "{names:?}");
    let surfaces = ["ui", "highlight", "worker", "unknown", "playground"];
    assert!(!names.iter().any(|name| surfaces.iter().any(|part| name.contains(part))), "{names:?}");
}

#[test]
fn what_is_not_published_in_a_language_is_not_found_there() {
    let mut folder = site();
    let item = |front: &str, word: &str| {
        format!(
            "+++\ntitle = \"{word}\"\ndate = 2026-01-01\nregions = [\"global\"]\n{front}+++\n{word} text.\n"
        )
    };
    folder.set("content/news/a.md", &item("draft = true\n", "Drafted"));
    folder.set("content/news/b.md", &item("publish = 2027-01-01\n", "Embargoed"));
    folder.set("content/news/c.md", &item("expires = 2026-02-01\n", "Expired"));
    folder.set("content/news/d.md", &item("", "Untranslated"));
    let built = built(&folder);
    assert_eq!(records(&built, EN).len(), 3);
    for word in ["Drafted", "Embargoed", "Expired"] {
        assert!(!holds(&built, EN, word), "{word}");
        assert!(!page(&built, "/search/").contains(word), "{word}");
    }
    assert!(holds(&built, EN, "Untranslated"));
    assert_eq!(records(&built, ES).len(), 2, "no page in another language's stead, no list");
    assert!(!holds(&built, ES, "Untranslated"));
    assert!(!page(&built, "/es/buscar/").contains("Untranslated"));
}

#[test]
fn a_text_that_readers_are_warned_of_is_not_in_the_index() {
    let mut folder = site();
    folder.set(
        "content/news/warned.md",
        "+++\ntitle = \"A night\"\nsummary = \"Zumbido\"\ndate = 2026-01-01\nregions = [\"global\"]\n\
         warnings = [\"death\"]\nkey_points = [\"Zarpazo\"]\n+++\nZozobra.\n",
    );
    folder.set(
        "content/news/partly.md",
        "+++\ntitle = \"A day\"\ndate = 2026-01-01\nregions = [\"global\"]\n+++\nBefore.\n\n\
         :::warning{kind=\"death\"}\nZozobra.\n:::\n\nAfter.\n",
    );
    let built = built(&folder);
    let records = records(&built, EN);
    let warned = records["/news/warned/"]["content"].as_str().expect("words");
    assert!(warned.contains("content warning"), "{warned}");
    assert_eq!(records["/news/warned/"]["meta"]["warned"], warned);
    assert_eq!(records["/news/partly/"]["content"], "Before. After.");
    for word in ["Zozobra", "Zumbido", "Zarpazo"] {
        assert!(!holds(&built, EN, word), "{word}");
    }
}

#[test]
fn an_index_is_made_again_only_when_what_it_reads_changes() {
    let (mut folder, mut memo) = (site(), Memo::default());
    let first = folder.build(&mut memo).0;
    assert!(bundle(&first, EN).is_later(), "nobody asked for it");
    let files = bundle(&first, EN).files().clone();
    bundle(&first, ES).files();
    folder.set("themes/plaza/static/own.css", "a {}");
    folder.set("content/news/d.md", "+++\ntitle = \"D\"\ndraft = true\ndate = 2026-01-01\n+++\nText.\n");
    let second = folder.build(&mut memo).0;
    assert!(!bundle(&second, EN).is_later() && !bundle(&second, ES).is_later());
    let text = String::from_utf8(folder.files["content/news/hearing.es.md"].clone()).expect("UTF-8");
    folder.set("content/news/hearing.es.md", &text.replace("familias", "abuelas"));
    let third = folder.build(&mut memo).0;
    assert!(!bundle(&third, EN).is_later(), "another language");
    assert!(bundle(&third, ES).is_later());
    assert!(holds(&third, ES, "abuela") && !holds(&third, ES, "familia"));
    folder.files.remove("content/news/hearing.md");
    folder.files.remove("content/news/hearing.es.md");
    let fourth = folder.build(&mut memo).0;
    assert_eq!(records(&fourth, EN).keys().collect::<Vec<_>>(), ["/statements/item-0000/"]);
    assert_ne!(bundle(&fourth, EN).files().len(), files.len());
}

#[test]
fn the_same_site_gives_the_same_index() {
    let folder = Folder::with_items(40);
    let bytes = |built: &Built, folder: &str| -> Vec<(Url, Vec<u8>)> {
        let files = bundle(built, folder).files().iter();
        files.map(|(url, file)| (url.clone(), file.bytes.read().into_owned())).collect()
    };
    let (one, other) = (built(&folder), built(&folder));
    for lang in [EN, ES] {
        assert_eq!(bytes(&one, lang), bytes(&other, lang));
    }
}

/// A store in memory that counts what is put into it.
#[derive(Debug, Default)]
struct Shelf(Mutex<(BTreeMap<Fingerprint, Vec<u8>>, usize)>);

impl Store for Shelf {
    fn take(&self, key: Fingerprint) -> Option<Vec<u8>> {
        self.0.lock().expect("no panic").0.get(&key).cloned()
    }

    fn put(&self, key: Fingerprint, bytes: &[u8]) {
        let mut shelf = self.0.lock().expect("no panic");
        shelf.0.insert(key, bytes.to_vec());
        shelf.1 += 1;
    }

    fn keep_only(&self, keys: &BTreeSet<Fingerprint>) {
        self.0.lock().expect("no panic").0.retain(|key, _| keys.contains(key));
    }
}

#[test]
fn an_index_is_kept_between_two_runs_and_a_damaged_one_is_made_anew() {
    let store = Arc::new(Shelf::default());
    let run = |folder: &Folder| {
        let memo = Memo::default().and_library(Library::new(store.clone(), None));
        let built = folder.build(&mut { memo }).0;
        let all: BTreeMap<Url, Vec<u8>> =
            built.output.all().map(|(url, file)| (url.clone(), file.bytes.read().into_owned())).collect();
        (all, store.0.lock().expect("no panic").1)
    };
    let mut folder = site();
    let (first, made) = run(&folder);
    assert_eq!(made, 2);
    assert_eq!(run(&folder), (first.clone(), 2));
    store.0.lock().expect("no panic").0.values_mut().for_each(|bytes| bytes.truncate(bytes.len() / 2));
    assert_eq!(run(&folder), (first, 4));
    folder.set("content/news/hearing.es.md", "+++\ntitle = \"Otra\"\n+++\nOtro texto.\n");
    assert_eq!(run(&folder).1, 5);
    assert_eq!(store.0.lock().expect("no panic").0.len(), 2, "what nobody needs is dropped");
}

#[test]
fn only_the_search_page_may_compile_a_program() {
    let built = built(&site());
    for (url, file) in &built.output.files {
        let text = String::from_utf8_lossy(&file.bytes.read()).into_owned();
        let is_search = ["/search/", "/es/buscar/", "/_headers"].contains(&url.as_str());
        assert_eq!(text.contains("wasm-unsafe-eval"), is_search, "{url}");
    }
    let headers = page(&built, "/_headers");
    let blocks = headers.split("\n\n").filter(|block| block.contains("wasm-unsafe-eval"));
    let places: Vec<_> = blocks.map(|block| block.trim().lines().next().unwrap_or_default()).collect();
    assert_eq!(places, ["/es/buscar/", "/search/"]);
}

#[test]
fn without_scripts_everything_stands_from_a_to_z() {
    let mut folder = site();
    for (file, title) in
        [("a", "¿Ñandú?"), ("b", "Ágora"), ("c", "Nosotras"), ("d", "2026: un año"), ("e", "«Zoo»")]
    {
        let text =
            format!("+++\ntitle = \"{title}\"\ndate = 2026-01-01\nregions = [\"global\"]\n+++\nTexto.\n");
        folder.set(&format!("content/news/{file}.es.md"), &text);
    }
    let html = page(&built(&folder), "/es/buscar/");
    let letters: Vec<&str> = html
        .split("<h3 id=\"_az-")
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.1.split_once('<').map(|(letter, _)| letter))
        .collect();
    assert_eq!(letters, ["0–9", "A", "N", "Ñ", "U", "Z"]);
    assert!(html.contains("action=\"/es/buscar/\"") && html.contains("data-scriptless"));
    let other = page(&built(&folder), "/es/noticias/hearing/");
    assert!(other.contains("<form class=\"find\" role=\"search\""));
    assert!(other.contains("action=\"/es/buscar/\">"));
}

#[test]
fn a_language_without_texts_has_a_page_and_no_index() {
    let mut folder = Folder::default();
    folder.set("config.toml", super::corpus::CONFIG);
    let built = built(&folder);
    assert!(built.output.bundles.is_empty());
    let html = page(&built, "/es/buscar/");
    assert!(!html.contains("data-search=") && html.contains("type=\"search\""));
}

#[test]
fn a_site_may_do_without_an_index() {
    let mut folder = site();
    folder.set("config.toml", &format!("{}[search]\nindex = false\n", super::corpus::CONFIG));
    let built = built(&folder);
    assert!(built.output.bundles.is_empty());
    let page = page(&built, "/search/");
    assert!(page.contains("A hearing") && !page.contains("search.js"), "the list alone: {page}");
}

#[test]
fn a_build_tells_how_long_the_index_took() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in &site().files {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        std::fs::write(place, bytes).expect("written");
    }
    let build = |format: &[&str]| {
        let mut command = Command::cargo_bin("altavoz").expect("the program");
        let said =
            command.current_dir(folder.path()).args(["--messages", "en", "build"]).args(format).output();
        String::from_utf8(said.expect("it runs").stdout).expect("UTF-8")
    };
    let said = build(&[]);
    assert!(said.contains("languages indexed: 2, in "), "{said}");
    assert!(folder.path().join("public/search/index/pagefind.js").is_file());
    let said = build(&["--format", "json"]);
    let said: Value = serde_json::from_str(said.lines().last().unwrap_or_default()).expect("JSON");
    assert!(said["summary"]["search_ms"].is_u64(), "{said}");
    assert_eq!(said["summary"]["written"], 0, "{said}");
}
