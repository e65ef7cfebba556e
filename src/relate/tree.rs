//! Every source file by path: which are there, and which is like one that is not.

use crate::base::record::nearest;
use crate::base::{Fingerprint, SourcePath};

use super::last_part;

/// The paths of all documents and files, and the same by their last parts.
#[derive(Debug)]
pub struct Tree<'a> {
    paths: Vec<&'a str>,
    by_name: Vec<(&'a str, &'a str)>,
}

/// How many neighbours a wrong path is compared with: enough for a slip, never all of a big folder.
const COMPARED: usize = 60;

impl<'a> Tree<'a> {
    /// The tree of these paths.
    pub fn of(paths: impl Iterator<Item = &'a SourcePath>) -> Tree<'a> {
        let mut paths: Vec<&str> = paths.map(SourcePath::as_str).collect();
        paths.sort_unstable();
        let mut by_name: Vec<(&str, &str)> = paths.iter().map(|path| (last_part(path), *path)).collect();
        by_name.sort_unstable();
        Tree { paths, by_name }
    }

    /// Of all paths.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.paths)
    }

    /// Whether there is a file at a path.
    pub fn has(&self, path: &SourcePath) -> bool {
        self.paths.binary_search(&path.as_str()).is_ok()
    }

    /// Every path below a folder.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        let folder = format!("{folder}/");
        let start = self.paths.partition_point(|path| *path < &folder[..]);
        self.paths[start..].iter().copied().take_while(move |path| path.starts_with(&folder))
    }

    /// What an author may have meant with a path where nothing is, written as seen from `from`.
    pub fn nearest(&self, from: &SourcePath, path: &SourcePath) -> Option<String> {
        let (folder, name) = (path.folder(), path.file_name());
        let near = self.beside(path.as_str(), folder);
        let stem = |name: &'a str| name.split('.').next().unwrap_or(name);
        let same_stem = near.iter().copied().find(|near| stem(last_part(near)) == name);
        let like = || {
            let name = nearest(name, near.iter().copied().map(last_part))?;
            near.iter().copied().find(|near| last_part(near) == name)
        };
        let found = same_stem.or_else(|| self.elsewhere(name)).or_else(like);
        found.map(|found| relative(from, found))
    }

    /// The files in a folder that stand around a path; all of a small folder's.
    fn beside(&self, path: &str, folder: &str) -> Vec<&'a str> {
        let around = |place: usize| {
            let (from, to) = (place.saturating_sub(COMPARED), (place + COMPARED).min(self.paths.len()));
            self.paths[from..to].iter().copied()
        };
        let place = self.paths.partition_point(|other| *other < path);
        let start = self.paths.partition_point(|other| *other < folder);
        around(place).chain(around(start)).filter(|near| super::parent(near) == folder).collect()
    }

    /// A file of the same name in another folder.
    fn elsewhere(&self, name: &str) -> Option<&'a str> {
        let place = self.by_name.partition_point(|(other, _)| *other < name);
        self.by_name.get(place).filter(|(other, _)| *other == name).map(|(_, path)| *path)
    }
}

/// A path as an author writes it in a file: relative, or `/x` for `assets/x`.
pub fn relative(from: &SourcePath, to: &str) -> String {
    if let Some(asset) = to.strip_prefix("assets/") {
        return format!("/{asset}");
    }
    let from: Vec<&str> = from.folder().split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&parts[..parts.len() - 1]).take_while(|(from, to)| from == to).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(parts[common..].iter().copied()).collect::<Vec<_>>().join("/")
}
