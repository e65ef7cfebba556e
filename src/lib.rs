//! Altavoz turns a folder of Markdown into a multilingual campaign site.
//!
//! ```text
//!    disk                                                                         disk
//!     │ collect        parse              relate            render              write │
//!     ▼                                                                               ▲
//!  Sources ──────▶ Parsed ────────────▶ Site ───────────▶ Output ─────────────────────┤
//!  (bytes by path)  (one file each,      (links, languages,  (bytes by URL)           └─▶ serve
//!                    typed, with holes)   lists, pages)
//! ```
//!
//! Where does a new thing go? Ask what it needs: one file → [`parse`]; other files → [`relate`];
//! the theme or an output format → [`render`]. Beside the line stand tools that consume its
//! values: [`check`] (opinions), [`media`] (pictures), [`import`] (sites of other generators),
//! [`serve`] (a browser), [`cli`] (a terminal).

pub mod base;
pub mod config;
pub mod content;

pub mod collect;
pub mod parse;
pub mod relate;
pub mod render;
pub mod write;

pub mod check;
pub mod import;

pub mod media;
pub mod serve;

pub mod cli;

use std::collections::BTreeMap;
use std::sync::Arc;

use base::asks::Asks;
use base::date::When;
use base::output::Output;
use base::{Checked, Diagnostic, Lang, Severity, Source, SourcePath, Sources};
use content::Document;
use relate::Site;

/// What a build is a function of, beside the sources. There is no clock in it.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// As of when.
    pub now: When,
    /// Show drafts.
    pub drafts: bool,
    /// Show what is still under embargo.
    pub future: bool,
    /// Origin and base path in place of the config's `base_url`.
    pub base: Option<(String, String)>,
}

/// What earlier builds made of the same inputs; a build with an empty one gives the same bytes.
#[derive(Debug, Default)]
pub struct Memo {
    documents: parse::Documents,
    items: relate::Shelf,
    pages: render::Shelves,
    checks: check::Shelves,
}

/// A finished build.
#[derive(Debug)]
pub struct Built {
    /// The site.
    pub site: Site,
    /// What is to be published.
    pub output: Output,
    /// The files that it was made from.
    pub documents: Vec<Arc<Document>>,
    /// How many documents were parsed, the others being on the shelf.
    pub parsed: usize,
    /// How many pages were rendered, the others being on the shelf.
    pub rendered: usize,
}

/// Builds a site from its sources.
pub fn build(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> Checked<Built> {
    build_asked(sources, inputs, memo, &Asks::default())
}

/// The same while somebody waits for single pages: these are made first, unless the site has errors.
pub fn build_asked(sources: &Sources, inputs: &Inputs, memo: &mut Memo, asks: &Asks) -> Checked<Built> {
    let Related { site, documents, mut diagnostics, parsed } = related(sources, inputs, memo);
    let (theme, found) = render::theme::load(sources, &site.config);
    diagnostics.extend(found);
    let (pictures, found) = media::facts(sources);
    diagnostics.extend(found);
    memo.pages.turn();
    if diagnostics.iter().any(|found| found.severity == Severity::Error) {
        asks.close();
    }
    let (rendering, found) = render::render(&site, &theme, &pictures, (&memo.pages, asks));
    diagnostics.extend(found);
    let mut output = rendering.output;
    let copied = site.files.iter().map(|file| (&file.source, &file.url));
    output.files.extend(media::published(copied, sources));
    diagnostics.extend(check::output(&site, &output, &memo.checks));
    // What is accepted is known only when everything has been said.
    let diagnostics = content::rules::allowed(diagnostics, &documents);
    (Built { site, output, documents, parsed, rendered: rendering.rendered }, in_order(diagnostics, sources))
}

/// The first half of a build: everything but the pages. The number says how many documents were
/// parsed, the others being on the shelf.
pub fn site(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> (Checked<Site>, usize) {
    let related = related(sources, inputs, memo);
    let diagnostics = content::rules::allowed(related.diagnostics, &related.documents);
    ((related.site, in_order(diagnostics, sources)), related.parsed)
}

/// A site, and everything that was said about it so far, accepted or not.
struct Related {
    site: Site,
    documents: Vec<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
    parsed: usize,
}

fn related(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> Related {
    memo.documents.turn();
    memo.items.turn();
    memo.checks.turn();
    let ((mut parsed, mut diagnostics), made) = parse::parse(sources, &memo.documents);
    if let Some((origin, base_path)) = &inputs.base {
        let config = Arc::make_mut(&mut parsed.config);
        config.origin.clone_from(origin);
        config.base_path.clone_from(base_path);
    }
    let moment = relate::Inputs { now: inputs.now, drafts: inputs.drafts, future: inputs.future };
    let (site, found) = relate::relate(&parsed, &moment, &memo.items);
    diagnostics.extend(found);
    diagnostics.extend(check::site(&site, &memo.checks));
    Related { site, documents: parsed.documents, diagnostics, parsed: made }
}

/// What a build would say of a site with more files and languages: what is not there already is added.
pub fn trial(own: &Sources, files: &[Source], languages: &[Lang], now: When) -> import::Trial {
    let mut sources: BTreeMap<SourcePath, Source> =
        own.iter().map(|source| (source.path.clone(), Source::clone(source))).collect();
    for file in files {
        sources.entry(file.path.clone()).or_insert_with(|| file.clone());
    }
    if let Some(config) = sources.get_mut("config.toml") {
        let lines = languages.iter().map(|lang| format!("\n[languages.{lang}]\n"));
        let text = lines.fold(config.text().unwrap_or_default().to_owned(), |text, line| text + &line);
        *config = Source::new(config.path.clone(), text.into_bytes());
    }
    let sources: Sources = sources.into_values().collect();
    let inputs = |all: bool| Inputs { now, drafts: all, future: all, base: None };
    let mut memo = Memo::default();
    let ((related, _), _) = site(&sources, &inputs(true), &mut memo);
    // Pages that are not public yet have addresses, too.
    let rows = related.listing.iter().filter(|row| row.state != "untranslated");
    let addresses = rows.filter_map(|row| Some((row.file.clone(), row.url.clone()?))).collect();
    let ((_, diagnostics), _) = site(&sources, &inputs(false), &mut memo);
    import::Trial { addresses, diagnostics }
}

/// Sorted by file and place, each once.
fn in_order(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    diagnostics.sort_by_cached_key(|found| (sources.path(found.span.source).cloned(), found.clone()));
    diagnostics.dedup();
    diagnostics
}
