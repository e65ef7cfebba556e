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
//! the theme or an output format → [`render`]. Which text was made from which: [`translate`]. Beside the line stand tools that consume its
//! values: [`check`] (opinions), [`media`] (pictures), [`import`] (sites of other generators),
//! [`serve`] (a browser), [`sign`] (the signature collector), [`cli`] (a terminal).

pub mod base;
pub mod config;
pub mod content;

pub mod collect;
pub mod parse;
pub mod translate;

pub mod relate;
pub mod render;
pub mod write;

pub mod check;
pub mod import;

pub mod media;
pub mod serve;
pub mod sign;

pub mod cli;

use std::collections::BTreeMap;
use std::sync::Arc;

use base::asks::Asks;
use base::date::When;
use base::output::{File, Output};
use base::pictures::Pictures;
use base::{Checked, Diagnostic, Lang, Severity, Source, SourcePath, Sources, Url};
use content::{Document, Parsed};
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
    /// Where forms of petitions go in place of the collectors that the site names: one in test mode
    /// beside a preview. Never set for what is published.
    pub collector: Option<String>,
}

/// What earlier builds made of the same inputs; a build with an empty one gives the same bytes.
#[derive(Debug, Default)]
pub struct Memo {
    parsed: parse::Shelves,
    translations: translate::apply::Memo,
    items: relate::Shelves,
    pages: render::Shelves,
    checks: check::Shelves,
    pictures: media::Workshop,
    studio: media::share::Studio,
    /// Whether the last build had errors that only finished pages show.
    had_late_errors: bool,
}

impl Memo {
    /// An empty one whose pictures are made in this workshop.
    pub fn with_pictures(pictures: media::Workshop) -> Memo {
        Memo { pictures, ..Memo::default() }
    }

    /// The same with a studio for the pictures that pages are shared with.
    #[must_use]
    pub fn and_studio(self, studio: media::share::Studio) -> Memo {
        Memo { studio, ..self }
    }

    /// The same with a library of search indexes.
    #[must_use]
    pub fn and_library(self, library: render::Library) -> Memo {
        Memo { pages: self.pages.and_library(library), ..self }
    }

    /// How many pictures to share were drawn so far.
    pub fn drawn(&self) -> usize {
        self.studio.drawn()
    }
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
    // From outside, every parallel step would wake the threads and wait to be woken by them.
    rayon::scope(|_| built(sources, inputs, memo, asks))
}

fn built(sources: &Sources, inputs: &Inputs, memo: &mut Memo, asks: &Asks) -> Checked<Built> {
    let mut prepared = prepared(sources, inputs, memo, true);
    let made = prepared.made;
    memo.pages.turn();
    let (site, pictures) = (&prepared.site, &prepared.pictures);
    let ((theme, found), opinions) = rayon::join(
        || render::theme(sources, &site.config, pictures, &memo.pages),
        || check::site(site, &memo.checks),
    );
    prepared.diagnostics.extend(found.into_iter().chain(opinions));
    if site.config.media.share_pictures {
        let pictures = render::sample_pictures(&theme, &memo.pages, &media::share::trouble);
        prepared.diagnostics.extend(pictures);
        let lacking = |text: &str| media::share::lacking(text, &theme.fonts);
        prepared.diagnostics.extend(render::unlettered(site, &lacking));
    }
    // While a site has errors, browsers stay with its last good state.
    if memo.had_late_errors || prepared.has_errors(&prepared.diagnostics) {
        asks.close();
    }
    let is_fine = |url: &Url, file: &File| check::is_fine((url, file), site, &memo.checks);
    let (rendering, mut late) = render::render(site, &theme, pictures, (&memo.pages, asks, &is_fine));
    let mut output = rendering.output;
    let (copied, found) = media::published(copied(site), sources, pictures);
    late.extend(found);
    output.files.extend(copied);
    output.files.extend(memo.studio.files(rendering.drawings, &theme.fonts));
    // Nobody who waits for a page should wait for opinions about all others.
    late.extend(check::output(site, &output, &memo.checks));
    memo.had_late_errors = prepared.has_errors(&late);
    prepared.diagnostics.extend(late);
    let ((site, parsed), diagnostics) = prepared.concluded(sources);
    let rendered = rendering.rendered;
    (Built { site, output, documents: parsed.documents, parsed: made, rendered }, diagnostics)
}

/// A site before its pages are made, and what was found on the way.
struct Prepared {
    /// The documents as they are on the disk.
    own: Vec<Arc<Document>>,
    /// The same as readers get them.
    parsed: Parsed,
    /// How many documents were parsed, the others being on the shelf.
    made: usize,
    places: translate::apply::Places,
    pictures: Pictures,
    site: Site,
    diagnostics: Vec<Diagnostic>,
}

/// The first half of a build, whatever becomes of it; cleaning pictures takes longer than all the rest.
fn prepared(sources: &Sources, inputs: &Inputs, memo: &mut Memo, with_pictures: bool) -> Prepared {
    let ((mut parsed, mut diagnostics), made) = parsed(sources, inputs, memo);
    let own = parsed.documents.clone();
    let (places, found) = translate::apply::apply(&mut parsed, sources, &memo.translations);
    diagnostics.extend(found);
    let (pictures, found) = if with_pictures {
        media::clean(sources, &parsed.files, &parsed.config, &mut memo.pictures)
    } else {
        Default::default()
    };
    diagnostics.extend(found);
    let (site, found) = related(&parsed, &pictures, inputs, &memo.items);
    diagnostics.extend(found);
    Prepared { own, parsed, made, places, pictures, site, diagnostics }
}

impl Prepared {
    /// Whether there are errors that no item allows.
    fn has_errors(&self, found: &[Diagnostic]) -> bool {
        let errors = found.iter().filter(|found| found.severity == Severity::Error);
        let errors: Vec<_> = errors.map(|found| self.places.true_place(found.clone())).collect();
        !errors.is_empty() && !content::rules::without_allowed(errors, &self.parsed.documents).is_empty()
    }

    /// The same with all that was found, at its place in the files that people see. What items allow is
    /// known only when everything has been said.
    fn concluded(self, sources: &Sources) -> Checked<(Site, Parsed)> {
        let Prepared { parsed, places, site, diagnostics, .. } = self;
        let diagnostics = diagnostics.into_iter().map(|found| places.true_place(found)).collect();
        let diagnostics = content::rules::allowed(diagnostics, &parsed.documents);
        ((site, parsed), in_order(diagnostics, sources))
    }
}

/// Every address that each file is published at, a picture's sizes included.
pub type Derived = BTreeMap<SourcePath, Vec<Url>>;

/// What the files under `content/` and `assets/` become, without the pages.
pub fn derived(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> Checked<(Parsed, Derived)> {
    let mut prepared = prepared(sources, inputs, memo, true);
    // Who asks for this changes the files at the places that their documents name.
    let own = std::mem::take(&mut prepared.own);
    let mut derived = Derived::new();
    for file in copied(&prepared.site) {
        let (published, _) = media::published(std::iter::once(file), sources, &prepared.pictures);
        derived.entry(file.source.clone()).or_default().extend(published.into_iter().map(|(url, _)| url));
    }
    let ((_, parsed), diagnostics) = prepared.concluded(sources);
    ((Parsed { documents: own, ..parsed }, derived), diagnostics)
}

fn copied(site: &Site) -> impl Iterator<Item = media::Copied<'_>> {
    let files = site.files.iter();
    files.map(|file| media::Copied { source: &file.source, url: &file.url, is_shown: file.is_shown })
}

/// The first half of a build: everything but pictures and pages. The number says how many documents
/// were parsed, the others being on the shelf.
pub fn site(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> (Checked<Site>, usize) {
    looked_at(sources, inputs, memo, false)
}

/// The same with what is wrong with the pictures, which takes as long as cleaning them does.
pub fn site_with_pictures(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> Checked<Site> {
    looked_at(sources, inputs, memo, true).0
}

fn looked_at(
    sources: &Sources,
    inputs: &Inputs,
    memo: &mut Memo,
    with_pictures: bool,
) -> (Checked<Site>, usize) {
    let mut prepared = prepared(sources, inputs, memo, with_pictures);
    prepared.diagnostics.extend(check::site(&prepared.site, &memo.checks));
    let made = prepared.made;
    let ((site, _), diagnostics) = prepared.concluded(sources);
    ((site, diagnostics), made)
}

fn parsed(sources: &Sources, inputs: &Inputs, memo: &mut Memo) -> (Checked<Parsed>, usize) {
    memo.parsed.turn();
    memo.translations.turn();
    memo.items.turn();
    memo.checks.turn();
    let ((mut parsed, diagnostics), made) = parse::parse(sources, &memo.parsed);
    if let Some((origin, base_path)) = &inputs.base {
        let config = Arc::make_mut(&mut parsed.config);
        config.origin.clone_from(origin);
        config.base_path.clone_from(base_path);
    }
    if inputs.collector.is_some() {
        Arc::make_mut(&mut parsed.config).trial_collector.clone_from(&inputs.collector);
    }
    ((parsed, diagnostics), made)
}

pub(crate) fn related(
    parsed: &Parsed,
    pictures: &Pictures,
    inputs: &Inputs,
    shelves: &relate::Shelves,
) -> Checked<Site> {
    let moment = relate::Inputs { now: inputs.now, drafts: inputs.drafts, future: inputs.future };
    relate::relate(parsed, pictures, &moment, shelves)
}

/// What a build would say of a site with more files and languages. A new file stands in for one of its
/// name that is there, so that what an import finds is the same when it is run again.
pub fn trial(own: &Sources, files: &[Source], languages: &[Lang], now: When) -> import::Trial {
    let mut sources: BTreeMap<SourcePath, Source> =
        own.iter().map(|source| (source.path.clone(), Source::clone(source))).collect();
    for file in files {
        sources.insert(file.path.clone(), file.clone());
    }
    if let Some(config) = sources.get_mut("config.toml") {
        let lines = languages.iter().map(|lang| format!("\n[languages.{lang}]\n"));
        let text = lines.fold(config.text().unwrap_or_default().to_owned(), |text, line| text + &line);
        *config = Source::new(config.path.clone(), text.into_bytes());
    }
    let sources: Sources = sources.into_values().collect();
    let inputs = |all: bool| Inputs { now, drafts: all, future: all, base: None, collector: None };
    let mut memo = Memo::default();
    let ((related, _), _) = site(&sources, &inputs(true), &mut memo);
    // Pages that are not public yet have addresses, too.
    let rows = related.listing.iter().filter(|row| row.state != "untranslated");
    let addresses = rows.filter_map(|row| Some((row.file.clone(), row.url.clone()?))).collect();
    let ((_, diagnostics), _) = site(&sources, &inputs(false), &mut memo);
    import::Trial { addresses, diagnostics }
}

/// Sorted by file and place, each once.
pub(crate) fn in_order(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    diagnostics.sort_by_cached_key(|found| (sources.path(found.span.source).cloned(), found.clone()));
    diagnostics.dedup();
    diagnostics
}
