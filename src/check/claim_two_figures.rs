//! `claim/two-figures`: two figures for the same thing on the same day, of which one must be wrong.

use std::collections::BTreeMap;

use crate::base::{Report, Span};
use crate::content::Document;
use crate::content::body::Directive;
use crate::relate::Site;

/// Compares the `:::stat` of all shown texts of a language: same label, unit and date, other value.
pub(super) fn check(site: &Site, report: &mut Report) {
    let mut figures: BTreeMap<_, (String, Span)> = BTreeMap::new();
    for document in site.texts.iter().filter(|text| text.is_shown).map(|text| &*text.document) {
        for stat in document.body.directives.iter().filter(|directive| directive.name == "stat") {
            let Some((key, value, span)) = figure(document, stat) else { continue };
            match figures.get(&key) {
                Some((other, first)) if *other != value => {
                    report
                        .warning("claim/two-figures", span)
                        .arg("value", value)
                        .arg("other", other)
                        .label(*first, "first");
                }
                Some(_) => {}
                None => drop(figures.insert(key, (value, span))),
            }
        }
    }
}

/// What a figure is of: language, label, unit, date.
type Key<'a> = (&'a str, String, String, &'a str);

fn figure<'a>(document: &'a Document, stat: &'a Directive) -> Option<(Key<'a>, String, Span)> {
    let lower =
        |name| stat.argument(name).map_or_else(String::new, |found| found.value.trim().to_lowercase());
    let value = stat.argument("value")?;
    // Without a day, figures grow from one text to the next, and both are right.
    let date = stat.argument("date")?;
    let key = (document.lang.as_str(), lower("label"), lower("unit"), date.value.trim());
    let digits = value.value.chars().filter(|letter| letter.is_alphanumeric() || ".,-".contains(*letter));
    Some((key, digits.collect(), value.span))
}
