//! A file's address word and its old addresses: they must name something, inside the site.

use crate::base::slug::slug;
use crate::base::{Report, Spanned};
use crate::content::{Document, Role};

/// Checks `slug`, the file's name where there is no `slug`, and `aliases`.
pub(super) fn check(document: &Document, report: &mut Report) {
    match &document.meta.slug {
        Some(word) => check_slug(word, report),
        None if document.role == Role::Item && !names_something(&document.name) => {
            report.error("slug/empty", document.front).arg("value", &document.name);
        }
        None => {}
    }
    for alias in document.meta.aliases.iter().flatten() {
        if !alias.value.starts_with('/') || leads_outside(&alias.value) {
            report.error("address/outside", alias.span).arg("value", &alias.value);
        }
    }
}

fn check_slug(word: &Spanned<String>, report: &mut Report) {
    if word.value.contains('/') || leads_outside(&word.value) {
        report.error("address/outside", word.span).arg("value", &word.value);
    } else if !names_something(&word.value) {
        report.error("slug/empty", word.span).arg("value", &word.value);
    }
}

fn leads_outside(address: &str) -> bool {
    address.starts_with("//")
        || address.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'))
        || address.split('/').any(|part| part == ".." || part == ".")
}

fn names_something(word: &str) -> bool {
    !slug(word).is_empty()
}
