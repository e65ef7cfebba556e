//! Every source file: where it is published, or why not, and what its page weighs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::Url;
use crate::content::Kind;
use crate::relate::site::Row;

use super::parts::{Choice, ROWS};
use super::{Around, Parts, Tab, Titled, Weight, parts};

/// The page.
#[derive(Serialize)]
pub(super) struct View {
    states: Vec<Choice>,
    kinds: Vec<Choice>,
    langs: Vec<Choice>,
    sorts: Vec<Choice>,
    rows: Vec<Line>,
    parts: Parts,
}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    page: Titled,
    file: String,
    url: Option<String>,
    state: &'static str,
    state_word: String,
    reason: Option<String>,
    kind: String,
    language: String,
    problems: Option<Problems>,
    weight: Option<Weighed>,
}

/// How many problems a file has, and where they are told.
#[derive(Serialize)]
struct Problems {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct Weighed {
    packed: String,
    raw: String,
    /// Of the budget.
    percent: usize,
    is_over: bool,
    budget: String,
}

/// Puts the page together.
pub(super) fn view(around: &Around<'_>) -> View {
    let site = around.desk.site;
    let mut rows: Vec<&Row> = site.listing.iter().filter(|row| is_wanted(row, around)).collect();
    if around.ask.get("sort") == "weight" {
        rows.sort_by_key(|row| Reverse(bytes(row, around)));
    }
    let (rows, parts) = parts(rows, ROWS, around);
    let found = problems(around);
    let states: BTreeSet<&str> = site.listing.iter().map(|row| row.state).collect();
    let kinds = Kind::ALL.into_iter().filter(|kind| site.listing.iter().any(|row| row.kind == *kind));
    let choices = |name: &str, values: Vec<(String, String)>| -> Vec<Choice> {
        let asked = around.ask.get(name);
        values.into_iter().map(|(value, label)| Choice { is_chosen: value == asked, value, label }).collect()
    };
    let sorts = ["file", "weight"].map(|sort| {
        let value = if sort == "file" { "" } else { sort };
        (value.to_owned(), around.say(&format!("sort.{sort}")))
    });
    View {
        states: choices("state", states.iter().map(|at| ((*at).to_owned(), around.state(at))).collect()),
        kinds: choices("kind", kinds.map(|kind| (kind.name().to_owned(), kind_word(kind, around))).collect()),
        langs: choices(
            "in",
            site.config.langs().map(|lang| (lang.to_string(), around.lang_name(lang))).collect(),
        ),
        sorts: choices("sort", sorts.to_vec()),
        rows: rows.into_iter().map(|row| line(row, &found, around)).collect(),
        parts,
    }
}

fn is_wanted(row: &Row, around: &Around<'_>) -> bool {
    let ask = around.ask;
    let title = || around.index.edition(row).and_then(|edition| edition.meta.title.as_ref());
    ask.wants("state", row.state)
        && ask.wants("kind", row.kind.name())
        && ask.wants("in", row.lang.as_str())
        && (ask.finds([row.file.as_str(), row.url.as_ref().map_or("", Url::as_str)].into_iter())
            || ask.finds(title().map(|title| title.value.as_str()).into_iter()))
}

/// Without what it loads, which all pages share: to sort by, this need not be compressed.
fn bytes(row: &Row, around: &Around<'_>) -> usize {
    let file = row.url.as_ref().and_then(|url| around.desk.output.files.get(url));
    file.map_or(0, |file| file.bytes.len())
}

/// How many diagnostics each file has.
fn problems<'a>(around: &Around<'a>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for found in around.desk.diagnostics {
        if let Some(path) = around.desk.sources.path(found.span.source) {
            *counts.entry(path.as_str()).or_default() += 1;
        }
    }
    counts
}

fn kind_word(kind: Kind, around: &Around<'_>) -> String {
    around.say(&format!("kind.{}", kind.name()))
}

fn line(row: &Row, found: &BTreeMap<&str, usize>, around: &Around<'_>) -> Line {
    let edition = around.index.edition(row);
    let file = row.file.as_str();
    let page = edition.map_or_else(|| untitled(row, around), |edition| Titled::of_edition(edition, around));
    let problems = found.get(file).map(|number| Problems {
        label: around.say_of(
            if *number == 1 { "to-mend.one" } else { "to-mend.other" },
            &[("n", around.count(*number))],
        ),
        href: around.ask.to(Tab::Todo, &[("q", file)]),
    });
    Line {
        page,
        file: file.to_owned(),
        url: row.url.as_ref().map(Url::to_string),
        state: row.state,
        state_word: around.state(row.state),
        reason: around.reason(row),
        kind: kind_word(row.kind, around),
        language: around.lang_name(&row.lang),
        problems,
        weight: row.url.as_ref().and_then(|url| weighed(url, around)),
    }
}

/// A row without an item to take a title from: what time or its author keeps back.
fn untitled(row: &Row, around: &Around<'_>) -> Titled {
    let name = row.file.as_str().rsplit('/').next().unwrap_or_default();
    Titled { href: row.url.as_ref().map(|url| around.href(url)), ..Titled::of_file(name) }
}

fn weighed(url: &Url, around: &Around<'_>) -> Option<Weighed> {
    let config = &around.desk.site.config;
    let Weight { raw, packed } = around.desk.weights.of_page(url, around.desk.output, &config.base_path)?;
    let is_home = config.langs().any(|lang| config.home(lang) == *url);
    let limit = if is_home { config.budget.home_kb } else { config.budget.page_kb };
    let budget = usize::try_from(limit).unwrap_or(0).saturating_mul(1000);
    Some(Weighed {
        packed: around.kilobytes(packed),
        raw: around.kilobytes(raw),
        percent: (packed * 100).checked_div(budget).unwrap_or(100).min(100),
        is_over: packed > budget,
        budget: around.kilobytes(budget),
    })
}
