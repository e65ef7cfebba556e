//! New texts into a file, at the places of its segments; every other byte stays.
//!
//! Nothing is parsed and written again: what a writer chose (bullets, tables, line endings) is
//! theirs. Knows how a text is written where it stands, not what it says.

use std::ops::Range;

use super::segment::{Kind, Segment};

/// How values of front matter are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// As in TOML.
    Toml,
    /// As in YAML.
    Yaml,
}

/// A range of a file and what comes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which bytes.
    pub range: Range<usize>,
    /// What instead.
    pub text: String,
}

/// The file with all edits done; they may come in any order and must not overlap. What is put at one
/// place keeps its order.
pub fn splice(file: &str, mut edits: Vec<Edit>) -> String {
    // What comes before a range comes before what takes its place.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut result = String::with_capacity(file.len() + 64);
    let mut from = 0;
    for edit in edits {
        result.push_str(&file[from..edit.range.start]);
        result.push_str(&edit.text);
        from = edit.range.end;
    }
    result.push_str(&file[from..]);
    result
}

/// The edit that puts a text in the place of a segment; `None` if it says the same already.
pub fn edit(file: &str, segment: &Segment, text: &str, values: Values) -> Option<Edit> {
    if segment.text == text && segment.waits_for.is_none() {
        return None;
    }
    let range = segment.pieces.first()?.start..segment.pieces.last()?.end;
    let text = match segment.kind {
        Kind::Field | Kind::String => value(&file[range.clone()], text, values),
        Kind::Argument => argument(file, &range, text),
        // Only a heading with a line under it may have several.
        Kind::Heading | Kind::Term if segment.pieces.len() == 1 => one_line(text),
        Kind::Cell => cell(&one_line(text)),
        _ => lines(file, segment, text),
    };
    Some(Edit { range, text })
}

/// A value in quotation marks.
pub fn quoted(text: &str, values: Values) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            sign if sign.is_control() => {
                let number = u32::from(sign);
                // YAML has a shorter form for what TOML writes with four digits.
                let escape = match values {
                    Values::Yaml if number < 0x100 => format!("\\x{number:02X}"),
                    _ => format!("\\u{number:04X}"),
                };
                quoted.push_str(&escape);
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

// Several lines between `"""` stay several lines.
fn value(old: &str, text: &str, values: Values) -> String {
    let is_long = values == Values::Toml && old.starts_with("\"\"\"") && text.contains('\n');
    if !is_long {
        return quoted(text, values);
    }
    let lines = text.split('\n').map(|line| {
        let line = quoted(line, values);
        line[1..line.len() - 1].to_owned()
    });
    format!("\"\"\"\n{}\"\"\"", lines.collect::<Vec<_>>().join("\n"))
}

// A bare word has no quotation marks around it.
fn argument(file: &str, range: &Range<usize>, text: &str) -> String {
    let text = one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    // Titles of links may stand between other marks.
    let has_marks = [("\"", "\""), ("'", "'"), ("(", ")")]
        .iter()
        .any(|(open, close)| file[..range.start].ends_with(open) && file[range.end..].starts_with(close));
    if has_marks { text } else { format!("\"{text}\"") }
}

fn one_line(text: &str) -> String {
    // A space that does not break is somebody's choice.
    text.lines().map(|line| line.trim_matches([' ', '\t'])).collect::<Vec<_>>().join(" ")
}

// A bar would begin another cell.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut escaped = false;
    for sign in text.chars() {
        if sign == '|' && !escaped {
            cell.push('\\');
        }
        cell.push(sign);
        escaped = sign == '\\' && !escaped;
    }
    cell
}

fn lines(file: &str, segment: &Segment, text: &str) -> String {
    let between: Vec<&str> =
        segment.pieces.windows(2).map(|pair| &file[pair[0].end..pair[1].start]).collect();
    let derived = continuation(file, segment.pieces[0].start);
    let mut result = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            result.push_str(between.get(number - 1).or(between.last()).copied().unwrap_or(&derived));
        }
        result.push_str(line.strip_suffix('\r').unwrap_or(line));
    }
    result
}

/// What a second line begins with, by what stands before the first: quotes go on, markers of lists become indents.
fn continuation(file: &str, start: usize) -> String {
    let line = file[..start].rfind('\n').map_or(0, |end| end + 1);
    let ending = if file[..line].ends_with("\r\n") { "\r\n" } else { "\n" };
    let marks = file[line..start].chars().map(|sign| if matches!(sign, '>' | '\t') { sign } else { ' ' });
    ending.chars().chain(marks).collect()
}
