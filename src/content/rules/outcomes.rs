//! Rules of a practice's figures: units, shares, sources, evidence.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::record::nearest;
use crate::base::{Report, Span, Spanned};
use crate::content::Practice;
use crate::content::practice::{Outcome, PracticeSource, Term};

use super::{Item, shape, unknown_term};

const PERCENT: &str = "percent";
const CURRENCY: &str = "currency";
const COUNT: &str = "count";
/// The units of what is counted: never less than nothing.
const COUNTED: [&str; 2] = [COUNT, "days"];

/// Checks every outcome, and what they say together.
pub(super) fn check(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let outcomes = practice.outcomes.as_deref().unwrap_or_default();
    let sources: BTreeSet<&str> = practice.sources.iter().flatten().filter_map(name).collect();
    for (number, outcome) in outcomes.iter().enumerate() {
        self::outcome(outcome, number, item, report);
        source(outcome.source.as_ref(), &sources, report);
    }
    if let Some(served) = &practice.people_served {
        source(served.source.as_ref(), &sources, report);
        period(served.period.as_deref(), "people_served.period", item, report);
        people(served.value, "people_served.value", item, report);
    }
    shares(outcomes, item, report);
    evidence(practice, outcomes, item, report);
}

fn outcome(outcome: &Outcome, number: usize, item: &Item<'_>, report: &mut Report) {
    item.terms("indicator", &outcome.indicator, report);
    item.terms("evidence-quality", &outcome.quality, report);
    period(outcome.period.as_deref(), &format!("outcomes[{number}].period"), item, report);
    if let Some(unit) = &outcome.unit
        && (shape::is_currency(&unit.value) || self::unit(unit, item, report))
    {
        unit_of_indicator(outcome.indicator.as_ref(), unit, item, report);
    }
    people(outcome.n, &format!("outcomes[{number}].n"), item, report);
    percent(outcome, number, item, report);
    counts(outcome, number, item, report);
    comparator(outcome, report);
}

// Whether it is one; reported if not.
fn unit(unit: &Term, item: &Item<'_>, report: &mut Report) -> bool {
    let Some(known) = item.world.vocabularies.by_name.get("unit") else { return true };
    let is_known = known.get(&unit.value).is_some();
    if !is_known {
        // Those that most records use come first, since the first ones are shown.
        let currencies: Vec<&str> = ["USD", "EUR", "MXN"].into_iter().chain(shape::currencies()).collect();
        unknown_term(unit, "unit", known, &currencies, report);
    }
    is_known
}

fn unit_of_indicator(indicator: Option<&Term>, unit: &Term, item: &Item<'_>, report: &mut Report) {
    let indicators = item.world.vocabularies.by_name.get("indicator");
    let term = indicators.zip(indicator).and_then(|(terms, indicator)| terms.get(&indicator.value));
    let Some(term) = term.filter(|term| !term.units.is_empty()) else { return };
    let fits = |allowed: &String| match allowed.as_str() {
        CURRENCY => shape::is_currency(&unit.value),
        allowed => allowed == unit.value,
    };
    if term.units.iter().any(fits) {
        return;
    }
    let costs = term.units.iter().any(|unit| unit == CURRENCY);
    let code = if costs { "practice/cost-unit" } else { "practice/unit" };
    let found = report.error(code, unit.span);
    found.arg("value", &unit.value).arg("indicator", &term.key).arg("units", term.units.join(", "));
}

fn percent(outcome: &Outcome, number: usize, item: &Item<'_>, report: &mut Report) {
    if outcome.unit.as_ref().is_none_or(|unit| unit.value != PERCENT) {
        return;
    }
    // Something can more than double, but not fall by more than all of it.
    let rises = outcome.indicator.as_ref().is_some_and(|indicator| indicator.value == "detention-increased");
    let outside = |value: f64| value < 0.0 || (value > 100.0 && !rises);
    let own = outcome.value.as_ref().map(|value| (value.value, value.span));
    let compared = outcome.comparator.as_ref().and_then(|comparator| comparator.value);
    let compared = compared.map(|value| (value, item.place(&format!("outcomes[{number}].comparator.value"))));
    for (value, span) in own.into_iter().chain(compared).filter(|(value, _)| outside(value.get())) {
        report.error("practice/percent-range", span).arg("value", value.get());
    }
}

// Nobody counted less than one person; a figure of nobody is left out.
fn people(count: Option<i64>, path: &str, item: &Item<'_>, report: &mut Report) {
    if let Some(count) = count.filter(|count| *count < 1) {
        report.error("practice/impossible-count", item.place(path)).arg("value", count).arg("least", 1);
    }
}

// People and days. What they are compared with may be an average, and so a fraction.
fn counts(outcome: &Outcome, number: usize, item: &Item<'_>, report: &mut Report) {
    let Some(unit) = outcome.unit.as_ref().filter(|unit| COUNTED.contains(&unit.value.as_str())) else {
        return;
    };
    let fraction = |value: f64| unit.value == COUNT && value.fract() != 0.0;
    if let Some(value) = &outcome.value
        && (value.value.get() < 0.0 || fraction(value.value.get()))
    {
        impossible(value.value.get(), value.span, report);
    }
    let compared = outcome.comparator.as_ref().and_then(|comparator| comparator.value);
    if let Some(value) = compared.filter(|value| value.get() < 0.0) {
        impossible(value.get(), item.place(&format!("outcomes[{number}].comparator.value")), report);
    }
}

fn impossible(value: f64, place: Span, report: &mut Report) {
    report.error("practice/impossible-count", place).arg("value", value).arg("least", 0);
}

fn comparator(outcome: &Outcome, report: &mut Report) {
    let Some(comparator) = &outcome.comparator else { return };
    let own = outcome.unit.as_ref().map(|unit| unit.value.as_str());
    if let Some(unit) = comparator.unit.as_ref().filter(|unit| own.is_some_and(|own| own != unit.value)) {
        report
            .error("practice/comparator-unit", unit.span)
            .arg("value", &unit.value)
            .arg("unit", own.unwrap_or_default());
    }
    let own = outcome.period.as_deref();
    if let Some(period) = comparator.period.as_ref().filter(|period| own != Some(period.value.as_str())) {
        report
            .error("practice/comparator-period", period.span)
            .arg("value", &period.value)
            .maybe("period", own);
    }
}

fn period(period: Option<&str>, path: &str, item: &Item<'_>, report: &mut Report) {
    let Some(period) = period else { return };
    if !shape::is_period(period) {
        report.error("practice/period-shape", item.place(path)).arg("value", period);
    } else if shape::is_reversed(period) {
        report.error("practice/period-reversed", item.place(path)).arg("value", period);
    }
}

fn name(source: &PracticeSource) -> Option<&str> {
    source.key.as_ref().map(|key| key.value.as_str())
}

fn source(reference: Option<&Spanned<String>>, known: &BTreeSet<&str>, report: &mut Report) {
    let Some(reference) = reference.filter(|reference| !known.contains(reference.value.as_str())) else {
        return;
    };
    let near = nearest(&reference.value, known.iter().copied());
    report
        .error("practice/unknown-source", reference.span)
        .arg("value", &reference.value)
        .maybe("nearest", near);
}

// Shares of one whole: the same indicator, time, place and source. Two sources may disagree, and
// figures that are far from 100 together are no shares of one thing.
fn shares(outcomes: &[Outcome], item: &Item<'_>, report: &mut Report) {
    let Some(indicators) = item.world.vocabularies.by_name.get("indicator") else { return };
    let is_whole = |key: &str| indicators.get(key).is_some_and(|indicator| indicator.whole);
    let mut groups: BTreeMap<_, Vec<(usize, f64)>> = BTreeMap::new();
    for (number, outcome) in outcomes.iter().enumerate() {
        let (Some(indicator), Some(unit), Some(value)) = (&outcome.indicator, &outcome.unit, &outcome.value)
        else {
            continue;
        };
        if unit.value == PERCENT && is_whole(&indicator.value) {
            let source = outcome.source.as_ref().map(|source| &source.value);
            let key = (&indicator.value, &outcome.period, &outcome.geography, source);
            groups.entry(key).or_default().push((number, value.value.get()));
        }
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        let sum: f64 = group.iter().map(|(_, value)| value).sum();
        if (50.0..=150.0).contains(&sum) && (sum - 100.0).abs() > 1.0 + f64::EPSILON {
            let place = item.place(&format!("outcomes[{}].value", group[0].0));
            report.warning("text/shares-sum", place).arg("sum", rounded(sum));
        }
    }
}

// Sums of decimal fractions have tails that nobody wrote.
fn rounded(sum: f64) -> f64 {
    (sum * 100.0).round() / 100.0
}

// The vocabulary's order is the ranking, best first.
fn evidence(practice: &Practice, outcomes: &[Outcome], item: &Item<'_>, report: &mut Report) {
    let Some(qualities) = item.world.vocabularies.by_name.get("evidence-quality") else { return };
    let rank = |key: &str| qualities.terms.iter().position(|term| term.key == key);
    let best = outcomes.iter().filter_map(|outcome| rank(&outcome.quality.as_ref()?.value)).min();
    let Some((set, best)) = practice.evidence.as_ref().zip(best) else { return };
    if rank(&set.value).is_some_and(|set| set < best) {
        let derived = &qualities.terms[best].key;
        report.error("practice/evidence-raised", set.span).arg("value", &set.value).arg("derived", derived);
    }
}
