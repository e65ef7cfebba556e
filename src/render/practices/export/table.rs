//! Tables: columns said once, from which CSV files and their schema are made.
//!
//! CSV is written by RFC 4180: UTF-8, commas, CR LF. A list is one cell, joined by `; `. A cell of
//! text that a spreadsheet would take for a formula begins with `'`; numbers are written as they are.

use csv::{Terminator, WriterBuilder};

use super::words::Words;
use crate::base::Lang;
use crate::base::node::Number;

/// A column, or for keys of a vocabulary two: the keys, and beside them their labels.
pub(super) struct Column<R> {
    /// As in the head of the table.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) kind: Kind,
    /// What it means.
    pub(super) about: &'static str,
    /// What a row has there.
    pub(super) value: for<'a> fn(&'a R) -> Value<'a>,
}

/// Columns, one a line: `"name": kind, "what it means", |row| value;`.
macro_rules! columns {
    ($($name:literal: $kind:expr, $about:literal, $value:expr;)*) => {
        vec![$(Column {
            name: $name,
            kind: $kind,
            about: $about,
            value: $value,
        }),*]
    };
}
pub(super) use columns;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names the row.
    Id,
    /// A record of the other table.
    Record,
    /// Any text.
    Text,
    /// Texts, joined.
    Texts,
    /// A text that must look like this.
    Shaped(&'static str),
    /// Texts of this look, joined.
    AllShaped(&'static str),
    /// A key of a vocabulary.
    Key(&'static str),
    /// Keys of a vocabulary, joined.
    Keys(&'static str),
    /// A whole number, not less than this.
    AtLeast(i64),
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Day,
    /// An address on the web.
    Web,
}

/// What stands in a row's column.
pub(super) enum Value<'a> {
    /// Nothing.
    None,
    /// A text, a key or a day.
    Text(String),
    /// A text of the site's own.
    Str(&'a str),
    /// A list.
    List(Vec<&'a str>),
    /// A number, written.
    Number(String),
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::None, Into::into)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Str(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Str(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Number(number.to_string())
    }
}

impl From<Number> for Value<'_> {
    fn from(number: Number) -> Self {
        Value::Number(number.get().to_string())
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Number(value.to_string())
    }
}

/// The head of a table.
pub(super) fn head<R>(columns: &[Column<R>]) -> Vec<u8> {
    let names = columns.iter().flat_map(|column| {
        let label = column.kind.vocabulary().map(|_| format!("{}_label", column.name));
        [Some(column.name.to_owned()), label].into_iter().flatten()
    });
    line(names)
}

/// One row, with labels in `lang`.
pub(super) fn row<R>(columns: &[Column<R>], row: &R, words: &Words<'_>, lang: &Lang) -> Vec<u8> {
    let mut cells = Vec::with_capacity(columns.len() * 2);
    for column in columns {
        let value = (column.value)(row);
        let labels = column.kind.vocabulary().map(|name| labels(&value, name, words, lang));
        cells.push(cell(value));
        cells.extend(labels);
    }
    line(cells)
}

fn cell(value: Value<'_>) -> String {
    match value {
        Value::None => String::new(),
        Value::Number(number) => number,
        Value::Text(text) => guarded(text),
        Value::Str(text) => guarded(text.to_owned()),
        Value::List(texts) => guarded(joined(texts.into_iter())),
    }
}

fn labels(value: &Value<'_>, name: &str, words: &Words<'_>, lang: &Lang) -> String {
    let text = match value {
        Value::Str(key) => words.label(name, key, lang).to_owned(),
        Value::Text(key) => words.label(name, key, lang).to_owned(),
        Value::List(keys) => joined(keys.iter().map(|key| words.label(name, key, lang))),
        Value::None | Value::Number(_) => String::new(),
    };
    guarded(text)
}

/// Joined by `; `; inside a text, `;` is written `\;`, so that the list can be taken apart again.
fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts = texts.map(|text| text.replace('\\', "\\\\").replace(';', "\\;"));
    texts.collect::<Vec<_>>().join("; ")
}

/// With a `'` before what a spreadsheet would take for a formula (OWASP, CSV Injection), and before
/// what looks as if it had one already, so that taking one away always gives the text back.
fn guarded(text: String) -> String {
    let is_formula = text.trim_start_matches('\'').starts_with(|letter| {
        matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    });
    if is_formula { format!("'{text}") } else { text }
}

fn line(cells: impl IntoIterator<Item = String>) -> Vec<u8> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::with_capacity(1024));
    csv.write_record(cells.into_iter().map(String::into_bytes)).expect("memory takes everything");
    csv.into_inner().expect("memory takes everything")
}

impl Kind {
    /// The vocabulary of keys.
    pub(super) fn vocabulary(self) -> Option<&'static str> {
        match self {
            Kind::Key(name) | Kind::Keys(name) => Some(name),
            _ => None,
        }
    }
}
