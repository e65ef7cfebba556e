//! `/api/v1/petitions.json`: what the signature collector needs to know, and the words of its pages.

use std::collections::BTreeMap;

use super::context::Context;
use super::item;
use super::petition;
use super::security;
use super::voice::Voice;
use crate::base::output::{File, Wave};
use crate::base::petitions::{Consents, Fields, Language, Petition as Data, Petitions, Rule, Text, VERSION};
use crate::base::{Url, petitions::Goal};
use crate::content::Own;
use crate::content::Petition;
use crate::content::petition::{Ask, Provider};
use crate::relate::petitions::{Standing, closes, opens, zone};
use crate::relate::site::{Item, State};

/// Where it is published.
const PLACE: &str = "/api/v1/petitions.json";
/// The strings that the collector speaks with.
const WORDS: &str = "collector.";

/// The file; a site without petitions has none.
pub(super) fn file(context: &Context<'_>) -> Option<(Url, File)> {
    let items = context.site.items.iter();
    let petitions: BTreeMap<String, Data> = items.filter_map(|item| data(item, context)).collect();
    if petitions.is_empty() {
        return None;
    }
    let config = &context.site.config;
    let languages = context.voices().map(|voice| (voice.lang.to_string(), language(voice, context)));
    let whole = Petitions {
        version: VERSION,
        origin: config.origin.clone(),
        default_language: config.default_language.to_string(),
        style: style(context),
        languages: languages.collect(),
        petitions,
    };
    let json = serde_json::to_vec(&whole).expect("texts and numbers are JSON");
    Some((Url::new(PLACE), File::new(Wave::Index, json)))
}

fn style(context: &Context<'_>) -> String {
    let sheet = context.theme.statics.iter().find(|file| file.name == "style.css");
    sheet.map_or_else(String::new, |sheet| String::from_utf8_lossy(&sheet.file.bytes).into_owned())
}

fn language(voice: &Voice, context: &Context<'_>) -> Language {
    let words = voice.phrases().filter(|(key, _)| key.starts_with(WORDS));
    Language {
        title: voice.title.clone(),
        dir: voice.lang.dir().to_owned(),
        home: context.absolute(&context.site.config.home(&voice.lang)),
        countries: context.countries(&voice.lang).iter().map(country).collect(),
        words: words.map(|(key, _)| (key.to_owned(), voice.word(key).to_owned())).collect(),
    }
}

fn country(option: &super::view::OptionView) -> (String, String) {
    (option.value.clone(), option.label.clone())
}

fn data(item: &Item, context: &Context<'_>) -> Option<(String, Data)> {
    let is_trial = context.site.config.trial_collector.is_some();
    let is_shown = |state: State| state == State::Published || (is_trial && state != State::Expired);
    let shown: Vec<_> = item.editions.values().filter(|edition| is_shown(edition.state)).collect();
    // What is the same in every language is what the source says.
    let source = item.editions.get(&item.source).or(shown.first().copied())?;
    let petition = own(&source.own)?;
    let texts: BTreeMap<String, Text> = shown
        .iter()
        .filter_map(|edition| {
            let voice = context.voice(&edition.lang);
            Some((edition.lang.to_string(), text(own(&edition.own)?, edition, voice, context)))
        })
        .collect();
    let id = petition.id.as_ref()?.value.clone();
    (!texts.is_empty()).then(|| Some((id, common(petition, texts, context)?)))?
}

fn own(own: &Own) -> Option<&Petition> {
    match own {
        Own::Petition(petition) => Some(petition),
        _ => None,
    }
}

fn common(petition: &Petition, texts: BTreeMap<String, Text>, context: &Context<'_>) -> Option<Data> {
    let site_zone = &context.site.config.timezone;
    let fields = petition.fields.as_ref();
    let privacy = petition.privacy.as_ref();
    let consent = petition.consent.as_ref();
    let updates = consent.and_then(|consent| consent.updates.as_ref()?.id.as_ref());
    let baseline = petition.baseline.as_ref().and_then(|baseline| baseline.value.as_ref());
    let provider = petition.collector.as_ref().and_then(|own| own.provider).unwrap_or(Provider::Altavoz);
    let (steps, raise_at) = petition::steps(petition.goal.as_ref());
    #[expect(clippy::cast_possible_truncation, reason = "a share is between 0 and 1")]
    let raise_at = (raise_at * 1000.0).round() as i64;
    Some(Data {
        state: petition.state.as_ref().map_or("open", |state| state.value.word()).to_owned(),
        opens: opens(petition, site_zone)?.to_string(),
        closes: closes(petition, site_zone).map(|instant| instant.to_string()),
        timezone: zone(petition, site_zone).iana_name().unwrap_or("UTC").to_owned(),
        fields: Fields {
            first_name: rule(fields.and_then(|fields| fields.first_name), Rule::Required),
            last_name: rule(fields.and_then(|fields| fields.last_name), Rule::Required),
            country: rule(fields.and_then(|fields| fields.country), Rule::Optional),
        },
        min_age: petition.min_age,
        consent: Consents {
            processing: consent.and_then(|consent| consent.processing.as_ref()?.id.as_ref())?.value.clone(),
            updates: updates.map(|id| id.value.clone()),
        },
        baseline: baseline.map_or(0, |value| value.value),
        goal: Goal { fixed: petition::fixed_goal(petition.goal.as_ref()), steps, raise_at },
        collector: security::collector(petition, context.site).filter(|_| provider == Provider::Altavoz),
        controller: privacy.and_then(|privacy| privacy.controller.clone()).unwrap_or_default(),
        contact: privacy.and_then(|p| p.contact.as_ref()).map_or_else(String::new, |at| at.value.clone()),
        retention_days: privacy.and_then(|p| p.retention_days.as_ref()).map_or(0, |days| days.value),
        anonymise_after_close: privacy.and_then(|p| p.anonymise_after_close).unwrap_or(true),
        texts,
    })
}

fn rule(ask: Option<Ask>, usual: Rule) -> Rule {
    match ask {
        Some(Ask::Required) => Rule::Required,
        Some(Ask::Optional) => Rule::Optional,
        Some(Ask::Off) => Rule::Off,
        None => usual,
    }
}

fn text(
    petition: &Petition,
    edition: &crate::relate::site::Edition,
    voice: &Voice,
    context: &Context<'_>,
) -> Text {
    let consent = petition.consent.as_ref();
    let said = |text: Option<&crate::content::petition::ConsentText>| {
        text.and_then(|text| text.text.as_ref()).map(|text| text.value.clone())
    };
    let notice = |standing: Standing| {
        let text = petition::state_text(petition, standing, context, voice);
        (standing.word().to_owned(), text)
    };
    let label = |name: &str, key: &str| (name.to_owned(), voice.word(key).to_owned());
    let mut labels = BTreeMap::from([
        label("first_name", "petition.field.first_name"),
        label("last_name", "petition.field.last_name"),
        label("email", "petition.field.email"),
        label("country", "petition.field.country"),
        label("consent_processing", "petition.field.consent"),
        label("consent_updates", "petition.field.consent_updates"),
        label("website", "petition.field.website"),
    ]);
    labels.insert("age_ok".to_owned(), petition::age_text(petition, voice));
    Text {
        title: super::parts::title(edition).to_owned(),
        url: context.absolute(&edition.url),
        processing: said(consent.and_then(|consent| consent.processing.as_ref())).unwrap_or_default(),
        updates: said(consent.and_then(|consent| consent.updates.as_ref())),
        notices: [Standing::Announced, Standing::Paused, Standing::Closed].map(notice).into(),
        share: share(edition, voice, context),
        labels,
    }
}

/// Ways to share it, from pages of another origin.
fn share(
    edition: &crate::relate::site::Edition,
    voice: &Voice,
    context: &Context<'_>,
) -> Vec<(String, String)> {
    let view = item::content(context, edition, voice);
    let origin = &context.site.config.origin;
    let links = item::share(context, edition, &view, voice).links;
    let absolute = |url: String| if url.starts_with('/') { format!("{origin}{url}") } else { url };
    links.into_iter().map(|link| (link.label, absolute(link.url))).collect()
}
