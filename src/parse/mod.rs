//! Sources → documents: everything that needs *one file only*.
//!
//! Takes the bytes of all files, gives config, documents with holes, and the data files, typed.
//! Knows of no second file, but for which names lie beside each other in a folder.

mod check_address;
mod check_texts;
mod consent;
pub mod directive;
mod fields;
pub mod highlight;
mod left;
pub mod markdown;
mod name;
mod names;
mod own_terms;
mod published;
mod strings;
mod terms;
mod vocabulary;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::memo::Shelf;
use crate::base::{
    Checked, Diagnostic, Fingerprint, Report, Source, Sources, Span, Spanned, front_matter, toml, yaml,
};
use crate::config::{self, Config};
use crate::content::parsed::StringsFile;
use crate::content::{Body, Document, Kind, Own, Parsed, Vocabularies};

use fields::Fields;
use markdown::Place;
use name::Name;
use names::Names;

/// The theme that ships with the program; a site's own theme has its words where it lacks them.
const DEFAULT_THEME: &str = "plaza";

/// Documents and what was said of them, by the fingerprint of all that they were made from.
type Documents = Shelf<(Arc<Document>, Arc<[Diagnostic]>)>;

/// What earlier builds read.
#[derive(Debug, Default)]
pub struct Shelves {
    documents: Documents,
    names: Shelf<Arc<Names>>,
    vocabularies: Shelf<(Arc<Vocabularies>, Arc<[Diagnostic]>)>,
}

impl Shelves {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.documents.turn();
        self.names.turn();
        self.vocabularies.turn();
    }
}

/// How much of a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    Whole,
    /// The text is left out.
    Front,
}

/// Reads every file by itself. The number says how many documents were not on the shelf.
pub fn parse(sources: &Sources, shelves: &Shelves) -> (Checked<Parsed>, usize) {
    read_all(sources, shelves, Depth::Whole)
}

/// The same without the texts of documents: for those who only ask what there is and what it is called.
pub fn fronts(sources: &Sources) -> Checked<Parsed> {
    read_all(sources, &Shelves::default(), Depth::Front).0
}

fn read_all(sources: &Sources, shelves: &Shelves, depth: Depth) -> (Checked<Parsed>, usize) {
    let mut report = Report::default();
    let (config, said) = config::read(sources.get("config.toml").map(|source| &**source));
    report.diagnostics.extend(said);
    let content: Vec<_> = sources.under("content/").collect();
    let names = names::names(&content, sources, &config, &shelves.names);
    let (documents, made) = documents((&content, &names), &config, (&shelves.documents, depth), &mut report);
    let vocabularies = vocabularies(sources, shelves, &mut report);
    if documents.iter().any(|document| document.kind == Kind::Practice) {
        vocabulary::report_gaps(&vocabularies, &config, &mut report);
    }
    let file = |path| sources.get(path).map(|source| &**source);
    let parsed = Parsed {
        strings: theme_strings(sources, &config.theme, &mut report),
        vocabularies,
        terms: Arc::new(
            file("i18n/terms.toml").map(|file| terms::terms(file, &mut report)).unwrap_or_default(),
        ),
        words: Arc::new(words::words(file("i18n/words.toml"), &mut report)),
        published: file("published.toml")
            .map(|file| published::published(file, &mut report))
            .unwrap_or_default(),
        consents: consent::consents(sources, &mut report),
        counts: file("counts.toml").map(|file| published::counts(file, &mut report)).unwrap_or_default(),
        files: names.others.clone(),
        around: around(sources, &config.theme),
        standings: BTreeMap::new(),
        set_aside: names.set_aside.clone(),
        settings: data_fingerprint(sources),
        config: Arc::new(config),
        documents,
    };
    ((parsed, report.diagnostics), made)
}

fn vocabularies(sources: &Sources, shelves: &Shelves, report: &mut Report) -> Arc<Vocabularies> {
    let files = vocabulary::FOLDERS.into_iter().flat_map(|folder| sources.under(folder));
    let key = Fingerprint::of(&files.map(|source| source.fingerprint).collect::<Vec<_>>());
    let ((vocabularies, said), _) = shelves.vocabularies.get_or(key, || {
        let mut report = Report::default();
        let vocabularies = vocabulary::vocabularies(sources, &mut report);
        (Arc::new(vocabularies), report.diagnostics.into())
    });
    report.diagnostics.extend(said.iter().cloned());
    vocabularies
}

fn theme_strings(sources: &Sources, theme: &str, report: &mut Report) -> Vec<StringsFile> {
    let mut files = Vec::new();
    let themes = [theme, DEFAULT_THEME];
    for theme in themes.into_iter().take(if theme == DEFAULT_THEME { 1 } else { 2 }) {
        let folder = format!("themes/{theme}/strings/");
        let found =
            sources.under(&folder).filter(|source| source.path.extension().as_deref() == Some("toml"));
        files.extend(found.filter_map(|source| strings::strings(source, report)));
    }
    files
}

/// Texts in which the address of an asset may stand.
fn around(sources: &Sources, theme: &str) -> Vec<Arc<Source>> {
    let is_text = |source: &&Arc<Source>| {
        let ending = source.path.extension().unwrap_or_default();
        ["css", "html", "js", "json", "svg", "toml", "txt", "webmanifest", "xml"].contains(&&*ending)
    };
    let own = sources.get("config.toml").into_iter().chain(sources.under("i18n/"));
    let of_theme = |name: &str| {
        let folder = format!("themes/{name}/");
        sources.under("themes/").filter(move |source| source.path.as_str().starts_with(&folder)).cloned()
    };
    let mut around: Vec<_> = own.chain(sources.under("assets/")).filter(is_text).cloned().collect();
    for name in [theme, DEFAULT_THEME] {
        around.extend(of_theme(name).filter(|source| is_text(&source)));
    }
    around
}

fn documents(
    (content, names): (&[&Arc<Source>], &Names),
    config: &Config,
    (shelf, depth): (&Documents, Depth),
    report: &mut Report,
) -> (Vec<Arc<Document>>, usize) {
    let settings = settings_fingerprint(config);
    let made = |(source, name): (&&Arc<Source>, &Option<(Name, Fingerprint)>)| {
        let (name, of_name) = name.as_ref()?;
        let key = Fingerprint::of(&(source.fingerprint, settings, of_name));
        Some(shelf.get_or(key, || {
            let (document, said) = document(source, name, (config, depth), key);
            (Arc::new(document), said.into())
        }))
    };
    let results: Vec<_> = content.par_iter().zip(&names.documents).filter_map(made).collect();
    let made = results.iter().filter(|(_, made)| *made).count();
    let mut documents = Vec::with_capacity(results.len());
    for ((document, said), _) in results {
        report.diagnostics.extend(said.iter().cloned());
        documents.push(document);
    }
    (documents, made)
}

/// Of every file that rules know beside the items.
fn data_fingerprint(sources: &Sources) -> Fingerprint {
    let single = ["config.toml", "published.toml"].into_iter().filter_map(|path| sources.get(path));
    let vocabularies = vocabulary::FOLDERS.into_iter().flat_map(|folder| sources.under(folder));
    let files = single.chain(vocabularies).map(|source| source.fingerprint);
    Fingerprint::of(&files.collect::<Vec<_>>())
}

fn settings_fingerprint(config: &Config) -> Fingerprint {
    let languages: Vec<_> =
        config.languages.iter().map(|language| (&language.lang, language.quotes, &language.locale)).collect();
    Fingerprint::of(&(&config.default_language, languages, &config.markdown, config.keep_unknown))
}

fn document(
    source: &Arc<Source>,
    name: &Name,
    (config, depth): (&Config, Depth),
    fingerprint: Fingerprint,
) -> (Document, Vec<Diagnostic>) {
    let mut report = Report::default();
    let start = Span::start_of(source.id);
    let date = name.date.clone().unwrap_or_else(|date| {
        report.error("front-matter/impossible-date", start).arg("value", date);
        None
    });
    if let Some(foreign) = &name.foreign {
        let slip = config.langs().find(|lang| lang.as_str().eq_ignore_ascii_case(foreign));
        report.error("language/missing", start).arg("value", foreign).maybe("nearest", slip);
    }
    let settings = markdown::Settings::of(config, &name.lang);
    let mut read = read(source, name, (settings, config.keep_unknown, depth), &mut report);
    if name.date.is_err() {
        read.unread.push("date".to_owned());
    }
    if let (Some(day), None) = (date, &read.fields.meta.date) {
        read.fields.meta.date = Some(Spanned::new(day, start));
    }
    let document = Document {
        source: source.clone(),
        fingerprint,
        item: name.item.clone(),
        lang: name.lang.clone(),
        suffixed: name.suffixed,
        kind: name.kind,
        role: name.role,
        name: name.word.clone(),
        in_folder: name.in_folder,
        meta: Arc::new(read.fields.meta),
        own: Arc::new(read.fields.own),
        keys: read.fields.keys,
        texts: read.fields.texts,
        unread: read.unread,
        front: read.front,
        body: read.body,
        updates: read.updates,
        broken: read.broken || name.foreign.is_some(),
    };
    if !document.broken {
        check_address::check(&document, &mut report);
    }
    (document, report.diagnostics)
}

/// A translation with another text in the place of its own, which has been read and reported on
/// already: what is new in it comes from files that are judged elsewhere.
pub fn reread(document: &Document, text: String, config: &Config) -> Document {
    let source = Arc::new(Source {
        id: document.source.id,
        ..Source::new(document.source.path.clone(), text.into_bytes())
    });
    let name = Name {
        item: document.item.clone(),
        lang: document.lang.clone(),
        suffixed: document.suffixed,
        foreign: None,
        kind: document.kind,
        role: document.role,
        word: document.name.clone(),
        date: Ok(None),
        in_folder: document.in_folder,
    };
    let settings = markdown::Settings::of(config, &name.lang).with_marks(config);
    let read = read(&source, &name, (settings, config.keep_unknown, Depth::Whole), &mut Report::default());
    let mut meta = read.fields.meta;
    meta.date = meta.date.or_else(|| document.meta.date.clone());
    Document {
        fingerprint: Fingerprint::of(&(document.fingerprint, source.fingerprint)),
        source,
        meta: Arc::new(meta),
        own: Arc::new(read.fields.own),
        keys: read.fields.keys,
        texts: read.fields.texts,
        front: read.front,
        body: read.body,
        updates: read.updates,
        ..document.clone()
    }
}

/// What the bytes of one Markdown file say.
struct Read {
    fields: Fields,
    unread: Vec<String>,
    front: Span,
    body: Body,
    updates: Vec<Body>,
    broken: bool,
}

fn read(
    source: &Source,
    name: &Name,
    (settings, keep_unknown, depth): (markdown::Settings, bool, Depth),
    report: &mut Report,
) -> Read {
    let nothing = |front, broken| Read {
        fields: fields::nothing(name.kind, name.role),
        unread: Vec::new(),
        front,
        body: Body::empty(),
        updates: Vec::new(),
        broken,
    };
    let start = Span::start_of(source.id);
    let Some(text) = source.text_or_report(report) else { return nothing(start, true) };
    let reader = Reader { source, text, settings, depth };
    match front_matter::divide(text) {
        front_matter::Parts::Bare(body) => reader.bare(body, nothing(start, false), report),
        front_matter::Parts::Divided { format, opening, front, body } => {
            let read = match format {
                front_matter::Format::Toml => toml::read,
                front_matter::Format::Yaml => yaml::read,
            };
            let reading = read(&text[front.clone()], source.id, front.start, report);
            check_texts::check(&reading.table, text, report);
            left::check(&reading.table, report);
            if name.kind == Kind::Practice {
                check_texts::check_front_places(&reading.table, report);
                check_texts::check_places(&text[body.clone()], source.id, body.start, report);
            }
            let fields = fields::fields(reading.table, name.kind, name.role, keep_unknown, report);
            Read {
                updates: reader.updates(&fields.own, report),
                body: reader.body(body, report),
                fields,
                unread: reading.unread,
                ..nothing(Span::new(source.id, opening), false)
            }
        }
        front_matter::Parts::Unclosed(opening) => {
            let line = &text[opening.clone()];
            let opening = Span::new(source.id, opening);
            report.error("front-matter/unclosed", opening).arg("line", line);
            nothing(opening, true)
        }
    }
}

struct Reader<'a> {
    source: &'a Source,
    text: &'a str,
    settings: markdown::Settings,
    depth: Depth,
}

impl Reader<'_> {
    fn body(&self, range: std::ops::Range<usize>, report: &mut Report) -> Body {
        if self.depth == Depth::Front {
            return Body::empty();
        }
        let place = Place::Body { source: self.source.id, offset: range.start };
        markdown::read(&self.text[range], place, &self.settings, report)
    }

    // A file without front matter is titled by its first heading, which leaves the body.
    fn bare(&self, range: std::ops::Range<usize>, nothing: Read, report: &mut Report) -> Read {
        let place = Place::Body { source: self.source.id, offset: range.start };
        let mut read = nothing;
        let (title, body) = markdown::read_with_title(&self.text[range], place, &self.settings, report);
        read.fields.meta.title = title;
        Read { body, ..read }
    }

    fn updates(&self, own: &Own, report: &mut Report) -> Vec<Body> {
        let Own::Petition(petition) = own else { return Vec::new() };
        let updates = petition.updates.iter().flatten();
        updates
            .map(|update| update.body.as_ref().map_or_else(Body::empty, |body| self.update(body, report)))
            .collect()
    }

    fn update(&self, body: &Spanned<String>, report: &mut Report) -> Body {
        if self.depth == Depth::Front {
            return Body::empty();
        }
        markdown::read(&body.value, Place::Value(body.span), &self.settings, report)
    }
}
