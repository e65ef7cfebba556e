//! A build that is killed at any moment leaves whole files, and the next one completes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::corpus::Folder;

const ITEMS: usize = 120;

fn put(folder: &Folder, root: &Path) {
    for (path, bytes) in &folder.files {
        let place = root.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, bytes).expect("a disk");
    }
}

fn program(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("LC_ALL", "C");
    command.args(["build", "--quiet", "--today", "2026-11-22", "--root"]).arg(root);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn build(root: &Path) {
    assert!(program(root).status().expect("the program runs").success());
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// The site before and after an edit that touches every page.
fn versions() -> (Folder, Folder) {
    let mut before = Folder::with_items(ITEMS);
    // A picture to share has another address when its words change.
    let config = format!("{}[media]\nshare_pictures = false\n", super::corpus::CONFIG);
    before.set("config.toml", &config);
    let mut after = before.clone();
    let config = config.replace("Open Doors", "Wide Open Doors");
    after.set("config.toml", &config.replace("Puertas Abiertas", "Puertas Muy Abiertas"));
    (before, after)
}

fn clean(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let place = tempfile::tempdir().expect("a temporary folder");
    put(folder, place.path());
    build(place.path());
    files(&place.path().join("public"))
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_completes_it() {
    let (before, after) = versions();
    let (old, new) = (clean(&before), clean(&after));
    assert!(old.keys().eq(new.keys()) && old != new, "the edit changes pages, not addresses");

    for round in 1..=12 {
        let place = tempfile::tempdir().expect("a temporary folder");
        put(&before, place.path());
        build(place.path());
        put(&after, place.path());
        let share = new.len() * round / 13;
        kill_when_written(place.path(), &new, share);
        let found = files(&place.path().join("public"));
        for (name, bytes) in found.iter().filter(|(name, _)| !name.ends_with(".altavoz-new")) {
            let whole = old.get(name) == Some(bytes) || new.get(name) == Some(bytes);
            assert!(whole, "round {round}: half of {name}");
        }
        build(place.path());
        assert!(files(&place.path().join("public")) == new, "round {round}: not completed");
    }
}

#[test]
fn a_killed_first_build_leaves_nothing_half_and_the_next_completes_it() {
    let (before, _) = versions();
    let whole = clean(&before);
    for round in 0..6 {
        let place = tempfile::tempdir().expect("a temporary folder");
        put(&before, place.path());
        let staging = place.path().join("public.altavoz-new");
        let mut child = program(place.path()).spawn().expect("the program runs");
        while child.try_wait().expect("a child").is_none() && count(&staging) < round * 60 {}
        drop(child.kill());
        drop(child.wait());
        let found = files(&place.path().join("public"));
        assert!(found.is_empty() || found == whole, "round {round}: half a site");
        build(place.path());
        assert!(files(&place.path().join("public")) == whole, "round {round}: not completed");
        assert!(!staging.exists(), "round {round}: something was left behind");
    }
}

/// Starts a build and kills it when it has put so many of the new files in their places.
fn kill_when_written(root: &Path, new: &BTreeMap<String, Vec<u8>>, share: usize) {
    let public = root.join("public");
    let mut child = program(root).spawn().expect("the program runs");
    let differing: Vec<(&String, u64)> = new.iter().map(|(name, bytes)| (name, bytes.len() as u64)).collect();
    let is_new = |(name, length): &&(&String, u64)| {
        fs::metadata(public.join(name)).is_ok_and(|facts| facts.len() == *length)
    };
    while child.try_wait().expect("a child").is_none() {
        if differing.iter().filter(is_new).count() >= share {
            break;
        }
    }
    drop(child.kill());
    drop(child.wait());
}

fn count(folder: &Path) -> usize {
    walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()).count()
}
