//! Addresses that moved: `aliases`, and `page/1/` of a list.

use crate::base::{SourcePath, Span, Spanned, Url};

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

/// The redirects that authors ask for. Those of a translation lead to it; those of an original lead to
/// it as well, but for one under `/es/`, which leads to the Spanish page.
pub fn aliases(woven: &Woven<'_>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (number, group) in woven.groups.iter().enumerate() {
        for (lang, text) in group.texts.iter().enumerate() {
            for written in text.iter().flat_map(|text| text.document.meta.aliases.iter().flatten()) {
                redirects.extend(of_alias(woven, number, lang, written));
            }
        }
    }
    redirects
}

fn of_alias(woven: &Woven<'_>, number: usize, lang: usize, written: &Spanned<String>) -> Option<Redirect> {
    let group = &woven.groups[number];
    let url = alias(&written.value)?;
    let is_there = |lang: &usize| woven.editions[number][*lang].is_some();
    let named = if lang == group.source { language_of(woven, &url) } else { Some(lang) };
    let to = named.filter(is_there).unwrap_or(group.source);
    let edition = woven.editions[number][to].as_ref()?;
    let title = edition.meta.title.as_ref().map_or_else(String::new, |title| title.value.clone());
    let page = redirect(woven, to, url, edition.url.clone(), title);
    let file = group.texts[lang].as_ref()?.document.source.path.clone();
    Some(Redirect { page, span: written.span, file })
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
