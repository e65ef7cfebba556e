//! `altavoz translate check`: opinions about translations beside their sources.

use crate::base::{Failure, Lang, Severity};
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::content::rules::without_allowed;
use crate::translate::take;

use super::Site;
use super::arguments::Look;

/// Prints what is wrong with every translation, or with those of one language.
pub(super) fn run(look: &Look, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let langs: Vec<Lang> = match &look.lang {
        Some(lang) => vec![site.lang(lang)?],
        None => site.config().langs().cloned().collect(),
    };
    let glossary = site.glossary();
    let mut found = Vec::new();
    for lang in &langs {
        let pages = site.pages(lang, printer).pages;
        found.extend(take::check(&pages, glossary, (&site.config().default_language, lang)));
    }
    let found = crate::in_order(without_allowed(found, &site.parsed.documents), &site.sources);
    site.print(&found, printer);
    let count = |severity| found.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let said = [("errors", errors.to_string()), ("warnings", warnings.to_string())];
    printer.say("say.translations-checked", &said);
    let is_bad = errors > 0 || look.strict && warnings > 0;
    Ok(if is_bad { Ended::WithErrors } else { Ended::Well })
}
