//! Sources again, after some files changed: only these are read, unless that is not enough.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::base::{Checked, Failure, SourcePath, Sources};

use super::walk::{Belonging, Found, belonging};
use super::{collect, read};

/// What [`collect`] gives.
pub type Collected = Checked<Sources>;

/// The sources after a change of the files at `changed`; the same as a new [`collect`]. The flag says
/// whether everything had to be looked at.
pub fn refresh(
    root: &Path,
    before: Collected,
    changed: &BTreeSet<PathBuf>,
) -> Result<(Collected, bool), Failure> {
    let mut plain = Vec::new();
    for place in changed {
        match change(root, place, &before) {
            Change::None => {}
            Change::File(found) => plain.push(found),
            Change::Unclear => return Ok((collect(root)?, true)),
        }
    }
    let (mut sources, diagnostics) = before;
    for found in plain {
        let path = found.path.clone();
        match read(found)? {
            Some(source) => sources.put(source),
            None => sources.remove(&path),
        }
    }
    Ok(((sources, diagnostics), false))
}

/// What a changed path means.
enum Change {
    /// Nothing of ours.
    None,
    /// One file, which is new, another or gone.
    File(Found),
    /// A folder, a link, a file of the theme that hides one of the program's: look at everything.
    Unclear,
}

fn change(root: &Path, place: &Path, (sources, refused): &Collected) -> Change {
    let inside = match (belonging(root, place), place.strip_prefix(root)) {
        (Belonging::Not, _) => return Change::None,
        (Belonging::Own, Ok(inside)) => inside,
        _ => return Change::Unclear,
    };
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    let Some(parts) = parts.filter(|_| refused.is_empty()) else { return Change::Unclear };
    let path = SourcePath::new(parts.join("/"));
    match place.symlink_metadata() {
        Ok(facts) if facts.is_file() && leads_here(root, place) => {
            Change::File(Found { path, place: place.to_owned() })
        }
        Ok(_) => Change::Unclear,
        Err(_) => gone(path, place, sources),
    }
}

fn gone(path: SourcePath, place: &Path, sources: &Sources) -> Change {
    let folder = format!("{path}/");
    let is_folder = sources.under(&folder).next().is_some();
    let is_known = sources.get(path.as_str()).is_some();
    // The program's own file comes back where the site's is gone.
    let may_hide_ours = !path.as_str().starts_with("content/");
    match (is_folder || is_known && may_hide_ours, is_known) {
        (true, _) => Change::Unclear,
        (false, true) => Change::File(Found { path, place: place.to_owned() }),
        // Came and went, as editors' own files do.
        (false, false) => Change::None,
    }
}

/// Whether no folder on the way is a link: where those lead is looked at by a walk.
fn leads_here(root: &Path, place: &Path) -> bool {
    let folders = place.ancestors().skip(1).take_while(|folder| *folder != root);
    folders.map(Path::symlink_metadata).all(|facts| facts.is_ok_and(|facts| facts.is_dir()))
}
