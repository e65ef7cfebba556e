//! `altavoz translate mv`: translations and what is known of them follow a page that moved.

use crate::base::Failure;
use crate::cli::Ended;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::ledger;
use crate::translate::pages::name_of;
use crate::write::edits;

use super::Site;
use super::arguments::Mv;

/// Moves the ledgers, and the translations that still lie where the page was.
pub(super) fn run(mv: &Mv, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let (old, new) = (name(&mv.old), name(&mv.new));
    let mut moved = 0;
    let names: Vec<String> = site.parsed.documents.iter().map(|document| name_of(document)).collect();
    if !names.iter().any(|name| name == new) {
        let failure = Failure::new("failure.no-page-to-move-to").arg("old", old).arg("new", new);
        return Err(match crate::base::record::nearest(new, names.iter().map(String::as_str)) {
            Some(nearest) if nearest != old => failure.arg("nearest", nearest),
            _ => failure,
        });
    }
    for lang in site.config().langs().cloned().collect::<Vec<_>>() {
        let pages = [(ledger::path(&lang, old), ledger::path(&lang, new))];
        let texts = [format!("content/{old}.{lang}.md"), format!("content/{old}/index.{lang}.md")];
        let place = site.pages(&lang, printer).pages.into_iter().find(|page| page.name == new);
        let texts = texts.into_iter().filter_map(|from| Some((from, place.as_ref()?.place.to_string())));
        for (from, to) in pages.into_iter().chain(texts) {
            let Some(source) = site.sources.get(&from[..]) else { continue };
            if from == to {
                continue;
            }
            edits::add(&at.root, &to, &source.bytes)?;
            edits::remove(&at.root, &from)?;
            printer.say("say.moved", &[("from", from), ("to", to)]);
            moved += 1;
        }
    }
    if moved == 0 {
        return Err(Failure::new("failure.nothing-moved").arg("old", old).arg("new", new));
    }
    Ok(Ended::Well)
}

fn name(word: &str) -> &str {
    word.trim_start_matches("content/").trim_end_matches(".md").trim_matches('/')
}
