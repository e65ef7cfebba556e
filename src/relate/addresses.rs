//! Address words from slugs and names, and aliases as addresses.
//!
//! What leads out of the site or names nothing has been reported by parse, file by file.

use crate::base::slug::slug;
use crate::base::{Span, Url};
use crate::content::{Document, Role};

use super::last_part;

/// The word that a document gives to its address: its `slug`, else the name of its file or folder.
pub fn word(document: &Document, role: Role) -> String {
    let written = document.meta.slug.as_ref().map(|written| slug(&written.value));
    let name = if role == Role::Section { last_part(document.item.as_str()) } else { &document.name };
    written.filter(|word| !word.is_empty()).unwrap_or_else(|| named(name))
}

/// The word of a name; one that has no letter keeps its place by its length.
pub fn named(name: &str) -> String {
    let word = slug(name);
    if word.is_empty() { format!("-{}", name.len()) } else { word }
}

/// The address that an alias means: a page's, unless its last part has an ending and no slash
/// behind it. `None` if it leads out of the site.
pub fn alias(written: &str) -> Option<Url> {
    let parts: Vec<&str> = written.split('/').filter(|part| !part.is_empty()).collect();
    let leaves = written.starts_with("//") || written.contains(['\\', ':']);
    if leaves || parts.iter().any(|part| matches!(*part, "." | "..")) || has_control(written) {
        return None;
    }
    let last = parts.last()?;
    let end = if last.contains('.') && !written.ends_with('/') { "" } else { "/" };
    Some(Url::new(format!("/{}{end}", parts.join("/"))))
}

fn has_control(value: &str) -> bool {
    value.chars().any(char::is_control)
}

/// Where a document's address word is written.
pub fn word_span(document: &Document) -> Span {
    document.meta.slug.as_ref().map_or(document.front, |slug| slug.span)
}
