//! The commands, as people and programs meet them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

struct Site {
    folder: TempDir,
}

impl Site {
    /// The site that `altavoz init` makes.
    fn begun() -> Site {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = Site { folder };
        altavoz().arg("init").arg(site.root()).assert().success();
        site
    }

    fn root(&self) -> std::path::PathBuf {
        self.folder.path().join("site")
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, text).expect("a disk");
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = altavoz();
        command.args(arguments).arg("--root").arg(self.root()).args(["--today", "2026-11-22"]);
        let output = command.output().expect("the program runs");
        Ran {
            code: output.status.code().expect("not killed"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn objects(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect()
    }
}

fn altavoz() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("LC_ALL", "C");
    command.env("NO_COLOR", "1");
    command
}

fn has(root: &Path, file: &str) -> bool {
    root.join("public").join(file).is_file()
}

#[test]
fn a_new_site_builds_without_a_warning_in_both_languages() {
    let site = Site::begun();
    let ran = site.run(&["build", "--strict"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(has(&site.root(), "index.html") && has(&site.root(), "es/index.html"));
    assert!(
        has(&site.root(), "404.html") && has(&site.root(), "sitemap.xml") && has(&site.root(), "_headers")
    );
}

#[test]
fn whoever_reads_may_stop_reading() {
    let site = Site::begun();
    for arguments in [&["list"][..], &["build"], &["build", "--format", "json"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.args(arguments).arg("--root").arg(site.root()).stdout(writer);
        let output = command.output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*said), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn init_never_writes_into_a_folder_that_is_not_empty() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("mine.txt"), "mine").expect("a disk");
    altavoz().arg("init").arg(folder.path()).assert().code(2);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn an_error_is_shown_where_it_stands_and_nothing_is_written() {
    let site = Site::begun();
    site.put("content/contact.md", "+++\ntitle = \"Contact\"\ntitel = \"x\"\n+++\nSee [this](nowhere.md).\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[front-matter/unknown-key]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("content/contact.md:3:1"), "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean `title`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("content/contact.md:5:"), "{}", ran.stderr);
    assert!(!site.root().join("public").exists());
}

#[test]
fn json_is_one_object_a_line_with_a_summary_at_the_end() {
    let site = Site::begun();
    site.put("content/contact.md", "+++\ntitel = \"Contact\"\n+++\n");
    let ran = site.run(&["build", "--format", "json"]);
    let objects = ran.objects();
    let unknown =
        objects.iter().find(|object| object["code"] == "front-matter/unknown-key").expect("is reported");
    assert_eq!(unknown["file"], "content/contact.md");
    assert_eq!((&unknown["line"], &unknown["column"]), (&Value::from(2), &Value::from(1)));
    assert_eq!(unknown["severity"], "error");
    let summary = &objects.last().expect("a summary")["summary"];
    assert_eq!(summary["written"], 0);
    assert!(summary["errors"].as_u64() >= Some(1));
}

#[test]
fn github_gets_annotations() {
    let site = Site::begun();
    site.put("content/contact.md", "+++\ntitel = \"Contact\"\n+++\n");
    let ran = site.run(&["build", "--format", "github"]);
    let expected = "::error file=content/contact.md,line=2,col=1,title=front-matter/unknown-key::";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
}

#[test]
fn the_summary_says_when_the_next_page_changes() {
    let site = Site::begun();
    site.put(
        "content/news/soon.md",
        "+++\ntitle = \"Soon\"\ndate = 2026-11-30\ncountries = [\"MX\"]\npublish = 2026-11-30\n+++\nText.\n",
    );
    let ran = site.run(&["build", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let summary = ran.objects().pop().expect("a summary");
    assert_eq!(summary["summary"]["next_change"], "2026-11-30T06:00:00Z");
    assert!(!has(&site.root(), "news/soon/index.html"));
}

#[test]
fn every_source_file_is_listed_with_its_state_and_reason() {
    let site = Site::begun();
    site.put("content/draft.md", "+++\ntitle = \"Draft\"\ndraft = true\n+++\n");
    site.put("content/news/_later.es.md", "not read at all");
    site.put("content/_old/then.md", "nor this");
    site.put("content/.well-known/page.md", "nor this");
    let ran = site.run(&["list", "--format", "json"]);
    assert_eq!(ran.code, 0);
    let rows = ran.objects();
    let later = rows.iter().find(|row| row["file"] == "content/news/_later.es.md").expect("is listed");
    let said = ["lang", "kind", "state", "reason"].map(|key| later[key].as_str().unwrap_or_default());
    assert_eq!(said, ["es", "news", "draft", "`_later.es.md` begins with `_`, so it is set aside"]);
    let reason = |file: &str| {
        let row = rows.iter().find(|row| row["file"] == file).expect("is listed");
        row["reason"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(reason("content/_old/then.md"), "`_old` begins with `_`, so it is set aside");
    assert_eq!(reason("content/.well-known/page.md"), "`.well-known` begins with `.`, so it is hidden");
    let row = rows.iter().find(|row| row["file"] == "content/draft.md").expect("is listed");
    assert_eq!((&row["state"], &row["url"]), (&Value::from("draft"), &Value::Null));
    assert!(row["reason"].is_string());
    for entry in walkdir::WalkDir::new(site.root().join("content")).into_iter().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "md") {
            let name = entry.path().strip_prefix(site.root()).expect("inside").to_string_lossy().into_owned();
            assert!(rows.iter().any(|row| row["file"] == name.as_str()), "{name} is not listed");
        }
    }
    let hidden = site.run(&["list", "--hidden", "--format", "json"]).objects();
    assert!(hidden.iter().all(|row| row["state"] != "published"));
}

#[test]
fn a_file_that_says_the_same_is_listed_with_the_one_that_has_its_place() {
    let site = Site::begun();
    let text = "+++\ntitle = \"Contact\"\n+++\n";
    for file in ["contact.md", "contact.es.md", "contact/index.es.md"] {
        site.put(&format!("content/{file}"), text);
    }
    let ran = site.run(&["list", "--hidden", "--format", "json"]);
    let reasons = ran.objects().into_iter().map(|row| [row["file"].clone(), row["reason"].clone()]);
    let said = "`content/contact.es.md` says the same in the same language";
    assert_eq!(reasons.collect::<Vec<_>>(), [["content/contact/index.es.md", said]]);
}

#[test]
fn the_well_known_files_of_a_site_are_published_and_other_hidden_ones_are_not() {
    let site = Site::begun();
    site.put("assets/.well-known/security.txt", "Contact: mailto:web@example.org\n");
    site.put("assets/.DS_Store", "x");
    site.put("assets/.git/HEAD", "x");
    site.put("assets/.well-known/.DS_Store", "x");
    site.put("content/.well-known/page.md", "+++\n");
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(has(&site.root(), ".well-known/security.txt"));
    for hidden in [".DS_Store", ".git/HEAD", ".well-known/.DS_Store", ".well-known/page/index.html"] {
        assert!(!has(&site.root(), hidden), "{hidden} is published");
    }
}

#[test]
fn many_mistakes_of_a_file_are_each_named_at_their_place() {
    const MISTAKES: usize = 20_000;
    let site = Site::begun();
    site.put("content/contact.md", &format!("+++\ntitle = \"Contact\"\n+++\n{}", ":::\n\n".repeat(MISTAKES)));
    let objects = site.run(&["build", "--format", "json"]).objects();
    let lines = objects.iter().filter(|object| object["code"] == "directive/stray");
    let lines: Vec<u64> = lines.map(|object| object["line"].as_u64().expect("a line")).collect();
    assert_eq!((lines.len(), lines[0], lines[MISTAKES - 1]), (MISTAKES, 4, 2 + 2 * MISTAKES as u64));
    assert_eq!(site.run(&["build"]).stderr.matches("error[directive/stray]").count(), MISTAKES);
}

#[test]
fn drafts_never_get_into_the_folder_that_is_published() {
    let site = Site::begun();
    site.put("content/secret.md", "+++\ntitle = \"Secret\"\ndraft = true\n+++\n");
    assert_eq!(site.run(&["build", "--drafts"]).code, 2);
    let elsewhere = site.folder.path().join("preview");
    assert_eq!(site.run(&["build", "--drafts", "--output", &elsewhere.to_string_lossy()]).code, 0);
    let page = fs::read_to_string(elsewhere.join("secret/index.html")).expect("the draft is shown");
    assert!(page.contains("noindex"));
    for file in ["sitemap.xml", "feed.xml", "feed.json"] {
        assert!(!fs::read_to_string(elsewhere.join(file)).expect("is there").contains("secret"), "{file}");
    }
}

#[test]
fn an_unreadable_file_is_named_and_the_exit_code_is_2() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let site = Site::begun();
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a disk");
    mode(site.folder.path(), 0o755);
    mode(&site.root().join("content/_index.md"), 0o000);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.arg("build").arg("--root").arg(site.root());
    if fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0) {
        // Nothing is unreadable for root.
        command.uid(65534).gid(65534);
    }
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("content/_index.md"));
}

#[test]
fn what_is_no_file_is_refused_instead_of_waited_for() {
    let site = Site::begun();
    let pipe = site.root().join("content/pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there");
    assert!(made.success());
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("source/not-a-file") && ran.stderr.contains("content/pipe.md"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_link_out_of_the_site_is_refused() {
    let site = Site::begun();
    let outside = site.folder.path().join("outside.md");
    fs::write(&outside, "+++\ntitle = \"x\"\n+++\n").expect("a disk");
    std::os::unix::fs::symlink(&outside, site.root().join("content/outside.md")).expect("a disk");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("source/link-outside") && ran.stderr.contains("content/outside.md"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_empty_folder_is_no_site_and_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = altavoz().arg("build").current_dir(folder.path()).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("altavoz init"));
}

#[test]
fn record_remembers_what_is_public_and_a_lost_address_is_a_warning() {
    let site = Site::begun();
    site.put("content/contact.md", "+++\ntitle = \"Contact\"\n+++\n");
    assert_eq!(site.run(&["build", "--record"]).code, 0);
    let recorded = fs::read_to_string(site.root().join("published.toml")).expect("is written");
    assert!(recorded.contains("/contact/"), "{recorded}");
    fs::remove_file(site.root().join("content/contact.md")).expect("a disk");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("address/lost"), "{}", ran.stderr);
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_said_and_the_last_good_site_stays() {
    let site = Site::begun();
    assert_eq!(site.run(&["build"]).code, 0);
    let home = site.root().join("public/index.html");
    let before = fs::read(&home).expect("a page");
    let title = format!("+++\ntitle = \"{}\"\n+++\n", "Another title ".repeat(10));
    site.put("content/_index.md", &title);
    // The kernel refuses what is beyond 4 KiB of a file, as it would on a full disk.
    let mut shell = Command::new("bash");
    let line = "trap '' XFSZ; ulimit -f 4; exec \"$0\" build --root \"$1\" --today 2026-11-22";
    shell.args(["-c", line, env!("CARGO_BIN_EXE_altavoz")]).arg(site.root()).env("LC_ALL", "C");
    let output = shell.output().expect("bash runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write"), "{said}");
    assert_eq!(fs::read(&home).expect("a page"), before);
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(String::from_utf8_lossy(&fs::read(&home).expect("a page")).contains("Another title"));
}

#[test]
fn a_picture_that_stops_a_build_is_counted_by_the_list_too() {
    let site = Site::begun();
    site.put("assets/broken.png", "no picture");
    assert_eq!(site.run(&["build"]).code, 1);
    let ran = site.run(&["list"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("/news/"), "everything is listed all the same: {}", ran.stdout);
}
