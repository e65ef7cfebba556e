//! A tree of values with their places: what front matter, config and data files are read into.
//!
//! The format (TOML or YAML) is gone here; what remains is keys, values and spans in file order.

use std::hash::{Hash, Hasher};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Span, Spanned};

/// A number as a file gives it; never NaN, so that it can be compared and hashed.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// `None` for NaN and infinities.
    pub fn new(value: f64) -> Option<Number> {
        value.is_finite().then_some(Number(value + 0.0))
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Serialize for Number {
    /// A whole number is written without a point.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_possible_truncation, reason = "only for whole numbers well inside i64")]
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            return serializer.serialize_i64(self.0 as i64);
        }
        serializer.serialize_f64(self.0)
    }
}

/// A value as it was written.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value's place, without its key.
    pub span: Span,
    /// The value.
    pub value: Value,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::String(text) | Value::Date(text) => serializer.serialize_str(text),
            Value::Integer(value) => serializer.serialize_i64(*value),
            Value::Float(value) => value.serialize(serializer),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::List(items) => items.serialize(serializer),
            Value::Table(table) => table.serialize(serializer),
        }
    }
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Value {
    /// Text.
    String(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(Number),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or a date with a time, as written: `2026-11-01`, `2026-11-01T09:00:00-06:00`.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// The kind's key in the catalogue of messages: `string`, `integer`, …
    pub fn kind(&self) -> &'static str {
        match self {
            Value::String(_) => "string",
            Value::Integer(_) => "integer",
            Value::Float(_) => "float",
            Value::Boolean(_) => "boolean",
            Value::Date(_) => "date",
            Value::List(_) => "list",
            Value::Table(_) => "table",
        }
    }
}

/// Keys and values in the order in which the file has them.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Table {
    /// Each key once.
    pub entries: Vec<(Spanned<String>, Node)>,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
    }

    /// The key as written, with its place.
    pub fn key(&self, key: &str) -> Option<&Spanned<String>> {
        self.entries.iter().map(|(name, _)| name).find(|name| name.value == key)
    }
}

/// What could be read of a file, and what could not.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The values.
    pub table: Table,
    /// The paths of keys whose lines could not be read (`title`, `privacy.contact`), without the
    /// numbers of list entries. They have been reported, so nobody downstream misses them again.
    pub unread: Vec<String>,
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for (key, node) in &self.entries {
            map.serialize_entry(&key.value, node)?;
        }
        map.end()
    }
}
