//! `altavoz schema`: what editors are told is what the program reads.
//!
//! Whether the schemas take and refuse the same files as the program is asked of a validator, in
//! tests/judges/schemas.py.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use altavoz::base::record::Shape;
use altavoz::cli::field_words::shapes;
use altavoz::content::Kind;
use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

struct Site {
    folder: TempDir,
}

impl Site {
    fn begun() -> Site {
        let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
        let begun = altavoz().arg("init").arg(site.root()).output().expect("the program runs");
        assert!(begun.status.success());
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, text).expect("a disk");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("is there")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = altavoz();
        command.arg("schema").args(arguments).arg("--root").arg(self.root());
        command.output().expect("the program runs")
    }

    fn schema(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

fn altavoz() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("NO_COLOR", "1");
    command
}

fn words(values: &Value) -> Vec<&str> {
    values.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

#[test]
fn every_field_of_every_kind_is_described() {
    let all = Site::begun().schema(&[]);
    for kind in Kind::ALL {
        let properties = &all[kind.name()]["properties"];
        for shape in shapes(kind) {
            let Shape::Record(_, fields) = shape else { panic!("front matter is a table") };
            for field in fields {
                let description = properties[field.key]["description"].as_str();
                assert!(description.is_some_and(|words| !words.is_empty()), "{kind:?} {}", field.key);
            }
        }
    }
    assert_eq!(all.as_object().expect("by name").len(), 1 + 2 * Kind::ALL.len());
}

#[test]
fn a_translation_sets_texts_only() {
    let schema = Site::begun().schema(&["practice", "--translation"]);
    assert_eq!(words(&schema["required"]), ["title"]);
    for field in ["date", "countries", "measure", "status"] {
        assert!(schema["properties"][field].is_null(), "{field}");
    }
    let actor = &schema["properties"]["actors"]["items"]["properties"];
    assert_eq!(actor.as_object().expect("a table").keys().collect::<Vec<_>>(), ["note"]);
}

#[test]
fn the_sites_own_regions_and_vocabularies_are_offered() {
    let site = Site::begun();
    let config = site.text("config.toml");
    site.put(
        "config.toml",
        &format!("{config}\n[regions.andes]\nname = {{ en = \"Andes\" }}\ncountries = [\"PE\"]\n"),
    );
    site.put(
        "content/practices/_vocabularies/context.toml",
        "[river]\nlabel = { en = \"River\", es = \"Río\" }\n",
    );
    let schema = site.schema(&["practice"]);
    assert_eq!(words(&schema["properties"]["regions"]["items"]["enum"]), ["andes"]);
    let context = words(&schema["properties"]["context"]["items"]["enum"]);
    assert!(context.contains(&"river") && context.contains(&"transit"), "{context:?}");
}

#[test]
fn a_site_that_keeps_unknown_fields_is_not_told_of_them() {
    let site = Site::begun();
    assert_eq!(site.schema(&["news"])["additionalProperties"], false);
    let config = site.text("config.toml");
    site.put("config.toml", &format!("{config}\n[front_matter]\nunknown = \"keep\"\n"));
    assert_eq!(site.schema(&["news"])["additionalProperties"], true);
}

#[test]
fn the_descriptions_are_in_the_language_that_is_asked_for() {
    let site = Site::begun();
    let title = |lang| site.schema(&["news", "--lang", lang])["properties"]["title"]["description"].clone();
    assert_eq!(title("en"), "The headline.");
    assert_eq!(title("es"), "El título.");
}

#[test]
fn without_a_site_the_programs_own_words_are_described() {
    // No folder above is a site's.
    let output = altavoz().args(["schema", "practice"]).current_dir("/").output();
    let output = output.expect("the program runs");
    assert!(output.status.success());
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(words(&schema["properties"]["measure"]["enum"]), ["law", "policy", "practice"]);
    assert!(schema["properties"]["regions"]["items"]["enum"].is_null());
}

#[test]
fn write_puts_them_into_the_site_and_names_one_in_config() {
    let site = Site::begun();
    let config = site.text("config.toml");
    assert!(site.run(&["--write"]).status.success());
    assert_eq!(site.text("config.toml"), format!("#:schema ./schemas/config.json\n\n{config}"));
    let schema: Value = serde_json::from_str(&site.text("schemas/news.json")).expect("JSON");
    assert_eq!(schema["title"], "news");
    let first = fs::read_dir(site.root().join("schemas")).expect("a folder").count();
    assert_eq!(first, 13);
    // A second time changes nothing, and the site builds.
    let before = (site.text("config.toml"), site.text("schemas/config.json"));
    assert!(site.run(&["--write"]).status.success());
    assert_eq!((site.text("config.toml"), site.text("schemas/config.json")), before);
    let built = altavoz().arg("build").arg("--root").arg(site.root()).output().expect("the program runs");
    assert!(built.status.success() && built.stderr.is_empty());
    assert!(!site.root().join("public/schemas").exists());
}

#[test]
fn a_line_that_names_another_schema_and_the_marks_of_windows_stay() {
    let site = Site::begun();
    let config = site.text("config.toml");
    let own = format!("# mine\n#:schema ./mine.json\n{config}");
    site.put("config.toml", &own);
    assert!(site.run(&["--write"]).status.success());
    assert_eq!(site.text("config.toml"), own);
    let windows = format!("\u{feff}{}", config.replace('\n', "\r\n"));
    site.put("config.toml", &windows);
    assert!(site.run(&["--write"]).status.success());
    let text = site.text("config.toml");
    assert!(text.starts_with("\u{feff}#:schema ./schemas/config.json\r\n\r\n# The settings"), "{text}");
    assert!(text.ends_with(windows.trim_start_matches('\u{feff}')));
}

#[test]
fn a_file_of_ones_own_among_the_schemas_is_left_alone() {
    let site = Site::begun();
    site.put("schemas/news.json", "{}\n");
    let output = site.run(&["--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("schemas/news.json"));
    assert_eq!(site.text("schemas/news.json"), "{}\n");
}

#[test]
fn what_has_no_schema_is_named() {
    let site = Site::begun();
    let said = |arguments: &[&str]| {
        let output = site.run(arguments);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&["novel"]).contains("config, statement, news"));
    assert!(said(&["config", "--translation"]).contains("no translations"));
}

#[test]
fn a_reader_who_has_seen_enough_may_go() {
    let site = Site::begun();
    let command =
        format!("{} schema --root {} | head -1", env!("CARGO_BIN_EXE_altavoz"), site.root().display());
    let output = Command::new("sh").args(["-c", &command]).output().expect("a shell");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "{\n");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_config_that_cannot_be_read_as_text_is_left_alone_and_nothing_is_written() {
    for letter in [&b"\xe9"[..], b"\0"] {
        let site = Site::begun();
        let config = [b"# r", letter, b"glages\n", site.text("config.toml").as_bytes()].concat();
        fs::write(site.root().join("config.toml"), &config).expect("a disk");
        let output = site.run(&["--write"]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("nothing was written, because `config.toml` cannot be read as text"), "{said}");
        assert_eq!(fs::read(site.root().join("config.toml")).expect("is there"), config);
        assert!(!site.root().join("schemas").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_config_that_is_a_link_stays_one_and_who_may_read_it_stays_the_same() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let site = Site::begun();
    let (config, own) = (site.root().join("config.toml"), site.root().join("assets/own.toml"));
    fs::create_dir_all(site.root().join("assets")).expect("a disk");
    fs::rename(&config, &own).expect("a disk");
    fs::set_permissions(&own, fs::Permissions::from_mode(0o600)).expect("a disk");
    symlink("assets/own.toml", &config).expect("a disk");
    assert!(site.run(&["--write"]).status.success());
    assert!(config.symlink_metadata().expect("is there").is_symlink());
    assert!(site.text("assets/own.toml").starts_with("#:schema ./schemas/config.json\n"));
    assert_eq!(own.metadata().expect("is there").permissions().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_config_that_leads_out_of_the_site_is_left_alone() {
    let site = Site::begun();
    let (config, outside) = (site.root().join("config.toml"), site.folder.path().join("outside.toml"));
    fs::rename(&config, &outside).expect("a disk");
    std::os::unix::fs::symlink("../outside.toml", &config).expect("a disk");
    let before = fs::read(&outside).expect("is there");
    assert_eq!(site.run(&["--write"]).status.code(), Some(2));
    assert!(config.symlink_metadata().expect("is there").is_symlink());
    assert_eq!(fs::read(&outside).expect("is there"), before);
    assert!(!site.root().join("schemas").exists());
}
