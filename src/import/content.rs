//! A `content/` folder as Hugo and Zola have it: pages, bundles with their files, files that are fixed.

use std::collections::BTreeSet;

use crate::base::{Lang, Report, Sources, Span};

use super::old::{File, Page, is_markdown, join, page, split, stem, suffixed};

/// A folder of pages, and the language of all of them, where it has one.
pub(super) struct Folder {
    /// From the old site's root; empty for the root itself.
    pub(super) path: String,
    /// Its pages' language.
    pub(super) lang: Option<Lang>,
}

/// A page with the folder that it lies in, and its name without language and ending.
pub(super) struct Entry {
    /// The page.
    pub(super) page: Page,
    /// From the content folder.
    pub(super) folder: String,
    /// `hearing`, `index`, `_index`.
    pub(super) name: String,
}

/// What lies in content folders.
#[derive(Default)]
pub(super) struct Content {
    /// Pages.
    pub(super) entries: Vec<Entry>,
    /// Files beside them.
    pub(super) files: Vec<File>,
}

impl Content {
    /// Reads content folders; `languages` are those that the settings name.
    pub(super) fn of(
        sources: &Sources,
        folders: Vec<Folder>,
        languages: Vec<String>,
        report: &mut Report,
    ) -> Content {
        let named: BTreeSet<String> = languages.into_iter().collect();
        let mut content = Content::default();
        for folder in &folders {
            let start = if folder.path.is_empty() { String::new() } else { format!("{}/", folder.path) };
            let others = folders.iter().filter(|other| other.path.len() > folder.path.len());
            let others: Vec<String> = others.map(|other| format!("{}/", other.path)).collect();
            let bundles = bundles(sources, &start, &named);
            for source in sources.under(&start) {
                let path = source.path.as_str();
                if others.iter().any(|other| path.starts_with(other)) {
                    continue;
                }
                let (inside, name) = split(&path[start.len()..]);
                if folder.path.is_empty() && is_about_the_folder(&path[start.len()..]) {
                    continue;
                }
                if !is_markdown(&source.path) {
                    let address = format!("/{}", join(inside, name));
                    let to = format!("content/{}", join(inside, name));
                    content.files.push(File { source: source.clone(), to, address });
                    continue;
                }
                let (name, lang) = suffixed(stem(name), &named);
                if bundles
                    .iter()
                    .any(|bundle| inside_of(inside, bundle) && !(inside == bundle && name == "index"))
                {
                    report.warning("import/part-of-bundle", Span::start_of(source.id));
                    continue;
                }
                let Some(mut page) = page(source, report) else { continue };
                page.lang = lang.or_else(|| folder.lang.clone());
                let (folder, name) = (inside.to_owned(), name.to_owned());
                content.entries.push(Entry { page, folder, name });
            }
        }
        content
    }
}

// What stands beside content in a folder that is content alone.
fn is_about_the_folder(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    ["readme", "license", "contributing", "changelog"].contains(&stem(&name))
}

/// The folders that are one page, with all that lies in them: those with an `index.md`.
fn bundles(sources: &Sources, start: &str, named: &BTreeSet<String>) -> Vec<String> {
    let pages = sources.under(start).filter(|source| is_markdown(&source.path));
    let index = pages.filter(|source| suffixed(stem(source.path.file_name()), named).0 == "index");
    let folders = index.map(|source| split(&source.path.as_str()[start.len()..]).0.to_owned());
    folders.filter(|folder| !folder.is_empty()).collect()
}

fn inside_of(folder: &str, bundle: &str) -> bool {
    folder.strip_prefix(bundle).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The files of a folder that is published as it is.
pub(super) fn fixed(sources: &Sources, folder: &str) -> Vec<File> {
    let start = format!("{}/", folder.trim_matches('/'));
    let files = sources.under(&start).map(|source| {
        let path = &source.path.as_str()[start.len()..];
        File { source: source.clone(), to: format!("assets/{path}"), address: format!("/{path}") }
    });
    files.collect()
}
