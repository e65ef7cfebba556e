//! Share pictures: what stands in them, what they are called, and how others hear of them.
//!
//! A picture's name is made from all that it is made from: nothing is drawn to know it, and equal
//! pictures are one file.

use std::sync::Arc;

use super::campaign;
use super::context::Context;
use super::parts;
use super::view::poster::PosterView;
use super::voice::Voice;
use crate::base::drawing::{self, Drawing};
use crate::base::{Fingerprint, Report, Url};
use crate::content::{Own, Petition};
use crate::relate::petitions::Standing;
use crate::relate::site::{Edition, Page, Shows, Taxonomy};

/// Longer texts cannot be read in a picture.
const LONGEST: usize = 400;

/// The forms that a picture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// 1200 × 630: what networks show beside a link.
    Wide,
    /// 1080 × 1080: what people post as a picture.
    Square,
}

impl Shape {
    /// Its template.
    pub(super) fn template(self) -> &'static str {
        match self {
            Shape::Wide => "share.svg",
            Shape::Square => "share_square.svg",
        }
    }

    /// Pixels across and down.
    pub(super) fn size(self) -> (u32, u32) {
        match self {
            Shape::Wide => (1200, 630),
            Shape::Square => (1080, 1080),
        }
    }
}

/// The picture of a page that is no item; `name` is its title without the number of a part.
pub(super) fn of_page(
    context: &Context<'_>,
    page: &Page,
    (name, description): (&str, &str),
    voice: &Voice,
) -> Option<PosterView> {
    let plain = |kind: &str, eyebrow: &str| PosterView {
        kind: kind.to_owned(),
        eyebrow: eyebrow.to_owned(),
        title: name.to_owned(),
        ..empty(voice)
    };
    let of_database = || {
        let section = context.section("practices", voice);
        plain("facet", &section.map(|section| section.label).unwrap_or_default())
    };
    Some(match &page.shows {
        Shows::Home(_) => {
            PosterView { title: voice.title.clone(), text: description.to_owned(), ..plain("home", "") }
        }
        Shows::Section(..) => plain("section", ""),
        Shows::Translate => plain("translate", ""),
        Shows::Feeds => plain("feeds", ""),
        Shows::Search => plain("search", ""),
        Shows::Terms(taxonomy, _) => plain(taxonomy.plural(), ""),
        Shows::Term(term, _) => of_term(context, term.taxonomy, &term.key, voice),
        Shows::Facet(..) | Shows::Pair(..) | Shows::Facets(_) | Shows::Map | Shows::Timeline => of_database(),
        Shows::Item(_)
        | Shows::Expired(_)
        | Shows::Embed(_)
        | Shows::Mastodon(_)
        | Shows::Redirect(..)
        | Shows::NotFound => return None,
    })
}

/// The picture of a region, country, topic or hashtag.
pub(super) fn of_term(context: &Context<'_>, taxonomy: Taxonomy, key: &str, voice: &Voice) -> PosterView {
    let is_hashtag = taxonomy == Taxonomy::Hashtags;
    PosterView {
        kind: taxonomy.singular().to_owned(),
        eyebrow: voice.word(&format!("term.{}", taxonomy.singular())).to_owned(),
        title: context.term_name(taxonomy, key, voice),
        text: if is_hashtag { campaign::line(context, key, voice) } else { String::new() },
        ..empty(voice)
    }
}

/// The picture of an item, in the language of its text: what is not translated yet is shared as it is.
pub(super) fn of_item(context: &Context<'_>, edition: &Edition) -> PosterView {
    let item = &context.site.items[edition.item];
    let voice = context.voice(&edition.text_lang);
    let mut view = PosterView {
        kind: item.kind.name().to_owned(),
        eyebrow: parts::kind_label(edition, item.kind, voice),
        title: parts::title(edition).to_owned(),
        hashtag: item
            .hashtags
            .first()
            .map(|key| context.term_name(Taxonomy::Hashtags, key, voice))
            .unwrap_or_default(),
        ..empty(voice)
    };
    if let Own::Petition(petition) = &*edition.own {
        add_petition(&mut view, petition, edition.is_warned(), context, voice);
    }
    view
}

fn add_petition(
    view: &mut PosterView,
    petition: &Petition,
    warned: bool,
    context: &Context<'_>,
    voice: &Voice,
) {
    let standing = context.standing(petition);
    if standing != Standing::Open {
        view.eyebrow = parts::joined(
            voice,
            [Some(view.eyebrow.as_str()), Some(voice.word(&format!("petition.state.{}", standing.word())))],
        );
    }
    // What readers are warned of does not go around in pictures.
    if let Some(ask) = petition.ask.as_ref().filter(|_| !warned) {
        view.text.clone_from(&ask.value);
    }
    if let Some(progress) = super::petition::progress(petition, context, voice) {
        view.count_text = voice.count_with(
            "petition.signed",
            progress.count,
            &[("count", &voice.format.number(progress.count))],
        );
        let percent = progress.count.saturating_mul(100) / progress.goal.max(1);
        view.percent = u8::try_from(percent.clamp(1, 100)).unwrap_or(100);
    }
}

fn empty(voice: &Voice) -> PosterView {
    PosterView {
        lang: voice.lang.to_string(),
        dir: voice.lang.dir().to_owned(),
        site: voice.title.clone(),
        ..PosterView::default()
    }
}

/// The drawing of a picture; `None` where the site wants none.
pub(super) fn drawing(context: &Context<'_>, mut view: PosterView, shape: Shape) -> Option<Drawing> {
    if !context.site.config.media.share_pictures {
        return None;
    }
    for text in [&mut view.title, &mut view.text] {
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(end);
            text.push('…');
        }
    }
    let theme = &context.theme;
    let key = Fingerprint::of(&(drawing::EDITION, theme.drawn_with(shape.template()), &view));
    let theme = Arc::clone(theme);
    let svg = move || {
        let mut variables = tera::Context::new();
        variables.insert("page", &view);
        variables.insert("lang", &view.lang);
        // What a template does wrong was found with samples.
        theme.render(shape.template(), &variables, &mut Report::default())
    };
    let url = Url::new(format!("/static/share/{:016x}.png", key.low()));
    Some(Drawing { url, key, svg: Arc::new(svg) })
}

/// What people hear who do not see the picture: its words.
pub(super) fn alt(view: &PosterView, voice: &Voice) -> String {
    let words = [&view.eyebrow, &view.title, &view.text, &view.count_text, &view.hashtag];
    let words: Vec<&str> = words.into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    voice.say("share.picture_alt", &[("site", &view.site), ("text", &words.join(" · "))])
}
