//! Compressed copies beside the files, for web servers that hand them out: `.br` and `.gz`.
//!
//! Takes an output, gives it with the copies, in which nothing can stand but what the files say.
//! The same bytes always give the same copies, so what was made once lies in a [`Store`].

use std::collections::BTreeSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use crate::base::output::{File, Output};
use crate::base::store::Store;
use crate::base::{Fingerprint, Url};

/// Goes up when the same file gives other copies than before.
const EDITION: u32 = 1;

/// A smaller file fits into the first packet or two anyway.
const SMALLEST: usize = 1024;

/// Near the best; the last two steps take many times as long.
const QUALITY: i32 = 9;

/// What text is kept in; pictures, films and office files are compressed already.
const ENDINGS: [&str; 13] =
    ["bib", "css", "csv", "html", "ics", "js", "json", "md", "svg", "txt", "vtt", "webmanifest", "xml"];

/// The file that a copy is made of, by its path; `None` for what is no copy.
pub fn original(path: &str) -> Option<&str> {
    path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"))
}

/// The output with the copies that are smaller than their files. The store keeps only these.
pub fn with_copies(mut output: Output, store: &dyn Store) -> Output {
    let files: Vec<(&Url, &File)> =
        output.files.iter().filter(|(url, file)| is_worth_it(url, file)).collect();
    let made: Vec<_> = files.par_iter().map(|(url, file)| copies(url, file, store)).collect();
    let keys: BTreeSet<Fingerprint> = made.iter().map(|(key, _)| *key).collect();
    store.keep_only(&keys);
    for (url, file) in made.into_iter().flat_map(|(_, copies)| copies) {
        // A file that an author put there under that name is the author's.
        output.files.entry(url).or_insert(file);
    }
    output
}

fn is_worth_it(url: &Url, file: &File) -> bool {
    let name = url.file();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.contains(&ending) && file.bytes.len() > SMALLEST
}

/// What both copies were made from, and those that are smaller.
fn copies(url: &Url, file: &File, store: &dyn Store) -> (Fingerprint, Vec<(Url, File)>) {
    let key = Fingerprint::of(&(EDITION, file.fingerprint));
    let [brotli, gzip] = store.take(key).and_then(|bytes| unpacked(&bytes)).unwrap_or_else(|| {
        let bytes = file.bytes.read();
        let made = [brotli(&bytes), gzip(&bytes)];
        store.put(key, &packed(&made));
        made
    });
    let address = |ending: &str| Url::new(format!("/{}.{ending}", url.file()));
    let copies = [(address("br"), brotli), (address("gz"), gzip)];
    let smaller = copies.into_iter().filter(|(_, bytes)| bytes.len() < file.bytes.len());
    (key, smaller.map(|(url, bytes)| (url, File::new(file.wave, bytes))).collect())
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters).expect("memory takes everything");
    compressed
}

// No name and no time of day get into it.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
}

/// Both copies as one file of the store: a fingerprint of the rest, the first one's length, both.
fn packed([brotli, gzip]: &[Vec<u8>; 2]) -> Vec<u8> {
    let rest = [&(brotli.len() as u64).to_le_bytes()[..], brotli, gzip].concat();
    [&Fingerprint::of(&rest[..]).0.to_le_bytes()[..], &rest].concat()
}

/// `None` for what was cut off or written over.
fn unpacked(bytes: &[u8]) -> Option<[Vec<u8>; 2]> {
    let (fingerprint, rest) = bytes.split_first_chunk::<16>()?;
    if Fingerprint::of(rest).0.to_le_bytes() != *fingerprint {
        return None;
    }
    let (length, copies) = rest.split_first_chunk::<8>()?;
    let (brotli, gzip) = copies.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some([brotli.to_vec(), gzip.to_vec()])
}
