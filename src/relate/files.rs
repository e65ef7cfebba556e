//! Pictures, attachments and other files: which are published, with whom, and where.
//!
//! Knows paths only, not what the files hold.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::pictures::Pictures;
use crate::base::{Report, SourcePath, Span, Url};
use crate::content::{Body, Document, Meta, Own, Role};

use super::site::State;
use super::{Group, Places, Text, Tree, upwards};

/// Where the published files are.
pub type FileUrls = BTreeMap<SourcePath, Url>;

/// The files that each text names, by group and language.
pub type Used = Vec<Arc<[BTreeSet<SourcePath>]>>;

/// Arguments of directives that name a file.
const FILE_ARGUMENTS: [&str; 4] = ["src", "poster", "captions", "transcript"];

/// The files that all texts name, what they inherit included; what is not there is reported.
pub fn used(groups: &[Group], tree: &Tree<'_>, report: &mut Report) -> Used {
    let made = |group: &Group| {
        let mut report = Report::default();
        let source = group.source_text();
        let in_fields = in_fields(&source.document, (&source.meta, &source.own), tree, &mut report);
        let of_text = |text: &Option<Text>| {
            let Some(text) = text else { return BTreeSet::new() };
            let mut found = in_text(&text.document, tree, &mut report);
            found.extend(in_fields.iter().cloned());
            found
        };
        let found: Arc<[BTreeSet<SourcePath>]> = group.texts.iter().map(of_text).collect();
        (found, report.diagnostics)
    };
    let key = tree.fingerprint();
    let found = groups.par_iter().map(|group| group.used.get_or(key, || made(group)));
    let (used, diagnostics): (Used, Vec<_>) = found.unzip();
    report.diagnostics.extend(diagnostics.into_iter().flatten());
    used
}

/// The files that fields of a source name; what is not there is reported.
pub fn in_fields(
    document: &Document,
    (meta, own): (&Meta, &Own),
    tree: &Tree<'_>,
    report: &mut Report,
) -> BTreeSet<SourcePath> {
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
            let target = &link.target;
            if target.is_empty() || is_markdown(target) || is_elsewhere(target) {
                continue;
            }
            let path = self.document.source.path.beside(target);
            self.found.extend(path.filter(|path| self.tree.has(path)));
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

/// Where every published file is: of `files`, in which nothing [waits](super::waiting). `used` has
/// the files that each text names.
///
/// What is in `assets/` is published, what lies beside an item's `index.md` is published with it,
/// and any other file only where it is used: a draft's pictures stay where they are.
/// A picture of the content has a name made from its bytes, since its own may be a person's.
pub fn addresses<'a>(
    files: impl Iterator<Item = &'a SourcePath>,
    pictures: &Pictures,
    groups: &[Group],
    used: &Used,
    places: &Places,
) -> FileUrls {
    let folders = item_folders(groups);
    let beside = |folder: &str| upwards(folder).find_map(|folder| folders.get(folder)).copied();
    let (urls, taken) = (FileUrls::new(), HashSet::new());
    let mut addresses = Addresses { groups, places, pictures, urls, taken };
    for file in files {
        if let Some(asset) = file.as_str().strip_prefix("assets/") {
            addresses.publish(file, Url::new(format!("/{asset}")));
        } else if let Some(owner) = beside(file.folder()).filter(|&owner| is_open(&groups[owner])) {
            addresses.publish_in_folder(file, owner);
        }
    }
    for (number, files) in used.iter().enumerate().filter(|(number, _)| is_open(&groups[*number])) {
        files.iter().flatten().for_each(|file| addresses.publish_with(file, number));
    }
    addresses.urls
}

struct Addresses<'a> {
    groups: &'a [Group],
    places: &'a Places,
    pictures: &'a Pictures,
    urls: FileUrls,
    taken: HashSet<Url>,
}

impl Addresses<'_> {
    fn publish(&mut self, file: &SourcePath, url: Url) {
        self.taken.insert(url.clone());
        self.urls.insert(file.clone(), url);
    }

    /// A file of an item's own folder keeps its path from there.
    fn publish_in_folder(&mut self, file: &SourcePath, owner: usize) {
        if let Some(name) = self.pictures.name(file) {
            return self.publish(file, self.home(owner).join(&name));
        }
        let folder = self.groups[owner].source_text().document.source.path.folder();
        let inside = file.as_str().strip_prefix(folder).unwrap_or(file.as_str());
        let url = self.home(owner).join(inside.trim_start_matches('/'));
        self.publish(file, url);
    }

    /// A file from elsewhere has its name only, since its folder's may be a secret as long as the
    /// item there is a draft; a second file of that name has a number.
    fn publish_with(&mut self, file: &SourcePath, owner: usize) {
        if self.urls.contains_key(file) {
            return;
        }
        let home = self.home(owner);
        if let Some(name) = self.pictures.name(file) {
            return self.publish(file, home.join(&name));
        }
        let numbered = (2..).map(|number| home.join(&format!("{number}-{}", file.file_name())));
        let mut names = std::iter::once(home.join(file.file_name())).chain(numbered);
        let free = names.find(|url| !self.taken.contains(url)).expect("numbers never end");
        self.publish(file, free);
    }

    /// An item's address in its source's language, under which its files lie for all languages.
    fn home(&self, owner: usize) -> Url {
        let source = self.groups[owner].source;
        let place = self.places.items[owner][source].as_ref();
        place.expect("a shown item has a page in its own language").url.clone()
    }
}

/// The files that published texts name.
pub fn shown<'a>(groups: &[Group], used: &'a Used) -> HashSet<&'a SourcePath> {
    let open = groups.iter().zip(used).filter(|(group, _)| is_open(group));
    open.flat_map(|(_, files)| files.iter().flatten()).collect()
}

/// Whether readers see an item, and with it its pictures.
pub fn is_open(group: &Group) -> bool {
    group.number.is_some() && group.state != State::Expired
}

/// The folders that hold one item and its files.
fn item_folders(groups: &[Group]) -> HashMap<&str, usize> {
    let of_item = |group: &&Group| group.role == Role::Item && group.source_text().document.in_folder;
    let numbered = groups.iter().enumerate().filter(|(_, group)| of_item(group));
    numbered.map(|(number, group)| (group.source_text().document.source.path.folder(), number)).collect()
}

fn is_markdown(target: &str) -> bool {
    std::path::Path::new(target).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}
