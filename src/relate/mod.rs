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
pub mod sections;
pub mod standing;
pub mod strings;
pub mod translations;

pub mod changes;
pub mod claims;
pub mod files;
pub mod links;
pub mod lists;
pub mod places;
pub mod reserved;
pub mod targets;
pub mod terms;

pub mod archive;
pub mod editions;
pub mod feeds;
pub mod frames;
pub mod home;
pub mod items;
pub mod listing;
pub mod menu;
pub mod pages;
pub mod redirects;
pub mod siblings;
pub mod woven;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::date::{Instant, When};
use crate::base::{Checked, Diagnostic, Report, SourcePath, Span};
use crate::config::Config;
use crate::content::rules::World;
use crate::content::{Own, Parsed, Role};

pub use site::Site;

use addresses::{alias, named, word, word_span};
use archive::{count as part_count, parts};
use changes::changes;
use claims::Claims;
use editions::{Around, editions};
use feeds::feeds;
use files::{FileUrls, is_elsewhere};
use frames::{Family, Frame, Version, part_url};
use gathered_by::gathered_by;
use group::{
    Bundle, GatheredBy, Group, Place, Places, Text, first_part, kind_of, language_number, last_part, parent,
    upwards,
};
use groups::group;
use headings::{of_source, of_translation};
use home::home;
use inheritance::inherit;
use links::{Reader, Roads};
use lists::{Lists, lists, neighbours};
use pages::Pages;
use petitions::{Standing, standing_of};
use places::{places, shown};
use redirects::{aliases, redirect};
use references::Names;
use reserved::reserved;
use sections::{addresses as section_addresses, fallback, page_size, section_of, title as index_title};
use siblings::Siblings;
use site::{CopiedFile, Page, Row, TermCount, TermKey};
use standing::{day, is_shown, standing};
use targets::target;
use terms::{Spellings, address as term_address, index_address};
use translations::translations;
use tree::{Tree, relative};
use woven::Woven;

/// What a build is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Inputs {
    /// As of when: a day or a time, by the site's clock.
    pub now: When,
    /// Show drafts.
    pub drafts: bool,
    /// Show what is under embargo.
    pub future: bool,
}

/// Joins all files into a site.
pub fn relate(parsed: &Parsed, inputs: &Inputs) -> Checked<Site> {
    let mut report = Report::default();
    let config = &*parsed.config;
    let now = inputs.now.instant(&config.timezone);
    let strings = strings::strings(&parsed.strings, config, &mut report);
    let (groups, folders) = gather(parsed, inputs, now, &mut report);
    let names = Names::of(&groups, &mut report);
    let spellings = terms::spellings(&groups, &mut report);
    terms::check_labels(&groups, &parsed.terms, config, &mut report);

    let places = places(&groups, &folders, config);
    places::check_reserved(&groups, &places, (config, &strings), &mut report);
    let langs = 0..config.languages.len();
    let lists: Vec<Lists> = langs
        .clone()
        .into_par_iter()
        .map(|lang| lists(&groups, &shown(&groups, &places, config, lang), &config.languages[lang].locale))
        .collect();
    let (used, file_urls, tree) = find_files(parsed, &groups, &places, &mut report);
    let roads = Roads {
        config,
        now,
        groups: &groups,
        places: &places,
        tree: &tree,
        files: &file_urls,
        documents: documents(&groups),
        pages: page_owners(&groups, &places),
        folders: &folders,
    };
    let editions = all_editions(&roads, &names, &used, &lists, &mut report);
    let (term_keys, term_lists) = term_lists(&groups, &lists, &spellings);
    let woven = Woven {
        config,
        strings: &strings,
        terms: &parsed.terms,
        now,
        groups: &groups,
        places: &places,
        lists: &lists,
        editions: &editions,
        indexes: indexes(&groups),
        term_keys: &term_keys,
        term_lists: &term_lists,
    };
    let terms: Vec<Vec<TermCount>> = langs
        .clone()
        .map(|lang| (0..term_keys.len()).map(|term| woven.term_count(lang, term)).collect())
        .collect();
    let maker = Pages::of(&woven, &terms);
    let (pages, files) = claimed(&woven, maker.all(), &file_urls, &terms, parsed, &mut report);
    let site = Site {
        config: parsed.config.clone(),
        vocabularies: parsed.vocabularies.clone(),
        terms: parsed.terms.clone(),
        counts: parsed.counts.clone(),
        now,
        items: items::items(&groups, &editions, &names, &mut report),
        sections: maker.sections(),
        terms_at: terms::by_key(config, &terms),
        pages,
        files,
        feeds: langs.flat_map(|lang| feeds(&woven, lang)).collect(),
        listing: listing(&groups, &editions, parsed),
        next_change: next_change(&groups, config, now),
        strings,
    };
    menu::check(&site, &groups, &mut report);
    (site, report.diagnostics)
}

/// The items with all that each has by itself, and the folders that have a page.
fn gather(
    parsed: &Parsed,
    inputs: &Inputs,
    now: Instant,
    report: &mut Report,
) -> (Vec<Group>, BTreeSet<String>) {
    let config = &*parsed.config;
    let bundles = translations(&parsed.documents, config, report);
    let folders = sections::folders(&bundles);
    let world = World { config, vocabularies: &parsed.vocabularies, published: &parsed.published, now };
    let made = bundles.into_par_iter().map(|bundle| {
        let mut report = Report::default();
        let (group, shown) = group(bundle, &folders, (&world, inputs), &mut report);
        (group, shown, report.diagnostics)
    });
    let made: Vec<(Group, bool, Vec<Diagnostic>)> = made.collect();
    let mut groups = Vec::with_capacity(made.len());
    let mut number = 0;
    for (mut group, shown, diagnostics) in made {
        report.diagnostics.extend(diagnostics);
        group.number = shown.then_some(number);
        number += usize::from(shown);
        groups.push(group);
    }
    (groups, folders)
}

/// The files that each text names, by group and language, and where the published ones are.
type Used = Vec<Vec<BTreeSet<SourcePath>>>;

fn find_files<'a>(
    parsed: &'a Parsed,
    groups: &[Group],
    places: &Places,
    report: &mut Report,
) -> (Used, FileUrls, Tree<'a>) {
    let documents = parsed.documents.iter().map(|document| &document.source.path);
    let tree = Tree::of(parsed.files.iter().chain(documents));
    let found = groups.par_iter().map(|group| {
        let mut report = Report::default();
        let in_fields = files::in_fields(&group.source_text().document, &tree, &mut report);
        let of_text = |text: &Option<Text>| {
            let Some(text) = text else { return BTreeSet::new() };
            let mut found = files::in_text(&text.document, &tree, &mut report);
            found.extend(in_fields.iter().cloned());
            found
        };
        let found: Vec<BTreeSet<SourcePath>> = group.texts.iter().map(of_text).collect();
        (found, report.diagnostics)
    });
    let (used, diagnostics): (Used, Vec<_>) = found.unzip();
    report.diagnostics.extend(diagnostics.into_iter().flatten());
    let of_groups: Vec<_> = used.iter().map(|texts| texts.iter().flatten().cloned().collect()).collect();
    let urls = files::addresses(&parsed.files, groups, &of_groups, places);
    (used, urls, tree)
}

/// The group of every document.
fn documents(groups: &[Group]) -> HashMap<&str, usize> {
    let mut documents = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        let texts = group.texts.iter().flatten().map(|text| &text.document);
        let all = texts.chain(&group.withheld).chain(&group.spare);
        documents.extend(all.map(|document| (document.source.path.as_str(), number)));
    }
    documents
}

/// The group of every item's page.
fn page_owners<'a>(groups: &[Group], places: &'a Places) -> HashMap<&'a crate::base::Url, usize> {
    let of_group =
        |number: usize| places.items[number].iter().flatten().map(move |place| (&place.url, number));
    (0..groups.len()).flat_map(of_group).collect()
}

/// The editions of every group by language.
fn all_editions(
    roads: &Roads<'_>,
    names: &Names<'_>,
    used: &Used,
    lists: &[Lists],
    report: &mut Report,
) -> Vec<Vec<Option<Arc<site::Edition>>>> {
    let (groups, places) = (roads.groups, roads.places);
    let neighbours: Vec<_> = lists
        .iter()
        .enumerate()
        .map(|(lang, lists)| neighbours(lists, groups, |group| places.items[group][lang].is_some()))
        .collect();
    let made = (0..groups.len()).into_par_iter().map(|number| {
        let mut report = Report::default();
        let neighbours = neighbours.iter().map(|of_lang| of_lang[number]).collect();
        let around = Around { roads, names, used: &used[number], neighbours };
        let editions = editions(number, &around, &mut report);
        (editions, report.diagnostics)
    });
    let (editions, diagnostics): (Vec<_>, Vec<_>) = made.unzip();
    report.diagnostics.extend(diagnostics.into_iter().flatten());
    editions
}

/// Every term that a listed item has, and the groups of each by language, newest first.
fn term_lists(
    groups: &[Group],
    lists: &[Lists],
    spellings: &Spellings,
) -> (Vec<TermKey>, Vec<Vec<Vec<usize>>>) {
    let of_groups: Vec<Vec<TermKey>> = groups
        .par_iter()
        .map(|group| if group.is_listed() { terms::keys(group, spellings).collect() } else { Vec::new() })
        .collect();
    let keys: Vec<TermKey> =
        of_groups.iter().flatten().collect::<BTreeSet<_>>().into_iter().cloned().collect();
    let numbers: BTreeMap<&TermKey, usize> =
        keys.iter().enumerate().map(|(number, key)| (key, number)).collect();
    let of_lang = |lists: &Lists| {
        let mut members = vec![Vec::new(); keys.len()];
        for &group in &lists.newest {
            of_groups[group].iter().for_each(|key| members[numbers[key]].push(group));
        }
        members
    };
    let members = lists.iter().map(of_lang).collect();
    (keys, members)
}

/// The group of each section's text, where it is shown.
fn indexes(groups: &[Group]) -> BTreeMap<&str, usize> {
    let shown = |group: &Group| group.number.is_some() && group.state != site::State::Expired;
    let indexes = groups.iter().enumerate().filter(|(_, group)| group.role != Role::Item && shown(group));
    indexes.map(|(number, group)| (group.path.as_str(), number)).collect()
}

/// All pages and files, each address once; whatever meets there is reported.
fn claimed(
    woven: &Woven<'_>,
    pages: Vec<Page>,
    file_urls: &FileUrls,
    terms: &[Vec<TermCount>],
    parsed: &Parsed,
    report: &mut Report,
) -> (Vec<Page>, Vec<CopiedFile>) {
    let mut claims = Claims::default();
    claim_sections(woven, &mut claims, report);
    claim_items(woven, &mut claims, report);
    for (lang, term) in
        terms.iter().enumerate().flat_map(|(lang, terms)| terms.iter().map(move |term| (lang, term)))
    {
        let (span, owner) = first_use(woven, lang, term);
        claims.claim(&term.url, span, &owner, report);
    }
    let mut redirects = Vec::new();
    for redirect in aliases(woven) {
        let url = redirect.page.url.clone();
        let lang = woven.config.langs().find(|lang| **lang == redirect.page.lang);
        let practices = None;
        let part = lang.and_then(|lang| reserved(woven.config, &woven.strings[lang], lang, practices, &url));
        if let Some(part) = part {
            report.error("address/reserved", redirect.span).arg("value", part);
        } else if claims.claim(&url, redirect.span, &redirect.file, report) {
            redirects.push(redirect.page);
        }
    }
    let file = |(source, url): (&SourcePath, &crate::base::Url)| {
        claims
            .claim_file(source, url, report)
            .then(|| CopiedFile { source: source.clone(), url: url.clone() })
    };
    let files = file_urls.iter().filter_map(file).collect();
    let mut pages: Vec<Page> = pages.into_iter().chain(redirects).collect();
    pages.par_sort_by(|left, right| left.url.cmp(&right.url));
    pages.dedup_by(|second, first| second.url == first.url);
    claims.report_lost(&parsed.published.addresses, report);
    (pages, files)
}

fn claim_items(woven: &Woven<'_>, claims: &mut Claims, report: &mut Report) {
    for (number, group) in woven.groups.iter().enumerate() {
        for edition in woven.editions[number].iter().flatten() {
            let document = &edition.document;
            if !document.broken && group.role == Role::Item {
                claims.claim(&edition.url, word_span(document), document.source.path.as_str(), report);
            }
        }
    }
}

/// A section is spoken for by its index, else by its folder, shown at the first of its items.
fn claim_sections(woven: &Woven<'_>, claims: &mut Claims, report: &mut Report) {
    for (lang, sections) in woven.places.sections.iter().enumerate() {
        for (folder, url) in sections {
            let index = woven.index(lang, folder).map(|edition| &edition.document);
            let first = woven.section_list(lang, folder).first();
            let first = first.map(|&group| woven.groups[group].source_text().document.front);
            let (span, owner) = match index {
                Some(index) => (word_span(index), index.source.path.to_string()),
                None => (first.unwrap_or(woven.config.span), format!("content/{folder}")),
            };
            claims.claim(url, span, &owner, report);
        }
    }
}

/// The file that speaks for a term.
fn first_use(woven: &Woven<'_>, lang: usize, term: &TermCount) -> (Span, String) {
    let number = woven.term_keys.binary_search(&term.term).ok();
    let first = number.and_then(|number| woven.term_lists[lang][number].last());
    let document = first.map(|&group| &woven.groups[group].source_text().document);
    let span = document.map_or(woven.config.span, |document| document.front);
    (span, document.map_or_else(|| term.term.key.clone(), |document| document.source.path.to_string()))
}

/// A row for every source file, in the order of the paths.
fn listing(groups: &[Group], editions: &[Vec<Option<Arc<site::Edition>>>], parsed: &Parsed) -> Vec<Row> {
    let of_group = |(number, group): (usize, &Group)| listing::rows(group, &editions[number], &parsed.config);
    let of_groups = groups.iter().enumerate().flat_map(of_group);
    let mut rows: Vec<Row> = of_groups.chain(parsed.set_aside.iter().map(listing::set_aside)).collect();
    rows.par_sort_by(|left, right| (&left.file, &left.lang).cmp(&(&right.file, &right.lang)));
    rows
}

/// When the next page changes state.
fn next_change(groups: &[Group], config: &Config, now: Instant) -> Option<Instant> {
    let of_group = |group: &Group| {
        let text = group.source_text();
        let own = match &*text.own {
            Own::Petition(petition) => petitions::changes(petition, &config.timezone),
            _ => Vec::new(),
        };
        let instants = changes(&text.meta, &text.own, config).into_iter().chain(own);
        instants.filter(|instant| *instant > now && text.meta.draft != Some(true)).min()
    };
    groups.par_iter().filter_map(of_group).min()
}
