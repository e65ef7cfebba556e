//! The terms that an item is gathered by: countries, regions, topics, hashtags.

use std::collections::BTreeSet;

use crate::base::Report;
use crate::base::country::Country;
use crate::base::record::nearest;
use crate::config::Config;
use crate::content::Meta;

use super::GatheredBy;

/// The terms of an item; a region that config.toml does not know is reported.
pub fn gathered_by(meta: &Meta, config: &Config, report: &mut Report) -> GatheredBy {
    let countries = distinct(meta.countries.iter().flatten().map(|country| country.value));
    let topics = distinct(meta.topics.iter().flatten().map(|topic| topic.value.clone()));
    let hashtags = distinct(meta.hashtags.iter().flatten().map(|hashtag| hashtag.value.key()));
    let regions = regions(meta, &countries, config, report);
    GatheredBy { countries, regions, topics, hashtags }
}

fn regions(meta: &Meta, countries: &[Country], config: &Config, report: &mut Report) -> Vec<String> {
    let written = meta.regions.as_deref().unwrap_or_default();
    for region in written {
        if config.region(&region.value).is_none() {
            let known = config.regions.iter().map(|region| region.key.as_str());
            report
                .error("region/unknown", region.span)
                .arg("value", &region.value)
                .maybe("nearest", nearest(&region.value, known));
        }
    }
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
