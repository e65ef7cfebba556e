//! The page that asks people for their Mastodon server: Mastodon is many, so no link leads to all.

use super::context::Context;
use super::frame::{self, Head};
use super::item;
use super::parts;
use super::view::{MastodonView, ShareLink};
use super::voice::Voice;
use crate::base::url::encode_value;
use crate::relate::site::{Edition, Page};

/// For people whose browser runs no scripts: the server with the most people.
const LARGE: &str = "mastodon.social";

/// The page.
pub(super) fn view(context: &Context<'_>, page: &Page, edition: &Edition, voice: &Voice) -> MastodonView {
    let title = parts::title(edition);
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let share = item::share(context, edition, &item::content(context, edition, voice), voice);
    let text = format!("{} {}", share.text, share.url);
    let head = Head {
        title: voice.word("share.mastodon_title"),
        section: context.site.items[edition.item].section.clone(),
        ..Head::default()
    };
    let url = format!("https://{LARGE}/share?text={}", encode_value(&text));
    MastodonView {
        frame: frame::view(context, page, voice, head),
        title: title.to_owned(),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        url: context.href(&edition.url),
        text,
        script: context.statics("mastodon.js").unwrap_or_default(),
        large: ShareLink { network: "mastodon".to_owned(), label: LARGE.to_owned(), url },
    }
}
