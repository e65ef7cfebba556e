//! What a PDF says of itself (ISO 32000-2, 14.3): its information dictionary and its XMP, also where
//! they lie in compressed streams.
//!
//! Looks for the words wherever they are, and builds no document: a file that is half broken is
//! published like any other, and may say as much.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::attachment::{Traces, in_xml};
use super::position;

/// Keys of the information dictionary.
const KEYS: [(&[u8], &str); 6] = [
    (b"/Author", "author"),
    (b"/Title", "title"),
    (b"/Subject", "subject"),
    (b"/Keywords", "keywords"),
    (b"/Creator", "program"),
    (b"/Producer", "program"),
];

/// The most that is unpacked of one stream, and of all.
const LARGEST: usize = 4 << 20;
const MOST: usize = 64 << 20;

/// The traces in a PDF.
pub(super) fn traces(bytes: &[u8]) -> Traces {
    let mut found = Traces::new();
    let (mut at, mut unpacked) = (0, 0);
    while let Some(start) = position(&bytes[at..], b"stream").map(|start| at + start) {
        in_dictionaries(&bytes[at..start], &mut found);
        let data = &bytes[start + 6..];
        let length = position(data, b"endstream").unwrap_or(data.len());
        // Only streams of objects and of metadata are read; pictures and pages are large, and say nothing.
        let dictionary = &bytes[at.max(start.saturating_sub(400))..start];
        let is_wanted =
            [&b"/ObjStm"[..], b"/Metadata"].iter().any(|kind| position(dictionary, kind).is_some());
        if is_wanted && unpacked < MOST {
            let text = content(&data[..length], dictionary);
            unpacked += text.len();
            in_dictionaries(&text, &mut found);
            found.extend(in_xml(&String::from_utf8_lossy(&text)));
        }
        at = (start + 6 + length + 9).min(bytes.len());
    }
    in_dictionaries(&bytes[at..], &mut found);
    found
}

fn content(data: &[u8], dictionary: &[u8]) -> Vec<u8> {
    let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
    if position(dictionary, b"/FlateDecode").is_none() {
        return data[..data.len().min(LARGEST)].to_vec();
    }
    match decompress_to_vec_zlib_with_limit(data, LARGEST) {
        Ok(text) => text,
        // What could be unpacked before the break may have said it.
        Err(broken) => broken.output,
    }
}

fn in_dictionaries(bytes: &[u8], found: &mut Traces) {
    for (key, word) in KEYS {
        let mut at = 0;
        while let Some(start) = position(&bytes[at..], key) {
            at += start + key.len();
            if is_text(&bytes[at..]) {
                found.insert(word);
                break;
            }
        }
    }
}

/// Whether a text follows that says something: `(Ana)`, `<FEFF0041>`, or one in another object (`7 0 R`).
fn is_text(behind: &[u8]) -> bool {
    match behind.trim_ascii_start() {
        [b'(', b')', ..] | [b'<', b'>' | b'<', ..] => false,
        [b'(' | b'<', ..] => true,
        [digit, rest @ ..] if digit.is_ascii_digit() => rest.iter().take(12).any(|byte| *byte == b'R'),
        _ => false,
    }
}
