//! What was measured: figures with what they are compared with, their source and how far it carries.

use super::super::context::Context;
use super::super::format::{Amount, Unit};
use super::super::parts::joined;
use super::super::view::OutcomeView;
use super::super::voice::Voice;
use super::period::written_period;
use super::sources;
use crate::base::node::Number;
use crate::content::Practice;
use crate::content::practice::{Outcome, Term};

/// Every result, in the order of the record; where two sources disagree, each names the other.
pub(super) fn outcomes(practice: &Practice, context: &Context<'_>, voice: &Voice) -> Vec<OutcomeView> {
    let all = practice.outcomes.as_deref().unwrap_or_default();
    let view = |outcome| OutcomeView {
        differs: differs(outcome, all, practice, context, voice),
        ..outcome_view(outcome, practice, context, voice)
    };
    all.iter().map(view).collect()
}

/// One measured result by itself.
pub(in super::super) fn outcome_view(
    outcome: &Outcome,
    practice: &Practice,
    context: &Context<'_>,
    voice: &Voice,
) -> OutcomeView {
    let term = |vocabulary: &str, term: Option<&Term>| {
        term.map_or_else(String::new, |term| context.label(vocabulary, &term.value, voice))
    };
    let source = outcome.source.as_ref().and_then(|source| sources::link(practice, &source.value, voice));
    let source = source.unwrap_or_default();
    let sample = |n| voice.say("practice.sample", &[("n", &voice.format.number(n))]);
    let period = written_period(outcome.period.as_deref(), voice);
    OutcomeView {
        indicator: term("indicator", outcome.indicator.as_ref()),
        value: figure(outcome, outcome.value.as_ref().map(|value| value.value), context, voice),
        comparator: comparator(outcome, context, voice),
        period: joined(voice, [Some(period.as_str()), outcome.geography.as_deref()]),
        n: outcome.n.map_or_else(String::new, sample),
        quality: term("evidence-quality", outcome.quality.as_ref()),
        source_url: source.url,
        source: source.label,
        note: outcome.note.clone().unwrap_or_default(),
        differs: String::new(),
    }
}

fn comparator(outcome: &Outcome, context: &Context<'_>, voice: &Voice) -> String {
    let Some(comparator) = &outcome.comparator else { return String::new() };
    let figure = figure(outcome, comparator.value, context, voice);
    match comparator.label.as_deref() {
        Some(label) if !label.is_empty() => format!("{figure} ({label})"),
        _ => figure,
    }
}

/// "Sources differ: … gives 38": the same was measured of the same time and place, and does not agree.
fn differs(
    outcome: &Outcome,
    all: &[Outcome],
    practice: &Practice,
    context: &Context<'_>,
    voice: &Voice,
) -> String {
    let key = |outcome: &Outcome| {
        let word = |term: Option<&Term>| term.map(|term| term.value.clone());
        let unit = word(outcome.unit.as_ref());
        (word(outcome.indicator.as_ref()), unit, outcome.period.clone(), outcome.geography.clone())
    };
    let source = |outcome: &Outcome| outcome.source.as_ref().map(|source| source.value.clone());
    let value = |outcome: &Outcome| outcome.value.as_ref().map(|value| value.value);
    let others = all.iter().filter(|other| {
        key(other) == key(outcome) && source(other) != source(outcome) && value(other) != value(outcome)
    });
    let said = others.filter_map(|other| {
        let source = sources::link(practice, &source(other)?, voice)?.label;
        let value = figure(other, value(other), context, voice);
        Some(voice.say("practice.differs", &[("source", &source), ("value", &value)]))
    });
    said.collect::<Vec<_>>().join(" ")
}

fn figure(outcome: &Outcome, number: Option<Number>, context: &Context<'_>, voice: &Voice) -> String {
    let unit = outcome.unit.as_ref().map_or("count", |unit| unit.value.as_str());
    number.map_or_else(String::new, |number| measured(number, unit, context, voice))
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
