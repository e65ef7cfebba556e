//! Disk → Sources: the only reader of the site's files. Does not know what the bytes mean.

mod builtin;
mod walk;

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::base::{Checked, Failure, Source, SourcePath, Sources};

pub use builtin::{files as embedded, sources as builtin};

/// Reads every file of the site under `root`, and puts the program's own beside them where the
/// site has none of that name.
pub fn collect(root: &Path) -> Result<Checked<Sources>, Failure> {
    let walk = walk::walk(root)?;
    let own: Vec<Source> = walk.found.into_par_iter().map(read).collect::<Result<_, _>>()?;
    let mut sources = beside_builtin(own);
    walk.refused.into_iter().for_each(|path| sources.know(path));
    Ok((sources, walk.report.diagnostics))
}

/// Reads every file in a folder that is no site of ours; links are not followed, and what is hidden,
/// generated or installed there is passed over. `site` may not lie around it or be it.
pub fn folder(folder: &Path, site: &Path) -> Result<Checked<Sources>, Failure> {
    let place = folder.canonicalize().map_err(|cause| Failure::at("failure.read", folder, &cause))?;
    let site = site.canonicalize().map_err(|cause| Failure::at("failure.read", site, &cause))?;
    if place.starts_with(site.join("content")) || site.starts_with(&place) {
        return Err(Failure::new("failure.import-itself").arg("path", folder.display()));
    }
    let walk = walk::folder(&place)?;
    let files: Vec<Source> = walk.found.into_par_iter().map(read).collect::<Result<_, _>>()?;
    let mut sources: Sources = files.into_iter().collect();
    walk.refused.into_iter().for_each(|path| sources.know(path));
    Ok((sources, walk.report.diagnostics))
}

/// A site's own files, and the program's where it has none of that name.
pub fn beside_builtin(own: Vec<Source>) -> Sources {
    let names: BTreeSet<SourcePath> = own.iter().map(|source| source.path.clone()).collect();
    let builtin = builtin::sources().filter(|source| !names.contains(&source.path));
    let mut sources: Sources = own.into_iter().chain(builtin).collect();
    // Its absence is spoken of.
    sources.know(SourcePath::new("config.toml"));
    sources
}

#[expect(clippy::disallowed_methods, reason = "this is the door")]
fn read(found: walk::Found) -> Result<Source, Failure> {
    let bytes =
        std::fs::read(&found.place).map_err(|cause| Failure::at("failure.read", &found.place, &cause))?;
    Ok(Source::new(found.path, bytes))
}
