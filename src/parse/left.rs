//! What `altavoz new` writes for an author to write over, and nobody has.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::base::Report;
use crate::base::node::{Node, Table, Value};

const FIELDS: [&str; 2] = [include_str!("../../fields/en.toml"), include_str!("../../fields/es.toml")];

/// Every text in brackets that a new file has in a field, or on a line of its own.
static PLACEHOLDERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let quoted = |line: &'static str| {
        let (_, rest) = line.split_once("\"[")?;
        let (text, _) = rest.split_once("]\"")?;
        line.get(line.len() - rest.len() - 1..line.len() - rest.len() + text.len() + 1)
    };
    let alone = |line: &'static str| Some(line).filter(|line| line.starts_with('[') && line.ends_with(".]"));
    let lines = FIELDS.iter().flat_map(|text| text.lines());
    // A list of words in brackets is an example and no sentence.
    lines.filter_map(|line| alone(line).or_else(|| quoted(line))).filter(|text| !text.contains('"')).collect()
});

/// Reports the texts of a front matter that are still those of a new file. A draft may have them.
pub(super) fn check(table: &Table, report: &mut Report) {
    let is_draft = table.get("draft").is_some_and(|node| node.value == Value::Boolean(true));
    if !is_draft {
        check_table(table, report);
    }
}

fn check_table(table: &Table, report: &mut Report) {
    for (_, node) in &table.entries {
        check_node(node, report);
    }
}

fn check_node(node: &Node, report: &mut Report) {
    match &node.value {
        Value::String(text) if PLACEHOLDERS.contains(text.trim()) => {
            report.error("new/placeholder-left", node.span).arg("value", text.trim());
        }
        Value::List(items) => items.iter().for_each(|item| check_node(item, report)),
        Value::Table(table) => check_table(table, report),
        _ => {}
    }
}
