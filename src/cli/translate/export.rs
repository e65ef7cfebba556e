//! `altavoz translate export` and `pack`: what a language needs, as a file for translators.

use std::path::{Path, PathBuf};

use crate::base::{Failure, Lang, Severity};
use crate::cli::Ended;
use crate::cli::arguments::Format;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::act::Act;
use crate::translate::ledger::Stored;
use crate::translate::take::{is_untouched, take};
use crate::translate::unit::Project;
use crate::translate::{Page, csv, exchange, overlay, pack as packs, placeholders, po, units, xliff};
use crate::write::edits;

use super::arguments::{Export, Pack};
use super::{Site, import};

/// Writes a file for translators' tools.
pub(super) fn run(export: &Export, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let lang = site.lang(&export.lang)?;
    let is_kept =
        export.output.is_none() && matches!(printer.format, Format::Po | Format::Human | Format::Json);
    let project = project(&site, &lang, (export.all || is_kept, &[]), printer)?;
    let options = po::Options { placeholders: export.placeholders };
    let (text, ending) = match printer.format {
        Format::Xliff => (xliff::export(&project), "xlf"),
        Format::Csv => (csv::export(&project), "csv"),
        _ => (po::export(&project, options), "po"),
    };
    if is_kept {
        let path = overlay::path(&lang);
        clear(&site, &lang, printer)?;
        site.write(&format!("{}messages.pot", overlay::FOLDER), &po::template(&project, options))?;
        site.write(&path, &text)?;
        say(&path, &project, printer);
        return Ok(Ended::Well);
    }
    let place = export.output.clone().unwrap_or_else(|| at.root.join(format!("translate-{lang}.{ending}")));
    put(&place, &text, &project, printer)
}

/// Makes sure that writing the PO file anew loses nothing: what can be taken of it must have been imported,
/// and what cannot is written beside.
fn clear(site: &Site<'_>, lang: &Lang, printer: &Printer) -> Result<(), Failure> {
    let path = overlay::path(lang);
    let Some(file) = site.sources.get(&path[..]) else { return Ok(()) };
    let unread = || Failure::new("failure.unread").arg("path", &path);
    let mut reading = po::import(exchange::decode(&file.bytes).map_err(|_| unread())?);
    if reading.problems.list.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(unread());
    }
    let pages = site.pages(lang, printer).pages;
    placeholders::restore(&mut reading, units::texts(&pages));
    let act = Act { stored: Stored::Translated, by: None, at: None };
    let langs = (&site.config().default_language, lang);
    let mut taken = take(&pages, reading.returned, site.glossary(), langs, &act);
    let pending: usize = taken.news.values().map(Vec::len).sum();
    if pending > 0 {
        return Err(Failure::new("failure.pending").arg("count", pending).arg("path", &path));
    }
    taken.refused.retain(|refused| !is_untouched(&refused.returned));
    let place = Path::new(&path);
    let lines = import::Lines::of(place, &file.bytes);
    import::keep_refused(site, (place, &lines), (&taken.refused, lang), printer)
}

/// Writes a page for one volunteer.
pub(super) fn pack(pack: &Pack, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let lang = site.lang(&pack.lang)?;
    let project = project(&site, &lang, (pack.all, &pack.page), printer)?;
    let place = pack.output.clone().unwrap_or_else(|| at.root.join(format!("pack-{lang}.html")));
    put(&place, &packs::pack(&project, site.glossary()), &project, printer)
}

fn put(place: &Path, text: &str, project: &Project, printer: &Printer) -> Result<Ended, Failure> {
    edits::export(place, text.as_bytes())?;
    say(&place.display().to_string(), project, printer);
    Ok(Ended::Well)
}

fn say(file: &str, project: &Project, printer: &Printer) {
    let todo = project.units.iter().filter(|unit| unit.state.needs_work()).count();
    let said =
        [("file", file.to_owned()), ("texts", project.units.len().to_string()), ("todo", todo.to_string())];
    printer.say("say.exported", &said);
}

/// The units of a language, with the addresses of their pages; without `all`, those that need work.
pub(super) fn project(
    site: &Site<'_>,
    lang: &Lang,
    (all, names): (bool, &[String]),
    printer: &Printer,
) -> Result<Project, Failure> {
    let mut pages = site.pages(lang, printer);
    for name in names {
        Site::page(pages.clone(), name, lang)?;
    }
    pages.pages.retain(|page| names.is_empty() || names.contains(&page.name));
    let urls = site.urls();
    let url = |page: &Page| urls.get(page.source.source.path.as_str()).cloned();
    let mut project = units::project(site.config(), lang, &pages.pages, site.glossary(), &url);
    if !all {
        project.units.retain(|unit| unit.state.needs_work());
        project.orphans.clear();
    }
    Ok(project)
}

/// Where what is not taken is kept.
pub(super) fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    PathBuf::from(format!("i18n/not-taken/{name}")).with_extension("po")
}
