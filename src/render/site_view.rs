//! What is the same on every page of a language: menu, footer, indexes, style sheet, licence.

use super::context::Context;
use super::parts::title;
use super::view::{LinkView, MenuView, SiteView};
use super::voice::Voice;
use crate::base::Url;
use crate::config::MenuEntry;
use crate::content::page::Menu;
use crate::content::{Kind, Own};
use crate::relate::site::{Edition, Shows, Taxonomy};

/// The settings that templates of a language see as `site`.
pub(super) fn view(context: &Context<'_>, voice: &Voice) -> SiteView {
    let config = &context.site.config;
    let (license, license_url) = config.license.as_deref().map_or_else(Default::default, license);
    SiteView {
        title: voice.title.clone(),
        lang: voice.lang.to_string(),
        dir: voice.lang.dir().to_owned(),
        zero: voice.format.zero.to_string(),
        home: context.href(&config.home(&voice.lang)),
        menu: menu(context, voice),
        footer: footer(context, voice),
        indexes: indexes(context, voice),
        style: context.statics("style.css").unwrap_or_default(),
        script: context.statics("site.js").unwrap_or_default(),
        exit_script: context.statics("exit.js").unwrap_or_default(),
        icon: icon(context),
        license,
        license_url,
        search: search(context, voice),
        exit_url: config.exit_url.clone(),
        extra: config.extra.clone(),
    }
}

/// What config.toml names, else the sections that have items; then the pages that want to be there.
fn menu(context: &Context<'_>, voice: &Voice) -> Vec<MenuView> {
    let config = &context.site.config;
    let mut menu: Vec<MenuView> = if config.menu.is_empty() {
        Kind::ALL.iter().filter_map(|kind| section(context, voice, kind.folder()?)).collect()
    } else {
        config.menu.iter().filter_map(|entry| configured(context, voice, entry)).collect()
    };
    for (key, link) in pages_of(context, voice, Menu::Main) {
        if !menu.iter().any(|entry| entry.key == key) {
            menu.push(MenuView { label: link.label, url: link.url, key });
        }
    }
    menu
}

/// The pages that say `menu = "footer"`, the one of feeds, and the one for translators.
fn footer(context: &Context<'_>, voice: &Voice) -> Vec<LinkView> {
    let pages = pages_of(context, voice, Menu::Footer).into_iter().map(|(_, link)| link);
    let dashboard = context.site.dashboards.get(&voice.lang);
    let link = |url: &Url| LinkView::to(voice.word("translate.title"), context.href(url));
    let feeds =
        context.site.pages.iter().find(|page| page.lang == voice.lang && matches!(page.shows, Shows::Feeds));
    let feeds = feeds.map(|page| LinkView::to(voice.word("feeds.title"), context.href(&page.url)));
    pages.chain(feeds).chain(dashboard.map(|dashboard| link(&dashboard.url))).collect()
}

fn section(context: &Context<'_>, voice: &Voice, folder: &str) -> Option<MenuView> {
    let section = context.site.sections.get(&voice.lang)?.get(folder)?;
    let url = context.href(&section.url);
    Some(MenuView { label: section.title.clone(), url, key: folder.to_owned() })
}

fn configured(context: &Context<'_>, voice: &Voice, entry: &MenuEntry) -> Option<MenuView> {
    let default = &context.site.config.default_language;
    let name = entry.name.get(&voice.lang).or_else(|| entry.name.get(default)).cloned();
    let target = entry.target.trim_matches('/');
    let found = section(context, voice, target).or_else(|| item(context, voice, target)).or_else(|| {
        let url = address(context, &entry.target)?;
        name.as_ref().map(|name| MenuView { label: name.clone(), url, key: entry.target.clone() })
    })?;
    Some(MenuView { label: name.unwrap_or(found.label), ..found })
}

/// An address of this site under its base path, or one of another site as it is; `None` for a
/// section or page that is not there yet.
fn address(context: &Context<'_>, target: &str) -> Option<String> {
    if !target.starts_with('/') {
        return target.contains(':').then(|| target.to_owned());
    }
    let (path, rest) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    Some(format!("{}{rest}", context.href(&Url::new(path))))
}

fn item(context: &Context<'_>, voice: &Voice, path: &str) -> Option<MenuView> {
    let items = &context.site.items;
    let place = items.binary_search_by(|item| item.path.as_str().cmp(path)).ok()?;
    let link = context.item_link(place, voice)?;
    Some(MenuView { label: link.label, url: link.url, key: path.to_owned() })
}

/// The pages that say `menu = "main"` or `"footer"`, by weight and title.
fn pages_of(context: &Context<'_>, voice: &Voice, menu: Menu) -> Vec<(String, LinkView)> {
    let items = context.site.items.iter().enumerate();
    let mut pages: Vec<(i64, &Edition)> = items
        .filter_map(|(place, item)| {
            let edition = context.edition(place, &voice.lang).filter(|_| item.kind == Kind::Page)?;
            match &*edition.own {
                Own::Page(page) if page.menu == Some(menu) => Some((page.weight.unwrap_or(0), &**edition)),
                _ => None,
            }
        })
        .collect();
    pages.sort_by(|(one, edition), (other, other_edition)| {
        one.cmp(other).then_with(|| voice.format.compare(title(edition), title(other_edition)))
    });
    let link = |edition: &Edition| {
        let path = context.site.items[edition.item].path.to_string();
        Some((path, context.item_link(edition.item, voice)?))
    };
    pages.into_iter().filter_map(|(_, edition)| link(edition)).collect()
}

fn indexes(context: &Context<'_>, voice: &Voice) -> Vec<LinkView> {
    let pages = context.site.pages.iter().filter(|page| page.lang == voice.lang);
    let mut indexes: Vec<(Taxonomy, LinkView)> = pages
        .filter_map(|page| match page.shows {
            Shows::Terms(taxonomy, _) => {
                let label = voice.word(terms_title(taxonomy));
                Some((taxonomy, LinkView::to(label, context.href(&page.url))))
            }
            _ => None,
        })
        .collect();
    indexes.sort_by_key(|(taxonomy, _)| *taxonomy);
    indexes.into_iter().map(|(_, link)| link).collect()
}

/// Every language has a search page.
fn search(context: &Context<'_>, voice: &Voice) -> String {
    let mut pages = context.site.pages.iter();
    let page = pages.find(|page| page.lang == voice.lang && matches!(page.shows, Shows::Search));
    page.map(|page| context.href(&page.url)).unwrap_or_default()
}

/// The key of an index's name.
pub(super) fn terms_title(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Regions => "term.regions",
        Taxonomy::Countries => "term.countries",
        Taxonomy::Topics => "term.topics",
        Taxonomy::Hashtags => "term.hashtags",
    }
}

/// The site's own icon before the theme's.
fn icon(context: &Context<'_>) -> String {
    let own = context.site.files.iter().find(|file| file.url.as_str() == "/favicon.svg");
    own.map(|file| context.href(&file.url)).or_else(|| context.statics("icon.svg")).unwrap_or_default()
}

/// The name and address of a licence; Creative Commons' are known.
pub(super) fn license(id: &str) -> (String, String) {
    let Some(rest) = id.strip_prefix("CC-").or_else(|| id.strip_prefix("CC0").map(|_| "0-1.0")) else {
        return (id.to_owned(), String::new());
    };
    let Some((terms, version)) = rest.rsplit_once('-') else { return (id.to_owned(), String::new()) };
    if terms == "0" {
        let url = "https://creativecommons.org/publicdomain/zero/1.0/";
        return ("CC0 1.0".to_owned(), url.to_owned());
    }
    let url = format!("https://creativecommons.org/licenses/{}/{version}/", terms.to_lowercase());
    (format!("CC {terms} {version}"), url)
}
