//! Addresses that two things want, and addresses that are gone.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::base::pictures::Pictures;
use crate::base::{Report, SourcePath, Span, Spanned, Url};
use crate::content::{Role, Vocabularies};

use super::site::{CopiedFile, Page, TermCount};
use super::{
    FileUrls, Redirect, Reserved, Woven, dashboard_address, feeds_address, has_dashboards, value_address,
    word_span,
};

/// Who is at which address.
#[derive(Debug, Default)]
pub struct Claims {
    owners: HashMap<Url, (Span, SourcePath)>,
    told: BTreeSet<(Span, Span)>,
}

/// Files that a build makes by itself.
const GENERATED: [&str; 3] = ["/robots.txt", "/sitemap.xml", "/_headers"];

impl Claims {
    /// The addresses of all sections, items and terms.
    pub fn of(
        woven: &Woven<'_>,
        terms: &[Vec<TermCount>],
        vocabularies: &Vocabularies,
        report: &mut Report,
    ) -> Claims {
        let editions = woven.config.languages.len() * woven.groups.len();
        let mut claims = Claims { owners: HashMap::with_capacity(editions), ..Claims::default() };
        claims.sections(woven, report);
        claims.items(woven, report);
        claims.of_the_frame(woven, report);
        claims.facets(woven, vocabularies, report);
        for (lang, terms) in terms.iter().enumerate() {
            for (term, groups) in terms.iter().zip(&woven.term_lists[lang]) {
                // The oldest item that has a term speaks for it.
                let Some(&group) = groups.last() else { continue };
                let document = &woven.groups[group].source_text().document;
                claims.claim(&term.url, document.front, &document.source.path, report);
            }
        }
        claims
    }

    /// A section is spoken for by its index, else by its folder, shown at the first of its items.
    fn sections(&mut self, woven: &Woven<'_>, report: &mut Report) {
        for (lang, sections) in woven.places.sections.iter().enumerate() {
            for (folder, url) in sections {
                let index = woven.index(lang, folder).map(|edition| &edition.document);
                let first = woven.section_list(lang, folder).first();
                let first = first.map(|&group| woven.groups[group].source_text().document.front);
                let (span, owner) = match index {
                    Some(index) => (word_span(index), index.source.path.clone()),
                    None => {
                        (first.unwrap_or(woven.config.span), SourcePath::new(format!("content/{folder}")))
                    }
                };
                self.claim(url, span, &owner, report);
            }
        }
    }

    fn items(&mut self, woven: &Woven<'_>, report: &mut Report) {
        let items = woven.groups.iter().zip(woven.editions).filter(|(group, _)| group.role == Role::Item);
        for edition in items.flat_map(|(_, editions)| editions.iter().flatten()) {
            let document = &edition.document;
            if !document.broken {
                self.claim(&edition.url, word_span(document), &document.source.path, report);
            }
        }
    }

    /// Two values of a facet may have one word; the oldest record that has a value speaks for it.
    fn facets(&mut self, woven: &Woven<'_>, vocabularies: &Vocabularies, report: &mut Report) {
        for (lang, lists) in woven.database.lists.iter().enumerate() {
            for (value, groups) in woven.database.values.iter().zip(lists) {
                let Some(&group) = groups.last() else { continue };
                let Some(url) = value_address(woven, vocabularies, lang, value) else { continue };
                let document = &woven.groups[group].source_text().document;
                self.claim(&url, document.front, &document.source.path, report);
            }
        }
    }

    /// The pages for translators and those of feeds, which nothing but their words speak for.
    fn of_the_frame(&mut self, woven: &Woven<'_>, report: &mut Report) {
        let addresses = (0..woven.config.languages.len()).flat_map(|lang| {
            let words = woven.words(lang);
            let dashboard = has_dashboards(woven.config).then(|| dashboard_address(woven.config, words));
            dashboard.into_iter().chain([feeds_address(woven.config, words)])
        });
        for url in addresses {
            self.claim(&url, woven.config.span, &SourcePath::new("config.toml"), report);
        }
    }

    /// The redirects whose addresses are free.
    pub fn redirects(
        &mut self,
        redirects: Vec<Redirect>,
        reserved: &[Reserved],
        report: &mut Report,
    ) -> Vec<Page> {
        let mut pages = Vec::new();
        for redirect in redirects {
            let url = redirect.page.url.clone();
            // What lies under a language's home has that language's words to mind.
            let reserved = reserved.iter().filter(|reserved| reserved.is_above(&url));
            let nearest = reserved.max_by_key(|reserved| reserved.home_length());
            if let Some(part) = nearest.and_then(|reserved| reserved.part_of_old(&url)) {
                report.error("address/reserved", redirect.span).arg("value", part);
            } else if self.claim(&url, redirect.span, &redirect.file, report) {
                pages.push(redirect.page);
            }
        }
        pages
    }

    /// The files whose addresses are free.
    pub fn files(
        &mut self,
        files: &FileUrls,
        pictures: &Pictures,
        shown: &HashSet<&SourcePath>,
        report: &mut Report,
    ) -> Vec<CopiedFile> {
        let mut copied = Vec::new();
        let mut named_by_bytes = BTreeSet::new();
        for (source, url) in files {
            let span = Span::start_of(source.id());
            let is_shown = shown.contains(source);
            // The same picture twice is one file.
            let by_bytes = pictures.name(source).is_some_and(|name| url.as_str().ends_with(&name));
            if by_bytes && !named_by_bytes.insert(url) {
                copied.push(CopiedFile { source: source.clone(), url: url.clone(), is_shown });
                continue;
            }
            if GENERATED.contains(&url.as_str()) {
                let name = url.as_str().trim_start_matches('/');
                report.error("address/reserved", span).arg("value", name);
            } else if self.claim(url, span, source, report) {
                copied.push(CopiedFile { source: source.clone(), url: url.clone(), is_shown });
            }
        }
        copied
    }

    /// Notes that something is at an address; `false`, and a report, if something else is there already.
    fn claim(&mut self, url: &Url, span: Span, owner: &SourcePath, report: &mut Report) -> bool {
        let page = url.as_str().strip_suffix("index.html").filter(|page| page.ends_with('/'));
        let url = page.map_or_else(|| url.clone(), Url::new);
        let taken = match self.owners.entry(url) {
            Entry::Vacant(free) => {
                free.insert((span, owner.clone()));
                return true;
            }
            Entry::Occupied(taken) => taken,
        };
        let (first, other) = taken.get();
        // Two files that meet in one language meet in the others, too.
        if self.told.insert((*first, span)) {
            let problem = report.error("address/duplicate", span);
            problem.arg("value", taken.key()).arg("other", other).label(*first, "same-address");
        }
        false
    }

    /// Tells of published addresses where nothing is any more.
    pub fn report_lost(&self, published: &[Spanned<String>], report: &mut Report) {
        for address in published {
            let path = address.value.as_str();
            // The later parts of a list come and go with its items.
            let is_part = path.contains("/page/");
            if path.starts_with('/') && !is_part && !self.owners.contains_key(path) {
                report.warning("address/lost", address.span).arg("value", path);
            }
        }
    }
}
