//! Rules of the practice database's records (PRACTICES.md, "Validation rules").

use std::collections::BTreeMap;

use crate::base::date::{Day, Edtf};
use crate::base::record::{Field, Record, nearest};
use crate::base::{Report, Span, Spanned};
use crate::content::practice::{Place, PracticeSource, Term};
use crate::content::{Meta, Practice};

use super::{Item, common, outcomes, shape, web};

/// How many characters a record's title may have.
pub const TITLE: usize = 120;
/// How many characters a record's summary has.
pub const SUMMARY: std::ops::RangeInclusive<usize> = 40..=400;
/// How many areas a record may be in.
const AREAS: usize = 5;
/// No source is from before this year.
const OLDEST: i64 = 1000;

/// Checks what a record's source sets.
pub(super) fn check(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    id(practice, report);
    terms(practice, item, report);
    lists(practice, item, report);
    areas(practice, item, report);
    places(practice, item, report);
    times(practice, item, report);
    law(practice, item, report);
    actors(practice, item, report);
    sources(practice, item, report);
    outcomes::check(practice, item, report);
    goals(practice, report);
    stale(practice, item, report);
    version(practice, item, report);
    license(practice, item, report);
    if let Some(doi) = &practice.doi {
        common::doi(doi, item.place("doi"), report);
    }
    redaction(practice, item, report);
}

/// Checks the texts that a record's file sets, source or translation.
pub(super) fn texts(item: &Item<'_>, report: &mut Report) {
    if let Some(title) = item.meta.title.as_ref().filter(|_| item.sets("title")) {
        super::at_most(title, TITLE, report);
    }
    if let Some(summary) = item.meta.summary.as_ref().filter(|_| item.sets("summary")) {
        super::at_most(summary, *SUMMARY.end(), report);
        let length = summary.value.chars().count();
        if length < *SUMMARY.start() {
            report
                .error("text/too-short", summary.span)
                .arg("characters", length)
                .arg("least", SUMMARY.start());
        }
    }
}

fn id(practice: &Practice, report: &mut Report) {
    let shaped = |id: &str| {
        let rest = id.strip_prefix("atd-").unwrap_or_default();
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if let Some(id) = practice.id.as_ref().filter(|id| !shaped(&id.value)) {
        report.error("practice/id-shape", id.span).arg("value", &id.value);
    }
}

fn terms(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let single: [(&'static str, &Option<Term>); 5] = [
        ("measure", &practice.measure),
        ("scope", &practice.scope),
        ("practice-status", &practice.status),
        ("approach", &practice.approach),
        ("evidence-quality", &practice.evidence),
    ];
    for (vocabulary, term) in single {
        item.terms(vocabulary, term, report);
    }
    let lists: [(&'static str, &Option<Vec<Term>>); 5] = [
        ("cap", &practice.cap),
        ("cap-sub", &practice.cap_sub),
        ("population", &practice.populations),
        ("context", &practice.context),
        ("restriction", &practice.restrictions),
    ];
    for (vocabulary, terms) in lists {
        item.terms(vocabulary, terms.iter().flatten(), report);
    }
}

fn lists(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let lists = [
        ("cap", &practice.cap),
        ("populations", &practice.populations),
        ("context", &practice.context),
        ("restrictions", &practice.restrictions),
    ];
    for (key, list) in lists {
        item.not_empty(list.as_ref(), key, report);
    }
    for terms in lists.iter().map(|(_, terms)| terms).chain([&&practice.cap_sub]) {
        listed_twice(terms.as_deref().unwrap_or_default(), report);
    }
    listed_twice(item.meta.countries.as_deref().unwrap_or_default(), report);
    listed_twice(practice.subdivisions.as_deref().unwrap_or_default(), report);
    let areas = practice.cap.as_deref().unwrap_or_default();
    if let Some(sixth) = areas.get(AREAS) {
        let found = report.error("practice/too-many-areas", sixth.span);
        found.arg("count", areas.len()).arg("most", AREAS);
    }
    item.not_empty(practice.actors.as_ref(), "actors", report);
    item.not_empty(practice.sources.as_ref(), "sources", report);
    let restrictions = practice.restrictions.as_deref().unwrap_or_default();
    let none = restrictions.iter().find(|restriction| restriction.value == "none");
    if let Some(none) = none.filter(|_| restrictions.len() > 1) {
        report.error("practice/none-and-more", none.span);
    }
}

fn listed_twice<T: PartialEq + ToString>(terms: &[Spanned<T>], report: &mut Report) {
    for (number, term) in terms.iter().enumerate() {
        if let Some(first) = terms[..number].iter().find(|first| first.value == term.value) {
            report
                .error("practice/listed-twice", term.span)
                .arg("value", term.value.to_string())
                .label(first.span, "first");
        }
    }
}

// Two or three numbers with dots, as people write versions of a text.
fn version(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let shaped =
        |version: &str| (2..=3).contains(&version.split('.').count()) && version.split('.').all(is_number);
    if let Some(version) = practice.version.as_ref().filter(|version| !shaped(version)) {
        report.error("practice/version-shape", item.place("version")).arg("value", version);
    }
}

fn license(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    if let Some(license) = practice.license.as_ref().filter(|license| !shape::is_license(license)) {
        report
            .warning("license/unknown", item.place("license"))
            .arg("value", license)
            .maybe("nearest", shape::license_like(license));
    }
}

fn areas(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let Some(parts) = item.world.vocabularies.by_name.get("cap-sub") else { return };
    let areas = practice.cap.as_deref().unwrap_or_default();
    for part in practice.cap_sub.iter().flatten() {
        let parent = parts.get(&part.value).and_then(|term| term.parent.as_ref());
        if let Some(parent) = parent.filter(|parent| areas.iter().all(|area| area.value != **parent)) {
            report
                .error("practice/cap-sub-parent", part.span)
                .arg("value", &part.value)
                .arg("parent", parent);
        }
    }
}

fn places(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    for code in practice.subdivisions.iter().flatten() {
        subdivision(code, item, report);
    }
    for Place { subdivision: code, precision, .. } in practice.places.iter().flatten() {
        if let Some(code) = code {
            subdivision(code, item, report);
        }
        if let Some(precision) = precision {
            self::precision(precision, report);
        }
    }
}

fn subdivision(code: &Spanned<String>, item: &Item<'_>, report: &mut Report) {
    let Some(country) = shape::subdivision_country(&code.value) else {
        report.error("practice/subdivision-shape", code.span).arg("value", &code.value);
        return;
    };
    let mut countries = item.meta.countries.iter().flatten();
    if !countries.any(|listed| listed.value == country) {
        report
            .error("practice/subdivision-outside", code.span)
            .arg("value", &code.value)
            .arg("country", country);
    }
}

fn precision(precision: &Spanned<String>, report: &mut Report) {
    const WORDS: [&str; 3] = ["country", "region", "city"];
    if !WORDS.contains(&precision.value.as_str()) {
        report
            .error("front-matter/unknown-word", precision.span)
            .arg("value", &precision.value)
            .arg("words", WORDS.join(", "))
            .maybe("nearest", nearest(&precision.value, WORDS));
    }
}

fn times(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let Some(start) = &practice.start else { return };
    if start.value == Edtf::Open {
        report.error("practice/start-open", start.span);
    }
    let first = start.value.first_day();
    if let Some(end) = &practice.end
        && end.value.last_day().zip(first).is_some_and(|(end, start)| end < start)
    {
        report.error("practice/ends-before-start", end.span).label(start.span, "start");
    }
    ended(practice, item, report);
    let operating = practice.status.as_ref().is_some_and(|status| status.value == "operating");
    if operating && first.is_some_and(|start| start > item.today()) {
        report.warning("practice/starts-in-future", start.span);
    }
}

// What is over has an end behind us, and what goes on has none there.
fn ended(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let Some((status, end)) = practice.status.as_ref().zip(practice.end.as_ref()) else { return };
    let today = item.today();
    let is_over = matches!(status.value.as_str(), "ended" | "repealed");
    let goes_on = matches!(status.value.as_str(), "operating" | "in-force");
    if is_over && end.value.first_day().is_none_or(|day| day > today) {
        let found = report.error("practice/not-ended", end.span).arg("status", &status.value);
        found.label(status.span, "status");
    } else if goes_on && end.value.last_day().is_some_and(|day| day < today) {
        let found = report.warning("practice/ended-already", end.span).arg("status", &status.value);
        found.label(status.span, "status");
    }
}

// What somebody has done. Tomorrow has begun somewhere.
fn in_future(day: Day, place: Span, item: &Item<'_>, report: &mut Report) {
    if day > item.today().next() {
        report.error("practice/in-future", place).arg("day", day);
    }
}

// A text is in force or repealed; what is done is piloted or goes on.
fn law(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let Some(measure) = &practice.measure else { return };
    let wrong: &[&str] = match measure.value.as_str() {
        "law" => &["pilot", "operating"],
        "practice" => &["in-force", "repealed"],
        _ => &[],
    };
    if let Some(status) = practice.status.as_ref().filter(|status| wrong.contains(&status.value.as_str())) {
        report
            .error("practice/status-measure", status.span)
            .arg("status", &status.value)
            .arg("measure", &measure.value)
            .label(measure.span, "measure");
    }
    let basis = practice.legal_basis.as_deref().unwrap_or_default();
    if measure.value == "law" && basis.is_empty() && !item.sets("legal_basis[0]") {
        report.error("practice/law-without-basis", measure.span);
    }
    for law in basis {
        web(law.url.as_ref(), report);
        item.terms("legal-level", &law.level, report);
    }
}

fn actors(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    for actor in practice.actors.iter().flatten() {
        item.terms("actor-role", &actor.role, report);
        item.terms("actor-kind", &actor.kind, report);
        web(actor.url.as_ref(), report);
    }
}

fn sources(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let mut known = BTreeMap::new();
    for (number, source) in practice.sources.iter().flatten().enumerate() {
        self::source(source, number, item, report);
        let Some(key) = &source.key else { continue };
        if let Some(first) = known.get(&key.value) {
            report
                .error("practice/duplicate-source", key.span)
                .arg("value", &key.value)
                .label(*first, "first");
        } else {
            known.insert(&key.value, key.span);
        }
    }
}

fn source(source: &PracticeSource, number: usize, item: &Item<'_>, report: &mut Report) {
    let place = |key: &str| item.place(&format!("sources[{number}].{key}"));
    item.terms("source-type", &source.kind, report);
    web(source.url.as_ref(), report);
    web(source.archived_url.as_ref(), report);
    if let Some(day) = source.accessed {
        in_future(day, place("accessed"), item, report);
    }
    let next = i64::from(item.today().year()) + 1;
    if let Some(year) = source.year.filter(|year| !(OLDEST..=next).contains(year)) {
        common::out_of(&Spanned::new(year, place("year")), OLDEST, next, report);
    }
    common::language(source.lang.as_deref(), place("lang"), report);
    if let Some(isbn) = &source.isbn {
        common::isbn(isbn, place("isbn"), report);
    }
    if let Some(doi) = &source.doi {
        common::doi(doi, place("doi"), report);
    }
}

fn goals(practice: &Practice, report: &mut Report) {
    for objective in practice.gcm.iter().flatten().filter(|objective| !(1..=23).contains(&objective.value)) {
        common::out_of(objective, 1, 23, report);
    }
    for target in practice.sdg.iter().flatten().filter(|target| !shape::is_sdg(&target.value)) {
        report.error("practice/sdg-shape", target.span).arg("value", &target.value);
    }
}

fn stale(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    if let Some(reviewed) = &practice.reviewed {
        in_future(reviewed.value, reviewed.span, item, report);
    }
    let Some(reviewed) = practice.reviewed.as_ref().or(item.meta.date.as_ref()) else { return };
    let months = item.config().review_months;
    if reviewed.value.plus_months(months) < item.today() {
        report.warning("practice/stale", reviewed.span).arg("day", reviewed.value).arg("months", months);
    }
}

fn redaction(practice: &Practice, item: &Item<'_>, report: &mut Report) {
    let fields = <Practice as Record>::FIELDS.iter().chain(Meta::FIELDS.iter());
    let keys = fields.map(|field: &Field| field.key);
    for redaction in practice.redaction.iter().flatten() {
        item.terms("redaction-reason", &redaction.reason, report);
        let Some(field) = &redaction.field else { continue };
        if keys.clone().all(|key| key != field.value) {
            let near = nearest(&field.value, keys.clone());
            report
                .error("practice/redaction-field", field.span)
                .arg("key", &field.value)
                .maybe("nearest", near);
        } else if !Practice::may_withhold(&field.value) {
            report.error("practice/redaction-needed", field.span).arg("key", &field.value);
        }
    }
}
