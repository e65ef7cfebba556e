//! Compressed copies: the same words, smaller, and gone when nobody wants them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use altavoz::base::Url;
use altavoz::base::output::{File, Output, Wave};
use altavoz::base::store::Store;
use altavoz::write::cellar::Cellar;
use altavoz::write::copies::with_copies;
use assert_cmd::Command;
use proptest::prelude::*;

pub(crate) fn unbrotlied(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain).expect("it is Brotli");
    plain
}

pub(crate) fn ungzipped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).expect("it is gzip");
    plain
}

fn output(files: &[(&str, &[u8])]) -> Output {
    let file = |(url, bytes): &(&str, &[u8])| (Url::new(url), File::new(Wave::Page, *bytes));
    Output { files: files.iter().map(file).collect(), ..Output::default() }
}

fn with_store(files: &[(&str, &[u8])], folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = with_copies(output(files), &Cellar::new(folder.to_path_buf()));
    output.files.into_iter().map(|(url, file)| (url.to_string(), file.bytes.to_vec())).collect()
}

#[test]
fn texts_have_copies_and_small_or_other_files_have_none() {
    let (folder, text) = (tempfile::tempdir().expect("a temporary folder"), b"Free them all. ".repeat(100));
    let made = with_store(
        &[
            ("/", &text),
            ("/_headers", &text),
            ("/own.css", &text),
            ("/own.css.gz", b"mine"),
            ("/photo.webp", &text),
            ("/small.txt", &text[..1000]),
        ],
        folder.path(),
    );
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "/",
            "/_headers",
            "/index.html.br",
            "/index.html.gz",
            "/own.css",
            "/own.css.br",
            "/own.css.gz",
            "/photo.webp",
            "/small.txt"
        ]
    );
    assert_eq!(unbrotlied(&made["/index.html.br"]), text);
    assert_eq!(ungzipped(&made["/index.html.gz"]), text);
    assert_eq!(made["/own.css.gz"], b"mine", "what an author put there stays");
}

#[test]
fn what_is_kept_between_builds_is_what_would_be_made_and_no_more() {
    let (folder, text) = (tempfile::tempdir().expect("a temporary folder"), b"Free them all. ".repeat(100));
    let kept = || {
        fs::read_dir(folder.path()).expect("a folder").flatten().map(|file| file.path()).collect::<Vec<_>>()
    };
    let first = with_store(&[("/a.txt", &text), ("/b.txt", &text)], folder.path());
    assert_eq!(kept().len(), 1, "the same text once");
    assert_eq!(with_store(&[("/a.txt", &text), ("/b.txt", &text)], folder.path()), first);
    let mut bytes = fs::read(&kept()[0]).expect("a file");
    bytes[40] ^= 1;
    fs::write(&kept()[0], bytes).expect("a disk");
    assert_eq!(
        with_store(&[("/a.txt", &text), ("/b.txt", &text)], folder.path()),
        first,
        "damage is made good"
    );
    with_store(&[("/a.txt", b"x")], folder.path());
    assert_eq!(kept().len(), 0);
}

fn build(root: &Path, precompress: bool) -> BTreeMap<String, Vec<u8>> {
    let config = fs::read_to_string(root.join("config.toml")).expect("the starter's");
    let config = config.split("\n[output]").next().expect("a text");
    fs::write(root.join("config.toml"), format!("{config}\n[output]\nprecompress = {precompress}\n"))
        .expect("a disk");
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.args(["build", "--today", "2026-11-22", "--root"]).arg(root).assert().success();
    let public = root.join("public");
    let files = walkdir::WalkDir::new(&public).into_iter().flatten().filter(|entry| entry.path().is_file());
    let name = |path: &Path| path.strip_prefix(&public).expect("inside").to_string_lossy().into_owned();
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).expect("a file"))).collect()
}

#[test]
fn a_site_has_copies_while_it_wants_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("site");
    Command::new(env!("CARGO_BIN_EXE_altavoz")).arg("init").arg(&root).assert().success();
    let without = build(&root, false);
    let with = build(&root, true);
    assert!(with["index.html.br"].len() < with["index.html.gz"].len(), "Brotli is the smaller one");
    for (path, bytes) in &with {
        match path.rsplit_once('.') {
            Some((original, "br")) => assert!(unbrotlied(bytes) == with[original], "{path}"),
            Some((original, "gz")) => assert!(ungzipped(bytes) == with[original], "{path}"),
            _ => assert!(*bytes == without[path], "{path}"),
        }
    }
    assert!(root.join(".altavoz/compressed").read_dir().expect("a folder").count() > 10);
    assert_eq!(build(&root, true), with);
    assert_eq!(build(&root, false), without);
    assert_eq!(root.join(".altavoz/compressed").read_dir().expect("a folder").count(), 0);
}

#[derive(Debug)]
struct Nothing;

impl Store for Nothing {
    fn take(&self, _: altavoz::base::Fingerprint) -> Option<Vec<u8>> {
        Some(b"no copy at all, but longer than its head".to_vec())
    }

    fn put(&self, _: altavoz::base::Fingerprint, _: &[u8]) {}

    fn keep_only(&self, _: &std::collections::BTreeSet<altavoz::base::Fingerprint>) {}
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_copy_says_what_its_file_says_and_is_smaller(words in prop::collection::vec("[a-zñé<>/ ]{1,9}|\\PC{1,40}", 1..600)) {
        let text = words.concat().into_bytes();
        let made = with_copies(output(&[("/a.html", &text)]), &Nothing);
        for (url, file) in &made.files {
            let plain = match url.as_str().rsplit('.').next() {
                Some("br") => unbrotlied(&file.bytes),
                Some("gz") => ungzipped(&file.bytes),
                _ => continue,
            };
            prop_assert!(plain == text && file.bytes.len() < text.len());
        }
        prop_assert!(made.files.len() == 1 || text.len() > 1024);
    }
}
