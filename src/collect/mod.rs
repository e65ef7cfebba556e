//! Disk → Sources: the only reader of the site's files. Does not know what the bytes mean.

mod builtin;
mod refresh;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::{Checked, Failure, Source, SourcePath, Sources};

pub use builtin::{files as embedded, sources as builtin};
pub use refresh::{Collected, refresh};

/// Reads every file of the site under `root`, and puts the program's own beside them where the
/// site has none of that name.
pub fn collect(root: &Path) -> Result<Checked<Sources>, Failure> {
    let walk = walk::walk(root)?;
    let own: Vec<Option<Source>> = walk.found.into_par_iter().map(read).collect::<Result<_, _>>()?;
    let mut sources = beside_builtin(own.into_iter().flatten().collect());
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
    let files: Vec<Option<Source>> = walk.found.into_par_iter().map(read).collect::<Result<_, _>>()?;
    let mut sources: Sources = files.into_iter().flatten().collect();
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

/// The bytes of a file that a person named, wherever it lies.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn file(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|cause| Failure::at("failure.read", path, &cause))
}

/// Whether a change of this path may change the site: what editors leave beside its files does not.
pub fn may_matter(root: &Path, place: &Path) -> bool {
    walk::belonging(root, place) != walk::Belonging::Not
}

/// The folders of a site that there are, and those that links in them lead to, to be watched.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    walk::folders(root)
}

/// A file as it is now; `None` if it has vanished since it was found.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
fn read(found: walk::Found) -> Result<Option<Source>, Failure> {
    match std::fs::read(&found.place) {
        Ok(bytes) => Ok(Some(Source::new(found.path, bytes))),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Failure::at("failure.read", &found.place, &cause)),
    }
}
