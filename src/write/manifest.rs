//! What we wrote into an output folder, so that we change and remove nothing else.
//!
//! It lies in `.altavoz/`, one per output folder, never in the output itself. Beside it lies the
//! journal while a build writes: if the program is killed, the next build knows which files may
//! be ours though no manifest names them yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// The output folder.
    #[serde(default)]
    pub output: String,
    /// The files.
    pub files: BTreeMap<String, Entry>,
}

/// Where the manifest and the journal of an output folder are.
#[derive(Clone, Debug)]
pub struct Places {
    /// The output folder.
    pub output: String,
    /// The manifest.
    pub manifest: PathBuf,
    /// The journal.
    pub journal: PathBuf,
    /// The file whose lock a build holds while it writes.
    pub lock: PathBuf,
}

impl Places {
    /// The places for the output folder `output` (canonical) in the state folder `state`.
    pub fn new(state: &Path, output: &Path) -> Places {
        let name = format!("{:016x}", Fingerprint::of(&output.to_string_lossy()[..]).low());
        let place = |ending: &str| state.join(format!("output-{name}.{ending}"));
        let output = output.to_string_lossy().into_owned();
        Places { output, manifest: place("json"), journal: place("journal"), lock: place("lock") }
    }
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

/// Every output folder that a build has written, with the files that it wrote there; `state` is the
/// folder for what we remember between builds.
pub fn outputs(state: &Path) -> Result<Vec<(PathBuf, Vec<String>)>, Failure> {
    let mut outputs = Vec::new();
    for name in super::disk::files_under(state) {
        if !name.starts_with("output-") || Path::new(&name).extension().is_none_or(|ending| ending != "json")
        {
            continue;
        }
        let text = super::disk::read_if_there(&state.join(name))?.unwrap_or_default();
        let Ok(Manifest { output, files }) = serde_json::from_slice(&text) else { continue };
        // A manifest of an earlier program does not say whose it is.
        let folder = if output.is_empty() { state.with_file_name("public") } else { output.into() };
        let unfinished = journal(&Places::new(state, &folder))?;
        outputs.push((folder, files.into_keys().chain(unfinished).collect()));
    }
    Ok(outputs)
}

/// The paths that an unfinished build was about to write; empty if the last one finished.
pub fn journal(places: &Places) -> Result<Vec<String>, Failure> {
    let text = super::disk::read_if_there(&places.journal)?.unwrap_or_default();
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
