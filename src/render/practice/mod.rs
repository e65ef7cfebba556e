//! A practice record's own part: every field under its label, what was measured, what it rests on.

mod cite;
mod facts;
mod machine;
mod outcomes;
mod period;
mod sources;

use super::context::Context;
use super::parts::{self, joined};
use super::view::{ActorView, Html, ItemView, PictureView, PracticeView, QualityView, ReferenceView};
use super::voice::Voice;
use crate::base::date::Day;
use crate::content::Practice;
use crate::content::parts::Image;
use crate::content::practice::{Actor, LegalBasis, Term};
use crate::relate::site::Edition;

pub(super) use machine::{machine, temporal, thing};
pub(super) use outcomes::outcome_view;
pub(super) use period::{is_going_on, period};

/// Adds what a practice has of its own.
pub(super) fn add(
    view: &mut ItemView,
    practice: &Practice,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) {
    let reviewed = practice.reviewed.as_ref().map(|day| day.value);
    let best = practice.best_evidence(&context.site.vocabularies);
    view.practice = Some(PracticeView {
        id: practice.id.as_ref().map_or_else(String::new, |id| id.value.clone()),
        facts: facts::facts(practice, edition, context, voice),
        stale: stale(reviewed.or_else(|| parts::date(context, edition)), context, voice),
        form_of_detention: form_of_detention(practice, voice),
        outcomes: outcomes::outcomes(practice, context, voice),
        qualities: qualities(best, context, voice),
        actors: practice.actors.iter().flatten().map(|actor| actor_view(actor, context, voice)).collect(),
        legal_basis: practice.legal_basis.iter().flatten().map(|law| law_view(law, context, voice)).collect(),
        sources: practice
            .sources
            .iter()
            .flatten()
            .map(|source| sources::source_view(source, context, voice))
            .collect(),
        pictures: pictures(practice, edition, context),
        cite: cite::cite(practice, edition, context, voice),
        correction: cite::correction(practice, edition, context, voice),
        version: practice.version.clone().unwrap_or_default(),
        reviewed: reviewed.map(|day| parts::date_view(voice, day)),
        redacted: redacted(practice, context, voice),
    });
}

/// The pictures beside the one at the top.
fn pictures(practice: &Practice, edition: &Edition, context: &Context<'_>) -> Vec<PictureView> {
    let picture = |image: &Image| {
        let picture = context.picture(edition, image.src.as_ref()?)?;
        Some(PictureView {
            alt: image.alt.as_ref().map_or_else(String::new, |alt| alt.value.clone()),
            caption: Html::new(parts::escaped(image.caption.as_deref().unwrap_or_default())),
            credit: image.credit.clone().unwrap_or_default(),
            ..picture
        })
    };
    practice.images.iter().flatten().filter_map(picture).collect()
}

/// How evidence is ranked, best first, with the record's own marked; nothing for a record without any.
fn qualities(best: Option<&str>, context: &Context<'_>, voice: &Voice) -> Vec<QualityView> {
    let order = context.site.vocabularies.by_name.get("evidence-quality").filter(|_| best.is_some());
    let view = |term: &crate::content::vocabulary::Term| QualityView {
        label: context.label("evidence-quality", &term.key, voice),
        definition: context.definition("evidence-quality", &term.key, voice),
        own: best == Some(term.key.as_str()),
    };
    order.into_iter().flat_map(|order| &order.terms).map(view).collect()
}

fn stale(checked: Option<Day>, context: &Context<'_>, voice: &Voice) -> String {
    let limit = |day: &Day| day.plus_months(context.site.config.review_months) < context.today();
    let day = checked.filter(limit).map(|day| voice.format.long_date(day));
    day.map_or_else(String::new, |day| voice.say("practice.stale", &[("date", &day)]))
}

fn form_of_detention(practice: &Practice, voice: &Voice) -> String {
    if practice.detains() { voice.word("practice.form_of_detention").to_owned() } else { String::new() }
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
