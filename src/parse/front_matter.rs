//! Divides a Markdown file into front matter and text.
//!
//! Knows where they are, not what they say.

use std::ops::Range;

/// A file in its two parts, as byte ranges of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// No front matter: the text begins here.
    Bare(Range<usize>),
    /// Both.
    Divided {
        /// The opening `+++`.
        opening: Range<usize>,
        /// Between the lines.
        front: Range<usize>,
        /// Behind.
        body: Range<usize>,
    },
    /// The opening `+++` has no partner.
    Unclosed(Range<usize>),
    /// The opening `---` of YAML.
    Yaml(Range<usize>),
}

/// Finds the `+++` lines; a byte order mark and blank lines before them are passed over.
pub(super) fn divide(text: &str) -> Parts {
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let bare = start..text.len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = loop {
        match lines.next() {
            Some(line) if line.trim().is_empty() => start += line.len(),
            Some(line) => break line,
            None => return Parts::Bare(bare),
        }
    };
    let opening = start..start + 3;
    match first.trim_end() {
        "+++" => divide_behind(text, opening, start + first.len()),
        "---" if is_yaml(lines) => Parts::Yaml(opening),
        _ => Parts::Bare(bare),
    }
}

fn divide_behind(text: &str, opening: Range<usize>, start: usize) -> Parts {
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Parts::Divided { opening, front: start..end, body: end + line.len()..text.len() };
        }
        end += line.len();
    }
    Parts::Unclosed(opening)
}

// A page may begin with a line across; YAML has a key below it, and a line that ends it.
fn is_yaml<'a>(mut lines: impl Iterator<Item = &'a str>) -> bool {
    let is_key = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', '[', '*']))
    };
    let first = lines.find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(is_key) && lines.any(|line| matches!(line.trim_end(), "---" | "..."))
}
