//! Finds what makes a YAML text unreadable and blanks it, so that the rest can be read.
//!
//! The parser stops at the first mistake. A key at the margin and the lines that belong to it can
//! be read by themselves, so every such part is tried alone, and in the parts that fail one line
//! after the other is taken out: one fault each. Offsets stay true, since blanks are of equal length.

use std::ops::Range;

use crate::base::{Report, SourceId};

use super::{Fault, Place, Wrong, tree};

/// A text that can be read, and what had to go.
pub(super) struct Repaired {
    /// The text with blanks where the faults were.
    pub(super) text: String,
    /// In the order of the text.
    pub(super) faults: Vec<Fault>,
    /// The paths of the keys that are gone.
    pub(super) unread: Vec<String>,
}

/// Blanks what cannot be read of a text.
pub(super) fn repair(text: &str) -> Repaired {
    let mut repaired = Repaired { text: text.to_owned(), faults: Vec::new(), unread: Vec::new() };
    for part in parts(text) {
        repaired.part(&part);
    }
    // Every part can be read, and all of them together cannot: where the fault lies nobody knows.
    if let Err(fault) = read(&repaired.text) {
        let keys = text.lines().filter_map(key_of);
        repaired.unread.extend(keys.map(str::to_owned));
        repaired.faults.push(fault);
        repaired.text.clear();
    }
    repaired
}

fn read(text: &str) -> Result<(), Fault> {
    let place = Place { source: SourceId(0), offset: 0 };
    tree::table(text, &place, &mut Report::default()).map(drop)
}

impl Repaired {
    fn part(&mut self, part: &Range<usize>) {
        // More mistakes under one key than this are one: it is no front matter at all.
        const ROUNDS: usize = 8;
        for _ in 0..ROUNDS {
            let Err(fault) = read(&self.text[part.clone()]) else { return };
            let is_deep = fault.wrong == Wrong::Detail("yaml-deep");
            let at = part.start + fault.range.start.min(part.len().saturating_sub(1));
            let line = line_at(&self.text, part, at);
            let Line { mut fault, mut blank } = inspect(&self.text, &line, at, fault.wrong);
            // A text over many lines that are not indented under their key.
            let closing = closing(&self.text, &fault, part.end);
            if let Some(end) = closing {
                fault.wrong = Wrong::Detail("yaml-indent");
                blank.end = end;
            }
            self.unread.extend(path_of(&self.text, part, &line));
            self.blank(if is_deep { part.clone() } else { blank });
            self.faults.push(fault);
        }
        if read(&self.text[part.clone()]).is_err() {
            self.blank(part.clone());
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        let keep = |c: char| if matches!(c, '\n' | '\r') { c.to_string() } else { " ".repeat(c.len_utf8()) };
        let blank: String = self.text[range.clone()].chars().map(keep).collect();
        self.text.replace_range(range, &blank);
    }
}

/// The parts of a text that begin with a key at the margin.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let continues = line.trim().is_empty()
            || line.starts_with([' ', '\t', '#', ']', '}'])
            || line.starts_with("- ")
            || line.trim_end() == "-";
        match parts.last_mut() {
            Some(part) if continues => part.end = end,
            _ => parts.push(start..end),
        }
        start = end;
    }
    parts
}

/// The line around a place, without its end. A place behind all lines means the last that says something.
fn line_at(text: &str, part: &Range<usize>, at: usize) -> Range<usize> {
    let at = if text[at..part.end].trim().is_empty() { text[..at].trim_end().len() } else { at };
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1).max(part.start);
    let end = text[start..part.end].find('\n').map_or(part.end, |newline| start + newline);
    start..start + text[start..end].trim_end().len()
}

/// What is wrong with a line, and what to blank for it.
struct Line {
    fault: Fault,
    blank: Range<usize>,
}

fn inspect(text: &str, line: &Range<usize>, at: usize, wrong: Wrong) -> Line {
    let written = &text[line.clone()];
    let indent = written.len() - written.trim_start().len();
    let whole = line.start + indent..line.end;
    let is = |range: Range<usize>, wrong| Fault { range, wrong };
    if let Some(tab) = written[..indent].find('\t') {
        let tab = line.start + tab;
        return Line { fault: is(tab..tab + 1, Wrong::Detail("yaml-tab")), blank: line.clone() };
    }
    let Some((value, has_space)) = value_of(written) else {
        let detail = if looks_like_toml(written) { "yaml-equals" } else { "yaml-no-colon" };
        return Line { fault: is(whole.clone(), Wrong::Detail(detail)), blank: whole };
    };
    let value = line.start + value.start..line.start + value.end;
    if !has_space {
        return Line { fault: is(value.clone(), Wrong::Detail("yaml-space")), blank: whole };
    }
    let wrong = value_fault(&text[value.clone()], wrong);
    if value.is_empty() || wrong == Wrong::Detail("yaml-other") {
        let at = at.clamp(whole.start, whole.end);
        return Line { fault: is(at..whole.end.max(at), wrong), blank: whole };
    }
    Line { fault: is(value.clone(), wrong), blank: value }
}

fn looks_like_toml(line: &str) -> bool {
    let line = line.trim_start();
    let behind = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    behind.len() < line.len() && behind.trim_start().starts_with('=')
}

/// Where a line's value is, and whether there is a space before it; `None` for a line that is neither
/// a key with a value nor an entry of a list.
fn value_of(line: &str) -> Option<(Range<usize>, bool)> {
    let end = line.trim_end().len();
    let mut start = line.len() - line.trim_start().len();
    let mut is_entry = false;
    while let Some(rest) = line[start..].strip_prefix("- ") {
        start = line.len() - rest.trim_start().len();
        is_entry = true;
    }
    let quotes = ['"', '\''].into_iter().find(|quotes| line[start..].starts_with(*quotes));
    let behind = quotes.and_then(|quotes| Some(start + 2 + line[start + 1..].find(quotes)?)).unwrap_or(start);
    let colon = line[behind..].find(": ").or_else(|| line[..end].ends_with(':').then(|| end - 1 - behind));
    let key_end = colon.map(|colon| behind + colon).filter(|colon| quotes.is_none() || *colon == behind);
    match (key_end, line[start..end].find(':')) {
        (Some(colon), _) => {
            let value = &line[(colon + 1).min(end)..end];
            Some((end - value.trim_start().len()..end, true))
        }
        (None, _) if is_entry => Some((start..end, true)),
        (None, Some(colon)) if is_word(&line[start..start + colon]) => Some((start + colon + 1..end, false)),
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Why a value cannot be read, by how it begins.
fn value_fault(value: &str, wrong: Wrong) -> Wrong {
    let closes = |open: char, close: char| {
        let end = value.rfind(close).filter(|_| value.matches(open).count() == value.matches(close).count());
        end.map(|end| end + 1 == value.len())
    };
    let quoted = |quotes: char| value[1..].contains(quotes);
    match value.chars().next() {
        _ if matches!(wrong, Wrong::Detail("escape" | "yaml-deep" | "yaml-alias")) => wrong,
        Some(quotes @ ('"' | '\'')) => Wrong::Detail(if quoted(quotes) { "yaml-rest" } else { "open-text" }),
        // `[Press] The doors` is a text, `[a, b` a list.
        Some('[') if closes('[', ']') == Some(false) => Wrong::Unquoted,
        Some('{')
            if closes('{', '}') == Some(false) || value.starts_with("{{") || value.starts_with("{%") =>
        {
            Wrong::Unquoted
        }
        Some('[') => Wrong::Detail("open-list"),
        Some('{') => Wrong::Detail("open-table"),
        Some('@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '?' | ',' | ']' | '}' | '-') => Wrong::Unquoted,
        Some(_) if value.contains(": ") || value.ends_with(':') => Wrong::Unquoted,
        _ => Wrong::Detail("yaml-other"),
    }
}

/// The path of the key that a line sets: `title`, `contacts.role`.
fn path_of(text: &str, part: &Range<usize>, line: &Range<usize>) -> Option<String> {
    let (mut indent, key) = key_at(&text[line.clone()])?;
    let mut path = key.to_owned();
    for above in text[part.start..line.start].lines().rev() {
        if let Some((outer, key)) = key_at(above).filter(|(outer, _)| *outer < indent) {
            path = format!("{key}.{path}");
            indent = outer;
        }
    }
    Some(path)
}

/// Where a text that does not close on its line closes on a later one.
fn closing(text: &str, fault: &Fault, end: usize) -> Option<usize> {
    if fault.wrong != Wrong::Detail("open-text") {
        return None;
    }
    let quotes = text[fault.range.start..].chars().next()?;
    let later = text.get(fault.range.end..end)?;
    let at = fault.range.end + later.find(quotes)? + 1;
    // Behind it, the line ends; the next quotation mark may as well begin another text.
    text[at..end].lines().next().is_none_or(|rest| rest.trim().is_empty()).then_some(at)
}

/// How far in a line's key stands, behind the signs of a list, and the key.
fn key_at(line: &str) -> Option<(usize, &str)> {
    let bare = line.trim_start_matches([' ', '-']);
    Some((line.len() - bare.len(), key_of(bare)?))
}

fn key_of(line: &str) -> Option<&str> {
    let key = line.split([':', '=']).next()?.trim().trim_matches(['"', '\'']);
    is_word(key).then_some(key)
}
