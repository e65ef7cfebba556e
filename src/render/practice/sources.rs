//! The works that a record rests on.

use super::super::context::Context;
use super::super::parts::{self, doi_url, joined};
use super::super::view::{LinkView, ReferenceView, SourceView};
use super::super::voice::Voice;
use crate::content::Practice;
use crate::content::parts::Reference;
use crate::content::practice::PracticeSource;

/// The `ref` of a source.
fn key(source: &PracticeSource) -> &str {
    source.key.as_ref().map_or("", |key| key.value.as_str())
}

/// "International Detention Coalition 2016", leading to the work below on the page.
pub(super) fn link(practice: &Practice, reference: &str, voice: &Voice) -> Option<LinkView> {
    let source = practice.sources.iter().flatten().find(|source| key(source) == reference)?;
    Some(LinkView::to(in_short(source, voice), format!("#{}", anchor(source))))
}

fn in_short(source: &PracticeSource, voice: &Voice) -> String {
    let first = source.creators.as_deref().and_then(<[String]>::first);
    let who = first.or(source.publisher.as_ref()).or(source.title.as_ref());
    let year = source.year.map(|year| voice.format.digits(year));
    [who.map(String::as_str), year.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// An id has no spaces (HTML, 3.2.6); what else an author called it stays.
fn anchor(source: &PracticeSource) -> String {
    let word = |letter: char| if letter.is_whitespace() { '-' } else { letter };
    format!("source-{}", key(source).chars().map(word).collect::<String>())
}

/// A work with everything that leads to it.
pub(super) fn source_view(source: &PracticeSource, context: &Context<'_>, voice: &Voice) -> SourceView {
    let work = Reference {
        title: source.title.clone(),
        creators: source.creators.clone(),
        publisher: source.publisher.clone(),
        year: source.year,
        url: source.url.clone(),
        lang: source.lang.clone(),
    };
    let reference = parts::reference(&work, voice);
    let kind = source.kind.as_ref().map(|kind| context.label("source-type", &kind.value, voice));
    let pages = source.pages.as_ref().map(|pages| voice.say("practice.pages", &[("pages", pages)]));
    let isbn = source.isbn.as_ref().map(|isbn| format!("ISBN {isbn}"));
    let accessed = source.accessed.map(|day| voice.format.long_date(day));
    let accessed = accessed.map(|day| voice.say("practice.accessed", &[("date", &day)]));
    let parts = [Some(reference.about.clone()), kind, pages, isbn, accessed];
    let about = joined(voice, parts.iter().map(Option::as_deref));
    let archived = source.archived_url.as_ref();
    let archived = archived.map(|url| LinkView::to(voice.word("practice.archived"), url.value.clone()));
    let doi = source.doi.as_ref().map(|doi| LinkView::to(format!("doi:{doi}"), doi_url(doi)));
    SourceView {
        id: anchor(source),
        reference: ReferenceView { about, ..reference },
        links: doi.into_iter().chain(archived).collect(),
    }
}
