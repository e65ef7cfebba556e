//! `altavoz translate import`: a file from a translator, taken as far as it is right.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::base::{Diagnostic, Failure, Lang, Severity, Source, SourceId, SourcePath, Sources, Span};
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::collect;
use crate::translate::act::{Act, New};
use crate::translate::exchange::{self, Problem, Reading};
use crate::translate::ledger::Stored;
use crate::translate::qa::Finding;
use crate::translate::take::{Refusal, Refused, settle, take};
use crate::translate::unit::Returned;
use crate::translate::{Page, csv, placeholders, po, start, units, xliff};
use crate::write::edits;

use super::arguments::Import;
use super::{Site, export};

/// Takes what is right, keeps the rest beside with its reason.
pub(super) fn run(import: &Import, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let bytes = collect::file(&import.file)?;
    let lines = Lines::of(&import.file, &bytes);
    let mut reading = match read(&bytes, &import.file)? {
        Ok(reading) => reading,
        Err(problem) => {
            printer.diagnostics(&[lines.problem(&problem)], &lines.sources);
            return Ok(Ended::WithErrors);
        }
    };
    let Some(tag) = reading.origin.target.clone() else {
        let mut found: Vec<_> = reading.problems.list.iter().map(|problem| lines.problem(problem)).collect();
        if found.is_empty() {
            found.push(lines.at(1, "exchange/no-language", Severity::Error, &[]));
        }
        printer.diagnostics(&found, &lines.sources);
        return Ok(Ended::WithErrors);
    };
    let lang = site.lang(&tag)?;
    let mut pages = site.pages(&lang, printer).pages;
    begin(&mut pages, &reading, &site, &lang, printer);
    let ours = units::outline(site.config(), &lang);
    reading.problems.list.extend(exchange::compare(&reading.origin, &ours).list);
    placeholders::restore(&mut reading, units::texts(&pages));
    let mut found: Vec<Diagnostic> =
        reading.problems.list.iter().map(|problem| lines.problem(problem)).collect();
    let is_foreign =
        |problem: &Problem| matches!(problem.code, "exchange/other-site" | "exchange/other-language");
    if reading.problems.list.iter().any(is_foreign) {
        printer.diagnostics(&found, &lines.sources);
        return Ok(Ended::WithErrors);
    }
    let act = Act { stored: Stored::Translated, by: import.by.clone(), at: Some(site.today()) };
    let langs = (&site.config().default_language.clone(), &lang);
    let mut taken = take(&pages, reading.returned, site.glossary(), langs, &act);
    found.extend(taken.warnings.iter().map(|(line, found)| lines.finding(*line, found)));
    let mut written = 0;
    for (number, news) in std::mem::take(&mut taken.news) {
        written += write(&site, &pages[number], news, import.dry_run, &mut taken.refused)?;
    }
    found.extend(taken.refused.iter().flat_map(|refused| lines.refused(refused)));
    printer.diagnostics(&found, &lines.sources);
    if !import.dry_run {
        keep_refused(&site, (&import.file, &lines), (&taken.refused, &lang), printer)?;
    }
    let said = [
        ("taken", written.to_string()),
        ("same", taken.same.to_string()),
        ("left", taken.refused.len().to_string()),
        ("lang", lang.to_string()),
    ];
    printer.say(if import.dry_run { "say.would-import" } else { "say.translations-taken" }, &said);
    let is_bad = found.iter().any(|found| found.severity == Severity::Error);
    Ok(if is_bad { Ended::WithErrors } else { Ended::Well })
}

/// Writes what is not taken of a file beside, with the reasons.
pub(super) fn keep_refused(
    site: &Site<'_>,
    (file, lines): (&Path, &Lines),
    (refused, lang): (&[Refused], &Lang),
    printer: &Printer,
) -> Result<(), Failure> {
    if refused.is_empty() {
        return Ok(());
    }
    let text = kept(refused, lines, lang, printer);
    let path = keep(site, &export::beside(file), &text)?;
    printer.say("say.not-taken", &[("file", path.display().to_string())]);
    Ok(())
}

/// Keeps a text under a name that nobody else's work has.
fn keep(site: &Site<'_>, path: &Path, text: &str) -> Result<PathBuf, Failure> {
    let mut place = path.to_path_buf();
    for number in 2.. {
        if edits::put(&site.at.root, &place.to_string_lossy(), text.as_bytes())? != edits::Put::Other {
            break;
        }
        place = path.with_extension(format!("{number}.po"));
    }
    Ok(place)
}

fn read(bytes: &[u8], file: &Path) -> Result<Result<Reading, Problem>, Failure> {
    let text = match exchange::decode(bytes) {
        Ok(text) => text,
        Err(problem) => return Ok(Err(problem)),
    };
    match file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "po" | "pot" => Ok(Ok(po::import(text))),
        "xlf" | "xliff" => Ok(Ok(xliff::import(text))),
        "csv" | "tsv" | "txt" => Ok(Ok(csv::import(text))),
        _ => Err(Failure::new("failure.import-format").arg("path", file.display())),
    }
}

/// Pages that nobody has begun get a file, in memory, where a translation came back for them.
fn begin(pages: &mut Vec<Page>, reading: &Reading, site: &Site<'_>, lang: &Lang, printer: &Printer) {
    let mut begun = site.sources.clone();
    let mut is_any = false;
    let wanted: BTreeSet<&str> = reading.returned.iter().map(|returned| &returned.page[..]).collect();
    for page in pages.iter().filter(|page| page.target.is_none() && page.source.document.is_some()) {
        if wanted.contains(&page.name[..]) {
            begun.put(Source::new(page.place.clone(), start::start(page).into_bytes()));
            is_any = true;
        }
    }
    if is_any {
        *pages = site.with(begun).pages(lang, printer).pages;
    }
}

/// Writes a page and its ledger; gives how many texts were taken.
fn write(
    site: &Site<'_>,
    page: &Page,
    news: Vec<New>,
    is_dry: bool,
    refused: &mut Vec<Refused>,
) -> Result<usize, Failure> {
    let count = news.len();
    let (text, ledger, left) = settle(page, news);
    let taken = count - left.len();
    refused.extend(left.into_iter().map(|new| homeless(page, new)));
    if !is_dry && taken > 0 {
        // The text first: killed in between, the ledger says less than there is, never more.
        site.write(page.place.as_str(), &text)?;
        site.write_ledger(page, &ledger)?;
    }
    Ok(taken)
}

fn homeless(page: &Page, new: New) -> Refused {
    let segment = &page.source.segments[new.source];
    let returned = Returned {
        page: page.name.clone(),
        nth: segment.identity.nth,
        source: segment.text.clone(),
        target: new.text,
        is_draft: false,
        is_reviewed: false,
        base: None,
        line: 0,
    };
    Refused { returned, why: Refusal::NoText }
}

/// The file that came back, to show its lines.
pub(super) struct Lines {
    sources: Sources,
    id: SourceId,
    /// Where each line is.
    ranges: Vec<Range<usize>>,
}

impl Lines {
    pub(super) fn of(file: &Path, bytes: &[u8]) -> Lines {
        // A file in another encoding is shown as well as that goes.
        let bytes = String::from_utf8_lossy(bytes).into_owned().into_bytes();
        let source = Source::new(SourcePath::new(file.to_string_lossy()), bytes.clone());
        let mut ranges = Vec::new();
        let mut at = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            ranges.push(at..at + line.trim_ascii_end().len());
            at += line.len();
        }
        let mut lines = Lines { sources: Sources::default(), id: source.id, ranges };
        lines.sources.put(source);
        lines
    }

    fn at(
        &self,
        line: usize,
        code: &'static str,
        severity: Severity,
        arguments: &[(&'static str, String)],
    ) -> Diagnostic {
        let range = line.checked_sub(1).and_then(|line| self.ranges.get(line)).cloned().unwrap_or(0..0);
        let span = Span::new(self.id, range);
        Diagnostic { span, code, severity, arguments: arguments.to_vec(), labels: Vec::new(), fix: None }
    }

    fn problem(&self, problem: &Problem) -> Diagnostic {
        self.at(problem.line, problem.code, problem.severity, &problem.arguments)
    }

    fn finding(&self, line: usize, found: &Finding) -> Diagnostic {
        self.at(line, found.code, found.severity, &found.arguments)
    }

    fn refused(&self, refused: &Refused) -> Vec<Diagnostic> {
        let line = refused.returned.line;
        let page = ("page", refused.returned.page.clone());
        let error = |code, arguments: &[_]| vec![self.at(line, code, Severity::Error, arguments)];
        match &refused.why {
            Refusal::NoPage => error("exchange/no-page", &[page]),
            Refusal::NoText => error("exchange/no-text", &[page]),
            Refusal::Conflict(here) => error("exchange/conflict", &[page, ("here", here.clone())]),
            Refusal::Broken(found) => found.iter().map(|found| self.finding(line, found)).collect(),
        }
    }
}

/// What was not taken, as a PO file with the reasons.
fn kept(refused: &[Refused], lines: &Lines, lang: &Lang, printer: &Printer) -> String {
    let entry = |refused: &Refused| po::Entry {
        comments: reasons(refused, lines, printer),
        context: Some(crate::translate::unit::context(&refused.returned.page, refused.returned.nth)),
        id: refused.returned.source.clone(),
        strs: vec![refused.returned.target.clone()],
        ..po::Entry::default()
    };
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = vec![
        field("Language", &lang.as_str().replace('-', "_")),
        field("Content-Type", "text/plain; charset=UTF-8"),
        field("Content-Transfer-Encoding", "8bit"),
    ];
    let header = po::Header { fields, ..po::Header::default() };
    po::write(&po::Catalogue { header, entries: refused.iter().map(entry).collect() })
}

fn reasons(refused: &Refused, lines: &Lines, printer: &Printer) -> Vec<String> {
    lines.refused(refused).iter().map(|found| printer.words.words(found).message).collect()
}
