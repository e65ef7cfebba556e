//! `privacy/embargo-leak`: something of an item that is not public yet is in what would be published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use crate::base::output::{File, Output};
use crate::base::url::encode_path;
use crate::base::{Fingerprint, Report, Span, Url};
use crate::relate::site::Text;

use super::Published;

/// A title says whose it is if it has as many words and letters; `About us` stands everywhere.
const WORDS: usize = 4;
const LETTERS: usize = 20;

/// A file's name says whose it is if it has as many letters and a word of its own.
const NAME_LETTERS: usize = 6;
/// Words of file names that say nothing: cameras and programs give them, and everybody does.
const GENERIC: &str = "adjunto anexo annex archivo attachment background banner borrador captura carta cartel \
    comunicado copia copy cover declaracion declaración document documento draft dsc file final flyer fondo foto \
    header hero icon image imagen img informe letter logo main map mapa photo picture portada portrait poster \
    press prensa release report retrato scan screenshot statement thumbnail transcript video whatsapp";

/// Looks for titles, addresses and file names of hidden items in every file.
pub(super) fn check(published: &Published<'_>, report: &mut Report) {
    let needles = needles(published);
    if needles.is_empty() {
        return;
    }
    let words: Vec<&str> = needles.iter().map(|needle| needle.text.as_str()).collect();
    let Ok(automaton) = AhoCorasick::new(&words) else { return };
    let config = &published.site.config;
    let home = (&config.origin[..], &config.base_path[..]);
    let key = Fingerprint::of(&(&words, home));
    let files: Vec<_> = published.output.files.iter().filter(|(url, _)| is_text(url)).collect();
    let look = |(_, file): &(&Url, &File)| {
        let find = || found(&automaton, &needles, &file.bytes.read(), home);
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
    for (needle, url) in addresses(&needles, published.output) {
        report.error("privacy/embargo-leak", needle.span).arg("page", url).arg("value", &needle.text);
    }
}

/// The addresses of published files that tell of a hidden item.
fn addresses<'a>(needles: &'a [Needle], output: &'a Output) -> Vec<(&'a Needle, &'a Url)> {
    let is_named = needles.iter().any(|needle| needle.is == Is::FileName);
    let urls = output.files.keys().filter(|_| is_named);
    let by_name: BTreeMap<String, &Url> = urls.map(|url| (own_name(url), url)).collect();
    let address = |needle: &'a Needle| {
        let url = match needle.is {
            Is::Title => None,
            Is::Address => {
                let (url, _) = output.files.range(Url::new(&needle.text)..).next()?;
                Some(url).filter(|url| url.as_str().starts_with(&needle.text))
            }
            Is::FileName => by_name.get(&needle.text[..]).copied(),
        };
        Some((needle, url?))
    };
    needles.iter().filter_map(address).collect()
}

/// The name of a file; a theme's own without the digest in `/static/map.1f3a9c2b7d.svg`.
fn own_name(url: &Url) -> String {
    let name = url.as_str().rsplit('/').next().unwrap_or_default();
    let parts = || name.rsplit_once('.').and_then(|(rest, ending)| Some((rest.rsplit_once('.')?.0, ending)));
    match parts() {
        Some((stem, ending)) if url.as_str().starts_with("/static/") => format!("{stem}.{ending}"),
        _ => name.to_owned(),
    }
}

/// What may not be found.
struct Needle {
    text: String,
    span: Span,
    is: Is,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Title,
    Address,
    FileName,
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
    for text in &hidden {
        let title = text.document.meta.title.as_ref();
        if let Some(title) = title.filter(|title| !shown.contains(&title.value.to_lowercase())) {
            let needle = distinctive(&title.value).map(str::to_owned);
            needles.extend(needle.map(|text| Needle { text, span: title.span, is: Is::Title }));
        }
        let pages = &published.site.pages;
        let is_free = |url: &&Url| pages.binary_search_by(|page| page.url.cmp(url)).is_err();
        if let Some(url) = text.hidden_at.as_ref().filter(is_free) {
            let text_of = url.as_str().to_owned();
            needles.push(Needle { text: text_of, span: text.document.front, is: Is::Address });
        }
    }
    needles.extend(file_names(&hidden, published));
    needles
}

/// The telling names of hidden files that no public file has, as they are and as an address has them.
fn file_names(hidden: &[&Text], published: &Published<'_>) -> Vec<Needle> {
    let named = hidden.iter().flat_map(|text| text.hidden_files.iter().map(|file| (file.file_name(), *text)));
    let named: BTreeMap<&str, &Text> = named.filter(|(name, _)| is_telling(name)).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let public: BTreeSet<String> =
        published.site.files.iter().map(|file| file.source.file_name().to_lowercase()).collect();
    let own = named.into_iter().filter(|(name, _)| !public.contains(&name.to_lowercase()));
    own.flat_map(|(name, text)| {
        let spellings = BTreeSet::from([name.to_owned(), encode_path(name)]);
        spellings.into_iter().map(|text_of| Needle {
            text: text_of,
            span: text.document.front,
            is: Is::FileName,
        })
    })
    .collect()
}

fn is_telling(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let words = || stem.split(|letter: char| !letter.is_alphabetic());
    let is_own = |word: &str| word.chars().count() > 2 && !GENERIC.split(' ').any(|generic| generic == word);
    words().map(|word| word.chars().count()).sum::<usize>() >= NAME_LETTERS && words().any(is_own)
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
    ["", "bib", "css", "csv", "html", "ics", "js", "json", "md", "svg", "txt", "vtt", "webmanifest", "xml"]
        .contains(&ending)
}

/// The numbers of the needles in a file of the site at `home`: its origin and base path.
fn found(automaton: &AhoCorasick, needles: &[Needle], bytes: &[u8], home: (&str, &str)) -> Arc<[usize]> {
    let fits = automaton.find_overlapping_iter(bytes).filter(|found| {
        let (before, behind) = (&bytes[..found.start()], &bytes[found.end()..]);
        match needles[found.pattern().as_usize()].is {
            Is::Title => true,
            Is::Address => begins(before.strip_suffix(home.1.as_bytes()).unwrap_or(before)),
            Is::FileName => is_whole(before, behind) && !is_elsewhere(before, home.0),
        }
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
    let head = last_word(before);
    head.windows(3).position(|part| part == b"://").is_some_and(|at| !head[at + 3..].contains(&b'/'))
}

/// Whether a name stands there as a whole: `raid.pdf` does not in `afraid.pdf`.
fn is_whole(before: &[u8], behind: &[u8]) -> bool {
    let goes_on =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
    !goes_on(before.last()) && !goes_on(behind.first())
}

// What another site offers under that name is public already.
fn is_elsewhere(before: &[u8], origin: &str) -> bool {
    let word = last_word(before);
    word.windows(3).any(|part| part == b"://") && !word.starts_with(origin.as_bytes())
}

/// What stands since the last quote, bracket or space.
fn last_word(before: &[u8]) -> &[u8] {
    let border = before.iter().rposition(|byte| b"\"'= (>\n".contains(byte));
    &before[border.map_or(0, |at| at + 1)..]
}
