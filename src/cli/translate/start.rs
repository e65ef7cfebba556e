//! `altavoz translate start`: the file of a translation that nobody has begun.

use crate::base::Failure;
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::start;

use super::Site;
use super::arguments::Start;

/// Writes it; a translation that is there stays as it is.
pub(super) fn run(arguments: &Start, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let lang = site.lang(&arguments.lang)?;
    let pages = site.pages(&lang, printer);
    let pages = match &arguments.page {
        Some(name) => vec![Site::page(pages, name, &lang)?],
        None => pages.pages,
    };
    let is_one = pages.len() == 1;
    let mut begun = 0;
    for page in pages.iter().filter(|page| page.source.document.is_some()) {
        if page.target.is_some() {
            if is_one {
                printer.say("say.translation-there", &[("file", page.place.to_string())]);
            }
            continue;
        }
        site.write(page.place.as_str(), &start::start(page))?;
        printer
            .say("say.translation-begun", &[("file", page.place.to_string()), ("page", page.name.clone())]);
        begun += 1;
    }
    if begun == 0 && !is_one {
        printer.say("say.nothing-to-begin", &[("lang", lang.to_string())]);
    }
    Ok(Ended::Well)
}
