//! `altavoz import`: brings the pages of a Hugo, Jekyll or Zola site along.

use serde_json::json;

use crate::base::message::{Catalogue, Language};
use crate::base::{Diagnostic, Failure, Lang, Source, SourcePath, Sources};
use crate::collect;
use crate::config::{self, Config};
use crate::import::{self, Generator, New, Trial};
use crate::write::edits::{self, Put};

use super::Ended;
use super::arguments::{From, Import};
use super::print::Printer;
use super::surroundings::SiteAt;

/// Writes the old site's pages and files into the new one, beside what is there.
pub(super) fn run(import: &Import, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let into = import.into.trim_matches('/');
    if !super::new::is_folder(into) {
        return Err(Failure::new("failure.import-into").arg("folder", &import.into));
    }
    let progress = printer.progress("say.reading-old");
    let (mut old, mut said) = collect::folder(&import.folder, &site.root)?;
    let generator = import.from.map(generator).or_else(|| import::generator(&old));
    let Some(generator) = generator else {
        return Err(Failure::new("failure.nothing-to-import").arg("path", import.folder.display()));
    };
    progress.now("say.importing");
    let (own, _) = collect::collect(&site.root)?;
    let (config, _) = config::read(own.get("config.toml").map(|source| &**source));
    let trial = |files: &[Source], missing: &[Lang]| crate::trial(&own, files, missing, site.now);
    let has = |path: &str| own.get(path).is_some();
    let new = New { has: &has, ..new(import, &config, site, &trial) };
    let (carried, found) = import::import(&old, generator, &new);
    said.extend(found);
    progress.now("say.writing-imported");
    let mut counts = Counts::default();
    for file in &carried.files {
        match edits::put(&site.root, file.path.as_str(), &file.bytes)? {
            Put::Written => counts.written += 1,
            Put::Same => counts.same += 1,
            Put::Other => {
                let name = SourcePath::new(format!("→ {}", file.path));
                let mut report = crate::base::Report::default();
                let span = crate::base::Span::start_of(name.id());
                report.warning("import/exists", span).arg("path", &file.path);
                old.know(name);
                said.extend(report.diagnostics);
                counts.refused += 1;
            }
        }
    }
    progress.done();
    printer.diagnostics(&said, &old);
    summarise(&carried, &counts, &said, &old, generator, printer);
    Ok(if counts.refused > 0 { Ended::WithErrors } else { Ended::Well })
}

fn generator(from: From) -> Generator {
    match from {
        From::Hugo => Generator::Hugo,
        From::Jekyll => Generator::Jekyll,
        From::Zola => Generator::Zola,
    }
}

fn new<'a>(
    import: &Import,
    config: &Config,
    site: &SiteAt,
    trial: &'a (dyn Fn(&[Source], &[Lang]) -> Trial + Sync),
) -> New<'a> {
    let others = config.langs().filter(|lang| **lang != config.default_language).cloned();
    let region = config.regions.iter().find(|region| region.key == "global").or(config.regions.first());
    New {
        langs: std::iter::once(config.default_language.clone()).chain(others).collect(),
        into: import.into.trim_matches('/').to_owned(),
        region: region.map(|region| region.key.clone()),
        base_path: config.base_path.clone(),
        reason: reason(&config.default_language),
        now: site.now.instant(&config.timezone),
        zone: config.timezone.clone(),
        has: &|_| false,
        trial,
    }
}

// In the site's language, as far as the program speaks it: it stays in the site's files.
fn reason(lang: &Lang) -> String {
    Catalogue::of(Language::of_locale(lang.as_str())).phrase("say.import-reason", &[])
}

#[derive(Default)]
struct Counts {
    written: usize,
    same: usize,
    refused: usize,
}

fn summarise(
    carried: &import::Carried,
    counts: &Counts,
    said: &[Diagnostic],
    old: &Sources,
    generator: Generator,
    printer: &Printer,
) {
    let files = carried.files.len() - carried.pages;
    printer.object(&json!({ "summary": {
        "from": format!("{generator:?}").to_lowercase(),
        "read": old.iter().count(),
        "pages": carried.pages,
        "files": files,
        "written": counts.written,
        "unchanged": counts.same,
        "refused": counts.refused,
        "notes": said.len(),
        "languages_missing": carried.missing.iter().map(Lang::as_str).collect::<Vec<_>>(),
        "errors": carried.errors,
        "warnings": carried.warnings,
    }}));
    let number = |key: &'static str, number: usize| (key, number.to_string());
    let numbers = [
        number("pages", carried.pages),
        number("files", files),
        number("written", counts.written),
        number("same", counts.same),
        number("notes", said.len()),
        number("errors", carried.errors),
        number("warnings", carried.warnings),
        ("from", format!("{generator:?}")),
    ];
    printer.say("say.imported", &numbers);
    if !carried.missing.is_empty() {
        let lines: Vec<String> =
            carried.missing.iter().map(|lang| format!("    [languages.{lang}]")).collect();
        printer.say("say.import-languages", &[("lines", lines.join("\n"))]);
    }
    printer.say(if carried.errors > 0 { "say.import-errors" } else { "say.import-next" }, &numbers);
}
