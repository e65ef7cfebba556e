//! What a search finds: one record for every item that is published in a language.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use super::super::context::Context;
use super::super::parts;
use super::super::voice::Voice;
use super::text;
use crate::content::{Own, Role};
use crate::relate::site::{Edition, Taxonomy};

/// An item as a search knows it.
pub(super) struct Record {
    /// The finished `href`.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// Its day in words; empty where it has none.
    pub date: String,
    /// What it is about, in words: topics, hashtags, countries, regions, who takes part.
    pub about: String,
    /// What it can be narrowed to, by the name of the filter.
    pub filters: Vec<(&'static str, Vec<String>)>,
    /// What is said in place of a text that readers are warned of; empty for the others.
    pub warning: String,
    /// Its text.
    edition: Arc<Edition>,
}

impl Record {
    /// The text that is searched and quoted. A text that readers are warned of is neither.
    pub(super) fn text(&self) -> String {
        if self.warning.is_empty() { text::of(&self.edition) } else { self.warning.clone() }
    }
}

impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.url, &self.title, &self.date, &self.about, &self.filters, &self.warning).hash(state);
        if self.warning.is_empty() {
            text::fingerprint(&self.edition).hash(state);
        }
    }
}

/// The filters in the order of the page.
pub(super) const FILTERS: [&str; 5] = ["kind", "region", "country", "year", "hashtag"];

/// The records of a language: what is published in it, and nothing in another language's stead.
pub(super) fn all(context: &Context<'_>, voice: &Voice) -> Vec<Record> {
    let editions: Vec<&Arc<Edition>> = editions(context, voice).collect();
    editions.into_par_iter().map(|edition| record(context, edition, voice)).collect()
}

/// The texts that a search finds; not those that stand over a list.
pub(super) fn editions<'a>(
    context: &'a Context<'_>,
    voice: &'a Voice,
) -> impl Iterator<Item = &'a Arc<Edition>> {
    let editions = context.site.items.iter().filter_map(|item| item.editions.get(&voice.lang));
    editions.filter(|edition| edition.is_public() && edition.document.role == Role::Item)
}

fn record(context: &Context<'_>, edition: &Arc<Edition>, voice: &Voice) -> Record {
    let warned = edition.meta.warnings.iter().flatten().next().is_some();
    Record {
        url: context.href(&edition.url),
        title: parts::title(edition).to_owned(),
        date: parts::date(context, edition).map_or_else(String::new, |day| voice.format.long_date(day)),
        about: about(context, edition, voice),
        filters: FILTERS.map(|name| (name, values(context, edition, name))).into(),
        warning: if warned { voice.word("search.warned").to_owned() } else { String::new() },
        edition: Arc::clone(edition),
    }
}

fn about(context: &Context<'_>, edition: &Edition, voice: &Voice) -> String {
    let item = &context.site.items[edition.item];
    let topics = item.topics.iter().map(|topic| context.site.topic_label(topic, &voice.lang));
    let hashtags = item.hashtags.iter().map(|key| context.term_name(Taxonomy::Hashtags, key, voice));
    let countries = item.countries.iter().map(|country| voice.format.country(*country));
    let regions = item.regions.iter().map(|key| context.term_name(Taxonomy::Regions, key, voice));
    let authors = edition.meta.authors.iter().flatten().filter_map(|author| author.name.clone());
    let actors = match &*edition.own {
        Own::Practice(practice) => practice.actors.as_deref().unwrap_or_default(),
        _ => &[],
    };
    let actors = actors.iter().filter_map(|actor| actor.name.clone());
    let words: Vec<String> =
        topics.chain(hashtags).chain(countries).chain(regions).chain(authors).chain(actors).collect();
    words.join(" · ")
}

/// An item's values of a filter.
pub(super) fn values(context: &Context<'_>, edition: &Edition, filter: &str) -> Vec<String> {
    let item = &context.site.items[edition.item];
    match filter {
        "kind" => vec![item.kind.name().to_owned()],
        "region" => item.regions.clone(),
        "country" => item.countries.iter().map(|country| country.code().to_lowercase()).collect(),
        "year" => parts::date(context, edition).map(|day| day.year().to_string()).into_iter().collect(),
        _ => item.hashtags.clone(),
    }
}
