//! A site of Hugo, Jekyll or Zola → files of ours.
//!
//! Takes the old site's files and gives new ones, with a word for everything that could not be brought
//! along, at its place in the old site. What the new site would refuse is found by building it: addresses
//! that differ become aliases, links that lead nowhere lose their target and keep their words.
//! Knows no disk; nothing old is changed.

mod allow;
mod content;
mod detect;
mod draft;
mod edits;
mod fields;
mod hugo;
mod jekyll;
mod leads;
mod links;
mod markdown;
mod mend;
mod old;
mod originals;
mod pattern;
mod places;
mod reader;
mod signs;
mod tags;
mod text;
mod toml;
mod zola;

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::base::date::Instant;
use crate::base::{Checked, Diagnostic, Lang, Report, Severity, Source, SourcePath, Sources, Span, Url};

pub use detect::generator;
pub use old::Generator;

use draft::Draft;
use links::Ways;
use old::{Old, Page};
use originals::Originals;

/// What the new site says of itself.
pub struct New<'a> {
    /// Its languages, the default one first.
    pub langs: Vec<Lang>,
    /// Into which section posts go: `news`.
    pub into: String,
    /// The region of what does not say where it is.
    pub region: Option<String>,
    /// The path that all its addresses begin with: `/campaign`, or nothing.
    pub base_path: String,
    /// Why what was public already is accepted, in its default language.
    pub reason: String,
    /// As of when.
    pub now: Instant,
    /// By which clock.
    pub zone: TimeZone,
    /// Whether it has a file already.
    pub has: &'a (dyn Fn(&str) -> bool + Sync),
    /// Builds the site with files beside its own and with languages that it lacks.
    pub trial: &'a (dyn Fn(&[Source], &[Lang]) -> Trial + Sync),
}

/// What a build with the new files says.
#[derive(Debug, Default)]
pub struct Trial {
    /// The address of every page, by its file.
    pub addresses: BTreeMap<SourcePath, Url>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is brought along.
#[derive(Debug, Default)]
pub struct Carried {
    /// Files of the new site.
    pub files: Vec<Source>,
    /// How many of them are pages.
    pub pages: usize,
    /// Languages that the new site lacks.
    pub missing: Vec<Lang>,
    /// How many errors a build will find in these files.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

/// What pages are read with.
struct Site<'a> {
    generator: Generator,
    new: &'a New<'a>,
    default: Lang,
    ways: Ways,
    originals: Originals,
}

/// Brings an old site along.
pub fn import(sources: &Sources, generator: Generator, new: &New<'_>) -> Checked<Carried> {
    let mut report = Report::default();
    let mut old = match generator {
        Generator::Hugo => hugo::read(sources, &mut report),
        Generator::Jekyll => jekyll::read(sources, &mut report),
        Generator::Zola => zola::read(sources, &mut report),
    };
    let default = new.langs.first().cloned().unwrap_or_else(|| Lang::new("en"));
    if generator == Generator::Hugo {
        places::give_lists(&mut old, new);
    }
    places::settle(&mut old, &default, &new.into, &mut report);
    leads::follow(&mut old, &mut report);
    old.pages.retain(|page| may_be_written(&path(page, &default), page.opening, &mut report));
    old.files.retain(|file| may_be_written(&file.to, Span::start_of(file.source.id), &mut report));
    old.files.retain(|file| is_kept(file, &mut report));
    let ways = Ways::of(&old, &default, |page| path(page, &default));
    let originals = Originals::of(&old, &default);
    let site = Site { generator, new, default, ways, originals };
    let mut drafts: Vec<Draft> = old.pages.par_iter().map(|page| Draft::of(page, &site)).collect();
    for draft in &mut drafts {
        report.diagnostics.append(&mut draft.said);
    }
    regions_once(&mut report);
    let missing = missing(&old, new, &mut report);
    if !old.base_path.is_empty() && old.base_path != new.base_path && !old.files.is_empty() {
        let span = old.pages.first().map_or(Span::start_of(old.files[0].source.id), |page| page.opening);
        report.warning("import/base-path", span).arg("value", &old.base_path);
    }
    let to_source = |file: &old::File| Source::new(SourcePath::new(&file.to), file.source.bytes.clone());
    let files: Vec<Source> = old.files.iter().map(to_source).collect();
    let trial = mend::mend(&old, &mut drafts, &files, &missing, new, &mut report);
    let mut carried = Carried { pages: drafts.len(), missing, ..Carried::default() };
    carried.files.extend(drafts.iter().map(Draft::source));
    carried.files.extend(files);
    let own: BTreeSet<_> = carried.files.iter().map(|source| source.id).collect();
    let here = trial.diagnostics.iter().filter(|found| own.contains(&found.span.source));
    carried.errors = here.clone().filter(|found| found.severity == Severity::Error).count();
    carried.warnings = here.count() - carried.errors;
    // The old site is as it is: what is wrong in it stops nothing here.
    report.diagnostics.iter_mut().for_each(|found| found.severity = Severity::Warning);
    (carried, report.diagnostics)
}

/// Where a page goes.
fn path(page: &Page, default: &Lang) -> String {
    let lang = page.lang.as_ref().filter(|lang| *lang != default);
    let suffix = lang.map_or_else(String::new, |lang| format!(".{lang}"));
    format!("content/{}{suffix}.md", page.place)
}

/// No name, language or section of an old site leads out of the new one's folders.
fn may_be_written(path: &str, span: Span, report: &mut Report) -> bool {
    let is_within = places::is_within(path);
    if !is_within {
        report.warning("import/path", span).arg("value", path.escape_debug());
    }
    is_within
}

/// Files that a build makes by itself stay behind.
fn is_kept(file: &old::File, report: &mut Report) -> bool {
    let made = ["robots.txt", "sitemap.xml", "_headers", "404.html", "feed.xml", "feed.json", "index.html"];
    let name = file.to.strip_prefix("assets/").unwrap_or_default();
    if made.contains(&name) {
        report.warning("import/made-anyway", Span::start_of(file.source.id)).arg("value", name);
    }
    !made.contains(&name)
}

/// What is said of every item is said once, with their number.
fn regions_once(report: &mut Report) {
    let is_region = |found: &Diagnostic| found.code == "import/region";
    let count = report.diagnostics.iter().filter(|found| is_region(found)).count();
    let mut is_first = true;
    report.diagnostics.retain(|found| !is_region(found) || std::mem::take(&mut is_first));
    if let Some(first) = report.diagnostics.iter_mut().find(|found| is_region(found)) {
        first.arg("count", count);
    }
}

/// Languages of the old site that the new one lacks.
fn missing(old: &Old, new: &New<'_>, report: &mut Report) -> Vec<Lang> {
    let mut missing: Vec<Lang> = Vec::new();
    for page in &old.pages {
        let Some(lang) = page.lang.as_ref().filter(|lang| !new.langs.contains(lang)) else { continue };
        if !missing.contains(lang) {
            report.warning("import/language", page.opening).arg("value", lang);
            missing.push(lang.clone());
        }
    }
    missing
}
