//! What there is to translate into each language, for its page under `/translate/`.
//!
//! Takes the items with where their translations stand. Where no ledger knows a page, its words are
//! counted by its text alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::slug::slug;
use crate::base::{Lang, Url};
use crate::config::Config;
use crate::content::parts::Translate;
use crate::content::{Document, Strings};
use crate::translate::{Count, Standing, State, text};

use super::site::{Dashboard, State as Published, Work};
use super::{Group, Woven};

/// The dashboards of all languages; none where the site has one language, or does not want them.
pub fn dashboards(woven: &Woven<'_>) -> BTreeMap<Lang, Dashboard> {
    if !is_wanted(woven.config) {
        return BTreeMap::new();
    }
    let langs = 0..woven.config.languages.len();
    langs.map(|lang| (woven.lang(lang).clone(), dashboard(woven, lang))).collect()
}

/// Whether a site has pages for its translators.
pub fn is_wanted(config: &Config) -> bool {
    config.dashboard && config.languages.len() > 1
}

/// The address of a language's dashboard.
pub fn address(config: &Config, strings: &Strings) -> Url {
    config.home(&strings.lang).join(&format!("{}/", word(strings)))
}

/// The address word of dashboards.
pub fn word(strings: &Strings) -> String {
    let word = slug(strings.path_word("translate"));
    if word.is_empty() { "translate".to_owned() } else { word }
}

fn dashboard(woven: &Woven<'_>, lang: usize) -> Dashboard {
    let groups = woven.groups.iter().enumerate();
    let work: Vec<Work> = groups.filter_map(|(number, group)| work(woven, number, group, lang)).collect();
    let mut counts: BTreeMap<State, Count> = BTreeMap::new();
    for (state, count) in work.iter().filter(|work| !work.optional).flat_map(|work| &work.counts) {
        let all = counts.entry(*state).or_default();
        all.segments += count.segments;
        all.words += count.words;
    }
    Dashboard { url: address(woven.config, woven.words(lang)), counts, work, thanks: thanks(woven, lang) }
}

/// One page in a language that it was not written in; `None` if it is not to be translated.
fn work(woven: &Woven<'_>, number: usize, group: &Group, lang: usize) -> Option<Work> {
    let editions = &woven.editions[number];
    let source = editions[group.source].clone()?;
    let meta = &group.source_text().meta;
    let is_wanted = lang != group.source && group.state == Published::Published;
    if !is_wanted || meta.translate == Some(Translate::No) {
        return None;
    }
    let text = group.texts[lang].as_ref().map(|text| (&text.document, text.standing.as_ref()));
    let withheld = group.withheld.iter().find(|withheld| withheld.document.lang == *woven.lang(lang));
    let withheld = withheld.map(|withheld| (&withheld.document, withheld.standing.as_ref()));
    let begun = text.or(withheld);
    let counts = begun.map_or_else(
        || all(&source.document, State::Missing),
        |(document, standing)| counts(&source.document, document, standing),
    );
    let confirmed = begun.and_then(|(_, standing)| standing?.confirmed);
    let needs_work = || counts.iter().filter(|(state, _)| state.needs_work());
    let priority = meta.translate_priority.as_ref().and_then(|priority| u8::try_from(priority.value).ok());
    Some(Work {
        state: needs_work().next().map_or_else(|| done(&counts), |(state, _)| *state),
        words: needs_work().map(|(_, count)| count.words).sum(),
        counts,
        file: begun.map_or(&source.document, |(document, _)| document).source.path.clone(),
        page: editions[lang].clone(),
        priority: priority.unwrap_or(3),
        critical: meta.critical == Some(true),
        optional: meta.translate == Some(Translate::Optional),
        // Where nobody says when the source changed, it was after somebody confirmed the translation.
        day: meta.updated.or(group.day.max(confirmed)),
        source,
    })
}

/// The state of a page that nobody has to do anything about.
fn done(counts: &BTreeMap<State, Count>) -> State {
    if counts.contains_key(&State::Translated) { State::Translated } else { State::Reviewed }
}

fn counts(
    source: &Document,
    translation: &Document,
    standing: Option<&Arc<Standing>>,
) -> BTreeMap<State, Count> {
    let is_machine = translation.meta.machine == Some(true);
    let state = if is_machine { State::Machine } else { State::Translated };
    let Some(standing) = standing else { return all(source, state) };
    let mut counts = standing.counts.clone();
    counts.remove(&State::Orphan);
    counts
}

/// A whole page in one state.
fn all(source: &Document, state: State) -> BTreeMap<State, Count> {
    let meta = &source.meta;
    let title = meta.title.as_ref().map(|title| &*title.value);
    let summary = meta.summary.as_ref().map(|summary| &*summary.value);
    let fields = [title, meta.subtitle.as_deref(), summary, meta.intro.as_deref()];
    let fields = || fields.into_iter().flatten();
    let words = fields().map(text::words).sum::<usize>() + source.body.words;
    let segments = fields().count() + source.body.prose.passages.len();
    BTreeMap::from([(state, Count { segments, words })])
}

/// Those who translated into a language and want to be named.
fn thanks(woven: &Woven<'_>, lang: usize) -> Vec<String> {
    let shown = woven.groups.iter().filter(|group| group.number.is_some());
    let texts = shown.filter_map(|group| group.texts[lang].as_ref());
    let names: BTreeSet<&String> = texts.flat_map(|text| text.meta.translators.iter().flatten()).collect();
    names.into_iter().cloned().collect()
}
