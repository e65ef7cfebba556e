//! All that a language has to translate, page by page: what there is of it, and where it stands.
//!
//! A page is a Markdown item, the theme's strings, a vocabulary: whatever lies in one file and is
//! read as one. Takes what parse made of each file; changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::front_matter::{self, Format, Parts};
use crate::base::{Checked, Fingerprint, Lang, Source, SourcePath, Sources, memo};
use crate::config::Config;
use crate::content::meta::Mode;
use crate::content::parts::Translate;
use crate::content::{Document, Role};

use super::align::{Alignment, Words, align};
use super::bundles::Bundle;
use super::glossary::Glossary;
use super::ledger::{self, Ledger};
use super::material::Material;
use super::segment::Segment;
use super::segments::segments;
use super::splice::Values;
use super::tables;

/// Segments by the fingerprint of the document, ledgers and glossaries by that of their file.
#[derive(Debug, Default)]
pub struct Shelves {
    pub(super) glossaries: memo::Shelf<Checked<Arc<Glossary>>>,
    segments: memo::Shelf<Arc<[Segment]>>,
    ledgers: memo::Shelf<Arc<Checked<Ledger>>>,
    alignments: memo::Shelf<Arc<Alignment>>,
}

/// One language's file of a page.
#[derive(Clone, Debug)]
pub struct Side {
    /// The file.
    pub source: Arc<Source>,
    /// Its segments.
    pub segments: Arc<[Segment]>,
    /// How its values are written.
    pub values: Values,
    /// What the file was read into, if it is Markdown.
    pub document: Option<Arc<Document>>,
}

/// A page and its translation into one language.
#[derive(Clone, Debug)]
pub struct Page {
    /// What names it: `news/ana`, `news/_index`, `strings`.
    pub name: String,
    /// The language of the translation.
    pub lang: Lang,
    /// Of all that it is made from.
    pub fingerprint: Fingerprint,
    /// The text that it is made from.
    pub source: Side,
    /// The translation, if there is a file.
    pub target: Option<Side>,
    /// Where the translation lies or would lie.
    pub place: SourcePath,
    /// What is remembered of it; `None` if it was never taken into the ledger.
    pub ledger: Option<Arc<Checked<Ledger>>>,
    /// Where each segment stands.
    pub alignment: Arc<Alignment>,
    /// 1 (first) to 5.
    pub priority: u8,
    /// Safety, legal or medical advice.
    pub is_critical: bool,
    /// Welcome, but not counted as missing.
    pub is_optional: bool,
    /// The author's word to translators.
    pub note: Option<String>,
}

impl Shelves {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.glossaries.turn();
        self.segments.turn();
        self.ledgers.turn();
        self.alignments.turn();
    }
}

/// What a language has to translate.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// In the order of their names.
    pub pages: Vec<Page>,
    /// Ledgers whose page is gone, by the name that it had.
    pub lost: BTreeMap<String, Arc<Checked<Ledger>>>,
}

/// Everything that a language has to translate; mistakes in ledgers are reported.
pub fn pages(material: &Material, sources: &Sources, lang: &Lang, shelves: &Shelves) -> Checked<Pages> {
    let maker = Maker { material, sources, lang, shelves };
    let tables = tables::of_site(sources, &material.config, lang).into_iter();
    maker.pages(tables.map(|pair| maker.table(pair)).collect())
}

/// Its Markdown items only, for those who show pages. Mistakes are reported in all ledgers, be they of
/// items or not.
pub fn items(material: &Material, sources: &Sources, lang: &Lang, shelves: &Shelves) -> Checked<Vec<Page>> {
    let (pages, found) = Maker { material, sources, lang, shelves }.pages(Vec::new());
    (pages.pages, found)
}

/// What names an item among the pages.
pub fn name_of(document: &Document) -> String {
    match document.role {
        Role::Item => document.item.to_string(),
        Role::Home => "_index".to_owned(),
        Role::Section => format!("{}/_index", document.item),
    }
}

impl Side {
    fn fingerprint(&self) -> Fingerprint {
        self.document.as_ref().map_or(self.source.fingerprint, |document| document.fingerprint)
    }
}

struct Maker<'a> {
    material: &'a Material,
    sources: &'a Sources,
    lang: &'a Lang,
    shelves: &'a Shelves,
}

impl Maker<'_> {
    /// The items, and these tables.
    fn pages(&self, tables: Vec<Page>) -> Checked<Pages> {
        let items = self.material.bundles.par_iter().filter_map(|bundle| self.item(bundle));
        let mut pages: Vec<Page> = items.chain(tables).collect();
        pages.sort_by(|left, right| left.name.cmp(&right.name));
        let lost = self.lost(&pages);
        let ledgers = pages.iter().filter_map(|page| page.ledger.as_ref()).chain(lost.values());
        let found = ledgers.flat_map(|ledger| ledger.1.clone()).collect();
        (Pages { pages, lost }, found)
    }

    fn item(&self, bundle: &Bundle) -> Option<Page> {
        let source = &bundle.source;
        let meta = &source.meta;
        if source.lang == *self.lang || source.broken || meta.translate == Some(Translate::No) {
            return None;
        }
        let target = bundle.translations.iter().find(|document| document.lang == *self.lang);
        let place = match target {
            Some(target) => target.source.path.clone(),
            None => place(&source.source.path, source.suffixed, self.lang, &self.material.config),
        };
        let is_adaptation = target.is_some_and(|target| target.meta.mode == Some(Mode::Adaptation));
        let priority = meta.translate_priority.as_ref().map_or(3, |priority| priority.value);
        Some(self.page(
            Page {
                name: name_of(source),
                lang: self.lang.clone(),
                fingerprint: self.material.fingerprint,
                source: self.side(source),
                target: target.map(|target| self.side(target)),
                place,
                ledger: None,
                alignment: Arc::default(),
                priority: u8::try_from(priority).unwrap_or(3),
                is_critical: meta.critical == Some(true),
                is_optional: meta.translate == Some(Translate::Optional),
                note: meta.translate_note.clone(),
            },
            is_adaptation,
        ))
    }

    fn table(&self, pair: tables::Pair) -> Page {
        let side = |source: Arc<Source>, segments: Vec<Segment>| Side {
            source,
            segments: segments.into(),
            values: Values::Toml,
            document: None,
        };
        self.page(
            Page {
                name: pair.name,
                lang: self.lang.clone(),
                fingerprint: self.material.fingerprint,
                source: side(pair.source, pair.segments),
                target: pair.target.map(|(source, segments)| side(source, segments)),
                place: pair.place,
                ledger: None,
                alignment: Arc::default(),
                priority: pair.priority,
                is_critical: false,
                is_optional: false,
                note: None,
            },
            false,
        )
    }

    fn page(&self, page: Page, is_adaptation: bool) -> Page {
        let file = self.sources.get(&ledger::path(self.lang, &page.name)[..]);
        let ledger = file.map(|file| self.ledger(file));
        let fingerprint = Fingerprint::of(&(
            page.source.fingerprint(),
            page.target.as_ref().map(Side::fingerprint),
            file.map(|file| file.fingerprint),
            (&page.name, &page.lang, &page.place),
            self.material.fingerprint,
        ));
        let page = Page { fingerprint, ledger, ..page };
        let Material { config, glossary, .. } = self.material;
        let make = || aligned(&page, is_adaptation, config, glossary);
        let (alignment, _) = self.shelves.alignments.get_or(fingerprint, make);
        Page { alignment, ..page }
    }

    fn ledger(&self, file: &Source) -> Arc<Checked<Ledger>> {
        self.shelves.ledgers.get_or(file.fingerprint, || Arc::new(ledger::read(file))).0
    }

    /// Ledgers of this language that none of its pages has.
    fn lost(&self, pages: &[Page]) -> BTreeMap<String, Arc<Checked<Ledger>>> {
        let folder = format!("{}{}/", ledger::FOLDER, self.lang);
        let known: BTreeSet<&str> = pages.iter().map(|page| &page.name[..]).collect();
        let files = self.sources.under(&folder).filter_map(|file| {
            let name = file.path.as_str().strip_prefix(&folder)?.strip_suffix(".toml")?;
            (!known.contains(name)).then(|| (name.to_owned(), self.ledger(file)))
        });
        files.collect()
    }

    fn side(&self, document: &Arc<Document>) -> Side {
        let (segments, _) = self.shelves.segments.get_or(document.fingerprint, || segments(document).into());
        let values = document.source.text().map_or(Values::Toml, values_of);
        Side { source: document.source.clone(), segments, values, document: Some(document.clone()) }
    }
}

/// Where the segments of a page stand.
pub fn aligned(page: &Page, is_adaptation: bool, config: &Config, glossary: &Glossary) -> Arc<Alignment> {
    let nothing = Ledger::default();
    let known = page.ledger.as_ref().map_or(&nothing, |ledger| &ledger.0);
    let target = page.target.as_ref().map_or(&[][..], |side| &side.segments);
    let from = page.source.document.as_ref().map_or(&config.default_language, |document| &document.lang);
    let words = Words { lang: from, glossary };
    Arc::new(align(&page.source.segments, known, target, is_adaptation, words))
}

/// How the front matter of a file is written.
pub fn values_of(text: &str) -> Values {
    match front_matter::divide(text) {
        Parts::Divided { format: Format::Yaml, .. } => Values::Yaml,
        _ => Values::Toml,
    }
}

/// Where a translation lies that does not say otherwise: beside its source.
fn place(source: &SourcePath, suffixed: bool, lang: &Lang, config: &Config) -> SourcePath {
    let path = source.as_str();
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let stem = if suffixed { stem.rsplit_once('.').map_or(stem, |(stem, _)| stem) } else { stem };
    // Beside an original that says its language, a file without one would be taken for the original.
    let is_default = *lang == config.default_language && !suffixed;
    SourcePath::new(&if is_default { format!("{stem}.md") } else { format!("{stem}.{lang}.md") })
}
