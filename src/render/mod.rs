//! Site + theme → Output: everything that needs the theme or an output format.
//!
//! A page is a function of its view: [`render`] makes every view, and renders those whose
//! fingerprint the last build did not know. Knows nothing of disk, clock and paths.

pub mod archive;
pub mod desk;
pub mod format;
pub mod practices;
pub mod theme;
pub mod view;

mod context;
mod parts;
mod voice;

mod body;
mod directive;
mod feed;
mod frame;
mod json_ld;
mod rehearsal;
mod sample;
mod security;
mod server;
mod share;
mod site_view;
mod sitemap;

mod beside;
mod calendar;
mod campaign;
mod card;
mod citation;
mod dashboard;
mod dashboard_data;
mod embed;
mod expired;
mod feeds;
mod home;
mod item;
mod letters;
mod list;
mod mastodon;
mod news;
mod not_found;
mod petition;
mod petition_data;
mod poster;
mod practice;
mod problem;
mod publication;
mod qr;
mod redirect;
mod search;
mod statement;
mod terms;
mod translation;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::asks::Asks;
use crate::base::drawing::Drawing;
use crate::base::memo::Shelf;
use crate::base::output::{File, Output, Wave};
use crate::base::pictures::Pictures;
use crate::base::{Checked, Diagnostic, Fingerprint, Lang, Report, Sources, Url};
use crate::config::Config;
use crate::relate::Site;
use crate::relate::site::{Feed, Page, Shows};

use context::Context;
use view::{Card, Html, Shared, View};
use voice::Voice;

pub use search::{Ahead, Library};
pub use theme::Theme;

/// What earlier builds rendered, by the fingerprint of what it was rendered from.
#[derive(Debug, Default)]
pub struct Shelves {
    themes: theme::Compiled,
    pages: Shelf<Rendered>,
    feeds: Shelf<(File, File, Vec<Diagnostic>)>,
    rehearsals: Shelf<Vec<Diagnostic>>,
    exports: practices::export::Shelves,
    library: Library,
}

impl Shelves {
    /// The same with a library of search indexes.
    #[must_use]
    pub fn and_library(self, library: Library) -> Shelves {
        Shelves { library, ..self }
    }

    /// Begins a build.
    pub fn turn(&mut self) {
        self.library.turn();
        self.themes.turn();
        self.pages.turn();
        self.feeds.turn();
        self.rehearsals.turn();
        self.exports.turn();
    }
}

/// Gathers the theme that config.toml names; one whose templates are on the shelf is not compiled again.
pub fn theme(sources: &Sources, config: &Config, pictures: &Pictures, shelves: &Shelves) -> Checked<Theme> {
    theme::load(sources, config, pictures, &shelves.themes)
}

/// A file with what was found while it was rendered.
#[derive(Clone, Debug)]
struct Rendered {
    file: File,
    diagnostics: Vec<Diagnostic>,
}

/// What is published, and how many of its pages had to be rendered.
#[derive(Debug)]
pub struct Rendering {
    /// Every file but the site's own pictures and attachments.
    pub output: Output,
    /// Pages whose view no earlier build had.
    pub rendered: usize,
    /// The pictures that pages are shared with, each once.
    pub drawings: Vec<Drawing>,
}

/// What is asked for first, and whether a page may be answered before all others are there.
pub type Asked<'a> = (&'a Shelves, &'a Asks, &'a (dyn Fn(&Url, &File) -> bool + Sync));

/// What is wrong with the theme's pictures to share; `trouble` tells what cannot be drawn.
pub fn sample_pictures(
    theme: &Theme,
    shelves: &Shelves,
    trouble: &dyn Fn(&str) -> Option<String>,
) -> Vec<Diagnostic> {
    if !theme.is_whole() {
        return Vec::new();
    }
    let look = || rehearsal::undrawable(theme, trouble);
    shelves.rehearsals.get_or(Fingerprint::of(&("pictures", theme.fingerprint)), look).0
}

/// Titles with letters that pictures to share cannot have; `lacking` tells which letters there are no fonts for.
pub fn unlettered(site: &Site, lacking: &dyn Fn(&str) -> Vec<char>) -> Vec<Diagnostic> {
    letters::check(site, lacking)
}

/// Renders the whole site, what is asked for first.
pub fn render(
    site: &Site,
    theme: &Theme,
    pictures: &Pictures,
    (shelves, asks, is_fine): Asked<'_>,
) -> Checked<Rendering> {
    let mut output = Output::default();
    if !theme.is_whole() {
        return (Rendering { output, rendered: 0, drawings: Vec::new() }, Vec::new());
    }
    let context = context(site, theme, pictures);
    let voice = context.voice(&site.config.default_language);
    let key = Fingerprint::of(&(theme.fingerprint, voice.fingerprint));
    let (mut diagnostics, _) = shelves.rehearsals.get_or(key, || rehearsal::rehearse(theme, voice));
    if !diagnostics.is_empty() {
        return (Rendering { output, rendered: 0, drawings: Vec::new() }, diagnostics);
    }
    // Indexing takes longer than all pages together, so whoever wants it ahead begins before them; who waits
    // for a page does not wait for it.
    let early = shelves.library.is_wanted().then(|| search::bundles(&context, &shelves.library));
    let asked = |url: &Url| {
        let place = site.pages.binary_search_by(|page| page.url.cmp(url)).ok()?;
        let (_, page, ..) = render_page(&context, &site.pages[place], shelves);
        (page.diagnostics.is_empty() && is_fine(url, &page.file)).then_some(page.file)
    };
    let in_turn = |page: &Arc<Page>| {
        asks.serve(asked);
        render_page(&context, page, shelves)
    };
    let pages: Vec<OnePage> = site.pages.par_iter().map(in_turn).collect();
    let rendered = pages.iter().filter(|(_, _, made, _)| *made).count();
    let mut drawings = BTreeMap::new();
    for (url, page, _, drawn) in pages {
        diagnostics.extend(page.diagnostics);
        output.files.insert(url, page.file);
        drawings.extend(drawn.into_iter().map(|drawing| (drawing.url.clone(), drawing)));
    }
    output.bundles = early.unwrap_or_else(|| search::bundles(&context, &shelves.library));
    let feeds: Vec<_> = site.feeds.par_iter().map(|feed| render_feed(&context, feed, shelves)).collect();
    for (files, said) in feeds {
        diagnostics.extend(said);
        output.files.extend(files);
    }
    output.files.extend(theme.statics.iter().map(|file| (file.url.clone(), file.file.clone())));
    output.files.extend(sitemap::files(&context));
    output.files.extend(dashboard_data::files(&context));
    output.files.extend(practices::export::files(site, &shelves.exports));
    output.files.extend(practices::data(&context));
    output.files.extend(server::files(site));
    output.files.extend(petition_data::file(&context));
    output.files.extend(beside::files(&context));
    diagnostics.sort();
    diagnostics.dedup();
    (Rendering { output, rendered, drawings: drawings.into_values().collect() }, diagnostics)
}

/// What all pages share: languages, settings, cards.
fn context<'a>(site: &'a Site, theme: &Theme, pictures: &'a Pictures) -> Context<'a> {
    let voices = site.config.languages.iter().filter_map(|language| {
        let strings = site.strings.get(&language.lang)?;
        Some((language.lang.clone(), Voice::new(language, strings).into()))
    });
    let context = Context::new(site, theme, pictures, voices.collect(), cards);
    let settings =
        context.voices().map(|voice| (voice.lang.clone(), Shared::new(site_view::view(&context, voice))));
    let settings = settings.collect();
    context.with_settings(settings)
}

/// An item's card in every language that shows it.
fn cards(context: &Context<'_>, item: usize) -> BTreeMap<Lang, Card> {
    let voices = context.voices().filter_map(|voice| {
        let edition = context.edition(item, &voice.lang)?;
        Some((voice.lang.clone(), Card::new(card::view(context, edition, voice))))
    });
    voices.collect()
}

type OnePage = (Url, Rendered, bool, Vec<Drawing>);

/// A page, whether it had to be rendered, and the pictures that it is shared with.
fn render_page(context: &Context<'_>, page: &Page, shelves: &Shelves) -> OnePage {
    let mut view = page_view(context, page);
    let drawings = std::mem::take(&mut view.frame_mut().drawings);
    let (voice, settings) = (context.voice(&page.lang), context.settings(&page.lang));
    let key = (context.theme.fingerprint, voice.fingerprint, settings, view.template(), &view);
    let key = Fingerprint::of(&key);
    let (rendered, made) = shelves.pages.get_or(key, || written(context, page, view));
    (page.url.clone(), rendered, made, drawings)
}

/// A feed in both formats.
fn render_feed(context: &Context<'_>, feed: &Feed, shelves: &Shelves) -> Checked<[(Url, File); 2]> {
    let voice = context.voice(&feed.lang);
    let channel = feed::channel(context, feed, voice);
    let key = Fingerprint::of(&("feed", context.theme.fingerprint, channel.fingerprint()));
    let ((atom, json, diagnostics), _) = shelves.feeds.get_or(key, || {
        let (mut channel, mut report) = (channel, Report::default());
        channel.finish(&mut report);
        let file = |text: String, sort: &str| {
            context.kept(File::new(Wave::Index, text.into_bytes()), sort, &feed.lang)
        };
        (file(channel.atom(), "feed.xml"), file(channel.json(), "feed.json"), report.diagnostics)
    });
    ([(feed.page.join("feed.xml"), atom), (feed.page.join("feed.json"), json)], diagnostics)
}

fn written(context: &Context<'_>, page: &Page, mut view: View) -> Rendered {
    let mut report = Report::default();
    view.finish(&mut report);
    let json_ld = json_ld(context, page, &view);
    view.frame_mut().json_ld = json_ld;
    let mut variables = tera::Context::new();
    variables.insert_value("page", view.value());
    variables.insert("site", context.settings(&page.lang));
    variables.insert_value("s", context.voice(&page.lang).words.clone());
    variables.insert("lang", page.lang.as_str());
    let html = context.theme.render(view.template(), &variables, &mut report);
    let wave = match page.shows {
        Shows::Item(_) | Shows::Expired(_) | Shows::Embed(_) | Shows::Mastodon(_) => Wave::Page,
        _ => Wave::Index,
    };
    let file = context.kept(File::new(wave, html.into_bytes()), view.template(), &page.lang);
    Rendered { file, diagnostics: report.diagnostics }
}

/// What search engines are told of a page; nothing where there is nothing to find.
fn json_ld(context: &Context<'_>, page: &Page, view: &View) -> Html {
    let voice = context.voice(&page.lang);
    let thing = match (view, &page.shows) {
        (View::Home(view), _) => home::thing(view, voice),
        (View::Section(view) | View::Term(view), _) => list::thing(view, voice),
        (View::Practices(view), Shows::Section(_, part)) if part.number == 1 => {
            practices::thing(view, context, voice)
        }
        (View::Item(_, view), Shows::Item(edition)) => item::thing(context, edition, view),
        _ => return Html::default(),
    };
    frame::json_ld(context, page, voice, &thing)
}

fn page_view(context: &Context<'_>, page: &Page) -> View {
    let voice = context.voice(&page.lang);
    match &page.shows {
        Shows::Home(home) => View::Home(Box::new(home::view(context, page, home, voice))),
        Shows::Section(folder, part) if folder == "practices" => {
            View::Practices(Box::new(practices::section(context, page, part, voice)))
        }
        Shows::Section(folder, part) => {
            View::Section(Box::new(list::section(context, page, folder, part, voice)))
        }
        Shows::Term(term, part) => View::Term(Box::new(list::term(context, page, term, part, voice))),
        Shows::Terms(taxonomy, terms) => {
            View::Terms(Box::new(terms::view(context, page, *taxonomy, terms, voice)))
        }
        Shows::Facet(value, part) => {
            View::Practices(Box::new(practices::value(context, page, value, part, voice)))
        }
        Shows::Pair(region, population, part) => {
            let values = [region, population];
            View::Practices(Box::new(practices::pair(context, page, values, part, voice)))
        }
        Shows::Facets(facet) => View::Facets(Box::new(practices::facet(context, page, *facet, voice))),
        Shows::Map => View::Map(Box::new(practices::map(context, page, voice))),
        Shows::Timeline => View::Timeline(Box::new(practices::timeline(context, page, voice))),
        Shows::Item(edition) => {
            let kind = context.site.items[edition.item].kind;
            View::Item(kind, Box::new(item::view(context, page, edition, voice)))
        }
        Shows::Embed(edition) => View::Embed(Box::new(embed::view(context, page, edition, voice))),
        Shows::Mastodon(edition) => View::Mastodon(Box::new(mastodon::view(context, page, edition, voice))),
        Shows::Expired(edition) => View::Expired(Box::new(expired::view(context, page, edition, voice))),
        Shows::Redirect(to, title) => {
            View::Redirect(Box::new(redirect::view(context, page, to, title, voice)))
        }
        Shows::Translate => View::Translate(Box::new(dashboard::view(context, page, voice))),
        Shows::Feeds => View::Feeds(Box::new(feeds::view(context, page, voice))),
        Shows::Search => View::Search(Box::new(search::view(context, page, voice))),
        Shows::NotFound => View::NotFound(Box::new(not_found::view(context, page, voice))),
    }
}
