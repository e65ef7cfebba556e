//! The search page: a form, what a search can be narrowed to, and everything from A to Z.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::context::Context;
use super::super::frame::{self, Head};
use super::super::list::term_view;
use super::super::parts;
use super::super::view::search::{ChoiceView, LetterView, SearchView, SeekView};
use super::super::view::{LinkView, OptionView, TermView};
use super::super::voice::Voice;
use super::record::{FILTERS, editions, values};
use super::{folder, has_index};
use crate::base::country::Country;
use crate::content::strings::Phrase;
use crate::relate::site::{Edition, Page, Taxonomy};

/// The page in its frame.
pub(in super::super) fn view(context: &Context<'_>, page: &Page, voice: &Voice) -> SearchView {
    let title = voice.word("search.title");
    let description = voice.word("search.description");
    let found: Vec<&Edition> = editions(context, voice).map(|edition| &**edition).collect();
    let live = live(context, page, voice).filter(|_| !found.is_empty());
    SearchView {
        frame: frame::view(context, page, voice, Head { title, description, ..Head::default() }),
        title: title.to_owned(),
        url: context.href(&page.url),
        filters: if live.is_some() { filters(context, &found, voice) } else { Vec::new() },
        live,
        topics: topics(context, voice),
        count_text: voice.count("count.pages", found.len()),
        letters: letters(context, &found, voice),
    }
}

const SCRIPT: &str = "search.js";

fn live(context: &Context<'_>, page: &Page, voice: &Voice) -> Option<SeekView> {
    let script = context.statics(SCRIPT).filter(|_| has_index(context))?;
    let named = |(key, phrase)| Some((str::strip_prefix(key, "search.")?, phrase));
    let words: BTreeMap<&str, &Phrase> = voice.phrases().filter_map(named).collect();
    Some(SeekView {
        script,
        index: context.href(&folder(page)),
        locale: voice.locale.clone(),
        words: serde_json::to_string(&words).expect("texts are JSON"),
    })
}

/// Only what tells items apart: a filter with one value narrows nothing.
fn filters(context: &Context<'_>, found: &[&Edition], voice: &Voice) -> Vec<ChoiceView> {
    let choice = |key: &str| {
        let values: BTreeSet<String> =
            found.iter().flat_map(|edition| values(context, edition, key)).collect();
        let mut options: Vec<OptionView> = values
            .into_iter()
            .map(|value| OptionView { label: label(context, key, &value, voice), value })
            .collect();
        if key == "year" {
            options.reverse();
        } else {
            options.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
        }
        let label = voice.word(&format!("search.{key}")).to_owned();
        (options.len() > 1).then(|| ChoiceView { key: key.to_owned(), label, options })
    };
    FILTERS.into_iter().filter_map(choice).collect()
}

fn label(context: &Context<'_>, filter: &str, value: &str, voice: &Voice) -> String {
    match filter {
        "kind" => voice.word(&format!("kind.{value}")).to_owned(),
        "region" => context.term_name(Taxonomy::Regions, value, voice),
        "country" => {
            let country = Country::parse(&value.to_uppercase());
            country.map_or_else(|| value.to_owned(), |country| voice.format.country(country))
        }
        "year" => value.parse().map_or_else(|_| value.to_owned(), |year: i64| voice.format.digits(year)),
        _ => context.term_name(Taxonomy::Hashtags, value, voice),
    }
}

fn topics(context: &Context<'_>, voice: &Voice) -> Vec<TermView> {
    let terms = context.site.terms_at.get(&voice.lang).and_then(|terms| terms.get(&Taxonomy::Topics));
    let terms = terms.into_iter().flat_map(BTreeMap::values).filter(|term| term.count > 0);
    let mut views: Vec<TermView> = terms.map(|term| term_view(context, term, voice)).collect();
    views.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    views
}

fn letters(context: &Context<'_>, found: &[&Edition], voice: &Voice) -> Vec<LetterView> {
    let mut pages: Vec<(&str, &Edition)> =
        found.iter().map(|edition| (sorted_by(parts::title(edition)), *edition)).collect();
    pages.sort_by(|(one, edition), (other, other_edition)| {
        voice.format.compare(one, other).then_with(|| edition.url.cmp(&other_edition.url))
    });
    let mut letters: Vec<LetterView> = Vec::new();
    for (title, edition) in pages {
        let letter = letter(title);
        let link = LinkView::to(parts::title(edition), context.href(&edition.url));
        // Two alphabets may take turns in a dictionary's order; a letter still stands once.
        match letters.iter_mut().find(|known| known.letter == letter) {
            Some(known) => known.pages.push(link),
            None => letters.push(LetterView { letter, pages: vec![link] }),
        }
    }
    letters
}

/// A title without the marks that it opens with: `¿Por qué?` stands under P.
fn sorted_by(title: &str) -> &str {
    let words = title.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if words.is_empty() { title } else { words }
}

/// The letter that a title stands under: accents make no other, but Ñ is one.
fn letter(title: &str) -> String {
    let Some(first) = title.chars().next() else { return "#".to_owned() };
    if first.is_numeric() {
        return "0–9".to_owned();
    }
    if !first.is_alphabetic() {
        return "#".to_owned();
    }
    if matches!(first, 'ñ' | 'Ñ') || title.nfc().next() == Some('Ñ') {
        return "Ñ".to_owned();
    }
    let base = first.nfd().find(|letter| !is_combining_mark(*letter)).unwrap_or(first);
    base.to_uppercase().collect()
}
