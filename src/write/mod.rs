//! Output → disk: whole files only, nothing removed that we did not write.
//!
//! The first build into an empty place writes a folder beside it and moves that there in one
//! step. Every later build writes only what differs, each file under another name and then moved
//! into its place: pictures before pages before lists, and what is gone last. Killed at any
//! moment it leaves whole files, and the next build completes it.

pub mod archive;
pub mod cellar;
pub mod copies;
mod disk;
pub mod edits;
pub mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::output::{File, Output, Wave};
use crate::base::{Checked, Failure, Report, SourcePath, Span};

use manifest::{Entry, Manifest, Places};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files of ours that are gone.
    pub removed: usize,
}

/// Makes the folder `output` hold just what `site` says, beside files that are not ours.
/// `state` is the folder for what we remember between builds.
pub fn write(site: &Output, output: &Path, state: &Path) -> Result<Checked<Written>, Failure> {
    disk::make_folder(state)?;
    let places = Places::new(state, &absolute(output)?);
    let Some(_lock) = disk::lock(&places.lock)? else {
        return Err(Failure::new("failure.busy").arg("path", output.display()));
    };
    let files: BTreeMap<String, &File> = site.all().map(|(url, file)| (url.file(), file)).collect();
    if disk::is_vacant(output)? && write_all(&files, output, &places)? {
        let written = Written { written: files.len(), ..Written::default() };
        return Ok((written, Vec::new()));
    }
    write_differences(&files, output, &places)
}

fn absolute(output: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(output).map_err(|cause| Failure::at("failure.write", output, &cause))
}

/// The first build: a folder beside the place, moved there at once. `false` if the system will not
/// move it (a mount point, say): then the files are written one by one.
fn write_all(files: &BTreeMap<String, &File>, output: &Path, places: &Places) -> Result<bool, Failure> {
    let staging = disk::unfinished(output);
    disk::remove_staging(&staging)?;
    make_folders(&staging, files.keys())?;
    files.par_iter().try_for_each(|(path, file)| disk::write_new(&staging.join(path), &file.bytes.read()))?;
    // The manifest comes first: with it and no folder, the next build only finds everything missing.
    manifest_of(files, &staging, places).save(places)?;
    if disk::move_folder(&staging, output) {
        manifest::finish(places)?;
        return Ok(true);
    }
    disk::remove_staging(&staging)?;
    Ok(false)
}

fn write_differences(
    files: &BTreeMap<String, &File>,
    output: &Path,
    places: &Places,
) -> Result<Checked<Written>, Failure> {
    let before = Manifest::load(places)?;
    let interrupted = manifest::journal(places)?;
    let known = before.clone().unwrap_or_default();
    let ours: BTreeSet<&str> = known.files.keys().chain(&interrupted).map(String::as_str).collect();
    let stale: Vec<&str> = ours.iter().copied().filter(|path| !files.contains_key(*path)).collect();
    let differing: Vec<(&str, &File)> = files
        .par_iter()
        .filter(|(path, file)| differs(&output.join(path), file, known.files.get(*path)))
        .map(|(path, file)| (path.as_str(), *file))
        .collect();

    let paths: Vec<&str> = differing.iter().map(|(path, _)| *path).chain(stale.iter().copied()).collect();
    if !paths.is_empty() {
        manifest::begin(places, &paths)?;
    }
    for path in &interrupted {
        disk::remove(&disk::unfinished(&output.join(path)))?;
    }
    let (in_the_way, later) = stale.iter().partition::<Vec<&str>, _>(|path| is_in_the_way(path, &differing));
    let mut removed = remove_stale(&in_the_way, output)?;
    replace_in_waves(&differing, output)?;
    removed += remove_stale(&later, output)?;
    manifest_of(files, output, places).save(places)?;
    manifest::finish(places)?;
    let written = Written { written: differing.len(), unchanged: files.len() - differing.len(), removed };
    Ok((written, unknown_files(before.as_ref(), files, output)))
}

// The manifest's word counts only while the file looks as we left it; otherwise its bytes are compared.
fn differs(place: &Path, file: &File, entry: Option<&Entry>) -> bool {
    let Some(facts) = disk::facts(place) else { return true };
    match entry {
        // What is yet to be made need not be made to be compared.
        Some(entry) if entry.modified == facts.modified => {
            entry.length != facts.length || entry.fingerprint != file.fingerprint.0
        }
        _ if !file.bytes.is_later() && facts.length != file.bytes.len() as u64 => true,
        _ => !disk::read_if_there(place).is_ok_and(|bytes| bytes.as_deref() == Some(&*file.bytes.read())),
    }
}

/// Whether an old file stands where a new folder must be, or the other way round.
fn is_in_the_way(stale: &str, differing: &[(&str, &File)]) -> bool {
    let folder = format!("{stale}/");
    let place = differing.partition_point(|(path, _)| *path < &folder[..]);
    differing.get(place).is_some_and(|(path, _)| path.starts_with(&folder))
        || stale
            .match_indices('/')
            .any(|(end, _)| differing.binary_search_by_key(&&stale[..end], |(path, _)| *path).is_ok())
}

fn replace_in_waves(differing: &[(&str, &File)], output: &Path) -> Result<(), Failure> {
    make_folders(output, differing.iter().map(|(path, _)| path))?;
    for wave in [Wave::Asset, Wave::Page, Wave::Index] {
        let files = differing.par_iter().filter(|(_, file)| file.wave == wave);
        files.try_for_each(|(path, file)| disk::replace(&output.join(path), &file.bytes.read()))?;
    }
    Ok(())
}

fn make_folders(folder: &Path, files: impl Iterator<Item = impl AsRef<str>>) -> Result<(), Failure> {
    let folders: BTreeSet<PathBuf> =
        files.filter_map(|path| folder.join(path.as_ref()).parent().map(Path::to_path_buf)).collect();
    disk::make_folder(folder)?;
    folders.iter().try_for_each(|folder| disk::make_folder(folder))
}

fn remove_stale(stale: &[&str], output: &Path) -> Result<usize, Failure> {
    let mut removed = 0;
    for path in stale {
        let place = output.join(path);
        removed += usize::from(disk::facts(&place).is_some());
        disk::remove(&place)?;
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != output && disk::remove_empty(folder)) {
            folder = empty.parent();
        }
    }
    Ok(removed)
}

fn manifest_of(files: &BTreeMap<String, &File>, folder: &Path, places: &Places) -> Manifest {
    let entry = |(path, file): (&String, &&File)| {
        let facts = disk::facts(&folder.join(path))?;
        let entry = Entry { fingerprint: file.fingerprint.0, length: facts.length, modified: facts.modified };
        Some((path.clone(), entry))
    };
    let files = files.par_iter().filter_map(entry).collect();
    Manifest { output: places.output.clone(), root: places.root.clone(), files }
}

/// Without a manifest we cannot know whose a file is: it is left alone and named.
fn unknown_files(
    before: Option<&Manifest>,
    files: &BTreeMap<String, &File>,
    output: &Path,
) -> Vec<crate::base::Diagnostic> {
    let mut report = Report::default();
    if before.is_none() {
        for path in disk::files_under(output).iter().filter(|path| !files.contains_key(*path)) {
            let span = Span::start_of(SourcePath::new("config.toml").id());
            report.warning("output/unknown-file", span).arg("path", path);
        }
    }
    report.diagnostics
}
