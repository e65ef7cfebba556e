//! What a picture's bytes still say beside the picture: the net under the cleaning, and the only
//! look at pictures that are copied as they are. It steps from part to part and decodes nothing.

use super::position;
use crate::base::pictures::Format;

/// Something in a file that is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residue {
    /// Where it was taken.
    Gps,
    /// Anything else, by the name of what holds it.
    Metadata(&'static str),
}

/// The first thing in a picture that does not belong there.
pub fn of(bytes: &[u8], format: Format) -> Option<Residue> {
    match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::Gif => gif(bytes),
        Format::Webp => webp(bytes),
        Format::Avif | Format::Svg => None,
    }
}

/// What a file of another format says of itself, by the words that metadata begins with.
pub fn of_any(bytes: &[u8]) -> Option<Residue> {
    const WORDS: [(&[u8], &str); 6] = [
        (b"Exif\0\0", "EXIF"),
        (b"eXIf", "EXIF"),
        (b"<x:xmpmeta", "XMP"),
        (b"Photoshop 3.0", "IPTC"),
        (b"tEXt", "text"),
        (b"iTXt", "text"),
    ];
    let mut found = WORDS.iter().filter_map(|(word, name)| Some((position(bytes, word)?, name)));
    found.next().map(|(at, name)| if is_gps(&bytes[at..]) { Residue::Gps } else { Residue::Metadata(name) })
}

/// Whether EXIF or XMP says a place: the directory's tag in either byte order, or XMP's words.
fn is_gps(part: &[u8]) -> bool {
    const TAG: u16 = 0x8825;
    let has = |word: &[u8]| position(part, word).is_some();
    has(b"GPSL")
        || [TAG.to_be_bytes(), TAG.to_le_bytes()]
            .iter()
            .any(|tag| has(&[tag[0], tag[1]]) && has_directory(part, *tag))
}

// The tag is followed by the type LONG (4), in the same byte order.
fn has_directory(part: &[u8], tag: [u8; 2]) -> bool {
    let typed = if tag[0] == 0x88 { [tag[0], tag[1], 0, 4] } else { [tag[0], tag[1], 4, 0] };
    position(part, &typed).is_some()
}

fn exif_or(part: &[u8], name: &'static str) -> Residue {
    if is_gps(part) { Residue::Gps } else { Residue::Metadata(name) }
}

fn jpeg(bytes: &[u8]) -> Option<Residue> {
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let part = bytes.get(at + 4..at + 2 + length).unwrap_or_default();
        match marker {
            0xe0 if part.starts_with(b"JFXX") => return Some(Residue::Metadata("thumbnail")),
            0xe1 if part.starts_with(b"Exif") => return Some(exif_or(part, "EXIF")),
            0xe1 => return Some(exif_or(part, "XMP")),
            0xe2 if part.starts_with(b"ICC_PROFILE") => return Some(Residue::Metadata("ICC")),
            0xe2 => return Some(Residue::Metadata("MPF")),
            0xed => return Some(Residue::Metadata("IPTC")),
            0xfe => return Some(Residue::Metadata("comment")),
            // Adobe's marker says how the colours are stored.
            0xe3..=0xec | 0xef => return Some(Residue::Metadata("APP")),
            0xda => return trailer(&bytes[at..]),
            _ => {}
        }
        at += 2 + length;
    }
    None
}

/// Behind the end of the picture is nothing.
fn trailer(scan: &[u8]) -> Option<Residue> {
    let end = position(scan, &[0xff, 0xd9])?;
    (end + 2 < scan.len()).then_some(Residue::Metadata("trailer"))
}

fn png(bytes: &[u8]) -> Option<Residue> {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let part = bytes.get(at + 8..(at + 8).saturating_add(length)).unwrap_or_default();
        at = at.saturating_add(length).saturating_add(12);
        match &head[4..] {
            b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"sRGB" | b"gAMA" | b"cHRM" | b"pHYs" => {}
            b"IEND" => break,
            b"eXIf" => return Some(exif_or(part, "EXIF")),
            b"tEXt" | b"zTXt" | b"iTXt" => return Some(exif_or(part, "text")),
            b"iCCP" => return Some(Residue::Metadata("ICC")),
            _ => return Some(Residue::Metadata("chunk")),
        }
    }
    (at < bytes.len()).then_some(Residue::Metadata("trailer"))
}

fn webp(bytes: &[u8]) -> Option<Residue> {
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let part = bytes.get(at + 8..(at + 8).saturating_add(length)).unwrap_or_default();
        match &head[..4] {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" => {}
            b"EXIF" => return Some(exif_or(part, "EXIF")),
            b"XMP " => return Some(exif_or(part, "XMP")),
            b"ICCP" => return Some(Residue::Metadata("ICC")),
            _ => return Some(Residue::Metadata("chunk")),
        }
        at = at.saturating_add(8).saturating_add(length + length % 2);
    }
    (size + 8 < bytes.len()).then_some(Residue::Metadata("trailer"))
}

fn gif(bytes: &[u8]) -> Option<Residue> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*bytes.get(10)?);
    loop {
        match bytes.get(at..)? {
            // How long a picture stays, and whether it is transparent.
            [0x21, 0xf9, ..] => at = past_blocks(bytes, at + 2)?,
            [0x21, 0xff, 11, name @ ..] if name.starts_with(b"NETSCAPE2.0") => {
                at = past_blocks(bytes, at + 2)?;
            }
            [0x21, 0xfe, ..] => return Some(Residue::Metadata("comment")),
            [0x21, ..] => return Some(Residue::Metadata("extension")),
            [0x2c, rest @ ..] => at = past_blocks(bytes, at + 11 + table(*rest.get(8)?))?,
            [0x3b] => return None,
            _ => return Some(Residue::Metadata("trailer")),
        }
    }
}

fn past_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
