//! The page for addresses where nothing is.

use super::context::Context;
use super::frame::{self, Head};
use super::view::{LinkView, NotFoundView};
use super::voice::Voice;
use crate::relate::site::Page;

/// The page in its frame, with the menu's pages to go on from.
pub(super) fn view(context: &Context<'_>, page: &Page, voice: &Voice) -> NotFoundView {
    let title = voice.word("not_found.title");
    let settings = context.settings(&voice.lang);
    let home = LinkView::to(voice.word("site.home"), settings.home.clone());
    let menu = settings.menu.iter().map(|entry| LinkView {
        label: entry.label.clone(),
        url: entry.url.clone(),
        ..LinkView::default()
    });
    NotFoundView {
        frame: frame::view(context, page, voice, Head { title, ..Head::default() }),
        title: title.to_owned(),
        links: std::iter::once(home).chain(menu).collect(),
    }
}
