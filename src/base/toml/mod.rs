//! Reads TOML into a tree of values with places, reporting every mistake and keeping what can be read.
//!
//! Knows nothing of what the keys mean.

mod repair;

use std::collections::BTreeMap;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue, Error};

use super::node::{Node, Number, Reading, Table, Value};
use super::span::Place;
use super::{Report, Source, SourceId, Span, Spanned};

/// Reads a whole file; one that is not text has been reported and is empty.
pub fn file(source: &Source, report: &mut Report) -> Reading {
    let Some(text) = source.text_or_report(report) else { return Reading::default() };
    // A byte order mark is three bytes that no editor shows.
    let (offset, text) = text.strip_prefix('\u{feff}').map_or((0, text), |text| (3, text));
    read(text, source.id, offset, report)
}

/// Reads `text`, which begins at byte `offset` of the source.
pub fn parse(text: &str, source: SourceId, offset: usize, report: &mut Report) -> Table {
    read(text, source, offset, report).table
}

/// Reads `text`, which begins at byte `offset` of the source, and says which keys were lost.
pub fn read(text: &str, source: SourceId, offset: usize, report: &mut Report) -> Reading {
    let place = Place { source, offset };
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.iter().any(repair::is_syntax) {
        let table = place.table(table.get_ref(), report);
        place.report_duplicates(text, &errors, &table, report);
        return Reading { table, unread: Vec::new() };
    }
    let repaired = repair::repair(text, errors);
    for fault in &repaired.faults {
        place.report_fault(text, fault, report);
    }
    let (table, errors) = DeTable::parse_recoverable(&repaired.text);
    let table = place.table(table.get_ref(), report);
    place.report_duplicates(text, &errors, &table, report);
    Reading { table, unread: repaired.unread }
}

impl Place {
    fn report_fault(&self, text: &str, fault: &repair::Fault, report: &mut Report) {
        let span = self.span(fault.range.clone());
        let value = text.get(fault.range.clone()).unwrap_or_default();
        match detail(&fault.message) {
            "unquoted" if value.is_empty() => drop(report.error("front-matter/no-value", span)),
            "unquoted" if !looks_like_a_date(value) => {
                report.error("front-matter/unquoted", span).arg("value", value);
            }
            "unquoted" | "date" => {
                report.error("front-matter/impossible-date", span).arg("value", value);
            }
            detail => drop(report.error("front-matter/syntax", span).arg("detail", detail)),
        }
    }

    fn report_duplicates(&self, text: &str, errors: &[Error], table: &Table, report: &mut Report) {
        let mut ranges =
            errors.iter().filter(|error| !repair::is_syntax(error)).filter_map(Error::span).peekable();
        if ranges.peek().is_none() {
            return;
        }
        let first: BTreeMap<_, _> =
            table.entries.iter().map(|(key, _)| (key.value.as_str(), key.span)).collect();
        for range in ranges {
            let key = text.get(range.clone()).unwrap_or_default();
            let again = report.error("front-matter/duplicate-key", self.span(range)).arg("key", key);
            if let Some(first) = first.get(key) {
                again.label(*first, "first");
            }
        }
    }

    fn table(&self, table: &DeTable<'_>, report: &mut Report) -> Table {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let name = Spanned::new(key.get_ref().to_string(), self.span(key.span()));
                (name, self.node(value, report))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        Table { entries }
    }

    fn node(&self, node: &TomlSpanned<DeValue<'_>>, report: &mut Report) -> Node {
        let span = self.span(node.span());
        Node { span, value: self.value(node.get_ref(), span, report) }
    }

    fn value(&self, value: &DeValue<'_>, span: Span, report: &mut Report) -> Value {
        match value {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(integer) => {
                let parsed = i64::from_str_radix(integer.as_str(), integer.radix());
                parsed.map_or_else(|_| out_of_range(span, report), Value::Integer)
            }
            DeValue::Float(float) => {
                let parsed = float.as_str().parse().ok().and_then(Number::new);
                parsed.map_or_else(|| out_of_range(span, report), Value::Float)
            }
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item, report)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, report)),
        }
    }
}

fn out_of_range(span: Span, report: &mut Report) -> Value {
    report.error("front-matter/number-range", span);
    Value::Integer(0)
}

// The parser's words are for programmers; these are keys of the catalogue (`detail.<this>`).
fn detail(message: &str) -> &'static str {
    const DETAILS: [(&str, &str); 20] = [
        ("invalid date", "date"),
        ("invalid time", "date"),
        ("string values must be quoted", "unquoted"),
        ("invalid boolean", "unquoted"),
        ("invalid float, expected `inf`", "unquoted"),
        ("invalid float, expected `nan`", "unquoted"),
        ("key with no value", "no-equals"),
        ("extra `=`", "rest"),
        ("invalid basic string, expected `\"`", "open-text"),
        ("invalid literal string, expected `'`", "open-text"),
        ("invalid multi-line", "open-text"),
        ("missing escaped value", "escape"),
        ("too few unicode", "escape"),
        ("unclosed array,", "open-list"),
        ("missing comma between array", "open-list"),
        ("unclosed inline table", "open-table"),
        ("missing comma between key", "open-table"),
        ("unclosed", "open-header"),
        ("unexpected", "rest"),
        ("invalid unquoted key", "key"),
    ];
    let found = DETAILS.iter().find(|(start, _)| message.starts_with(start));
    found.map_or("other", |(_, detail)| detail)
}

// `12/05/2026` and `1.5.2026` are how people write dates where no computer asks.
fn looks_like_a_date(value: &str) -> bool {
    let separators = value.bytes().filter(|byte| b"/.-".contains(byte)).count();
    separators == 2 && value.bytes().all(|byte| byte.is_ascii_digit() || b"/.-".contains(&byte))
}
