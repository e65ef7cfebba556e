//! The page that explains feeds, and lists those of its language.

use super::context::Context;
use super::frame::{self, Head};
use super::view::{FeedGroup, FeedRow, FeedsView, LinkView};
use super::voice::Voice;
use crate::relate::site::{Feed, FeedOf, Page, Taxonomy};

/// The groups in their order; each has its title in the strings.
const GROUPS: [&str; 7] = ["site", "sections", "petitions", "regions", "hashtags", "database", "facets"];

/// The page in its frame.
pub(super) fn view(context: &Context<'_>, page: &Page, voice: &Voice) -> FeedsView {
    let (title, description) = (voice.word("feeds.title"), voice.word("feeds.summary"));
    let frame = frame::view(context, page, voice, Head { title, description, ..Head::default() });
    let groups = GROUPS.iter().map(|key| group(context, key, voice));
    FeedsView {
        frame,
        title: title.to_owned(),
        groups: groups.filter(|group| !group.feeds.is_empty()).collect(),
    }
}

fn group(context: &Context<'_>, key: &str, voice: &Voice) -> FeedGroup {
    let here = context.site.feeds.iter().filter(|feed| feed.lang == voice.lang && group_of(feed) == key);
    let mut feeds: Vec<FeedRow> = here.map(|feed| row(context, feed, voice)).collect();
    if matches!(key, "petitions" | "hashtags") {
        feeds.sort_by(|one, other| voice.format.compare(&one.page.label, &other.page.label));
    }
    let title = voice.word(&format!("feeds.group_{key}")).to_owned();
    FeedGroup { key: key.to_owned(), title, feeds }
}

fn group_of(feed: &Feed) -> &'static str {
    match &feed.of {
        FeedOf::Home | FeedOf::Work => "site",
        FeedOf::Section(folder) if folder == "practices" => "database",
        FeedOf::Section(_) => "sections",
        FeedOf::Updates => "petitions",
        FeedOf::Term(term) if term.taxonomy == Taxonomy::Regions => "regions",
        FeedOf::Term(_) => "hashtags",
        FeedOf::Facet(_) => "facets",
    }
}

fn row(context: &Context<'_>, feed: &Feed, voice: &Voice) -> FeedRow {
    let name = context.feed_name(feed, voice);
    let name = match &feed.of {
        FeedOf::Facet(value) => format!("{}: {name}", voice.word(&format!("facet.{}", value.facet))),
        _ => name,
    };
    let file = |phrase: &str, file: &str| {
        LinkView::to(voice.say(phrase, &[("title", &name)]), context.href(&feed.page.join(file)))
    };
    FeedRow {
        atom: file("feeds.atom_of", "feed.xml"),
        json: file("feeds.json_of", "feed.json"),
        page: LinkView::to(&*name, context.href(&feed.page)),
    }
}
