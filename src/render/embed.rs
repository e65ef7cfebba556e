//! The page of a petition for a frame on another site, and the line that puts it there.
//!
//! It has no form: what people type about themselves belongs on the page of those who ask for it, with
//! its address in sight.

use super::context::Context;
use super::frame::{self, Head};
use super::view::{EmbedView, Html, LinkView, PetitionView, SnippetView};
use super::voice::Voice;
use super::{parts, petition};
use crate::content::{Own, Petition};
use crate::relate::pages::embed_address;
use crate::relate::site::{Edition, Page};

/// How high the frame is, in pixels: the ask, the count and a button on a narrow phone.
const HEIGHT: u32 = 520;

/// The page.
pub(super) fn view(context: &Context<'_>, page: &Page, edition: &Edition, voice: &Voice) -> EmbedView {
    let title = parts::title(edition);
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let petition = match &*edition.own {
        Own::Petition(own) => petition::view(own, edition, context, voice, LinkView::default()),
        _ => PetitionView::default(),
    };
    let collector = petition.live.as_ref().and_then(|live| super::security::origin(&live.url));
    let head = Head { title, collector, ..Head::default() };
    EmbedView {
        frame: frame::view(context, page, voice, head),
        title: title.to_owned(),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        url: context.absolute(&edition.url),
        petition,
    }
}

/// The attributes of the frame around it on another site.
fn attributes(context: &Context<'_>, edition: &Edition) -> [(&'static str, String); 7] {
    [
        ("src", context.absolute(&embed_address(&edition.url))),
        ("title", parts::title(edition).to_owned()),
        ("width", "100%".to_owned()),
        ("height", HEIGHT.to_string()),
        ("loading", "lazy".to_owned()),
        ("referrerpolicy", "no-referrer".to_owned()),
        ("style", "border:0".to_owned()),
    ]
}

/// The line to copy, as it is pasted.
pub(super) fn code(context: &Context<'_>, edition: &Edition) -> String {
    let attribute = |(name, value): &(&str, String)| format!(" {name}=\"{}\"", parts::escaped(value));
    let attributes: String = attributes(context, edition).iter().map(attribute).collect();
    format!("<iframe{attributes}></iframe>")
}

/// The line to copy, in colours.
pub(super) fn snippet(context: &Context<'_>, edition: &Edition) -> SnippetView {
    let attributes = attributes(context, edition);
    // The page escapes once for itself, and the line once for the page that it is copied into.
    let twice = |text: &str| parts::escaped(&parts::escaped(text));
    let attribute = |(name, value): &(&str, String)| {
        format!(" <span class=\"hl-f\">{name}</span>=<span class=\"hl-s\">\"{}\"</span>", twice(value))
    };
    let attributes: String = attributes.iter().map(attribute).collect();
    let tag = |start: &str| format!("&lt;{start}<span class=\"hl-t\">iframe</span>");
    let code = format!("{}{attributes}&gt;{}&gt;", tag(""), tag("/"));
    SnippetView { url: context.href(&embed_address(&edition.url)), code: Html::new(code) }
}

/// Whether a petition's page tells of the page for frames: one that nobody should sign needs none.
pub(super) fn is_offered(petition: &Petition, context: &Context<'_>) -> bool {
    !context.standing(petition).is_over()
}
