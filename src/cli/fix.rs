//! `altavoz check --fix`: puts right what a diagnostic is sure of, byte for byte in its place.
//!
//! Nothing is written that makes another error than there was, nor into a file that somebody else
//! has changed meanwhile. What is left to fix afterwards is nothing: a second run changes no byte.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::json;

use crate::base::{Diagnostic, Failure, Severity, Source, SourcePath, Sources};
use crate::write::edits;
use crate::{Inputs, Memo, collect};

use super::arguments::Unpublished;
use super::build::inputs;
use super::place::Places;
use super::print::Printer;
use super::surroundings::SiteAt;

/// More rounds than one mistake hides another.
const ROUNDS: usize = 8;

/// Fixes the files on the disk and tells what was changed.
pub(super) fn run(site: &SiteAt, printer: &Printer) -> Result<(), Failure> {
    let inputs = inputs(Unpublished::default(), site);
    let mut refused = BTreeSet::new();
    for _ in 0..ROUNDS {
        let (sources, _) = collect::collect(&site.root)?;
        let fixes = fixes(&sources, &inputs, &refused);
        if fixes.is_empty() {
            break;
        }
        for (path, edits) in fixes {
            let Some(source) = sources.get(path.as_str()) else { continue };
            if edits::change(&site.root, path.as_str(), &source.bytes, &edited(&source.bytes, &edits))? {
                tell(&edits, &sources, printer);
            } else {
                printer.say("say.fixed-not", &[("file", path.to_string())]);
                refused.insert(path);
            }
        }
    }
    Ok(())
}

/// One change of a file.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    found: Diagnostic,
    at: Range<usize>,
    before: String,
    after: String,
}

type Edits = BTreeMap<SourcePath, Vec<Edit>>;

/// The changes of all files together if they make no new error, else of those files that make none.
fn fixes(sources: &Sources, inputs: &Inputs, refused: &BTreeSet<SourcePath>) -> Edits {
    let mut memo = Memo::default();
    let (_, said) = crate::build(sources, inputs, &mut memo);
    let mut wanted = edits_of(&said, sources);
    wanted.retain(|path, _| !refused.contains(path));
    if wanted.is_empty() || is_safe(sources, &wanted, &said, inputs, &mut memo) {
        return wanted;
    }
    let mut safe = Edits::new();
    for (path, edits) in wanted {
        let mut more = safe.clone();
        more.insert(path, edits);
        if is_safe(sources, &more, &said, inputs, &mut memo) {
            safe = more;
        }
    }
    safe
}

fn edits_of(said: &[Diagnostic], sources: &Sources) -> Edits {
    let mut all = Edits::new();
    for found in said {
        let Some(edit) = edit(found, sources) else { continue };
        let Some(path) = sources.path(found.span.source) else { continue };
        let edits = all.entry(path.clone()).or_default();
        if edits.iter().all(|other| other.at.end <= edit.at.start || edit.at.end <= other.at.start) {
            edits.push(edit);
        }
    }
    all
}

// What is written otherwise than it is read (`"\u0074itel"`) is left to its author.
fn edit(found: &Diagnostic, sources: &Sources) -> Option<Edit> {
    let after = found.fix.as_ref()?;
    let wrong = found.argument("value").or_else(|| found.argument("key"))?;
    let source = sources.by_id(found.span.source)?;
    let start = found.span.start as usize;
    let written = source.text().ok()?.get(start..found.span.end as usize)?;
    let at = start + written.find(wrong)?;
    let is_whole = written.trim_matches(['"', '\'', '#']) == wrong;
    let (before, after) = (wrong.to_owned(), after.clone());
    is_whole.then(|| Edit { found: found.clone(), at: at..at + wrong.len(), before, after })
}

fn is_safe(sources: &Sources, edits: &Edits, said: &[Diagnostic], inputs: &Inputs, memo: &mut Memo) -> bool {
    let changed: Sources = sources.iter().map(|source| with(source, edits.get(&source.path))).collect();
    let (_, after) = crate::build(&changed, inputs, memo);
    let before = errors(said);
    errors(&after).iter().all(|(code, count)| before.get(code).is_some_and(|before| count <= before))
}

fn errors(said: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for found in said.iter().filter(|found| found.severity == Severity::Error) {
        *counts.entry(found.code).or_default() += 1;
    }
    counts
}

fn with(source: &Source, edits: Option<&Vec<Edit>>) -> Source {
    match edits {
        Some(edits) => Source::new(source.path.clone(), edited(&source.bytes, edits)),
        None => source.clone(),
    }
}

/// The bytes with the edits made.
fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.at.start);
    let mut changed = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for edit in sorted {
        changed.extend_from_slice(&bytes[from..edit.at.start]);
        changed.extend_from_slice(edit.after.as_bytes());
        from = edit.at.end;
    }
    changed.extend_from_slice(&bytes[from..]);
    changed
}

fn tell(edits: &[Edit], sources: &Sources, printer: &Printer) {
    let mut places = Places::of(sources);
    for edit in edits {
        let Some(place) = places.place(edit.found.span) else { continue };
        let line = place.at.map_or(1, |(line, _)| line);
        printer.object(&json!({ "fixed": {
            "code": edit.found.code,
            "file": place.file,
            "line": line,
            "before": edit.before,
            "after": edit.after,
        }}));
        let said = [
            ("file", place.file.to_owned()),
            ("line", line.to_string()),
            ("before", edit.before.clone()),
            ("after", edit.after.clone()),
        ];
        printer.say("say.fixed", &said);
    }
}
