//! Citations as BibTeX: the classic types and fields, which every program knows.

use std::fmt::Write;

use super::csl::{Entry, Parts};
use super::plain::one_line;

/// Entries in the order of their keys.
pub(super) fn text(mut entries: Vec<Entry>) -> String {
    entries.sort_by(|one, other| one.id.cmp(&other.id));
    entries.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(entry: &Entry) -> String {
    let kind = kind(&entry.kind);
    let mut fields = fields(entry, kind);
    fields.sort_by_key(|(name, _)| *name);
    let mut text = format!("@{kind}{{{},\n", entry.id);
    for (name, value) in fields {
        writeln!(text, "  {name} = {{{value}}},").expect("memory takes everything");
    }
    text + "}\n"
}

fn kind(csl: &str) -> &'static str {
    match csl {
        "report" => "techreport",
        "article-journal" => "article",
        "book" => "book",
        _ => "misc",
    }
}

fn fields(entry: &Entry, kind: &str) -> Vec<(&'static str, String)> {
    // A second pair of braces keeps capital letters, and keeps a name whole.
    let whole = |text: &str| format!("{{{}}}", escaped(text));
    let authors = entry.author.iter().map(|name| whole(&name.literal));
    let authors = authors.collect::<Vec<_>>().join(" and ");
    let publisher = match kind {
        "techreport" => "institution",
        "article" => "journal",
        _ => "publisher",
    };
    let month = entry.issued.as_ref().and_then(|date| date.parts[0].get(1));
    let fields = [
        ("title", Some(whole(&entry.title))),
        ("author", Some(authors).filter(|authors| !authors.is_empty())),
        (publisher, entry.publisher.as_deref().map(whole)),
        ("year", entry.issued.as_ref().and_then(Parts::year).map(|year| year.to_string())),
        ("month", month.map(ToString::to_string)),
        ("edition", entry.version.as_deref().map(escaped)),
        ("language", entry.language.as_deref().map(escaped)),
        ("pages", entry.page.as_deref().map(escaped)),
        ("doi", entry.doi.as_deref().map(address)),
        ("isbn", entry.isbn.as_deref().map(escaped)),
        ("url", entry.url.as_deref().map(address)),
        ("urldate", entry.accessed.as_ref().map(iso)),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// `2026-11-01`.
fn iso(date: &Parts) -> String {
    date.parts[0].iter().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("-")
}

/// What TeX takes for commands, as what it looks like. BibTeX counts braces whether there is a
/// backslash before them or not, so these get names.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// An address stands as it is, since programs open it; what would end the field is percent-encoded.
fn address(text: &str) -> String {
    let text = one_line(text).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C");
    text.replace(' ', "%20")
}
