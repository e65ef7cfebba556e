//! `allow = [{ rule, reason }]`: what an author accepts in one item.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Diagnostic, ItemPath, Report, Severity, SourceId, Spanned};
use crate::content::Document;

/// Errors that may be allowed; of the others only warnings.
const ALLOWED_ERRORS: [&str; 2] = ["privacy/phone-in-body", "text/email-artefact"];

/// What only `check --external` and `translate check` find: a build cannot know whether it is for nothing to
/// allow it.
const FOUND_ELSEWHERE: [&str; 16] = [
    "link/dead",
    "link/moved",
    "translation/alt-unchanged",
    "translation/contact",
    "translation/double-space",
    "translation/double-word",
    "translation/end-mark",
    "translation/glossary-forbidden",
    "translation/glossary-missing",
    "translation/length",
    "translation/number",
    "translation/opening-mark",
    "translation/plural-missing",
    "translation/two-ways",
    "translation/unchanged",
    "translation/wrong-language",
];

/// Drops what items allow in their own files, and warns of an allow that is for nothing or asks too much.
pub fn allowed(diagnostics: Vec<Diagnostic>, documents: &[Arc<Document>]) -> Vec<Diagnostic> {
    let mut rules = rules(documents);
    let mut kept = kept(diagnostics, documents, &mut rules);
    for rule in rules.values().flatten() {
        kept.extend(complaint(rule));
    }
    kept
}

/// Drops what items allow in their own files, where not everything was looked at.
pub fn without_allowed(diagnostics: Vec<Diagnostic>, documents: &[Arc<Document>]) -> Vec<Diagnostic> {
    kept(diagnostics, documents, &mut rules(documents))
}

fn kept(
    diagnostics: Vec<Diagnostic>,
    documents: &[Arc<Document>],
    rules: &mut BTreeMap<&ItemPath, Vec<Rule<'_>>>,
) -> Vec<Diagnostic> {
    if rules.is_empty() {
        return diagnostics;
    }
    let items: BTreeMap<SourceId, &ItemPath> =
        documents.iter().map(|document| (document.source.id, &document.item)).collect();
    let is_kept = |diagnostic: &Diagnostic| {
        let item = items.get(&diagnostic.span.source);
        item.and_then(|item| rules.get_mut(*item)).is_none_or(|rules| !drops(rules, diagnostic))
    };
    diagnostics.into_iter().filter(is_kept).collect()
}

/// One allow and what became of it.
struct Rule<'a> {
    code: &'a Spanned<String>,
    is_blank: bool,
    used: bool,
    refused: bool,
}

// A translation's files are its item's too: what the source allows, they are allowed.
fn rules(documents: &[Arc<Document>]) -> BTreeMap<&ItemPath, Vec<Rule<'_>>> {
    let mut rules: BTreeMap<&ItemPath, Vec<Rule<'_>>> = BTreeMap::new();
    for document in documents {
        for allow in document.meta.allow.iter().flatten() {
            let Some(code) = &allow.rule else { continue };
            let is_blank = allow.reason.as_ref().is_some_and(|reason| reason.trim().is_empty());
            let rule = Rule { code, is_blank, used: false, refused: false };
            rules.entry(&document.item).or_default().push(rule);
        }
    }
    rules
}

fn drops(rules: &mut [Rule<'_>], diagnostic: &Diagnostic) -> bool {
    let Some(rule) = rules.iter_mut().find(|rule| rule.code.value == diagnostic.code) else { return false };
    let may = diagnostic.severity == Severity::Warning || ALLOWED_ERRORS.contains(&diagnostic.code);
    rule.used |= may;
    rule.refused |= !may;
    may
}

fn complaint(rule: &Rule<'_>) -> Option<Diagnostic> {
    let code = match (rule.refused, rule.used) {
        (true, _) => "allow/not-allowed",
        (false, false) if FOUND_ELSEWHERE.contains(&rule.code.value.as_str()) => return None,
        (false, false) => "allow/unused",
        (false, true) if rule.is_blank => "allow/no-reason",
        (false, true) => return None,
    };
    let mut report = Report::default();
    report.warning(code, rule.code.span).arg("value", &rule.code.value);
    report.diagnostics.pop()
}
