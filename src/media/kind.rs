//! What a file is, by its first bytes: an ending is only what somebody called it.

use crate::base::pictures::Format;

/// What a file is to those who publish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A picture that is decoded and written again.
    Raster(Format),
    /// A drawing whose parts are chosen.
    Svg,
    /// A telephone's own format, which no browser but one shows.
    Heic,
    /// A picture that could not be cleaned, by the name of its format.
    Foreign(&'static str),
    /// Called a picture, but none.
    Broken,
    /// Anything else.
    Other,
}

/// Endings of pictures that nothing here can clean.
const FOREIGN: [(&str, &str); 20] = [
    ("avif", "AVIF"),
    ("bmp", "BMP"),
    ("svgz", "SVGZ"),
    ("tif", "TIFF"),
    ("tiff", "TIFF"),
    ("jxl", "JPEG XL"),
    ("jp2", "JPEG 2000"),
    ("psd", "Photoshop"),
    ("xcf", "GIMP"),
    ("dng", "raw"),
    ("cr2", "raw"),
    ("cr3", "raw"),
    ("nef", "raw"),
    ("arw", "raw"),
    ("orf", "raw"),
    ("rw2", "raw"),
    ("raf", "raw"),
    ("pef", "raw"),
    ("srw", "raw"),
    ("heics", "HEIC"),
];

/// The kind of a file; `ending` is the lower-case one of its name.
pub(super) fn of(bytes: &[u8], ending: Option<&str>) -> Kind {
    if let Some(kind) = by_content(bytes) {
        return kind;
    }
    let Some(ending) = ending else { return Kind::Other };
    if ending == "svg" || is_svg(bytes, ending) {
        return Kind::Svg;
    }
    if matches!(ending, "heic" | "heif" | "hif") {
        return Kind::Heic;
    }
    if let Some((_, name)) = FOREIGN.iter().find(|(foreign, _)| *foreign == ending) {
        return Kind::Foreign(name);
    }
    Format::of_ending(ending).map_or(Kind::Other, |_| Kind::Broken)
}

fn by_content(bytes: &[u8]) -> Option<Kind> {
    let kind = match bytes {
        [0xff, 0xd8, 0xff, ..] => Kind::Raster(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Raster(Format::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Raster(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Raster(Format::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => return of_brand(bytes),
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => Kind::Foreign("TIFF"),
        [0xff, 0x0a, ..] | [0, 0, 0, 0xc, b'J', b'X', b'L', b' ', ..] => Kind::Foreign("JPEG XL"),
        [0, 0, 0, 0xc, b'j', b'P', b' ', b' ', ..] => Kind::Foreign("JPEG 2000"),
        [b'8', b'B', b'P', b'S', ..] => Kind::Foreign("Photoshop"),
        _ => return None,
    };
    Some(kind)
}

/// What the brands of an ISO media file say (ISO/IEC 14496-12, 4.3); a film is no picture.
fn of_brand(bytes: &[u8]) -> Option<Kind> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let brands = bytes.get(8..length.clamp(12, 256).min(bytes.len()))?;
    let mut brands = brands.chunks_exact(4);
    let major = brands.next()?;
    let brands: Vec<&[u8]> = std::iter::once(major).chain(brands.skip(1)).collect();
    let has = |wanted: &[&[u8; 4]]| brands.iter().any(|brand| wanted.iter().any(|name| brand == name));
    if has(&[b"avif", b"avis"]) {
        Some(Kind::Foreign("AVIF"))
    } else if has(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]) {
        Some(Kind::Heic)
    } else {
        None
    }
}

// A drawing under another name would get past the cleaning; a page that holds a drawing is none.
fn is_svg(bytes: &[u8], ending: &str) -> bool {
    if matches!(ending, "html" | "htm" | "xhtml" | "xml") {
        return false;
    }
    let start = &bytes[..bytes.len().min(2048)];
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let has_root = || start.windows(4).any(|window| window == b"<svg");
    start.starts_with(b"<svg")
        || (start.starts_with(b"<?xml") || start.starts_with(b"<!DOCTYPE svg")) && has_root()
}
