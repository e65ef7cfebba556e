//! Links of a text: from the file that an author names to the page that a reader gets.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use crate::base::date::Instant;
use crate::base::record::nearest;
use crate::base::{Lang, Report, SourcePath, Span, Url};
use crate::config::Config;
use crate::content::body::{Href, Link};
use crate::content::{Own, Role};

use super::site::State;
use super::{FileUrls, Group, Place, Places, Standing, Text, Tree, is_elsewhere, relative, standing_of};

/// Everything that a link may lead to.
#[derive(Debug)]
pub struct Roads<'a> {
    /// The settings.
    pub config: &'a Config,
    /// As of when.
    pub now: Instant,
    /// The items.
    pub groups: &'a [Group],
    /// Where they are.
    pub places: &'a Places,
    /// Every file by path.
    pub tree: &'a Tree<'a>,
    /// Where the published files are.
    pub files: &'a FileUrls,
    /// The group of every document, by path.
    pub documents: Arc<Documents>,
    /// The group of every page, by address; made when somebody first asks.
    pub pages: OnceLock<HashMap<Url, usize>>,
    /// The folders that have a page.
    pub folders: &'a BTreeSet<String>,
}

/// Who reads: the page that a link stands on.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The item.
    pub group: &'a Group,
    /// Its text.
    pub text: &'a Text,
    /// The text's language.
    pub text_lang: usize,
    /// The language of the frame around it.
    pub lang: usize,
}

const NOWHERE: Href = Href { href: None, lang: None };

impl Roads<'_> {
    /// Where a link leads for a reader; what is wrong with it is reported.
    pub fn resolve(&self, reader: Reader<'_>, link: &Link, report: &mut Report) -> Href {
        if link.target.is_empty() {
            return Self::on_this_page(reader, link, report);
        }
        if is_elsewhere(&link.target) {
            return Href { href: Some(encode_uri(&link.target)), lang: None };
        }
        let from = &reader.text.document.source.path;
        let Some(path) = from.beside(&link.target) else {
            report.error("link/broken", link.span).arg("value", &link.target);
            return NOWHERE;
        };
        if let Some(&group) = self.documents.get(path.as_str()) {
            return self.to_item(reader, group, link, report);
        }
        if let Some(url) = self.files.get(&path) {
            return Href { href: Some(self.href(url, link.anchor.as_deref())), lang: None };
        }
        if self.tree.has(&path) {
            // A file that only unpublished pages name stays unpublished with them.
            return NOWHERE;
        }
        self.to_folder(reader, &path, link).unwrap_or_else(|| self.broken(reader, &path, link, report))
    }

    fn on_this_page(reader: Reader<'_>, link: &Link, report: &mut Report) -> Href {
        let Some(anchor) = &link.anchor else { return NOWHERE };
        let found = Self::checked_anchor(reader.text, link, report);
        Href { href: found.then(|| format!("#{}", encode_uri(anchor))), lang: None }
    }

    /// An item's page in the reader's language, else in the source's with a hint.
    fn to_item(&self, reader: Reader<'_>, number: usize, link: &Link, report: &mut Report) -> Href {
        let group = &self.groups[number];
        if group.number.is_none() {
            self.report_unpublished(reader, group, (&link.target, link.span), report);
            return NOWHERE;
        }
        let Some(place) = self.places.nearest(number, group.source, reader.lang) else { return NOWHERE };
        let Some(text) = &group.texts[place.text] else { return NOWHERE };
        if group.state == State::Expired {
            report.warning("link/expired", link.span).arg("value", &link.target);
        }
        self.warn_of_closed(group, link, report);
        let anchor = link.anchor.as_deref();
        let anchor =
            anchor.filter(|_| group.state == State::Expired || Self::checked_anchor(text, link, report));
        // A section's page is in the reader's language even where its text is not.
        let lang = self.hint(reader, place).filter(|_| group.role == Role::Item);
        Href { href: Some(self.href(&place.url, anchor)), lang }
    }

    /// The language of a place, where it is not the reader's text's.
    pub fn hint(&self, reader: Reader<'_>, place: &Place) -> Option<Lang> {
        (place.text != reader.text_lang).then(|| self.config.languages[place.text].lang.clone())
    }

    /// Tells of a published page that leads to one that is not.
    pub fn report_unpublished(
        &self,
        reader: Reader<'_>,
        group: &Group,
        (value, span): (&str, Span),
        report: &mut Report,
    ) {
        if reader.group.number.is_some() && !group.source_text().document.broken {
            let state = if group.state == State::Draft { "draft" } else { "embargoed" };
            report.error("link/unpublished", span).arg("value", value).arg("state", state);
        }
    }

    fn warn_of_closed(&self, group: &Group, link: &Link, report: &mut Report) {
        let Own::Petition(petition) = &*group.source_text().own else { return };
        let standing = standing_of(petition, self.now, &self.config.timezone);
        if matches!(standing, Standing::Closed | Standing::Withdrawn) {
            report.warning("petition/closed-link", link.span).arg("value", &link.target);
        }
    }

    /// Whether a link's anchor is on the page of a text; one that is not is reported.
    fn checked_anchor(text: &Text, link: &Link, report: &mut Report) -> bool {
        let Some(anchor) = &link.anchor else { return false };
        let found = text.document.broken || text.has_id(anchor);
        if !found {
            let ids = text.headings.iter().flat_map(|ids| std::iter::once(&ids.id).chain(&ids.second));
            let ids = ids.chain(&text.document.body.ids).map(String::as_str).take(500);
            report
                .error("link/anchor", link.span)
                .arg("value", anchor)
                .arg("file", &text.document.source.path)
                .maybe("nearest", nearest(anchor, ids));
        }
        found
    }

    /// A section's page, or the item that a folder holds.
    fn to_folder(&self, reader: Reader<'_>, path: &SourcePath, link: &Link) -> Option<Href> {
        let folder = if path.as_str() == "content" { "" } else { path.as_str().strip_prefix("content/")? };
        if link.target.starts_with('/') || !self.folders.contains(folder) {
            return None;
        }
        let url = self.places.sections[reader.lang].get(folder)?;
        Some(Href { href: Some(self.href(url, None)), lang: None })
    }

    fn broken(&self, reader: Reader<'_>, path: &SourcePath, link: &Link, report: &mut Report) -> Href {
        let from = &reader.text.document.source.path;
        let last = link.target.rsplit('/').next().unwrap_or_default();
        if link.target.starts_with('/') && !last.contains('.') {
            let slashed = Url::new(format!("{}/", link.target.trim_end_matches('/')));
            let page = self.page_at(&slashed).map(|group| &self.groups[group].source_text().document);
            let written = page.map(|document| relative(from, document.source.path.as_str()));
            report.error("link/site-path", link.span).arg("value", &link.target).maybe("nearest", written);
        } else {
            let nearest = self.tree.nearest(from, path);
            report.error("link/broken", link.span).arg("value", &link.target).maybe("nearest", nearest);
        }
        NOWHERE
    }

    /// The group whose page is at an address.
    fn page_at(&self, url: &Url) -> Option<usize> {
        let pages = self.pages.get_or_init(|| {
            let numbered = self.places.items.iter().enumerate();
            let all = numbered.flat_map(|(group, places)| places.iter().flatten().map(move |at| (at, group)));
            all.map(|(place, group)| (place.url.clone(), group)).collect()
        });
        pages.get(url).copied()
    }

    /// An address as pages write it.
    pub fn href(&self, url: &Url, anchor: Option<&str>) -> String {
        let href = url.href(&self.config.base_path);
        match anchor {
            Some(anchor) => format!("{href}#{}", encode_uri(anchor)),
            None => href,
        }
    }
}

/// The number of every document's group, by path.
pub type Documents = HashMap<SourcePath, usize>;

/// The group of every document.
pub fn documents(groups: &[Group]) -> Documents {
    let mut documents = HashMap::with_capacity(2 * groups.len());
    for (number, group) in groups.iter().enumerate() {
        let texts = group.texts.iter().flatten().map(|text| &text.document);
        let all = texts.chain(group.unread());
        documents.extend(all.map(|document| (document.source.path.clone(), number)));
    }
    documents
}

/// Percent-encodes what may not stand in an address (RFC 3986, 2), leaving what divides it and what
/// is encoded already.
pub fn encode_uri(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut encoded = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let kept = byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte);
        if kept || (byte == b'%' && is_hex(at + 1) && is_hex(at + 2)) {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&encode_byte(byte));
        }
    }
    encoded
}

fn encode_byte(byte: u8) -> String {
    format!("%{byte:02X}")
}
