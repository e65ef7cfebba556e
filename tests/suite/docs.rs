//! The documentation holds: every diagnostic has its page, every example does what it says, every
//! command in a `console` block runs.
//!
//! How an example is read stands in docs/diagnostics.md itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use altavoz::Memo;
use altavoz::base::Severity;
use assert_cmd::Command;

use super::corpus::Folder;

const DIAGNOSTICS: &str = "docs/diagnostics.md";

/// One code's page.
#[derive(Debug, Default)]
struct Entry {
    line: usize,
    severity: String,
    advice: String,
    fails: Option<Example>,
    passes: Option<Example>,
    /// Codes that come with it in the failing example.
    together: BTreeSet<String>,
}

/// A block of files.
#[derive(Clone, Debug)]
struct Example {
    line: usize,
    /// Behind `~~~~`: `files`, `files escaped`, `petition`, `practice`.
    kind: String,
    text: String,
}

/// A row of the table of what is tested elsewhere.
#[derive(Debug)]
struct Row {
    line: usize,
    code: String,
    test: String,
}

/// The whole page.
#[derive(Debug, Default)]
struct Page {
    /// By kind; empty for the site beneath all examples.
    bases: BTreeMap<String, String>,
    entries: BTreeMap<String, Entry>,
    rows: Vec<Row>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn page() -> Page {
    let text = text(DIAGNOSTICS);
    let mut page = Page::default();
    let mut entry = String::new();
    let mut fails = true;
    let mut lines = text.lines().enumerate().map(|(number, line)| (number + 1, line));
    while let Some((number, line)) = lines.next() {
        if let Some(code) = line.strip_prefix("### `") {
            code.trim_end_matches('`').clone_into(&mut entry);
            let (_, sentence) = lines.next().expect("a severity under a code");
            let severity = sentence.split(" · ").next().unwrap_or_default().to_owned();
            let new = Entry { line: number, severity, ..Entry::default() };
            assert!(
                page.entries.insert(entry.clone(), new).is_none(),
                "{DIAGNOSTICS}:{number}: {entry} again"
            );
        } else if let Some(kind) = line.strip_prefix("~~~~") {
            let block: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "~~~~").collect();
            let text = block.join("\n");
            if let Some(base) = kind.strip_prefix("base") {
                page.bases.insert(base.trim().to_owned(), text);
                continue;
            }
            let example = Some(Example { line: number, kind: kind.to_owned(), text });
            let entry = page.entries.get_mut(&entry).expect("an example under a code");
            *(if fails { &mut entry.fails } else { &mut entry.passes }) = example;
        } else if line.starts_with("Fails") || line.starts_with("Passes") {
            fails = line.starts_with("Fails");
            if let Some(entry) = page.entries.get_mut(&entry) {
                entry.together.extend(quoted(line));
            }
        } else if let Some(advice) = line.strip_prefix("What to do: ") {
            if let Some(entry) = page.entries.get_mut(&entry) {
                advice.clone_into(&mut entry.advice);
            }
        } else if line.starts_with("| `") {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let bare = |cell: &str| cell.trim_matches('`').to_owned();
            let (code, test) = (bare(cells[0]), bare(cells.last().expect("cells")));
            page.rows.push(Row { line: number, code, test });
        }
    }
    page
}

/// The words between backticks.
fn quoted(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// Every code that has a message.
fn codes() -> BTreeSet<String> {
    let text = text("messages/en.toml");
    let headers = text.lines().filter_map(|line| line.strip_prefix("[\"")?.strip_suffix("\"]"));
    headers.filter(|code| code.contains('/')).map(str::to_owned).collect()
}

impl Example {
    fn place(&self) -> String {
        format!("{DIAGNOSTICS}:{}", self.line)
    }

    /// The site that the example shows.
    fn folder(&self, bases: &BTreeMap<String, String>) -> Folder {
        let mut folder = Folder::default();
        put(&mut folder, &bases[""]);
        let (kind, escaped) = match self.kind.strip_suffix(" escaped") {
            Some(kind) => (kind, true),
            None => (self.kind.as_str(), false),
        };
        let files = if kind == "files" { self.text.clone() } else { self.on_record(kind, &bases[kind]) };
        put(&mut folder, &files);
        if escaped {
            folder.files.values_mut().for_each(|bytes| *bytes = unescaped(bytes));
        }
        folder
    }

    /// The fields in the place of a record's, and the files behind them.
    fn on_record(&self, kind: &str, base: &str) -> String {
        let (fields, files) = match self.text.split_once("--- ") {
            Some((fields, files)) => (fields, format!("--- {files}")),
            None => (self.text.as_str(), String::new()),
        };
        let set: BTreeSet<&str> = fields.lines().filter_map(key).collect();
        let kept = base.lines().filter(|line| key(line).is_some_and(|key| !set.contains(key)));
        let kept: Vec<&str> = kept.collect();
        let fields = fields.trim_end();
        format!("--- content/{kind}s/example.md\n+++\n{}\n{fields}\n+++\n{files}", kept.join("\n"))
    }

    /// The codes that a build of it gives, with their severities.
    fn said(&self, bases: &BTreeMap<String, String>) -> BTreeMap<String, &'static str> {
        let (_, diagnostics) = self.folder(bases).build(&mut Memo::default());
        let severity = |severity| if severity == Severity::Error { "error" } else { "warning" };
        diagnostics.iter().map(|found| (found.code.to_owned(), severity(found.severity))).collect()
    }
}

/// The field that a line sets or, with `# without x`, takes away.
fn key(line: &str) -> Option<&str> {
    if let Some(key) = line.strip_prefix("# without ") {
        return Some(key.trim());
    }
    let header = line.strip_prefix("[[").or_else(|| line.strip_prefix('['));
    let name = header
        .map_or_else(|| line.split_once(" =").map(|(key, _)| key), |header| header.split([']', '.']).next());
    name.filter(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

/// Puts the files of a block into a folder.
fn put(folder: &mut Folder, block: &str) {
    let mut path = "";
    let mut text = String::new();
    for line in block.lines().chain(["--- "]) {
        if let Some(next) = line.strip_prefix("--- ") {
            if !path.is_empty() {
                folder.set(path, &text);
            }
            path = next.trim();
            text.clear();
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
}

/// `\x00` as the byte of that number.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let value = match rest {
            [b'\\', b'x', high, low, ..] => digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        match value {
            Some(value) => {
                plain.push(u8::try_from(value).expect("two digits"));
                rest = &rest[4..];
            }
            None => {
                plain.push(*first);
                rest = tail;
            }
        }
    }
    plain
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let page = page();
    let codes = codes();
    let elsewhere: BTreeSet<String> = page.rows.iter().map(|row| row.code.clone()).collect();
    let told: BTreeSet<String> = page.entries.keys().cloned().chain(elsewhere).collect();
    let untold: Vec<_> = codes.difference(&told).collect();
    let gone: Vec<_> = told.difference(&codes).collect();
    assert!(untold.is_empty() && gone.is_empty(), "without a page: {untold:?}\nwithout a message: {gone:?}");
}

#[test]
fn every_page_says_what_to_do_and_shows_both_examples() {
    let mut gaps = String::new();
    for (code, entry) in &page().entries {
        let known = ["error", "warning", "error or warning"].contains(&entry.severity.as_str());
        if !known || entry.advice.is_empty() || entry.fails.is_none() || entry.passes.is_none() {
            writeln!(gaps, "{DIAGNOSTICS}:{}: {code} is not complete", entry.line).expect("a string");
        }
    }
    assert!(gaps.is_empty(), "{gaps}");
}

#[test]
fn every_failing_example_gives_its_code_and_nothing_else() {
    let page = page();
    let mut wrong = String::new();
    for (code, entry) in &page.entries {
        let Some(example) = &entry.fails else { continue };
        let said = example.said(&page.bases);
        let wanted: BTreeSet<&String> = entry.together.iter().chain([code]).collect();
        if said.keys().collect::<BTreeSet<_>>() != wanted {
            writeln!(wrong, "{}: {code} gives {said:?}", example.place()).expect("a string");
        } else if !entry.severity.split(" or ").any(|severity| severity == said[code]) {
            writeln!(wrong, "{}: {code} is an {}", example.place(), said[code]).expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_passing_example_is_faultless() {
    let page = page();
    let mut wrong = String::new();
    for (code, entry) in &page.entries {
        let Some(example) = &entry.passes else { continue };
        let said = example.said(&page.bases);
        if !said.is_empty() {
            writeln!(wrong, "{}: {code} gives {said:?}", example.place()).expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_tested_elsewhere_is_tested() {
    let entries = fs::read_dir(root().join("tests/suite")).expect("the tests").flatten();
    let tests: String = entries.map(|entry| text(entry.path())).collect();
    let missing: Vec<String> = page()
        .rows
        .iter()
        .filter(|row| !tests.contains(&format!("fn {}()", row.test)))
        .map(|row| format!("{DIAGNOSTICS}:{}: no test `{}`", row.line, row.test))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A command of a page.
struct Shown {
    place: String,
    arguments: Vec<String>,
}

/// The commands behind `$ altavoz` in the `console` blocks of a page.
fn shown(page: &str) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut inside = false;
    for (number, line) in text(page).lines().enumerate() {
        let line = line.trim_start();
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ altavoz").filter(|_| inside) {
            let arguments = command.split_whitespace().map(str::to_owned).collect();
            shown.push(Shown { place: format!("{page}:{}", number + 1), arguments });
        }
    }
    shown
}

fn altavoz(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("NO_COLOR", "1").current_dir(folder);
    command
}

/// README.md and the pages of docs/.
fn pages() -> Vec<String> {
    let entries = fs::read_dir(root().join("docs")).expect("docs").flatten();
    let names = entries.map(|entry| format!("docs/{}", entry.file_name().to_string_lossy()));
    let mut pages: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md")).collect();
    pages.push("README.md".to_owned());
    pages.sort();
    pages
}

#[test]
fn every_command_that_the_pages_show_runs() {
    let mut wrong = String::new();
    for page in pages() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        altavoz(folder.path()).arg("init").arg(&site).assert().success();
        for Shown { place, arguments } in shown(&page) {
            let output = altavoz(&site).args(&arguments).output().expect("the program runs");
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                writeln!(
                    wrong,
                    "{place}: altavoz {} ends with {}\n{said}",
                    arguments.join(" "),
                    output.status
                )
                .expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let mut wrong = String::new();
    for page in pages() {
        let folder = Path::new(&page).parent().expect("a folder").to_owned();
        for target in links(&text(&page)) {
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let place = if file.is_empty() { root().join(&page) } else { root().join(&folder).join(file) };
            let found = place.exists() && (anchor.is_empty() || anchors(&text(&place)).contains(anchor));
            if !found {
                writeln!(wrong, "{page}: nothing at `{target}`").expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A page without its blocks of code and without code in lines.
fn prose(text: &str) -> String {
    let mut prose = String::new();
    let mut fence = "";
    for line in text.lines() {
        let bare = line.trim_start();
        let mark = ["```", "~~~~"].into_iter().find(|mark| bare.starts_with(mark)).unwrap_or_default();
        if !fence.is_empty() || !mark.is_empty() {
            fence = if fence.is_empty() {
                mark
            } else if mark == fence {
                ""
            } else {
                fence
            };
            continue;
        }
        prose.extend(line.split('`').step_by(2));
        prose.push('\n');
    }
    prose
}

/// The targets of links that stay among the project's files.
fn links(text: &str) -> Vec<String> {
    let text = prose(text);
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://")).map(str::to_owned).collect()
}

/// The anchors that forges make of headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    let word = |heading: &str| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        heading.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
    };
    headings.map(word).collect()
}

/// What an example cannot show.
mod what_no_text_can_show {
    use super::*;

    /// The codes of a build of the starter site in which something was changed.
    #[cfg(unix)]
    fn codes_after(change: impl FnOnce(&Path)) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        altavoz(folder.path()).arg("init").arg(&site).assert().success();
        change(&site);
        let output = altavoz(&site).args(["build", "--format", "json"]).output().expect("the program runs");
        let lines = String::from_utf8(output.stdout).expect("JSON");
        let objects =
            lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        objects.filter_map(|object| Some(object.get("code")?.as_str()?.to_owned())).collect()
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_nothing_is_refused() {
        let codes = codes_after(|site| {
            std::os::unix::fs::symlink("nowhere", site.join("content/gone.md")).expect("a link");
        });
        assert_eq!(codes, ["source/link-broken"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_name_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let codes = codes_after(|site| {
            let name = std::ffi::OsStr::from_bytes(b"detenci\xf3n.md");
            fs::write(site.join("content").join(name), "# One").expect("a disk");
        });
        assert_eq!(codes, ["source/name-not-utf8"]);
    }

    #[test]
    fn a_site_needs_its_config() {
        let mut folder = Folder::default();
        folder.set("content/_index.md", "+++\ntitle = \"Example\"\n+++\n");
        let (_, diagnostics) = folder.build(&mut Memo::default());
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["config/missing"]);
    }

    #[test]
    fn directives_lie_in_each_other_so_deep_and_no_deeper() {
        let nested = |depth: usize| {
            let open =
                (0..depth).map(|level| format!("{}warning{{kind=death}}\n", ":".repeat(depth + 3 - level)));
            let close = (0..depth).rev().map(|level| format!("{}\n", ":".repeat(depth + 3 - level)));
            let mut folder = Folder::default();
            put(&mut folder, &page().bases[""]);
            let text: String = open.chain(["Words.\n".to_owned()]).chain(close).collect();
            folder.set("content/about.md", &format!("+++\ntitle = \"About\"\n+++\n{text}"));
            let (_, diagnostics) = folder.build(&mut Memo::default());
            diagnostics.iter().map(|found| found.code).collect::<Vec<_>>()
        };
        assert_eq!(nested(32), [""; 0]);
        assert_eq!(nested(33), ["directive/too-deep"]);
    }
}
