//! Values → TOML, as people write it by hand.

use crate::base::node::{Node, Table, Value};

/// A text between quotation marks; one over several lines keeps them.
pub(super) fn text(text: &str) -> String {
    if text.trim_end().contains('\n') && !text.contains("\"\"\"") && !text.contains('\r') {
        let lines = text.replace('\\', "\\\\");
        let lines: String =
            lines.chars().map(|c| if c == '\n' || c == '\t' { c.to_string() } else { letter(c) }).collect();
        let closed = if lines.ends_with('"') { "\\\n\"\"\"" } else { "\"\"\"" };
        return format!("\"\"\"\n{lines}{closed}");
    }
    let letters: String = text
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\n' => "\\n".to_owned(),
            '\t' => "\\t".to_owned(),
            c => letter(c),
        })
        .collect();
    format!("\"{letters}\"")
}

fn letter(letter: char) -> String {
    if letter.is_control() { format!("\\u{:04X}", letter as u32) } else { letter.to_string() }
}

/// A value on one line, but for texts of several lines.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(words) => text(words),
        // What is no date to TOML was none to the old program either.
        Value::Date(date) if is_date(date) => date.clone(),
        Value::Date(date) => text(date),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => {
            let number = format!("{:?}", number.get());
            if number.contains(['.', 'e']) { number } else { format!("{number}.0") }
        }
        Value::Boolean(value) => value.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entries: Vec<String> = table
                .entries
                .iter()
                .map(|(name, node)| format!("{} = {}", key(&name.value), inline(&node.value)))
                .collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
    }
}

fn inline(inner: &Value) -> String {
    match inner {
        // A table on one line has no room for a text of several.
        Value::String(words) => text(&words.replace('\n', "\u{1}")).replace("\\u0001", "\\n"),
        other => value(other),
    }
}

fn is_date(text: &str) -> bool {
    crate::base::date::When::parse(text).is_some()
}

/// A key, between quotation marks where it is no bare word.
pub(super) fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if is_bare { name.to_owned() } else { text(&name.replace('\n', " ")) }
}

/// Fields one below the other, then `[extra]`.
pub(super) fn front(fields: &[(String, Value)], extra: &Table) -> String {
    let mut front = String::from("+++\n");
    for (name, field) in fields {
        front.extend([&*key(name), " = ", &*value(field), "\n"]);
    }
    if !extra.entries.is_empty() {
        front.push_str("\n[extra]\n");
        for (name, Node { value: field, .. }) in &extra.entries {
            front.extend([&*key(&name.value), " = ", &*value(field), "\n"]);
        }
    }
    front + "+++\n"
}
