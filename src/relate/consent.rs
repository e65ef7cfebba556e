//! Consent: whoever can be seen or heard and is a child or a survivor has agreed to it.
//!
//! Looks at what is published only. What a picture shows is what its author says (`people`).

use rayon::prelude::*;

use crate::base::date::Day;
use crate::base::record::nearest;
use crate::base::{Report, Span, Spanned};
use crate::content::body::Directive;
use crate::content::consent::{Consent, Consents, Guardian, Scope};
use crate::content::parts::{Image, People};
use crate::content::{Body, Own};

use super::Group;
use super::site::State;

/// A place where somebody can be seen or heard.
#[derive(Clone, Debug)]
pub struct Use {
    /// Who, if the author says it.
    pub people: Option<Spanned<People>>,
    /// The record's key, if the author names one.
    pub consent: Option<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
}

/// Reports every published use that no valid record allows.
pub fn check(groups: &[Group], consents: &Consents, today: Day, report: &mut Report) {
    let shown = groups.par_iter().filter(|group| group.number.is_some() && group.state != State::Expired);
    let found = shown.flat_map_iter(|group| {
        let mut report = Report::default();
        for used in uses(group) {
            check_use(&used, consents, today, &mut report);
        }
        report.diagnostics
    });
    report.diagnostics.extend(found.collect::<Vec<_>>());
}

/// The uses in an item's source and in its translations' texts; the fields of a translation are its source's.
pub fn uses(group: &Group) -> Vec<Use> {
    // A picture that is withheld is not used.
    let source = group.source_text();
    let more = match &*source.own {
        Own::Practice(practice) => practice.images.as_deref().unwrap_or_default(),
        _ => &[],
    };
    let mut uses: Vec<Use> = source.meta.image.iter().chain(more).filter_map(of_image).collect();
    for text in group.texts.iter().flatten() {
        let bodies = std::iter::once(&text.document.body).chain(&text.document.updates);
        bodies.for_each(|body| in_body(body, &mut uses));
    }
    uses
}

fn of_image(image: &Image) -> Option<Use> {
    let span = image.src.as_ref()?.span;
    Some(Use { people: image.people.clone(), consent: image.consent.clone(), span })
}

fn in_body(body: &Body, uses: &mut Vec<Use>) {
    uses.extend(body.pictures.iter().map(|picture| Use {
        people: picture.people.clone(),
        consent: picture.consent.clone(),
        span: picture.src.span,
    }));
    let named = body.directives.iter().filter_map(Directive::consent);
    uses.extend(named.map(|key| Use { people: None, span: key.span, consent: Some(key) }));
}

fn check_use(used: &Use, consents: &Consents, today: Day, report: &mut Report) {
    let Some(key) = &used.consent else {
        let people = used
            .people
            .as_ref()
            .filter(|people| matches!(people.value, People::Children | People::Survivors));
        if let Some(people) = people {
            report.error("consent/missing", people.span).arg("people", people.value.word());
        }
        return;
    };
    let Some(record) = consents.get(&key.value) else {
        let near = nearest(&key.value, consents.keys().map(String::as_str));
        report.error("consent/missing", key.span).arg("key", &key.value).maybe("nearest", near);
        return;
    };
    if !record.is_broken {
        check_record(used, (key, record), today, report);
    }
}

fn check_record(used: &Use, (key, record): (&Spanned<String>, &Consent), today: Day, report: &mut Report) {
    let fields = &record.fields;
    let ended = fields.expires.as_ref().filter(|day| day.value <= today);
    let in_web = fields.scope.iter().flatten().any(|scope| scope.value == Scope::Web);
    let is_child = used.people.as_ref().is_some_and(|people| people.value == People::Children);
    let problem = if let Some(day) = &fields.withdrawn {
        report.error("consent/withdrawn", key.span).arg("date", day.value).label(day.span, "withdrawn-here")
    } else if let Some(day) = ended {
        report.error("consent/expired", key.span).arg("date", day.value).label(day.span, "expires-here")
    } else if !in_web {
        report.error("consent/scope", key.span)
    } else if is_child && fields.guardian != Some(Guardian(true)) {
        report.error("consent/guardian", key.span)
    } else {
        return;
    };
    problem.arg("key", &key.value);
}
