//! An address that moved.

use super::context::Context;
use super::frame::{self, Head};
use super::view::RedirectView;
use super::voice::Voice;
use crate::base::Url;
use crate::relate::site::Page;

/// The page that leads on to `to`.
pub(super) fn view(context: &Context<'_>, page: &Page, to: &Url, title: &str, voice: &Voice) -> RedirectView {
    let frame = frame::view(context, page, voice, Head { title, ..Head::default() });
    RedirectView { frame, title: title.to_owned(), url: context.href(to) }
}
