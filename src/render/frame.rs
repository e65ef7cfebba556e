//! What surrounds every page: head, switcher, way back, notices.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::context::{Context, Preview};
use super::json_ld::{self, Named, Thing};
use super::parts::shortened;
use super::poster::{self, Shape};
use super::view::poster::PosterView;
use super::view::{
    AlternateView, FeedView, Frame, Html, LinkView, MetaView, NoticeView, OgView, ShareView, SwitchView,
};
use super::voice::Voice;
use super::{problem, security, translation};
use crate::base::drawing::Drawing;
use crate::base::{Lang, Url};
use crate::relate::site::{Feed, Page, Shows};

/// What a page says of itself to its frame.
#[derive(Default)]
pub(super) struct Head<'a> {
    /// Its title; empty for the home page.
    pub title: &'a str,
    /// For search engines and previews.
    pub description: &'a str,
    /// Whether it is one item, not a list.
    pub article: bool,
    /// The title of a list without the number of its part; empty where that is the title.
    pub name: &'a str,
    /// Its picture.
    pub image: Option<Preview>,
    /// The picture to draw for it where it has none; `None` for what a page of its kind usually has.
    pub poster: Option<PosterView>,
    /// The menu entry that it lies under.
    pub section: String,
    /// What readers must know first.
    pub notices: Vec<NoticeView>,
    /// Offer a way to leave the page at once.
    pub quick_exit: bool,
    /// Share links.
    pub share: Option<ShareView>,
    /// Whether nothing of its text may stand elsewhere.
    pub no_excerpt: bool,
    /// When it was published and last changed (ISO 8601); empty where it was not.
    pub dates: (String, String),
    /// The origin that its form posts to.
    pub collector: Option<String>,
    /// The page as data, the address to cite, and Dublin Core.
    pub machine: Machine,
    /// Pictures that it offers.
    pub drawings: Vec<Drawing>,
}

/// What a page of the practice database says of itself to machines.
#[derive(Default)]
pub(super) struct Machine {
    /// The page as data.
    pub data: Vec<FeedView>,
    /// The address to cite.
    pub cite_as: String,
    /// Dublin Core.
    pub meta: Vec<MetaView>,
}

/// The frame of a page, but for its JSON-LD.
pub(super) fn view(context: &Context<'_>, page: &Page, voice: &Voice, mut head: Head<'_>) -> Frame {
    let name = if head.name.is_empty() { head.title } else { head.name };
    let poster =
        head.poster.take().or_else(|| poster::of_page(context, page, (name, head.description), voice));
    let (og, drawing) = open_graph(context, page, voice, &head, poster);
    Frame {
        kind: kind(context, page).to_owned(),
        head_title: head_title(voice, head.title),
        description: described(&head, voice),
        canonical: context.absolute(&page.canonical),
        noindex: page.noindex,
        alternates: alternates(context, page),
        feeds: feeds(context, page, voice),
        switcher: switcher(context, page, voice),
        crumbs: page
            .crumbs
            .iter()
            .map(|crumb| LinkView::to(&*crumb.label, context.href(&crumb.url)))
            .collect(),
        section: head.section,
        og,
        drawings: head.drawings.into_iter().chain(drawing).collect(),
        json_ld: Html::default(),
        csp: csp(page, head.collector),
        notices: head.notices,
        quick_exit: head.quick_exit,
        share: head.share,
        improve: translation::improve(context, page, voice),
        data: head.machine.data,
        cite_as: head.machine.cite_as,
        meta: head.machine.meta,
        onion: onion(context, &page.url),
        no_excerpt: head.no_excerpt,
        problem: problem::link(context, page, voice),
    }
}

/// What search engines show below the title; where nobody wrote anything, at least whose page it is.
fn described(head: &Head<'_>, voice: &Voice) -> String {
    match head.description {
        "" => voice.say("site.described", &[("title", head.title), ("site", &voice.title)]),
        description => shortened(description, 300),
    }
}

fn csp(page: &Page, collector: Option<String>) -> String {
    match page.shows {
        Shows::Search => security::searching(&BTreeSet::new()),
        _ => security::policy(&BTreeSet::from_iter(collector)),
    }
}

/// The page's JSON-LD: what it is, and the way to it.
pub(super) fn json_ld(context: &Context<'_>, page: &Page, voice: &Voice, thing: &Thing<'_>) -> Html {
    if page.noindex {
        return Html::default();
    }
    let crumbs = page.crumbs.iter().map(|crumb| (crumb.label.clone(), context.absolute(&crumb.url)));
    let own = (thing.name.to_owned(), context.absolute(&page.url));
    let crumbs: Vec<_> = crumbs.chain([own]).collect();
    let publisher = Named { kind: "Organization", name: Cow::Borrowed(&*voice.title) };
    let thing = Thing { publisher: Some(publisher), ..thing.clone() };
    Html::new(json_ld::script(&thing, &crumbs))
}

/// The page's type, for style and scripts.
fn kind<'a>(context: &Context<'a>, page: &'a Page) -> &'a str {
    match &page.shows {
        Shows::Home(_) => "home",
        Shows::Section(folder, _) if folder == "practices" => "practices",
        Shows::Section(..) => "section",
        Shows::Facet(..) | Shows::Pair(..) => "facet",
        Shows::Facets(_) => "facets",
        Shows::Map => "map",
        Shows::Timeline => "timeline",
        Shows::Term(term, _) => term.taxonomy.singular(),
        Shows::Terms(taxonomy, _) => taxonomy.plural(),
        Shows::Item(edition) if edition.is_fallback() => "untranslated",
        Shows::Item(edition) => context.site.items[edition.item].kind.name(),
        Shows::Embed(_) => "embed",
        Shows::Mastodon(_) => "mastodon",
        Shows::Expired(_) => "expired",
        Shows::Redirect(..) => "redirect",
        Shows::Translate => "translate",
        Shows::Feeds => "feeds",
        Shows::Search => "search",
        Shows::NotFound => "not-found",
    }
}

fn head_title(voice: &Voice, title: &str) -> String {
    if title.is_empty() || title == voice.title {
        return voice.title.clone();
    }
    voice.say("site.title", &[("page", title), ("site", &voice.title)])
}

fn alternates(context: &Context<'_>, page: &Page) -> Vec<AlternateView> {
    let view = |lang: &str, url: &Url| AlternateView { lang: lang.to_owned(), url: context.absolute(url) };
    let translations = page.translations.iter().map(|(lang, url)| view(lang.as_str(), url));
    translations.chain(page.x_default.as_ref().map(|url| view("x-default", url))).collect()
}

/// The site's feed and the page's own.
fn feeds(context: &Context<'_>, page: &Page, voice: &Voice) -> Vec<FeedView> {
    let home = context.site.config.home(&page.lang);
    let own = Some(&page.url).filter(|url| **url != home);
    let feeds = [Some(&home), own].into_iter().flatten().filter_map(|url| context.feed(url));
    feeds.flat_map(|feed| feed_views(context, feed, voice)).collect()
}

fn feed_views(context: &Context<'_>, feed: &Feed, voice: &Voice) -> [FeedView; 2] {
    let title = context.feed_title(feed, voice);
    let view = |file: &str, media_type: &str| FeedView {
        title: title.clone(),
        url: context.href(&feed.page.join(file)),
        media_type: media_type.to_owned(),
    };
    [view("feed.xml", "application/atom+xml"), view("feed.json", "application/feed+json")]
}

fn switcher(context: &Context<'_>, page: &Page, voice: &Voice) -> Vec<SwitchView> {
    let view = |switch: &crate::relate::site::Switch| {
        let language = context.site.config.language(&switch.lang)?;
        let note = if switch.translated { "" } else { voice.word("site.not_yet_translated") };
        Some(SwitchView {
            lang: switch.lang.to_string(),
            dir: switch.lang.dir().to_owned(),
            name: language.name.clone(),
            url: context.href(&switch.url),
            there: switch.there.to_string(),
            current: switch.lang == page.lang,
            note: note.to_owned(),
        })
    };
    page.switch.iter().filter_map(view).collect()
}

/// What networks are told, and the picture that is to be drawn for it.
fn open_graph(
    context: &Context<'_>,
    page: &Page,
    voice: &Voice,
    head: &Head<'_>,
    poster: Option<PosterView>,
) -> (OgView, Option<Drawing>) {
    let others = page.translations.iter().filter(|(lang, _)| *lang != page.lang);
    let og = OgView {
        kind: if head.article { "article" } else { "website" }.to_owned(),
        locale: voice.og_locale.clone(),
        alternates: others.map(|(lang, _)| context.voice(lang).og_locale.clone()).collect(),
        published: head.dates.0.clone(),
        modified: head.dates.1.clone(),
        ..OgView::default()
    };
    if let Some(preview) = &head.image {
        let own = OgView {
            image: preview.url.clone(),
            image_type: preview.media_type.to_owned(),
            image_alt: preview.alt.clone(),
            image_width: preview.width,
            image_height: preview.height,
            ..og
        };
        return (own, None);
    }
    let drawn = poster.and_then(|poster| {
        let alt = poster::alt(&poster, context.voice(&Lang::new(&poster.lang)));
        Some((alt, poster::drawing(context, poster, Shape::Wide)?))
    });
    let Some((image_alt, drawing)) = drawn else { return (og, None) };
    let (image_width, image_height) = Shape::Wide.size();
    let image = context.absolute(&drawing.url);
    let image_type = "image/png".to_owned();
    (OgView { image, image_type, image_alt, image_width, image_height, ..og }, Some(drawing))
}

fn onion(context: &Context<'_>, url: &Url) -> String {
    let onion = context.site.config.onion.as_deref().filter(|onion| !onion.is_empty());
    onion.map_or_else(String::new, |onion| format!("{}{}", onion.trim_end_matches('/'), context.href(url)))
}
