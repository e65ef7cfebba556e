//! The home page.

use super::body::{Part, Text};
use super::context::Context;
use super::frame::{self, Head};
use super::json_ld::Thing;
use super::list::{cards, term_view};
use super::parts::{summary, title};
use super::view::{DatabaseView, HomeView, Html, LinkView, RegionNews, SectionLinks};
use super::voice::Voice;
use crate::content::Kind;
use crate::relate::site::{Home, Page, Taxonomy};

/// The home page in its frame.
pub(super) fn view(context: &Context<'_>, page: &Page, home: &Home, voice: &Voice) -> HomeView {
    let view = content(context, home, voice);
    let image = home.index.as_deref().and_then(|index| context.preview(index));
    let head = Head { description: &view.summary, image, ..Head::default() };
    let frame = frame::view(context, page, voice, head);
    HomeView { frame, ..view }
}

/// What search engines are told.
pub(super) fn thing<'v>(view: &'v HomeView, voice: &'v Voice) -> Thing<'v> {
    Thing {
        kind: "WebSite",
        id: &view.frame.canonical,
        url: &view.frame.canonical,
        name: &voice.title,
        description: &view.summary,
        in_language: voice.lang.as_str(),
        ..Thing::default()
    }
}

fn content(context: &Context<'_>, home: &Home, voice: &Voice) -> HomeView {
    let index = home.index.as_deref();
    let own_title = index.map(title).filter(|title| !title.is_empty());
    HomeView {
        title: own_title.unwrap_or(&voice.title).to_owned(),
        summary: index.map(|index| summary(context, index)).unwrap_or_default(),
        body: home.index.as_ref().map_or_else(Html::default, |index| Text::here(context, index, Part::Body)),
        image: index.and_then(|index| context.image(index)),
        petitions: cards(context, &home.petitions, voice),
        statements: cards(context, &home.statements, voice),
        news: home
            .news
            .iter()
            .map(|(region, entries)| RegionNews {
                region: context.term_link(Taxonomy::Regions, region, voice),
                cards: cards(context, entries, voice),
            })
            .collect(),
        practices: database(context, home, voice),
        publications: cards(context, &home.publications, voice),
        hashtags: home.hashtags.iter().map(|term| term_view(context, term, voice)).collect(),
        sections: sections(context, voice),
        ..HomeView::default()
    }
}

fn database(context: &Context<'_>, home: &Home, voice: &Voice) -> Option<DatabaseView> {
    (home.practice_count > 0).then(|| DatabaseView {
        count_text: voice.count("count.practices", home.practice_count),
        countries_text: voice.count("count.countries", home.practice_countries),
        cards: cards(context, &home.practices, voice),
    })
}

fn sections(context: &Context<'_>, voice: &Voice) -> SectionLinks {
    let link = |kind: Kind| -> LinkView {
        kind.folder().and_then(|folder| context.section(folder, voice)).unwrap_or_default()
    };
    SectionLinks {
        statement: link(Kind::Statement),
        news: link(Kind::News),
        petition: link(Kind::Petition),
        practice: link(Kind::Practice),
        publication: link(Kind::Publication),
    }
}
