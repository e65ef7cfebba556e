//! Documents → Site: everything that needs the *other* files.
//!
//! Takes what parse made of each file by itself, gives the [`Site`]. Knows neither templates nor
//! Markdown syntax, and the clock only as an argument.

pub mod group;
pub mod site;
pub mod tree;

pub mod addresses;
pub mod gathered_by;
pub mod groups;
pub mod headings;
pub mod inheritance;
pub mod petitions;
pub mod references;
pub mod search;
pub mod sections;
pub mod standing;
pub mod strings;

pub mod changes;
pub mod claims;
pub mod consent;
pub mod files;
pub mod landscape;
pub mod links;
pub mod lists;
pub mod places;
pub mod reserved;
pub mod targets;
pub mod terms;
pub mod texts;
pub mod traces;
pub mod waiting;
pub mod withhold;

pub mod archive;
pub mod browse;
pub mod dashboards;
pub mod editions;
pub mod feeds;
pub mod frames;
pub mod home;
pub mod items;
pub mod listing;
pub mod menu;
pub mod pages;
pub mod practices;
pub mod redirects;
pub mod siblings;
pub mod woven;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::base::date::{Instant, When};
use crate::base::pictures::Pictures;
use crate::base::{Checked, Fingerprint, Report};
use crate::config::Config;
use crate::content::rules::World;
use crate::content::{Own, Parsed, Terms};
use crate::translate::bundles::bundles;

pub use site::Site;

use addresses::{alias, named, word, word_span};
use archive::{count as part_count, parts};
use browse::Browse;
use changes::changes;
use claims::Claims;
use dashboards::{
    address as dashboard_address, dashboards, is_wanted as has_dashboards, word as dashboard_word,
};
use feeds::{feeds, page_address as feeds_address, page_word as feeds_word};
use files::{FileUrls, Used, is_elsewhere};
use frames::{Family, Frame, Version, part_url};
use gathered_by::gathered_by;
use group::{
    Alone, GatheredBy, Group, Place, Places, Text, Why, Withheld, first_part, kind_of, last_part, parent,
    upwards,
};
use groups::{Around, Items, group};
use headings::{of_source, of_translation};
use home::home;
use inheritance::inherit;
use items::items;
use landscape::{Landscape, Seen, Wholes, skyline};
use links::{Reader, Roads};
use lists::{Lists, neighbours};
use pages::Pages;
use petitions::{Standing, standing_of};
use places::{places, shown};
use practices::{
    Database, FOLDER as DATABASE, Pair, facet_address, page_address, pair_address, value_address,
};
use redirects::{Redirect, aliases, redirect};
use references::Names;
use reserved::Reserved;
use search::{address as search_address, word as search_word};
use sections::{addresses as section_addresses, fallback, page_size, section_of, title as index_title};
use siblings::Siblings;
use site::Page;
use standing::{day, is_shown, standing};
use targets::target;
use terms::{Spellings, address as term_address, index_address, index_addresses};
use tree::{Tree, relative};
use withhold::withhold;
use woven::Woven;

/// What a build is asked for.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Inputs {
    /// As of when: a day or a time, by the site's clock.
    pub now: When,
    /// Show drafts.
    pub drafts: bool,
    /// Show what is under embargo.
    pub future: bool,
}

/// What earlier builds made of single items and of all of them.
#[derive(Debug, Default)]
pub struct Shelves {
    items: Items,
    wholes: Wholes,
}

impl Shelves {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.items.turn();
        self.wholes.turn();
    }
}

/// Joins all files into a site. `pictures` says under which names pictures are published; what each
/// item has by itself may lie on the shelves.
#[expect(clippy::too_many_lines, reason = "the steps in their order, a line or two each")]
pub fn relate(parsed: &Parsed, pictures: &Pictures, inputs: &Inputs, shelves: &Shelves) -> Checked<Site> {
    let mut report = Report::default();
    let config = &*parsed.config;
    let now = inputs.now.instant(&config.timezone);
    let strings = strings::strings(&parsed.strings, config, &mut report);
    let (groups, folders, settings) = gather(parsed, (inputs, &shelves.items), now, &mut report);
    let hashtags = index_addresses(site::Taxonomy::Hashtags, config, &strings);
    let skyline = skyline(&groups, Fingerprint::of(&(settings, &hashtags)));
    let names = Names::of(&groups, &mut report);
    let ((spellings, said), places) = rayon::join(
        || words(&groups, &parsed.terms, config),
        || {
            shelves
                .wholes
                .places(skyline, || places(&groups, &folders, (config, &parsed.published), &hashtags))
        },
    );
    report.diagnostics.extend(said);
    consent::check(&groups, &parsed.consents, now.day(&config.timezone), &mut report);
    let reserved = Reserved::of_all(config, &strings, &places);
    places::check_reserved(&groups, &places, (config, &reserved), &mut report);
    let lists: Vec<Lists> = lists::of_all(&groups, &places, config);

    let documents = parsed.documents.iter().map(|document| &document.source.path);
    let tree = Tree::of(parsed.files.iter().chain(documents));
    let used = files::used(&groups, &tree, &mut report);
    let waiting = waiting::waiting(parsed, &groups, &used, &tree);
    let published = parsed.files.iter().filter(|file| !waiting.contains(*file));
    let files = files::addresses(published, pictures, &groups, &used, &places);
    let roads = Roads {
        config,
        now,
        groups: &groups,
        places: &places,
        tree: &tree,
        files: &files,
        documents: shelves.wholes.documents(skyline, || links::documents(&groups)),
        pages: OnceLock::new(),
        folders: &folders,
    };
    let landscape = Landscape::of(&groups, skyline, &tree, &files);
    let (editions, edition_keys) = editions::of_all(&roads, &names, &used, (&lists, &landscape), &mut report);

    let (term_keys, term_lists) = terms::gather(&groups, &lists, &spellings);
    let database = practices::database(&groups, &lists, &parsed.vocabularies);
    let woven = Woven {
        config,
        strings: &strings,
        terms: &parsed.terms,
        groups: &groups,
        places: &places,
        lists: &lists,
        editions: &editions,
        edition_keys: &edition_keys,
        indexes: sections::indexes(&groups),
        open: petitions::open(&groups, config, now),
        term_keys: &term_keys,
        term_lists: &term_lists,
        database: &database,
    };
    let terms = woven.term_counts();
    let maker = Pages::of(&woven, &terms);
    let browse = Browse { pages: &maker, vocabularies: &parsed.vocabularies };
    let items = items(&groups, &editions, &names, &mut report);
    let practices = practices::practices(&woven, &items, &parsed.vocabularies);
    let claimed = || {
        let mut report = Report::default();
        let mut claims = Claims::of(&woven, &terms, &parsed.vocabularies, &mut report);
        let redirects = claims.redirects(aliases(&woven), &reserved, &mut report);
        let copied = claims.files(&files, pictures, &files::shown(&groups, &used), &mut report);
        traces::check(&copied, &groups, pictures, &mut report);
        claims.report_lost(&parsed.published.addresses, &mut report);
        (redirects, copied, report)
    };
    let written_down = || {
        let listing = || listing::listing(&groups, &editions, parsed);
        (
            shelves.wholes.listing(&landscape, &parsed.set_aside, listing),
            texts::texts(&groups, &places, &tree, &files),
        )
    };
    // None of these needs another, and each is one thread's work.
    let (pages, ((redirects, copied, of_claims), (listing, texts))) =
        rayon::join(|| [maker.all(), browse.all()].concat(), || rayon::join(claimed, written_down));
    let pages = in_order(pages, redirects);
    report.diagnostics.extend(of_claims.diagnostics);
    let site = Site {
        dashboards: maker.dashboards(),
        config: parsed.config.clone(),
        vocabularies: parsed.vocabularies.clone(),
        terms: parsed.terms.clone(),
        counts: parsed.counts.clone(),
        now,
        items,
        sections: maker.sections(),
        campaigns: maker.campaigns(&mut report),
        terms_at: terms::by_key(config, &terms),
        pages,
        files: copied,
        feeds: feeds(&woven, &terms, &practices),
        listing,
        practices,
        next_change: groups.par_iter().filter_map(|group| next_change(group, config, now)).min(),
        texts,
        words: parsed.words.clone(),
        strings,
    };
    menu::check(&site, &groups, &mut report);
    (site, report.diagnostics)
}

/// The items with all that each has by itself, the folders that have a page, and the fingerprint of
/// what they were made from beside their files.
fn gather(
    parsed: &Parsed,
    (inputs, shelf): (&Inputs, &Items),
    now: Instant,
    report: &mut Report,
) -> (Vec<Group>, BTreeSet<String>, Fingerprint) {
    let config = &*parsed.config;
    let bundles = bundles(&parsed.documents, config, report);
    let folders = sections::folders(&bundles);
    let world = World { config, vocabularies: &parsed.vocabularies, published: &parsed.published, now };
    let fingerprint = Fingerprint::of(&(parsed.settings, &config.origin, &config.base_path, inputs, now));
    let standings = &parsed.standings;
    let around = Around { world: &world, inputs, fingerprint, folders: &folders, standings };
    let made: Vec<_> = bundles.into_par_iter().map(|bundle| group(bundle, &around, shelf)).collect();
    let mut numbers = 0..;
    let numbered = made.into_iter().map(|(alone, diagnostics)| {
        report.diagnostics.extend(diagnostics.iter().cloned());
        Group { number: alone.is_shown.then(|| numbers.next()).flatten(), alone }
    });
    (numbered.collect(), folders, fingerprint)
}

/// How hashtags are spelt; topics without a label are told of.
fn words(groups: &[Group], terms: &Terms, config: &Config) -> Checked<Spellings> {
    let (mut of_labels, mut of_terms) = (Report::default(), Report::default());
    let ((), spellings) = rayon::join(
        || terms::check_labels(groups, terms, config, &mut of_labels),
        || terms::spellings(groups, &mut of_terms),
    );
    of_labels.diagnostics.extend(of_terms.diagnostics);
    (spellings, of_labels.diagnostics)
}

/// The pages in the order of their addresses, each address once; what met there has been reported.
fn in_order(mut pages: Vec<Arc<Page>>, redirects: Vec<Page>) -> Vec<Arc<Page>> {
    pages.extend(redirects.into_iter().map(Arc::new));
    // Of two at one address, the first that was made stays.
    let numbered = pages.iter().enumerate();
    let mut order: Vec<(&str, usize)> = numbered.map(|(number, page)| (page.url.as_str(), number)).collect();
    order.par_sort_unstable();
    order.dedup_by(|second, first| second.0 == first.0);
    order.into_iter().map(|(_, number)| pages[number].clone()).collect()
}

/// When time alone changes an item next.
fn next_change(group: &Group, config: &Config, now: Instant) -> Option<Instant> {
    let text = group.source_text();
    if text.meta.draft == Some(true) {
        return None;
    }
    let own = match &*text.own {
        Own::Petition(petition) => petitions::changes(petition, &config.timezone),
        _ => Vec::new(),
    };
    let instants = changes(&text.meta, &text.own, config).into_iter().chain(own);
    instants.filter(|instant| *instant > now).min()
}
