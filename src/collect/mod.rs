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
