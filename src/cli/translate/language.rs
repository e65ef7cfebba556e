//! `altavoz translate language`: everything that a new language begins with.

use crate::base::{Failure, Lang, Source, SourcePath, lang};
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::content::Role;
use crate::translate::units::standing;
use crate::translate::{Page, State, language, start};

use super::Site;
use super::arguments::Language;

/// Words that somebody translates in five minutes.
const FEW: usize = 120;

/// Writes it, and says what to do first.
pub(super) fn run(arguments: &Language, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let new = tag(&arguments.lang)?;
    if site.config().language(&new).is_some() {
        return Err(Failure::new("failure.language-there").arg("lang", &new));
    }
    let Some(config) = site.sources.get("config.toml") else {
        return Err(Failure::new("failure.no-config").arg("path", at.root.display()));
    };
    let text = language::config(config, &new, &site.config().default_language);
    let site_with = |text: &str| {
        let mut sources = site.sources.clone();
        sources.put(Source::new(SourcePath::new("config.toml"), text.as_bytes().to_vec()));
        site.with(sources)
    };
    let wider = site_with(&text);
    let is_known = |lang: &&Lang| wider.config().language(lang).is_none();
    if wider.config().language(&new).is_none() || site.config().langs().any(|lang| is_known(&lang)) {
        return Err(Failure::new("failure.language-by-hand").arg("lang", &new));
    }
    site.write("config.toml", &text)?;
    printer.say("say.language-entered", &[("lang", new.to_string())]);
    let pages = wider.pages(&new, printer).pages;
    for page in &pages {
        begin(page, &new, &site, printer)?;
    }
    say_rest(&pages, &new, printer);
    Ok(Ended::Well)
}

fn tag(word: &str) -> Result<Lang, Failure> {
    if lang::exists(word) {
        return Ok(Lang::new(word));
    }
    let failure = Failure::new("failure.language-tag").arg("value", word);
    Err(match lang::of_any_case(&word.replace('_', "-")) {
        Some(near) => failure.arg("nearest", near),
        None => failure,
    })
}

/// The file of the theme's words, the home page and the sections: what every page of the language has around it.
fn begin(page: &Page, lang: &Lang, site: &Site<'_>, printer: &Printer) -> Result<(), Failure> {
    if page.target.is_some() {
        return Ok(());
    }
    let role = page.source.document.as_ref().map(|document| document.role);
    let text = match role {
        Some(Role::Item) => return Ok(()),
        Some(Role::Home) => start::start(page),
        Some(Role::Section) => {
            let word = page.name.trim_end_matches("/_index").rsplit('/').next().unwrap_or_default();
            language::with_slug(&start::start(page), word)
        }
        None => language::strings(page.source.source.text().unwrap_or_default(), lang),
    };
    site.write(page.place.as_str(), &text)?;
    let said = [("file", page.place.to_string()), ("page", page.name.clone())];
    printer.say(if role.is_some() { "say.translation-begun" } else { "say.strings-begun" }, &said);
    Ok(())
}

/// What else there is to translate, and the smallest of what matters most.
fn say_rest(pages: &[Page], lang: &Lang, printer: &Printer) {
    let todo = |page: &Page| standing(page).counts.get(&State::Missing).map_or(0, |count| count.words);
    // The theme's words have a file of their own, which is begun.
    let is_table = |page: &&Page| page.source.document.is_none() && page.name != "strings";
    let tables = pages.iter().filter(is_table).filter(|page| todo(page) > 0).count();
    let words: usize = pages.iter().map(todo).sum();
    let said = [("lang", lang.to_string()), ("words", words.to_string()), ("tables", tables.to_string())];
    printer.say("say.language-rest", &said);
    let texts = pages.iter().filter(|page| page.source.document.is_some() && todo(page) > 0);
    let first = texts.min_by_key(|page| (todo(page) > FEW, page.priority, todo(page), &page.name[..]));
    if let Some(page) = first {
        let is_begun = page.source.document.as_ref().is_some_and(|document| document.role != Role::Item);
        let said = [
            ("lang", lang.to_string()),
            ("page", page.name.clone()),
            ("file", page.place.to_string()),
            ("words", todo(page).to_string()),
        ];
        printer.say(if is_begun { "say.first-task-begun" } else { "say.first-task" }, &said);
    }
}
