//! A front matter table → the fields of all kinds and of one kind, and which keys are set.

use crate::base::node::{Node, Table, Value};
use crate::base::record::{Field, Record, Rule, report_unknown};
use crate::base::{Report, Span, Spanned};
use crate::config::is_web_address;
use crate::content::prose::{Front, FrontWhat};
use crate::content::{Kind, Meta, News, Own, Page, Petition, Practice, Publication, Role, Statement};

/// What the front matter says.
pub(super) struct Fields {
    pub(super) meta: Meta,
    pub(super) own: Own,
    pub(super) keys: Vec<Spanned<String>>,
    pub(super) texts: Vec<Front>,
}

/// Reads a table; unknown keys are errors, or go to `extra` where the site keeps them.
pub(super) fn fields(table: Table, kind: Kind, role: Role, keep: bool, report: &mut Report) -> Fields {
    // The texts of a section's index are a page's, whatever its items are.
    let kind = if role == Role::Item { kind } else { Kind::Page };
    let known = [Meta::FIELDS, own_fields(kind)];
    let table = if keep { with_unknown_in_extra(table, &known) } else { table };
    report_unknown(&table, &known, report);
    let mut keys = Vec::new();
    gather("", &table, &mut keys);
    let mut texts = Vec::new();
    for fields in known {
        gather_texts("", &table, fields, &mut texts);
    }
    // They stay as long as the document does.
    keys.shrink_to_fit();
    texts.shrink_to_fit();
    Fields { meta: Meta::take(&table, report), own: own(kind, &table, report), keys, texts }
}

/// Fields of which nothing is set.
pub(super) fn nothing(kind: Kind, role: Role) -> Fields {
    fields(Table::default(), kind, role, false, &mut Report::default())
}

fn own_fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Statement => <Statement as Record>::FIELDS,
        Kind::News => <News as Record>::FIELDS,
        Kind::Petition => <Petition as Record>::FIELDS,
        Kind::Practice => <Practice as Record>::FIELDS,
        Kind::Publication => <Publication as Record>::FIELDS,
        Kind::Page => <Page as Record>::FIELDS,
    }
}

fn own(kind: Kind, table: &Table, report: &mut Report) -> Own {
    match kind {
        Kind::Statement => Own::Statement(Statement::take(table, report)),
        Kind::News => Own::News(News::take(table, report)),
        Kind::Petition => Own::Petition(Box::new(Petition::take(table, report))),
        Kind::Practice => Own::Practice(Box::new(Practice::take(table, report))),
        Kind::Publication => Own::Publication(Publication::take(table, report)),
        Kind::Page => Own::Page(Page::take(table, report)),
    }
}

fn with_unknown_in_extra(table: Table, known: &[&[Field]]) -> Table {
    let is_known = |key: &str| known.iter().flat_map(|fields| fields.iter()).any(|field| field.key == key);
    let (mut kept, unknown): (Vec<_>, Vec<_>) =
        table.entries.into_iter().partition(|(key, _)| is_known(&key.value));
    let Some((_, Node { span, .. })) = unknown.first() else { return Table { entries: kept } };
    if !kept.iter().any(|(key, _)| key.value == "extra") {
        let extra = Node { span: *span, value: Value::Table(Table::default()) };
        kept.push((Spanned::new("extra".to_owned(), *span), extra));
    }
    for (key, node) in &mut kept {
        if let (Value::Table(extra), "extra") = (&mut node.value, key.value.as_str()) {
            extra.entries.extend(unknown.iter().cloned());
        }
    }
    Table { entries: kept }
}

fn gather(prefix: &str, table: &Table, keys: &mut Vec<Spanned<String>>) {
    for (key, node) in &table.entries {
        let path = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
        let inside = if path == "extra" { &Value::Boolean(true) } else { &node.value };
        push(path, key.span, inside, keys);
    }
}

fn push(path: String, span: Span, inside: &Value, keys: &mut Vec<Spanned<String>>) {
    keys.push(Spanned::new(path, span));
    let number = keys.len() - 1;
    match inside {
        Value::Table(table) => gather(&keys[number].value.clone(), table, keys),
        Value::List(items) => {
            for (place, item) in items.iter().enumerate() {
                let path = format!("{}[{place}]", keys[number].value);
                push(path, first_byte(item.span), &item.value, keys);
            }
        }
        _ => {}
    }
}

// A list's entry is shown where it begins: some entries are longer than a screen.
fn first_byte(span: Span) -> Span {
    Span { end: span.end.min(span.start + 1), ..span }
}

fn gather_texts(prefix: &str, table: &Table, fields: &[Field], texts: &mut Vec<Front>) {
    for (key, node) in &table.entries {
        if let Some(field) = fields.iter().find(|field| field.key == key.value) {
            let path = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
            push_text(path, node, field, texts);
        }
    }
}

fn push_text(path: String, node: &Node, field: &Field, texts: &mut Vec<Front>) {
    let front = |text: &String, what| Front { path: path.clone(), text: text.clone(), span: node.span, what };
    match &node.value {
        Value::String(text) if is_web_address(text) => texts.push(front(text, FrontWhat::Address)),
        // A slug or a translator's name is its file's own, but nothing that a reader reads.
        Value::String(text) if field.rule.is_text() && field.rule != Rule::Own => {
            texts.push(front(text, FrontWhat::Words));
        }
        Value::List(items) => {
            for (place, item) in items.iter().enumerate() {
                push_text(format!("{path}[{place}]"), item, field, texts);
            }
        }
        Value::Table(table) => gather_texts(&path, table, field.inside, texts),
        _ => {}
    }
}
