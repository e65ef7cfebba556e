//! `budget/page`: a page that takes too long on an old phone: `[budget]` in config.toml.
//!
//! Counted is what the first view needs, compressed as servers send it: HTML, style sheets,
//! scripts. Pictures come later.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use crate::base::output::File;
use crate::base::{Fingerprint, Output, Report, Url};
use crate::relate::site::Shows;

use super::{Form, Page, Published, Shelves};

/// Looks at every page.
pub(super) fn check(published: &Published<'_>, report: &mut Report) {
    let budget = &published.site.config.budget;
    let shared = shared(published);
    // What every page has is one mistake, not one a page.
    if let Some(scripts) =
        shared.values().map(|shared| shared.scripts).max().filter(|size| is_over(*size, budget.script_kb))
    {
        let warning = report.warning("budget/page", published.site.config.span);
        warning.arg("scripts", kilobytes(scripts)).arg("limit", budget.script_kb);
    }
    let homes: Vec<&Url> = homes(published);
    let found: Vec<_> = published
        .pages
        .par_iter()
        .filter_map(|(url, file, page)| {
            let limit = if homes.contains(url) { budget.home_kb } else { budget.page_kb };
            let shared = shared.get(&resources(page))?;
            let requests = 1 + page.styles.len() + page.scripts.len();
            let size = size(file, shared.styles + shared.scripts, limit, published.shelves);
            let is_much = i64::try_from(requests).is_ok_and(|requests| requests > budget.requests);
            (is_over(size, limit) || is_much).then_some((*url, size, limit, requests, is_much))
        })
        .collect();
    for (url, size, limit, requests, is_much) in found {
        let warning = report.warning("budget/page", published.place(url));
        warning.arg("page", url);
        if is_much {
            warning.arg("requests", requests).arg("limit", budget.requests);
        } else {
            warning.arg("size", kilobytes(size)).arg("limit", limit);
        }
    }
}

/// Sizes of what pages share, compressed.
struct Shared {
    styles: usize,
    scripts: usize,
}

/// As servers do it: what all pages share is weighed once, and to the kilobyte.
const SERVED: Compression = Compression::new(6);

/// Nearly as they do it, for thousands of pages.
const QUICK: Compression = Compression::new(1);

type Resources<'p> = (&'p [String], &'p [String]);

fn resources(page: &Page) -> Resources<'_> {
    (&page.styles, &page.scripts)
}

/// The sizes of every set of style sheets and scripts that a page has.
fn shared<'p>(published: &'p Published<'_>) -> BTreeMap<Resources<'p>, Shared> {
    let base = &published.site.config.base_path;
    let size = |address: &String| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix(base.as_str()).filter(|path| path.starts_with('/'));
        path.and_then(|path| file(published.output, path))
            .map_or(0, |file| compressed(file, SERVED, published.shelves))
    };
    let mut shared = BTreeMap::new();
    for (_, _, page) in published.pages.iter().filter(|(.., page)| page.form == Form::Page) {
        shared.entry(resources(page)).or_insert_with(|| Shared {
            styles: page.styles.iter().map(size).sum(),
            scripts: page.scripts.iter().map(size).sum(),
        });
    }
    shared
}

fn file<'o>(output: &'o Output, path: &str) -> Option<&'o File> {
    output.files.get(&Url::new(path))
}

/// The page's size with what it shares; not compressed where it fits as it is.
fn size(page: &File, shared: usize, limit: i64, shelves: &Shelves) -> usize {
    let plain = page.bytes.len() + shared;
    if is_over(plain, limit) { compressed(page, QUICK, shelves) + shared } else { plain }
}

fn compressed(file: &File, level: Compression, shelves: &Shelves) -> usize {
    let compress = || {
        let mut encoder = GzEncoder::new(Vec::new(), level);
        encoder.write_all(&file.bytes).expect("memory takes everything");
        encoder.finish().expect("memory takes everything").len()
    };
    shelves.sizes.get_or(Fingerprint::of(&(&file.fingerprint, level.level())), compress).0
}

fn homes<'a>(published: &Published<'a>) -> Vec<&'a Url> {
    let pages = published.site.pages.iter().filter(|page| matches!(page.shows, Shows::Home(_)));
    pages.map(|page| &page.url).collect()
}

fn is_over(size: usize, kilobytes: i64) -> bool {
    i64::try_from(size).is_ok_and(|size| size > kilobytes.saturating_mul(1000))
}

fn kilobytes(size: usize) -> usize {
    size.div_ceil(1000)
}
