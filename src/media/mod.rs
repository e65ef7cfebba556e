//! Pictures: bytes in, clean bytes in several sizes out. Knows nothing of pages and disks.
//!
//! A picture is decoded and written again, so that nothing can be published but what it shows:
//! its orientation is applied, its colours are in sRGB, and where and when it was taken, by whom
//! and with what is gone. What was made lies on a [`Shelf`], and between two runs in a
//! [`Store`] by the picture's own bytes, so that it is made once.

mod attachment;
mod base64;
mod css;
mod encode;
mod iso_media;
mod jobs;
mod keep;
mod kind;
mod names;
mod pdf;
mod raster;
pub mod residue;
pub mod share;
mod size;
mod svg;
mod svg_labels;
mod svg_names;
mod told;
mod versions;
mod zip;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::base::memo::Shelf;
use crate::base::output::{File, Wave};
use crate::base::pictures::{Format, Picture, Pictures, Version};
use crate::base::store::Store;
use crate::base::{Checked, Fingerprint, Report, Source, SourcePath, Sources, Span, Url};
use crate::config::Config;

pub use attachment::Traces;
use kind::Kind;
use residue::Residue;
use versions::{Plan, Use};

/// Goes up when the same picture and settings give other bytes than before.
const EDITION: u32 = 2;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// It cannot be decoded.
    Unreadable,
    /// It claims to be larger than any picture, as files do that are made to break programs.
    TooLarge { width: u32, height: u32 },
    /// Something beside the picture got through.
    Residue(Residue),
}

/// A finished picture.
#[derive(Clone, Debug)]
struct Made {
    picture: Arc<Picture>,
    /// Whether it moved.
    is_animated: bool,
}

/// What earlier builds made of the same pictures, and where it lies between two runs.
#[derive(Default)]
pub struct Workshop {
    shelf: Shelf<Result<(Made, Fingerprint), Trouble>>,
    traces: Shelf<Traces>,
    store: Option<Box<dyn Store>>,
    /// What the store was last told to keep.
    kept: Option<BTreeSet<Fingerprint>>,
    tell: Option<Tell>,
}

/// Is told how many pictures of how many are done.
pub type Tell = Box<dyn Fn(usize, usize) + Send + Sync>;

impl std::fmt::Debug for Workshop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workshop").field("store", &self.store).finish_non_exhaustive()
    }
}

impl Workshop {
    /// A workshop with a store and somebody to tell.
    pub fn new(store: Box<dyn Store>, tell: Tell) -> Workshop {
        Workshop { store: Some(store), tell: Some(tell), ..Workshop::default() }
    }

    fn made(&self, source: &Source, kind: Kind, plan: &Plan) -> Result<(Made, Fingerprint), Trouble> {
        // Hashing a photograph would take longer than all else where nothing changed.
        let key = Fingerprint::of(&(source.fingerprint, plan));
        let (made, _) = self.shelf.get_or(key, || {
            let key = Fingerprint::of(&(EDITION, &source.bytes[..], plan));
            let store = self.store.as_deref();
            if let Some(made) = store.and_then(|store| keep::unpacked(&store.take(key)?)) {
                return Ok((made, key));
            }
            let made = make(source, kind, plan)?;
            if let Some(store) = store {
                store.put(key, &keep::packed(&made));
            }
            Ok((made, key))
        });
        made
    }

    /// Drops from the store what this build did not need.
    fn tidy(&mut self, needed: BTreeSet<Fingerprint>) {
        if let Some(store) = self.store.as_deref().filter(|_| self.kept.as_ref() != Some(&needed)) {
            store.keep_only(&needed);
            self.kept = Some(needed);
        }
    }
}

/// Cleans every picture among the site's `files` and the theme's own.
pub fn clean(
    sources: &Sources,
    files: &[SourcePath],
    config: &Config,
    workshop: &mut Workshop,
) -> Checked<Pictures> {
    workshop.shelf.turn();
    workshop.traces.turn();
    let formats = jobs::formats(config);
    let mut report = Report::default();
    if !cfg!(feature = "avif") && formats.contains(&Format::Avif) {
        report.error("media/format-not-built", config.span);
    }
    let jobs = jobs::jobs(sources, files, config, &formats);
    let (done, all) = (AtomicUsize::new(0), jobs.len());
    let made: Vec<_> = jobs
        .par_iter()
        .map(|(source, kind, plan)| {
            let made = workshop.made(source, *kind, plan);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            workshop.tell.iter().for_each(|tell| tell(done, all));
            (source, plan, made)
        })
        .collect();
    let mut found = Pictures::default();
    let mut needed = BTreeSet::new();
    for (source, plan, made) in made {
        match made {
            Ok((made, key)) => {
                // Elsewhere the name stays with its author.
                if plan.purpose == Use::Asset && names::looks_like_a_person(source.path.file_name()) {
                    report.warning("media/file-name", Span::start_of(source.id)).arg("path", &source.path);
                }
                if made.is_animated {
                    report.warning("media/animated", Span::start_of(source.id)).arg("path", &source.path);
                }
                needed.insert(key);
                found.by_path.insert(source.path.clone(), made.picture);
            }
            Err(trouble) => told::trouble(source, trouble, &mut report),
        }
    }
    let others = files.iter().filter_map(|path| sources.get(path.as_str()));
    others.for_each(|source| told::foreign(source, &mut report));
    found.traces = traces(sources, files, workshop);
    workshop.tidy(needed);
    (found, report.diagnostics)
}

/// What the files that are no pictures say of their makers.
fn traces(sources: &Sources, files: &[SourcePath], workshop: &Workshop) -> BTreeMap<SourcePath, String> {
    let traces = files.par_iter().filter_map(|path| {
        let (source, ending) = (sources.get(path.as_str())?, path.extension()?);
        let look = || attachment::traces(&source.bytes, &ending);
        let (traces, _) = workshop.traces.get_or(source.fingerprint, look);
        let words: Vec<&str> = traces.iter().copied().collect();
        // A title is what readers of a screen reader need; a program's name alone says nothing of a person.
        let is_telling = words.iter().any(|word| !matches!(*word, "title" | "program"));
        is_telling.then(|| (path.clone(), words.join(", ")))
    });
    traces.collect()
}

/// Where some bytes first stand.
fn position(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}

/// The traces that a file of any kind has; `ending` is the lower-case one of its name.
pub fn traces_of(bytes: &[u8], ending: &str) -> Traces {
    attachment::traces(bytes, ending)
}

fn make(source: &Source, kind: Kind, plan: &Plan) -> Result<Made, Trouble> {
    let Kind::Raster(format) = kind else { return drawing(source) };
    let decoded = raster::decoded(&source.bytes, format)?;
    let picture = versions::picture(&decoded.image, plan).ok_or(Trouble::Unreadable)?;
    let versions = std::iter::once(&picture.whole).chain(&picture.versions);
    let mut residue = versions.filter_map(|version| residue::of(&version.file.bytes, version.format));
    if let Some(residue) = residue.next() {
        return Err(Trouble::Residue(residue));
    }
    Ok(Made { picture: Arc::new(picture), is_animated: decoded.is_animated })
}

fn drawing(source: &Source) -> Result<Made, Trouble> {
    let bytes = svg::cleaned(&source.bytes, &within_drawing).ok_or(Trouble::Unreadable)?;
    let (width, height) = size::of_svg(&bytes).ok_or(Trouble::Unreadable)?;
    let whole = Version { format: Format::Svg, width, height, file: File::new(Wave::Asset, bytes) };
    let picture = Arc::new(Picture { whole, versions: Vec::new() });
    Ok(Made { picture, is_animated: false })
}

/// A picture that lies inside a drawing, clean, and its media type.
fn within_drawing(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let Kind::Raster(format) = kind::of(bytes, None) else { return None };
    let decoded = raster::decoded(bytes, format).ok()?;
    let clean = encode::encoded(&decoded.image, format)?;
    residue::of(&clean, format).is_none().then_some((format.media_type(), clean))
}

/// A drawing without anything that does not draw; `None` for what is no SVG.
pub fn clean_svg(bytes: &[u8]) -> Option<Vec<u8>> {
    svg::cleaned(bytes, &within_drawing)
}

/// A file that is published: where it comes from, where it goes, and whether pages name it.
#[derive(Clone, Copy, Debug)]
pub struct Copied<'a> {
    /// Where from.
    pub source: &'a SourcePath,
    /// Where to.
    pub url: &'a Url,
    /// A picture that no page shows needs no smaller versions.
    pub is_shown: bool,
}

/// The bytes to publish for files that pages show or offer: pictures clean, others as they are.
pub fn published<'a>(
    files: impl Iterator<Item = Copied<'a>>,
    sources: &Sources,
    pictures: &Pictures,
) -> Checked<Vec<(Url, File)>> {
    let mut report = Report::default();
    let mut published = Vec::new();
    for copied in files {
        let Some(source) = sources.get(copied.source.as_str()) else { continue };
        let Some(picture) = pictures.by_path.get(copied.source) else {
            told::leftovers(source, &mut report);
            published.push((copied.url.clone(), File::new(Wave::Asset, source.bytes.clone())));
            continue;
        };
        published.push((copied.url.clone(), picture.whole.file.clone()));
        let versions = picture.versions.iter().filter(|_| copied.is_shown);
        let addressed = versions.map(|version| (picture.address(version, copied.url), version.file.clone()));
        published.extend(addressed);
    }
    (published, report.diagnostics)
}
