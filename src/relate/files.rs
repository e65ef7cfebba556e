//! Pictures, attachments and other files: which are published, with whom, and where.
//!
//! Knows paths only, not what the files hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::base::{Report, SourcePath, Span, Url};
use crate::content::{Body, Document, Meta, Own, Role};

use super::site::State;
use super::{Group, Places, Tree, upwards};

/// Where the published files are.
pub type FileUrls = BTreeMap<SourcePath, Url>;

/// Arguments of directives that name a file.
const FILE_ARGUMENTS: [&str; 4] = ["src", "poster", "captions", "transcript"];

/// The files that the fields of a source name; what is not there is reported.
pub fn in_fields(document: &Document, tree: &Tree<'_>, report: &mut Report) -> BTreeSet<SourcePath> {
    let (meta, own): (&Meta, &Own) = (&document.meta, &document.own);
    let more = match own {
        Own::Practice(practice) => practice.images.as_deref().unwrap_or_default(),
        _ => &[],
    };
    let pictures = meta.image.iter().chain(more).filter_map(|image| image.src.as_ref());
    let attachments = meta.attachments.iter().flatten().filter_map(|attachment| attachment.file.as_ref());
    let mut search = Search { document, tree, report, found: BTreeSet::new() };
    pictures.for_each(|src| search.look(&src.value, src.span, "media/missing"));
    attachments.for_each(|file| search.look(&file.value, file.span, "link/broken"));
    search.found
}

/// The files that a document's text names, links to files included; missing pictures are reported.
pub fn in_text(document: &Document, tree: &Tree<'_>, report: &mut Report) -> BTreeSet<SourcePath> {
    let mut search = Search { document, tree, report, found: BTreeSet::new() };
    search.body(&document.body);
    document.updates.iter().for_each(|body| search.body(body));
    search.found
}

struct Search<'a> {
    document: &'a Document,
    tree: &'a Tree<'a>,
    report: &'a mut Report,
    found: BTreeSet<SourcePath>,
}

impl Search<'_> {
    fn body(&mut self, body: &Body) {
        for picture in &body.pictures {
            self.look(&picture.src.value, picture.src.span, "media/missing");
        }
        for directive in &body.directives {
            let named = |name: &&str| FILE_ARGUMENTS.contains(name);
            for argument in directive.arguments.iter().filter(|argument| named(&argument.name)) {
                self.look(&argument.value, argument.span, "media/missing");
            }
        }
        for link in &body.links {
            let path = self.document.source.path.beside(&link.target);
            let file = path.filter(|path| self.tree.has(path) && path.extension().as_deref() != Some("md"));
            self.found.extend(file.filter(|_| !link.target.is_empty()));
        }
    }

    fn look(&mut self, reference: &str, span: Span, code: &'static str) {
        if is_elsewhere(reference) || reference.is_empty() {
            return;
        }
        let path = self.document.source.path.beside(reference);
        match path {
            Some(path) if self.tree.has(&path) => drop(self.found.insert(path)),
            path => {
                let nearest = path.and_then(|path| self.tree.nearest(&self.document.source.path, &path));
                self.report.error(code, span).arg("value", reference).maybe("nearest", nearest);
            }
        }
    }
}

/// Whether a reference has a scheme: a page or file of another site, a mail address.
pub fn is_elsewhere(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return reference.starts_with("//") };
    let mut letters = scheme.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

/// Where every published file is. `used` has the files that each group names.
///
/// Everything in `assets/` is published, what lies beside an item's `index.md` is published with it,
/// and any other file only where it is used: a draft's pictures stay where they are.
pub fn addresses(
    files: &[SourcePath],
    groups: &[Group],
    used: &[BTreeSet<SourcePath>],
    places: &Places,
) -> FileUrls {
    let mut urls = FileUrls::new();
    let folders = item_folders(groups);
    let beside = |folder: &str| upwards(folder).find_map(|folder| folders.get(folder)).copied();
    for file in files {
        if let Some(asset) = file.as_str().strip_prefix("assets/") {
            urls.insert(file.clone(), Url::new(format!("/{asset}")));
        } else if let Some(owner) = beside(file.folder()).filter(|&owner| is_open(&groups[owner])) {
            urls.insert(file.clone(), address(file, owner, groups, places));
        }
    }
    for (number, files) in used.iter().enumerate().filter(|(number, _)| is_open(&groups[*number])) {
        for file in files {
            let url = || address(file, number, groups, places);
            urls.entry(file.clone()).or_insert_with(url);
        }
    }
    urls
}

fn is_open(group: &Group) -> bool {
    group.number.is_some() && group.state != State::Expired
}

/// The folders that hold one item and its files.
fn item_folders(groups: &[Group]) -> HashMap<&str, usize> {
    let of_item = |group: &&Group| group.role == Role::Item && group.source_text().document.in_folder;
    let numbered = groups.iter().enumerate().filter(|(_, group)| of_item(group));
    numbered.map(|(number, group)| (group.source_text().document.source.path.folder(), number)).collect()
}

/// A file's address under an item's: by its path from the item's folder, else from `content/`.
fn address(file: &SourcePath, owner: usize, groups: &[Group], places: &Places) -> Url {
    let group = &groups[owner];
    let place = places.items[owner][group.source].as_ref().expect("a shown item has a page in its language");
    let folder = group.source_text().document.source.path.folder();
    let path = file.as_str();
    let inside = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    place.url.join(inside.or_else(|| path.strip_prefix("content/")).unwrap_or(path))
}
