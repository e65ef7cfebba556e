//! What no text may have: traces of a mail obfuscator and characters that cannot be seen (front
//! matter), places where people can be found (practices).

use crate::base::node::{Node, Table, Value};
use crate::base::{Report, SourceId, Span};
use crate::content::rules::is_exact_place;

/// Checks every text of a front matter table; `text` is the whole file.
pub(super) fn check(table: &Table, text: &str, report: &mut Report) {
    for (_, node) in &table.entries {
        check_node(node, text, report);
    }
}

/// Checks every text of a practice's front matter for places where people can be found.
pub(super) fn check_front_places(table: &Table, report: &mut Report) {
    for (_, node) in &table.entries {
        check_place(node, report);
    }
}

fn check_place(node: &Node, report: &mut Report) {
    match &node.value {
        Value::String(value) if value.lines().any(is_exact_place) => {
            report.error("privacy/exact-place", node.span);
        }
        Value::List(items) => items.iter().for_each(|item| check_place(item, report)),
        Value::Table(table) => check_front_places(table, report),
        _ => {}
    }
}

/// Checks every line of a practice's text, which begins at byte `offset` of its source.
pub(super) fn check_places(text: &str, source: SourceId, offset: usize, report: &mut Report) {
    let mut start = offset;
    for line in text.split_inclusive('\n') {
        if is_exact_place(line) {
            let begin = start + line.len() - line.trim_start().len();
            report.error("privacy/exact-place", Span::new(source, begin..start + line.trim_end().len()));
        }
        start += line.len();
    }
}

fn check_node(node: &Node, text: &str, report: &mut Report) {
    match &node.value {
        Value::String(value) => check_string(value, node.span, text, report),
        Value::List(items) => items.iter().for_each(|item| check_node(item, text, report)),
        Value::Table(table) => check(table, text, report),
        _ => {}
    }
}

fn check_string(value: &str, span: Span, text: &str, report: &mut Report) {
    // What Cloudflare leaves in copied pages in the place of an address.
    for trace in ["[email protected]", "[email\u{a0}protected]", "/cdn-cgi/l/email-protection"] {
        if value.contains(trace) {
            report.error("text/email-artefact", place_of(trace, span, text));
        }
    }
    if let Some(hidden) = value.chars().find(|c| is_hidden(*c)) {
        let code = format!("U+{:04X}", hidden as u32);
        let place = place_of(hidden.encode_utf8(&mut [0; 4]), span, text);
        report.error("text/control-character", place).arg("value", code);
    }
}

// Embeddings and overrides (UAX 9) turn what follows on the page around; isolates end with the text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || ('\u{202a}'..='\u{202e}').contains(&c)
}

// Where it stands as it is written; an escaped one (`\u202e`) is shown with the whole text.
fn place_of(what: &str, span: Span, text: &str) -> Span {
    let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let Some(at) = written.find(what) else { return span };
    Span::new(span.source, span.start as usize + at..span.start as usize + at + what.len())
}
