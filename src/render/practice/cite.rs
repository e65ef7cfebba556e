//! How a record is cited, taken away and corrected.

use super::super::context::Context;
use super::super::parts::{self, doi_url};
use super::super::problem::mail;
use super::super::view::{CiteView, LinkView};
use super::super::voice::Voice;
use crate::base::Url;
use crate::content::Practice;
use crate::relate::site::Edition;

/// How a record is cited (APA 7, 10.9, for data sets), and the files that citation programs read.
pub(super) fn cite(practice: &Practice, edition: &Edition, context: &Context<'_>, voice: &Voice) -> CiteView {
    let day = edition.meta.updated.or_else(|| parts::date(context, edition));
    let year = day.map_or_else(String::new, |day| format!(" ({})", voice.format.digits(day.year())));
    let names = edition.meta.authors.iter().flatten().filter_map(|author| author.name.as_deref());
    let names = voice.format.list(names);
    let author = if names.is_empty() { voice.title.as_str() } else { &names };
    let version = practice.version.as_ref();
    let version = version.map(|version| voice.say("practice.cite_version", &[("version", version)]));
    let id = practice.id.as_ref().map(|id| id.value.as_str());
    let about = parts::joined(voice, [version.as_deref(), id]);
    let about = if about.is_empty() { about } else { format!("({about}) ") };
    CiteView {
        author: format!("{}{year}.", author.trim_end_matches('.')),
        title: parts::title(edition).to_owned(),
        about: format!("{about}[{}].", voice.word("practice.cite_kind")),
        url: practice.doi.as_deref().map_or_else(|| context.readable(&edition.url), doi_url),
        citations: citations(practice, edition, context),
        data: data(edition, context),
    }
}

/// A record's files for citation programs; what is not public has none.
fn citations(practice: &Practice, edition: &Edition, context: &Context<'_>) -> Vec<LinkView> {
    let Some(id) = practice.id.as_ref().filter(|_| edition.is_public()) else { return Vec::new() };
    let file = |(label, ending): (&str, &str)| {
        LinkView::to(label, context.href(&Url::new(format!("/api/v1/practices/{}{ending}", id.value))))
    };
    [("BibTeX", ".bib"), ("RIS", ".ris"), ("CSL-JSON", ".csl.json")].map(file).into()
}

/// A record as data: its page's address with another ending.
pub(super) fn data(edition: &Edition, context: &Context<'_>) -> Vec<LinkView> {
    if !edition.is_public() {
        return Vec::new();
    }
    let page = edition.url.as_str().trim_end_matches('/');
    let file = |(label, ending): (&str, &str)| {
        LinkView::to(label, context.href(&Url::new(format!("{page}{ending}"))))
    };
    [("JSON", ".json"), ("CSV", ".csv")].map(file).into()
}

/// A mail about this record; without an address to write to, an empty link.
pub(super) fn correction(
    practice: &Practice,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) -> LinkView {
    let contacts = parts::contacts(context, edition, voice);
    let own = || contacts.into_iter().map(|contact| contact.email).find(|email| !email.is_empty());
    let Some(address) = context.site.config.corrections.clone().or_else(own) else {
        return LinkView::default();
    };
    let id = practice.id.as_ref().map_or("", |id| id.value.as_str());
    let version = practice.version.as_deref().unwrap_or_default();
    let subject = voice.say("practice.correction_subject", &[("id", id)]);
    let page = context.absolute(&edition.url);
    let body = voice.say("practice.correction_body", &[("url", &page), ("version", version)]);
    LinkView::to(voice.word("practice.correction"), mail(&address, &subject, &body))
}
