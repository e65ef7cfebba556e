//! The site as a translator's command sees it: pages of a language, and the one way to write them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::date::Day;
use crate::base::pictures::Pictures;
use crate::base::{Diagnostic, Failure, Lang, Sources};
use crate::cli::arguments::Unpublished;
use crate::cli::build::inputs;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::collect;
use crate::config::Config;
use crate::content::Parsed;
use crate::translate::ledger::{self, Ledger};
use crate::translate::{Glossary, Identity, Material, Page, Pages, Shelves, pages};
use crate::write::edits;
use crate::{parse, relate};

/// A site, read.
pub(super) struct Site<'a> {
    pub(super) at: &'a SiteAt,
    pub(super) sources: Sources,
    pub(super) parsed: Parsed,
    pub(super) material: Material,
    /// What is wrong with the glossary.
    found: Vec<Diagnostic>,
    /// What was printed already: pages are made for one language after another, and of one more than once.
    said: Rc<RefCell<BTreeSet<Diagnostic>>>,
}

/// Which segments of a page are meant.
pub(super) struct Segments<'a> {
    pub(super) page: &'a str,
    /// The first digits of a segment's hash.
    hash: Option<&'a str>,
}

impl<'a> Site<'a> {
    /// Reads it; what is wrong with its content is `check`'s to say.
    pub(super) fn read(at: &'a SiteAt) -> Result<Site<'a>, Failure> {
        let (sources, _) = collect::collect(&at.root)?;
        Ok(Site::of(at, sources))
    }

    /// The same from files that were read already.
    pub(super) fn of(at: &'a SiteAt, sources: Sources) -> Site<'a> {
        let (parsed, _) = parse::fronts(&sources);
        let (material, found) = Material::of(&parsed, &sources, &Shelves::default());
        Site { at, sources, parsed, material, found, said: Rc::default() }
    }

    /// The same with other files in memory.
    pub(super) fn with(&self, sources: Sources) -> Site<'a> {
        Site { said: self.said.clone(), ..Site::of(self.at, sources) }
    }

    /// The address of every page on the published site, by its file.
    pub(super) fn urls(&self) -> BTreeMap<String, String> {
        let inputs = inputs(Unpublished::default(), self.at);
        let (site, _) =
            crate::related(&self.parsed, &Pictures::default(), &inputs, &relate::Shelves::default());
        let origin = &site.config.origin;
        let rows = site.listing.iter().filter(|row| row.state == "published");
        rows.filter_map(|row| Some((row.file.to_string(), format!("{origin}{}", row.url.as_ref()?.as_str()))))
            .collect()
    }

    pub(super) fn config(&self) -> &Config {
        &self.parsed.config
    }

    /// Today by the site's clock.
    pub(super) fn today(&self) -> Day {
        let zone = &self.config().timezone;
        self.at.now.instant(zone).day(zone)
    }

    /// A language of the site.
    pub(super) fn lang(&self, word: &str) -> Result<Lang, Failure> {
        let langs: Vec<String> = self.config().langs().map(ToString::to_string).collect();
        let found = self.config().langs().find(|lang| lang.as_str() == word).cloned();
        found
            .ok_or_else(|| Failure::new("failure.new-lang").arg("value", word).arg("langs", langs.join(", ")))
    }

    /// Everything that a language has to translate; damaged ledgers and what is wrong with the glossary are
    /// printed.
    pub(super) fn pages(&self, lang: &Lang, printer: &Printer) -> Pages {
        let (pages, found) = pages(&self.material, &self.sources, lang, &Shelves::default());
        self.print(&self.found, printer);
        self.print(&found, printer);
        pages
    }

    /// The campaign's terms.
    pub(super) fn glossary(&self) -> &Glossary {
        &self.material.glossary
    }

    /// Whether there was nothing to print.
    pub(super) fn is_sound(&self) -> bool {
        self.said.borrow().is_empty()
    }

    /// Prints what was not printed before.
    pub(super) fn print(&self, found: &[Diagnostic], printer: &Printer) {
        let mut said = self.said.borrow_mut();
        let new: Vec<_> =
            found.iter().filter(|found| said.insert(Diagnostic::clone(found))).cloned().collect();
        printer.diagnostics(&new, &self.sources);
    }

    /// The page of that name.
    pub(super) fn page(pages: Pages, name: &str, lang: &Lang) -> Result<Page, Failure> {
        let names: Vec<String> = pages.pages.iter().map(|page| page.name.clone()).collect();
        let found = pages.pages.into_iter().find(|page| {
            page.name == name || page.place.as_str() == name || page.source.source.path.as_str() == name
        });
        found.ok_or_else(|| Site::no_page(name, lang.as_str(), names.iter().map(String::as_str)))
    }

    /// There is no page of that name among these.
    pub(super) fn no_page<'n>(
        name: &str,
        lang: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Failure {
        let failure = Failure::new("failure.no-page").arg("value", name).arg("lang", lang);
        match crate::base::record::nearest(name, names) {
            Some(nearest) => failure.arg("nearest", nearest),
            None => failure,
        }
    }

    /// Writes the ledger of a page, if it is another than before; damage is not written over.
    pub(super) fn write_ledger(&self, page: &Page, ledger: &Ledger) -> Result<bool, Failure> {
        Site::sound_ledger(page)?;
        self.write(&ledger::path(&page.lang, &page.name), &ledger::write(ledger))
    }

    /// A failure where the ledger of a page is damaged: what it remembers is not to be lost.
    pub(super) fn sound_ledger(page: &Page) -> Result<(), Failure> {
        if page.ledger.as_ref().is_none_or(|ledger| ledger.1.is_empty()) {
            return Ok(());
        }
        Err(Failure::new("failure.ledger").arg("path", ledger::path(&page.lang, &page.name)))
    }

    /// Puts a text into a file of the site, whole; a file that changed since it was read is left alone.
    pub(super) fn write(&self, path: &str, text: &str) -> Result<bool, Failure> {
        let before = edits::read(&self.at.root, path)?;
        let known = self.sources.get(path).map(|source| &source.bytes[..]);
        match before {
            None => edits::add(&self.at.root, path, text.as_bytes())?,
            Some(before) if before == text.as_bytes() => return Ok(false),
            Some(before) => {
                let is_same = known == Some(&before[..])
                    && edits::change(&self.at.root, path, &before, text.as_bytes())?;
                if !is_same {
                    return Err(Failure::new("failure.changed").arg("path", path));
                }
            }
        }
        Ok(true)
    }
}

impl<'a> Segments<'a> {
    /// `news/ana` or `news/ana#3f2a91c0`.
    pub(super) fn of(word: &'a str) -> Segments<'a> {
        match word.split_once('#') {
            Some((page, hash)) => Segments { page, hash: Some(hash) },
            None => Segments { page: word, hash: None },
        }
    }

    /// Whether a segment that the source has no more is one of them.
    pub(super) fn mean(&self, identity: Identity) -> bool {
        self.hash.is_none_or(|hash| hash.len() >= 4 && identity.to_string().starts_with(hash))
    }

    /// The numbers of these segments in the source of their page.
    pub(super) fn numbers(&self, page: &Page) -> Result<Vec<usize>, Failure> {
        let all = page.source.segments.iter().enumerate();
        let Some(hash) = self.hash else { return Ok(all.map(|(number, _)| number).collect()) };
        let meant =
            all.filter(|(_, segment)| hash.len() >= 4 && segment.identity.to_string().starts_with(hash));
        let numbers: Vec<usize> = meant.map(|(number, _)| number).collect();
        if numbers.is_empty() {
            return Err(Failure::new("failure.no-segment").arg("value", hash).arg("page", &page.name));
        }
        Ok(numbers)
    }
}
