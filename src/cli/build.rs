//! `altavoz build`: the whole site, checked and written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant as Stopwatch;

use serde_json::json;

use crate::base::output::Output;
use crate::base::store::Store;
use crate::base::{Diagnostic, Failure, Severity, Sources};
use crate::config::{Config, split_base_url};
use crate::media::share::Studio;
use crate::media::{Tell, Workshop};
use crate::write::cellar::Cellar;
use crate::write::{Written, copies, edits};
use crate::{Built, Inputs, Memo, collect, write};

use super::Ended;
use super::arguments::{Build, Unpublished};
use super::index::{Indexed, Indexing};
use super::print::Printer;
use super::record;
use super::surroundings::SiteAt;

/// Where finished pictures are kept.
pub(super) const PICTURES: &str = ".altavoz/pictures";

/// Builds the site and writes it, unless something in it is wrong.
pub(super) fn run(build: &Build, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let watch = Stopwatch::now();
    let folder = output_folder(build, site)?;
    let progress = printer.progress("say.building");
    let (sources, mut diagnostics) = collect::collect(&site.root)?;
    let inputs = Inputs { base: base(build.base_url.as_deref())?, ..inputs(build.unpublished, site) };
    let workshop = workshop(site, Box::new(progress.counter("say.pictures")));
    let indexing = Indexing::default();
    let library = indexing.library(site);
    let studio = studio(site).telling(Box::new(progress.counter("say.share-pictures")));
    let mut memo = Memo::with_pictures(workshop).and_studio(studio).and_library(library);
    let (mut built, found) = crate::build(&sources, &inputs, &mut memo);
    diagnostics.extend(found);

    let counts = Counts::of(&diagnostics);
    if counts.errors > 0 || build.strict && counts.warnings > 0 {
        progress.done();
        printer.diagnostics(&diagnostics, &sources);
        summarise(printer, &built, (None, Indexed::default()), counts, watch);
        return Ok(Ended::WithErrors);
    }
    progress.now("say.writing");
    let indexed = indexing.end();
    let archived = archive(build, &built, &folder)?;
    let output = with_copies(std::mem::take(&mut built.output).unbundled(), &built.site.config, site);
    let (written, found) = write::write(&output, &folder, &site.root.join(".altavoz"))?;
    diagnostics.extend(found);
    progress.done();
    printer.diagnostics(&diagnostics, &sources);
    if build.record {
        record(&built, &sources, site)?;
    }
    summarise(printer, &built, (Some(written), indexed), Counts::of(&diagnostics), watch);
    if let Some((place, size)) = archived {
        let size = size.div_ceil(1_000).to_string();
        printer.say("say.archived", &[("file", place.display().to_string()), ("size", size)]);
    }
    Ok(Ended::Well)
}

/// Writes the site as one file, too, if that is asked for: beside the folder, unless a place is named.
fn archive(build: &Build, built: &Built, folder: &Path) -> Result<Option<(PathBuf, u64)>, Failure> {
    let Some(place) = &build.archive else { return Ok(None) };
    let place = place.clone().unwrap_or_else(|| folder.with_added_extension("zip"));
    let host = built.site.config.origin.rsplit('/').next().unwrap_or_default().replace(':', "-");
    let output = crate::render::archive::archive(&built.site, &built.output);
    let size = write::archive::archive(&output, &host, &place)?;
    Ok(Some((place, size)))
}

/// With compressed copies beside the files, if the site wants them.
fn with_copies(output: Output, config: &Config, site: &SiteAt) -> Output {
    let store = compressed(site);
    if config.precompress {
        return copies::with_copies(output, &store);
    }
    store.keep_only(&BTreeSet::new());
    output
}

/// Where compressed copies are kept from run to run.
pub(super) fn compressed(site: &SiteAt) -> Cellar {
    Cellar::new(site.root.join(".altavoz/compressed"))
}

/// So are the pictures that pages are shared with.
pub(super) fn studio(site: &SiteAt) -> Studio {
    Studio::new(Arc::new(Cellar::new(site.root.join(".altavoz/share"))))
}

/// Pictures are kept from run to run; `tell` learns how many are done.
pub(super) fn workshop(site: &SiteAt, tell: Tell) -> Workshop {
    Workshop::new(Box::new(Cellar::new(site.root.join(PICTURES))), tell)
}

/// What a build is a function of, beside the sources.
pub(super) fn inputs(unpublished: Unpublished, site: &SiteAt) -> Inputs {
    let Unpublished { drafts, future } = unpublished;
    Inputs { now: site.now, drafts, future, base: None, collector: None }
}

fn base(url: Option<&str>) -> Result<Option<(String, String)>, Failure> {
    let Some(url) = url else { return Ok(None) };
    let base = split_base_url(url).ok_or_else(|| Failure::new("failure.base-url").arg("text", url))?;
    Ok(Some(base))
}

// What is not public yet must not get into the folder that is published.
fn output_folder(build: &Build, site: &SiteAt) -> Result<PathBuf, Failure> {
    let public = site.root.join("public");
    let Some(output) = &build.output else {
        return match build.unpublished {
            Unpublished { drafts: false, future: false } => Ok(public),
            _ => Err(Failure::new("failure.unpublished")),
        };
    };
    let output = std::path::absolute(output).map_err(|cause| Failure::at("failure.write", output, &cause))?;
    let is_public = std::path::absolute(&public).is_ok_and(|public| public == output);
    if is_public && (build.unpublished.drafts || build.unpublished.future) {
        return Err(Failure::new("failure.unpublished"));
    }
    if holds_sources(&output, &site.root) {
        return Err(Failure::new("failure.output-is-source").arg("path", output.display()));
    }
    Ok(output)
}

/// Whether a folder has, or lies in, what a site is made of.
pub(super) fn holds_sources(output: &Path, root: &Path) -> bool {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let own = ["content", "assets", "themes", "i18n", "consent"];
    root.starts_with(output) || own.iter().any(|folder| output.starts_with(root.join(folder)))
}

fn record(built: &Built, sources: &Sources, site: &SiteAt) -> Result<(), Failure> {
    let text = record::published(&built.site, sources.get("published.toml").map(|source| &**source));
    edits::replace(&site.root, "published.toml", text.as_bytes())
}

/// How many problems there are of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Errors.
    pub(super) errors: usize,
    /// Warnings.
    pub(super) warnings: usize,
}

impl Counts {
    /// Counts them.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Counts {
        let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        Counts { errors, warnings: diagnostics.len() - errors }
    }
}

fn summarise(
    printer: &Printer,
    built: &Built,
    (written, indexed): (Option<Written>, Indexed),
    counts: Counts,
    watch: Stopwatch,
) {
    let ms = watch.elapsed().as_millis();
    let search_ms = indexed.took.as_millis();
    let files = written.unwrap_or_default();
    let next_change = built.site.next_change.map(|at| at.to_string());
    printer.object(&json!({ "summary": {
        "pages": built.site.pages.len(),
        "written": files.written,
        "unchanged": files.unchanged,
        "removed": files.removed,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "ms": u64::try_from(ms).unwrap_or(u64::MAX),
        "search_ms": u64::try_from(search_ms).unwrap_or(u64::MAX),
        "next_change": next_change,
    }}));
    let said = [
        ("pages", built.site.pages.len().to_string()),
        ("written", files.written.to_string()),
        ("unchanged", files.unchanged.to_string()),
        ("removed", files.removed.to_string()),
        ("errors", counts.errors.to_string()),
        ("warnings", counts.warnings.to_string()),
        ("ms", ms.to_string()),
    ];
    printer.say(if written.is_some() { "say.built" } else { "say.errors" }, &said);
    if indexed.languages > 0 {
        let indexes = [("languages", indexed.languages.to_string()), ("ms", search_ms.to_string())];
        printer.say("say.indexed", &indexes);
    }
    if indexed.failed > 0 {
        printer.say("say.not-indexed", &[("count", indexed.failed.to_string())]);
    }
    if let (Some(at), true) = (next_change, written.is_some()) {
        printer.say("say.changes", &[("at", at)]);
    }
}
