//! Finds the files of a site, without reading them.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::base::{Failure, Report, SourcePath, Span};

/// Single files at the site's root.
const FILES: [&str; 3] = ["config.toml", "published.toml", "counts.toml"];
/// Folders whose files belong to the site.
const FOLDERS: [&str; 5] = ["assets", "consent", "content", "i18n", "themes"];

/// A file of the site.
#[derive(Debug)]
pub(super) struct Found {
    /// Its name inside the site.
    pub path: SourcePath,
    /// Where the machine has it.
    pub place: PathBuf,
}

/// What a walk finds.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Files to read, in no particular order.
    pub(super) found: Vec<Found>,
    /// Files that were refused.
    pub(super) refused: Vec<SourcePath>,
    /// Why.
    pub(super) report: Report,
}

/// Every file under `root` that belongs to the site.
pub(super) fn walk(root: &Path) -> Result<Walk, Failure> {
    let home = root.canonicalize().map_err(|cause| Failure::at("failure.read", root, &cause))?;
    let mut walk = Walk::default();
    for name in FILES.iter().chain(&FOLDERS) {
        let top = root.join(name);
        if top.symlink_metadata().is_ok() {
            walk.top(root, &home, &top)?;
        }
    }
    Ok(walk)
}

/// Folders that other programs fill by themselves.
const FILLED: [&str; 6] = ["node_modules", "vendor", "public", "_site", "themes", "resources"];

/// Every file in a folder of another program's site.
pub(super) fn folder(root: &Path) -> Result<Walk, Failure> {
    let mut walk = Walk::default();
    let mut entries = WalkDir::new(root).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walk.broken(root, error)?;
                continue;
            }
        };
        let is_filled = entry.depth() == 1 && FILLED.iter().any(|name| entry.file_name() == *name);
        if entry.depth() > 0 && (is_hidden(&entry) || is_filled && entry.file_type().is_dir()) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        } else if entry.path_is_symlink() {
            walk.refuse("source/link-outside", root, entry.path());
        } else if entry.file_type().is_file() {
            walk.file(root, entry);
        }
    }
    Ok(walk)
}

impl Walk {
    fn top(&mut self, root: &Path, home: &Path, top: &Path) -> Result<(), Failure> {
        let mut entries = WalkDir::new(top).follow_links(true).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.broken(root, error)?;
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            if is_hidden(&entry) || self.leads_outside(root, home, &entry) {
                if is_folder {
                    entries.skip_current_dir();
                }
            } else if entry.file_type().is_file() {
                self.file(root, entry);
            } else if !is_folder {
                // Reading a pipe or a device would wait for ever.
                self.refuse("source/not-a-file", root, entry.path());
            }
        }
        Ok(())
    }

    fn leads_outside(&mut self, root: &Path, home: &Path, entry: &DirEntry) -> bool {
        if !entry.path_is_symlink() {
            return false;
        }
        let target = entry.path().canonicalize();
        let outside = !target.is_ok_and(|target| target.starts_with(home));
        if outside {
            self.refuse("source/link-outside", root, entry.path());
        }
        outside
    }

    fn file(&mut self, root: &Path, entry: DirEntry) {
        let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        match parts {
            Some(parts) => {
                let path = SourcePath::new(parts.join("/"));
                self.found.push(Found { path, place: entry.into_path() });
            }
            None => self.refuse("source/name-not-utf8", root, entry.path()),
        }
    }

    // A link to nothing or in a circle is the author's; a folder that cannot be opened is the machine's.
    fn broken(&mut self, root: &Path, error: walkdir::Error) -> Result<(), Failure> {
        let path = error.path().unwrap_or(root).to_owned();
        let is_link = path.symlink_metadata().is_ok_and(|facts| facts.is_symlink());
        if error.loop_ancestor().is_none() && !is_link {
            return Err(Failure::at("failure.read", &path, &error.into()));
        }
        self.refuse("source/link-broken", root, &path);
        Ok(())
    }

    fn refuse(&mut self, code: &'static str, root: &Path, path: &Path) {
        let name = SourcePath::new(path.strip_prefix(root).unwrap_or(path).to_string_lossy());
        self.report.error(code, Span::start_of(name.id())).arg("path", &name);
        self.refused.push(name);
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_name(&entry.file_name().to_string_lossy())
}

// Editors and systems leave such files everywhere (`.DS_Store`, `.#note.md`, `note.md~`);
// `.well-known` alone is for the public (RFC 8615).
fn is_hidden_name(name: &str) -> bool {
    (name.starts_with('.') && name != ".well-known") || name.ends_with('~')
}

/// Whether a path is the site's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belonging {
    /// One of its files or folders.
    Own,
    /// In a folder that is only watched because a link of the site leads there.
    ByLink,
    /// Something else: another file beside config.toml, what an editor leaves.
    Not,
}

/// What a place that is watched has to do with the site.
pub(super) fn belonging(root: &Path, place: &Path) -> Belonging {
    let Ok(inside) = place.strip_prefix(root) else { return Belonging::ByLink };
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    let Some((first, rest)) = parts.split_first() else { return Belonging::Not };
    let is_ours = FILES.iter().chain(&FOLDERS).any(|name| name == first);
    match (is_ours, rest) {
        (false, []) => Belonging::Not,
        (_, rest) if rest.iter().any(|part| is_hidden_name(part)) => Belonging::Not,
        (true, _) => Belonging::Own,
        (false, _) => Belonging::ByLink,
    }
}

/// The folders that are part of a site, where they exist, and those that links in them lead to.
pub(super) fn folders(root: &Path) -> Vec<PathBuf> {
    let own: Vec<PathBuf> =
        FOLDERS.iter().map(|name| root.join(name)).filter(|folder| folder.is_dir()).collect();
    let linked = own.iter().flat_map(WalkDir::new).flatten().filter(DirEntry::path_is_symlink);
    let targets = linked.filter_map(|link| link.path().canonicalize().ok());
    let folder = |target: PathBuf| {
        if target.is_dir() { Some(target) } else { target.parent().map(Path::to_path_buf) }
    };
    let inside = targets.filter(|target| target.starts_with(root)).filter_map(folder);
    let targets: Vec<PathBuf> = inside.filter(|folder| folder != root).collect();
    own.into_iter().chain(targets).collect()
}
