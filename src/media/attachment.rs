//! What documents, sheets and films say beside their content: who made them, with what, and where.
//!
//! Only looks, and never into more than it needs: attachments are published as they are.

use std::collections::BTreeSet;

use super::{iso_media, pdf, zip};

/// What was found in a file, as the words of its own format: `Author`, `Title`, `GPS`.
pub type Traces = BTreeSet<&'static str>;

/// Words of XMP and of office files, and what they are called in a message.
const ELEMENTS: [(&str, &str); 16] = [
    ("dc:creator", "author"),
    ("dc:title", "title"),
    ("dc:subject", "subject"),
    ("dc:description", "description"),
    ("cp:lastModifiedBy", "last author"),
    ("cp:keywords", "keywords"),
    ("pdf:Producer", "program"),
    ("pdf:Keywords", "keywords"),
    ("xmp:CreatorTool", "program"),
    ("Application", "program"),
    ("Company", "company"),
    ("Manager", "manager"),
    ("Template", "template"),
    ("meta:initial-creator", "author"),
    ("meta:generator", "program"),
    ("exif:GPSLatitude", "GPS"),
];

/// The traces in a file that is offered for download; `ending` is the lower-case one of its name.
pub(super) fn traces(bytes: &[u8], ending: &str) -> Traces {
    match ending {
        "pdf" => pdf::traces(bytes),
        "docx" | "docm" | "dotx" | "xlsx" | "xlsm" | "xltx" | "pptx" | "pptm" | "ppsx" | "odt" | "ods"
        | "odp" | "odg" | "epub" => office(bytes),
        "mp4" | "m4v" | "m4a" | "mov" | "3gp" => iso_media::traces(bytes),
        "mp3" => mp3(bytes),
        "doc" | "xls" | "ppt" if bytes.starts_with(b"\xd0\xcf\x11\xe0") => Traces::from(["author"]),
        _ => Traces::new(),
    }
}

/// What the parts of an office file that speak of the file say (ECMA-376-2, 10; OpenDocument 1.3, 4).
fn office(bytes: &[u8]) -> Traces {
    let parts = ["docProps/core.xml", "docProps/app.xml", "meta.xml"];
    let texts = parts.iter().filter_map(|part| zip::file(bytes, part));
    let mut found: Traces = texts.flat_map(|text| in_xml(&String::from_utf8_lossy(&text))).collect();
    if zip::names(bytes).iter().any(|name| name == "word/comments.xml" || name.starts_with("xl/comments")) {
        found.insert("comments");
    }
    found
}

/// The elements and attributes of a text in XML that say something.
pub(super) fn in_xml(text: &str) -> Traces {
    let says = |name: &str| {
        let element = format!("<{name}");
        let in_element = text.match_indices(&element).any(|(at, _)| {
            let behind = &text[at + element.len()..];
            let Some((tag, inside)) = behind.split_once('>') else { return false };
            // `<dc:creatorX` is another element, `<dc:creator/>` says nothing.
            let is_it = tag.is_empty() || tag.starts_with([' ', '\t', '\r', '\n']);
            is_it && !tag.ends_with('/') && has_words(inside, name)
        });
        let attribute = format!("{name}=");
        let in_attribute = text.match_indices(&attribute).any(|(at, _)| {
            let value = text[at + attribute.len()..].trim_start_matches(['"', '\'']);
            !value.is_empty()
                && value.len() + 1 == text.len() - at - attribute.len()
                && !value.starts_with(['"', '\''])
        });
        in_element || in_attribute
    };
    ELEMENTS.iter().filter(|(name, _)| says(name)).map(|(_, word)| *word).collect()
}

/// Whether there is text before an element ends, in whatever elements inside it.
fn has_words(inside: &str, name: &str) -> bool {
    let end = inside.find(&format!("</{name}>")).unwrap_or(inside.len());
    let mut is_tag = false;
    inside[..end].chars().any(|letter| {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ => return !is_tag && !letter.is_whitespace(),
        }
        false
    })
}

/// Frames of ID3v2 (id3.org), and the older tag at the end.
fn mp3(bytes: &[u8]) -> Traces {
    const FRAMES: [(&[u8], &str); 5] = [
        (b"TPE1", "author"),
        (b"TIT2", "title"),
        (b"COMM", "comments"),
        (b"APIC", "picture"),
        (b"TENC", "program"),
    ];
    let start = &bytes[..bytes.len().min(1 << 16)];
    let mut found = Traces::new();
    if start.starts_with(b"ID3") {
        found.extend(
            FRAMES.iter().filter(|(name, _)| super::position(start, name).is_some()).map(|(_, word)| *word),
        );
    }
    if bytes.len() > 128 && bytes[bytes.len() - 128..].starts_with(b"TAG") {
        found.insert("title");
    }
    found
}
