//! How a page is quoted: who says it, its title, its day and its address, as one text to select.

use super::context::Context;
use super::parts;
use super::view::CitationView;
use super::voice::Voice;
use crate::relate::site::Edition;

/// The citation of an edition, in the words of a language.
pub(super) fn view(context: &Context<'_>, edition: &Edition, voice: &Voice) -> CitationView {
    let names = edition.meta.authors.iter().flatten().filter_map(|author| author.name.as_deref());
    let names = voice.format.list(names);
    // A campaign speaks for itself where nobody signs.
    let (author, site) = match names.is_empty() {
        true => (voice.title.as_str(), None),
        false => (names.as_str(), Some(voice.title.as_str())),
    };
    let day = parts::date(context, edition).map(|day| voice.format.long_date(day));
    let rest = parts::joined(voice, [site, day.as_deref()]);
    let title = parts::title(edition);
    let sentences = [format!("{author}: {title}"), rest].map(|text| sentence(&text));
    let language = context.site.config.language(&edition.text_lang);
    let [open, close, ..] = language.map_or(['“', '”', '‘', '’'], |language| language.quotes);
    CitationView {
        text: sentences.join(" ").trim_end().to_owned(),
        url: context.readable(&edition.url),
        open: open.to_string(),
        close: close.to_string(),
    }
}

/// A text with a full stop, unless it ends by itself.
fn sentence(text: &str) -> String {
    let is_over = text.is_empty() || text.ends_with(['.', '?', '!', '…', '؟', '。']);
    if is_over { text.to_owned() } else { format!("{text}.") }
}
