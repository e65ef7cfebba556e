//! Texts that are new in tables of words, put where a person would write them.
//!
//! A label comes beside the others, as `label = { en = "Lead", fr = "Pilotage" }`; a string of the theme,
//! or a label of the program's vocabularies, comes under its table in a file of the site, behind the one that stands
//! before it in the source. Every other byte stays.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::node::{Node, Table, Value};
use crate::base::plural::CATEGORIES;
use crate::base::{Lang, Report, Source, toml};

use super::pages::Page;
use super::splice::{Edit, Values, quoted};
use super::tables::STRINGS;

/// What puts texts, by their numbers in the source, into the file of their translation, and which of
/// them have a place now.
pub(super) fn insert(page: &Page, texts: &BTreeMap<usize, &str>) -> (Vec<Edit>, Vec<usize>) {
    let source = &page.source;
    let file = page.target.as_ref().map_or("", |target| target.source.text().unwrap_or_default());
    if source.source.path != page.place {
        return lines_and_tables(page, file, texts);
    }
    let table = read(&source.source);
    let mut edits = Vec::new();
    let mut placed = Vec::new();
    for (&number, text) in texts {
        let piece = &source.segments[number].pieces[0];
        if let Some(edit) = beside(file, &table, None, piece, &page.lang, text) {
            edits.push(edit);
            placed.push(number);
        }
    }
    (edits, placed)
}

fn read(source: &Source) -> Table {
    toml::file(source, &mut Report::default()).table
}

/// Behind the last language of the table in which the source's value stands.
fn beside(
    file: &str,
    table: &Table,
    around: Option<&Node>,
    piece: &Range<usize>,
    lang: &Lang,
    text: &str,
) -> Option<Edit> {
    for (key, node) in &table.entries {
        if node.span.start as usize == piece.start {
            let of_langs = table.entries.iter().filter(|(_, node)| matches!(node.value, Value::String(_)));
            let last = of_langs.map(|(_, node)| node.span.end as usize).max()?;
            let value = quoted(text, Values::Toml);
            if around.is_some_and(|around| file[around.span.start as usize..].starts_with('{')) {
                return Some(Edit { range: last..last, text: format!(", {lang} = {value}") });
            }
            let key = key.span.start as usize;
            let line = file[..key].rfind('\n').map_or(0, |end| end + 1);
            let end = line_end(file, last);
            let text = format!("{}{}{lang} = {value}", ending(file), &file[line..key]);
            return Some(Edit { range: end..end, text });
        }
        if let Some(found) =
            inside(node).find_map(|(table, node)| beside(file, table, Some(node), piece, lang, text))
        {
            return Some(found);
        }
    }
    None
}

/// The tables that a value is or has in a list.
fn inside(node: &Node) -> impl Iterator<Item = (&Table, &Node)> {
    let list = if let Value::List(items) = &node.value { &items[..] } else { &[] };
    let all = std::iter::once(node).chain(list);
    all.filter_map(|node| if let Value::Table(table) = &node.value { Some((table, node)) } else { None })
}

fn line_end(file: &str, from: usize) -> usize {
    let end = file[from..].find('\n').map_or(file.len(), |end| from + end);
    if file[..end].ends_with('\r') { end - 1 } else { end }
}

fn ending(file: &str) -> &'static str {
    if file.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A key of the theme's strings and what it is in the translation.
struct Line<'a> {
    table: &'a str,
    key: &'a str,
    /// By their categories; a text that has none is under the empty word.
    forms: Vec<(&'a str, &'a str)>,
}

fn lines_and_tables(page: &Page, file: &str, texts: &BTreeMap<usize, &str>) -> (Vec<Edit>, Vec<usize>) {
    let there = page.target.as_ref().map(|target| read(&target.source)).unwrap_or_default();
    let source = read(&page.source.source);
    let (mut edits, mut placed) = (Vec::new(), Vec::new());
    let mut new: Vec<Line<'_>> = Vec::new();
    for (&number, &text) in texts {
        let name = &page.source.segments[number].name[..];
        if name.contains('[') {
            continue;
        }
        // A label has a key per language, a string of the theme one per form beside a number, or none.
        let is_label = page.name != STRINGS;
        let Some((parent, key)) =
            (if is_label { Some((name, page.lang.as_str())) } else { name.rsplit_once('.') })
        else {
            continue;
        };
        if let Some(last) = last_inside(&there, file, parent) {
            let text = format!(", {key} = {}", quoted(text, Values::Toml));
            edits.push(Edit { range: last..last, text });
        } else if let Some((table, family)) =
            parent.rsplit_once('.').filter(|_| is_label || is_form(&source, parent, key))
        {
            // A sentence with a number is one line with all its forms.
            let known = new.iter_mut().find(|line| line.table == table && line.key == family);
            if let Some(line) = known {
                line.forms.push((key, text));
            } else {
                new.push(Line { table, key: family, forms: vec![(key, text)] });
            }
        } else {
            new.push(Line { table: parent, key, forms: vec![("", text)] });
        }
        placed.push(number);
    }
    edits.extend(lines(page, file, &there, &new));
    (edits, placed)
}

impl Line<'_> {
    fn text(&self) -> String {
        if let [("", text)] = self.forms[..] {
            return format!("{} = {}", self.key, quoted(text, Values::Toml));
        }
        let mut forms = self.forms.clone();
        // Without `other` the file would be broken, so another stands in until somebody comes to it.
        let is_plural = forms.iter().all(|(key, _)| CATEGORIES.contains(key));
        if is_plural && !forms.iter().any(|(category, _)| *category == "other") {
            forms.extend(self.forms.last().map(|(_, text)| ("other", *text)));
        }
        // The source's forms come first in the list, those that only this language has behind them.
        forms.sort_by_key(|(key, _)| CATEGORIES.iter().position(|category| category == key));
        let forms = forms.iter().map(|(key, text)| format!("{key} = {}", quoted(text, Values::Toml)));
        format!("{} = {{ {} }}", self.key, forms.collect::<Vec<_>>().join(", "))
    }
}

/// Where the last value of a table in braces ends.
fn last_inside(table: &Table, file: &str, path: &str) -> Option<usize> {
    let node = get(table, path).filter(|node| file[node.span.start as usize..].starts_with('{'))?;
    let Value::Table(table) = &node.value else { return None };
    table.entries.last().map(|(_, last)| last.span.end as usize)
}

/// Whether a key is that of a form beside a number.
fn is_form(source: &Table, parent: &str, key: &str) -> bool {
    CATEGORIES.contains(&key) && is_plural(source, parent)
}

fn is_plural(table: &Table, parent: &str) -> bool {
    let is_form = |key: &str| CATEGORIES.contains(&key);
    matches!(get(table, parent), Some(Node { value: Value::Table(table), .. })
        if table.entries.iter().all(|(key, _)| is_form(&key.value)))
}

fn get<'a>(table: &'a Table, path: &str) -> Option<&'a Node> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let node = table.get(first)?;
    match (rest, &node.value) {
        (None, _) => Some(node),
        (Some(rest), Value::Table(table)) => get(table, rest),
        _ => None,
    }
}

/// Lines into the tables that are there, and tables for the others at the end.
fn lines(page: &Page, file: &str, table: &Table, new: &[Line<'_>]) -> Vec<Edit> {
    let ending = ending(file);
    let mut edits: Vec<Edit> = Vec::new();
    let mut sections: Vec<(&str, Vec<String>)> = Vec::new();
    for line in new {
        let text = line.text();
        if let Some(section) = header(file, line.table) {
            let place = remark(file, &section, line.key).unwrap_or_else(|| {
                let before = page.source.segments.iter().map(|segment| &segment.name[..]);
                let at = behind(file, table, before, line);
                let at = at.unwrap_or_else(|| line_end(file, section.start));
                at..at
            });
            let text = if place.is_empty() { format!("{ending}{text}") } else { text };
            edits.push(Edit { range: place, text });
        } else if let Some((_, lines)) = sections.iter_mut().find(|(name, _)| *name == line.table) {
            lines.push(text);
        } else {
            sections.push((line.table, vec![format!("[{}]", line.table), text]));
        }
    }
    let sections: Vec<String> = sections.iter().map(|(_, lines)| lines.join(ending) + ending).collect();
    if !sections.is_empty() {
        let last = if file.is_empty() || file.ends_with('\n') { "" } else { ending };
        let gap = if file.is_empty() { "" } else { ending };
        let text = format!("{last}{gap}{}", sections.join(ending));
        edits.push(Edit { range: file.len()..file.len(), text });
    }
    edits
}

/// From the line `[name]` to the next table.
fn header(file: &str, name: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut start = None;
    for line in file.split_inclusive('\n') {
        let head = line.trim().strip_prefix('[').and_then(|rest| rest.split_once(']'));
        match (head, start) {
            (Some(_), Some(start)) => return Some(start..at),
            (Some((head, _)), None) if head.trim() == name => start = Some(at),
            _ => {}
        }
        at += line.len();
    }
    start.map(|start| start..file.len())
}

/// The line `# key = …` that stands for a text to come.
fn remark(file: &str, section: &Range<usize>, key: &str) -> Option<Range<usize>> {
    let mut at = section.start;
    for line in file[section.clone()].split_inclusive('\n') {
        let text = line.trim_end();
        let inside = text.strip_prefix('#').map(str::trim_start);
        let is_it = inside
            .and_then(|inside| inside.strip_prefix(key))
            .is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_it {
            return Some(at..at + text.len());
        }
        at += line.len();
    }
    None
}

/// The end of the line of what stands before it in the source, as far as the translation has it.
fn behind<'a>(
    file: &str,
    table: &Table,
    order: impl Iterator<Item = &'a str>,
    line: &Line<'_>,
) -> Option<usize> {
    let own = format!("{}.{}", line.table, line.key);
    let is_own =
        |name: &str| name == own || name.strip_prefix(&own).is_some_and(|rest| rest.starts_with('.'));
    let mut last = None;
    for name in order.take_while(|name| !is_own(name)) {
        let Some(key) = name.strip_prefix(line.table).and_then(|rest| rest.strip_prefix('.')) else {
            continue;
        };
        let key = key.split('.').next().unwrap_or(key);
        // A table below it has lines of its own.
        let node = get(table, &format!("{}.{key}", line.table));
        let value = node.filter(|node| !file[node.span.start as usize..].starts_with('['));
        last = value.map(|node| line_end(file, node.span.end as usize)).or(last);
    }
    last
}
