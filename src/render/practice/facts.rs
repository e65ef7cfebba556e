//! The fields of a record under their labels, with the lists that they lead to.

use super::super::context::Context;
use super::super::parts::{doi_url, joined};
use super::super::site_view::license as license_of;
use super::super::view::{FactView, LinkView};
use super::super::voice::Voice;
use super::period::{period, written_period};
use super::sources;
use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::subdivision::subdivision_name;
use crate::content::practice::Term;
use crate::content::{Facet, FacetKey, Practice};
use crate::relate::site::Edition;

/// The fields of a record in the order in which they are shown.
pub(super) fn facts(
    practice: &Practice,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) -> Vec<FactView> {
    Facts { context, voice, made: Vec::new() }.of(practice, edition)
}

struct Facts<'a> {
    context: &'a Context<'a>,
    voice: &'a Voice,
    made: Vec<FactView>,
}

impl Facts<'_> {
    fn of(mut self, practice: &Practice, edition: &Edition) -> Vec<FactView> {
        let item = &self.context.site.items[edition.item];
        self.places(practice, &item.countries, &item.regions);
        self.keys("populations", Facet::Population, practice.populations.iter().flatten());
        self.keys("context", Facet::Context, practice.context.iter().flatten());
        self.keys("measure", Facet::Measure, practice.measure.iter());
        self.keys("scope", Facet::Scope, practice.scope.iter());
        self.keys("status", Facet::Status, practice.status.iter());
        self.texts("period", period(practice, self.voice));
        self.keys("cap", Facet::Cap, practice.cap.iter().flatten());
        self.keys("cap_sub", Facet::CapSub, practice.cap_sub.iter().flatten());
        self.approach(practice);
        self.fact("people_served", people_served(practice, self.voice));
        let evidence = practice.best_evidence(&self.context.site.vocabularies);
        self.fact("evidence", evidence.map(|key| self.link(Facet::Evidence, key)).into_iter().collect());
        self.goals(practice);
        self.fact("doi", practice.doi.iter().map(|doi| LinkView::to(&**doi, doi_url(doi))).collect());
        let license = practice.license.as_ref().or(self.context.site.config.license.as_ref());
        let license = license.map(|id| license_of(id));
        self.fact("license", license.map(|(name, url)| LinkView::to(name, url)).into_iter().collect());
        self.texts("id", practice.id.as_ref().map(|id| id.value.clone()));
        self.made
    }

    fn places(&mut self, practice: &Practice, countries: &[Country], regions: &[String]) {
        let countries = countries.iter().map(|country| self.link(Facet::Country, country.code())).collect();
        self.fact("countries", countries);
        let codes = practice.subdivisions.iter().flatten();
        let names: Vec<String> = codes.map(|code| subdivision(&code.value)).collect();
        self.texts("subdivisions", names);
        let places = practice.places.iter().flatten().filter_map(|place| place.name.as_ref());
        self.texts("places", places.map(|name| name.value.clone()));
        let regions = regions.iter().map(|region| self.link(Facet::Region, region)).collect();
        self.fact("regions", regions);
    }

    /// A form of detention is not among the engagement-based, whatever it calls itself.
    fn approach(&mut self, practice: &Practice) {
        let label = |term: &Term| LinkView::to(self.label(Facet::Approach, &term.value), String::new());
        let link = |term: &Term| self.link(Facet::Approach, &term.value);
        let link = |term: &Term| if practice.detains() { label(term) } else { link(term) };
        let approach = practice.approach.iter().map(link).collect();
        self.fact("approach", approach);
        let label = |term: &Term| self.context.label("restriction", &term.value, self.voice);
        let restrictions: Vec<String> = practice.restrictions.iter().flatten().map(label).collect();
        self.texts("restrictions", restrictions);
    }

    fn goals(&mut self, practice: &Practice) {
        let objective = |number: &Spanned<i64>| {
            self.voice.say("practice.gcm_item", &[("n", &self.voice.format.number(number.value))])
        };
        let objectives: Vec<String> = practice.gcm.iter().flatten().map(objective).collect();
        self.texts("gcm", objectives);
        self.texts("sdg", practice.sdg.iter().flatten().map(|target| target.value.clone()));
    }

    fn fact(&mut self, key: &str, values: Vec<LinkView>) {
        if !values.is_empty() {
            let label = self.voice.word(&format!("practice.{key}")).to_owned();
            self.made.push(FactView { key: key.to_owned(), label, values });
        }
    }

    fn texts(&mut self, key: &str, texts: impl IntoIterator<Item = String>) {
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        self.fact(key, texts.map(|text| LinkView::to(text, String::new())).collect());
    }

    fn keys<'k>(&mut self, key: &str, facet: Facet, values: impl Iterator<Item = &'k Term>) {
        let links = values.map(|value| self.link(facet, &value.value)).collect();
        self.fact(key, links);
    }

    fn label(&self, facet: Facet, key: &str) -> String {
        super::super::practices::label(self.context, &FacetKey { facet, key: key.to_owned() }, self.voice)
    }

    /// A value with the list of all records that have it.
    fn link(&self, facet: Facet, key: &str) -> LinkView {
        let value = self.context.site.practices.value(&self.voice.lang, facet, key);
        let url = value.map(|value| self.context.href(&value.url));
        LinkView::to(self.label(facet, key), url.unwrap_or_default())
    }
}

/// The number with whom and when, and behind it the source.
fn people_served(practice: &Practice, voice: &Voice) -> Vec<LinkView> {
    let Some(served) = &practice.people_served else { return Vec::new() };
    let Some(value) = served.value else { return Vec::new() };
    let number = voice.format.number(value);
    let number = match served.approx {
        Some(true) => voice.say("practice.approximate", &[("value", &number)]),
        _ => number,
    };
    let people = [Some(number.as_str()), served.of.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let period = written_period(served.period.as_deref(), voice);
    let text = joined(voice, [Some(people.join(" ").as_str()), Some(&period)]);
    let source = served.source.as_ref().and_then(|source| sources::link(practice, &source.value, voice));
    let source = source.map(|link| {
        let label = voice.say("practice.source_of", &[("source", &link.label)]);
        LinkView { label, ..link }
    });
    std::iter::once(LinkView::to(text, String::new())).chain(source).collect()
}

/// "Sonora (MX-SON)"; the code alone where the name is not known.
fn subdivision(code: &str) -> String {
    subdivision_name(code).map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"))
}
