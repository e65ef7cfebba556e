//! Pages and how far their translations are, what is most urgent first.

use serde::Serialize;

use crate::base::url::encode_path;
use crate::base::{Lang, SourcePath};
use crate::relate::site::Row;
use crate::translate::units::{standing, urgency};
use crate::translate::{Count, Page, Standing, State};

use super::parts::ROWS;
use super::{Around, Bench, Parts, Tab, parts};

/// The list.
#[derive(Serialize)]
pub(super) struct List {
    lang: String,
    percent: String,
    /// A text that was sent for a page that is gone, to be copied.
    stray: Option<String>,
    waiting: Option<Waiting>,
    rows: Vec<Line>,
    parts: Parts,
}

/// What lies in a PO file and is in no page yet.
#[derive(Serialize)]
struct Waiting {
    file: String,
    count: String,
}

/// A page of it.
#[derive(Serialize)]
struct Line {
    title: String,
    title_lang: String,
    dir: &'static str,
    name: String,
    href: String,
    percent: String,
    is_critical: bool,
    states: Vec<Badge>,
}

/// A state, and how many texts are in it.
#[derive(Serialize)]
struct Badge {
    state: &'static str,
    word: String,
}

/// The page that is asked for, by its name or by its address on the site.
pub(super) fn chosen<'a>(bench: &Bench<'a>, around: &Around<'_>) -> Option<&'a Page> {
    let (name, at) = (around.ask.get("page"), around.ask.get("at"));
    if at.is_empty() {
        return bench.pages.iter().find(|page| page.name == name);
    }
    let has_url = |row: &&Row| {
        let url = row.url.as_ref().map(|url| around.href(url));
        url.is_some_and(|url| url == at || url == encode_path(at))
    };
    let rows = around.desk.site.listing.iter().filter(has_url);
    let files: Vec<&SourcePath> = rows.map(|row| &row.file).collect();
    bench.pages.iter().find(|page| files.contains(&&page.place) || files.contains(&&page.source.source.path))
}

/// The names of pages in the order in which they want work.
pub(super) fn list(bench: &Bench<'_>, around: &Around<'_>) -> List {
    let mut rows: Vec<(Standing, &Page)> = bench.pages.iter().map(|page| (standing(page), page)).collect();
    rows.sort_by_cached_key(|(standing, page)| {
        urgency(standing, page.is_critical, page.priority, &page.name)
    });
    let named = |page: &Page| around.ask.finds([&page.name[..], &title(page)].into_iter());
    rows.retain(|(_, page)| named(page));
    let percent = percent(rows.iter().map(|(standing, _)| standing));
    let (rows, parts) = parts(rows, ROWS, around);
    List {
        lang: around.lang_name(bench.lang),
        percent: share(percent, around),
        stray: bench.sent.map(|sent| sent.text.clone()),
        waiting: bench
            .waiting
            .map(|(file, count)| Waiting { file: file.to_owned(), count: around.count(count) }),
        rows: rows.iter().map(|(standing, page)| line(standing, page, around)).collect(),
        parts,
    }
}

fn line(standing: &Standing, page: &Page, around: &Around<'_>) -> Line {
    let lang = source_lang(page, around);
    let work = standing.counts.iter().filter(|(state, _)| state.needs_work() || **state == State::Orphan);
    let badge = |(state, count): (&State, &Count)| Badge {
        state: state.word(),
        word: format!("{}: {}", state_word(*state, around), around.count(count.segments)),
    };
    Line {
        title: title(page),
        title_lang: lang.to_string(),
        dir: lang.dir(),
        name: page.name.clone(),
        href: around.ask.to(Tab::Translate, &[("page", &page.name)]),
        percent: share(percent(std::iter::once(standing)), around),
        is_critical: page.is_critical,
        states: work.map(badge).collect(),
    }
}

/// How many percent of the words need nothing.
fn percent<'a>(standings: impl Iterator<Item = &'a Standing>) -> usize {
    let (mut all, mut done) = (0, 0);
    for (state, count) in standings.flat_map(|standing| &standing.counts) {
        if *state != State::Orphan {
            all += count.words;
            done += if state.needs_work() { 0 } else { count.words };
        }
    }
    (done * 100).checked_div(all).unwrap_or(100)
}

// A space before the sign, as most languages have it.
fn share(percent: usize, around: &Around<'_>) -> String {
    format!("{}\u{a0}%", around.count(percent))
}

/// What a page is called in its own language; its name where it is no page.
pub(super) fn title(page: &Page) -> String {
    let document = page.source.document.as_ref();
    let title = document.and_then(|document| document.meta.title.as_ref());
    title.map_or_else(|| page.name.clone(), |title| title.value.clone())
}

pub(super) fn source_lang<'a>(page: &'a Page, around: &Around<'a>) -> &'a Lang {
    let document = page.source.document.as_ref();
    document.map_or(&around.desk.site.config.default_language, |document| &document.lang)
}

pub(super) fn state_word(state: State, around: &Around<'_>) -> String {
    around.desk.words.phrase(&format!("pack.state.{}", state.word()), &[])
}
