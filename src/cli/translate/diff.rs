//! `altavoz translate diff`: what changed in a page, word by word, beside its translation.

use serde_json::json;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices};

use crate::base::Failure;
use crate::cli::Ended;
use crate::cli::arguments::Format;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::{Page, Unit, units};

use super::arguments::Diff;
use super::{Segments, Site};

/// Prints every segment that needs work.
pub(super) fn run(diff: &Diff, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let lang = site.lang(&diff.lang)?;
    let segments = Segments::of(&diff.page);
    let page = Site::page(site.pages(&lang, printer), segments.page, &lang)?;
    let numbers = segments.numbers(&page)?;
    let wanted: Vec<_> = numbers.iter().map(|&number| page.source.segments[number].identity).collect();
    let project =
        units::project(site.config(), &lang, std::slice::from_ref(&page), site.glossary(), &|_: &Page| None);
    let work = project.units.iter().filter(|unit| unit.state.needs_work() && wanted.contains(&unit.identity));
    let mut is_any = false;
    for unit in work {
        is_any = true;
        print(unit, printer);
    }
    let gone = project.orphans.iter().filter(|unit| !unit.target.is_empty() && segments.mean(unit.identity));
    for unit in gone {
        is_any = true;
        print(unit, printer);
    }
    if !is_any {
        printer.say("say.nothing-to-translate", &[("page", page.name.clone()), ("lang", lang.to_string())]);
    }
    Ok(Ended::Well)
}

fn print(unit: &Unit, printer: &Printer) {
    if printer.format == Format::Json {
        printer.object(&json!({
            "page": unit.page, "id": unit.identity.to_string(), "kind": unit.kind.word(), "state": unit.state.word(),
            "before": unit.before, "source": unit.source, "target": unit.target,
        }));
        return;
    }
    let word = |name: &str| printer.words.phrase(&format!("translate.{name}"), &[]);
    printer.line(&format!(
        "{}#{}  {}",
        unit.page,
        unit.identity.short(),
        word(&format!("state-{}", unit.state))
    ));
    match &unit.before {
        Some(before) => {
            printer.line(&format!("  {}\n    {}", word("changed"), indented(&words(before, &unit.source))));
        }
        None => printer.line(&format!("  {}\n    {}", word("source"), indented(&unit.source))),
    }
    if let Some(note) = &unit.note {
        printer.line(&format!("  {note}"));
    }
    if !unit.target.is_empty() {
        printer.line(&format!("  {}\n    {}", word("target"), indented(&unit.target)));
    }
    printer.line("");
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}

/// Both texts in one: `[-gone-]` and `{+new+}`, as `git diff --word-diff` has it.
fn words(before: &str, now: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), now.split_whitespace().collect());
    let mut said: Vec<String> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        said.extend(marked(&operation, &old, &new));
    }
    said.join(" ")
}

fn marked(operation: &DiffOp, old: &[&str], new: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for (tag, slice) in operation.iter_slices(old, new) {
        let words = slice.join(" ");
        said.push(match tag {
            ChangeTag::Equal => words,
            ChangeTag::Delete => format!("[-{words}-]"),
            ChangeTag::Insert => format!("{{+{words}+}}"),
        });
    }
    said
}
