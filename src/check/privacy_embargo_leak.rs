//! `privacy/embargo-leak`: something of an item that is not public yet is in what would be published.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use crate::base::output::File;
use crate::base::{Fingerprint, Report, Span, Url};

use super::Published;

/// A title says whose it is if it has as many words and letters; `About us` stands everywhere.
const WORDS: usize = 4;
const LETTERS: usize = 20;

/// Looks for titles and addresses of hidden items in every file.
pub(super) fn check(published: &Published<'_>, report: &mut Report) {
    let needles = needles(published);
    if needles.is_empty() {
        return;
    }
    let words: Vec<&str> = needles.iter().map(|needle| needle.text.as_str()).collect();
    let Ok(automaton) = AhoCorasick::new(&words) else { return };
    let base = published.site.config.base_path.as_bytes();
    let key = Fingerprint::of(&(&words, base));
    let files: Vec<_> = published.output.files.iter().filter(|(url, _)| is_text(url)).collect();
    let look = |(_, file): &(&Url, &File)| {
        let find = || found(&automaton, &needles, &file.bytes, base);
        published.shelves.leaks.get_or(Fingerprint::of(&(file.fingerprint, key)), find).0
    };
    let numbers: Vec<_> = files.par_iter().map(look).collect();
    let mut told = BTreeSet::new();
    for ((url, _), numbers) in files.iter().zip(numbers) {
        for &number in numbers.iter().filter(|number| told.insert(**number)) {
            let needle = &needles[number];
            report.error("privacy/embargo-leak", needle.span).arg("page", url).arg("value", &needle.text);
        }
    }
    for needle in needles.iter().filter(|needle| needle.is_address) {
        let under = published.output.files.range(Url::new(&needle.text)..).next();
        if let Some((url, _)) = under.filter(|(url, _)| url.as_str().starts_with(&needle.text)) {
            report.error("privacy/embargo-leak", needle.span).arg("page", url).arg("value", &needle.text);
        }
    }
}

/// What may not be found.
struct Needle {
    text: String,
    span: Span,
    is_address: bool,
}

fn needles(published: &Published<'_>) -> Vec<Needle> {
    let texts = &published.site.texts;
    let hidden: Vec<_> = texts.iter().filter(|text| !text.is_shown).collect();
    if hidden.is_empty() {
        return Vec::new();
    }
    let shown = texts.iter().filter(|text| text.is_shown).filter_map(|text| text.meta.title.as_ref());
    let shown: BTreeSet<String> = shown.map(|title| title.value.to_lowercase()).collect();
    let mut needles = Vec::new();
    for text in hidden {
        let title = text.document.meta.title.as_ref();
        if let Some(title) = title.filter(|title| !shown.contains(&title.value.to_lowercase())) {
            let needle = distinctive(&title.value).map(str::to_owned);
            needles.extend(needle.map(|text| Needle { text, span: title.span, is_address: false }));
        }
        let taken = |url: &&Url| !published.site.pages.iter().any(|page| page.url == **url);
        if let Some(url) = text.hidden_at.as_ref().filter(taken) {
            let text_of = url.as_str().to_owned();
            needles.push(Needle { text: text_of, span: text.document.front, is_address: true });
        }
    }
    needles
}

/// The longest part of a title that every format writes in the same way, if it is telling enough.
fn distinctive(title: &str) -> Option<&str> {
    let parts = title.split(['&', '<', '>', '"', '\'', '’', '“', '”', '\\', '/', '{', '}', '\u{a0}']);
    let longest = parts.map(str::trim).max_by_key(|part| part.len())?;
    let is_telling = longest.chars().count() >= LETTERS && longest.split_whitespace().count() >= WORDS;
    is_telling.then_some(longest)
}

fn is_text(url: &Url) -> bool {
    let name = url.as_str().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["", "html", "xml", "json", "txt", "csv", "css", "js", "svg"].contains(&ending)
}

/// The numbers of the needles in a file.
fn found(automaton: &AhoCorasick, needles: &[Needle], bytes: &[u8], base: &[u8]) -> Arc<[usize]> {
    let fits = automaton.find_overlapping_iter(bytes).filter(|found| {
        let needle = &needles[found.pattern().as_usize()];
        let before = &bytes[..found.start()];
        !needle.is_address || begins(before.strip_suffix(base).unwrap_or(before))
    });
    let numbers: BTreeSet<usize> = fits.map(|found| found.pattern().as_usize()).collect();
    numbers.into_iter().collect()
}

// An address begins where it is quoted or behind the site's own host; elsewhere it is another's end.
fn begins(before: &[u8]) -> bool {
    let Some(last) = before.last() else { return true };
    if b"\"'= (>".contains(last) {
        return true;
    }
    let line = before.iter().rposition(|byte| b"\"'= (>\n".contains(byte)).map_or(0, |at| at + 1);
    let head = &before[line..];
    head.windows(3).position(|part| part == b"://").is_some_and(|at| !head[at + 3..].contains(&b'/'))
}
