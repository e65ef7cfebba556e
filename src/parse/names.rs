//! What the paths of all files say, kept as long as none comes or goes.
//!
//! Takes paths and the site's languages. Never looks into a file.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::memo::Shelf;
use crate::base::{Fingerprint, Lang, Source, SourcePath, Sources};
use crate::config::Config;
use crate::content::parsed::SetAside;

use super::name::{self, Name};

/// The names of all files under `content/`, and the files that are no documents.
#[derive(Debug)]
pub(super) struct Names {
    /// Of every file under `content/`, in their order, with its fingerprint; `None` for one that is
    /// no Markdown or is not published.
    pub(super) documents: Vec<Option<(Name, Fingerprint)>>,
    /// The other files under `content/` and `assets/` that are published.
    pub(super) others: Vec<SourcePath>,
    /// The Markdown files whose names keep them from being published.
    pub(super) set_aside: Vec<SetAside>,
}

/// The names of `content`, which is all files there, and of those in `assets/`.
pub(super) fn names(
    content: &[&Arc<Source>],
    sources: &Sources,
    config: &Config,
    shelf: &Shelf<Arc<Names>>,
) -> Arc<Names> {
    let assets: Vec<&Arc<Source>> = sources.under("assets/").collect();
    let langs: Vec<Lang> = config.langs().cloned().collect();
    let ids = |files: &[&Arc<Source>]| files.iter().map(|source| source.id).collect::<Vec<_>>();
    let key = Fingerprint::of(&(ids(content), ids(&assets), &langs, &config.default_language));
    let made = || {
        Arc::new(Names {
            documents: documents(content, &langs, config),
            others: others(
                content.iter().copied().filter(|source| !name::is_markdown(&source.path)),
                &assets,
            ),
            set_aside: set_aside(content, &langs, config),
        })
    };
    shelf.get_or(key, made).0
}

fn documents(content: &[&Arc<Source>], langs: &[Lang], config: &Config) -> Vec<Option<(Name, Fingerprint)>> {
    let is_document = |path: &SourcePath| name::is_markdown(path) && name::is_published(path);
    let documents = content.iter().map(|source| Some(&source.path).filter(|path| is_document(path)));
    let parts: Vec<_> = documents.map(|path| path.map(|path| name::parts(path, langs))).collect();
    let sections = name::sections(parts.iter().flatten().copied());
    let named = |parts: &name::Parts<'_>| {
        let name = name::name(parts, &config.default_language, sections.contains(parts.folder));
        let fingerprint = Fingerprint::of(&name);
        (name, fingerprint)
    };
    parts.par_iter().map(|parts| parts.as_ref().map(named)).collect()
}

fn others<'a>(
    content: impl Iterator<Item = &'a Arc<Source>>,
    assets: &'a [&'a Arc<Source>],
) -> Vec<SourcePath> {
    let files = content.chain(assets.iter().copied()).map(|source| &source.path);
    files.filter(|path| name::is_published(path)).cloned().collect()
}

fn set_aside(content: &[&Arc<Source>], langs: &[Lang], config: &Config) -> Vec<SetAside> {
    let markdown = content.iter().filter(|source| name::is_markdown(&source.path));
    let row = |source: &&Arc<Source>| {
        let part = name::set_aside(&source.path)?.to_owned();
        let Name { lang, kind, .. } =
            name::name(&name::parts(&source.path, langs), &config.default_language, false);
        Some(SetAside { file: source.path.clone(), lang, kind, part })
    };
    markdown.filter_map(row).collect()
}
