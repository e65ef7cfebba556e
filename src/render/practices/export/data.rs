//! One record as JSON: keys and figures once, texts by language.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Address;
use super::json;
use super::record::{Record, Text};
use super::words::{COUNTRY, REGION, Words};
use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::{Day, Edtf};
use crate::base::node::Number;
use crate::content::practice::{Practice, Term};
use crate::content::{Meta, Vocabularies};

/// A text in each language that has one of its own.
type Texts<'a> = BTreeMap<&'a str, &'a str>;

#[derive(Serialize)]
struct Data<'a> {
    id: &'a str,
    version: Option<&'a str>,
    date: Option<Day>,
    updated: Option<Day>,
    reviewed: Option<Day>,
    license: Option<&'a str>,
    doi: Option<&'a str>,
    url: BTreeMap<&'a str, String>,
    title: Texts<'a>,
    summary: Texts<'a>,
    measure: Option<&'a str>,
    cap: Vec<&'a str>,
    cap_sub: Vec<&'a str>,
    countries: Vec<&'a str>,
    subdivisions: Vec<&'a str>,
    m49: Vec<&'static str>,
    regions: &'a [String],
    places: Vec<Place<'a>>,
    scope: Option<&'a str>,
    populations: Vec<&'a str>,
    context: Vec<&'a str>,
    status: Option<&'a str>,
    start: Option<&'a Edtf>,
    end: Option<&'a Edtf>,
    year: Option<i16>,
    approach: Option<&'a str>,
    restrictions: Vec<&'a str>,
    form_of_detention: Option<bool>,
    evidence: Option<&'a str>,
    people_served: Option<People<'a>>,
    outcomes: Vec<Outcome<'a>>,
    actors: Vec<Actor<'a>>,
    legal_basis: Vec<Law<'a>>,
    sources: Vec<Source<'a>>,
    gcm: Vec<i64>,
    sdg: Vec<&'a str>,
    topics: &'a [String],
    hashtags: &'a [String],
    changes: Vec<Change<'a>>,
    withheld: Vec<Withheld<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    name: Texts<'a>,
    subdivision: Option<&'a str>,
    precision: Option<&'a str>,
}

#[derive(Serialize)]
struct People<'a> {
    value: Option<i64>,
    of: Texts<'a>,
    period: Option<&'a str>,
    approx: bool,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    indicator: Option<&'a str>,
    value: Option<Number>,
    unit: Option<&'a str>,
    comparator: Option<Comparator<'a>>,
    period: Option<&'a str>,
    n: Option<i64>,
    geography: Option<&'a str>,
    source: Option<&'a str>,
    quality: Option<&'a str>,
    note: Texts<'a>,
}

#[derive(Serialize)]
struct Comparator<'a> {
    value: Option<Number>,
    label: Texts<'a>,
}

#[derive(Serialize)]
struct Actor<'a> {
    name: Option<&'a str>,
    role: Option<&'a str>,
    kind: Option<&'a str>,
    country: Option<&'a str>,
    url: Option<&'a str>,
    member: bool,
    note: Texts<'a>,
}

#[derive(Serialize)]
struct Law<'a> {
    title: Texts<'a>,
    citation: Option<&'a str>,
    date: Option<&'a Edtf>,
    url: Option<&'a str>,
    level: Option<&'a str>,
}

#[derive(Serialize)]
struct Source<'a> {
    #[serde(rename = "ref")]
    key: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    title: Option<&'a str>,
    creators: &'a [String],
    year: Option<i64>,
    publisher: Option<&'a str>,
    lang: Option<&'a str>,
    url: Option<&'a str>,
    archived_url: Option<&'a str>,
    pages: Option<&'a str>,
    doi: Option<&'a str>,
    isbn: Option<&'a str>,
    accessed: Option<Day>,
}

#[derive(Serialize)]
struct Change<'a> {
    date: Option<Day>,
    note: Texts<'a>,
}

#[derive(Serialize)]
struct Withheld<'a> {
    field: &'a str,
    reason: &'a str,
}

/// A record without labels.
pub(super) fn text(record: &Record<'_>, address: Address<'_>, vocabularies: &Vocabularies) -> String {
    let practice = record.practice();
    let meta = &record.main().meta;
    json::text(&Data {
        id: record.id,
        version: practice.version.as_deref(),
        date: meta.date.as_ref().map(|day| day.value),
        updated: meta.updated,
        reviewed: practice.reviewed.as_ref().map(|day| day.value),
        license: address.license(record),
        doi: practice.doi.as_deref(),
        url: record.texts.iter().map(|text| (text.lang.as_str(), address.of(text.url))).collect(),
        title: whole(record, |text| Some(text.title())),
        summary: whole(record, Text::summary),
        measure: one(practice.measure.as_ref()),
        cap: many(practice.cap.as_ref()),
        cap_sub: many(practice.cap_sub.as_ref()),
        countries: record.countries.iter().map(Country::code).collect(),
        subdivisions: many(practice.subdivisions.as_ref()),
        m49: record.m49(),
        regions: record.regions,
        places: places(record),
        scope: one(practice.scope.as_ref()),
        populations: many(practice.populations.as_ref()),
        context: many(practice.context.as_ref()),
        status: one(practice.status.as_ref()),
        start: practice.start.as_ref().map(|start| &start.value),
        end: practice.end.as_ref().map(|end| &end.value),
        year: practice.year(),
        approach: one(practice.approach.as_ref()),
        restrictions: many(practice.restrictions.as_ref()),
        form_of_detention: record.detains(),
        evidence: record.evidence(vocabularies),
        people_served: people(record),
        outcomes: (0..record.main().outcomes().len()).map(|number| outcome(record, number)).collect(),
        actors: actors(record),
        legal_basis: laws(record),
        sources: record.main().sources().iter().map(source).collect(),
        gcm: practice.gcm.iter().flatten().map(|objective| objective.value).collect(),
        sdg: many(practice.sdg.as_ref()),
        topics: record.topics,
        hashtags: record.hashtags,
        changes: changes(record),
        withheld: record.withheld.iter().map(|(field, reason)| Withheld { field, reason }).collect(),
    })
}

/// The keys of a record whose labels a reader needs, by vocabulary, each once.
pub(super) fn keys<'r>(
    record: &'r Record<'_>,
    vocabularies: &Vocabularies,
) -> Vec<(&'static str, Vec<&'r str>)> {
    let practice = record.practice();
    let outcomes = || practice.outcomes.iter().flatten();
    let actors = || practice.actors.iter().flatten();
    let quality = outcomes().filter_map(|outcome| one(outcome.quality.as_ref()));
    let actor_countries = actors().filter_map(|actor| actor.country.as_ref());
    let countries = record.countries.iter().chain(actor_countries).map(Country::code);
    let all: Vec<(&'static str, Vec<&str>)> = vec![
        ("measure", one(practice.measure.as_ref()).into_iter().collect()),
        ("cap", many(practice.cap.as_ref())),
        ("cap-sub", many(practice.cap_sub.as_ref())),
        (COUNTRY, countries.collect()),
        (REGION, record.regions.iter().map(String::as_str).collect()),
        ("scope", one(practice.scope.as_ref()).into_iter().collect()),
        ("population", many(practice.populations.as_ref())),
        ("context", many(practice.context.as_ref())),
        ("practice-status", one(practice.status.as_ref()).into_iter().collect()),
        ("approach", one(practice.approach.as_ref()).into_iter().collect()),
        ("restriction", many(practice.restrictions.as_ref())),
        ("evidence-quality", record.evidence(vocabularies).into_iter().chain(quality).collect()),
        ("indicator", outcomes().filter_map(|outcome| one(outcome.indicator.as_ref())).collect()),
        ("unit", outcomes().filter_map(|outcome| one(outcome.unit.as_ref())).collect()),
        ("actor-role", actors().filter_map(|actor| one(actor.role.as_ref())).collect()),
        ("actor-kind", actors().filter_map(|actor| one(actor.kind.as_ref())).collect()),
        (
            "legal-level",
            practice.legal_basis.iter().flatten().filter_map(|law| one(law.level.as_ref())).collect(),
        ),
        (
            "source-type",
            record.main().sources().iter().filter_map(|source| one(source.kind.as_ref())).collect(),
        ),
        ("redaction-reason", record.withheld.iter().map(|(_, reason)| *reason).collect()),
    ];
    all.into_iter().map(|(name, keys)| (name, distinct(keys))).collect()
}

/// A record with the labels of its keys.
pub(super) fn with_labels(
    json: &str,
    record: &Record<'_>,
    words: &Words<'_>,
    vocabularies: &Vocabularies,
) -> String {
    let fields = json.strip_suffix('}').expect("a record is an object");
    format!("{fields},\"labels\":{}}}\n", words.object(keys(record, vocabularies)))
}

fn distinct(keys: Vec<&str>) -> Vec<&str> {
    let mut seen = Vec::with_capacity(keys.len());
    for key in keys {
        if !seen.contains(&key) {
            seen.push(key);
        }
    }
    seen
}

/// A text that every language has.
fn whole<'r>(record: &'r Record<'_>, of: impl Fn(&'r Text<'r>) -> Option<&'r str>) -> Texts<'r> {
    record.texts.iter().filter_map(|text| Some((text.lang.as_str(), of(text)?))).collect()
}

/// A text inside a list or table. Where a translation has none of its own, the source's stands in;
/// here it is said once, under its own language.
fn texts<'r>(record: &'r Record<'_>, of: impl Fn(&'r Practice, &'r Meta) -> Option<&'r String>) -> Texts<'r> {
    let main = record.main();
    let source = of(main.practice, main.meta);
    let own = record.texts.iter().filter_map(|text| {
        let own = of(text.practice, text.meta)?;
        let is_own = text.lang == main.lang || source != Some(own);
        is_own.then(|| (text.lang.as_str(), own.as_str()))
    });
    own.collect()
}

fn places<'r>(record: &'r Record<'_>) -> Vec<Place<'r>> {
    let places = record.practice().places.iter().flatten().enumerate();
    let place = |(number, place): (usize, &'r crate::content::practice::Place)| Place {
        name: texts(record, |practice, _| {
            practice.places.as_ref()?.get(number)?.name.as_ref().map(|name| &name.value)
        }),
        subdivision: one(place.subdivision.as_ref()),
        precision: one(place.precision.as_ref()),
    };
    places.map(place).collect()
}

fn people<'r>(record: &'r Record<'_>) -> Option<People<'r>> {
    let served = record.practice().people_served.as_ref()?;
    Some(People {
        value: served.value,
        of: texts(record, |practice, _| practice.people_served.as_ref()?.of.as_ref()),
        period: served.period.as_deref(),
        approx: served.approx == Some(true),
        source: one(served.source.as_ref()),
    })
}

fn outcome<'r>(record: &'r Record<'_>, number: usize) -> Outcome<'r> {
    let outcome = &record.main().outcomes()[number];
    let label =
        |practice: &'r Practice| practice.outcomes.as_ref()?.get(number)?.comparator.as_ref()?.label.as_ref();
    Outcome {
        indicator: one(outcome.indicator.as_ref()),
        value: outcome.value.as_ref().map(|value| value.value),
        unit: one(outcome.unit.as_ref()),
        comparator: outcome.comparator.as_ref().map(|comparator| Comparator {
            value: comparator.value,
            label: texts(record, |practice, _| label(practice)),
        }),
        period: outcome.period.as_deref(),
        n: outcome.n,
        geography: outcome.geography.as_deref(),
        source: one(outcome.source.as_ref()),
        quality: one(outcome.quality.as_ref()),
        note: texts(record, |practice, _| practice.outcomes.as_ref()?.get(number)?.note.as_ref()),
    }
}

fn actors<'r>(record: &'r Record<'_>) -> Vec<Actor<'r>> {
    let actors = record.practice().actors.iter().flatten().enumerate();
    let actor = |(number, actor): (usize, &'r crate::content::practice::Actor)| Actor {
        name: actor.name.as_deref(),
        role: one(actor.role.as_ref()),
        kind: one(actor.kind.as_ref()),
        country: actor.country.as_ref().map(Country::code),
        url: one(actor.url.as_ref()),
        member: actor.member == Some(true),
        note: texts(record, |practice, _| practice.actors.as_ref()?.get(number)?.note.as_ref()),
    };
    actors.map(actor).collect()
}

fn laws<'r>(record: &'r Record<'_>) -> Vec<Law<'r>> {
    let laws = record.practice().legal_basis.iter().flatten().enumerate();
    let law = |(number, law): (usize, &'r crate::content::practice::LegalBasis)| Law {
        title: texts(record, |practice, _| practice.legal_basis.as_ref()?.get(number)?.title.as_ref()),
        citation: law.citation.as_deref(),
        date: law.date.as_ref(),
        url: one(law.url.as_ref()),
        level: one(law.level.as_ref()),
    };
    laws.map(law).collect()
}

fn source(source: &crate::content::practice::PracticeSource) -> Source<'_> {
    Source {
        key: one(source.key.as_ref()),
        kind: one(source.kind.as_ref()),
        title: source.title.as_deref(),
        creators: source.creators.as_deref().unwrap_or_default(),
        year: source.year,
        publisher: source.publisher.as_deref(),
        lang: source.lang.as_deref(),
        url: one(source.url.as_ref()),
        archived_url: one(source.archived_url.as_ref()),
        pages: source.pages.as_deref(),
        doi: source.doi.as_deref(),
        isbn: source.isbn.as_deref(),
        accessed: source.accessed,
    }
}

fn changes<'r>(record: &'r Record<'_>) -> Vec<Change<'r>> {
    let changes = record.main().meta.changes.iter().flatten().enumerate();
    let change = |(number, change): (usize, &crate::content::parts::Change)| Change {
        date: change.date,
        note: texts(record, |_, meta| meta.changes.as_ref()?.get(number)?.note.as_ref()),
    };
    changes.map(change).collect()
}

fn one(term: Option<&Term>) -> Option<&str> {
    term.map(|term| term.value.as_str())
}

fn many(terms: Option<&Vec<Spanned<String>>>) -> Vec<&str> {
    terms.into_iter().flatten().map(|term| term.value.as_str()).collect()
}
