//! What readers of a translation are told of it, and how they can make it better.

use std::sync::Arc;

use super::context::Context;
use super::parts::notice;
use super::view::{LinkView, NoticeView};
use super::voice::Voice;
use crate::base::Lang;
use crate::base::url::{encode_path, encode_value};
use crate::content::meta::Mode;
use crate::relate::site::{Edition, Page, Shows};
use crate::translate::{Change, Changed, Standing, State};

/// All that readers must know of the text's language and age, what matters most first.
pub(super) fn notices(context: &Context<'_>, edition: &Edition, voice: &Voice) -> Vec<NoticeView> {
    if edition.is_fallback() {
        return vec![untranslated(context, edition, voice)];
    }
    let standing = edition.standing.as_deref();
    let outdated = standing.and_then(|standing| outdated(context, edition, standing, voice));
    let partly = standing.and_then(|standing| partly(context, edition, standing, voice));
    let machine = edition.is_machine().then(|| machine(context, edition, voice));
    let adaptation = (edition.document.meta.mode == Some(Mode::Adaptation)).then(|| NoticeView {
        link: source_link(context, edition, voice, "item.read_original"),
        ..notice("adaptation", voice.word("notice.adaptation").to_owned())
    });
    [machine, outdated, partly, adaptation].into_iter().flatten().collect()
}

fn untranslated(context: &Context<'_>, edition: &Edition, voice: &Voice) -> NoticeView {
    let language = voice.format.language(&edition.text_lang);
    NoticeView {
        link: source_link(context, edition, voice, "notice.untranslated_read"),
        links: help(context, edition, voice),
        ..notice("untranslated", voice.say("notice.untranslated", &[("language", &language)]))
    }
}

fn machine(context: &Context<'_>, edition: &Edition, voice: &Voice) -> NoticeView {
    NoticeView {
        link: source_link(context, edition, voice, "item.read_original"),
        links: help(context, edition, voice),
        ..notice("machine", voice.word("notice.machine").to_owned())
    }
}

/// The source changed: since when, in how many paragraphs, and where these are.
fn outdated(
    context: &Context<'_>,
    edition: &Edition,
    standing: &Standing,
    voice: &Voice,
) -> Option<NoticeView> {
    let is_told = |changed: &&Changed| changed.change != Change::Minor || context.site.config.notice_minor;
    let changed: Vec<&Changed> = standing.changed.iter().filter(is_told).collect();
    if changed.is_empty() {
        return None;
    }
    let is_grave = changed.iter().any(|changed| changed.change != Change::Minor);
    let is_critical = edition.meta.critical == Some(true) && is_grave;
    let mut links = places(edition, &changed, voice);
    let count = if links.is_empty() { "notice.outdated_only" } else { "notice.outdated_count" };
    let warning = is_critical.then(|| voice.word("notice.outdated_critical").to_owned());
    let withdrawn = changed.iter().filter(|changed| changed.now.is_empty()).count();
    let withdrawn = (withdrawn > 0).then(|| voice.count("notice.outdated_withdrawn", withdrawn));
    let parts =
        [warning, Some(since(edition, standing, voice)), withdrawn, Some(voice.count(count, changed.len()))];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    links.push(source_link(context, edition, voice, "notice.outdated_read"));
    Some(NoticeView { links, ..notice(if is_critical { "outdated-critical" } else { "outdated" }, text) })
}

/// When the source changed, else since when it may have: what the author says was updated before the
/// translation was last confirmed was another change.
fn since(edition: &Edition, standing: &Standing, voice: &Voice) -> String {
    let updated = edition.source.meta.updated;
    let updated = updated.filter(|updated| standing.confirmed.is_none_or(|confirmed| *updated >= confirmed));
    let say = |key: &str, day| voice.say(key, &[("date", &voice.format.long_date(day))]);
    match (updated, standing.confirmed) {
        (Some(updated), _) => say("notice.outdated", updated),
        (None, Some(confirmed)) => say("notice.outdated_since", confirmed),
        (None, None) => voice.word("notice.outdated_undated").to_owned(),
    }
}

/// The changed paragraphs that stand on the page, each once; what changed in a title or a table of
/// facts has no place of its own.
fn places(edition: &Edition, changed: &[&Changed], voice: &Voice) -> Vec<LinkView> {
    let ids = &edition.document.body.ids;
    let mut places: Vec<String> = Vec::new();
    for changed in changed.iter().filter(|changed| !changed.is_field) {
        let id = format!("t-{}", changed.id);
        if ids.contains(&id) && !places.contains(&id) {
            places.push(id);
        }
    }
    let link = |(number, id): (i64, String)| {
        let number = voice.format.number(number);
        LinkView::to(voice.say("notice.outdated_item", &[("n", &number)]), format!("#{id}"))
    };
    (1..).zip(places).map(link).collect()
}

/// Some of it is not translated yet.
fn partly(
    context: &Context<'_>,
    edition: &Edition,
    standing: &Standing,
    voice: &Voice,
) -> Option<NoticeView> {
    let missing = standing.counts.get(&State::Missing).filter(|count| count.segments > 0)?.segments;
    let number = i64::try_from(missing).unwrap_or(i64::MAX);
    let language = voice.format.language(&edition.source.lang);
    let arguments = [("n", &*voice.format.number(number)), ("language", &*language)];
    let text = voice.count_with("notice.partly", number, &arguments);
    Some(NoticeView { links: help(context, edition, voice), ..notice("partly", text) })
}

/// Leads to the item where its source is.
fn source_link(context: &Context<'_>, edition: &Edition, voice: &Voice, label: &str) -> LinkView {
    let item = &context.site.items[edition.item];
    let Some(source) = item.editions.get(&item.source) else { return LinkView::default() };
    let (lang, dir) = voice.foreign(&item.source);
    LinkView {
        label: voice.word(label).to_owned(),
        url: context.href(&source.url),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
    }
}

fn help(context: &Context<'_>, edition: &Edition, voice: &Voice) -> Vec<LinkView> {
    let url = text_address(context, edition, &voice.lang);
    let link = url.map(|url| LinkView::to(voice.word("notice.untranslated_help"), url));
    link.into_iter().collect()
}

/// What stands at the foot of a page: how to translate it, or to make its translation better. Nothing
/// where a site has one language, or no place for that.
pub(super) fn improve(context: &Context<'_>, page: &Page, voice: &Voice) -> LinkView {
    let key = |is_translation| {
        if is_translation { "item.improve_translation" } else { "item.translate_page" }
    };
    let edition = edition_of(context, page);
    let is_translation = edition.is_some_and(|edition| {
        let is_source = edition.source.source.path == edition.document.source.path;
        !is_source
    });
    let url = match edition {
        Some(edition) => text_address(context, edition, &page.lang),
        None if matches!(page.shows, Shows::Translate | Shows::Redirect(..) | Shows::Embed(_)) => None,
        None => words_address(context, &page.lang),
    };
    url.map(|url| LinkView::to(voice.word(key(is_translation)), url)).unwrap_or_default()
}

/// The text that a page shows.
fn edition_of<'a>(context: &'a Context<'_>, page: &'a Page) -> Option<&'a Arc<Edition>> {
    match &page.shows {
        Shows::Item(edition) | Shows::Expired(edition) => Some(edition),
        Shows::Home(home) => home.index.as_ref(),
        Shows::Section(folder, _) => context.site.sections.get(&page.lang)?.get(folder)?.index.as_ref(),
        _ => None,
    }
}

/// Where readers of a language translate a text, or make its translation better.
pub(super) fn text_address(context: &Context<'_>, edition: &Edition, lang: &Lang) -> Option<String> {
    let page = context.site.items[edition.item].path.as_str();
    address(context, lang, (edition.document.source.path.as_str(), page))
}

/// Where readers of a language translate the words of the frame.
fn words_address(context: &Context<'_>, lang: &Lang) -> Option<String> {
    let file = format!("themes/{}/strings/{lang}.toml", context.site.config.theme);
    address(context, lang, (&file, "strings"))
}

/// What config.toml says, else the language's page for translators.
fn address(context: &Context<'_>, lang: &Lang, (file, page): (&str, &str)) -> Option<String> {
    let config = &context.site.config;
    if config.languages.len() < 2 {
        return None;
    }
    let Some(address) = &config.improve else {
        return context.site.dashboards.get(lang).map(|dashboard| context.href(&dashboard.url));
    };
    let query = address.find('?').unwrap_or(address.len());
    let (path, query) = address.split_at(query);
    let filled = |text: &str, encode: fn(&str) -> String| {
        let values = [("{file}", file), ("{lang}", lang.as_str()), ("{page}", page)];
        values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, &encode(value)))
    };
    let address = format!("{}{}", filled(path, encode_path), filled(query, encode_value));
    let is_own = address.starts_with('/');
    Some(if is_own { format!("{}{address}", config.base_path) } else { address })
}
