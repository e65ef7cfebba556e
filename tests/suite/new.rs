//! `altavoz new`: what it begins builds as it is, and with every remark's field taken into use.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use altavoz::base::date::When;
use altavoz::base::record::{Field, Shape};
use altavoz::base::{Severity, Source, SourcePath, Sources};
use altavoz::cli::field_words::{FieldWords, shapes};
use altavoz::config::fields::Fields;
use altavoz::content::Kind;
use altavoz::{Inputs, Memo, collect};
use assert_cmd::Command;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rayon::prelude::*;
use tempfile::TempDir;

/// A site that `altavoz init` made.
struct Site {
    folder: TempDir,
}

impl Site {
    fn begun() -> Site {
        let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
        assert!(altavoz(&["init".as_ref(), site.root().as_os_str()]).status.success());
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn try_to_begin(&self, arguments: &[&str]) -> Output {
        let root = self.root();
        let mut all: Vec<&OsStr> = ["new", "--today", "2026-11-22", "--root"].map(OsStr::new).to_vec();
        all.push(root.as_os_str());
        all.extend(arguments.iter().map(OsStr::new));
        altavoz(&all)
    }

    /// The path of what was begun.
    fn begin(&self, arguments: &[&str]) -> String {
        let output = self.try_to_begin(&[arguments, &["--format", "json"]].concat());
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
        object["file"].as_str().expect("a path").to_owned()
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("the file is there")
    }

    fn files(&self) -> BTreeSet<PathBuf> {
        let entries = walkdir::WalkDir::new(self.folder.path()).into_iter().flatten();
        entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.path().to_owned()).collect()
    }
}

fn altavoz(arguments: &[&OsStr]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("NO_COLOR", "1").args(arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// The errors of a site, with a file in the place of the one that is there.
fn errors(sources: &Sources, path: &str, text: &str, memo: &mut Memo) -> Vec<String> {
    let own = Source::new(SourcePath::new(path), text.as_bytes());
    let others = sources.iter().filter(|source| source.path.as_str() != path);
    let sources: Sources = others.map(|source| Source::clone(source)).chain([own]).collect();
    let now = When::parse("2026-11-22").expect("a day");
    let inputs = Inputs { now, drafts: true, future: true, base: None, collector: None };
    let (_, said) = altavoz::build(&sources, &inputs, memo);
    let errors = said.iter().filter(|said| said.severity == Severity::Error);
    errors.map(|said| format!("{} {:?}", said.code, said.arguments)).collect()
}

#[test]
fn every_kind_in_every_language_builds_as_it_was_begun() {
    let site = Site::begun();
    for kind in Kind::ALL.map(Kind::name) {
        for lang in ["en", "es"] {
            for country in [&[][..], &["--country", "GT"]] {
                let title = format!("Doors {kind} {lang} {}", country.len());
                site.begin(&[&[kind, &title, "--lang", lang], country].concat());
            }
        }
    }
    let elsewhere = site.folder.path().join("preview");
    let root = site.root();
    let output = altavoz(&[
        "build".as_ref(),
        "--drafts".as_ref(),
        "--strict".as_ref(),
        "--today".as_ref(),
        "2026-11-22".as_ref(),
        "--output".as_ref(),
        elsewhere.as_os_str(),
        "--root".as_ref(),
        root.as_os_str(),
    ]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(output.stderr.is_empty(), "{}", said(&output));
    for page in ["news/doors-news-en-0", "es/practices/doors-practice-es-2", "doors-page-en-0"] {
        assert!(elsewhere.join(page).join("index.html").is_file(), "{page}");
    }
}

#[test]
fn every_remark_that_is_taken_into_use_builds() {
    let site = Site::begun();
    let (sources, _) = collect::collect(&site.root()).expect("the site is there");
    let begun: Vec<(String, String)> = Kind::ALL
        .iter()
        .flat_map(|kind| ["en", "es"].map(|lang| (kind.name(), lang)))
        .map(|(kind, lang)| {
            let path = site.begin(&[kind, &format!("Doors {kind} {lang}"), "--lang", lang]);
            let text = site.text(&path);
            (path, text)
        })
        .collect();
    let mut tried = Vec::new();
    for (path, text) in &begun {
        let lines: Vec<&str> = text.lines().collect();
        let front = lines.iter().rposition(|line| *line == "+++").expect("an end");
        let examples = (0..front).filter(|&number| is_example(lines[number]));
        tried.extend(examples.map(|number| {
            let mut lines = lines.clone();
            lines[number] = &lines[number][1..];
            (path, lines[number].to_owned(), lines.join("\n"))
        }));
    }
    assert!(tried.len() > 300, "{} examples only", tried.len());
    let wrong: Vec<String> = tried
        .par_iter()
        .map_init(Memo::default, |memo, (path, line, text)| {
            let errors = errors(&sources, path, text, memo);
            (!errors.is_empty()).then(|| format!("{path}: {line}\n  {errors:?}"))
        })
        .flatten()
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A field behind a `#`; a remark has a space there.
fn is_example(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

#[test]
fn a_remark_with_a_mistake_would_be_found() {
    let site = Site::begun();
    let (sources, _) = collect::collect(&site.root()).expect("the site is there");
    let path = site.begin(&["news", "Doors"]);
    let text = site.text(&path);
    assert_eq!(errors(&sources, &path, &text, &mut Memo::default()), [""; 0]);
    assert_eq!(
        errors(&sources, &path, &text.replace("#toc = true", "toc = 1"), &mut Memo::default()).len(),
        1
    );
}

/// Every record below these fields, by its path.
fn records(shape: Shape, found: &mut Vec<(&'static str, &'static [Field])>) {
    match shape {
        Shape::List(inside) => records(*inside, found),
        Shape::Record(name, fields) if found.iter().all(|(known, _)| *known != name) => {
            found.push((name, fields));
            for field in fields {
                records(field.shape, found);
                for limit in field.limits {
                    if let altavoz::base::record::Limit::Each(inside) = limit {
                        records(**inside, found);
                    }
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_field_is_explained_in_both_languages_and_no_other_is() {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        for shape in shapes(kind) {
            records(shape, &mut all);
        }
    }
    records(<Fields as altavoz::base::record::Read>::SHAPE, &mut all);
    let mut names: Vec<BTreeSet<String>> = Vec::new();
    for lang in ["en", "es"] {
        let words = FieldWords::of(lang).expect("the words are there");
        let mut missing = Vec::new();
        let mut known = BTreeSet::new();
        for (record, fields) in &all {
            let short = record.rsplit("::").take(2).collect::<Vec<_>>();
            for field in *fields {
                let says = words.says(record, field.key);
                if says.is_none_or(|says| !says.ends_with(['.', '…'])) {
                    missing.push(format!("{record}.{}", field.key));
                }
                known.insert(format!("{}.{}.{}", short[1], short[0], field.key));
            }
        }
        assert!(missing.is_empty(), "{lang}: {missing:#?}");
        let is_known = |name: &&str| {
            let field = name.splitn(4, '.').take(3).collect::<Vec<_>>().join(".");
            known.contains(&field) || ["head.", "body.", "draft."].iter().any(|part| name.starts_with(part))
        };
        let strange: Vec<&str> = words.names().filter(|name| !is_known(name)).collect();
        assert!(strange.is_empty(), "{lang}: no such fields: {strange:?}");
        names.push(words.names().map(str::to_owned).collect());
    }
    assert_eq!(names[0], names[1]);
}

#[test]
fn every_field_of_an_item_stands_in_a_new_file_but_those_of_translations() {
    let site = Site::begun();
    for kind in Kind::ALL {
        let text = site.text(&site.begin(&[kind.name(), &format!("Doors {}", kind.name())]));
        let has = |key: &str| {
            let starts =
                [format!("{key} = "), format!("#{key} = "), format!("[{key}]"), format!("[[{key}]]")];
            text.lines().any(|line| starts.iter().any(|start| line.starts_with(start)))
        };
        let fields = shapes(kind).into_iter().flat_map(|shape| match shape {
            Shape::Record(_, fields) => fields,
            _ => &[],
        });
        let missing: Vec<&str> = fields.map(|field| field.key).filter(|key| !has(key)).collect();
        assert_eq!(missing, ["original", "translation_of", "translators", "mode", "machine"], "{kind:?}");
    }
}

#[test]
fn the_file_lies_where_its_kind_language_and_folder_say() {
    let site = Site::begun();
    let path = |arguments: &[&str]| site.begin(arguments);
    assert_eq!(path(&["news", "Doors open: día 1"]), "content/news/doors-open-dia-1.md");
    assert_eq!(path(&["news", "Se abren puertas", "--lang", "es"]), "content/news/se-abren-puertas.es.md");
    assert_eq!(path(&["statement", "To all", "--folder"]), "content/statements/to-all/index.md");
    assert_eq!(path(&["page", "About us", "--in", "about"]), "content/about/about-us.md");
    assert_eq!(path(&["page", "Team"]), "content/team.md");
    assert_eq!(path(&["petition", "¡Ya!", "--slug", "now"]), "content/petitions/now.md");
    assert_eq!(path(&["news", "العربية"]), "content/news/العربية.md");
    let text = site.text("content/petitions/now.md");
    assert!(text.contains("title = \"¡Ya!\"\n") && text.contains("\nid = \"now\"\n"), "{text}");
}

#[test]
fn countries_and_campaigns_are_taken_from_the_arguments() {
    let site = Site::begun();
    let path = site.begin(&["practice", "Pilot", "--country", "mx,GT", "--hashtag", "#FreeThemAll"]);
    let text = site.text(&path);
    for line in ["countries = [\"MX\", \"GT\"]", "hashtags = [\"FreeThemAll\"]", "id = \"atd-mx-pilot\""] {
        assert!(text.lines().any(|written| written == line), "{line} is not in {text}");
    }
    assert!(!text.contains("No country is named"));
}

#[test]
fn what_is_there_is_never_overwritten() {
    let site = Site::begun();
    let path = site.begin(&["news", "Doors"]);
    fs::write(site.root().join(&path), "mine").expect("a disk");
    for again in [&["news", "Doors"][..], &["news", "Doors", "--lang", "es"], &["news", "Doors", "--folder"]]
    {
        let before = site.files();
        let output = site.try_to_begin(again);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("content/news/doors.md"), "{}", said(&output));
        assert_eq!(site.files(), before);
    }
    assert_eq!(site.text(&path), "mine");
}

#[test]
fn what_is_missing_or_wrong_is_said_in_a_pipe() {
    let site = Site::begun();
    let before = site.files();
    let cases: [(&[&str], &str); 16] = [
        (&[], "say what to begin"),
        (&["news"], "say what to begin"),
        (&["nonsense", "x"], "nothing that can be begun"),
        (&["news", " "], "no words"),
        (&["news", "one\ntwo"], "U+000A"),
        (&["news", "\u{202e}x"], "was not written"),
        (&["news", "🚪"], "--slug"),
        (&["news", "../.."], "--slug"),
        (&["page", "Index"], "--slug"),
        (&["page", "Page"], "was not written"),
        (&["news", "x", "--slug", "../x"], "--slug"),
        (&["page", "x", "--in", "../.."], "cannot be the folder"),
        (&["page", "x", "--in", "news"], "cannot be the folder"),
        (&["news", "x", "--lang", "fr"], "en, es"),
        (&["news", "x", "--country", "Mexico"], "two letters"),
        (&["news", "x", "--hashtag", "a-b"], "no hashtag"),
    ];
    for (arguments, expected) in cases {
        let output = site.try_to_begin(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(expected), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(site.files(), before);
}

#[test]
fn nothing_is_written_through_a_link_out_of_the_site() {
    let site = Site::begun();
    let outside = site.folder.path().join("outside");
    fs::create_dir(&outside).expect("a disk");
    std::os::unix::fs::symlink(&outside, site.root().join("content/publications")).expect("a disk");
    let output = site.try_to_begin(&["publication", "Doors"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("out of the site"), "{}", said(&output));
    assert_eq!(fs::read_dir(&outside).expect("a folder").count(), 0);
}

#[test]
fn what_is_said_is_said_in_spanish_too() {
    let site = Site::begun();
    let output = site.try_to_begin(&["news", "Puertas", "--messages", "es"]);
    assert!(said(&output).contains("está empezado, como borrador"), "{}", said(&output));
    let output = site.try_to_begin(&["news", "--messages", "es"]);
    assert!(said(&output).contains("diga qué quiere empezar"), "{}", said(&output));
}

#[test]
fn a_site_with_mistakes_elsewhere_can_be_written_on() {
    let site = Site::begun();
    fs::write(site.root().join("content/broken.md"), "+++\ntitel = 1\n+++\n").expect("a disk");
    site.begin(&["news", "Doors"]);
}

#[test]
fn a_language_without_words_of_its_own_has_english_ones_and_says_so() {
    let site = Site::begun();
    let config = fs::read_to_string(site.root().join("config.toml")).expect("is there");
    fs::write(site.root().join("config.toml"), format!("{config}\n[languages.fr]\n")).expect("a disk");
    let output = site.try_to_begin(&["news", "Les portes", "--lang", "fr"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("there are none in `fr` yet"), "{}", said(&output));
    assert!(site.text("content/news/les-portes.fr.md").contains("# The headline."));
}

#[test]
fn an_id_is_never_given_twice() {
    let site = Site::begun();
    let id = |path: &str| {
        let text = site.text(path);
        text.lines().find_map(|line| line.strip_prefix("id = ").map(str::to_owned)).expect("an id")
    };
    let first = site.begin(&["petition", "العربية"]);
    let second = site.begin(&["petition", "فارسی"]);
    assert_eq!([id(&first), id(&second)], ["\"petition-2026-11-22\"", "\"petition-2026-11-22-2\""]);
}

/// On a terminal the program asks; `script` gives it one, and types.
#[test]
fn what_is_missing_is_asked_for_on_a_terminal() {
    let site = Site::begun();
    let program = env!("CARGO_BIN_EXE_altavoz");
    let command = format!("{program} new --today 2026-11-22 --root {}", site.root().display());
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).env("NO_COLOR", "1");
    let typed = "nonsense\npetition\n\nOpen the doors\nes\nMexico\nMX\nFreeThemAll\n";
    let output = script.write_stdin(typed).output().expect("`script` of util-linux is there");
    let text = site.text("content/petitions/open-the-doors.es.md");
    for line in ["title = \"Open the doors\"", "countries = [\"MX\"]", "hashtags = [\"FreeThemAll\"]"] {
        assert!(text.lines().any(|written| written == line), "{line} is not in {text}");
    }
    assert!(said(&output).contains("nothing that can be begun"), "{}", said(&output));
    assert!(said(&output).contains("is no country"), "{}", said(&output));
}

/// Titles that somebody may type, paste or be tricked into.
fn titles() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zA-Z ]{1,12}",
        "\\PC{1,8}",
        any::<char>().prop_map(String::from),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("'''".to_owned()),
        Just("\n".to_owned()),
        Just("../".to_owned()),
        Just("+++".to_owned()),
        Just("<b>&amp;</b>".to_owned()),
        Just("{{ title }}".to_owned()),
        Just("🚪👨‍👩‍👧".to_owned()),
        Just("أبواب مفتوحة".to_owned()),
        Just("\u{200f}\u{202e}".to_owned()),
        Just("\u{200f}".to_owned()),
        Just("2026-13-40-".to_owned()),
        Just("ñandú ".repeat(1_700)),
        Just("𠀀".repeat(70)),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

#[test]
fn any_title_is_refused_clearly_or_gives_a_file_that_shows_it() {
    let site = Site::begun();
    let memo = RefCell::new(Memo::default());
    let begun = Cell::new(0);
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&(titles(), 0..6_usize), |(title, kind)| {
        let before = site.files();
        // An argument of the system has no NUL.
        let title = title.replace('\0', "");
        let output = site.try_to_begin(&["--format", "json", Kind::ALL[kind].name(), "--", &title]);
        prop_assert!(matches!(output.status.code(), Some(0 | 2)), "{}", said(&output));
        let after = site.files();
        if output.status.code() == Some(2) {
            prop_assert_eq!(before, after);
            prop_assert!(said(&output).contains("\"failure\":\"failure.new-"), "{}", said(&output));
            return Ok(());
        }
        let made: Vec<_> = after.difference(&before).collect();
        begun.set(begun.get() + 1);
        prop_assert_eq!(made.len(), 1);
        prop_assert!(made[0].starts_with(site.root().join("content")));
        let shown = shows(&site, made[0], &title, &mut memo.borrow_mut());
        fs::remove_file(made[0]).expect("a disk");
        shown
    });
    result.unwrap_or_else(|wrong| panic!("{wrong}"));
    assert!(begun.get() > 10, "{} titles only were good enough", begun.get());
}

/// The built page has the title, letter by letter.
fn shows(site: &Site, file: &Path, title: &str, memo: &mut Memo) -> Result<(), TestCaseError> {
    let path = file.strip_prefix(site.root()).expect("inside").to_string_lossy().into_owned();
    let (sources, _) = collect::collect(&site.root()).expect("the site is there");
    let now = When::parse("2026-11-22").expect("a day");
    let inputs = Inputs { now, drafts: true, future: false, base: None, collector: None };
    let (built, said) = altavoz::build(&sources, &inputs, memo);
    let errors: Vec<_> = said.iter().filter(|said| said.severity == Severity::Error).collect();
    prop_assert!(errors.is_empty(), "{errors:?}");
    let row = built.site.listing.iter().find(|row| row.file.as_str() == path).expect("it is listed");
    prop_assert_eq!(row.state, "draft");
    let edition = built.site.items.iter().find_map(|item| {
        item.editions.values().find(|edition| edition.document.source.path.as_str() == path)
    });
    let shown = edition.and_then(|edition| edition.meta.title.as_ref()).map(|title| title.value.clone());
    prop_assert_eq!(shown.as_deref(), Some(title.trim()));
    let url = row.url.as_ref().expect("drafts have a page").as_str();
    let page = built.output.files.iter().find(|(at, _)| at.as_str() == url).expect("a page").1;
    let page = String::from_utf8(page.bytes.to_vec()).expect("pages are UTF-8");
    let heading = page.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or_default();
    let heading = unescaped(heading);
    prop_assert!(heading.contains(title.trim()), "{heading}");
    Ok(())
}

fn unescaped(html: &str) -> String {
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let plain = signs.iter().fold(html.to_owned(), |html, (entity, sign)| html.replace(entity, sign));
    plain.replace("&amp;", "&")
}
