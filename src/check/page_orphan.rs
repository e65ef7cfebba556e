//! `page/orphan`: a page that nobody finds, since no menu, list or text leads to it.

use std::collections::BTreeMap;

use memchr::memmem;

use crate::base::Report;
use crate::content::{Kind, Role};
use crate::relate::site::{Edition, Shows};

use super::Published;

/// Looks at the pages that are in no section's list. A site without a menu is only beginning, and
/// is left in peace.
pub(super) fn check(published: &Published<'_>, report: &mut Report) {
    let site = published.site;
    if site.config.menu.is_empty() {
        return;
    }
    let with_href =
        alone(published).into_iter().map(|edition| (edition.url.href(&site.config.base_path), edition));
    let mut alone: BTreeMap<String, &Edition> =
        with_href.filter(|(href, edition)| !is_in_frame(published, edition, href)).collect();
    if !alone.is_empty() {
        for href in linked(published) {
            alone.remove(href);
        }
    }
    for edition in alone.values() {
        report.warning("page/orphan", edition.document.front).arg("page", &edition.url);
    }
}

/// Pages in the language that they are written in, which no list of a section shows.
fn alone<'a>(published: &Published<'a>) -> Vec<&'a Edition> {
    let site = published.site;
    let items = site.items.iter().filter(|item| item.kind == Kind::Page);
    let editions = items.flat_map(|item| item.editions.values().map(move |edition| (item, edition)));
    let wanted = editions.filter(|(item, edition)| {
        let has_list = |folder: &str| {
            !folder.is_empty()
                && site.sections.get(&edition.lang).is_some_and(|sections| sections.contains_key(folder))
        };
        edition.document.role == Role::Item && edition.is_public() && !has_list(&item.section)
    });
    wanted.map(|(_, edition)| &**edition).collect()
}

/// Where texts lead.
fn linked<'a>(published: &Published<'a>) -> impl Iterator<Item = &'a str> {
    let editions = published.site.items.iter().flat_map(|item| item.editions.values());
    let hrefs = editions.flat_map(|edition| {
        let links = edition.links.iter().chain(edition.update_links.iter().flatten());
        let links = links.filter_map(|link| link.href.as_deref());
        links.chain(edition.targets.iter().flatten().map(|target| target.href.as_str()))
    });
    hrefs.map(|href| href.split('#').next().unwrap_or(href))
}

/// Whether the home page of the language, with its menu and footer, leads there.
fn is_in_frame(published: &Published<'_>, edition: &Edition, href: &str) -> bool {
    let pages = published.site.pages.iter();
    let mut homes = pages.filter(|page| matches!(page.shows, Shows::Home(_)) && page.lang == edition.lang);
    homes.any(|home| published.output.files.get(&home.url).is_some_and(|file| leads_to(&file.bytes, href)))
}

fn leads_to(page: &[u8], href: &str) -> bool {
    [format!("\"{href}\""), format!("\"{href}#"), format!("={href}>")]
        .iter()
        .any(|wanted| memmem::find(page, wanted.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use super::leads_to;
    use crate::base::Url;

    #[test]
    fn an_address_is_led_to_whole() {
        let href = Url::new("/about/").href("");
        assert!(leads_to(b"<a href=\"/about/\">", &href) && leads_to(b"<a href=\"/about/#us\">", &href));
        assert!(!leads_to(b"<a href=\"/about/us/\">", &href) && !leads_to(b"<a href=\"/es/about/\">", &href));
    }
}
