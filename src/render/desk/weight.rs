//! What a page weighs before a reader sees it: its HTML and the style sheets and scripts that it
//! loads, as a web server sends them. Pictures come later and do not count.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::base::output::{File, Output};
use crate::base::{Fingerprint, Url};

/// The weights of files that were weighed before, from build to build.
#[derive(Debug, Default)]
pub struct Weights {
    known: Mutex<BTreeMap<Fingerprint, usize>>,
}

/// The weight of a first view in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// As it is.
    pub raw: usize,
    /// Compressed (gzip).
    pub packed: usize,
}

impl Weights {
    /// The weight of a page; `None` if nothing is published there.
    pub fn of_page(&self, url: &Url, output: &Output, base_path: &str) -> Option<Weight> {
        let page = output.files.get(url)?;
        let html = String::from_utf8_lossy(&page.bytes);
        let mut parts: Vec<&str> = loaded(&html).filter_map(|href| href.strip_prefix(base_path)).collect();
        parts.sort_unstable();
        parts.dedup();
        let files = parts.into_iter().filter_map(|href| output.files.get(href));
        let weights = std::iter::once(page).chain(files).map(|file| self.of_file(file));
        Some(weights.fold(Weight::default(), |sum, one| Weight {
            raw: sum.raw + one.raw,
            packed: sum.packed + one.packed,
        }))
    }

    fn of_file(&self, file: &File) -> Weight {
        let known = || self.known.lock().expect("nobody panics while weighing");
        let raw = file.bytes.len();
        if let Some(packed) = known().get(&file.fingerprint) {
            return Weight { raw, packed: *packed };
        }
        let packed = packed(&file.bytes);
        known().insert(file.fingerprint, packed);
        Weight { raw, packed }
    }
}

fn packed(bytes: &[u8]) -> usize {
    // As the rule `budget/page` measures, so that both say the same of a page.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes").len()
}

/// The addresses of style sheets and scripts of a page, without what follows `?` or `#`.
fn loaded(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split('<').filter_map(|piece| {
        let tag = piece.split('>').next()?;
        match tag.split_ascii_whitespace().next()? {
            "link" if tag.contains("stylesheet") => attribute(tag, "href"),
            "script" => attribute(tag, "src"),
            _ => None,
        }
    });
    tags.map(|href| href.split(['?', '#']).next().unwrap_or(href))
}

/// The value of an attribute, quoted or not.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (start, _) = tag.match_indices(name).find(|(start, _)| {
        tag[..*start].ends_with(|c: char| c.is_ascii_whitespace())
            && tag[start + name.len()..].starts_with('=')
    })?;
    let value = &tag[start + name.len() + 1..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_ascii_whitespace().next(),
    }
}
