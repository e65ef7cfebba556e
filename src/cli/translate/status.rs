//! `altavoz translate status`: how much of what is in which state, what is most urgent first.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::json;

use crate::base::{Failure, Lang};
use crate::cli::Ended;
use crate::cli::arguments::Format;
use crate::cli::print::Printer;
use crate::cli::surroundings::SiteAt;
use crate::translate::units::standing;
use crate::translate::{Count, Page, Standing, State};

use super::Site;
use super::arguments::Status;

/// Prints one object, or one line, a page and language.
pub(super) fn run(status: &Status, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let site = Site::read(at)?;
    let langs: Vec<Lang> = match &status.lang {
        Some(lang) => vec![site.lang(lang)?],
        None => site.config().langs().cloned().collect(),
    };
    let mut is_low = false;
    for lang in &langs {
        let mut pages = site.pages(lang, printer);
        if let Some(name) = &status.page {
            let page = Site::page(pages.clone(), name, lang)?;
            pages.pages.retain(|other| other.name == page.name);
        }
        if pages.pages.is_empty() {
            continue;
        }
        let mut rows: Vec<(Standing, &Page)> =
            pages.pages.par_iter().map(|page| (standing(page), page)).collect();
        rows.sort_by_key(|(standing, page)| urgency(standing, page));
        let total = total(&rows);
        for (standing, page) in &rows {
            print(standing, page, printer);
        }
        for name in pages.lost.keys() {
            printer.say("say.lost-page", &[("page", name.clone()), ("lang", lang.to_string())]);
        }
        let percent = total.percent();
        say_total(&total, lang, printer);
        is_low |= status.fail_under.is_some_and(|least| percent < usize::from(least));
    }
    if is_low {
        printer.say("say.too-little", &[("least", status.fail_under.unwrap_or_default().to_string())]);
        return Ok(Ended::WithErrors);
    }
    Ok(Ended::Well)
}

/// What comes first: changed facts, critical pages, the author's priority, then by name.
fn urgency(standing: &Standing, page: &Page) -> (usize, bool, u8, usize, String) {
    let worst = standing.counts.keys().next().copied().unwrap_or(State::Orphan);
    let place = State::ALL.iter().position(|state| *state == worst).unwrap_or(State::ALL.len());
    let is_fact = usize::from(worst != State::StaleFacts);
    (is_fact, !page.is_critical || !worst.needs_work(), page.priority, place, page.name.clone())
}

fn total(rows: &[(Standing, &Page)]) -> Standing {
    let mut counts = BTreeMap::<State, Count>::new();
    for (state, count) in rows.iter().flat_map(|(standing, _)| &standing.counts) {
        let sum = counts.entry(*state).or_default();
        sum.segments += count.segments;
        sum.words += count.words;
    }
    Standing { counts, ..Standing::default() }
}

fn print(standing: &Standing, page: &Page, printer: &Printer) {
    let of = |number: fn(&Count) -> usize| -> serde_json::Map<String, serde_json::Value> {
        let counts = standing.counts.iter().filter(|(_, count)| number(count) > 0);
        counts.map(|(state, count)| (state.word().to_owned(), json!(number(count)))).collect()
    };
    if printer.format == Format::Json {
        printer.object(&json!({
            "file": page.source.source.path.as_str(),
            "lang": page.lang.as_str(),
            "segments": of(|count| count.segments),
            "words": of(|count| count.words),
        }));
        return;
    }
    let work: Vec<String> = standing
        .counts
        .iter()
        .filter(|(state, _)| state.needs_work() || **state == State::Orphan)
        .map(|(state, count)| {
            let counted = [("segments", count.segments.to_string()), ("words", count.words.to_string())];
            printer.words.phrase(&format!("translate.{state}"), &counted)
        })
        .collect();
    if !work.is_empty() {
        printer.line(&format!("{:>3} %  {}  {}", standing.percent(), page.name, work.join(", ")));
    }
}

fn say_total(total: &Standing, lang: &Lang, printer: &Printer) {
    let words = |state: &State| total.counts.get(state).map_or(0, |count| count.words);
    let all: usize = State::ALL.iter().filter(|state| **state != State::Orphan).map(words).sum();
    let todo: usize = State::ALL.iter().filter(|state| state.needs_work()).map(words).sum();
    let said = [
        ("lang", lang.to_string()),
        ("percent", total.percent().to_string()),
        ("words", all.to_string()),
        ("todo", todo.to_string()),
    ];
    printer.say("say.translated", &said);
}
