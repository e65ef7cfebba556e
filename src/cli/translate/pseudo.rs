//! `altavoz translate pseudo`: the site with a language that only looks like one, to find what was never given to
//! translators and what breaks with longer words or from right to left.

use crate::base::{Failure, Lang, Severity, Source, SourcePath};
use crate::cli::Ended;
use crate::cli::arguments::Unpublished;
use crate::cli::build::{holds_sources, inputs, workshop};
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::act::{Act, New};
use crate::translate::ledger::Stored;
use crate::translate::pseudo::{accented, right_to_left};
use crate::translate::take::settle;
use crate::translate::{Page, State, language, start};
use crate::{Memo, write};

use super::Site;
use super::arguments::Pseudo;

/// Builds it into a folder of its own; the site's files stay as they are.
pub(super) fn run(pseudo: &Pseudo, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let folder = std::path::absolute(&pseudo.output)
        .map_err(|cause| Failure::at("failure.write", &pseudo.output, &cause))?;
    // Nobody is to publish it by mistake.
    if holds_sources(&folder, &at.root) || folder == at.root.join("public") {
        return Err(Failure::new("failure.output-is-source").arg("path", folder.display()));
    }
    // CLDR's own names for these two.
    let (lang, say): (Lang, fn(&str) -> String) =
        if pseudo.rtl { (Lang::new("ar-XB"), right_to_left) } else { (Lang::new("en-XA"), accented) };
    let (site, left) = translated(Site::read(at)?, &lang, say, printer)?;
    let inputs = inputs(Unpublished::default(), at);
    let mut memo = Memo::with_pictures(workshop(at, Box::new(|_, _| {})));
    let (built, found) = crate::build(&site.sources, &inputs, &mut memo);
    if found.iter().any(|found| found.severity == Severity::Error) {
        site.print(&found, printer);
        return Ok(Ended::WithErrors);
    }
    write::write(&built.output, &folder, &at.root.join(".altavoz"))?;
    let said =
        [("lang", lang.to_string()), ("folder", folder.display().to_string()), ("left", left.to_string())];
    printer.say("say.pseudo", &said);
    Ok(Ended::Well)
}

/// The site in memory with the language in it, and how many texts have no place.
fn translated<'a>(
    site: Site<'a>,
    lang: &Lang,
    say: fn(&str) -> String,
    printer: &Printer,
) -> Result<(Site<'a>, usize), Failure> {
    let Some(config) = site.sources.get("config.toml") else {
        return Err(Failure::new("failure.no-config").arg("path", site.at.root.display()));
    };
    let config = language::config(config, lang, &site.config().default_language);
    let with = |site: Site<'a>, files: Vec<(SourcePath, String)>| {
        let mut sources = site.sources.clone();
        for (path, text) in files {
            sources.put(Source::new(path, text.into_bytes()));
        }
        site.with(sources)
    };
    let site = with(site, vec![(SourcePath::new("config.toml"), config)]);
    let begun = |page: &Page| (page.place.clone(), start::start(page));
    let pages = site.pages(lang, printer).pages;
    let texts = pages.iter().filter(|page| page.source.document.is_some()).map(begun).collect();
    let site = with(site, texts);
    let mut left = 0;
    let names: Vec<String> = pages.into_iter().map(|page| page.name).collect();
    let act = Act { stored: Stored::Machine, by: None, at: None };
    let mut files = Vec::new();
    for page in site.pages(lang, printer).pages.iter().filter(|page| names.contains(&page.name)) {
        let missing = page.alignment.rows.iter().filter(|row| row.state == State::Missing);
        let new =
            |source: usize| New { source, text: say(&page.source.segments[source].text), act: act.clone() };
        let news = missing.filter_map(|row| row.source).map(new).collect();
        let (text, _, without) = settle(page, news);
        left += without.len();
        files.push((page.place.clone(), text));
    }
    Ok((with(site, files), left))
}
