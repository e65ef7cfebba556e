//! 301 real pages in four languages that somebody else wrote: nothing panics, and every problem is
//! reported where it stands.
//!
//! The pages lie beside the checkout in continuous integration and are not part of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use altavoz::base::{Diagnostic, Sources};
use altavoz::{Built, Memo};
use yaml_rust2::{Yaml, YamlLoader};

use super::corpus::Folder;

const CONFIG: &str = r#"title = "Login"
base_url = "https://example.gov"
default_language = "en"
timezone = "America/New_York"

[languages.en]
name = "English"
[languages.es]
name = "Español"
[languages.fr]
name = "Français"
[languages.zh]
name = "中文"
"#;

fn pages() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/login-gov/content");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the pages of login.gov do not lie beside this checkout");
    None
}

/// The corpus as a site: YAML front matter made into TOML, what we do not know under `[extra]`.
fn site(pages: &Path) -> Folder {
    let mut folder = Folder::default();
    folder.set("config.toml", CONFIG);
    let entries = walkdir::WalkDir::new(pages).sort_by_file_name().into_iter().flatten();
    for entry in entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md")) {
        let name = entry.path().strip_prefix(pages).expect("inside").to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path()).expect("UTF-8");
        folder.set(&format!("content/{name}"), &with_toml(&text));
    }
    folder
}

fn with_toml(text: &str) -> String {
    let Some((front, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return text.to_owned();
    };
    // A few of these pages have YAML that only lenient readers take: they keep their title.
    let title = || front.lines().find(|line| line.starts_with("title:")).unwrap_or_default();
    let read = YamlLoader::load_from_str(front).or_else(|_| YamlLoader::load_from_str(title()));
    let yaml = read.ok().and_then(|documents| documents.into_iter().next()).unwrap_or(Yaml::Null);
    let mut own = toml::Table::new();
    let mut extra = toml::Table::new();
    for (key, value) in yaml.as_hash().into_iter().flatten() {
        let (Some(key), Some(value)) = (key.as_str(), to_toml(value)) else { continue };
        let table = if key == "title" { &mut own } else { &mut extra };
        table.insert(key.to_owned(), value);
    }
    own.insert("extra".to_owned(), toml::Value::Table(extra));
    format!("+++\n{}+++\n{body}", toml::to_string(&own).expect("plain data"))
}

fn to_toml(yaml: &Yaml) -> Option<toml::Value> {
    Some(match yaml {
        Yaml::String(text) => toml::Value::String(text.clone()),
        Yaml::Integer(number) => toml::Value::Integer(*number),
        Yaml::Real(text) => toml::Value::Float(text.parse().ok()?),
        Yaml::Boolean(value) => toml::Value::Boolean(*value),
        Yaml::Array(items) => toml::Value::Array(items.iter().filter_map(to_toml).collect()),
        Yaml::Hash(entries) => toml::Value::Table(
            entries
                .iter()
                .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), to_toml(value)?)))
                .collect(),
        ),
        Yaml::Alias(_) | Yaml::Null | Yaml::BadValue => return None,
    })
}

fn by_code(said: &[Diagnostic]) -> BTreeMap<&str, usize> {
    said.iter().fold(BTreeMap::new(), |mut counts, found| {
        *counts.entry(found.code).or_default() += 1;
        counts
    })
}

/// The text that a diagnostic points at.
fn pointed_at<'a>(found: &Diagnostic, sources: &'a Sources) -> &'a str {
    let source = sources.by_id(found.span.source).expect("a file of the site");
    let text = source.text().expect("UTF-8");
    text.get(found.span.start as usize..found.span.end as usize)
        .expect("a span lies inside its file, between letters")
}

#[test]
fn real_pages_build_and_every_problem_stands_in_its_place() {
    let Some(pages) = pages() else { return };
    let folder = site(&pages);
    assert_eq!(folder.files.len(), 301 + 1, "301 pages and the settings");
    let sources = folder.sources();
    let (built, said): (Built, _) = folder.build(&mut Memo::default());
    assert!(!said.is_empty(), "these pages have HTML and Liquid in them");
    for found in &said {
        let there = pointed_at(found, &sources);
        match found.code {
            "html/raw" => assert!(there.starts_with('<'), "{there:?}"),
            "link/broken" | "link/anchor" | "link/absolute" => assert!(!there.is_empty(), "{found:?}"),
            _ => {}
        }
    }
    // A page that is not said to be broken is listed, and one that is listed as published has a page.
    let markdown = folder
        .files
        .keys()
        .filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "md"))
        .count();
    let listed: std::collections::BTreeSet<_> =
        built.site.listing.iter().map(|row| row.file.as_str()).collect();
    assert_eq!(listed.len(), markdown, "every file is listed");
    for row in built.site.listing.iter().filter(|row| row.state == "published") {
        let url = row.url.as_ref().expect("a published page has an address");
        assert!(built.site.pages.iter().any(|page| page.url == *url), "{url} has no page");
    }
    println!("{:?}", by_code(&said));
}

#[test]
fn text_that_looks_like_a_template_stays_text() {
    let Some(pages) = pages() else { return };
    let folder = site(&pages);
    let (built, _) = folder.build(&mut Memo::default());
    let with_liquid =
        folder.files.values().filter(|bytes| String::from_utf8_lossy(bytes).contains("{{")).count();
    let shown = built.output.files.iter().filter(|(url, file)| {
        url.as_str().ends_with('/') && String::from_utf8_lossy(&file.bytes).contains("{{")
    });
    assert!(with_liquid > 0);
    assert!(shown.count() > 0, "two braces in a text are two braces on the page");
}
