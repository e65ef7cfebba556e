//! A practice record's own part: every field under its label, what was measured, what it rests on.

use super::context::Context;
use super::format::{Amount, Unit};
use super::parts::{self, doi_url, joined};
use super::view::{
    ActorView, FactView, ItemView, LinkView, OutcomeView, PracticeView, ReferenceView, SourceView,
};
use super::voice::Voice;
use crate::base::country::Country;
use crate::base::date::{Day, Edtf};
use crate::base::node::Number;
use crate::content::Practice;
use crate::content::parts::Reference;
use crate::content::practice::{Actor, LegalBasis, Outcome, PracticeSource, Term};
use crate::relate::site::{Edition, Taxonomy};

/// Adds what a practice has of its own.
pub(super) fn add(
    view: &mut ItemView,
    practice: &Practice,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) {
    let reviewed = practice.reviewed.as_ref().map(|day| day.value);
    view.practice = Some(PracticeView {
        id: practice.id.as_ref().map_or_else(String::new, |id| id.value.clone()),
        facts: Facts { context, voice, made: Vec::new() }.of(practice, edition),
        stale: stale(reviewed.or_else(|| parts::date(context, edition)), context, voice),
        form_of_detention: form_of_detention(practice, voice),
        outcomes: practice
            .outcomes
            .iter()
            .flatten()
            .map(|outcome| outcome_view(outcome, practice, context, voice))
            .collect(),
        actors: practice.actors.iter().flatten().map(|actor| actor_view(actor, context, voice)).collect(),
        legal_basis: practice.legal_basis.iter().flatten().map(|law| law_view(law, context, voice)).collect(),
        sources: practice.sources.iter().flatten().map(|source| source_view(source, voice)).collect(),
        citation: citation(practice, edition, context, voice),
        citation_url: practice.doi.as_deref().map_or_else(|| context.readable(&edition.url), doi_url),
        reviewed: reviewed.map(|day| parts::date_view(voice, day)),
        redacted: redacted(practice, context, voice),
    });
}

/// The fields of a record in the order in which they are shown.
struct Facts<'a> {
    context: &'a Context<'a>,
    voice: &'a Voice,
    made: Vec<FactView>,
}

impl Facts<'_> {
    fn of(mut self, practice: &Practice, edition: &Edition) -> Vec<FactView> {
        let item = &self.context.site.items[edition.item];
        self.keys("measure", "measure", practice.measure.iter());
        self.keys("cap", "cap", practice.cap.iter().flatten());
        self.keys("cap_sub", "cap-sub", practice.cap_sub.iter().flatten());
        self.terms("countries", Taxonomy::Countries, item.countries.iter().map(Country::code));
        self.texts("subdivisions", practice.subdivisions.iter().flatten().map(|code| code.value.clone()));
        let places = practice.places.iter().flatten().filter_map(|place| place.name.as_ref());
        self.texts("places", places.map(|name| name.value.clone()));
        self.keys("scope", "scope", practice.scope.iter());
        self.terms("regions", Taxonomy::Regions, item.regions.iter().map(String::as_str));
        self.keys("populations", "population", practice.populations.iter().flatten());
        self.keys("context", "context", practice.context.iter().flatten());
        self.keys("status", "practice-status", practice.status.iter());
        self.texts("period", period(practice, self.voice));
        self.keys("approach", "approach", practice.approach.iter());
        self.keys("restrictions", "restriction", practice.restrictions.iter().flatten());
        self.texts("people_served", people_served(practice, self.voice));
        self.texts(
            "evidence",
            self.context_label("evidence-quality", practice.best_evidence(&self.context.site.vocabularies)),
        );
        let objective = |number: &crate::base::Spanned<i64>| {
            self.voice.say("practice.gcm_item", &[("n", &self.voice.format.number(number.value))])
        };
        let objectives: Vec<String> = practice.gcm.iter().flatten().map(objective).collect();
        self.texts("gcm", objectives);
        self.texts("sdg", practice.sdg.iter().flatten().map(|target| target.value.clone()));
        self.texts("version", practice.version.clone());
        let doi = practice.doi.iter().map(|doi| LinkView::to(&**doi, doi_url(doi))).collect();
        self.fact("doi", doi);
        let license = practice.license.as_ref().or(self.context.site.config.license.as_ref());
        self.texts("license", license.cloned());
        self.texts("id", practice.id.as_ref().map(|id| id.value.clone()));
        self.made
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

    fn keys<'k>(&mut self, key: &str, vocabulary: &str, values: impl Iterator<Item = &'k Term>) {
        let labels: Vec<String> =
            values.map(|value| self.context.label(vocabulary, &value.value, self.voice)).collect();
        self.texts(key, labels);
    }

    fn terms<'k>(&mut self, key: &str, taxonomy: Taxonomy, values: impl Iterator<Item = &'k str>) {
        let links = values.map(|value| self.context.term_link(taxonomy, value, self.voice)).collect();
        self.fact(key, links);
    }

    fn context_label(&self, vocabulary: &str, key: Option<&str>) -> Option<String> {
        key.map(|key| self.context.label(vocabulary, key, self.voice))
    }
}

/// "August 2015 – April 2016", "about 2015", "2015 – ongoing".
pub(super) fn period(practice: &Practice, voice: &Voice) -> Option<String> {
    let start = &practice.start.as_ref()?.value;
    let end = practice.end.as_ref().map(|end| &end.value);
    let ongoing = end.is_none_or(|end| *end == Edtf::Open) && is_going_on(practice);
    Some(match end {
        Some(end @ Edtf::Known { .. }) => interval(start, end, voice),
        _ if ongoing => format!("{} – {}", edtf(start, voice), voice.word("practice.ongoing")),
        _ => edtf(start, voice),
    })
}

/// Whether its status says that it has not ended.
pub(super) fn is_going_on(practice: &Practice) -> bool {
    let status = practice.status.as_ref().map(|status| status.value.as_str());
    matches!(status, Some("pilot" | "operating" | "in-force"))
}

fn interval(start: &Edtf, end: &Edtf, voice: &Voice) -> String {
    let exact = [start, end].iter().all(|date| matches!(date, Edtf::Known { approximate: false, .. }));
    if exact {
        return voice.format.edtf_range(start, end);
    }
    format!("{} – {}", edtf(start, voice), edtf(end, voice))
}

fn edtf(date: &Edtf, voice: &Voice) -> String {
    match date {
        Edtf::Known { approximate: true, .. } => {
            voice.say("practice.approximate", &[("value", &voice.format.edtf(date))])
        }
        Edtf::Known { .. } => voice.format.edtf(date),
        Edtf::Open => voice.word("practice.ongoing").to_owned(),
    }
}

/// An EDTF date or interval as an author wrote it (`2015-08/2016-04`), for people.
fn written_period(period: Option<&str>, voice: &Voice) -> String {
    let Some(period) = period else { return String::new() };
    let read = match period.split_once('/') {
        Some((start, end)) => Edtf::parse(start).zip(Edtf::parse(end)).map(|(start, end)| match end {
            Edtf::Open => format!("{} – {}", edtf(&start, voice), edtf(&end, voice)),
            Edtf::Known { .. } => interval(&start, &end, voice),
        }),
        None => Edtf::parse(period).map(|date| edtf(&date, voice)),
    };
    read.unwrap_or_else(|| period.to_owned())
}

fn people_served(practice: &Practice, voice: &Voice) -> Option<String> {
    let served = practice.people_served.as_ref()?;
    let number = voice.format.number(served.value?);
    let number = match served.approx {
        Some(true) => voice.say("practice.approximate", &[("value", &number)]),
        _ => number,
    };
    let people = [Some(number.as_str()), served.of.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let period = written_period(served.period.as_deref(), voice);
    Some(joined(voice, [Some(people.join(" ").as_str()), Some(&period)]))
}

fn stale(checked: Option<Day>, context: &Context<'_>, voice: &Voice) -> String {
    let limit = |day: &Day| day.plus_months(context.site.config.review_months) < context.today();
    let day = checked.filter(limit).map(|day| voice.format.long_date(day));
    day.map_or_else(String::new, |day| voice.say("practice.stale", &[("date", &day)]))
}

fn form_of_detention(practice: &Practice, voice: &Voice) -> String {
    if practice.detains() { voice.word("practice.form_of_detention").to_owned() } else { String::new() }
}

/// One measured result.
pub(super) fn outcome_view(
    outcome: &Outcome,
    practice: &Practice,
    context: &Context<'_>,
    voice: &Voice,
) -> OutcomeView {
    let unit = outcome.unit.as_ref().map_or("count", |unit| unit.value.as_str());
    let figure = |number: Option<Number>| {
        number.map_or_else(String::new, |number| measured(number, unit, context, voice))
    };
    let comparator = outcome.comparator.as_ref().map(|comparator| {
        let label = comparator.label.as_deref().unwrap_or_default();
        format!("{} ({label})", figure(comparator.value))
    });
    let reference = outcome.source.as_ref().map_or("", |source| source.value.as_str());
    let source = practice.sources.iter().flatten().find(|source| key(source) == reference);
    OutcomeView {
        indicator: outcome
            .indicator
            .as_ref()
            .map_or_else(String::new, |indicator| context.label("indicator", &indicator.value, voice)),
        value: figure(outcome.value.as_ref().map(|value| value.value)),
        comparator: comparator.unwrap_or_default(),
        period: joined(
            voice,
            [Some(written_period(outcome.period.as_deref(), voice).as_str()), outcome.geography.as_deref()],
        ),
        n: outcome
            .n
            .map_or_else(String::new, |n| voice.say("practice.sample", &[("n", &voice.format.number(n))])),
        quality: outcome
            .quality
            .as_ref()
            .map_or_else(String::new, |quality| context.label("evidence-quality", &quality.value, voice)),
        source_url: format!("#source-{reference}"),
        source: source.map_or_else(String::new, |source| in_short(source, voice)),
        note: outcome.note.clone().unwrap_or_default(),
    }
}

/// "37%", "$36", "12 days", "20".
fn measured(number: Number, unit: &str, context: &Context<'_>, voice: &Voice) -> String {
    let Some(amount) = Amount::parse(&number.get().to_string()) else { return number.get().to_string() };
    let figure = voice.format.amount(&amount, Unit::parse(unit));
    if unit == "days" {
        format!("{figure} {}", context.label("unit", unit, voice).to_lowercase())
    } else {
        figure
    }
}

fn key(source: &PracticeSource) -> &str {
    source.key.as_ref().map_or("", |key| key.value.as_str())
}

/// "International Detention Coalition 2016".
fn in_short(source: &PracticeSource, voice: &Voice) -> String {
    let first = source.creators.as_deref().and_then(<[String]>::first);
    let who = first.or(source.publisher.as_ref()).or(source.title.as_ref());
    let year = source.year.map(|year| voice.format.digits(year));
    [who.map(String::as_str), year.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn actor_view(actor: &Actor, context: &Context<'_>, voice: &Voice) -> ActorView {
    let label = |vocabulary: &str, term: Option<&Term>| {
        term.map(|term| context.label(vocabulary, &term.value, voice))
    };
    let country = actor.country.map(|country| voice.format.country(country));
    let member = (actor.member == Some(true)).then(|| voice.word("practice.member"));
    let role = label("actor-role", actor.role.as_ref());
    let kind = label("actor-kind", actor.kind.as_ref());
    ActorView {
        name: actor.name.clone().unwrap_or_default(),
        url: actor.url.as_ref().map_or_else(String::new, |url| url.value.clone()),
        about: joined(voice, [role.as_deref(), kind.as_deref(), country.as_deref(), member]),
        note: actor.note.clone().unwrap_or_default(),
    }
}

fn law_view(law: &LegalBasis, context: &Context<'_>, voice: &Voice) -> ReferenceView {
    let level = law.level.as_ref().map(|level| context.label("legal-level", &level.value, voice));
    let date = law.date.as_ref().map(|date| voice.format.edtf(date));
    ReferenceView {
        title: law.title.clone().unwrap_or_default(),
        lang: String::new(),
        about: joined(voice, [law.citation.as_deref(), date.as_deref(), level.as_deref()]),
        url: law.url.as_ref().map_or_else(String::new, |url| url.value.clone()),
    }
}

fn source_view(source: &PracticeSource, voice: &Voice) -> SourceView {
    let work = Reference {
        title: source.title.clone(),
        creators: source.creators.clone(),
        publisher: source.publisher.clone(),
        year: source.year,
        url: source.url.clone(),
        lang: source.lang.clone(),
    };
    let reference = parts::reference(&work, voice);
    let accessed = source.accessed.map(|day| voice.format.long_date(day));
    let accessed = accessed.map(|day| voice.say("practice.accessed", &[("date", &day)]));
    let about = joined(voice, [Some(reference.about.as_str()), source.pages.as_deref(), accessed.as_deref()]);
    SourceView { id: format!("source-{}", key(source)), reference: ReferenceView { about, ..reference } }
}

/// Title, site and version (APA 7, 10.9, for data sets); the permanent address stands behind them.
fn citation(practice: &Practice, edition: &Edition, context: &Context<'_>, voice: &Voice) -> String {
    let updated = edition.meta.updated.or_else(|| parts::date(context, edition));
    let year = updated.map_or_else(String::new, |day| format!(" ({})", voice.format.digits(day.year())));
    let id = practice.id.as_ref().map_or_else(String::new, |id| format!(" [{}]", id.value));
    let comma = voice.word("punctuation.comma");
    let version = practice.version.as_ref().map_or_else(String::new, |version| format!("{comma}v{version}"));
    format!("{}{year}. {}{id}{version}.", voice.title, parts::title(edition))
}

fn redacted(practice: &Practice, context: &Context<'_>, voice: &Voice) -> Vec<String> {
    let text = |redaction: &crate::content::practice::Redaction| {
        let field = &redaction.field.as_ref()?.value;
        let key = format!("practice.{field}");
        let label = if voice.knows(&key) { voice.word(&key) } else { field };
        let reason = context.label("redaction-reason", &redaction.reason.as_ref()?.value, voice);
        Some(format!("{label}: {}", reason.to_lowercase()))
    };
    practice.redaction.iter().flatten().filter_map(text).collect()
}
