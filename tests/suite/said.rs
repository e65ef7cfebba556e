//! What the program says about a site: the one place where tests touch its stages.
//!
//! Files are written one after another, each behind a line `--- path`; a settings file for English
//! and Spanish, the default theme and the vocabularies are there unless a test brings its own.

use altavoz::base::date::When;
use altavoz::base::message::{Catalogue, Language};
use altavoz::base::pictures::Pictures;
use altavoz::base::{Diagnostic, Source, SourcePath, Sources, Span};
use altavoz::content::rules;
use altavoz::parse::Shelves;
use altavoz::relate::Inputs;

/// The day on which all tests take place.
const TODAY: &str = "2026-12-01";

const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://example.org\"\n[languages.en]\n[languages.es]\n";

/// One line a diagnostic, `code at file:line:column`, in the order of files and places.
pub(crate) fn said(files: &str) -> String {
    lines(&sources(files))
}

/// The same for files of any bytes.
pub(crate) fn said_of(files: &[(&str, &[u8])]) -> String {
    lines(&with_defaults(files.iter().map(|(path, bytes)| Source::new(SourcePath::new(path), *bytes))))
}

/// The same for files that have nothing beside them: no settings, no theme, no vocabularies.
pub(crate) fn said_alone(files: &str) -> String {
    lines(&own(files).collect())
}

/// The same in the words of the catalogue, with the help below.
pub(crate) fn said_in_words(files: &str) -> String {
    let sources = sources(files);
    in_words(&sorted(&sources), &sources)
}

/// Diagnostics in the words of the catalogue, with the help below.
pub(crate) fn in_words(said: &[Diagnostic], sources: &Sources) -> String {
    let catalogue = Catalogue::of(Language::English);
    let words = |said: &Diagnostic| {
        let words = catalogue.words(said);
        let help = words.help.map(|help| format!("\n  {help}")).unwrap_or_default();
        format!("{}: {}{help}", line(said, sources), words.message)
    };
    or_nothing(said.iter().map(words))
}

/// The files of a text, with the defaults, as sources.
pub(crate) fn sources(files: &str) -> Sources {
    with_defaults(own(files))
}

/// The files of a text alone, as sources.
pub(crate) fn own(files: &str) -> impl Iterator<Item = Source> {
    let files = format!("\n{files}");
    let files: Vec<_> = files.split("\n--- ").skip(1).map(str::to_owned).collect();
    files.into_iter().map(|file| {
        let (path, text) = file.split_once('\n').unwrap_or((&file, ""));
        Source::new(SourcePath::new(path), text.as_bytes())
    })
}

// What comes later takes the place of what was there.
fn with_defaults(own: impl Iterator<Item = Source>) -> Sources {
    let config = Source::new(SourcePath::new("config.toml"), CONFIG.as_bytes());
    std::iter::once(config).chain(altavoz::collect::builtin()).chain(own).collect()
}

fn lines(sources: &Sources) -> String {
    or_nothing(sorted(sources).iter().map(|said| line(said, sources)))
}

fn or_nothing(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n") }
}

// What every stage says, in the order in which the program prints it.
fn sorted(sources: &Sources) -> Vec<Diagnostic> {
    let now = When::parse(TODAY).expect("a day");
    let ((parsed, mut said), _) = altavoz::parse::parse(sources, &Shelves::default());
    let inputs = Inputs { now, drafts: false, future: false };
    let shelf = altavoz::relate::Shelves::default();
    let (_, related) = altavoz::relate::relate(&parsed, &Pictures::default(), &inputs, &shelf);
    said.extend(related);
    let mut said = rules::allowed(said, &parsed.documents);
    said.sort_by_cached_key(|said| (path(said.span, sources), said.clone()));
    said
}

fn line(said: &Diagnostic, sources: &Sources) -> String {
    let place = place(said.span, sources);
    let labels = said.labels.iter().map(|(span, name)| {
        let place = self::place(*span, sources);
        format!(" ({name} at {})", place.split_once(':').map_or(place.as_str(), |(_, rest)| rest))
    });
    format!("{} at {place}{}", said.code, labels.collect::<String>())
}

fn path(span: Span, sources: &Sources) -> Option<SourcePath> {
    sources.by_id(span.source).map(|source| source.path.clone())
}

// Lines and columns from 1, columns in characters; a byte order mark is none.
fn place(span: Span, sources: &Sources) -> String {
    let Some(source) = sources.by_id(span.source) else { return "the site".to_owned() };
    let before = String::from_utf8_lossy(&source.bytes[..span.start as usize]).replace('\u{feff}', "");
    let (line, column) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default());
    format!("{}:{line}:{}", source.path, column.chars().count() + 1)
}
