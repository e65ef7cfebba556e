//! Opinions about translations: does each say what its source says, and can it be taken in unharmed?
//!
//! One file a rule, named for its code: `translation/link-target` is `link_target.rs`; the files
//! that are no rule are what rules share (`reading`, `markup`). The same pairs are judged by the
//! translators' pack (`tests/qa/vectors.json`). Knows single texts, not the pages that they stand on;
//! [`together`] looks at many.

mod markup;
mod reading;

mod alt_unchanged;
mod bidi;
mod contact;
mod double_space;
mod double_word;
mod end_mark;
mod glossary_forbidden;
mod glossary_missing;
mod heading_id;
mod invisible;
mod length;
mod link_target;
mod number;
mod opening_mark;
mod placeholder;
mod plural_missing;
mod raw_html;
mod skeleton;
mod two_ways;
mod unbalanced;
mod unchanged;
mod value;
mod wrong_language;

use std::ops::Range;

use crate::base::{Diagnostic, Lang, Severity, Span};

use super::glossary::Glossary;
use super::segment::Kind;
use reading::Reading;

/// A text and its translation.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// What the segment is.
    pub kind: Kind,
    /// For a field, an argument or a string: where it stands.
    pub name: &'a str,
    /// The source's text.
    pub source: &'a str,
    /// Its language.
    pub source_lang: &'a Lang,
    /// The translation.
    pub target: &'a str,
    /// Its language.
    pub lang: &'a Lang,
    /// How many characters there is room for.
    pub longest: Option<usize>,
}

/// What a rule found in a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `translation/what-is-wrong`.
    pub code: &'static str,
    /// An error blocks an import.
    pub severity: Severity,
    /// What the placeholders of the message stand for.
    pub arguments: Vec<(&'static str, String)>,
    /// Where it is: bytes of the translation.
    pub range: Range<usize>,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Looks {
    /// One text and its translation.
    AtPair(fn(&Reading<'_>, &mut Findings)),
    /// All of one language together.
    AtAll(fn(&[Pair<'_>], &mut Vec<(usize, Finding)>)),
}

/// Every rule: its code, how bad it is, and what it looks at.
pub const RULES: [(&str, Severity, Looks); 23] = [
    ("translation/alt-unchanged", Severity::Warning, Looks::AtPair(alt_unchanged::check)),
    ("translation/bidi", Severity::Error, Looks::AtPair(bidi::check)),
    ("translation/contact", Severity::Warning, Looks::AtPair(contact::check)),
    ("translation/double-space", Severity::Warning, Looks::AtPair(double_space::check)),
    ("translation/double-word", Severity::Warning, Looks::AtPair(double_word::check)),
    ("translation/end-mark", Severity::Warning, Looks::AtPair(end_mark::check)),
    ("translation/glossary-forbidden", Severity::Warning, Looks::AtPair(glossary_forbidden::check)),
    ("translation/glossary-missing", Severity::Warning, Looks::AtPair(glossary_missing::check)),
    ("translation/heading-id", Severity::Error, Looks::AtPair(heading_id::check)),
    ("translation/invisible", Severity::Error, Looks::AtPair(invisible::check)),
    ("translation/length", Severity::Warning, Looks::AtPair(length::check)),
    ("translation/link-target", Severity::Error, Looks::AtPair(link_target::check)),
    ("translation/number", Severity::Warning, Looks::AtPair(number::check)),
    ("translation/opening-mark", Severity::Warning, Looks::AtPair(opening_mark::check)),
    ("translation/placeholder", Severity::Error, Looks::AtPair(placeholder::check)),
    ("translation/plural-missing", Severity::Warning, Looks::AtAll(plural_missing::check)),
    ("translation/raw-html", Severity::Error, Looks::AtPair(raw_html::check)),
    ("translation/skeleton", Severity::Error, Looks::AtPair(skeleton::check)),
    ("translation/two-ways", Severity::Warning, Looks::AtAll(two_ways::check)),
    ("translation/unbalanced", Severity::Error, Looks::AtPair(unbalanced::check)),
    ("translation/unchanged", Severity::Warning, Looks::AtPair(unchanged::check)),
    ("translation/value", Severity::Error, Looks::AtPair(value::check)),
    ("translation/wrong-language", Severity::Warning, Looks::AtPair(wrong_language::check)),
];

/// What is wrong with a translation, in the order of the text; nothing if there is no translation.
pub fn check(pair: &Pair<'_>, glossary: &Glossary) -> Vec<Finding> {
    if pair.target.trim().is_empty() {
        return Vec::new();
    }
    let reading = Reading::of(*pair, glossary);
    let mut all = Vec::new();
    for (code, severity, looks) in RULES {
        if let Looks::AtPair(check) = looks {
            let mut findings = Findings { code, severity, found: Vec::new() };
            check(&reading, &mut findings);
            all.extend(findings.found);
        }
    }
    all.sort_by_key(|finding| finding.range.start);
    all
}

/// What is wrong with the translations of one language beside each other, each with its pair's number.
pub fn together(pairs: &[Pair<'_>]) -> Vec<(usize, Finding)> {
    let mut all = Vec::new();
    for (_, _, looks) in RULES {
        if let Looks::AtAll(check) = looks {
            check(pairs, &mut all);
        }
    }
    all.sort_by_key(|(number, finding)| (*number, finding.range.start));
    all
}

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Findings {
    code: &'static str,
    severity: Severity,
    found: Vec<Finding>,
}

impl Findings {
    /// Notes a place; the answer takes arguments.
    fn add(&mut self, range: Range<usize>) -> &mut Finding {
        self.found.push(Finding { code: self.code, severity: self.severity, arguments: Vec::new(), range });
        self.found.last_mut().expect("one was just pushed")
    }
}

impl Finding {
    /// Gives a placeholder its text.
    fn arg(&mut self, name: &'static str, value: impl ToString) -> &mut Finding {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// As a diagnostic at its place in a file.
    pub fn diagnostic(self, span: Span) -> Diagnostic {
        let (labels, fix) = (Vec::new(), None);
        Diagnostic { span, code: self.code, severity: self.severity, arguments: self.arguments, labels, fix }
    }
}
