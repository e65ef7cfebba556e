//! A publication's own part.

use super::context::Context;
use super::parts::doi_url;
use super::view::{FactView, ItemView, LinkView, PublicationView};
use super::voice::Voice;
use crate::base::Lang;
use crate::content::Publication;

/// Adds what a publication has of its own.
pub(super) fn add(view: &mut ItemView, publication: &Publication, context: &Context<'_>, voice: &Voice) {
    let mut facts = Vec::new();
    let mut fact = |key: &str, values: Vec<LinkView>| {
        if !values.is_empty() {
            let label = voice.word(&format!("publication.{key}")).to_owned();
            facts.push(FactView { key: key.to_owned(), label, values });
        }
    };
    let text =
        |text: Option<String>| text.map(|text| LinkView::to(text, String::new())).into_iter().collect();
    fact("year", text(publication.year.as_ref().map(|year| voice.format.digits(year.value))));
    fact("publisher", text(publication.publisher.clone()));
    fact(
        "type",
        text(publication.kind.as_ref().map(|kind| context.label("source-type", &kind.value, voice))),
    );
    fact("isbn", text(publication.isbn.as_ref().map(|isbn| isbn.value.clone())));
    fact("doi", publication.doi.iter().map(|doi| LinkView::to(&**doi, doi_url(doi))).collect());
    let languages = publication.languages.iter().flatten();
    let names = languages.map(|lang| voice.format.language(&Lang::new(&lang.value)));
    fact("languages", names.map(|name| LinkView::to(name, String::new())).collect());
    fact("pages", text(publication.pages.map(|pages| voice.format.number(pages))));
    let url = publication.url.as_ref().map_or_else(String::new, |url| url.value.clone());
    view.publication = Some(PublicationView { facts, url });
}
