//! The page for translators of a language: how far it is, and where to begin.

use std::cmp::Reverse;

use super::context::Context;
use super::frame::{self, Head};
use super::parts::title;
use super::translation::text_address;
use super::view::{LinkView, ProgressBar, StateView, TaskView, TranslateView};
use super::voice::Voice;
use crate::base::Lang;
use crate::relate::site::{Dashboard, Page, Work};
use crate::translate::State;

/// How many pages are offered to begin with.
const OFFERED: usize = 12;
/// Words that a volunteer translates in a minute.
const SPEED: usize = 8;
/// Minutes that nobody has to plan for.
const SHORT: usize = 5;

/// The page in its frame.
pub(super) fn view(context: &Context<'_>, page: &Page, voice: &Voice) -> TranslateView {
    let title = voice.word("translate.title");
    let description = voice.word("translate.intro");
    let frame = frame::view(context, page, voice, Head { title, description, ..Head::default() });
    let Some(dashboard) = context.site.dashboards.get(&page.lang) else {
        return TranslateView { frame, title: title.to_owned(), ..TranslateView::default() };
    };
    let task = |work: &&Work| task(context, work, voice);
    let (optional, wanted): (Vec<&Work>, Vec<&Work>) =
        open(dashboard).into_iter().partition(|work| work.optional);
    let file = |ending: &str| context.href(&data_url(&page.lang, ending));
    TranslateView {
        frame,
        title: title.to_owned(),
        intro: description.to_owned(),
        progress: progress(&page.lang, dashboard, context, voice),
        languages: languages(context, page, voice),
        states: states(dashboard, voice),
        start: wanted.iter().take(OFFERED).map(task).collect(),
        more: wanted.iter().skip(OFFERED).map(task).collect(),
        optional: optional.iter().map(task).collect(),
        review: review(context, dashboard).iter().map(task).collect(),
        thanks: thanks(dashboard, voice),
        feed: LinkView::to(voice.word("site.feed_atom"), context.href(&dashboard.url.join("feed.xml"))),
        data: LinkView::to("JSON", file("json")),
        badge: LinkView::to(voice.word("translate.badge"), file("svg")),
    }
}

/// Where a language's figures are.
pub(super) fn data_url(lang: &Lang, ending: &str) -> crate::base::Url {
    crate::base::Url::new(format!("/api/v1/translate/{lang}.{ending}"))
}

/// What somebody has to do something about: wrong figures first, then what takes no time, then the rest;
/// each by the author's priority and by size.
pub(super) fn open(dashboard: &Dashboard) -> Vec<&Work> {
    let mut open: Vec<&Work> = dashboard.work.iter().filter(|work| work.state.needs_work()).collect();
    open.sort_by_key(|work| {
        let is_wrong = work.state == State::StaleFacts;
        let is_short = minutes(work) <= SHORT;
        (
            Reverse((is_wrong, work.critical && is_wrong)),
            Reverse(is_short),
            work.priority,
            Reverse(work.critical),
            work.words,
        )
    });
    open
}

/// About how long a page takes.
pub(super) fn minutes(work: &Work) -> usize {
    work.words.div_ceil(SPEED).max(1)
}

fn task(context: &Context<'_>, work: &Work, voice: &Voice) -> TaskView {
    let page = work.page.as_ref().unwrap_or(&work.source);
    let (lang, dir) = voice.foreign(&page.text_lang);
    let about = [
        voice.count("translate.words", work.words),
        voice.count("translate.minutes", minutes(work)),
        if work.critical { voice.word("translate.critical").to_owned() } else { String::new() },
    ];
    let url = text_address(context, page, &voice.lang).filter(|_| context.site.config.improve.is_some());
    TaskView {
        page: LinkView {
            label: title(page).to_owned(),
            url: context.href(&page.url),
            lang: lang.to_owned(),
            dir: dir.to_owned(),
        },
        state: work.state.word().to_owned(),
        state_label: state_label(work.state, voice),
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        file: work.file.to_string(),
        translate: url.map(|url| LinkView::to(voice.word("translate.go"), url)).unwrap_or_default(),
    }
}

/// "A number or a name changed".
pub(super) fn state_label(state: State, voice: &Voice) -> String {
    voice.word(&format!("translate.state.{}", state.word().replace('-', "_"))).to_owned()
}

/// Words that are translated and up to date.
fn current(dashboard: &Dashboard) -> (usize, usize) {
    let all = dashboard.counts.values().map(|count| count.words).sum();
    let current = dashboard.counts.iter().filter(|(state, _)| !state.needs_work());
    (current.map(|(_, count)| count.words).sum(), all)
}

/// Percent of the words, rounded down, so that only what is done is 100.
pub(super) fn percent(dashboard: &Dashboard) -> usize {
    let (current, all) = current(dashboard);
    (current * 100).checked_div(all).unwrap_or(100)
}

fn progress(lang: &Lang, dashboard: &Dashboard, context: &Context<'_>, voice: &Voice) -> ProgressBar {
    let (current, all) = current(dashboard);
    let number = |number: usize| voice.format.number(i64::try_from(number).unwrap_or(i64::MAX));
    let arguments =
        [("n", &*number(current)), ("total", &*number(all)), ("percent", &*number(percent(dashboard)))];
    let key = if all == 0 { "translate.nothing" } else { "translate.progress" };
    let language = context.site.config.language(lang).map_or("", |language| &language.name);
    ProgressBar {
        name: LinkView {
            label: language.to_owned(),
            url: context.href(&dashboard.url),
            lang: lang.to_string(),
            dir: lang.dir().to_owned(),
        },
        value: current,
        max: all,
        text: voice.say(key, &arguments),
    }
}

/// The other languages of the site.
fn languages(context: &Context<'_>, page: &Page, voice: &Voice) -> Vec<ProgressBar> {
    let langs = context.site.config.langs().filter(|lang| **lang != page.lang);
    let dashboards = langs.filter_map(|lang| Some((lang, context.site.dashboards.get(lang)?)));
    dashboards.map(|(lang, dashboard)| progress(lang, dashboard, context, voice)).collect()
}

/// How many pages and words are in which state.
fn states(dashboard: &Dashboard, voice: &Voice) -> Vec<StateView> {
    let counted = |state: &State| {
        let pages = dashboard.work.iter().filter(|work| work.state == *state && !work.optional).count();
        let words = dashboard.counts.get(state).map_or(0, |count| count.words);
        (pages > 0 || words > 0).then(|| StateView {
            state: state.word().to_owned(),
            label: state_label(*state, voice),
            pages: voice.format.number(i64::try_from(pages).unwrap_or(i64::MAX)),
            words: voice.format.number(i64::try_from(words).unwrap_or(i64::MAX)),
        })
    };
    State::ALL.iter().filter_map(counted).collect()
}

/// Pages that are whole and wait for a second pair of eyes.
fn review<'a>(context: &Context<'_>, dashboard: &'a Dashboard) -> Vec<&'a Work> {
    let waits = |state: &State| match state {
        State::Draft | State::Machine => true,
        State::Translated => context.site.config.second_reviewer,
        _ => false,
    };
    let is_whole =
        |work: &Work| !work.counts.keys().any(|state| state.change().is_some() || *state == State::Missing);
    let wanted = dashboard.work.iter().filter(|work| is_whole(work) && work.counts.keys().any(waits));
    wanted.take(OFFERED).collect()
}

fn thanks(dashboard: &Dashboard, voice: &Voice) -> String {
    if dashboard.thanks.is_empty() {
        return String::new();
    }
    let mut names: Vec<&str> = dashboard.thanks.iter().map(String::as_str).collect();
    names.sort_by(|one, other| voice.format.compare(one, other));
    voice.say("translate.thanks", &[("names", &voice.format.list(names.into_iter()))])
}
