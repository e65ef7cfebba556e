//! What the program says about a site: the one place where tests touch its stages.
//!
//! Files are written one after another, each behind a line `--- path`; a settings file for English
//! and Spanish, the default theme and the vocabularies are there unless a test brings its own.

use altavoz::base::date::When;
use altavoz::base::message::Catalogue;
use altavoz::base::record::Record;
use altavoz::base::{Diagnostic, Report, Source, SourcePath, Sources, Span};
use altavoz::content::rules::{self, World};
use altavoz::content::{Document, Own, Parsed};
use altavoz::parse::Documents;

const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://example.org\"\n[languages.en]\n[languages.es]\n";

/// One line a diagnostic, `code at file:line:column`, in the order of files and places.
pub(crate) fn said(files: &str) -> String {
    lines(&sources(files))
}

/// The same for files of any bytes.
pub(crate) fn said_of(files: &[(&str, &[u8])]) -> String {
    lines(&with_defaults(files.iter().map(|(path, bytes)| Source::new(SourcePath::new(path), *bytes))))
}

/// The same for a site without settings.
pub(crate) fn said_without_config(files: &str) -> String {
    lines(&own(files).collect())
}

/// The same in the words of the catalogue, with the help below.
pub(crate) fn said_in_words(files: &str) -> String {
    let sources = sources(files);
    let catalogue = Catalogue::english();
    let words = |said: &Diagnostic| {
        let words = catalogue.words(said);
        let help = words.help.map(|help| format!("\n  {help}")).unwrap_or_default();
        format!("{}: {}{help}", line(said, &sources), words.message)
    };
    or_nothing(sorted(&sources).iter().map(words))
}

/// The files of a text, with the defaults, as sources.
pub(crate) fn sources(files: &str) -> Sources {
    with_defaults(own(files))
}

fn own(files: &str) -> impl Iterator<Item = Source> {
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
    let ((parsed, mut said), _) = altavoz::parse::parse(sources, &Documents::default());
    said.extend(rules(&parsed));
    let mut said = rules::allowed(said, &parsed.documents);
    said.sort_by_cached_key(|said| (path(said.span, sources), said.clone()));
    said
}

// As of the day on which all tests take place.
fn rules(parsed: &Parsed) -> Vec<Diagnostic> {
    let day = When::parse("2026-12-01").expect("a day");
    let (config, vocabularies, published) = (&*parsed.config, &*parsed.vocabularies, &parsed.published);
    let world = World { config, vocabularies, published, now: day.instant(&config.timezone) };
    let mut report = Report::default();
    for document in &parsed.documents {
        let source = parsed.documents.iter().find(|other| other.item == document.item && !other.suffixed);
        match source {
            Some(source) if document.suffixed => translation(document, source, &world, &mut report),
            _ => rules::source(document, &world, &mut report),
        }
    }
    report.diagnostics
}

fn translation(document: &Document, source: &Document, world: &World<'_>, report: &mut Report) {
    let meta = document.meta.inherit_from(&source.meta);
    let own = match (&*document.own, &*source.own) {
        (Own::Petition(own), Own::Petition(source)) => Own::Petition(Box::new(own.inherit_from(source))),
        (Own::Practice(own), Own::Practice(source)) => Own::Practice(Box::new(own.inherit_from(source))),
        (own, _) => own.clone(),
    };
    rules::translation(document, &meta, &own, world, report);
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
