//! Addresses that moved: `aliases`, and `page/1/` of a list.

use crate::base::{SourcePath, Span, Url};

use super::site::{Page, Shows};
use super::{Woven, alias};

/// A redirect and where it was asked for.
#[derive(Debug)]
pub struct Redirect {
    /// The page.
    pub page: Page,
    /// Where the alias stands.
    pub span: Span,
    /// The file that it stands in.
    pub file: SourcePath,
}

/// The redirects that authors ask for. An alias under `/es/` leads to the Spanish page.
pub fn aliases(woven: &Woven<'_>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (number, group) in woven.groups.iter().enumerate() {
        let document = &group.source_text().document;
        for written in document.meta.aliases.iter().flatten() {
            let Some(url) = alias(&written.value) else { continue };
            let lang = language_of(woven, &url).filter(|&lang| woven.editions[number][lang].is_some());
            let lang = lang.unwrap_or(group.source);
            let Some(edition) = &woven.editions[number][lang] else { continue };
            let title = edition.meta.title.as_ref().map_or_else(String::new, |title| title.value.clone());
            let page = redirect(woven, lang, url, edition.url.clone(), title);
            redirects.push(Redirect { page, span: written.span, file: document.source.path.clone() });
        }
    }
    redirects
}

/// The language that an address lies under; `None` for the default one.
fn language_of(woven: &Woven<'_>, url: &Url) -> Option<usize> {
    let homes = woven.config.langs().map(|lang| woven.config.home(lang));
    let found =
        homes.enumerate().find(|(_, home)| home.as_str() != "/" && url.as_str().starts_with(home.as_str()));
    found.map(|(lang, _)| lang)
}

/// A page that leads elsewhere.
pub fn redirect(woven: &Woven<'_>, lang: usize, url: Url, to: Url, title: String) -> Page {
    Page {
        url,
        lang: woven.lang(lang).clone(),
        canonical: to.clone(),
        shows: Shows::Redirect(to, title),
        translations: Vec::new(),
        x_default: None,
        noindex: true,
        switch: Vec::new(),
        crumbs: Vec::new(),
    }
}
