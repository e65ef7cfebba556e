//! `altavoz translate init`: what a place where volunteers translate together needs to begin.

use crate::base::{Failure, Lang};
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::{glossary, overlay, po};

use super::arguments::Init;
use super::{Site, export};

/// What volunteers read first, by the language that it is written in.
const CONTRIBUTING: [(&str, &str); 2] =
    [("en", include_str!("init/contributing.en.md")), ("es", include_str!("init/contributing.es.md"))];
const WEBLATE: &str = include_str!("init/weblate.md");

/// Writes it; somebody's own pages for volunteers stay as they are.
pub(super) fn run(init: &Init, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    if !init.weblate {
        return Err(Failure::new("failure.init-what"));
    }
    let site = Site::read(at)?;
    let default = site.config().default_language.clone();
    let langs: Vec<Lang> = site.config().langs().filter(|lang| **lang != default).cloned().collect();
    if langs.is_empty() {
        return Err(Failure::new("failure.one-language"));
    }
    let mut projects = Vec::new();
    for lang in &langs {
        projects.push(export::project(&site, lang, (true, &[]), printer)?);
    }
    // One template is for all of them.
    let day = projects.iter().filter_map(|project| project.day).max();
    let options = po::Options::default();
    for project in &mut projects {
        project.day = day;
        let path = overlay::path(&project.target);
        say(&path, site.write(&path, &po::export(project, options))?, printer);
    }
    let largest = projects.iter().max_by_key(|project| project.units.len());
    if let Some(project) = largest {
        let path = format!("{}messages.pot", overlay::FOLDER);
        say(&path, site.write(&path, &po::template(project, options))?, printer);
    }
    let known = site.glossary();
    if !known.terms.is_empty() {
        say("i18n/glossary.csv", site.write("i18n/glossary.csv", &glossary::csv::write(known))?, printer);
    }
    for lang in &langs {
        own(&site, &format!("i18n/CONTRIBUTING.{lang}.md"), &contributing(&site, lang), printer)?;
    }
    own(&site, "i18n/weblate.md", &filled(&site, WEBLATE, &default), printer)?;
    Ok(Ended::Well)
}

fn contributing(site: &Site<'_>, lang: &Lang) -> String {
    let language = lang.as_str().split('-').next().unwrap_or_default();
    let text = CONTRIBUTING.iter().find(|(tag, _)| *tag == language).unwrap_or(&CONTRIBUTING[0]).1;
    filled(site, text, lang)
}

fn filled(site: &Site<'_>, text: &str, lang: &Lang) -> String {
    let config = site.config();
    let language = config.language(lang);
    let title = language.map_or(&config.title, |language| &language.title);
    let name = language.map_or(lang.as_str(), |language| &language.name);
    let license = config.license.as_deref().unwrap_or("–");
    let base = format!("{}{}/", config.origin, config.base_path);
    let holes: [(&str, &str); 5] =
        [("title", title), ("name", name), ("lang", lang.as_str()), ("license", license), ("site", &base)];
    holes.iter().fold(text.to_owned(), |text, (hole, words)| text.replace(&format!("{{{hole}}}"), words))
}

/// A page that people may have written on since.
fn own(site: &Site<'_>, path: &str, text: &str, printer: &Printer) -> Result<(), Failure> {
    if site.sources.get(path).is_some() {
        printer.say("say.kept", &[("file", path.to_owned())]);
        return Ok(());
    }
    say(path, site.write(path, text)?, printer);
    Ok(())
}

fn say(path: &str, is_new: bool, printer: &Printer) {
    printer.say(if is_new { "say.written" } else { "say.kept" }, &[("file", path.to_owned())]);
}
