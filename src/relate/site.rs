//! The site as a whole: items in their languages, and a page for every address.
//!
//! Made by [`relate`](super::relate), immutable afterwards. Everything that a page shows of other
//! files is reached from here by index or `Arc`, nothing is filled in later.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::country::Country;
use crate::base::date::{Day, Instant};
use crate::base::{ItemPath, Lang, SourcePath, Url};
use crate::config::Config;
use crate::content::Standing;
use crate::content::body::{HeadingIds, Href};
use crate::content::parsed::Count;
use crate::content::parts::FileRef;
use crate::content::words::AllWords;
use crate::content::{Document, Facet, FacetKey, Kind, Meta, Own, Strings, Terms, Vocabularies};

/// Everything that render needs to know.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// The theme's words by language.
    pub strings: BTreeMap<Lang, Arc<Strings>>,
    /// The vocabularies of the practice database.
    pub vocabularies: Arc<Vocabularies>,
    /// The practice database.
    pub practices: Practices,
    /// Topics' and hashtags' words.
    pub terms: Arc<Terms>,
    /// Signatures by petition id, from `counts.toml`.
    pub counts: BTreeMap<String, Count>,
    /// As of when.
    pub now: Instant,
    /// Every item that has a page, in the order of their paths; the home page and sections' indexes
    /// are among them, as pages.
    pub items: Vec<Item>,
    /// By language and folder: `news`, pages' folders, and `` for the home page.
    pub sections: BTreeMap<Lang, BTreeMap<String, Section>>,
    /// The text on a hashtag's page, by language and hashtag.
    pub campaigns: BTreeMap<Lang, BTreeMap<String, Arc<Edition>>>,
    /// Every region, country, topic and hashtag that has a page: by language, taxonomy and key.
    pub terms_at: BTreeMap<Lang, BTreeMap<Taxonomy, BTreeMap<String, TermCount>>>,
    /// Every page, in the order of the addresses.
    pub pages: Vec<Arc<Page>>,
    /// Every file that is copied: items' pictures and attachments, and `assets/`.
    pub files: Vec<CopiedFile>,
    /// What there is to translate, by language; empty where the site has no pages for translators.
    pub dashboards: BTreeMap<Lang, Dashboard>,
    /// Every feed.
    pub feeds: Vec<Feed>,
    /// Every source file: where it is published, or why not.
    pub listing: Arc<Vec<Row>>,
    /// Every text, shown or not, in the order of items and languages.
    pub texts: Vec<Text>,
    /// The words that rules look for.
    pub words: Arc<AllWords>,
    /// When the next page changes state.
    pub next_change: Option<Instant>,
}

/// From how many pages on a site is large.
const LARGE: usize = 25_000;

impl Site {
    /// Whether its output is better packed until it is written: below, that costs more time than memory is worth.
    pub fn is_large(&self) -> bool {
        self.pages.len() > LARGE
    }

    /// Where a term's page is in a language, and how much it has.
    pub fn term(&self, lang: &Lang, taxonomy: Taxonomy, key: &str) -> Option<&TermCount> {
        self.terms_at.get(lang)?.get(&taxonomy)?.get(key)
    }

    /// A topic's words: of the language, else of the default language, else made from its key.
    pub fn topic_label(&self, key: &str, lang: &Lang) -> String {
        let text = self.terms.topics.get(key);
        let label = text
            .and_then(|text| text.label.get(lang).or_else(|| text.label.get(&self.config.default_language)));
        label.cloned().unwrap_or_else(|| prettified(key))
    }
}

/// A key as words: `family-detention` is "Family detention".
pub fn prettified(key: &str) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One file's text with what it inherits.
#[derive(Debug)]
pub struct Text {
    /// The file.
    pub document: Arc<Document>,
    /// The fields, inherited ones included.
    pub meta: Arc<Meta>,
    /// The fields of its kind, inherited ones included.
    pub own: Arc<Own>,
    /// Whether readers see it now.
    pub is_shown: bool,
    /// Where it will be once it is shown; `None` for one that is shown, or has no place.
    pub hidden_at: Option<Url>,
    /// Files that will be published with it and are not public yet; none for one that is shown.
    pub hidden_files: Vec<SourcePath>,
}

/// One thing said in one or more languages.
#[derive(Debug)]
pub struct Item {
    /// Its name.
    pub path: ItemPath,
    /// What it is.
    pub kind: Kind,
    /// The folder that it is listed in: `news`, or a page's folder (empty at the top).
    pub section: String,
    /// The language of its source.
    pub source: Lang,
    /// What readers of each language get; with fallback `link` or `none`, nothing.
    pub editions: BTreeMap<Lang, Arc<Edition>>,
    /// Its countries.
    pub countries: Vec<Country>,
    /// Its regions' keys, in config's order.
    pub regions: Vec<String>,
    /// Its topics' keys.
    pub topics: Vec<String>,
    /// Its hashtags' keys (lower case).
    pub hashtags: Vec<String>,
    /// Items to read next, as numbers into [`Site::items`].
    pub related: Vec<usize>,
    /// The item that it goes on from.
    pub follows: Option<usize>,
    /// The items that go on from it, by date.
    pub followed_by: Vec<usize>,
}

/// An item as readers of one language get it.
#[derive(Debug)]
pub struct Edition {
    /// The item, as a number into [`Site::items`].
    pub item: usize,
    /// The language of the frame around it.
    pub lang: Lang,
    /// The language of the text; another than `lang` on a fallback page.
    pub text_lang: Lang,
    /// Where it is.
    pub url: Url,
    /// The file that the text comes from.
    pub document: Arc<Document>,
    /// The file that the item was written in; `document` itself where that is the source.
    pub source: Arc<Document>,
    /// The fields, with what a translation inherits.
    pub meta: Arc<Meta>,
    /// The fields of its kind, with what a translation inherits.
    pub own: Arc<Own>,
    /// The answers to the body's links.
    pub links: Vec<Href>,
    /// The answers to the body's headings.
    /// Those behind the last heading's stand before the text: the source's that no heading here has.
    pub headings: Vec<HeadingIds>,
    /// The answers to the links of a petition's updates, by update.
    pub update_links: Vec<Vec<Href>>,
    /// What the body's directives point to (`cta`, `petition`, `practice`), by their number.
    pub targets: Vec<Option<Target>>,
    /// Where the files are that its text and fields name; see [`Edition::file`].
    pub files: BTreeMap<SourcePath, Url>,
    /// Where its translation stands, if that is known.
    pub standing: Option<Arc<Standing>>,
    /// What time made of it.
    pub state: State,
    /// The older and the newer neighbour of its section and language, as numbers into [`Site::items`].
    pub neighbours: (Option<usize>, Option<usize>),
}

impl Edition {
    /// Whether it is the source's text in another language's frame.
    pub fn is_fallback(&self) -> bool {
        self.lang != self.text_lang
    }

    /// Whether readers are warned of its text: nothing of it goes where nobody asked for it, into
    /// lists, feeds, indexes, previews and pictures.
    pub fn is_warned(&self) -> bool {
        self.meta.warnings.iter().flatten().next().is_some()
    }

    /// The file that a reference of its text or fields means, and where it is published.
    ///
    /// A reference is relative to the file in which it stands: an inherited one to the source's.
    pub fn file(&self, reference: &FileRef) -> Option<(&SourcePath, &Url)> {
        let inherited = reference.span.source == self.source.source.id;
        let document = if inherited { &self.source } else { &self.document };
        self.files.get_key_value(&document.source.path.beside(&reference.value)?)
    }

    /// Whether a machine wrote the text.
    pub fn is_machine(&self) -> bool {
        self.meta.machine == Some(true)
    }

    /// Whether it may be in feeds, sitemap, search and data.
    pub fn is_public(&self) -> bool {
        self.state == State::Published && !self.is_fallback() && !self.is_machine()
    }
}

/// What there is to translate into a language.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// Where its page is.
    pub url: Url,
    /// How much is in which state, without what is optional.
    pub counts: BTreeMap<crate::content::State, crate::content::standing::Count>,
    /// Every page that was written in another language, in the order of their paths.
    pub work: Vec<Work>,
    /// Translators who want to be named.
    pub thanks: Vec<String>,
}

/// A page and how far it is in a language that it was not written in.
#[derive(Clone, Debug)]
pub struct Work {
    /// As it was written.
    pub source: Arc<Edition>,
    /// What readers of the language get.
    pub page: Option<Arc<Edition>>,
    /// The translation's file; the source's where there is none.
    pub file: SourcePath,
    /// How much is in which state.
    pub counts: BTreeMap<crate::content::State, crate::content::standing::Count>,
    /// The most urgent of these states.
    pub state: crate::content::State,
    /// How many words of the source somebody has to look at.
    pub words: usize,
    /// 1 (first) to 5.
    pub priority: u8,
    /// Safety, legal or medical advice.
    pub critical: bool,
    /// Nice to have.
    pub optional: bool,
    /// When the source last changed.
    pub day: Option<Day>,
}

/// What a directive points to.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Target {
    /// The item, as a number into [`Site::items`]; `None` for another site's page.
    pub item: Option<usize>,
    /// The finished `href`, as in [`Href`].
    pub href: String,
    /// The title there; empty for another site's page.
    pub title: String,
    /// The language there, where it is not the text's.
    pub lang: Option<Lang>,
}

/// What time and its author made of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is there.
    Published,
    /// Shown only with `--drafts`.
    Draft,
    /// Shown only with `--future`.
    Embargoed,
    /// A notice.
    Expired,
}

/// A section in one language.
#[derive(Debug)]
pub struct Section {
    /// Its folder.
    pub folder: String,
    /// Its kind.
    pub kind: Kind,
    /// Where it is.
    pub url: Url,
    /// Its title: from `_index.md`, else the strings' name of the kind.
    pub title: String,
    /// Its index's text in this language (or the fallback), if it has one.
    pub index: Option<Arc<Edition>>,
    /// Its items in the order of its list: newest first, pages by weight and title.
    pub list: Vec<Entry>,
}

/// An item in a list of one language.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What is shown; its `lang` may be another than the list's (fallback `link`).
    pub edition: Arc<Edition>,
}

/// One page.
#[derive(Debug)]
pub struct Page {
    /// Where it is.
    pub url: Url,
    /// The language of its frame.
    pub lang: Lang,
    /// What it shows.
    pub shows: Shows,
    /// Its real translations, itself included, for `hreflang`; empty where there is none to name.
    pub translations: Vec<(Lang, Url)>,
    /// `hreflang="x-default"`.
    pub x_default: Option<Url>,
    /// The page to be indexed in its place; itself where it may be indexed.
    pub canonical: Url,
    /// Whether robots keep away.
    pub noindex: bool,
    /// Where the switcher leads, in config's order.
    pub switch: Vec<Switch>,
    /// From the home page to the parent: folders of sections and words of terms.
    pub crumbs: Vec<Crumb>,
}

/// A step of the way from the home page.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Crumb {
    /// Its words.
    pub label: String,
    /// Where it is.
    pub url: Url,
}

/// The same in another language.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Switch {
    /// Which.
    pub lang: Lang,
    /// Where.
    pub url: Url,
    /// The language of the page there: the source's where the language has no page.
    pub there: Lang,
    /// Whether what is there is in that language.
    pub translated: bool,
}

/// What a page shows.
#[derive(Debug)]
pub enum Shows {
    /// The home page.
    Home(Home),
    /// One part of a section's list.
    Section(String, Part),
    /// One part of a term's list.
    Term(TermKey, Part),
    /// All terms of a taxonomy.
    Terms(Taxonomy, Vec<TermCount>),
    /// One part of the records that have a value.
    Facet(FacetKey, Part),
    /// One part of the records that have two values: a region and a group of people there.
    Pair(FacetKey, FacetKey, Part),
    /// All values of a facet.
    Facets(Facet),
    /// Where the records' measures are.
    Map,
    /// When the records' measures began and ended.
    Timeline,
    /// An item.
    Item(Arc<Edition>),
    /// A petition for a frame on another site.
    Embed(Arc<Edition>),
    /// The way to share a petition on a Mastodon server.
    Mastodon(Arc<Edition>),
    /// A notice where an item was.
    Expired(Arc<Edition>),
    /// An address that moved.
    Redirect(Url, String),
    /// What there is to translate into the page's language.
    Translate,
    /// What feeds are, and all of the page's language.
    Feeds,
    /// What can be searched, and all of it from A to Z.
    Search,
    /// Nothing there.
    NotFound,
}

/// One part of a list.
#[derive(Debug)]
pub struct Part {
    /// From 1.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
    /// How many items the whole list has.
    pub total: usize,
    /// The items of this part.
    pub entries: Vec<Entry>,
    /// Petitions that can be signed now (first part of terms only).
    pub petitions: Vec<Entry>,
    /// Where part 1 is.
    pub first: Url,
    /// Narrower or sibling terms.
    pub siblings: Vec<TermCount>,
}

impl Part {
    /// Where part `number` is.
    pub fn url(&self, number: usize) -> Url {
        if number <= 1 { self.first.clone() } else { self.first.join(&format!("page/{number}/")) }
    }
}

/// What items are gathered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// The campaign's regions.
    Regions,
    /// Countries.
    Countries,
    /// Topics.
    Topics,
    /// Hashtags.
    Hashtags,
}

impl Taxonomy {
    /// All of them.
    pub const ALL: [Taxonomy; 4] =
        [Taxonomy::Regions, Taxonomy::Countries, Taxonomy::Topics, Taxonomy::Hashtags];

    /// The key of its address word in the strings' `[paths]`, and its index's page type.
    pub fn plural(self) -> &'static str {
        match self {
            Taxonomy::Regions => "regions",
            Taxonomy::Countries => "countries",
            Taxonomy::Topics => "topics",
            Taxonomy::Hashtags => "hashtags",
        }
    }

    /// Its term's page type.
    pub fn singular(self) -> &'static str {
        match self {
            Taxonomy::Regions => "region",
            Taxonomy::Countries => "country",
            Taxonomy::Topics => "topic",
            Taxonomy::Hashtags => "hashtag",
        }
    }
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermKey {
    /// Of which taxonomy.
    pub taxonomy: Taxonomy,
    /// A region's key, a country's alpha-2 code, a topic's key, a hashtag in lower case.
    pub key: String,
    /// A hashtag's most usual spelling; else the key.
    pub spelling: String,
}

/// A term with where it is and how much it has.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct TermCount {
    /// Which.
    pub term: TermKey,
    /// Where, in the page's language.
    pub url: Url,
    /// How many items.
    pub count: usize,
}

/// The practice database: what lists show of it.
#[derive(Debug, Default)]
pub struct Practices {
    /// Every record, newest first; which editions of it may be in data is their own word.
    pub records: Vec<Record>,
    /// Every value that a record has, by language, in the order of its vocabulary.
    pub facets: BTreeMap<Lang, BTreeMap<Facet, Vec<FacetCount>>>,
    /// Every region with every group of people that a record has together, by language.
    pub pairs: BTreeMap<Lang, Vec<PairCount>>,
    /// How many records may be in data, by language; nothing for a language that has none.
    pub published: BTreeMap<Lang, usize>,
    /// Where the pages beside the lists are, by language.
    pub ways: BTreeMap<Lang, Ways>,
    /// Where a record stands in `records`, by its item.
    pub places: BTreeMap<usize, usize>,
}

/// The pages of the practice database that are no lists.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Ways {
    /// The map.
    pub map: Url,
    /// The timeline.
    pub timeline: Url,
}

impl Practices {
    /// The record that an item is.
    pub fn record(&self, item: usize) -> Option<&Record> {
        self.places.get(&item).map(|&place| &self.records[place])
    }

    /// The values of a facet that records of a language have.
    pub fn values(&self, lang: &Lang, facet: Facet) -> &[FacetCount] {
        let of_lang = self.facets.get(lang);
        of_lang.and_then(|facets| facets.get(&facet)).map_or(&[], Vec::as_slice)
    }

    /// A value with its page in a language, if any record there has it.
    pub fn value(&self, lang: &Lang, facet: Facet, key: &str) -> Option<&FacetCount> {
        self.values(lang, facet).iter().find(|value| value.key.key == key)
    }
}

/// A record of the practice database.
#[derive(Clone, Debug)]
pub struct Record {
    /// The item, as a number into [`Site::items`].
    pub item: usize,
    /// Its keys in every facet.
    pub keys: BTreeMap<Facet, Vec<String>>,
}

impl Record {
    /// Its keys in one facet.
    pub fn keys(&self, facet: Facet) -> &[String] {
        self.keys.get(&facet).map_or(&[], Vec::as_slice)
    }
}

/// A value of a facet with where it is and how many records have it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct FacetCount {
    /// Which.
    pub key: FacetKey,
    /// Where, in the page's language.
    pub url: Url,
    /// How many records.
    pub count: usize,
}

/// A region with a group of people, with where the list is and how many records it has.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct PairCount {
    /// The region.
    pub region: FacetKey,
    /// The group of people.
    pub population: FacetKey,
    /// Where, in the page's language.
    pub url: Url,
    /// How many records.
    pub count: usize,
}

/// What the home page shows.
#[derive(Debug)]
pub struct Home {
    /// Its text, if there is a `content/_index.md`.
    pub index: Option<Arc<Edition>>,
    /// Petitions that can be signed now.
    pub petitions: Vec<Entry>,
    /// The latest statements.
    pub statements: Vec<Entry>,
    /// The latest news by region, in config's order.
    pub news: Vec<(String, Vec<Entry>)>,
    /// Some practices.
    pub practices: Vec<Entry>,
    /// How many practices there are.
    pub practice_count: usize,
    /// In how many countries.
    pub practice_countries: usize,
    /// The latest publications.
    pub publications: Vec<Entry>,
    /// The campaigns.
    pub hashtags: Vec<TermCount>,
}

/// A file that is copied as it is (pictures are cleaned by media).
#[derive(Clone, Debug)]
pub struct CopiedFile {
    /// Where from.
    pub source: SourcePath,
    /// Where to.
    pub url: Url,
    /// Whether a text names it.
    pub is_shown: bool,
}

/// A feed, in Atom and JSON: `feed.xml` and `feed.json` under `page`.
#[derive(Debug)]
pub struct Feed {
    /// The page that it belongs to.
    pub page: Url,
    /// Its language.
    pub lang: Lang,
    /// What it is of.
    pub of: FeedOf,
    /// What is new (at most [`FEED_LENGTH`]), public ones only; what was corrected is new again.
    pub entries: Vec<Entry>,
}

/// How many items a part of a list has where config says nothing.
pub const PAGE_SIZE: usize = 20;

/// The same for records of the practice database, which stand in a table.
pub const RECORDS: usize = 50;

/// How many items a feed has at most.
pub const FEED_LENGTH: usize = 30;

/// What a feed is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole site.
    Home,
    /// A section, by folder.
    Section(String),
    /// A region, country, topic or hashtag.
    Term(TermKey),
    /// A value of a facet of the practice database.
    Facet(FacetKey),
    /// A petition's updates; the entry is the petition.
    Updates,
    /// What there is to translate; it has no entries of its own.
    Work,
}

/// A line of `altavoz list`.
#[derive(Clone, Debug)]
pub struct Row {
    /// The source file.
    pub file: SourcePath,
    /// The language of the page, or of the file where there is no page.
    pub lang: Lang,
    /// What it is.
    pub kind: Kind,
    /// Where the page is.
    pub url: Option<Url>,
    /// published, draft, embargoed, expired, untranslated.
    pub state: &'static str,
    /// Why it is not published: the key of a phrase in the catalogue and what it needs.
    pub reason: Option<(&'static str, String)>,
}
