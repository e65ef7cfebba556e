//! The terms that an item is gathered by: countries, regions, topics, hashtags.

use std::collections::BTreeSet;

use crate::base::country::Country;
use crate::config::Config;
use crate::content::Meta;

use super::GatheredBy;

/// The terms of an item.
pub fn gathered_by(meta: &Meta, config: &Config) -> GatheredBy {
    let countries = distinct(meta.countries.iter().flatten().map(|country| country.value));
    let topics = distinct(meta.topics.iter().flatten().map(|topic| topic.value.clone()));
    let hashtags = distinct(meta.hashtags.iter().flatten().map(|hashtag| hashtag.value.key()));
    let regions = regions(meta, &countries, config);
    GatheredBy { countries, regions, topics, hashtags }
}

/// Those that are written and those that the countries lie in; an unknown one has been reported.
fn regions(meta: &Meta, countries: &[Country], config: &Config) -> Vec<String> {
    let written = meta.regions.as_deref().unwrap_or_default();
    let wanted = config.regions.iter().filter(|region| {
        written.iter().any(|key| key.value == region.key)
            || countries.iter().any(|country| region.countries.contains(country))
    });
    wanted.map(|region| region.key.clone()).collect()
}

fn distinct<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}
