//! Rules of petitions (PETITIONS.md, "Checks").

use jiff::tz::TimeZone;

use crate::base::date::{Instant, When};
use crate::base::node::Number;
use crate::base::{Report, Spanned};
use crate::content::Petition;
use crate::content::parts::{People, Warning};
use crate::content::petition::{Ask, ConsentText, Goal, GoalMode, Provider, Recent, State};

use super::{Item, at_most, common, web};

const ASK: usize = 140;
// What a post on X or Bluesky has room for, address aside.
const SHARE: usize = 280;

/// Checks what a petition's source sets.
pub(super) fn check(petition: &Petition, item: &Item<'_>, report: &mut Report) {
    id(petition, report);
    times(petition, item, report);
    if let Some(goal) = &petition.goal {
        self::goal(goal, item, report);
    }
    outcome(petition, report);
    people(petition, item, report);
    form(petition, item, report);
    item.not_empty(petition.targets.as_ref(), "targets", report);
    common::signatories(petition.supporters.as_ref(), report);
    if let Some(value) = petition.baseline.as_ref().and_then(|baseline| baseline.value.as_ref())
        && value.value < 0
    {
        report.error("front-matter/negative", value.span).arg("value", value.value);
    }
}

/// Checks the texts that a petition's file sets, source or translation.
pub(super) fn texts(petition: &Petition, item: &Item<'_>, report: &mut Report) {
    if let Some(ask) = petition.ask.as_ref().filter(|_| item.sets("ask")) {
        at_most(ask, ASK, report);
    }
    if let Some(text) = petition.share.as_ref().and_then(|share| share.text.as_ref())
        && item.sets("share.text")
    {
        share(text, item, report);
    }
    let Some(consent) = &petition.consent else { return };
    for (key, text) in [("processing", &consent.processing), ("updates", &consent.updates)] {
        if let Some(text) = text.as_ref().filter(|_| item.sets(&format!("consent.{key}.text"))) {
            consent_unchanged(text, item, report);
        }
    }
}

// The collector's addresses and file names are made of it.
fn id(petition: &Petition, report: &mut Report) {
    let shaped = |id: &str| {
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if let Some(id) = petition.id.as_ref().filter(|id| !shaped(&id.value)) {
        report.error("petition/id-shape", id.span).arg("value", &id.value);
    }
}

fn times(petition: &Petition, item: &Item<'_>, report: &mut Report) {
    let own = petition.timezone.as_ref().and_then(|name| crate::config::zone(name, report));
    let zone = own.unwrap_or_else(|| item.config().timezone.clone());
    let Some(closes) = &petition.closes else { return };
    let end = end_of(closes.value, &zone);
    if let Some(opens) = petition.opens.as_ref().filter(|opens| opens.value.instant(&zone) >= end) {
        report
            .error("petition/closes-before-opens", closes.span)
            .arg("opens", written(opens.value))
            .label(opens.span, "opens");
        return;
    }
    let state = petition.state.as_ref().map_or(State::Open, |state| state.value);
    if state == State::Open && item.world.now >= end {
        report.warning("petition/open-after-close", closes.span);
    }
}

// A day is open to its end.
fn end_of(closes: When, zone: &TimeZone) -> Instant {
    match closes {
        When::Day(day) => day.next().begins(zone),
        other => other.instant(zone),
    }
}

fn written(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::Local(local) => local.to_string(),
        When::Instant(instant) => instant.to_string(),
    }
}

fn goal(goal: &Goal, item: &Item<'_>, report: &mut Report) {
    let steps = goal.steps.iter().flatten();
    for number in goal.value.iter().chain(steps.clone()).filter(|number| number.value < 1) {
        report.error("petition/goal-not-positive", number.span).arg("value", number.value);
    }
    let falls = |before: i64, step: i64| step <= before && step > 0;
    for (before, step) in steps.clone().zip(steps.skip(1)).filter(|(a, b)| falls(a.value, b.value)) {
        report.error("petition/goal-steps", step.span).arg("value", step.value).arg("before", before.value);
    }
    if goal.mode == Some(GoalMode::Fixed) && !item.sets("goal.value") {
        report.error("petition/goal-value", item.place("goal.mode"));
    }
    let share = |share: &&Spanned<Number>| !(share.value.get() > 0.0 && share.value.get() <= 1.0);
    if let Some(raise_at) = goal.raise_at.as_ref().filter(share) {
        report.error("petition/goal-raise", raise_at.span).arg("value", raise_at.value.get());
    }
}

fn outcome(petition: &Petition, report: &mut Report) {
    let Some(state) = &petition.state else { return };
    let ended = matches!(state.value, State::Won | State::Partly | State::Lost);
    if ended && petition.outcome.is_none() {
        report.error("petition/outcome-missing", state.span).arg("value", state.value.word());
    }
}

fn people(petition: &Petition, item: &Item<'_>, report: &mut Report) {
    let shows = petition.show_recent.as_ref().filter(|recent| recent.value != Recent::Off);
    if let Some(recent) = shows {
        // The collector gives numbers only.
        let code = if is_about_children(item) {
            "petition/recent-names-children"
        } else {
            "petition/recent-not-shown"
        };
        report.warning(code, recent.span);
    }
    let Some(privacy) = &petition.privacy else { return };
    common::email(privacy.contact.as_ref(), report);
    if let Some(days) = privacy.retention_days.as_ref().filter(|days| days.value < 1) {
        report.error("petition/retention", days.span).arg("value", days.value);
    }
}

// As far as one can tell from its topics, its picture and its warnings.
fn is_about_children(item: &Item<'_>) -> bool {
    let meta = item.meta;
    let topics = meta.topics.iter().flatten().map(|topic| topic.value.to_lowercase());
    let tags = meta.hashtags.iter().flatten().map(|hashtag| hashtag.value.key());
    let words = ["child", "minor", "niñ", "nin", "infan", "adolesc", "youth"];
    topics.chain(tags).any(|key| words.iter().any(|word| key.contains(word)))
        || meta.warnings.iter().flatten().any(|warning| *warning == Warning::ChildHarm)
        || meta
            .image
            .as_ref()
            .and_then(|image| image.people.as_ref())
            .is_some_and(|p| p.value == People::Children)
}

fn form(petition: &Petition, item: &Item<'_>, report: &mut Report) {
    let email = petition.fields.as_ref().and_then(|fields| fields.email.as_ref());
    if let Some(email) = email.filter(|email| email.value != Ask::Required) {
        report.error("petition/email-required", email.span);
    }
    if let Some(collector) = &petition.collector {
        web(collector.url.as_ref(), report);
        web(collector.page.as_ref(), report);
        let elsewhere = collector.provider.filter(|provider| *provider != Provider::Altavoz);
        if let Some(provider) = elsewhere.filter(|_| !item.sets("collector.url")) {
            let place = item.place("collector.provider");
            report.error("petition/collector-url", place).arg("provider", provider.word());
        }
    }
    let consent = petition.consent.as_ref();
    let id = |text: Option<&ConsentText>| text.and_then(|text| text.id.clone());
    let (processing, updates) =
        (consent.and_then(|c| id(c.processing.as_ref())), consent.and_then(|c| id(c.updates.as_ref())));
    if let (Some(processing), Some(updates)) = (processing, updates)
        && processing == updates
    {
        report.error("petition/consent-same-id", updates.span).label(processing.span, "first");
    }
}

fn share(text: &Spanned<String>, item: &Item<'_>, report: &mut Report) {
    let hashtags = item.meta.hashtags.iter().flatten();
    // Each stands behind a space and its `#`.
    let tags: usize = hashtags.map(|hashtag| hashtag.value.0.chars().count() + 2).sum();
    let length = text.value.chars().count() + tags;
    if length > SHARE {
        report.error("petition/share-too-long", text.span).arg("length", length).arg("most", SHARE);
    }
}

// Signers have agreed to the words that they saw; other words want another id.
fn consent_unchanged(consent: &ConsentText, item: &Item<'_>, report: &mut Report) {
    let (Some(id), Some(text)) = (&consent.id, &consent.text) else { return };
    let seen = item.world.published.consents.get(&id.value);
    let seen = seen.and_then(|texts| texts.get(item.document.lang.as_str()));
    if let Some(seen) = seen.filter(|seen| seen.value.trim() != text.value.trim()) {
        report
            .error("petition/consent-changed", text.span)
            .arg("id", &id.value)
            .label(seen.span, "published");
    }
}
