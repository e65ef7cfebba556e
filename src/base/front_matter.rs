//! Divides a Markdown file into front matter and text.
//!
//! Knows where they are and in which format, not what they say.

use std::ops::Range;

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Between lines of `+++`.
    Toml,
    /// Between lines of `---`; `...` may end it, too.
    Yaml,
}

/// A file in its two parts, as byte ranges of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// No front matter: the text begins here.
    Bare(Range<usize>),
    /// Both.
    Divided {
        /// How the front matter is written.
        format: Format,
        /// The opening line's three signs.
        opening: Range<usize>,
        /// Between the lines.
        front: Range<usize>,
        /// Behind.
        body: Range<usize>,
    },
    /// The opening line has no partner.
    Unclosed(Range<usize>),
}

/// Finds the lines around front matter; a byte order mark and blank lines before are passed over.
pub fn divide(text: &str) -> Parts {
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
    let behind = start + first.len();
    match first.trim_end() {
        "+++" => divided(text, Format::Toml, &opening, behind).unwrap_or(Parts::Unclosed(opening)),
        "---" => match divided(text, Format::Yaml, &opening, behind) {
            Some(parts) if is_yaml(&text[front(&parts)]) => parts,
            // Nobody writes a line across and `title: …` right under it.
            None if text[behind..].lines().next().is_some_and(is_entry) => Parts::Unclosed(opening),
            _ => Parts::Bare(bare),
        },
        _ => Parts::Bare(bare),
    }
}

fn divided(text: &str, format: Format, opening: &Range<usize>, start: usize) -> Option<Parts> {
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        let closes = match format {
            Format::Toml => line.trim_end() == "+++",
            Format::Yaml => matches!(line.trim_end(), "---" | "..."),
        };
        if closes {
            let body = end + line.len()..text.len();
            return Some(Parts::Divided { format, opening: opening.clone(), front: start..end, body });
        }
        end += line.len();
    }
    None
}

fn front(parts: &Parts) -> Range<usize> {
    if let Parts::Divided { front, .. } = parts { front.clone() } else { 0..0 }
}

// A page may begin with a line across and have another one below: front matter has a key in its
// first line that says something, or else one somewhere and no blank line. `# Title` is a comment to
// YAML and a heading to everybody else.
fn is_yaml(front: &str) -> bool {
    let has_blank = front.lines().any(|line| line.trim().is_empty());
    let mut lines = front.lines().filter(|line| !line.trim().is_empty());
    let mut says = lines.clone().filter(|line| !line.starts_with('#'));
    let is_headed = has_blank && lines.next().is_some_and(|line| line.starts_with('#'));
    match says.next() {
        None => !is_headed,
        Some(first) => !is_headed && (is_key(first) || !has_blank && says.any(is_key)),
    }
}

fn is_key(line: &str) -> bool {
    let Some((key, _)) = line.trim_start().split_once(':') else { return line.starts_with('{') };
    let is_quoted = key.starts_with(['"', '\'', '{']);
    !key.is_empty() && (is_quoted || !key.contains([' ', '[', '*', '(', '!']))
}

// `key: value`, or `key:` alone.
fn is_entry(line: &str) -> bool {
    let is_word = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    line.split_once(':').is_some_and(|(key, rest)| is_word(key) && (rest.is_empty() || rest.starts_with(' ')))
}
