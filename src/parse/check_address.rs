//! A file's address word and its old addresses: they must name something, inside the site.

use crate::base::{Report, Spanned};
use crate::content::{Document, Role};

/// Checks `slug`, the file's name where there is no `slug`, and `aliases`.
pub(super) fn check(document: &Document, report: &mut Report) {
    match &document.meta.slug {
        Some(slug) => check_slug(slug, report),
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

fn check_slug(slug: &Spanned<String>, report: &mut Report) {
    if slug.value.contains('/') || leads_outside(&slug.value) {
        report.error("address/outside", slug.span).arg("value", &slug.value);
    } else if !names_something(&slug.value) {
        report.error("slug/empty", slug.span).arg("value", &slug.value);
    }
}

fn leads_outside(address: &str) -> bool {
    address.starts_with("//")
        || address.contains(|c: char| c.is_control() || c == '\\')
        || address.split('/').any(|part| part == ".." || part == ".")
}

// Letters and digits of any script are what an address keeps.
fn names_something(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}
