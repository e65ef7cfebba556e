//! What config.toml says of folders and pages: that the menu leads somewhere and has names, and that
//! every section that is set up is there.
//!
//! Takes the finished [`Site`]; what the menu looks like in each language is render's work.

use crate::base::record::nearest;
use crate::base::{Lang, Report, Url};
use crate::config::MenuEntry;
use crate::content::Kind;

use super::site::Site;
use super::{Group, is_elsewhere};

/// Schemes that a link of the menu may have.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];
/// Addresses that a build makes beside pages, files and feeds.
const MADE: [&str; 2] = ["/robots.txt", "/sitemap.xml"];
/// Folders that a build fills beside pages, files and feeds.
const FILLED: [&str; 2] = ["/api/", "/static/"];

/// Reports the entries that no reader could follow, and the sections that are not there.
pub fn check(site: &Site, groups: &[Group], report: &mut Report) {
    let look = Look { site, groups };
    site.config.menu.iter().for_each(|entry| look.entry(entry, report));
    for (folder, section) in &site.config.sections {
        if !look.is_section(folder) {
            let near = nearest(folder, look.sections());
            report.error("config/unknown-section", section.span).arg("value", folder).maybe("nearest", near);
        }
    }
}

struct Look<'a> {
    site: &'a Site,
    /// In the order of their paths.
    groups: &'a [Group],
}

impl<'a> Look<'a> {
    fn entry(&self, entry: &MenuEntry, report: &mut Report) {
        let target = entry.target.as_str();
        let path = target.trim_matches('/');
        let is_name = !target.starts_with('/');
        if self.has_page(path) || (is_name && (self.is_section(path) || self.is_item(path))) {
            return;
        }
        let scheme = target.split_once(':').map(|(scheme, _)| scheme).filter(|_| is_elsewhere(target));
        match scheme {
            Some(scheme) if SCHEMES.contains(&scheme) => self.check_name(entry, report),
            Some(scheme) => drop(report.error("link/scheme", entry.span).arg("scheme", scheme)),
            None if self.is_address(target) => self.check_name(entry, report),
            None => {
                let near = if target.starts_with('/') {
                    nearest(target, self.addresses())
                } else {
                    nearest(path, self.sections().chain(self.pages()))
                };
                report.error("menu/unknown-target", entry.span).arg("value", target).maybe("nearest", near);
            }
        }
    }

    /// Nothing gives an address a label but its name.
    fn check_name(&self, entry: &MenuEntry, report: &mut Report) {
        let config = &self.site.config;
        let has_name = |lang: &Lang| entry.name.contains_key(lang);
        if !has_name(&config.default_language)
            && let Some(lang) = config.langs().find(|lang| !has_name(lang))
        {
            report.error("menu/no-name", entry.span).arg("value", &entry.target).arg("lang", lang);
        }
    }

    /// Folders that have a page.
    fn sections(&self) -> impl Iterator<Item = &'a str> + Clone {
        let sections = self.site.sections.values().next().into_iter();
        sections.flat_map(|sections| sections.keys().map(String::as_str)).filter(|folder| !folder.is_empty())
    }

    fn pages(&self) -> impl Iterator<Item = &'a str> + Clone {
        let pages = self.site.items.iter().filter(|item| item.kind == Kind::Page);
        pages.map(|item| item.path.as_str())
    }

    fn addresses(&self) -> impl Iterator<Item = &'a str> + Clone {
        let pages = self.site.pages.iter().map(|page| page.url.as_str());
        pages.chain(self.site.files.iter().map(|file| file.url.as_str()))
    }

    /// Whether a section or an item has a page now.
    fn has_page(&self, path: &str) -> bool {
        let sections = self.site.sections.values().next();
        sections.is_some_and(|sections| sections.contains_key(path))
            || self.site.items.binary_search_by(|item| item.path.as_str().cmp(path)).is_ok()
    }

    // A kind's section begins with its first item; until then nobody is surprised to miss it.
    fn is_section(&self, folder: &str) -> bool {
        let sections = self.site.sections.values().next();
        sections.is_some_and(|sections| sections.contains_key(folder))
            || Kind::ALL.iter().any(|kind| kind.folder() == Some(folder))
    }

    // What is not public yet, or no more, is left out of the menu meanwhile, as it is of `related`.
    fn is_item(&self, path: &str) -> bool {
        self.groups.binary_search_by(|group| group.path.as_str().cmp(path)).is_ok()
    }

    fn is_address(&self, target: &str) -> bool {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if !path.starts_with('/') || path.starts_with("//") {
            return false;
        }
        let url = Url::new(path);
        let page = |url: &str| self.site.pages.binary_search_by(|page| page.url.as_str().cmp(url)).is_ok();
        let feed = ["feed.xml", "feed.json"].iter().find_map(|name| path.strip_suffix(name));
        page(path)
            || self.site.files.iter().any(|file| file.url == url)
            || feed.is_some_and(|page| self.site.feeds.iter().any(|feed| feed.page.as_str() == page))
            || MADE.contains(&path)
            || FILLED.iter().any(|folder| path.starts_with(folder))
    }
}
