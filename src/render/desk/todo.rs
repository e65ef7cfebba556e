//! What is to be mended: diagnostics by file, files with errors first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::{Diagnostic, Severity, SourcePath};

use super::summary::{Summary, summary};
use super::{Around, Parts, Problem, Tab, Titled, parts};

/// The problems of a part; each comes with an excerpt, so fewer than rows.
const PROBLEMS: usize = 100;

/// The page.
#[derive(Serialize)]
pub(super) struct View {
    summary: Summary,
    is_well: bool,
    /// Where the problems of all files are.
    all: String,
    files: Vec<File>,
    parts: Parts,
}

/// A file with its problems.
#[derive(Serialize)]
struct File {
    path: Option<String>,
    errors: usize,
    pages: Vec<Opens>,
    problems: Vec<Worded>,
}

/// A page that a file makes.
#[derive(Serialize)]
struct Opens {
    #[serde(flatten)]
    page: Titled,
    language: String,
    is_fallback: bool,
}

#[derive(Serialize)]
struct Worded {
    #[serde(flatten)]
    problem: Problem,
    severity_word: String,
    place: Option<String>,
    /// Where its code is explained.
    about: String,
}

/// Puts the page together.
pub(super) fn view(around: &Around<'_>) -> View {
    let found = in_order(around);
    let is_well = around.desk.diagnostics.is_empty() && around.desk.failure.is_none();
    let (shown, parts) = parts(found, PROBLEMS, around);
    let shown: Vec<Diagnostic> = shown.into_iter().cloned().collect();
    let problems = (around.desk.explain)(&shown);
    let mut files: Vec<File> = Vec::new();
    for (diagnostic, problem) in shown.iter().zip(problems) {
        let path = around.desk.sources.path(diagnostic.span.source).map(SourcePath::as_str);
        if files.last().is_none_or(|file| file.path.as_deref() != path) {
            let pages = path.map(|path| pages(path, around)).unwrap_or_default();
            files.push(File { path: path.map(str::to_owned), errors: 0, pages, problems: Vec::new() });
        }
        let file = files.last_mut().expect("one was just pushed");
        file.errors += usize::from(diagnostic.severity == Severity::Error);
        file.problems.push(worded(problem, around));
    }
    let all = around.ask.to(Tab::Todo, &[]);
    View { summary: summary(around), is_well, all, files, parts }
}

/// Files with errors before others, and in each file errors before warnings.
fn in_order<'a>(around: &Around<'a>) -> Vec<&'a Diagnostic> {
    let path = |found: &Diagnostic| around.desk.sources.path(found.span.source);
    let mut errors: BTreeMap<Option<&SourcePath>, usize> = BTreeMap::new();
    for found in around.desk.diagnostics {
        *errors.entry(path(found)).or_default() += usize::from(found.severity == Severity::Error);
    }
    let name = |found: &Diagnostic| path(found).map_or("", SourcePath::as_str);
    let wanted = |found: &&Diagnostic| around.ask.finds([name(found), found.code].into_iter());
    let mut all: Vec<&Diagnostic> = around.desk.diagnostics.iter().filter(wanted).collect();
    all.sort_by_key(|found| {
        let path = path(found);
        (Reverse(errors.get(&path).is_some_and(|errors| *errors > 0)), path, found.severity, found.span.start)
    });
    all
}

/// What a file makes, so that it can be looked at while it is mended.
fn pages(path: &str, around: &Around<'_>) -> Vec<Opens> {
    let rows = around.index.rows(path).iter();
    let opens = rows.filter_map(|row| {
        let edition = around.index.edition(row)?;
        Some(Opens {
            page: Titled::of_edition(edition, around),
            language: around.lang_name(&row.lang),
            is_fallback: edition.is_fallback(),
        })
    });
    opens.collect()
}

fn worded(problem: Problem, around: &Around<'_>) -> Worded {
    let at = problem.line.zip(problem.column);
    let place = at.map(|(line, column)| [("line", around.count(line)), ("column", around.count(column))]);
    Worded {
        severity_word: super::sentence(
            &around.desk.words.phrase(&format!("severity.{}", problem.severity), &[]),
        ),
        about: around.ask.to(Tab::Codes, &[("code", &problem.code)]),
        place: place.map(|place| around.say_of("place", &place)),
        problem,
    }
}
