//! The site as one file that opens without a server.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use assert_cmd::Command;

const CONFIG: &str = "title = \"Open Door\"\nbase_url = \"https://example.org/campaign\"\n[markdown]\nraw_html = true\n\
                      [languages.en]\n[languages.es]\n";

const PAGE: &str = "+++\ntitle = \"Hearing & aftermath\"\ndate = 2026-11-02\nregions = [\"global\"]\n\
                    aliases = [\"/old/\"]\n+++\n\
                    Read [the other](other.md#more), [nothing of ours](https://example.com/x/), [up](#below).\n\n## Below\n\n\
                    <p><a href=/campaign/news/>bare</a> <a title='>' href='/campaign/gone/?q=1'>gone</a> <A HREF=\"../\">up</A>\n\
                    <img srcset=\"/campaign/a.svg 1x, /campaign/b%20c.svg 2x\" src=\"/campaign/a.svg\" alt=\"\"></p>\n";

fn site(folder: &Path) {
    let files = [
        ("config.toml", CONFIG),
        ("content/news/hearing.md", PAGE),
        (
            "content/news/other.md",
            "+++\ntitle = \"Other\"\ndate = 2026-11-03\nregions = [\"global\"]\n+++\nText.\n\n## More\n",
        ),
        ("assets/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
        ("assets/b c.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
        (
            "assets/own.css",
            "a { background: url('/campaign/a.svg') url(b%20c.svg) url(data:,x) url(/x.png) }",
        ),
    ];
    for (path, text) in files {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder is made");
        fs::write(place, text).expect("a file is written");
    }
}

/// Builds with an archive at a place, and gives its bytes.
fn archived(folder: &Path, more: &[&str], place: &str) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    let command =
        command.current_dir(folder).args(["build", "--today", "2026-11-22", "--archive"]).args(more);
    command.assert().success();
    fs::read(folder.join(place)).expect("the archive is there")
}

fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = file.name().expect("a name").into_owned();
        files.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    files
}

#[test]
fn every_link_leads_from_file_to_file_or_to_the_live_site() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path());
    let files = unpacked(&archived(folder.path(), &[], "public.zip"));
    let page = &files["example.org/news/hearing/index.html"];
    for link in [
        "href=\"../other/index.html#more\"",
        "href=\"https://example.com/x/\"",
        "href=\"#below\"",
        "href=../index.html>bare",
        "<a title='>' href='https://example.org/campaign/gone/?q=1'>gone",
        "<A HREF=\"../index.html\">up",
        "srcset=\"../../a.svg 1x, ../../b%20c.svg 2x\" src=\"../../a.svg\"",
        "rel=\"canonical\" href=\"https://example.org/campaign/news/hearing/\"",
        "&#39;self&#39; file:",
    ] {
        assert!(page.contains(link), "{link} is not in {page}");
    }
    assert!(!page.contains("\"/campaign/"), "{page}");
    assert!(files["example.org/old/index.html"].contains("url=../news/hearing/index.html"));
    assert_eq!(
        files["example.org/own.css"],
        "a { background: url('a.svg') url(b%20c.svg) url(data:,x) url(https://example.org/x.png) }"
    );
    assert!(
        files["example.org/READ-ME.txt"].contains("November 22, 2026"),
        "{}",
        files["example.org/READ-ME.txt"]
    );
    assert!(files["example.org/READ-ME.txt"].contains("22 de noviembre de 2026"));
    assert!(!files.contains_key("example.org/_headers"), "only a server understands it");
}

#[test]
fn the_same_site_is_the_same_archive_wherever_it_is_written() {
    let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    site(one.path());
    site(other.path());
    let first = archived(one.path(), &[], "public.zip");
    assert!(first == archived(other.path(), &["stick.zip"], "stick.zip"));
    assert!(first == archived(one.path(), &[], "public.zip"), "nor does a second build change it");
}

#[test]
fn a_site_with_errors_and_a_place_that_cannot_be_written_leave_no_archive() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    let refused =
        command.current_dir(folder.path()).args(["build", "--archive", "nowhere/site.zip"]).assert();
    let said = String::from_utf8_lossy(&refused.code(2).get_output().stderr.clone()).into_owned();
    assert!(said.contains("nowhere/site.zip"), "{said}");
    fs::write(folder.path().join("content/news/other.md"), "+++\ntitle = 1\n+++\n")
        .expect("a file is written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.current_dir(folder.path()).args(["build", "--archive"]).assert().code(1);
    assert!(!folder.path().join("public.zip").exists());
}
