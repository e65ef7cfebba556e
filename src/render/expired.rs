//! The notice where an item was.

use super::context::Context;
use super::frame::{self, Head};
use super::parts;
use super::view::ExpiredView;
use super::voice::Voice;
use crate::relate::site::{Edition, Page};

/// The notice in its frame: the item's title, and that it is no longer current.
pub(super) fn view(context: &Context<'_>, page: &Page, edition: &Edition, voice: &Voice) -> ExpiredView {
    let item = &context.site.items[edition.item];
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let text = text(context, edition, voice);
    let head = Head {
        title: parts::title(edition),
        section: item.section.clone(),
        notices: vec![parts::notice("expired", voice.word("notice.expired").to_owned())],
        ..Head::default()
    };
    ExpiredView {
        title: parts::title(edition).to_owned(),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        section: context.section(&item.section, voice).unwrap_or_default(),
        frame: frame::view(context, page, voice, head),
        text,
    }
}

fn text(context: &Context<'_>, edition: &Edition, voice: &Voice) -> String {
    let zone = &context.site.config.timezone;
    let expires = edition.meta.expires.as_ref().map(|expires| expires.value.instant(zone).day(zone));
    let day = expires.map(|day| voice.format.long_date(day)).unwrap_or_default();
    voice.say("notice.expired_text", &[("date", &day)])
}
