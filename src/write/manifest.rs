//! What we wrote into an output folder, so that we change and remove nothing else.
//!
//! It lies in `.altavoz/`, one per output folder, never in the output itself. Beside it lies the
//! journal while a build writes: if the program is killed, the next build knows which files may
//! be ours though no manifest names them yet.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::{Failure, Fingerprint};

/// One file that we wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Of its bytes.
    pub fingerprint: u128,
    /// Its length in bytes.
    pub length: u64,
    /// When the file was last changed, in nanoseconds since 1970, to see whether somebody else changed it.
    pub modified: u128,
}

/// Every file that we wrote, by its path in the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The output folder: as seen from the site's where it lies inside, so that a copy of the site
    /// means its own.
    #[serde(default)]
    pub output: String,
    /// The folder of the site that wrote it.
    #[serde(default)]
    pub root: String,
    /// The files.
    pub files: BTreeMap<String, Entry>,
}

/// Where the manifest and the journal of an output folder are.
#[derive(Clone, Debug)]
pub struct Places {
    /// The output folder, as a [`Manifest`] names it.
    pub output: String,
    /// The folder of the site.
    pub root: String,
    /// The manifest.
    pub manifest: PathBuf,
    /// The journal.
    pub journal: PathBuf,
    /// The file whose lock a build holds while it writes.
    pub lock: PathBuf,
}

impl Places {
    /// The places for the output folder `output` (absolute) in the state folder `state`.
    pub fn new(state: &Path, output: &Path) -> Places {
        let name = format!("{:016x}", Fingerprint::of(&output.to_string_lossy()[..]).low());
        let place = |ending: &str| state.join(format!("output-{name}.{ending}"));
        let root = root(state);
        let output = inside(&root, output).unwrap_or_else(|| output.to_string_lossy().into_owned());
        let root = root.to_string_lossy().into_owned();
        Places { output, root, manifest: place("json"), journal: place("journal"), lock: place("lock") }
    }
}

/// The folder of the site whose state folder this is.
fn root(state: &Path) -> PathBuf {
    super::disk::canonical(state.parent().unwrap_or(state))
}

/// The path of a folder that lies inside another, all links followed, as seen from there.
fn inside(root: &Path, folder: &Path) -> Option<String> {
    let path = super::disk::canonical(folder).strip_prefix(root).ok()?.to_path_buf();
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    (is_plain && path != Path::new("")).then(|| path.to_string_lossy().into_owned())
}

impl Manifest {
    /// The manifest of the last complete build; `None` if there is none or it cannot be read.
    pub fn load(places: &Places) -> Result<Option<Manifest>, Failure> {
        let Some(text) = super::disk::read_if_there(&places.manifest)? else { return Ok(None) };
        Ok(serde_json::from_slice(&text).ok())
    }

    /// Puts it in the place of the last one, at once.
    pub fn save(&self, places: &Places) -> Result<(), Failure> {
        let text = serde_json::to_vec(self).expect("a manifest is plain data");
        super::disk::replace(&places.manifest, &text)
    }
}

/// An output folder and what a build wrote there.
#[derive(Clone, Debug)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// The files, as paths from it.
    pub files: Vec<String>,
    /// Whether this very site wrote it. A copy of a site's folder has the manifests of the
    /// original's outputs, which are none of its business.
    pub is_ours: bool,
}

/// Every output folder that a build has written; `state` is the folder for what we remember between builds.
pub fn outputs(state: &Path) -> Result<Vec<Written>, Failure> {
    let root = root(state);
    let mut outputs = Vec::new();
    for name in super::disk::files_under(state) {
        if !name.starts_with("output-") || Path::new(&name).extension().is_none_or(|ending| ending != "json")
        {
            continue;
        }
        let place = state.join(name);
        let text = super::disk::read_if_there(&place)?.unwrap_or_default();
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { continue };
        // A manifest of an earlier program does not say whose it is.
        let folder = if manifest.output.is_empty() { "public" } else { &manifest.output };
        let folder = root.join(folder);
        let is_ours = manifest.root == root.to_string_lossy() || inside(&root, &folder).is_some();
        let unfinished = noted(&place.with_extension("journal"))?;
        let files = manifest.files.into_keys().chain(unfinished).collect();
        outputs.push(Written { folder, files, is_ours });
    }
    Ok(outputs)
}

/// The paths that an unfinished build was about to write; empty if the last one finished.
pub fn journal(places: &Places) -> Result<Vec<String>, Failure> {
    noted(&places.journal)
}

fn noted(journal: &Path) -> Result<Vec<String>, Failure> {
    let text = super::disk::read_if_there(journal)?.unwrap_or_default();
    Ok(serde_json::from_slice(&text).unwrap_or_default())
}

/// Notes what is about to be written, before it is.
pub fn begin(places: &Places, paths: &[&str]) -> Result<(), Failure> {
    let text = serde_json::to_vec(paths).expect("paths are plain data");
    super::disk::replace(&places.journal, &text)
}

/// The build has finished.
pub fn finish(places: &Places) -> Result<(), Failure> {
    super::disk::remove(&places.journal)
}
