//! Address words from slugs and names, and aliases as addresses.

use crate::base::slug::slug;
use crate::base::{Report, Span, Spanned, Url};
use crate::content::{Document, Role};

use super::group::last_part;

/// The word that a document gives to its address: its `slug`, else the name of its file or folder.
pub fn word(document: &Document, role: Role, report: &mut Report) -> String {
    let name = if role == Role::Section { last_part(document.item.as_str()) } else { &document.name };
    let word = match &document.meta.slug {
        Some(written) => cleaned(written, report),
        None if role == Role::Home => return String::new(),
        None => from_name(name, document, report),
    };
    // A word that could not be used has been reported; the page keeps a place by its raw name.
    word.unwrap_or_else(|| format!("-{}", slug(name)))
}

fn from_name(name: &str, document: &Document, report: &mut Report) -> Option<String> {
    let word = slug(name);
    if word.is_empty() && !document.broken {
        report.error("address/empty", document.front).arg("value", name);
    }
    Some(word).filter(|word| !word.is_empty())
}

fn cleaned(written: &Spanned<String>, report: &mut Report) -> Option<String> {
    let value = written.value.trim();
    if value.contains(['/', '\\']) || value == "." || value == ".." || has_control(value) {
        report.error("address/outside", written.span).arg("value", printable(value));
        return None;
    }
    let word = slug(value);
    if word.is_empty() {
        report.error("address/empty", written.span).arg("value", value);
        return None;
    }
    Some(word)
}

/// The address that an alias means: below the base path, with a slash at its end unless it names a file.
pub fn alias(written: &Spanned<String>, report: &mut Report) -> Option<Url> {
    let value = written.value.trim();
    let parts: Vec<&str> = value.split('/').collect();
    let leaves = value.contains("://") || value.starts_with("//") || parts.contains(&"..");
    if leaves || has_control(value) || value.contains(['\\', '?', '#']) || parts.contains(&".") {
        report.error("address/outside", written.span).arg("value", printable(value));
        return None;
    }
    let path: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let Some(last) = path.last() else {
        report.error("address/empty", written.span).arg("value", value);
        return None;
    };
    let end = if last.contains('.') { "" } else { "/" };
    Some(Url::new(format!("/{}{end}", path.join("/"))))
}

fn has_control(value: &str) -> bool {
    value.chars().any(|letter| letter.is_control() || is_bidi_control(letter))
}

/// Letters that turn the direction of what stands around them: an address could read as another.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn printable(value: &str) -> String {
    value.chars().map(|letter| if has_control(&letter.to_string()) { '\u{fffd}' } else { letter }).collect()
}

/// Where a document's address word is written.
pub fn word_span(document: &Document) -> Span {
    document.meta.slug.as_ref().map_or(document.front, |slug| slug.span)
}
