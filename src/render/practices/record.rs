//! A record in a list.

use super::super::context::Context;
use super::super::parts;
use super::super::practice;
use super::super::view::{LinkView, OutcomeView, RecordView};
use super::super::voice::Voice;
use super::label;
use crate::content::{Facet, FacetKey, Own, Practice};
use crate::relate::site::Edition;

/// How many figures a list shows of a record.
const FIGURES: usize = 3;

/// The record that an edition is.
pub(in super::super) fn view(context: &Context<'_>, edition: &Edition, voice: &Voice) -> Option<RecordView> {
    let Own::Practice(practice) = &*edition.own else { return None };
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let labelled = |facet: Facet| {
        let keys = facet.keys(practice, &context.site.vocabularies);
        let labels: Vec<String> =
            keys.into_iter().map(|key| label(context, &FacetKey { facet, key }, voice)).collect();
        labels.join(voice.word("punctuation.comma"))
    };
    Some(RecordView {
        id: practice.id.as_ref().map_or_else(String::new, |id| id.value.clone()),
        title: parts::title(edition).to_owned(),
        url: context.href(&edition.url),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        summary: parts::summary(context, edition),
        measure: labelled(Facet::Measure),
        places: places(context, edition, voice),
        period: practice::period(practice, voice).unwrap_or_default(),
        status: labelled(Facet::Status),
        approach: labelled(Facet::Approach),
        form_of_detention: if practice.detains() {
            voice.word("practices.form_of_detention").to_owned()
        } else {
            String::new()
        },
        evidence: labelled(Facet::Evidence),
        figures: figures(practice, context, voice),
    })
}

/// The countries with their pages in the database; where there are none, the regions.
fn places(context: &Context<'_>, edition: &Edition, voice: &Voice) -> Vec<LinkView> {
    let item = &context.site.items[edition.item];
    let countries = item.countries.iter().map(|country| (Facet::Country, country.code().to_owned()));
    let regions = item.regions.iter().map(|region| (Facet::Region, region.clone()));
    let regions = regions.filter(|_| item.countries.is_empty());
    let link = |(facet, key): (Facet, String)| {
        let url =
            context.site.practices.value(&voice.lang, facet, &key).map(|count| context.href(&count.url));
        LinkView::to(label(context, &FacetKey { facet, key }, voice), url.unwrap_or_default())
    };
    countries.chain(regions).map(link).collect()
}

fn figures(practice: &Practice, context: &Context<'_>, voice: &Voice) -> Vec<OutcomeView> {
    let outcomes = practice.outcomes.iter().flatten();
    let (compared, plain): (Vec<_>, Vec<_>) = outcomes.partition(|outcome| outcome.comparator.is_some());
    let first = compared.into_iter().chain(plain).take(FIGURES);
    first.map(|outcome| practice::outcome_view(outcome, practice, context, voice)).collect()
}
