//! Facets and their values in the words of a language.

use super::super::context::Context;
use super::super::view::{FacetView, LinkView, ValueView};
use super::super::voice::Voice;
use crate::base::Url;
use crate::base::country::Country;
use crate::content::{Facet, FacetKey};
use crate::relate::site::{FacetCount, PairCount, Taxonomy};

/// What readers call a facet.
pub(super) fn facet_label(facet: Facet, voice: &Voice) -> String {
    voice.word(&format!("facet.{facet}")).to_owned()
}

/// What readers call a value.
pub(in super::super) fn value_label(context: &Context<'_>, value: &FacetKey, voice: &Voice) -> String {
    let key = value.key.as_str();
    match (value.facet, value.facet.vocabulary()) {
        (_, Some(vocabulary)) => context.label(vocabulary, key, voice),
        (Facet::Country, _) => {
            Country::parse(key).map_or_else(|| key.to_owned(), |country| voice.format.country(country))
        }
        (Facet::Region, _) => context.term_name(Taxonomy::Regions, key, voice),
        (Facet::Hashtag, _) => context.term_name(Taxonomy::Hashtags, key, voice),
        // A year has no thousands, but it has digits of its own.
        _ => key.parse().map_or_else(|_| key.to_owned(), |year: i64| voice.format.digits(year)),
    }
}

/// What a value means; empty where nobody said it.
pub(super) fn definition(context: &Context<'_>, value: &FacetKey, voice: &Voice) -> String {
    let said = || {
        let vocabulary = context.site.vocabularies.by_name.get(value.facet.vocabulary()?)?;
        vocabulary.get(&value.key)?.definition.get(&voice.lang).cloned()
    };
    said().unwrap_or_default()
}

/// A facet with its values; `None` where no record has any.
pub(super) fn facet_view(
    context: &Context<'_>,
    facet: Facet,
    current: Option<&FacetKey>,
    voice: &Voice,
) -> Option<FacetView> {
    let facet = if facet == Facet::CapSub { Facet::Cap } else { facet };
    let values = values(context, facet, current, voice);
    let LinkView { label, url, .. } = index_link(context, facet, voice)?;
    Some(FacetView {
        key: facet.word().to_owned(),
        label,
        url,
        open: true,
        values: values.into_iter().map(|value| ValueView { definition: String::new(), ..value }).collect(),
    })
}

/// A facet and the page of all its values; `None` where no record has any.
pub(super) fn index_link(context: &Context<'_>, facet: Facet, voice: &Voice) -> Option<LinkView> {
    let index = context.site.practices.values(&voice.lang, facet).first()?.url.parent()?;
    Some(LinkView::to(facet_label(facet, voice), context.href(&index)))
}

/// The values of a facet: vocabularies and years in their order, the rest as in a dictionary;
/// elements under their area.
pub(super) fn values(
    context: &Context<'_>,
    facet: Facet,
    current: Option<&FacetKey>,
    voice: &Voice,
) -> Vec<ValueView> {
    let practices = &context.site.practices;
    let view = |count: &FacetCount| value_view(context, count, current, voice);
    let mut values: Vec<ValueView> = practices.values(&voice.lang, facet).iter().map(view).collect();
    if matches!(facet, Facet::Country | Facet::Region | Facet::Hashtag) {
        values.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    }
    if facet == Facet::Cap {
        let elements = practices.values(&voice.lang, Facet::CapSub);
        for area in &mut values {
            let under = elements.iter().filter(|element| parent(context, &element.key) == Some(&area.key));
            area.children = under.map(view).collect();
        }
    }
    values
}

/// The area that an element of the model belongs to.
fn parent<'c>(context: &'c Context<'_>, element: &FacetKey) -> Option<&'c str> {
    let vocabulary = context.site.vocabularies.by_name.get(element.facet.vocabulary()?)?;
    vocabulary.get(&element.key)?.parent.as_deref()
}

fn value_view(
    context: &Context<'_>,
    count: &FacetCount,
    current: Option<&FacetKey>,
    voice: &Voice,
) -> ValueView {
    ValueView {
        facet: count.key.facet.word().to_owned(),
        key: count.key.key.clone(),
        label: value_label(context, &count.key, voice),
        definition: definition(context, &count.key, voice),
        url: context.href(&count.url),
        count: voice.format.number(i64::try_from(count.count).unwrap_or(i64::MAX)),
        count_text: voice.count("count.practices", count.count),
        current: current == Some(&count.key),
        children: Vec::new(),
    }
}

/// What narrows a region by groups of people, or a group of people by region.
pub(super) fn pairs(context: &Context<'_>, value: &FacetKey, voice: &Voice) -> Option<FacetView> {
    let other = match value.facet {
        Facet::Region => Facet::Population,
        Facet::Population => Facet::Region,
        _ => return None,
    };
    let counts = context.site.practices.pairs.get(&voice.lang)?;
    let of_pair = |pair: &PairCount| {
        let other = match value.facet {
            Facet::Region if pair.region == *value => &pair.population,
            Facet::Population if pair.population == *value => &pair.region,
            _ => return None,
        };
        let count = FacetCount { key: other.clone(), url: pair.url.clone(), count: pair.count };
        Some(value_view(context, &count, None, voice))
    };
    let mut values: Vec<ValueView> = counts.iter().filter_map(of_pair).collect();
    let order = context.site.practices.values(&voice.lang, other);
    values.sort_by_key(|value| order.iter().position(|count| count.key.key == value.key));
    for value in &mut values {
        value.definition.clear();
    }
    let said = value_label(context, value, voice);
    let label = voice.say("practices.narrow", &[("value", &said), ("facet", &facet_label(other, voice))]);
    (!values.is_empty()).then_some(FacetView {
        key: other.word().to_owned(),
        label,
        url: String::new(),
        values,
        open: true,
    })
}

/// The same with the page that is shown marked.
pub(super) fn pairs_but(
    context: &Context<'_>,
    value: &FacetKey,
    page: &Url,
    voice: &Voice,
) -> Option<FacetView> {
    let here = context.href(page);
    let mut view = pairs(context, value, voice)?;
    view.values.iter_mut().for_each(|value| value.current = value.url == here);
    Some(view)
}
