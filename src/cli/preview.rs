//! The site as it is now, built again after every change.

use std::sync::Arc;
use std::time::Instant as Stopwatch;

use jiff::tz::TimeZone;
use serde_json::json;

use crate::base::asks::Asks;
use crate::base::date::Instant;
use crate::base::output::{Output, Wave};
use crate::base::{Diagnostic, Failure, Fingerprint, Severity, Sources};
use crate::collect::{self, Collected};
use crate::render::Library;
use crate::render::desk::Weights;
use crate::serve::{Changes, Outcome, Shown};
use crate::{Inputs, Memo, serve};

use super::build::{Counts, studio, workshop};
use super::desk::{self, Left};
use super::print::Printer;
use super::surroundings::SiteAt;
use super::translate::side::Side;

/// How many errors a page tells of; the desk has all.
const MOST_ERRORS: usize = 20;

/// What is kept from build to build.
#[derive(Debug)]
pub(super) struct Preview {
    site: SiteAt,
    inputs: Inputs,
    memo: Memo,
    collected: Collected,
    /// Of what the last build was made from; `None` before the first one and after a failure.
    made_from: Option<Fingerprint>,
    after: After,
    /// What translators work with.
    side: Option<Arc<Side>>,
}

/// What the last build left to be known.
#[derive(Debug, Default)]
struct After {
    base_path: String,
    timezone: Option<TimeZone>,
    next_change: Option<Instant>,
    wants_second_look: bool,
    printed: Vec<Diagnostic>,
    weights: Arc<Weights>,
    /// For the desk.
    left: Option<Arc<Left>>,
    /// Of the files whose names stay when they change.
    parts: Fingerprint,
}

/// What is to be said of a build on the terminal.
#[derive(Debug)]
pub(super) struct Said {
    diagnostics: Vec<Diagnostic>,
    failure: Option<Failure>,
    rendered: usize,
    ms: u128,
}

impl Preview {
    /// Nothing is built yet.
    pub(super) fn new(
        site: &SiteAt,
        public: bool,
        side: Option<Arc<Side>>,
        collector: Option<String>,
    ) -> Preview {
        Preview {
            site: site.clone(),
            inputs: Inputs { now: site.now, drafts: !public, future: !public, base: None, collector },
            memo: Memo::with_pictures(workshop(site, Box::new(|_, _| ())))
                .and_studio(studio(site))
                .and_library(Library::new(super::index::store(site), None)),
            collected: Collected::default(),
            made_from: None,
            after: After::default(),
            side,
        }
    }

    /// Builds again; `None` if nothing is different.
    pub(super) fn rebuild(
        &mut self,
        changes: &Changes,
        asks: &Asks,
        printer: &Printer,
    ) -> Option<(Outcome, Said)> {
        let watch = Stopwatch::now();
        if let Err(failure) = self.collect(changes) {
            self.made_from = None;
            return Some(failed(failure, &self.after, self.side.clone(), printer));
        }
        if self.is_outdated() {
            self.inputs.now = self.site.now();
        }
        let (sources, refused) = &self.collected;
        let made_from = Fingerprint::of(&(fingerprint(sources), refused, self.inputs.now));
        if self.made_from.replace(made_from) == Some(made_from) {
            return None;
        }
        let (built, found) = crate::build_asked(sources, &self.inputs, &mut self.memo, asks);
        let diagnostics: Vec<_> = refused.iter().cloned().chain(found).collect();
        let config = &built.site.config;
        self.after.base_path.clone_from(&config.base_path);
        self.after.timezone = Some(config.timezone.clone());
        self.after.next_change = built.site.next_change;
        let is_good = Counts::of(&diagnostics).errors == 0;
        let report = report(&diagnostics, sources, self.side.as_deref(), printer);
        let ms = watch.elapsed().as_millis();
        let said = Said { diagnostics, failure: None, rendered: built.rendered, ms };
        let shown = Arc::new(Shown { output: built.output, base_path: config.base_path.clone() });
        let told = (&said.diagnostics[..], sources);
        let parts = parts(&shown.output);
        self.after.parts = parts;
        let left = Arc::new(Left::of(built.site, &shown, told, &self.after.weights, &printer.words));
        self.after.left = Some(left.clone());
        let shown = is_good.then_some(shown);
        Some((Outcome { shown, report, parts, desk: desk::desk(Some(left), None, self.side.clone()) }, said))
    }

    fn collect(&mut self, changes: &Changes) -> Result<(), Failure> {
        let root = &self.site.root;
        let is_clear = !changes.everything && self.made_from.is_some();
        let before = std::mem::take(&mut self.collected);
        let (collected, looked_everywhere) = if is_clear {
            collect::refresh(root, before, &changes.paths)?
        } else {
            (collect::collect(root)?, false)
        };
        self.collected = collected;
        self.after.wants_second_look = looked_everywhere;
        Ok(())
    }

    /// Whether a folder came or went, so that files may have slipped by.
    pub(super) fn wants_second_look(&self) -> bool {
        self.after.wants_second_look
    }

    /// Whether time has changed the site: an item came out of its embargo, a new day began.
    pub(super) fn is_outdated(&self) -> bool {
        let Some(zone) = &self.after.timezone else { return false };
        let (then, now) = (self.inputs.now.instant(zone), self.site.now().instant(zone));
        let changes = self.after.next_change.is_some_and(|change| change <= now);
        then != now && (changes || then.day(zone) != now.day(zone))
    }

    /// The path that the site lies under.
    pub(super) fn base_path(&self) -> String {
        self.after.base_path.clone()
    }

    /// The clock of the site.
    pub(super) fn timezone(&self) -> TimeZone {
        self.after.timezone.clone().unwrap_or(TimeZone::UTC)
    }

    /// Says on the terminal how it went; problems that were told already are not told again.
    pub(super) fn print(&mut self, said: Said, printer: &Printer) {
        if let Some(failure) = &said.failure {
            printer.failure(failure);
            return;
        }
        if said.diagnostics != self.after.printed {
            printer.diagnostics(&said.diagnostics, &self.collected.0);
        }
        let counts = Counts::of(&said.diagnostics);
        self.after.printed = said.diagnostics;
        let numbers = [
            ("pages", said.rendered.to_string()),
            ("errors", counts.errors.to_string()),
            ("warnings", counts.warnings.to_string()),
            ("ms", said.ms.to_string()),
        ];
        printer.say(if counts.errors > 0 { "say.last-good" } else { "say.rebuilt" }, &numbers);
    }
}

/// Of the files whose names stay when they change.
fn parts(output: &Output) -> Fingerprint {
    let assets = output
        .files
        .iter()
        .filter(|(url, file)| file.wave == Wave::Asset && !serve::is_named_by_its_bytes(url.as_str()));
    Fingerprint::of(&assets.map(|(url, file)| (url, file.fingerprint)).collect::<Vec<_>>())
}

fn fingerprint(sources: &Sources) -> Fingerprint {
    let all: Vec<Fingerprint> = sources.iter().map(|source| source.fingerprint).collect();
    Fingerprint::of(&all)
}

/// The machine would not: the last good site stays, and its pages say why.
fn failed(failure: Failure, after: &After, side: Option<Arc<Side>>, printer: &Printer) -> (Outcome, Said) {
    let message = printer.words.phrase(failure.key, &failure.arguments);
    let problem = json!({ "severity": "error", "message": &message });
    let report = page_report((1, 0), vec![problem], side.as_deref(), printer);
    let desk = desk::desk(after.left.clone(), Some(message), side);
    let outcome = Outcome { shown: None, report, parts: after.parts, desk };
    (outcome, Said { diagnostics: Vec::new(), failure: Some(failure), rendered: 0, ms: 0 })
}

fn report(diagnostics: &[Diagnostic], sources: &Sources, side: Option<&Side>, printer: &Printer) -> String {
    let counts = Counts::of(diagnostics);
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors: Vec<Diagnostic> = errors.take(MOST_ERRORS).cloned().collect();
    page_report((counts.errors, counts.warnings), printer.report(&errors, sources), side, printer)
}

/// What the script of a page is told.
fn page_report(
    (errors, warnings): (usize, usize),
    problems: Vec<serde_json::Value>,
    side: Option<&Side>,
    printer: &Printer,
) -> String {
    let counted = [("errors", errors.to_string()), ("warnings", warnings.to_string())];
    let word = |name: &str| printer.words.phrase(&format!("preview.{name}"), &counted);
    let words = json!({
        "lang": word("lang"), "title": word("title"), "good": word("good"), "hide": word("hide"),
        "desk": word("desk"), "pill": word(if errors > 0 { "errors" } else { "warnings" }),
    });
    let mut words = words;
    // Leads from a page to where it is translated.
    if side.is_some() {
        words["translate"] = word("translate").into();
    }
    json!({ "errors": errors, "warnings": warnings, "problems": problems, "words": words }).to_string()
}
