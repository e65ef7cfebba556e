//! The beginning of a translation: the source's file with a mark in the place of every text.
//!
//! What is no text (dates, pictures, places) is left out of the front matter, since a translation
//! inherits it; code and addresses of the body stay where they are.

use std::collections::BTreeMap;

use crate::base::front_matter::{self, Parts};

use super::pages::{Page, Side};
use super::segment::{Kind, Segment};
use super::splice::{Edit, Values, edit, quoted, splice};

/// What stands where a translation is to come.
pub fn mark(segment: &Segment) -> String {
    format!("<!-- t:todo {} -->", segment.identity.short())
}

/// The file of a translation that nobody has begun.
pub fn start(page: &Page) -> String {
    let side = &page.source;
    let file = side.source.text().unwrap_or_default();
    let body = match front_matter::divide(file) {
        Parts::Bare(body) | Parts::Divided { body, .. } => body,
        Parts::Unclosed(_) => return String::new(),
    };
    let in_body = side.segments.iter().filter(|segment| segment.kind != Kind::Field);
    let begun = |segment: &Segment| match underlined(file, segment) {
        Some(edits) => edits,
        None => edit(file, segment, &marked(file, segment), side.values).into_iter().collect(),
    };
    let edits: Vec<Edit> = in_body.flat_map(begun).collect();
    let text = splice(file, edits);
    // Everything before the body is as long as it was.
    let text = &text[body.start..];
    if body.start <= 3 {
        return text.to_owned();
    }
    let fence = if side.values == Values::Yaml { "---" } else { "+++" };
    let fields: Vec<(&str, String)> = fields(side).map(|(path, segment)| (path, mark(segment))).collect();
    let ending = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = vec![fence.to_owned()];
    // Where no file is without a suffix, only this says which of them is the original.
    if side.document.as_ref().is_some_and(|document| document.suffixed) {
        let sign = if side.values == Values::Yaml { ": " } else { " = " };
        lines.push(format!("mode{sign}\"translation\""));
    }
    lines.extend(rendered(&fields, &lengths(side), side.values));
    lines.push(fence.to_owned());
    lines.join(ending) + ending + text
}

/// How many entries each list of the front matter has, by its path.
fn lengths(side: &Side) -> BTreeMap<String, usize> {
    let mut lengths = BTreeMap::new();
    for key in side.document.iter().flat_map(|document| &document.keys) {
        let Some((list, number)) = key.value.strip_suffix(']').and_then(|path| path.rsplit_once('[')) else {
            continue;
        };
        if let Ok(number) = number.parse::<usize>() {
            let length: &mut usize = lengths.entry(list.to_owned()).or_default();
            *length = (*length).max(number + 1);
        }
    }
    lengths
}

/// The mark as it stands in a block. Alone at the beginning of a line it would be a block of HTML, and what
/// makes a heading of the line would be lost. (A term keeps its line: see `parse::markdown`.)
pub(super) fn marked(file: &str, segment: &Segment) -> String {
    let start = segment.pieces.first().map_or(0, |piece| piece.start);
    let line = file[..start].rfind('\n').map_or(0, |end| end + 1);
    let is_bare = segment.kind == Kind::Heading && !file[line..start].contains('#');
    if is_bare { format!("*{}*", mark(segment)) } else { mark(segment) }
}

/// A heading with a line under it becomes one with signs before it: a translation would otherwise have to be
/// written between the stars that keep the mark in its line.
fn underlined(file: &str, segment: &Segment) -> Option<Vec<Edit>> {
    let (first, last) = (segment.pieces.first()?, segment.pieces.last()?);
    let line = file[..first.start].rfind('\n').map_or(0, |end| end + 1);
    if segment.kind != Kind::Heading || file[line..first.start].contains('#') {
        return None;
    }
    let end = last.end + file[last.end..].find('\n')?;
    let under = file[end + 1..].lines().next()?;
    let sign = if under.trim_end().ends_with('=') { "#" } else { "##" };
    let text = format!("{sign} {}", mark(segment));
    let end = if file[..end].ends_with('\r') { end - 1 } else { end };
    let below = end + file[end..].find('\n')? + 1 + under.len();
    Some(vec![Edit { range: first.start..last.end, text }, Edit { range: end..below, text: String::new() }])
}

fn fields(side: &Side) -> impl Iterator<Item = (&str, &Segment)> {
    let segments = side.segments.iter().filter(|segment| segment.kind == Kind::Field);
    segments.map(|segment| (segment.name.as_str(), segment))
}

/// What puts fields into the front matter of a translation that lacks them, and the fields for which there is
/// no place because their list or table is there already.
pub(super) fn with_fields<'a>(side: &Side, missing: &[(&'a str, String)]) -> (Option<Edit>, Vec<&'a str>) {
    let file = side.source.text().unwrap_or_default();
    let (at, fence) = match front_matter::divide(file) {
        Parts::Divided { front, .. } => (front.start, ""),
        Parts::Bare(body) => (body.start, "+++"),
        Parts::Unclosed(_) => return (None, missing.iter().map(|(path, _)| *path).collect()),
    };
    let has = |path: &str| {
        let keys = side.document.iter().flat_map(|document| &document.keys);
        keys.into_iter().any(|key| top(&key.value) == top(path))
    };
    let (homeless, new): (Vec<_>, Vec<_>) = missing.iter().cloned().partition(|(path, _)| has(path));
    let homeless = homeless.into_iter().map(|(path, _)| path).collect();
    if new.is_empty() {
        return (None, homeless);
    }
    let ending = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let fence = Some(fence.to_owned()).filter(|fence| !fence.is_empty());
    let lines =
        fence.iter().cloned().chain(rendered(&new, &BTreeMap::new(), side.values)).chain(fence.clone());
    let text = lines.map(|line| line + ending).collect();
    (Some(Edit { range: at..at, text }), homeless)
}

fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

/// A value of front matter.
enum Tree {
    Text(String),
    Table(BTreeMap<String, Tree>),
    List(Vec<Tree>),
}

/// Fields by their paths (`contacts[0].role`) as lines of front matter, a line a key.
fn rendered(fields: &[(&str, String)], lengths: &BTreeMap<String, usize>, values: Values) -> Vec<String> {
    let mut order: Vec<&str> = Vec::new();
    let mut tree = Tree::Table(BTreeMap::new());
    for (path, text) in fields {
        if !order.contains(&top(path)) {
            order.push(top(path));
        }
        put(&mut tree, &steps(path), text);
    }
    lengthen(&mut tree, "", lengths);
    let Tree::Table(table) = tree else { return Vec::new() };
    let sign = if values == Values::Yaml { ": " } else { " = " };
    order.iter().map(|key| format!("{key}{sign}{}", inline(&table[*key], values))).collect()
}

/// Gives lists as many entries as the source's have: what has no text is an empty table.
fn lengthen(tree: &mut Tree, path: &str, lengths: &BTreeMap<String, usize>) {
    match tree {
        Tree::Text(_) => {}
        Tree::Table(table) => {
            for (key, inside) in table {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                lengthen(inside, &path, lengths);
            }
        }
        Tree::List(list) => {
            let wanted = lengths.get(path).copied().unwrap_or_default().max(list.len());
            list.resize_with(wanted, || Tree::Table(BTreeMap::new()));
            for (number, inside) in list.iter_mut().enumerate() {
                lengthen(inside, &format!("{path}[{number}]"), lengths);
            }
        }
    }
}

enum Step<'a> {
    Key(&'a str),
    Entry(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let mut pieces = part.split('[');
        steps.extend(pieces.next().map(Step::Key));
        steps.extend(pieces.filter_map(|piece| Some(Step::Entry(piece.strip_suffix(']')?.parse().ok()?))));
    }
    steps
}

fn put(tree: &mut Tree, steps: &[Step<'_>], text: &str) {
    match steps {
        [] => *tree = Tree::Text(text.to_owned()),
        [Step::Key(key), rest @ ..] => {
            if !matches!(tree, Tree::Table(_)) {
                *tree = Tree::Table(BTreeMap::new());
            }
            if let Tree::Table(table) = tree {
                put(table.entry((*key).to_owned()).or_insert(Tree::Text(String::new())), rest, text);
            }
        }
        [Step::Entry(number), rest @ ..] => {
            if !matches!(tree, Tree::List(_)) {
                *tree = Tree::List(Vec::new());
            }
            if let Tree::List(list) = tree {
                // An entry without a text is an empty table, which inherits everything.
                while list.len() <= *number {
                    list.push(Tree::Table(BTreeMap::new()));
                }
                put(&mut list[*number], rest, text);
            }
        }
    }
}

fn inline(tree: &Tree, values: Values) -> String {
    let sign = if values == Values::Yaml { ": " } else { " = " };
    match tree {
        Tree::Text(text) => quoted(text, values),
        Tree::Table(table) => {
            let entries = table.iter().map(|(key, value)| format!("{key}{sign}{}", inline(value, values)));
            let entries: Vec<String> = entries.collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        Tree::List(list) => {
            let entries: Vec<String> = list.iter().map(|entry| inline(entry, values)).collect();
            format!("[{}]", entries.join(", "))
        }
    }
}
