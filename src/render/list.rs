//! A list of items: a section or a term, and its parts.

use super::body::{self, Text};
use super::campaign;
use super::context::Context;
use super::frame::{self, Head};
use super::json_ld::Thing;
use super::share::{self, Shareable};
use super::view::{Card, Html, LinkView, ListView, PagerPart, PagerView, TermView};
use super::voice::Voice;
use crate::base::Url;
use crate::content::Kind;
use crate::relate::site::{Entry, Page, Part, Taxonomy, TermCount, TermKey};

/// A section in its frame.
pub(super) fn section(
    context: &Context<'_>,
    page: &Page,
    folder: &str,
    part: &Part,
    voice: &Voice,
) -> ListView {
    let settings = context.site.config.sections.get(folder);
    let head = Head {
        section: folder.to_owned(),
        quick_exit: settings.is_some_and(|settings| settings.quick_exit),
        ..Head::default()
    };
    framed(context, page, part, section_content(context, folder, part, voice), head, voice)
}

/// A region, country, topic or hashtag in its frame.
pub(super) fn term(
    context: &Context<'_>,
    page: &Page,
    term: &TermKey,
    part: &Part,
    voice: &Voice,
) -> ListView {
    let mut view = term_content(context, term, part, voice);
    let mut drawings = Vec::new();
    if term.taxonomy == Taxonomy::Hashtags {
        let (campaign, pictures) = campaign::view(context, term, part, voice);
        view.campaign = Some(campaign);
        drawings = pictures;
    }
    let share = (term.taxonomy == Taxonomy::Hashtags).then(|| {
        let text = if view.gloss.is_empty() { &voice.title } else { &view.gloss };
        let url = context.absolute(&part.first);
        let hashtags = vec![term.spelling.as_str()];
        share::view(
            &Shareable { text, title: &view.title, url: &url, hashtags, networks: None, mastodon: None },
            voice,
        )
    });
    framed(context, page, part, view, Head { share, drawings, ..Head::default() }, voice)
}

fn framed(
    context: &Context<'_>,
    page: &Page,
    part: &Part,
    view: ListView,
    head: Head<'_>,
    voice: &Voice,
) -> ListView {
    let title = title(&view.title, part, voice);
    let head = Head { title: &title, name: &view.title, description: &view.summary, ..head };
    let frame = frame::view(context, page, voice, head);
    ListView { frame, ..view }
}

/// What a part of a list is called in the browser's tab.
pub(super) fn title(list: &str, part: &Part, voice: &Voice) -> String {
    let number = voice.format.number(i64::try_from(part.number).unwrap_or(i64::MAX));
    match part.number {
        1 => list.to_owned(),
        _ => voice.say("site.title_page", &[("title", list), ("n", &number)]),
    }
}

/// What search engines are told.
pub(super) fn thing<'v>(view: &'v ListView, voice: &'v Voice) -> Thing<'v> {
    Thing {
        kind: "CollectionPage",
        id: &view.frame.canonical,
        url: &view.frame.canonical,
        name: &view.title,
        description: &view.summary,
        in_language: voice.lang.as_str(),
        ..Thing::default()
    }
}

fn section_content(context: &Context<'_>, folder: &str, part: &Part, voice: &Voice) -> ListView {
    let section = context.site.sections.get(&voice.lang).and_then(|sections| sections.get(folder));
    let count = section.map_or("items", |section| match section.kind {
        Kind::News => "news",
        kind => kind.folder().unwrap_or("pages"),
    });
    let Words { title, summary, body } = words(context, folder, part, voice);
    ListView { title, summary, body, ..list(context, part, &format!("count.{count}"), voice) }
}

/// What a section's own file says above its list.
pub(super) struct Words {
    /// What it is called.
    pub title: String,
    /// One or two sentences; only above the first part.
    pub summary: String,
    /// The text; only above the first part.
    pub body: Html,
}

/// The words above a part of a section's list.
pub(super) fn words(context: &Context<'_>, folder: &str, part: &Part, voice: &Voice) -> Words {
    let section = context.site.sections.get(&voice.lang).and_then(|sections| sections.get(folder));
    let title = section.map_or_else(|| folder.to_owned(), |section| section.title.clone());
    let index = section.and_then(|section| section.index.as_ref()).filter(|_| part.number == 1);
    let Some(index) = index else { return Words { title, summary: String::new(), body: Html::default() } };
    let summary = index.meta.summary.as_ref().map(|summary| &summary.value).or(index.meta.intro.as_ref());
    Words {
        title,
        summary: summary.cloned().unwrap_or_default(),
        body: Text::here(context, index, body::Part::Body),
    }
}

fn term_content(context: &Context<'_>, term: &TermKey, part: &Part, voice: &Voice) -> ListView {
    let hashtag = term.taxonomy == Taxonomy::Hashtags;
    let text = campaign::text(context, term, voice).filter(|_| part.number == 1);
    ListView {
        title: context.term_name(term.taxonomy, &term.key, voice),
        eyebrow: voice.word(&format!("term.{}", term.taxonomy.singular())).to_owned(),
        gloss: if hashtag { campaign::meaning(context, &term.key, voice) } else { String::new() },
        summary: text.and_then(|text| Some(text.meta.summary.as_ref()?.value.clone())).unwrap_or_default(),
        body: text.map_or_else(Html::default, |text| Text::here(context, text, body::Part::Body)),
        ..list(context, part, "count.items", voice)
    }
}

fn list(context: &Context<'_>, part: &Part, count: &str, voice: &Voice) -> ListView {
    ListView {
        count_text: voice.count(count, part.total),
        petitions: cards(context, &part.petitions, voice),
        cards: cards(context, &part.entries, voice),
        pager: pager(context, part, voice),
        feed: feed(context, &part.first, voice),
        siblings: part.siblings.iter().map(|term| term_view(context, term, voice)).collect(),
        ..ListView::default()
    }
}

/// The cards of a list.
pub(super) fn cards(context: &Context<'_>, entries: &[Entry], voice: &Voice) -> Vec<Card> {
    entries.iter().filter_map(|entry| context.card(&entry.edition, &voice.lang)).collect()
}

/// A term with its count.
pub(super) fn term_view(context: &Context<'_>, count: &TermCount, voice: &Voice) -> TermView {
    let term = &count.term;
    let hashtag = term.taxonomy == Taxonomy::Hashtags;
    TermView {
        label: context.term_name(term.taxonomy, &term.key, voice),
        url: context.href(&count.url),
        count_text: voice.count("count.items", count.count),
        gloss: if hashtag { context.gloss(&term.key, &voice.lang) } else { String::new() },
    }
}

/// The link to a page's feed; empty without one.
pub(super) fn feed(context: &Context<'_>, page: &Url, voice: &Voice) -> LinkView {
    let feed = context.feed(page);
    feed.map_or_else(LinkView::default, |feed| {
        LinkView::to(voice.word("site.feed_atom"), context.href(&feed.page.join("feed.xml")))
    })
}

/// The way to the other parts of a list.
pub(super) fn pager(context: &Context<'_>, part: &Part, voice: &Voice) -> Option<PagerView> {
    if part.of < 2 {
        return None;
    }
    let number = |number: usize| voice.format.number(i64::try_from(number).unwrap_or(i64::MAX));
    let at = |number: usize| context.href(&part.url(number));
    let one =
        |shown: usize| PagerPart { label: number(shown), url: at(shown), current: shown == part.number };
    let mut parts = Vec::new();
    let mut last = 0;
    for shown in shown_parts(part.number, part.of) {
        if shown > last + 1 {
            parts.push(PagerPart { label: "…".to_owned(), ..PagerPart::default() });
        }
        parts.push(one(shown));
        last = shown;
    }
    let text = [("n", number(part.number)), ("total", number(part.of))];
    Some(PagerView {
        text: voice.say("pager.page_of", &text.each_ref().map(|(name, text)| (*name, text.as_str()))),
        current: part.number,
        previous: if part.number > 1 { at(part.number - 1) } else { String::new() },
        next: if part.number < part.of { at(part.number + 1) } else { String::new() },
        parts,
    })
}

/// All of up to seven parts; of more, the first, the last and those beside this one.
fn shown_parts(number: usize, of: usize) -> Vec<usize> {
    let near = |part: &usize| of <= 7 || *part == 1 || *part == of || part.abs_diff(number) <= 1;
    let from = number.saturating_sub(7).max(1);
    let around = (from..=of.min(number + 7)).filter(near);
    let mut parts: Vec<usize> = [1, of].into_iter().chain(around).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}
