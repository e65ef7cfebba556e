//! Puts the preview's own script into a page.

use super::answer::media_type;

/// The bytes of a page with the script, of anything else as they are. `mark` names this state of the page.
pub(super) fn into(bytes: Vec<u8>, path: &str, mark: &str) -> Vec<u8> {
    if !media_type(path).starts_with("text/html") {
        return bytes;
    }
    let script = format!("<script src=\"/_altavoz/live.js\" data-mark=\"{mark}\" defer></script>");
    let end = rfind(&bytes, b"</body>").unwrap_or(bytes.len());
    [&bytes[..end], script.as_bytes(), &bytes[end..]].concat()
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}
