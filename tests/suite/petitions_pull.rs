//! `altavoz petitions pull`: what the collectors count becomes a source of the next build.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::collector::Collector;
use super::signable::signable;

fn site(collector: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("content/petitions")).expect("a disk");
    let config = format!(
        "title = \"Campaign\"\nbase_url = \"https://example.org\"\npetitions = {{ collector = \"{collector}\" }}\n[languages.en]\nlocale = \"en-GB\"\n"
    );
    fs::write(folder.path().join("config.toml"), config).expect("a disk");
    for id in ["free", "unknown"] {
        fs::write(
            folder.path().join(format!("content/petitions/{id}.md")),
            signable(id, "opens = 2020-01-01"),
        )
        .expect("a disk");
    }
    folder
}

fn altavoz(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("LC_ALL", "C").env("NO_COLOR", "1").arg("--root").arg(root).args(arguments);
    command.output().expect("it runs")
}

fn pull(root: &Path) -> String {
    let output = altavoz(root, &["petitions", "pull", "--allow-local"]);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_count_is_pulled_shown_and_kept_while_the_collector_is_away() {
    let mut collector = Collector::new();
    let site = site(&format!("http://{}", collector.address));
    let said = pull(site.path());
    assert!(said.contains("free: 3 signatures"), "{said}");
    assert!(said.contains("unknown: ") && said.contains("there is none from before"), "{said}");
    let written = fs::read_to_string(site.path().join("counts.toml")).expect("a file");
    assert!(written.contains("[free]\ncount = 3\nas_of = 20") && !written.contains("[unknown]"), "{written}");

    assert!(altavoz(site.path(), &["build"]).status.success());
    let page = fs::read_to_string(site.path().join("public/petitions/free/index.html")).expect("a page");
    assert!(page.contains("3 people have signed") && page.contains("as of "), "{page}");

    collector.kill();
    let said = pull(site.path());
    assert!(said.contains("the last one stays: 3, of 20"), "{said}");
    assert_eq!(fs::read_to_string(site.path().join("counts.toml")).expect("a file"), written);
}

#[test]
fn nobody_in_the_own_network_is_asked() {
    let collector = Collector::new();
    let site = site(&format!("http://{}", collector.address));
    let output = altavoz(site.path(), &["petitions", "pull"]);
    assert!(output.status.success(), "{output:?}");
    assert!(!site.path().join("counts.toml").exists());
}

#[test]
fn a_file_that_cannot_be_understood_is_not_written_over() {
    let collector = Collector::new();
    let site = site(&format!("http://{}", collector.address));
    let written = "[free]\ncount = \"many\"\n";
    fs::write(site.path().join("counts.toml"), written).expect("a disk");
    let output = altavoz(site.path(), &["petitions", "pull", "--allow-local"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(fs::read_to_string(site.path().join("counts.toml")).expect("a file"), written);
}
