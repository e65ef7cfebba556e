//! The sitemap: every page that may be indexed, with its translations (sitemaps.org 0.9).

use std::fmt::Write;

use super::context::Context;
use super::parts;
use crate::base::Url;
use crate::base::output::{File, Wave};
use crate::relate::site::{Page, Shows};

/// A file holds at most so many addresses.
const LONGEST: usize = 50_000;

/// `/sitemap.xml`, and where there are too many pages the parts that it names.
pub(super) fn files(context: &Context<'_>) -> Vec<(Url, File)> {
    let pages: Vec<&Page> =
        context.site.pages.iter().map(|page| &**page).filter(|page| is_listed(page)).collect();
    let index = Url::new("/sitemap.xml");
    if pages.len() <= LONGEST {
        return vec![(index, file(part(context, &pages)))];
    }
    let parts = pages.chunks(LONGEST).zip(1..);
    let mut files: Vec<(Url, File)> = parts
        .map(|(pages, number)| (Url::new(format!("/sitemap-{number}.xml")), file(part(context, pages))))
        .collect();
    let mut xml = String::from(DECLARATION);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (url, _) in &files {
        element(&mut xml, "<sitemap><loc>", &context.absolute(url), "</loc></sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    files.push((index, file(xml)));
    files
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

fn is_listed(page: &Page) -> bool {
    !page.noindex && !matches!(page.shows, Shows::Redirect(..) | Shows::NotFound | Shows::Expired(_))
}

fn file(xml: String) -> File {
    File::new(Wave::Index, xml.into_bytes())
}

fn part(context: &Context<'_>, pages: &[&Page]) -> String {
    let mut xml = String::with_capacity(pages.len() * 400);
    xml.push_str(DECLARATION);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
    xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for page in pages {
        element(&mut xml, "<url><loc>", &context.absolute(&page.url), "</loc>");
        if let Some(day) = changed(context, page) {
            write!(xml, "<lastmod>{day}</lastmod>").expect("a string takes everything");
        }
        for (lang, url) in &page.translations {
            alternate(&mut xml, lang.as_str(), &context.absolute(url));
        }
        if let Some(url) = &page.x_default {
            alternate(&mut xml, "x-default", &context.absolute(url));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The day of an item's last change; lists change with their items.
fn changed(context: &Context<'_>, page: &Page) -> Option<crate::base::date::Day> {
    let Shows::Item(edition) = &page.shows else { return None };
    edition.meta.updated.or_else(|| parts::date(context, edition))
}

fn alternate(xml: &mut String, lang: &str, url: &str) {
    element(xml, "<xhtml:link rel=\"alternate\" hreflang=\"", lang, "\" href=\"");
    element(xml, "", url, "\"/>");
}

fn element(xml: &mut String, before: &str, text: &str, behind: &str) {
    xml.push_str(before);
    xml.push_str(&quick_xml::escape::escape(text));
    xml.push_str(behind);
}
