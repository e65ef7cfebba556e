//! What templates get: one finished value per page, and nothing else.
//!
//! A page's bytes are a function of its [`View`] and of the theme, so the view's fingerprint is
//! the key of its shelf. Dates, numbers and counts arrive as finished texts in the page's
//! language; addresses are finished `href`s with the base path; [`Html`] is safe already.
//!
//! Templates see four variables: `site` ([`SiteView`]), `page` (one of the views below by the
//! template's name), `s` (the theme's strings in the page's language, nested by dots) and `lang`
//! (that language's tag). Components of directives see `site`, and `s` and `lang` of the *text*, as
//! implicit arguments (`@s`, `@lang`), the fields of their view below as arguments, and `body`.

pub mod campaign;
pub mod charts;
mod petitions;
pub mod poster;
mod records;
pub mod search;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::drawing::Drawing;
use crate::base::node::Table;
use crate::base::{Fingerprint, Report};
use crate::content::Kind;

pub use petitions::{EmbedView, LiveView, MastodonView, QrView, SnippetView};
pub use records::{FacetView, FacetsView, FilterView, PracticesView, RecordView, ValueView};

/// Whatever a site's own theme needs: `[extra]`.
pub type Extra = Table;

/// Markup that is safe already; templates print it as it is.
///
/// A long text is a draft until its page is really rendered, and its fingerprint stands for it, so
/// that nothing is written for a page that did not change.
#[derive(Clone)]
pub enum Html {
    /// Written.
    Finished(Arc<str>),
    /// To be written if the page is rendered.
    Draft(Arc<dyn Draft>),
}

/// A text that is written when it is wanted.
pub trait Draft: Send + Sync {
    /// Of everything that its words depend on beside the theme.
    fn fingerprint(&self) -> Fingerprint;

    /// The markup.
    fn write(&self, report: &mut Report) -> String;
}

impl Html {
    /// Finished markup.
    pub fn new(markup: impl Into<Arc<str>>) -> Html {
        Html::Finished(markup.into())
    }

    /// Makes a draft finished.
    pub fn finish(&mut self, report: &mut Report) {
        if let Html::Draft(draft) = self {
            *self = Html::Finished(draft.write(report).into());
        }
    }
}

impl Default for Html {
    fn default() -> Self {
        Html::new("")
    }
}

impl Hash for Html {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Html::Finished(markup) => markup.hash(state),
            Html::Draft(draft) => draft.fingerprint().hash(state),
        }
    }
}

impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Html::Finished(markup) => markup.fmt(f),
            Html::Draft(draft) => draft.fingerprint().fmt(f),
        }
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Html::Finished(markup) => tera::Value::safe_string(markup).serialize(serializer),
            Html::Draft(_) => serializer.serialize_str(""),
        }
    }
}

/// A part of a view that is made once and shown on many pages: it is hashed and made into a
/// template's value once as well.
#[derive(Debug)]
pub struct Shared<T>(Arc<Made<T>>);

#[derive(Debug)]
struct Made<T> {
    view: T,
    fingerprint: Fingerprint,
    value: tera::Value,
}

impl<T: Hash + Serialize> Shared<T> {
    /// Shares a part.
    pub fn new(view: T) -> Shared<T> {
        let (fingerprint, value) = (Fingerprint::of(&view), tera::Value::from_serializable(&view));
        Shared(Arc::new(Made { view, fingerprint, value }))
    }
}

impl<T: Default + Hash + Serialize> Default for Shared<T> {
    fn default() -> Self {
        Shared::new(T::default())
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fingerprint.hash(state);
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

/// A card of a list.
pub type Card = Shared<CardView>;

/// One page's view.
#[derive(Clone, Debug, Hash)]
pub enum View {
    /// `home.html`.
    Home(Box<HomeView>),
    /// `section.html`.
    Section(Box<ListView>),
    /// `term.html`.
    Term(Box<ListView>),
    /// `terms.html`.
    Terms(Box<TermsView>),
    /// `practices.html`.
    Practices(Box<PracticesView>),
    /// `facets.html`.
    Facets(Box<FacetsView>),
    /// `translate.html`.
    Translate(Box<TranslateView>),
    /// `feeds.html`.
    Feeds(Box<FeedsView>),
    /// `practices_map.html`.
    Map(Box<charts::MapView>),
    /// `practices_timeline.html`.
    Timeline(Box<charts::TimelineView>),
    /// The kind's own template.
    Item(Kind, Box<ItemView>),
    /// `embed.html`.
    Embed(Box<EmbedView>),
    /// `mastodon.html`.
    Mastodon(Box<MastodonView>),
    /// `expired.html`.
    Expired(Box<ExpiredView>),
    /// `not_found.html`.
    NotFound(Box<NotFoundView>),
    /// `search.html`.
    Search(Box<search::SearchView>),
    /// `redirect.html`.
    Redirect(Box<RedirectView>),
}

impl View {
    /// The template that shows it.
    pub fn template(&self) -> &'static str {
        match self {
            View::Home(_) => "home.html",
            View::Section(_) => "section.html",
            View::Term(_) => "term.html",
            View::Terms(_) => "terms.html",
            View::Practices(_) => "practices.html",
            View::Facets(_) => "facets.html",
            View::Translate(_) => "translate.html",
            View::Feeds(_) => "feeds.html",
            View::Map(_) => "practices_map.html",
            View::Timeline(_) => "practices_timeline.html",
            View::Item(Kind::Statement, _) => "statement.html",
            View::Item(Kind::News, _) => "news.html",
            View::Item(Kind::Petition, _) => "petition.html",
            View::Item(Kind::Practice, _) => "practice.html",
            View::Item(Kind::Publication, _) => "publication.html",
            View::Item(Kind::Page, _) => "page.html",
            View::Embed(_) => "embed.html",
            View::Mastodon(_) => "mastodon.html",
            View::Expired(_) => "expired.html",
            View::Search(_) => "search.html",
            View::NotFound(_) => "not_found.html",
            View::Redirect(_) => "redirect.html",
        }
    }

    /// What the template gets as `page`.
    pub fn value(&self) -> tera::Value {
        match self {
            View::Home(view) => tera::Value::from_serializable(view),
            View::Section(view) | View::Term(view) => tera::Value::from_serializable(view),
            View::Terms(view) => tera::Value::from_serializable(view),
            View::Practices(view) => tera::Value::from_serializable(view),
            View::Facets(view) => tera::Value::from_serializable(view),
            View::Translate(view) => tera::Value::from_serializable(view),
            View::Feeds(view) => tera::Value::from_serializable(view),
            View::Map(view) => tera::Value::from_serializable(view),
            View::Timeline(view) => tera::Value::from_serializable(view),
            View::Item(_, view) => tera::Value::from_serializable(view),
            View::Embed(view) => tera::Value::from_serializable(view),
            View::Mastodon(view) => tera::Value::from_serializable(view),
            View::Expired(view) => tera::Value::from_serializable(view),
            View::Search(view) => tera::Value::from_serializable(view),
            View::NotFound(view) => tera::Value::from_serializable(view),
            View::Redirect(view) => tera::Value::from_serializable(view),
        }
    }

    /// What surrounds it.
    pub fn frame_mut(&mut self) -> &mut Frame {
        match self {
            View::Home(view) => &mut view.frame,
            View::Section(view) | View::Term(view) => &mut view.frame,
            View::Terms(view) => &mut view.frame,
            View::Practices(view) => &mut view.frame,
            View::Facets(view) => &mut view.frame,
            View::Translate(view) => &mut view.frame,
            View::Feeds(view) => &mut view.frame,
            View::Map(view) => &mut view.frame,
            View::Timeline(view) => &mut view.frame,
            View::Item(_, view) => &mut view.frame,
            View::Embed(view) => &mut view.frame,
            View::Mastodon(view) => &mut view.frame,
            View::Expired(view) => &mut view.frame,
            View::Search(view) => &mut view.frame,
            View::NotFound(view) => &mut view.frame,
            View::Redirect(view) => &mut view.frame,
        }
    }

    /// Writes its long texts.
    pub fn finish(&mut self, report: &mut Report) {
        match self {
            View::Home(view) => view.body.finish(report),
            View::Section(view) | View::Term(view) => view.body.finish(report),
            View::Practices(view) => view.body.finish(report),
            View::Item(_, view) => {
                view.body.finish(report);
                for update in view.petition.iter_mut().flat_map(|petition| &mut petition.updates) {
                    update.body.finish(report);
                }
            }
            View::Terms(_)
            | View::Map(_)
            | View::Timeline(_)
            | View::Facets(_)
            | View::Translate(_)
            | View::Feeds(_)
            | View::Embed(_)
            | View::Mastodon(_)
            | View::Expired(_)
            | View::Search(_)
            | View::NotFound(_)
            | View::Redirect(_) => {}
        }
    }
}

/// What is the same on every page of a language: only settings, never counts or newest items.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SiteView {
    /// The site's title in this language.
    pub title: String,
    /// `en`, `es`, …
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The language's zero: `0`, or `٠` where it has digits of its own, for counters in the style sheet.
    pub zero: String,
    /// The home page in this language.
    pub home: String,
    /// The menu.
    pub menu: Vec<MenuView>,
    /// The links at the foot of the page.
    pub footer: Vec<LinkView>,
    /// The indexes: regions, countries, topics, hashtags.
    pub indexes: Vec<LinkView>,
    /// `href` of `style.css`, with its content's fingerprint: `/static/style.1f3a9c.css`.
    pub style: String,
    /// `href` of `site.js`; empty if the theme has none.
    pub script: String,
    /// `href` of `exit.js`, for pages that can be left at once; empty if the theme has none.
    pub exit_script: String,
    /// `href` of the icon (`assets/favicon.svg` or the theme's); empty if there is none.
    pub icon: String,
    /// The licence's name: `CC BY 4.0`; empty if none is set.
    pub license: String,
    /// The licence's address; empty if it is not a known one.
    pub license_url: String,
    /// The search page, which forms lead to with `?q=`.
    pub search: String,
    /// Where "leave this page" leads.
    pub exit_url: String,
    /// config's `[extra]`.
    pub extra: Extra,
}

/// An entry of the menu.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct MenuView {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// What [`Frame::section`] is on the pages under it.
    pub key: String,
}

/// A link.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct LinkView {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// The language of the words and of what is there, where it is not the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set; else empty.
    pub dir: String,
}

impl LinkView {
    /// A link to what is in the page's language.
    pub fn to(label: impl Into<String>, url: String) -> LinkView {
        LinkView { label: label.into(), url, ..LinkView::default() }
    }
}

/// A day in two forms.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct DateView {
    /// For `<time datetime>`.
    pub iso: String,
    /// For people, in the page's language.
    pub text: String,
}

/// What surrounds every page: the head, the switcher, the notices. Templates reach it as `page.frame`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct Frame {
    /// What page it is, for `<body data-type>`: home, section, statement, news, petition, practice,
    /// publication, page, region, country, topic, hashtag, regions, countries, topics, hashtags,
    /// practices, facet, facets, map, timeline, embed, mastodon, translate, feeds,
    /// not-found, expired, untranslated.
    pub kind: String,
    /// For `<title>`: the page's title and the site's.
    pub head_title: String,
    /// For `<meta name="description">`; may be empty.
    pub description: String,
    /// The absolute canonical address.
    pub canonical: String,
    /// Whether robots keep away.
    pub noindex: bool,
    /// For `<link rel="alternate" hreflang>`, absolute, self and `x-default` included; may be empty.
    pub alternates: Vec<AlternateView>,
    /// For `<link rel="alternate" type="application/atom+xml">`.
    pub feeds: Vec<FeedView>,
    /// The same page in every language.
    pub switcher: Vec<SwitchView>,
    /// From the home page to the parent; the page itself is not in it.
    pub crumbs: Vec<LinkView>,
    /// The key of the menu entry that the page lies under; may be empty.
    pub section: String,
    /// OpenGraph.
    pub og: OgView,
    /// JSON-LD, escaped for a `<script type="application/ld+json">`; may be empty. It says nothing that
    /// the view does not, so it is written only when the page is rendered.
    pub json_ld: Html,
    /// For `<meta http-equiv="Content-Security-Policy">`.
    pub csp: String,
    /// What readers must know first: drafts, embargo, missing translation, expired.
    pub notices: Vec<NoticeView>,
    /// Offer a way to leave the page at once.
    pub quick_exit: bool,
    /// Share links; `None` on lists and the like.
    pub share: Option<ShareView>,
    /// How to translate the page, or to make its translation better; `url` may be empty.
    pub improve: LinkView,
    /// The page as data, for `<link rel="alternate">`; may be empty.
    pub data: Vec<FeedView>,
    /// The address to cite, for `<link rel="cite-as">` (RFC 8574); may be empty.
    pub cite_as: String,
    /// Dublin Core, for `<meta>`; may be empty.
    pub meta: Vec<MetaView>,
    /// The same page of the onion site, for `<meta http-equiv="Onion-Location">`; empty without one.
    pub onion: String,
    /// Whether readers are warned of its text, so that nothing of it may stand as an excerpt elsewhere.
    pub no_excerpt: bool,
    /// A mail about a problem on the page; `url` may be empty.
    pub problem: LinkView,
    /// The pictures that it is shared with; templates know them by their addresses.
    #[serde(skip)]
    pub drawings: Vec<Drawing>,
}

/// A statement about the page for machines.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct MetaView {
    /// `DC.title`, `DC.date`, ….
    pub name: String,
    /// What it says.
    pub content: String,
    /// The language of what it says, where it is words; may be empty.
    pub lang: String,
}

/// The page in another language, for machines.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct AlternateView {
    /// A tag or `x-default`.
    pub lang: String,
    /// Absolute.
    pub url: String,
}

/// A feed.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FeedView {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// `application/atom+xml` or `application/feed+json`.
    pub media_type: String,
}

/// The page in another language, for people.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SwitchView {
    /// The tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The language's own name.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// The language of the page there, for `hreflang`.
    pub there: String,
    /// Whether it is this page.
    pub current: bool,
    /// "not yet translated" in the page's language, or empty.
    pub note: String,
}

/// OpenGraph.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct OgView {
    /// `article` or `website`.
    pub kind: String,
    /// `es_MX`.
    pub locale: String,
    /// The locales of its translations.
    pub alternates: Vec<String>,
    /// When an article was published (ISO 8601); may be empty.
    pub published: String,
    /// When it was last changed; may be empty.
    pub modified: String,
    /// Absolute; may be empty.
    pub image: String,
    /// `image/png`.
    pub image_type: String,
    /// What the picture shows.
    pub image_alt: String,
    /// Pixels across; 0 where that is not known.
    pub image_width: u32,
    /// Pixels down.
    pub image_height: u32,
}

/// Something that readers must know first.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct NoticeView {
    /// `draft`, `embargoed`, `expired`, `untranslated`, `partly`, `machine`, `adaptation`, `outdated`,
    /// `outdated-critical`.
    pub kind: String,
    /// The words.
    pub text: String,
    /// A link that helps, e.g. to the source; `url` may be empty.
    pub link: LinkView,
    /// More of them: the changed paragraphs, a way to help.
    pub links: Vec<LinkView>,
}

/// Share links: plain addresses, no script of anybody.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ShareView {
    /// One per network.
    pub links: Vec<ShareLink>,
    /// The absolute address to copy.
    pub url: String,
    /// The words that are shared, hashtags included.
    pub text: String,
}

/// One share link.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ShareLink {
    /// `whatsapp`, `telegram`, `bluesky`, `x`, `email`.
    pub network: String,
    /// The network's name.
    pub label: String,
    /// Percent-encoded.
    pub url: String,
}

/// A picture in another format than its own, for browsers that know it.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FormatView {
    /// `image/webp`.
    pub media_type: String,
    /// Addresses and widths, as the attribute `srcset` wants them.
    pub srcset: String,
}

/// A picture.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PictureView {
    /// Where it is, in its own format.
    pub src: String,
    /// The same in several sizes; empty where there is one only.
    pub srcset: String,
    /// Better formats, the best first.
    pub formats: Vec<FormatView>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows; empty for a decorative one.
    pub alt: String,
    /// The words under it; may be empty.
    pub caption: Html,
    /// Whose work it is; may be empty.
    pub credit: String,
}

impl PictureView {
    /// The same with every address as it must be where the picture is seen.
    #[must_use]
    pub fn placed(self, place: &dyn Fn(&str) -> String) -> PictureView {
        // An address stands at the beginning of each candidate.
        let all = |srcset: &str| srcset.split(", ").map(place).collect::<Vec<_>>().join(", ");
        let format = |format: FormatView| FormatView { srcset: all(&format.srcset), ..format };
        PictureView {
            src: place(&self.src),
            srcset: all(&self.srcset),
            formats: self.formats.into_iter().map(format).collect(),
            ..self
        }
    }
}

/// An item in a list.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct CardView {
    /// `statement`, `news`, …
    pub kind: String,
    /// The kind's name in the page's language.
    pub kind_label: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The language of its title and summary where it is not the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set.
    pub dir: String,
    /// That language's name in the page's language, to mark it; else empty.
    pub lang_name: String,
    /// Its day.
    pub date: Option<DateView>,
    /// Its summary; may be empty.
    pub summary: String,
    /// Its countries, else regions, as one text; may be empty.
    pub place: String,
    /// A petition's state or a practice's measure in words; may be empty.
    pub badge: String,
    /// A petition's state or a practice's measure as a key, for style; may be empty.
    pub badge_key: String,
    /// A petition's ask; else empty.
    pub ask: String,
    /// Its picture.
    pub image: Option<PictureView>,
}

/// Earlier and later parts of a list.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PagerView {
    /// "Page 2 of 5".
    pub text: String,
    /// This part's number.
    pub current: usize,
    /// The part before.
    pub previous: String,
    /// The part after.
    pub next: String,
    /// The parts to offer: all, or the first, the last and those around this one, with gaps (`url` empty).
    pub parts: Vec<PagerPart>,
}

/// One part of a list.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PagerPart {
    /// Its number in the page's digits; `…` for a gap.
    pub label: String,
    /// Where it is.
    pub url: String,
    /// Whether it is this one.
    pub current: bool,
}

/// `home.html`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct HomeView {
    /// The frame.
    pub frame: Frame,
    /// What the campaign promises.
    pub title: String,
    /// The lines under it.
    pub summary: String,
    /// What it asks, and figures.
    pub body: Html,
    /// The home page's picture.
    pub image: Option<PictureView>,
    /// Petitions that can be signed.
    pub petitions: Vec<Card>,
    /// The latest statements.
    pub statements: Vec<Card>,
    /// The latest news of each region that has any.
    pub news: Vec<RegionNews>,
    /// The practice database; `None` without a record.
    pub practices: Option<DatabaseView>,
    /// The latest publications.
    pub publications: Vec<Card>,
    /// The campaigns.
    pub hashtags: Vec<TermView>,
    /// The section pages by kind: `sections.statement.url`.
    pub sections: SectionLinks,
}

/// Where the sections are; empty `url` where a site has no such item.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SectionLinks {
    /// Statements.
    pub statement: LinkView,
    /// News.
    pub news: LinkView,
    /// Petitions.
    pub petition: LinkView,
    /// Practices.
    pub practice: LinkView,
    /// Publications.
    pub publication: LinkView,
}

/// The latest news of a region.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct RegionNews {
    /// The region.
    pub region: LinkView,
    /// Its latest items.
    pub cards: Vec<Card>,
}

/// The practice database at a glance.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct DatabaseView {
    /// "10 practices".
    pub count_text: String,
    /// "in 4 countries".
    pub countries_text: String,
    /// Some records.
    pub cards: Vec<Card>,
}

/// `section.html` and `term.html`: a list with its words.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ListView {
    /// The frame; `frame.kind` is section, region, country, topic or hashtag.
    pub frame: Frame,
    /// The section's or term's name; a hashtag with its `#`.
    pub title: String,
    /// "Topic", "Country", … ; empty for a section.
    pub eyebrow: String,
    /// A hashtag's meaning in the page's language; else empty.
    pub gloss: String,
    /// A section's lines under the title; may be empty.
    pub summary: String,
    /// A section's text (first page only); may be empty.
    pub body: Html,
    /// "16 items".
    pub count_text: String,
    /// Petitions of a hashtag, region, … that can be signed, shown first (first page only).
    pub petitions: Vec<Card>,
    /// The items of this part.
    pub cards: Vec<Card>,
    /// `None` if one part holds all.
    pub pager: Option<PagerView>,
    /// The atom feed of this list; empty `url` if it has none.
    pub feed: LinkView,
    /// A region's countries, a section's regions: narrower or sibling terms with counts.
    pub siblings: Vec<TermView>,
    /// A hashtag's campaign; `None` on other lists.
    pub campaign: Option<campaign::CampaignView>,
}

/// `translate.html`: what there is to translate into the page's language.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TranslateView {
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub title: String,
    /// A line on why and how.
    pub intro: String,
    /// How far the language is.
    pub progress: ProgressBar,
    /// How far the other languages are.
    pub languages: Vec<ProgressBar>,
    /// How much is in which state, what is most urgent first.
    pub states: Vec<StateView>,
    /// What to begin with: wrong figures, then what takes five minutes, then the rest.
    pub start: Vec<TaskView>,
    /// What comes after that.
    pub more: Vec<TaskView>,
    /// What is welcome, but not missed.
    pub optional: Vec<TaskView>,
    /// What wants a second pair of eyes.
    pub review: Vec<TaskView>,
    /// "Thank you, Ana and Luis"; may be empty.
    pub thanks: String,
    /// The Atom feed of new work.
    pub feed: LinkView,
    /// The figures as JSON.
    pub data: LinkView,
    /// The figure as a picture.
    pub badge: LinkView,
}

/// `feeds.html`: what feeds are, and all of the page's language.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FeedsView {
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub title: String,
    /// The feeds.
    pub groups: Vec<FeedGroup>,
}

/// Feeds of one sort.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FeedGroup {
    /// `site`, `sections`, `petitions`, `regions`, `hashtags`, `database`, `facets`.
    pub key: String,
    /// Its name.
    pub title: String,
    /// At least one.
    pub feeds: Vec<FeedRow>,
}

/// A feed in both formats.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FeedRow {
    /// The page that it is of, under the name of what it tells.
    pub page: LinkView,
    /// The Atom file: "Atom feed: News".
    pub atom: LinkView,
    /// The JSON file: "JSON feed: News".
    pub json: LinkView,
}

/// How far a language is.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ProgressBar {
    /// The language under its own name; `lang` and `dir` are always set.
    pub name: LinkView,
    /// Words that are translated and up to date.
    pub value: usize,
    /// All words; 0 where there is nothing to translate.
    pub max: usize,
    /// "830 of 1,000 words are translated and up to date (83 %)".
    pub text: String,
}

/// A state and how much is in it.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct StateView {
    /// `stale-facts`, `missing`, …
    pub state: String,
    /// In words.
    pub label: String,
    /// Pages of which it is the most urgent state, as a finished number.
    pub pages: String,
    /// Words in it, as a finished number.
    pub words: String,
}

/// A page that somebody could translate.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TaskView {
    /// The page as readers get it.
    pub page: LinkView,
    /// `stale-facts`, `missing`, …
    pub state: String,
    /// In words.
    pub state_label: String,
    /// "120 words · about 15 minutes".
    pub about: String,
    /// The file.
    pub file: String,
    /// Where to translate it; `url` may be empty.
    pub translate: LinkView,
}

/// `terms.html`: an index of regions, countries, topics or hashtags.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TermsView {
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub title: String,
    /// Collated for the page's language.
    pub terms: Vec<TermView>,
}

/// A region, country, topic or hashtag with its count.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TermView {
    /// Its name.
    pub label: String,
    /// Where it is.
    pub url: String,
    /// "12 items".
    pub count_text: String,
    /// A hashtag's meaning; else empty.
    pub gloss: String,
}

/// `statement.html`, `news.html`, `petition.html`, `practice.html`, `publication.html`, `page.html`:
/// one item. A kind's own part is there where the item is of that kind.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ItemView {
    /// The frame.
    pub frame: Frame,
    /// The headline.
    pub title: String,
    /// The deck; may be empty.
    pub subtitle: String,
    /// The summary; may be empty.
    pub summary: String,
    /// An editor's words before the text; may be empty.
    pub intro: String,
    /// The kind's name: "Statement", "News", "Open letter".
    pub kind_label: String,
    /// The language of title and text where it is not the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set.
    pub dir: String,
    /// Its day.
    pub date: Option<DateView>,
    /// The day of its last real change.
    pub updated: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<AuthorView>,
    /// "Translated by …", or empty.
    pub translated_by: String,
    /// Which countries it is about.
    pub countries: Vec<LinkView>,
    /// Which regions.
    pub regions: Vec<LinkView>,
    /// What it is about.
    pub topics: Vec<LinkView>,
    /// Which campaigns it belongs to.
    pub hashtags: Vec<TermView>,
    /// Its picture.
    pub image: Option<PictureView>,
    /// What readers should know before they read, in words.
    pub warnings: Vec<String>,
    /// The facts to take away.
    pub key_points: Vec<String>,
    /// What is asked for.
    pub asks: Vec<String>,
    /// Where and when it was written: "Mexico City, 12 October 2020"; may be empty.
    pub dateline: String,
    /// The text.
    pub body: Html,
    /// How it is quoted.
    pub citation: CitationView,
    /// The headings, where a table of contents is wanted.
    pub toc: Vec<TocEntry>,
    /// Files to take away.
    pub attachments: Vec<AttachmentView>,
    /// What it rests on.
    pub references: Vec<ReferenceView>,
    /// Whom to call.
    pub contacts: Vec<ContactView>,
    /// Corrections.
    pub changes: Vec<ChangeView>,
    /// The item that it goes on from.
    pub follows: Option<LinkView>,
    /// Items that go on from it.
    pub followed_by: Vec<LinkView>,
    /// Items to read next.
    pub related: Vec<Card>,
    /// The older neighbour in its section.
    pub previous: Option<LinkView>,
    /// The newer neighbour in its section.
    pub next: Option<LinkView>,
    /// `[extra]` of the front matter.
    pub extra: Extra,
    /// Of a statement.
    pub statement: Option<StatementView>,
    /// Of a news item that reports on an event.
    pub event: Option<EventView>,
    /// Of a petition.
    pub petition: Option<PetitionView>,
    /// Of a practice.
    pub practice: Option<PracticeView>,
    /// Of a publication.
    pub publication: Option<PublicationView>,
}

/// How a page is quoted. Components of directives get it as the implicit argument `@citation`, empty
/// where the text is read elsewhere than on its page.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct CitationView {
    /// "No Child Detained: Close the centres. 12 October 2020."; may be empty.
    pub text: String,
    /// The absolute address, in the letters of its language.
    pub url: String,
    /// The quotation mark before the words.
    pub open: String,
    /// The one behind them.
    pub close: String,
}

/// An author.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct AuthorView {
    /// As published.
    pub name: String,
    /// Role and organisation in one text; may be empty.
    pub about: String,
    /// A guest's views are the guest's own.
    pub guest: bool,
}

/// A line of the table of contents.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TocEntry {
    /// The heading's id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// 2 or 3.
    pub level: u8,
}

/// A file to take away.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct AttachmentView {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// "PDF, 240 kB, Spanish"; may be empty.
    pub about: String,
    /// Its language where it is not the page's; else empty.
    pub lang: String,
}

/// A work that an item rests on.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ReferenceView {
    /// The title.
    pub title: String,
    /// Its language where it is not the page's; else empty.
    pub lang: String,
    /// "Sampson, Chew (2011), International Detention Coalition": what stands before or behind the title.
    pub about: String,
    /// Where it can be read; may be empty.
    pub url: String,
}

/// Whom to call.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ContactView {
    /// As published.
    pub name: String,
    /// Role and organisation in one text; may be empty.
    pub about: String,
    /// May be empty.
    pub email: String,
    /// As written; may be empty.
    pub phone: String,
    /// For `tel:`; may be empty.
    pub phone_url: String,
}

/// A correction.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ChangeView {
    /// The day.
    pub date: DateView,
    /// What changed.
    pub note: String,
}

/// A statement's own.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct StatementView {
    /// statement, open-letter, press-release, submission.
    pub form: String,
    /// Whom it addresses: name and country in one text each.
    pub addressed_to: Vec<String>,
    /// Who signs, collated.
    pub signatories: Vec<SignatoryView>,
    /// "Signed by 5 organisations"; empty if nobody signs.
    pub signed_by: String,
    /// Whether the text itself lists who signs.
    pub listed: bool,
}

/// An organisation that signs.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SignatoryView {
    /// As it signs.
    pub name: String,
    /// Its site; may be empty.
    pub url: String,
    /// Country and network in one text; may be empty.
    pub about: String,
}

/// What a news item reports on.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct EventView {
    /// What.
    pub name: String,
    /// When, as a range for people.
    pub when: DateView,
    /// Place and country; may be empty.
    pub place: String,
    /// Who held it, as one text; may be empty.
    pub organisers: String,
    /// "20 people took part"; may be empty.
    pub attendees: String,
    /// Its days for a calendar.
    pub calendar: LinkView,
}

/// A petition's own.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PetitionView {
    /// Its id.
    pub id: String,
    /// The ask.
    pub ask: String,
    /// announced, open, paused, closed, delivered, won, partly, lost, withdrawn.
    pub state: String,
    /// The state in words.
    pub state_label: String,
    /// A sentence on the state: "Open until 30 June 2027".
    pub state_text: String,
    /// Who is asked.
    pub targets: Vec<TargetView>,
    /// Signatures so far; `None` where it is not shown.
    pub progress: Option<ProgressView>,
    /// How a script renews the count; `None` where nobody tells it.
    pub live: Option<LiveView>,
    /// The form; `None` unless it can be signed.
    pub form: Option<FormView>,
    /// News of it, newest first.
    pub updates: Vec<UpdateView>,
    /// Handing over.
    pub delivery: Vec<DeliveryView>,
    /// How it ended; empty if it did not.
    pub outcome: String,
    /// The day of it.
    pub outcome_date: Option<DateView>,
    /// Organisations that sign.
    pub supporters: Vec<SignatoryView>,
    /// The feed of its updates; empty `url` if it has none.
    pub feed: LinkView,
    /// How others put it on their site; `None` where it is over.
    pub embed: Option<SnippetView>,
    /// The code for paper.
    pub qr: Option<QrView>,
    /// The last day for calendars; empty `url` if there is none to come.
    pub calendar: LinkView,
}

/// Who is asked.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TargetView {
    /// Name and country.
    pub name: String,
    /// What they can do; may be empty.
    pub note: String,
}

/// Signatures so far.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ProgressView {
    /// The number.
    pub count: i64,
    /// The goal.
    pub goal: i64,
    /// "1,250 of 2,500 have signed".
    pub text: String,
    /// "as of 20 November 2026"; may be empty.
    pub as_of: String,
    /// "of which 200 on paper or through partners"; may be empty.
    pub baseline: String,
}

/// The form.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FormView {
    /// Where it posts.
    pub action: String,
    /// `altavoz`, `actionnetwork` or `link`; with `link` there is only a link to `action`.
    pub provider: String,
    /// The page's language, to be sent with it.
    pub lang: String,
    /// `required`, `optional` or `off`.
    pub first_name: String,
    /// `required`, `optional` or `off`.
    pub last_name: String,
    /// `required`, `optional` or `off`.
    pub country: String,
    /// Every country, collated: label and code in `value`.
    pub countries: Shared<Vec<OptionView>>,
    /// "I am 16 or older"; empty where no age is asked for.
    pub age_text: String,
    /// What must be ticked: id and text.
    pub processing: OptionView,
    /// What may be ticked; empty `value` if there is none.
    pub updates: OptionView,
    /// Who keeps the data, for how long, and whom to ask, as one text.
    pub privacy: String,
    /// The e-mail address to write to when it cannot be sent.
    pub contact: String,
    /// How to sign by mail where the form does not work.
    pub mail: String,
    /// The provider's own page for people without scripts; may be empty.
    pub page: String,
    /// The petition's page, absolute.
    pub website: String,
    /// The script that sends the form; empty if it needs none.
    pub script: String,
}

/// A value with its words.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct OptionView {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// News of a petition.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct UpdateView {
    /// Its anchor.
    pub id: String,
    /// The day.
    pub date: DateView,
    /// The headline.
    pub title: String,
    /// The text.
    pub body: Html,
}

/// A step of handing over.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct DeliveryView {
    /// The day.
    pub date: DateView,
    /// To whom.
    pub to: String,
    /// How far it has come, in words.
    pub status: String,
}

/// A practice's own.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PracticeView {
    /// Its id.
    pub id: String,
    /// The fields under their labels, in order: measure, areas, countries, places, period, ….
    pub facts: Vec<FactView>,
    /// "may be out of date", or empty.
    pub stale: String,
    /// The note about alternative forms of detention, or empty.
    pub form_of_detention: String,
    /// What was measured.
    pub outcomes: Vec<OutcomeView>,
    /// How evidence is ranked, best first; empty for a record without any.
    pub qualities: Vec<QualityView>,
    /// Who takes part.
    pub actors: Vec<ActorView>,
    /// The laws.
    pub legal_basis: Vec<ReferenceView>,
    /// What it rests on, with the `ref` as `id`.
    pub sources: Vec<SourceView>,
    /// The pictures beside the one at the top.
    pub pictures: Vec<PictureView>,
    /// How to cite the record, and to take it away as data.
    pub cite: CiteView,
    /// A mail to those who keep the database; `url` may be empty.
    pub correction: LinkView,
    /// Its version; may be empty.
    pub version: String,
    /// When it was last checked.
    pub reviewed: Option<DateView>,
    /// What is withheld: "Places: for safety".
    pub redacted: Vec<String>,
}

/// A field under its label.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FactView {
    /// The field's key, for style.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Its values; a `url` may be empty.
    pub values: Vec<LinkView>,
}

/// One measured result.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct OutcomeView {
    /// What was measured.
    pub indicator: String,
    /// The figure with its unit.
    pub value: String,
    /// What it is measured against; may be empty.
    pub comparator: String,
    /// When; may be empty.
    pub period: String,
    /// How many people were measured; may be empty.
    pub n: String,
    /// The quality of the evidence.
    pub quality: String,
    /// Anchor of the source: `#source-idc2016`.
    pub source_url: String,
    /// The source in short: "IDC 2016".
    pub source: String,
    /// What else to know; may be empty.
    pub note: String,
    /// What another source says of the same: "Sources differ: …"; may be empty.
    pub differs: String,
}

/// A quality of evidence.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct QualityView {
    /// What it is called.
    pub label: String,
    /// What it means; may be empty.
    pub definition: String,
    /// Whether it is the best that the record has.
    pub own: bool,
}

/// How a record is cited: author and year, title, what it is, where it is.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct CiteView {
    /// "No Child Detained (2026)."
    pub author: String,
    /// Its title.
    pub title: String,
    /// "(Version 1.0, atd-mx-2015-pilot) [Practice record]."
    pub about: String,
    /// Its permanent address.
    pub url: String,
    /// Files for citation programs: BibTeX, RIS, CSL-JSON.
    pub citations: Vec<LinkView>,
    /// The record as data: JSON, CSV.
    pub data: Vec<LinkView>,
}

/// Who takes part in a practice.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ActorView {
    /// The name.
    pub name: String,
    /// Its site; may be empty.
    pub url: String,
    /// Role, kind and country in one text.
    pub about: String,
    /// More; may be empty.
    pub note: String,
}

/// A work that a record rests on.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SourceView {
    /// Its anchor: `source-idc2016`.
    pub id: String,
    /// The work.
    pub reference: ReferenceView,
    /// Its DOI and an archived copy, where there are such.
    pub links: Vec<LinkView>,
}

/// A publication's own.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PublicationView {
    /// The fields under their labels: year, publisher, type, ISBN, DOI, languages, extent.
    pub facts: Vec<FactView>,
    /// Where it can be read; may be empty.
    pub url: String,
}

/// `expired.html`: a notice where an item was.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ExpiredView {
    /// The frame.
    pub frame: Frame,
    /// The title that it had.
    pub title: String,
    /// The language of the title where it is not the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set.
    pub dir: String,
    /// "This page is no longer current."
    pub text: String,
    /// The section that it was in.
    pub section: LinkView,
}

/// `not_found.html`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct NotFoundView {
    /// The frame.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// Where to go on.
    pub links: Vec<LinkView>,
}

/// `redirect.html`: an address that moved.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct RedirectView {
    /// The frame.
    pub frame: Frame,
    /// The title there.
    pub title: String,
    /// Where it moved.
    pub url: String,
}

// Directives: what the component of each name gets as arguments. It declares every one of them (or
// a rest parameter); what an author leaves out is empty.

/// `quote`: the words are `body`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct QuoteView {
    /// Who says it.
    pub by: String,
    /// What that person does.
    pub role: String,
    /// For whom.
    pub org: String,
    /// Where it was said, in words; empty where `source_url` says it.
    pub source: String,
    /// Where it was said, as an address.
    pub source_url: String,
    /// The language of `original`, else of the words, where it is not the text's.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set.
    pub dir: String,
    /// The words as they were said, where `body` is a translation.
    pub original: String,
}

/// `stat`: a figure. Neighbours stand together in `<div class="stats">`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct StatView {
    /// The figure as written, for `<data value>`.
    pub value: String,
    /// The figure with its unit, for people.
    pub text: String,
    /// What it counts.
    pub label: String,
    /// Where it comes from, in words; empty where `source_url` says it.
    pub source: String,
    /// Where it comes from, as an address.
    pub source_url: String,
    /// Its day, year or month, for people.
    pub date: String,
}

/// `video`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct VideoView {
    /// The film: a file of ours or an address elsewhere.
    pub src: String,
    /// A picture of it; may be empty.
    pub poster: String,
    /// Its language.
    pub lang: String,
    /// Its language's name; empty where it is the text's.
    pub lang_name: String,
    /// The captions; may be empty.
    pub captions: String,
    /// The address of its words; may be empty.
    pub transcript: String,
    /// Whose site it lies on, where not ours.
    pub host: String,
}

/// `cta`: a call to do something.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct CtaView {
    /// Where it leads.
    pub url: String,
    /// The words of the button.
    pub label: String,
    /// The title of the petition or page that it leads to; may be empty.
    pub title: String,
}

/// `warning`: what follows may hurt; the text is `body`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct WarningView {
    /// `death`, `torture`, …
    pub kind: String,
    /// The kind in words.
    pub label: String,
}

/// `figure`: also every picture that stands alone in its paragraph.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FigureView {
    /// The picture.
    pub image: PictureView,
}

/// `practice` and `petition`: a card in the middle of a text.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct MentionView {
    /// The item.
    pub card: Card,
}

/// `signatories`: the item's own.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SignatoriesView {
    /// Who signs, collated.
    pub signatories: Vec<SignatoryView>,
    /// "Signed by 5 organisations".
    pub signed_by: String,
}

/// `contacts`: the item's own.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ContactsView {
    /// Whom to call.
    pub contacts: Vec<ContactView>,
}

/// `recommendations`, `steps`, `results`: the list is `body`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ListingView {}
