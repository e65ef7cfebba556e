//! Files inside a ZIP archive (APPNOTE.TXT 6.3.10), as far as office files need: by the directory at
//! its end, stored or deflated.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// A part of an office file that speaks of the file is never larger.
const LARGEST: usize = 1 << 20;
/// An office file has fewer parts.
const MOST: usize = 20_000;

/// A file of the archive by its name; `None` if there is none, or it is broken.
pub(super) fn file(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let entry = entries(bytes).into_iter().find(|entry| entry.name == name.as_bytes())?;
    let local = bytes.get(entry.at..)?;
    let length = usize::from(number(local, 26)?) + usize::from(number(local, 28)?);
    let start = 30_usize.checked_add(length)?;
    let packed = local.get(start..start.checked_add(entry.packed)?)?;
    match entry.method {
        0 => Some(packed[..packed.len().min(LARGEST)].to_vec()),
        8 => decompress_to_vec_with_limit(packed, LARGEST).ok(),
        _ => None,
    }
}

/// The names of all files.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    entries(bytes).iter().map(|entry| String::from_utf8_lossy(entry.name).into_owned()).collect()
}

struct Entry<'a> {
    name: &'a [u8],
    method: u16,
    packed: usize,
    at: usize,
}

fn entries(bytes: &[u8]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut at = directory(bytes).unwrap_or(bytes.len());
    while let Some((entry, next)) = entry(bytes, at).filter(|_| entries.len() < MOST) {
        entries.push(entry);
        at = next;
    }
    entries
}

/// Where the directory begins, by the record at the end, which a comment may follow.
fn directory(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let end = bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06")? + from;
    long(bytes.get(end..)?, 16)
}

fn entry(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let head = bytes.get(at..).filter(|head| head.starts_with(b"PK\x01\x02"))?;
    let length = |place| number(head, place).map(usize::from);
    let name = head.get(46..46 + length(28)?)?;
    let next = at + 46 + length(28)? + length(30)? + length(32)?;
    let entry = Entry { name, method: number(head, 10)?, packed: long(head, 20)?, at: long(head, 42)? };
    Some((entry, next))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}
