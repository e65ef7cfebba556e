//! Translations that lie in `i18n/po/` and that nobody has imported yet, put into the pages in memory.
//!
//! So what somebody translates in Weblate is on the site with the next build. It is decided as an
//! import decides: what would break a page, and what somebody changed on the site meanwhile, stays out
//! and is named at its line.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Diagnostic, Fingerprint, Lang, Severity, Source, SourcePath, Sources, Span, memo};
use crate::config::Config;
use crate::content::Document;
use crate::parse;

use super::act::{Act, New, write};
use super::exchange::{Problem, decode};
use super::ledger::Stored;
use super::material::Material;
use super::pages::{Page, Side, aligned, values_of};
use super::po;
use super::segment::is_in_text;
use super::segments::segments;
use super::start::{mark, start};
use super::take::{Refusal, Refused, settle, take};
use super::unit::Returned;
use super::{Row, State};

/// Where the PO files lie that builds read.
pub const FOLDER: &str = "i18n/po/";

/// Where the PO file of a language lies.
pub fn path(lang: &Lang) -> String {
    format!("{FOLDER}{lang}.po")
}

/// What a PO file says, by the fingerprint of the file.
pub type Shelf = memo::Shelf<Arc<Catalogue>>;

/// The finished translations of a language by their pages.
#[derive(Debug, Default)]
pub struct Catalogue {
    source: Option<Arc<Source>>,
    by_page: BTreeMap<String, (Fingerprint, Vec<Returned>)>,
    /// Where each line begins.
    lines: Vec<usize>,
    /// What cannot be read of it.
    problems: Vec<Problem>,
}

/// Something about what a PO file says of a page, and which of its texts it is about. That lines moved in
/// the file makes no page anew.
pub type Found = (usize, Diagnostic);

/// Reads the PO file of a language, if there is one; what only warns a translator is `import`'s to say.
pub fn catalogue(sources: &Sources, lang: &Lang, shelf: &Shelf) -> Arc<Catalogue> {
    let Some(file) = sources.get(&path(lang)[..]) else { return Arc::default() };
    shelf.get_or(file.fingerprint, || Arc::new(read(file))).0
}

fn read(file: &Arc<Source>) -> Catalogue {
    let ends = memchr::memchr_iter(b'\n', &file.bytes).map(|end| end + 1);
    let empty = Catalogue {
        source: Some(file.clone()),
        lines: std::iter::once(0).chain(ends).collect(),
        ..Catalogue::default()
    };
    let text = match decode(&file.bytes) {
        Ok(text) => text,
        Err(problem) => return Catalogue { problems: vec![problem], ..empty },
    };
    let mut of_page: BTreeMap<String, Vec<Returned>> = BTreeMap::new();
    let reading = po::import(text);
    // With numbers in the place of addresses a text says nothing by itself.
    let usable =
        reading.returned.into_iter().filter(|returned| !returned.is_draft && !reading.has_placeholders);
    for returned in usable {
        of_page.entry(returned.page.clone()).or_default().push(returned);
    }
    let by_page = of_page.into_iter().map(|(page, returned)| (page, (fingerprint(&returned), returned)));
    let by_page = by_page.collect();
    let mut problems = reading.problems.list;
    problems.retain(|problem| problem.severity == Severity::Error);
    Catalogue { by_page, problems, ..empty }
}

fn fingerprint(returned: &[Returned]) -> Fingerprint {
    let of = |returned: &Returned| {
        Fingerprint::of(&(&returned.source, &returned.target, returned.nth, &returned.base))
    };
    Fingerprint::of(&returned.iter().map(of).collect::<Vec<_>>())
}

impl Catalogue {
    /// Of what it says of a page; `None` if it says nothing.
    pub fn fingerprint(&self, page: &str) -> Option<Fingerprint> {
        Some(self.by_page.get(page)?.0)
    }

    /// The same at its place in the file as it is now.
    pub fn in_place(&self, page: &str, (number, found): &Found) -> Diagnostic {
        let returned = self.by_page.get(page).and_then(|(_, returned)| returned.get(*number));
        let span = returned.and_then(|returned| self.at(returned.line)).unwrap_or(found.span);
        Diagnostic { span, ..found.clone() }
    }

    /// What cannot be read of the file, at its lines.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of = |problem: &Problem| {
            let span = self.at(problem.line).or(Some(Span::start_of(self.source.as_ref()?.id)))?;
            let (code, severity, arguments) = (problem.code, problem.severity, problem.arguments.clone());
            Some(Diagnostic { span, code, severity, arguments, labels: Vec::new(), fix: None })
        };
        self.problems.iter().filter_map(of).collect()
    }

    fn at(&self, line: usize) -> Option<Span> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let end = self.lines.get(line).map_or(start, |end| end - 1);
        Some(Span::new(self.source.as_ref()?.id, start..end))
    }
}

/// The page with what a catalogue says of it, and what of that stays out; `None` if nothing is new.
pub fn overlaid(page: &Page, catalogue: &Catalogue, material: &Material) -> (Option<Page>, Vec<Found>) {
    let Some((_, returned)) = catalogue.by_page.get(&page.name) else { return (None, Vec::new()) };
    let Some(begun) = begun(page, material) else { return (None, Vec::new()) };
    let Material { config, glossary, .. } = material;
    let act = Act { stored: Stored::Translated, by: None, at: None };
    let langs = (&config.default_language, &page.lang);
    let numbered = returned.iter().cloned().enumerate();
    let numbered = numbered.map(|(number, returned)| Returned { line: number, ..returned }).collect();
    let mut taken = take(std::slice::from_ref(&begun), numbered, glossary, langs, &act);
    let found = taken.refused.iter().flat_map(|refused| left_out(refused, page, catalogue)).collect();
    let Some(news) = taken.news.remove(&0) else { return (None, found) };
    let (text, ledger, _) = settle(&begun, news);
    let ledger = Some(Arc::new((ledger, Vec::new())));
    let Some(target) = begun.target.as_ref().and_then(|target| changed(target, text, config)) else {
        return (None, found);
    };
    let page = Page { target: Some(target), ledger, ..begun };
    let alignment = aligned(&page, page.alignment.is_adaptation, config, glossary);
    (Some(Page { alignment, ..page }), found)
}

/// Why a text of a PO file is not on its page; the file's beginning stands for its place.
fn left_out(refused: &Refused, page: &Page, catalogue: &Catalogue) -> Vec<Found> {
    let Some(source) = &catalogue.source else { return Vec::new() };
    let span = Span::start_of(source.id);
    let found = match &refused.why {
        // The next export leaves these out.
        Refusal::NoPage | Refusal::NoText => Vec::new(),
        Refusal::Conflict(here) => vec![Diagnostic {
            span,
            code: "exchange/not-shown",
            severity: Severity::Warning,
            arguments: vec![("page", page.name.clone()), ("here", here.clone())],
            labels: Vec::new(),
            fix: None,
        }],
        Refusal::Broken(broken) => broken.iter().cloned().map(|broken| broken.diagnostic(span)).collect(),
    };
    found.into_iter().map(|found| (refused.returned.line, found)).collect()
}

/// The page with a place for each text that is new in its source, where the translation is built as the
/// source is; `None` if there is none. Readers get the source's text there.
pub fn with_new_texts(page: &Page, material: &Material) -> Option<Page> {
    let Material { config, glossary, .. } = material;
    page.ledger.as_ref().filter(|_| !page.alignment.is_adaptation)?;
    let target = page.target.as_ref()?;
    let is_new = |row: &&Row| row.state == State::Missing && row.target.is_none();
    let news: Vec<New> = (page.alignment.rows.iter().filter(is_new))
        .filter_map(|row| {
            let segment = &page.source.segments[row.source?];
            let act = Act { stored: Stored::Draft, by: None, at: None };
            let text = mark(segment);
            is_in_text(segment.kind).then_some(New { source: row.source?, text, act })
        })
        .collect();
    if news.is_empty() {
        return None;
    }
    let text = write(page, &news).text;
    let target = changed(target, text, config).filter(|side| side.source.bytes != target.source.bytes)?;
    let page = Page { target: Some(target), ..page.clone() };
    let alignment = aligned(&page, false, config, glossary);
    Some(Page { alignment, ..page })
}

/// A page that nobody has begun, begun in memory; tables are not, since they are read elsewhere.
fn begun(page: &Page, material: &Material) -> Option<Page> {
    let Material { config, glossary, .. } = material;
    let source = page.source.document.as_ref()?;
    if page.target.is_some() {
        return Some(page.clone());
    }
    let text = start(page);
    let file = Source::new(page.place.clone(), text.clone().into_bytes());
    // Beside an original that says its language, a file without one would be taken for the original.
    let suffixed = source.suffixed || page.lang != config.default_language;
    let document =
        Document { source: Arc::new(file), lang: page.lang.clone(), suffixed, ..Document::clone(source) };
    let document = Arc::new(parse::reread(&document, text, config));
    let page = Page { target: Some(side(document)), ..page.clone() };
    let alignment = aligned(&page, false, config, glossary);
    Some(Page { alignment, ..page })
}

fn changed(target: &Side, text: String, config: &Config) -> Option<Side> {
    let document = target.document.as_ref()?;
    Some(side(Arc::new(parse::reread(document, text, config))))
}

fn side(document: Arc<Document>) -> Side {
    let values = document.source.text().map_or(super::splice::Values::Toml, values_of);
    Side {
        source: document.source.clone(),
        segments: segments(&document).into(),
        values,
        document: Some(document),
    }
}

/// Whether a path is that of a PO file that builds read.
pub fn is_read(path: &SourcePath) -> bool {
    path.as_str().starts_with(FOLDER) && path.extension().as_deref() == Some("po")
}
