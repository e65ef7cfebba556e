//! A petition's own part: where it stands, how far it has come, its form.

use std::collections::BTreeMap;

use super::context::Context;
use super::view::{
    DeliveryView, FormView, LinkView, LiveView, OptionView, PetitionView, ProgressView, TargetView,
};
use super::voice::Voice;
use super::{beside, embed, parts, security};
use crate::base::date::{Day, When};
use crate::base::url::encode_value;
use crate::content::Petition;
use crate::content::parsed::Count;
use crate::content::petition::{Ask, Goal, GoalMode, Provider, Target};
use crate::content::strings::Phrase;
use crate::relate::petitions::{Standing, count_address};
use crate::relate::site::Edition;

/// The script for our collector: renews the count, sends signatures, keeps what was typed where that fails.
/// One file, since each request costs a slow line more than its bytes.
const SCRIPT: &str = "petition.js";
/// The script that sends signatures to Action Network.
const OSDI: &str = "osdi.js";

/// The steps of a goal where a petition says none (PETITIONS.md).
const STEPS: [i64; 10] = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000];

/// What a petition has of its own, but for its updates.
pub(super) fn view(
    petition: &Petition,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
    feed: LinkView,
) -> PetitionView {
    let standing = context.standing(petition);
    let outcome = petition.outcome.as_ref();
    PetitionView {
        id: petition.id.as_ref().map_or_else(String::new, |id| id.value.clone()),
        ask: petition.ask.as_ref().map_or_else(String::new, |ask| ask.value.clone()),
        state: standing.word().to_owned(),
        state_label: voice.word(&format!("petition.state.{}", standing.word())).to_owned(),
        state_text: state_text(petition, standing, context, voice),
        targets: petition.targets.iter().flatten().map(|target| target_view(target, voice)).collect(),
        progress: progress(petition, context, voice),
        live: live(petition, standing, context, voice),
        form: form(petition, edition, context, voice).filter(|_| standing == Standing::Open),
        updates: Vec::new(),
        delivery: deliveries(petition, voice),
        outcome: outcome.and_then(|outcome| outcome.summary.clone()).unwrap_or_default(),
        outcome_date: outcome.and_then(|outcome| outcome.date).map(|day| parts::date_view(voice, day)),
        supporters: parts::signatories(petition.supporters.as_deref().unwrap_or_default(), voice),
        feed,
        embed: embed::is_offered(petition, context).then(|| embed::snippet(context, edition)),
        qr: beside::code(edition, context),
        calendar: beside::last_day(petition, edition, context, voice),
    }
}

/// A sentence on the state: "Open until 30 June 2027".
pub(super) fn state_text(
    petition: &Petition,
    standing: Standing,
    context: &Context<'_>,
    voice: &Voice,
) -> String {
    let date = |when: Option<When>| {
        let zone = crate::relate::petitions::zone(petition, &context.site.config.timezone);
        when.map(|when| voice.format.long_date(when.instant(&zone).day(&zone)))
    };
    let (key, when) = match standing {
        Standing::Announced => ("petition.notice.announced".to_owned(), petition.opens.as_ref()),
        Standing::Open if petition.closes.is_none() => return String::new(),
        Standing::Open => ("petition.closes".to_owned(), petition.closes.as_ref()),
        other => (format!("petition.notice.{}", other.word()), petition.closes.as_ref()),
    };
    let date = date(when.map(|when| when.value)).unwrap_or_default();
    voice.say(&key, &[("date", &date)])
}

fn target_view(target: &Target, voice: &Voice) -> TargetView {
    let country = target.country.map(|country| voice.format.country(country));
    let name = parts::joined(voice, [target.name.as_deref(), country.as_deref()]);
    TargetView { name, note: target.note.clone().unwrap_or_default() }
}

/// Signatures so far; `None` while there are fewer than the petition wants to show.
pub(super) fn progress(petition: &Petition, context: &Context<'_>, voice: &Voice) -> Option<ProgressView> {
    let pulled = context.site.counts.get(&petition.id.as_ref()?.value);
    let baseline = petition.baseline.as_ref().and_then(|baseline| baseline.value.as_ref());
    let baseline = baseline.map_or(0, |value| value.value);
    let count = pulled.map_or(baseline, |pulled| pulled.count);
    if count < petition.show_count_from.unwrap_or(1).max(1) {
        return None;
    }
    let goal = goal(petition.goal.as_ref(), count);
    let numbers = [("count", voice.format.number(count)), ("goal", voice.format.number(goal))];
    let numbers = numbers.each_ref().map(|(name, number)| (*name, number.as_str()));
    let text = voice.count_with("petition.signed_of", count, &numbers);
    Some(ProgressView { count, goal, text, as_of: as_of(pulled, voice), baseline: on_paper(baseline, voice) })
}

fn as_of(pulled: Option<&Count>, voice: &Voice) -> String {
    // The day of an RFC 3339 time is its first ten characters.
    let day = pulled.and_then(|pulled| Day::parse(pulled.as_of.get(..10)?));
    let day = day.map(|day| voice.format.long_date(day));
    day.map_or_else(String::new, |day| voice.say("petition.as_of", &[("date", &day)]))
}

fn on_paper(baseline: i64, voice: &Voice) -> String {
    if baseline < 1 {
        return String::new();
    }
    voice.count_with("petition.baseline", baseline, &[("n", &voice.format.number(baseline))])
}

/// The number to aim at: a fixed one, or the next step that is not nearly reached.
fn goal(goal: Option<&Goal>, count: i64) -> i64 {
    if let Some(fixed) = fixed_goal(goal) {
        return fixed;
    }
    let (steps, raise_at) = steps(goal);
    #[expect(clippy::cast_precision_loss, reason = "signatures are far fewer than 2^52")]
    let ahead = steps.iter().find(|step| (count as f64) < raise_at * **step as f64);
    ahead.or(steps.last()).copied().unwrap_or(count).max(count)
}

/// The one number to aim at, where a petition has one.
pub(super) fn fixed_goal(goal: Option<&Goal>) -> Option<i64> {
    let fixed = goal.and_then(|goal| goal.value.as_ref()).map(|value| value.value);
    fixed.filter(|_| goal.and_then(|goal| goal.mode) != Some(GoalMode::Auto))
}

/// The numbers to aim at one after another, and the share of one at which the next is shown.
pub(super) fn steps(goal: Option<&Goal>) -> (Vec<i64>, f64) {
    let raise_at = goal.and_then(|goal| goal.raise_at.as_ref()).map_or(0.8, |share| share.value.get());
    let steps: Vec<i64> = match goal.and_then(|goal| goal.steps.as_deref()) {
        Some(steps) if !steps.is_empty() => steps.iter().map(|step| step.value).collect(),
        _ => STEPS.to_vec(),
    };
    (steps, raise_at)
}

fn deliveries(petition: &Petition, voice: &Voice) -> Vec<DeliveryView> {
    let view = |delivery: &crate::content::petition::Delivery| {
        let status = delivery.status.map(|status| format!("petition.delivery_status.{}", status.word()));
        Some(DeliveryView {
            date: parts::date_view(voice, delivery.date?),
            to: delivery.to.clone().unwrap_or_default(),
            status: status.map_or_else(String::new, |key| voice.word(&key).to_owned()),
        })
    };
    petition.delivery.iter().flatten().filter_map(view).collect()
}

/// How the count is renewed: by our collector, while it can be signed.
fn live(petition: &Petition, standing: Standing, context: &Context<'_>, voice: &Voice) -> Option<LiveView> {
    let url = count_address(petition, &context.site.config).filter(|_| standing == Standing::Open)?;
    let script = context.statics(SCRIPT)?;
    let words: BTreeMap<&str, &Phrase> =
        voice.phrases().filter_map(|(key, phrase)| Some((said(key)?, phrase))).collect();
    let zone = crate::relate::petitions::zone(petition, &context.site.config.timezone);
    Some(LiveView {
        script,
        url,
        locale: voice.locale.clone(),
        timezone: zone.iana_name().unwrap_or("UTC").to_owned(),
        from: petition.show_count_from.unwrap_or(1).max(1),
        words: serde_json::to_string(&words).expect("texts are JSON"),
    })
}

/// What the script calls a phrase that it says.
fn said(key: &str) -> Option<&'static str> {
    match key {
        "petition.signed_of" => Some("count"),
        "petition.as_of" => Some("as_of"),
        _ => None,
    }
}

/// The form; `None` if nobody takes the signatures.
fn form(petition: &Petition, edition: &Edition, context: &Context<'_>, voice: &Voice) -> Option<FormView> {
    let (provider, action) = collector(petition, context)?;
    let fields = petition.fields.as_ref();
    let asks = |ask: Option<Ask>, usual: Ask| ask.unwrap_or(usual).word().to_owned();
    Some(FormView {
        action,
        provider: provider.to_owned(),
        lang: voice.lang.to_string(),
        first_name: asks(fields.and_then(|fields| fields.first_name), Ask::Required),
        last_name: asks(fields.and_then(|fields| fields.last_name), Ask::Required),
        country: asks(fields.and_then(|fields| fields.country), Ask::Optional),
        countries: context.countries(&voice.lang).clone(),
        age_text: age_text(petition, voice),
        processing: consent(petition, |consent| consent.processing.as_ref()),
        updates: consent(petition, |consent| consent.updates.as_ref()),
        privacy: privacy(petition, provider, voice),
        mail: mail(petition, edition, context),
        page: page(petition),
        website: context.absolute(&edition.url),
        contact: contact(petition),
        script: script(provider).and_then(|name| context.statics(name)).unwrap_or_default(),
    })
}

/// The script that sends to a provider.
fn script(provider: &str) -> Option<&'static str> {
    match provider {
        "altavoz" => Some(SCRIPT),
        "actionnetwork" => Some(OSDI),
        _ => None,
    }
}

/// The provider's own page for people without scripts; empty where none is named.
fn page(petition: &Petition) -> String {
    let page = petition.collector.as_ref().and_then(|own| own.page.as_ref());
    page.map_or_else(String::new, |page| page.value.clone())
}

/// A mail to those who ask, for people whose form does not work.
fn mail(petition: &Petition, edition: &Edition, context: &Context<'_>) -> String {
    let contact = petition.privacy.as_ref().and_then(|privacy| privacy.contact.as_ref());
    let subject = encode_value(parts::title(edition));
    let body = encode_value(&context.absolute(&edition.url));
    contact.map_or_else(String::new, |contact| {
        format!(
            "mailto:{}?subject={subject}&body=%0D%0A%0D%0A{body}",
            encode_value(&contact.value).replace("%40", "@")
        )
    })
}

/// Who takes the signatures, and where the form posts to.
fn collector(petition: &Petition, context: &Context<'_>) -> Option<(&'static str, String)> {
    let own = petition.collector.as_ref();
    let provider = own.and_then(|own| own.provider).unwrap_or(Provider::Altavoz);
    match provider {
        Provider::Altavoz => {
            let base = security::collector(petition, context.site)?;
            let id = &petition.id.as_ref()?.value;
            Some(("altavoz", format!("{}/v1/petitions/{id}/signatures", base.trim_end_matches('/'))))
        }
        // Proca's form is a script of its own, so readers go to its page.
        Provider::Proca | Provider::Link => Some(("link", own?.url.as_ref()?.value.clone())),
        Provider::ActionNetwork => {
            let url = own?.url.as_ref()?.value.trim_end_matches('/').to_owned();
            // Another address than that of its service is the petition's page there.
            if !url.contains("/api/") {
                return Some(("link", url));
            }
            let url = if url.ends_with("/signatures") { url } else { format!("{url}/signatures") };
            Some(("actionnetwork", url))
        }
    }
}

/// What signers say of their age; empty where they need not.
pub(super) fn age_text(petition: &Petition, voice: &Voice) -> String {
    let age = petition.min_age.map(|age| voice.format.number(age));
    age.map_or_else(String::new, |age| voice.say("petition.field.age", &[("age", &age)]))
}

fn consent(
    petition: &Petition,
    of: impl Fn(&crate::content::petition::Consent) -> Option<&crate::content::petition::ConsentText>,
) -> OptionView {
    let text = petition.consent.as_ref().and_then(of);
    let said = |part: Option<&crate::base::Spanned<String>>| {
        part.map_or_else(String::new, |part| part.value.clone())
    };
    OptionView {
        value: said(text.and_then(|text| text.id.as_ref())),
        label: said(text.and_then(|text| text.text.as_ref())),
    }
}

/// Whom to write to; empty where nobody is named.
fn contact(petition: &Petition) -> String {
    let contact = petition.privacy.as_ref().and_then(|privacy| privacy.contact.as_ref());
    contact.map_or_else(String::new, |contact| contact.value.clone())
}

/// Who keeps the data, for how long, and whom to ask.
fn privacy(petition: &Petition, provider: &str, voice: &Voice) -> String {
    let Some(privacy) = &petition.privacy else { return String::new() };
    let mut sentences = Vec::new();
    if let Some(controller) = &privacy.controller {
        sentences.push(voice.say("petition.privacy.controller", &[("name", controller)]));
    }
    if let Some(contact) = &privacy.contact {
        sentences.push(format!("{} {}", voice.word("petition.privacy.contact"), contact.value));
    }
    if let Some(days) = &privacy.retention_days {
        let number = voice.format.number(days.value);
        sentences.push(voice.count_with("petition.privacy.retention", days.value, &[("n", &number)]));
    }
    if provider == "actionnetwork" {
        sentences.push(voice.word("petition.privacy.actionnetwork").to_owned());
    }
    sentences.join(" · ")
}
