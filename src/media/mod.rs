//! Pictures: bytes in, facts and clean bytes out. Knows nothing of pages.

mod size;

use rayon::prelude::*;

use crate::base::output::{File, Wave};
use crate::base::pictures::{Picture, Pictures};
use crate::base::{Checked, Diagnostic, Report, Source, SourcePath, Sources, Span, Url};

/// The facts of every picture under `content/` and `assets/`.
pub fn facts(sources: &Sources) -> Checked<Pictures> {
    let pictures: Vec<_> = ["content/", "assets/"].iter().flat_map(|folder| sources.under(folder)).collect();
    let measured: Vec<_> = pictures.into_par_iter().filter_map(|source| measured(source)).collect();
    let mut found = Pictures::default();
    let mut report = Report::default();
    for measured in measured {
        match measured {
            Ok((path, picture)) => drop(found.by_path.insert(path, picture)),
            Err(diagnostic) => report.diagnostics.push(diagnostic),
        }
    }
    (found, report.diagnostics)
}

fn measured(source: &Source) -> Option<Result<(SourcePath, Picture), Diagnostic>> {
    let size = match source.path.extension()?.as_str() {
        "svg" => size::of_svg(&source.bytes),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => size::of_raster(&source.bytes),
        _ => return None,
    };
    Some(match size {
        Some((width, height)) => Ok((source.path.clone(), Picture { width, height })),
        None => Err(unreadable(source)),
    })
}

fn unreadable(source: &Source) -> Diagnostic {
    let mut report = Report::default();
    report.error("media/unreadable", Span::start_of(source.id)).arg("path", &source.path);
    report.diagnostics.remove(0)
}

/// The bytes to publish for files that pages show or offer.
pub fn published<'a>(
    files: impl Iterator<Item = (&'a SourcePath, &'a Url)>,
    sources: &Sources,
) -> Vec<(Url, File)> {
    let found = files.filter_map(|(path, url)| Some((url.clone(), sources.get(path.as_str())?)));
    found.map(|(url, source)| (url, File::new(Wave::Asset, source.bytes.clone()))).collect()
}
