//! The files beside a petition's page: the code for paper and the last day for calendars.

use super::calendar;
use super::context::Context;
use super::qr;
use super::view::{LinkView, QrView};
use super::voice::Voice;
use crate::base::Url;
use crate::base::output::{File, Wave};
use crate::content::{Own, Petition};
use crate::relate::site::{Edition, Page, Shows};

/// The code.
const CODE: &str = "qr.svg";
/// The last day.
const LAST_DAY: &str = "last-day.ics";

/// The files of every petition's page.
pub(super) fn files(context: &Context<'_>) -> Vec<(Url, File)> {
    context.site.pages.iter().flat_map(|page| of_page(context, page)).collect()
}

fn of_page(context: &Context<'_>, page: &Page) -> Vec<(Url, File)> {
    let Shows::Item(edition) = &page.shows else { return Vec::new() };
    let Own::Petition(petition) = &*edition.own else { return Vec::new() };
    let voice = context.voice(&page.lang);
    let code = qr::svg(&context.absolute(&edition.url)).map(|text| (CODE, text));
    let day = calendar::file(petition, edition, context, voice).map(|text| (LAST_DAY, text));
    let file =
        |(name, text): (&str, String)| (edition.url.join(name), File::new(Wave::Page, text.into_bytes()));
    code.into_iter().chain(day).map(file).collect()
}

/// The code as the page tells of it.
pub(super) fn code(edition: &Edition, context: &Context<'_>) -> Option<QrView> {
    qr::svg(&context.absolute(&edition.url))?;
    Some(QrView { url: context.href(&edition.url.join(CODE)), address: context.readable(&edition.url) })
}

/// The way to the last day; empty where there is none to come.
pub(super) fn last_day(
    petition: &Petition,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) -> LinkView {
    let has_one = calendar::file(petition, edition, context, voice).is_some();
    let label = voice.word("petition.calendar").to_owned();
    if has_one { LinkView::to(label, context.href(&edition.url.join(LAST_DAY))) } else { LinkView::default() }
}
