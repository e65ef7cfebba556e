//! What every view is made from: the site, the theme, and what is looked up again and again.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::parts;
use super::theme::Theme;
use super::view::{Card, FormatView, Html, LinkView, OptionView, PictureView, RecordView, Shared, SiteView};
use super::voice::Voice;
use crate::base::bytes::Models;
use crate::base::country::Country;
use crate::base::date::Day;
use crate::base::output::File;
use crate::base::pictures::{Format, Picture, Pictures, Version};
use crate::base::{Lang, Url};
use crate::config::Fallback;
use crate::content::Petition;
use crate::content::parts::FileRef;
use crate::relate::Site;
use crate::relate::petitions::{self, Standing};
use crate::relate::site::{Edition, Feed, FeedOf, Taxonomy};

/// The site with what render adds to it once.
pub(super) struct Context<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: Arc<Theme>,
    /// Sizes of pictures.
    pub pictures: &'a Pictures,
    voices: BTreeMap<Lang, Arc<Voice>>,
    /// By the page that they belong to.
    feeds: BTreeMap<&'a Url, &'a Feed>,
    settings: BTreeMap<Lang, Shared<SiteView>>,
    countries: BTreeMap<Lang, Shared<Vec<OptionView>>>,
    /// By item; made when the first list shows it.
    cards: Vec<OnceLock<Cards>>,
    make_cards: fn(&Context<'_>, usize) -> Cards,
    /// By item; made when the first list of the database shows it.
    records: Vec<OnceLock<Records>>,
    models: Models,
}

/// WhatsApp shows no picture that is larger; the others take more.
const PREVIEW_BYTES: usize = 300_000;

/// A picture for networks.
pub(super) struct Preview {
    /// Absolute.
    pub url: String,
    /// `image/jpeg`.
    pub media_type: &'static str,
    /// What it shows; empty for a decorative one.
    pub alt: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A record's row by page language.
pub(super) type Records = BTreeMap<Lang, Shared<RecordView>>;

/// An item's card by page language.
pub(super) type Cards = BTreeMap<Lang, Card>;

impl<'a> Context<'a> {
    /// A context that knows the languages, but no settings yet; `make_cards` gives an item's cards.
    pub(super) fn new(
        site: &'a Site,
        theme: &Theme,
        pictures: &'a Pictures,
        voices: BTreeMap<Lang, Arc<Voice>>,
        make_cards: fn(&Context<'_>, usize) -> Cards,
    ) -> Context<'a> {
        let theme = Arc::new(theme.clone());
        let feeds = site.feeds.iter().map(|feed| (&feed.page, feed)).collect();
        let countries = voices.iter().map(|(lang, voice)| (lang.clone(), countries(voice))).collect();
        Context {
            site,
            theme,
            pictures,
            voices,
            feeds,
            countries,
            settings: BTreeMap::new(),
            cards: site.items.iter().map(|_| OnceLock::new()).collect(),
            records: site.items.iter().map(|_| OnceLock::new()).collect(),
            make_cards,
            models: Models::default(),
        }
    }

    /// The same with what templates see as `site` in every language.
    pub(super) fn with_settings(self, settings: BTreeMap<Lang, Shared<SiteView>>) -> Context<'a> {
        Context { settings, ..self }
    }

    /// A language of the site; the default one for a language that the site does not have.
    pub(super) fn voice(&self, lang: &Lang) -> &Arc<Voice> {
        let default = || self.voices.get(&self.site.config.default_language);
        self.voices.get(lang).or_else(default).expect("a site has its default language")
    }

    /// What templates of a language see as `site`.
    pub(super) fn settings(&self, lang: &Lang) -> &Shared<SiteView> {
        let default = || self.settings.get(&self.site.config.default_language);
        self.settings.get(lang).or_else(default).expect("a site has its default language")
    }

    /// Every country with its name in a language, for forms.
    pub(super) fn countries(&self, lang: &Lang) -> &Shared<Vec<OptionView>> {
        let default = || self.countries.get(&self.site.config.default_language);
        self.countries.get(lang).or_else(default).expect("a site has its default language")
    }

    /// Every language, in the order of their tags.
    pub(super) fn voices(&self) -> impl Iterator<Item = &Arc<Voice>> {
        self.voices.values()
    }

    /// A file as memory has room for it: the pages of a large site are packed until they are written.
    pub(super) fn kept(&self, file: File, sort: &str, lang: &Lang) -> File {
        if self.site.is_large() { file.packed(&format!("{lang}/{sort}"), &self.models) } else { file }
    }

    /// An address as an `href`.
    pub(super) fn href(&self, url: &Url) -> String {
        url.href(&self.site.config.base_path)
    }

    /// An address as other sites see it.
    pub(super) fn absolute(&self, url: &Url) -> String {
        self.site.config.absolute(url)
    }

    /// The same for people's eyes: in the letters of its language, not in percent signs (RFC 3987).
    pub(super) fn readable(&self, url: &Url) -> String {
        let config = &self.site.config;
        format!("{}{}{}", config.origin, config.base_path, url.as_str())
    }

    /// A file of the theme as an `href`.
    pub(super) fn statics(&self, name: &str) -> Option<String> {
        let file = self.theme.statics.iter().find(|file| file.name == name);
        file.map(|file| self.href(&file.url))
    }

    /// The card of an edition in lists of a language.
    pub(super) fn card(&self, edition: &Edition, lang: &Lang) -> Option<Card> {
        self.item_card(edition.item, lang)
    }

    /// The card of an item in lists of a language.
    pub(super) fn item_card(&self, item: usize, lang: &Lang) -> Option<Card> {
        self.cards.get(item)?.get_or_init(|| (self.make_cards)(self, item)).get(lang).cloned()
    }

    /// A record's row in lists of a language.
    pub(super) fn record(&self, item: usize, lang: &Lang) -> Option<Shared<RecordView>> {
        let rows = || {
            let row = |voice: &Arc<Voice>| {
                let edition = self.edition(item, &voice.lang)?;
                Some((voice.lang.clone(), Shared::new(super::practices::record(self, edition, voice)?)))
            };
            self.voices().filter_map(row).collect()
        };
        self.records.get(item)?.get_or_init(rows).get(lang).cloned()
    }

    /// What readers of a language get of an item: its edition there, else the source's where the
    /// section's fallback leads to it.
    pub(super) fn edition(&self, item: usize, lang: &Lang) -> Option<&'a Arc<Edition>> {
        let item = self.site.items.get(item)?;
        let fallback = self.site.config.fallback(&item.section, lang);
        let source = item.editions.get(&item.source).filter(|_| fallback != Fallback::None);
        item.editions.get(lang).or(source)
    }

    /// A link to an item under its own title.
    pub(super) fn item_link(&self, item: usize, voice: &Voice) -> Option<LinkView> {
        let edition = self.edition(item, &voice.lang)?;
        let (lang, dir) = voice.foreign(&edition.text_lang);
        Some(LinkView {
            label: parts::title(edition).to_owned(),
            url: self.href(&edition.url),
            lang: lang.to_owned(),
            dir: dir.to_owned(),
        })
    }

    /// A link to a term's page; the name alone where it has none.
    pub(super) fn term_link(&self, taxonomy: Taxonomy, key: &str, voice: &Voice) -> LinkView {
        let url = self.site.term(&voice.lang, taxonomy, key).map(|term| self.href(&term.url));
        LinkView::to(self.term_name(taxonomy, key, voice), url.unwrap_or_default())
    }

    /// What readers call a term.
    pub(super) fn term_name(&self, taxonomy: Taxonomy, key: &str, voice: &Voice) -> String {
        match taxonomy {
            Taxonomy::Regions => {
                let region = self.site.config.region(key);
                let names = region.map(|region| &region.name);
                let default = &self.site.config.default_language;
                let name = names.and_then(|names| names.get(&voice.lang).or_else(|| names.get(default)));
                name.map_or_else(|| key.to_owned(), Clone::clone)
            }
            Taxonomy::Countries => {
                let country = Country::parse(key);
                country.map_or_else(|| key.to_owned(), |country| voice.format.country(country))
            }
            Taxonomy::Topics => self.site.topic_label(key, &voice.lang),
            Taxonomy::Hashtags => {
                let term = self.site.term(&voice.lang, taxonomy, key);
                format!("#{}", term.map_or(key, |term| &term.term.spelling))
            }
        }
    }

    /// What a hashtag means in a language; empty where nobody said it.
    pub(super) fn gloss(&self, hashtag: &str, lang: &Lang) -> String {
        let text = self.site.terms.hashtags.get(hashtag);
        text.and_then(|text| text.label.get(lang)).cloned().unwrap_or_default()
    }

    /// The feed of a page, if it has one.
    pub(super) fn feed(&self, page: &Url) -> Option<&'a Feed> {
        self.feeds.get(page).copied()
    }

    /// What a feed is called in programs that show feeds of many sites.
    pub(super) fn feed_title(&self, feed: &Feed, voice: &Voice) -> String {
        let name = self.feed_name(feed, voice);
        match &feed.of {
            FeedOf::Home => name,
            _ => voice.say("site.title", &[("page", &name), ("site", &voice.title)]),
        }
    }

    /// What a feed tells of.
    pub(super) fn feed_name(&self, feed: &Feed, voice: &Voice) -> String {
        match &feed.of {
            FeedOf::Home => voice.title.clone(),
            FeedOf::Section(folder) => self.section(folder, voice).map(|link| link.label).unwrap_or_default(),
            FeedOf::Term(term) => self.term_name(term.taxonomy, &term.key, voice),
            FeedOf::Facet(value) => super::practices::label(self, value, voice),
            FeedOf::Work => voice.word("translate.title").to_owned(),
            FeedOf::Updates => {
                feed.entries.first().map_or("", |entry| parts::title(&entry.edition)).to_owned()
            }
        }
    }

    /// What readers call a key of a vocabulary.
    pub(super) fn label(&self, vocabulary: &str, key: &str, voice: &Voice) -> String {
        let default = &self.site.config.default_language;
        self.site.vocabularies.label(vocabulary, key, &voice.lang, default).to_owned()
    }

    /// What a key of a vocabulary means; empty where nobody said it in the language.
    pub(super) fn definition(&self, vocabulary: &str, key: &str, voice: &Voice) -> String {
        let term = self.site.vocabularies.by_name.get(vocabulary).and_then(|terms| terms.get(key));
        term.and_then(|term| term.definition.get(&voice.lang)).cloned().unwrap_or_default()
    }

    /// Where a petition stands today.
    pub(super) fn standing(&self, petition: &Petition) -> Standing {
        petitions::standing_of(petition, self.site.now, &self.site.config.timezone)
    }

    /// Today, by the site's clock.
    pub(super) fn today(&self) -> Day {
        self.site.now.day(&self.site.config.timezone)
    }

    /// A section's page in a language, if it has one.
    pub(super) fn section(&self, folder: &str, voice: &Voice) -> Option<LinkView> {
        let section = self.site.sections.get(&voice.lang)?.get(folder)?;
        Some(LinkView::to(&*section.title, self.href(&section.url)))
    }

    /// A picture that an edition names, with its size; `None` if there is no such file (reported).
    pub(super) fn picture(&self, edition: &Edition, src: &FileRef) -> Option<PictureView> {
        let (path, url) = edition.file(src)?;
        let Some(picture) = self.pictures.by_path.get(path) else {
            return Some(PictureView { src: self.href(url), ..PictureView::default() });
        };
        let shown = picture.shown();
        let (formats, srcset) = self.choices(picture, url);
        let src = self.href(&picture.address(shown, url));
        let (width, height) = (shown.width, shown.height);
        Some(PictureView { src, srcset, formats, width, height, ..PictureView::default() })
    }

    /// What browsers choose from: other formats, and the picture's own where it has several sizes.
    fn choices(&self, picture: &Picture, url: &Url) -> (Vec<FormatView>, String) {
        let own = picture.shown().format;
        let by_format = picture.versions.chunk_by(|one, other| one.format == other.format);
        let candidate =
            |version: &Version| format!("{} {}w", self.href(&picture.address(version, url)), version.width);
        let (mut formats, mut srcset) = (Vec::new(), String::new());
        for versions in by_format {
            let candidates = versions.iter().map(candidate).collect::<Vec<_>>().join(", ");
            if versions[0].format != own {
                let media_type = versions[0].format.media_type().to_owned();
                formats.push(FormatView { media_type, srcset: candidates });
            } else if versions.len() > 1 {
                srcset = candidates;
            }
        }
        (formats, srcset)
    }

    /// The picture that stands for an edition, in a form that networks show beside a link.
    pub(super) fn preview(&self, edition: &Edition) -> Option<Preview> {
        let image = edition.meta.image.as_ref()?;
        let (path, place) = edition.file(image.src.as_ref()?)?;
        let picture = self.pictures.by_path.get(path)?;
        // No network shows a drawing (SVG), and not all know the newer formats.
        let is_shown = |version: &&Version| {
            let is_known = matches!(version.format, Format::Jpeg | Format::Png | Format::Gif | Format::Webp);
            is_known && version.format == picture.shown().format && version.file.bytes.len() <= PREVIEW_BYTES
        };
        let versions = picture.versions.iter().chain([&picture.whole]).filter(is_shown);
        let version = versions.max_by_key(|version| version.width)?;
        Some(Preview {
            url: self.absolute(&picture.address(version, place)),
            media_type: version.format.media_type(),
            alt: image.alt.as_ref().map_or_else(String::new, |alt| alt.value.clone()),
            width: version.width,
            height: version.height,
        })
    }

    /// The picture that stands for an edition.
    pub(super) fn image(&self, edition: &Edition) -> Option<PictureView> {
        let image = edition.meta.image.as_ref()?;
        let picture = self.picture(edition, image.src.as_ref()?)?;
        Some(PictureView {
            alt: image.alt.as_ref().map_or_else(String::new, |alt| alt.value.clone()),
            caption: Html::new(parts::escaped(image.caption.as_deref().unwrap_or_default())),
            credit: image.credit.clone().unwrap_or_default(),
            ..picture
        })
    }
}

/// Every country, in the order of a dictionary.
fn countries(voice: &Voice) -> Shared<Vec<OptionView>> {
    let option = |country: Country| OptionView {
        value: country.code().to_owned(),
        label: voice.format.country(country),
    };
    let mut options: Vec<OptionView> = Country::all().map(option).collect();
    options.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    Shared::new(options)
}
