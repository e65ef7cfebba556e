//! What a film or recording says of itself (ISO/IEC 14496-12; Apple's QuickTime file format): the
//! texts and the place in its boxes.

use super::attachment::{Traces, in_xml};

/// Boxes that hold others.
const CONTAINERS: [&[u8; 4]; 6] = [b"moov", b"udta", b"meta", b"ilst", b"trak", b"mdia"];

/// Boxes and what they say.
const BOXES: [(&[u8; 4], &str); 11] = [
    (b"\xa9xyz", "GPS"),
    (b"loci", "GPS"),
    (b"\xa9nam", "title"),
    (b"titl", "title"),
    (b"\xa9ART", "author"),
    (b"auth", "author"),
    (b"\xa9mak", "device"),
    (b"\xa9mod", "device"),
    (b"\xa9too", "program"),
    (b"\xa9swr", "program"),
    (b"\xa9cmt", "comments"),
];

/// Words of QuickTime's own list.
const WORDS: [(&[u8], &str); 4] = [
    (b"com.apple.quicktime.location", "GPS"),
    (b"com.apple.quicktime.make", "device"),
    (b"com.apple.quicktime.author", "author"),
    (b"com.apple.quicktime.software", "program"),
];

/// A film nests no deeper.
const DEEPEST: usize = 8;

/// The traces in a film or recording.
pub(super) fn traces(bytes: &[u8]) -> Traces {
    let mut found = Traces::new();
    within(bytes, 0, &mut found);
    found
}

fn within(bytes: &[u8], depth: usize, found: &mut Traces) {
    let mut rest = bytes;
    while let Some((name, content, behind)) = next(rest) {
        rest = behind;
        found.extend(BOXES.iter().find(|(known, _)| **known == name).map(|(_, word)| *word));
        match &name {
            b"keys" => {
                let named = WORDS.iter().filter(|(word, _)| super::position(content, word).is_some());
                found.extend(named.map(|(_, word)| *word));
            }
            b"uuid" | b"XMP_" => found.extend(in_xml(&String::from_utf8_lossy(content))),
            name if CONTAINERS.contains(&name) && depth < DEEPEST => {
                // A `meta` box has a version before its boxes, but not in QuickTime.
                let full = name == b"meta" && content.get(4..8) != Some(b"hdlr");
                within(content.get(if full { 4 } else { 0 }..).unwrap_or_default(), depth + 1, found);
            }
            _ => {}
        }
    }
}

/// A box's name and content, and what is behind it.
fn next(bytes: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let head = bytes.get(..8)?;
    let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let (start, size) = match size {
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)).ok()?),
        size => (8, size),
    };
    let end = size.min(bytes.len());
    let name = [head[4], head[5], head[6], head[7]];
    (end >= start).then(|| (name, &bytes[start..end], &bytes[end..]))
}
