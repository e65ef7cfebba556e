//! Reads TOML into a tree of values with places, reporting every mistake and keeping what can be read.

use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::node::{Node, Number, Table, Value};
use super::{Report, SourceId, Span, Spanned};

/// Reads `text`, which begins at byte `offset` of the source.
pub fn parse(text: &str, source: SourceId, offset: usize, report: &mut Report) -> Table {
    let place = Place { source, offset };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = place.span(error.span().unwrap_or(0..0));
        report.error("front-matter/syntax", span).arg("detail", error.message());
    }
    place.table(table.get_ref(), report)
}

struct Place {
    source: SourceId,
    offset: usize,
}

impl Place {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
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
                parsed.map_or_else(|_| too_large(span, report), Value::Integer)
            }
            DeValue::Float(float) => {
                let parsed = float.as_str().parse().ok().and_then(Number::new);
                parsed.map_or_else(|| too_large(span, report), Value::Float)
            }
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item, report)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, report)),
        }
    }
}

fn too_large(span: Span, report: &mut Report) -> Value {
    report.error("front-matter/number-range", span);
    Value::Integer(0)
}
