//! Writing out: whole files, only differences, only ours.

use std::fs;
use std::path::Path;

use altavoz::base::Url;
use altavoz::base::output::{File, Output, Wave};
use altavoz::write::{Written, edits, write};
use tempfile::TempDir;

fn output(files: &[(&str, &str)]) -> Output {
    let file = |(url, text): &(&str, &str)| (Url::new(url), File::new(Wave::Page, text.as_bytes()));
    Output { files: files.iter().map(file).collect(), ..Output::default() }
}

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn public(&self) -> std::path::PathBuf {
        self.folder.path().join("public")
    }

    fn write(&self, files: &[(&str, &str)]) -> Written {
        self.write_saying(files).0
    }

    fn write_saying(&self, files: &[(&str, &str)]) -> (Written, Vec<String>) {
        let state = self.folder.path().join(".altavoz");
        let (written, said) = write(&output(files), &self.public(), &state).expect("the disk is there");
        (written, said.iter().map(|said| said.argument("path").unwrap_or_default().to_owned()).collect())
    }

    fn has(&self) -> Vec<(String, String)> {
        files_under(&self.public())
    }
}

fn files_under(folder: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).expect("text"))
        })
        .collect()
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn the_first_build_writes_everything() {
    let place = Place::new();
    let written = place.write(&[("/", "home"), ("/news/a/", "a"), ("/sitemap.xml", "map")]);
    assert_eq!(written, Written { written: 3, unchanged: 0, removed: 0 });
    let expected = [("index.html", "home"), ("news/a/index.html", "a"), ("sitemap.xml", "map")];
    assert_eq!(place.has(), pairs(&expected));
}

#[test]
fn only_differences_are_written() {
    let place = Place::new();
    place.write(&[("/", "home"), ("/a/", "a")]);
    let before =
        fs::metadata(place.public().join("index.html")).expect("is there").modified().expect("a time");
    let written = place.write(&[("/", "home"), ("/a/", "A")]);
    assert_eq!(written, Written { written: 1, unchanged: 1, removed: 0 });
    let after =
        fs::metadata(place.public().join("index.html")).expect("is there").modified().expect("a time");
    assert_eq!(before, after);
}

#[test]
fn what_is_gone_is_removed_with_its_empty_folders_and_nothing_else() {
    let place = Place::new();
    place.write(&[("/", "home"), ("/a/b/", "b")]);
    fs::write(place.public().join("CNAME"), "example.org").expect("a file of somebody else");
    let written = place.write(&[("/", "home")]);
    assert_eq!(written.removed, 1);
    assert_eq!(place.has(), pairs(&[("CNAME", "example.org"), ("index.html", "home")]));
    assert!(!place.public().join("a").exists());
}

#[test]
fn a_file_that_somebody_changed_is_written_again() {
    let place = Place::new();
    place.write(&[("/", "home")]);
    fs::write(place.public().join("index.html"), "hack").expect("of the same length");
    assert_eq!(place.write(&[("/", "home")]).written, 1);
    assert_eq!(place.has(), pairs(&[("index.html", "home")]));
}

#[test]
fn without_a_manifest_unknown_files_are_named_and_left_alone() {
    let place = Place::new();
    fs::create_dir_all(place.public()).expect("a folder");
    fs::write(place.public().join("old.html"), "old").expect("a file");
    let (written, said) = place.write_saying(&[("/", "home")]);
    assert_eq!((written.written, said), (1, vec!["old.html".to_owned()]));
    assert_eq!(place.has(), pairs(&[("index.html", "home"), ("old.html", "old")]));
}

#[test]
fn a_folder_can_take_the_place_of_a_file_and_the_other_way_round() {
    let place = Place::new();
    place.write(&[("/", "home"), ("/a", "file"), ("/b/", "page")]);
    place.write(&[("/", "home"), ("/a/", "page"), ("/b", "file")]);
    assert_eq!(place.has(), pairs(&[("a/index.html", "page"), ("b", "file"), ("index.html", "home")]));
}

#[test]
fn an_interrupted_build_is_completed_and_leaves_nothing_behind() {
    let place = Place::new();
    place.write(&[("/", "home"), ("/a/", "a")]);
    // As a build leaves it that was killed after it had written `/b/` and half of another file.
    let state = place.folder.path().join(".altavoz");
    let journal = fs::read_dir(&state).expect("a folder").flatten().map(|entry| entry.path());
    let lock =
        journal.into_iter().find(|path| path.extension().is_some_and(|e| e == "lock")).expect("a lock");
    fs::write(lock.with_extension("journal"), r#"["b/index.html","index.html"]"#).expect("a journal");
    fs::create_dir_all(place.public().join("b")).expect("a folder");
    fs::write(place.public().join("b/index.html"), "b").expect("a file");
    fs::write(place.public().join("index.html.altavoz-new"), "ho").expect("half a file");

    let written = place.write(&[("/", "home"), ("/a/", "a")]);
    assert_eq!(written, Written { written: 0, unchanged: 2, removed: 1 });
    assert_eq!(place.has(), pairs(&[("a/index.html", "a"), ("index.html", "home")]));
}

#[test]
fn a_place_that_cannot_be_written_is_a_failure() {
    let place = Place::new();
    fs::write(place.folder.path().join("public"), "a file where the folder should be").expect("a file");
    let state = place.folder.path().join(".altavoz");
    let failure = write(&output(&[("/", "home")]), &place.public(), &state).expect_err("cannot be written");
    assert!(failure.key.starts_with("failure."), "{failure:?}");
}

/// What every way of changing a site's file makes of a path: how many of them fail.
fn refused(root: &Path, path: &str) -> usize {
    let ways = [
        edits::replace(root, path, b"new").is_err(),
        edits::add(root, path, b"new").is_err(),
        edits::put(root, path, b"new").is_err(),
        edits::renew(root, path, "new old", "old").is_err(),
        edits::change(root, path, b"old", b"new").is_err(),
        edits::remove(root, path).is_err(),
    ];
    ways.into_iter().filter(|is_refused| *is_refused).count()
}

#[test]
fn a_path_that_leads_out_of_the_site_is_never_changed() {
    let place = Place::new();
    let (root, own) = (place.folder.path().join("site"), place.folder.path().join("own.txt"));
    fs::create_dir_all(root.join("content")).expect("a disk");
    fs::write(&own, "old").expect("a disk");
    let absolute = own.to_string_lossy().into_owned();
    for path in ["../own.txt", "content/../../own.txt", "missing/../../own.txt", &absolute] {
        assert_eq!(refused(&root, path), 6, "{path}");
    }
    assert_eq!(fs::read_to_string(&own).expect("is there"), "old");
    assert!(!root.join("missing").exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site_is_never_followed() {
    use std::os::unix::fs::symlink;

    let place = Place::new();
    let (root, outside) = (place.folder.path().join("site"), place.folder.path().join("outside"));
    fs::create_dir_all(&root).expect("a disk");
    fs::create_dir_all(&outside).expect("a disk");
    fs::write(outside.join("own.txt"), "old").expect("a disk");
    symlink("../outside", root.join("content")).expect("a disk");
    symlink("../outside/own.txt", root.join("own.txt")).expect("a disk");
    assert_eq!(refused(&root, "content/own.txt"), 6);
    assert_eq!(refused(&root, "content/new/own.txt"), 6);
    assert!(edits::change(&root, "own.txt", b"old", b"new").is_err());
    assert_eq!(files_under(&outside), pairs(&[("own.txt", "old")]));
}
