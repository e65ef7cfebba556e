//! The documentation holds: every diagnostic has its page, every example does what it says, every
//! command in a `console` block runs.
//!
//! How an example is read stands in docs/diagnostics.md itself.
#![expect(clippy::disallowed_methods, reason = "a test reads the pages and writes sites of its own")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use altavoz::base::message::{Catalogue, Language};
use altavoz::base::{Diagnostic, Lang, Severity, Source, SourcePath, Sources, Span};
use altavoz::translate::glossary::{Form, Glossary, Term};
use altavoz::translate::qa::{self, Pair};
use altavoz::translate::segment;
use altavoz::{Memo, import};
use assert_cmd::Command;
use rayon::prelude::*;

use super::corpus::{Folder, inputs};

const DIAGNOSTICS: &str = "docs/diagnostics.md";
/// The pages of rules, one a file.
const CHECKS: &str = "docs/checks";

/// What may not be published, or not without a word: a page each, though no rule of `check` says them.
const GATES: [&str; 12] = [
    "consent/expired",
    "consent/missing",
    "consent/scope",
    "hashtag/case",
    "language/missing",
    "link/broken",
    "link/empty",
    "media/alt-missing",
    "media/gps",
    "media/metadata",
    "practice/stale",
    "text/email-artefact",
];

/// One code's page.
#[derive(Debug, Default)]
struct Entry {
    place: String,
    severity: String,
    has_advice: bool,
    fails: Vec<Example>,
    passes: Vec<Example>,
}

/// A block of files.
#[derive(Clone, Debug)]
struct Example {
    place: String,
    /// Behind `~~~~`: `files`, `files escaped`, `pair`, `hugo`, `jekyll`, `zola`, `petition`, `practice`, `base …`.
    kind: String,
    /// The line before: `Fails:`, `Fails, together with …:`, `Passes:`.
    heading: String,
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
#[derive(Debug)]
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
    let lines: Vec<&str> = text.lines().collect();
    let base = |example: Example| Some((example.kind.strip_prefix("base")?.trim().to_owned(), example.text));
    let starts: Vec<usize> = (0..lines.len()).filter(|&line| lines[line].starts_with("### `")).collect();
    let ends = starts.iter().copied().skip(1).chain([lines.len()]);
    let mut entries = BTreeMap::new();
    for (&start, end) in starts.iter().zip(ends) {
        let code = quoted(lines[start]).next().expect("a code");
        let double = entries.insert(code, entry(DIAGNOSTICS, start, &lines[start..end]));
        assert!(double.is_none(), "{DIAGNOSTICS}:{}: there is another page of this code", start + 1);
    }
    for file in rule_pages() {
        let page = self::text(&file);
        let lines: Vec<&str> = page.lines().collect();
        let code = quoted(lines[0]).next().expect("a code");
        assert_eq!(file, format!("{CHECKS}/{}.md", code.replace('/', "-")), "the page of {code}");
        let double = entries.insert(code, entry(&file, 0, &lines));
        assert!(double.is_none(), "{file}: there is another page of this code");
    }
    Page {
        bases: examples(DIAGNOSTICS, 0, &lines).into_iter().filter_map(base).collect(),
        entries,
        rows: lines.iter().enumerate().filter_map(|(number, line)| row(number, line)).collect(),
    }
}

/// The pages of `docs/checks/`.
fn rule_pages() -> Vec<String> {
    let entries = fs::read_dir(root().join(CHECKS)).expect("docs/checks").flatten();
    let mut files: Vec<String> =
        entries.map(|entry| format!("{CHECKS}/{}", entry.file_name().to_string_lossy())).collect();
    files.sort();
    files
}

/// Reads a code's page, which begins at a line.
fn entry(file: &str, start: usize, lines: &[&str]) -> Entry {
    let examples = examples(file, start, lines);
    let example =
        |word| examples.iter().filter(|example| example.heading.starts_with(word)).cloned().collect();
    Entry {
        place: format!("{file}:{}", start + 1),
        severity: lines[1].split(" · ").next().unwrap_or_default().to_owned(),
        has_advice: lines
            .iter()
            .any(|line| line.strip_prefix("What to do: ").is_some_and(|advice| !advice.is_empty())),
        fails: example("Fails"),
        passes: example("Passes"),
    }
}

/// The blocks between `~~~~` among lines of which the first is number `start`, from 0.
fn examples(file: &str, start: usize, lines: &[&str]) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut numbers = (0..lines.len()).filter(|&number| lines[number].starts_with("~~~~"));
    while let (Some(begin), Some(end)) = (numbers.next(), numbers.next()) {
        examples.push(Example {
            place: format!("{file}:{}", start + begin + 1),
            kind: lines[begin].trim_start_matches('~').to_owned(),
            heading: lines[begin - 1].to_owned(),
            text: lines[begin + 1..end].join("\n"),
        });
    }
    examples
}

fn row(number: usize, line: &str) -> Option<Row> {
    let cells: Vec<&str> =
        line.strip_prefix("| `")?.split('|').map(|cell| cell.trim_matches([' ', '`'])).collect();
    let test = cells.iter().rfind(|cell| !cell.is_empty())?;
    Some(Row { line: number + 1, code: cells[0].to_owned(), test: (*test).to_owned() })
}

/// The words between backticks.
fn quoted(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// Every code that has a message and is said somewhere.
fn codes() -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(root().join("src")).into_iter().flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    let program: String = files.map(|entry| text(entry.path())).collect();
    let text = text("messages/en.toml");
    let headers = text.lines().filter_map(|line| line.strip_prefix("[\"")?.strip_suffix("\"]"));
    let codes = headers.filter(|code| code.contains('/') && program.contains(&format!("\"{code}\"")));
    codes.map(str::to_owned).collect()
}

impl Example {
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

    /// What a build says of it, or bringing it along says.
    fn diagnostics(&self, bases: &BTreeMap<String, String>) -> Vec<Diagnostic> {
        if self.kind.starts_with("pair") {
            return self.judged();
        }
        match generator(&self.kind) {
            Some(generator) => self.imported(generator, bases),
            None => self.folder(bases).build(&mut Memo::default()).1,
        }
    }

    /// What is said when the files, an old site, are brought into the site beneath all examples.
    fn imported(&self, generator: import::Generator, bases: &BTreeMap<String, String>) -> Vec<Diagnostic> {
        let (mut new, mut old) = (Folder::default(), Folder::default());
        put(&mut new, &bases[""]);
        put(&mut old, &self.text);
        let source = |(path, bytes): (&String, &Vec<u8>)| Source::new(SourcePath::new(path), bytes.clone());
        let old: Sources = old.files.iter().map(source).collect();
        let (own, now) = (new.sources(), inputs().now);
        let trial = |files: &[Source], missing: &[Lang]| altavoz::trial(&own, files, missing, now);
        let config = altavoz::config::read(own.get("config.toml").map(|source| &**source)).0;
        let new = import::New {
            langs: config.langs().cloned().collect(),
            into: "news".to_owned(),
            region: Some("global".to_owned()),
            base_path: String::new(),
            reason: "it was public before".to_owned(),
            now: now.instant(&config.timezone),
            zone: config.timezone.clone(),
            has: &|_| false,
            trial: &trial,
        };
        import::import(&old, generator, &new).1
    }

    /// What the checks of translations say of the pairs, which an empty line parts.
    fn judged(&self) -> Vec<Diagnostic> {
        let rows =
            self.text.split("\n\n").map(|block| block.lines().filter_map(|line| line.split_once(": ")));
        let rows: Vec<BTreeMap<&str, String>> = rows
            .map(|lines| {
                let text = |text: &str| String::from_utf8(unescaped(text.as_bytes())).expect("UTF-8");
                lines.map(|(key, value)| (key, text(value))).collect()
            })
            .collect();
        let is_lang = |key: &&&str| !["glossary", "kind", "name", "en"].contains(*key);
        let langs: Vec<Lang> =
            rows.iter().map(|row| Lang::new(row.keys().find(is_lang).expect("a translation"))).collect();
        let en = Lang::new("en");
        let pair =
            |(row, lang): (&'_ BTreeMap<&str, String>, &'_ Lang)| -> (String, segment::Kind, String, String) {
                let text = |key: &str| row.get(key).cloned().unwrap_or_default();
                let kind = row
                    .get("kind")
                    .map_or(segment::Kind::Paragraph, |kind| segment::Kind::of(kind).expect("a kind"));
                (text("name"), kind, text("en"), text(lang.as_str()))
            };
        let texts: Vec<_> = rows.iter().zip(&langs).map(pair).collect();
        let pairs: Vec<Pair<'_>> = texts
            .iter()
            .zip(&langs)
            .map(|((name, kind, source, target), lang)| Pair {
                kind: *kind,
                name,
                source,
                source_lang: &en,
                target,
                lang,
                longest: None,
            })
            .collect();
        let single = pairs.iter().zip(&rows).zip(&langs).flat_map(|((pair, row), lang)| {
            qa::check(pair, &row.get("glossary").map(|text| term(text, lang)).unwrap_or_default())
        });
        let together = qa::together(&pairs).into_iter().map(|(_, finding)| finding);
        let span = Span::start_of(SourcePath::new("example").id());
        single.chain(together).map(|finding| finding.diagnostic(span)).collect()
    }

    /// The codes that a build of it gives, with their severities.
    fn said(&self, bases: &BTreeMap<String, String>) -> BTreeMap<String, &'static str> {
        let diagnostics = self.diagnostics(bases);
        let severity = |severity| if severity == Severity::Error { "error" } else { "warning" };
        diagnostics.iter().map(|found| (found.code.to_owned(), severity(found.severity))).collect()
    }
}

/// A glossary of one term: `term = word, not another`.
fn term(text: &str, lang: &Lang) -> Glossary {
    let (term, words) = text.split_once(" = ").expect("a term and its word");
    let (word, not) = words.split_once(", not ").map_or((words, None), |(word, not)| (word, Some(not)));
    let forms = |word: &str| BTreeMap::from([(lang.clone(), vec![Form::new(word)])]);
    let term = Term {
        term: Form::new(term),
        words: forms(word),
        forbidden: not.map(forms).unwrap_or_default(),
        ..Term::default()
    };
    Glossary { lang: Some(Lang::new("en")), terms: vec![term] }
}

fn generator(kind: &str) -> Option<import::Generator> {
    match kind {
        "hugo" => Some(import::Generator::Hugo),
        "jekyll" => Some(import::Generator::Jekyll),
        "zola" => Some(import::Generator::Zola),
        _ => None,
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
        let byte = value.map(|value| u8::try_from(value).expect("two digits"));
        plain.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &rest[4..] } else { tail };
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
fn every_rule_has_its_file_and_every_gate_its_page_that_stands_in_the_index() {
    let files = fs::read_dir(root().join("src/check")).expect("the rules").flatten();
    let names = files.map(|file| file.file_name().to_string_lossy().replace(".rs", ""));
    let mut files: Vec<String> = names.filter(|name| name.contains('_')).collect();
    files.sort();
    let file = |(code, _): &(&str, _)| code.replace(['/', '-'], "_");
    assert_eq!(files, altavoz::check::RULES.iter().map(file).collect::<Vec<_>>());
    let index = text("docs/checks.md");
    let page = |code: &str| format!("checks/{}.md", code.replace('/', "-"));
    let pages: BTreeSet<String> = rule_pages().iter().map(|file| file.replace("docs/", "")).collect();
    for code in altavoz::check::RULES.iter().map(|(code, _)| *code).chain(GATES) {
        assert!(pages.contains(&page(code)), "{code} has no page");
    }
    for page in pages {
        assert!(index.contains(&format!("({page})")), "docs/checks.md does not lead to {page}");
    }
}

#[test]
fn every_page_says_what_to_do_and_shows_both_examples() {
    let mut gaps = String::new();
    for (code, entry) in &page().entries {
        let known = ["error", "warning", "error or warning"].contains(&entry.severity.as_str());
        if !known || !entry.has_advice || entry.fails.is_empty() || entry.passes.is_empty() {
            writeln!(gaps, "{}: {code} is not complete", entry.place).expect("a string");
        }
    }
    assert!(gaps.is_empty(), "{gaps}");
}

/// What is wrong with the examples of all entries.
fn complaints(complaint: impl Fn(&str, &Entry, &Page) -> Option<String> + Sync) -> String {
    let page = page();
    let entries: Vec<_> = page.entries.iter().collect();
    let found = entries.par_iter().filter_map(|(code, entry)| complaint(code, entry, &page));
    found.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_failing_example_gives_its_code_and_nothing_else() {
    let wrong = complaints(|code, entry, page| {
        let wrong = entry.fails.iter().filter_map(|example| {
            let said = example.said(&page.bases);
            let wanted: BTreeSet<String> = quoted(&example.heading).chain([code.to_owned()]).collect();
            let is_right = said.keys().cloned().collect::<BTreeSet<_>>() == wanted
                && entry.severity.split(" or ").any(|severity| severity == said[code]);
            (!is_right).then(|| format!("{}: {code} ({}) gives {said:?}", example.place, entry.severity))
        });
        Some(wrong.collect::<Vec<_>>().join("\n")).filter(|wrong| !wrong.is_empty())
    });
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_failing_example_is_explained_in_both_languages() {
    let catalogues = Language::ALL.map(Catalogue::of);
    let wrong = complaints(|code, entry, page| {
        let diagnostics = entry.fails.first()?.diagnostics(&page.bases);
        let said = catalogues.each_ref().map(|catalogue| {
            let mut found = diagnostics.iter().filter(|found| found.code == code);
            found.next().map_or_else(String::new, |found| catalogue.words(found).message)
        });
        let is_said = |said: &String| !said.is_empty() && said != code;
        (!said.iter().all(is_said) || said[0] == said[1]).then(|| format!("{code} is explained by {said:?}"))
    });
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_passing_example_is_faultless() {
    let wrong = complaints(|code, entry, page| {
        let wrong = entry.passes.iter().filter_map(|example| {
            let said = example.said(&page.bases);
            (!said.is_empty()).then(|| format!("{}: {code} gives {said:?}", example.place))
        });
        Some(wrong.collect::<Vec<_>>().join("\n")).filter(|wrong| !wrong.is_empty())
    });
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
    /// What stands before the command, `NAME=value`.
    variables: Vec<(String, String)>,
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
        } else if let Some((before, command)) =
            line.strip_prefix("$ ").and_then(|line| line.split_once("altavoz ")).filter(|_| inside)
        {
            let variables = before.split_whitespace().map(|word| word.split_once('='));
            let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            // Where other words stand before it, it is another program's argument.
            let Some(variables) = variables.map(|variable| variable.map(owned)).collect() else { continue };
            let arguments = arguments(command);
            shown.push(Shown { place: format!("{page}:{}", number + 1), variables, arguments });
        }
    }
    shown
}

/// The words of a command; what stands between quotation marks is one.
fn arguments(command: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (number, part) in command.split('"').enumerate() {
        match number % 2 {
            0 => arguments.extend(part.split_whitespace().map(str::to_owned)),
            _ => arguments.push(part.to_owned()),
        }
    }
    arguments
}

fn altavoz(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("LC_ALL", "C");
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
    pages.extend(rule_pages());
    pages.sort();
    pages
}

fn ends_well(command: &mut std::process::Command) -> Result<(), String> {
    let output = command.output().expect("the program runs");
    let said = || format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    output.status.success().then_some(()).ok_or_else(said)
}

/// A collector says where it is, on any port that is free, and ends in order when it is told to.
fn serves(command: &mut std::process::Command) -> Result<(), String> {
    command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("UTF-8");
    let told = std::process::Command::new("kill").arg(child.id().to_string()).status();
    assert!(told.is_ok(), "kill runs");
    let output = child.wait_with_output().expect("it ends");
    let said = || format!("{}\n{line}{}", output.status, String::from_utf8_lossy(&output.stderr));
    (line.contains("http://") && output.status.success()).then_some(()).ok_or_else(said)
}

#[test]
fn every_command_that_the_pages_show_runs() {
    let mut wrong = String::new();
    for page in pages() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        altavoz(folder.path()).arg("init").arg(&site).assert().success();
        for Shown { place, variables, arguments } in shown(&page) {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_altavoz"));
            command
                .env("LC_ALL", "C")
                .env("NO_COLOR", "1")
                .current_dir(&site)
                .envs(variables)
                .args(&arguments);
            if let Err(said) = if arguments.starts_with(&["sign".to_owned(), "serve".to_owned()]) {
                serves(&mut command)
            } else {
                ends_well(&mut command)
            } {
                writeln!(wrong, "{place}: altavoz {} ends with {said}", arguments.join(" "))
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
        let path = |span: Span| folder.sources().path(span.source).map(ToString::to_string);
        let found: Vec<_> = diagnostics.iter().map(|found| (found.code, path(found.span))).collect();
        assert_eq!(found, [("config/missing", Some("config.toml".to_owned()))]);
    }

    #[test]
    fn a_theme_has_every_template() {
        let mut folder = Folder::default();
        put(&mut folder, &page().bases[""]);
        let sources = folder.sources();
        let kept = sources.iter().filter(|source| source.path.as_str() != "themes/plaza/templates/page.html");
        let sources: Sources = kept.map(|source| Source::clone(source)).collect();
        let (_, diagnostics) = altavoz::build(&sources, &inputs(), &mut Memo::default());
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["template/missing"]);
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
