//! An item in a list.

use super::context::Context;
use super::parts;
use super::view::CardView;
use super::voice::Voice;
use crate::content::Own;
use crate::relate::site::{Edition, Taxonomy};

/// The card of an edition in lists of a language.
pub(super) fn view(context: &Context<'_>, edition: &Edition, voice: &Voice) -> CardView {
    let item = &context.site.items[edition.item];
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let (badge_key, badge) = badge(context, edition, voice);
    CardView {
        kind: item.kind.name().to_owned(),
        kind_label: parts::kind_label(edition, item.kind, voice),
        title: parts::title(edition).to_owned(),
        url: context.href(&edition.url),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        lang_name: if lang.is_empty() { String::new() } else { voice.format.language(&edition.text_lang) },
        date: parts::date(context, edition).map(|day| parts::date_view(voice, day)),
        summary: parts::summary(context, edition),
        place: place(context, edition, voice),
        badge,
        badge_key,
        ask: ask(edition),
        // What readers are warned of is not put before them in passing.
        image: context.image(edition).filter(|_| !edition.is_warned()),
    }
}

fn place(context: &Context<'_>, edition: &Edition, voice: &Voice) -> String {
    let item = &context.site.items[edition.item];
    let names: Vec<String> = if item.countries.is_empty() {
        item.regions.iter().map(|region| context.term_name(Taxonomy::Regions, region, voice)).collect()
    } else {
        item.countries.iter().map(|country| voice.format.country(*country)).collect()
    };
    if names.len() == 1 {
        names.into_iter().collect()
    } else {
        voice.format.list(names.iter().map(String::as_str))
    }
}

fn badge(context: &Context<'_>, edition: &Edition, voice: &Voice) -> (String, String) {
    match &*edition.own {
        Own::Petition(own) => {
            let state = context.standing(own).word();
            (state.to_owned(), voice.word(&format!("petition.state.{state}")).to_owned())
        }
        Own::Practice(own) => own.measure.as_ref().map_or_else(Default::default, |measure| {
            let label = context.label("measure", &measure.value, voice);
            (measure.value.clone(), label)
        }),
        _ => Default::default(),
    }
}

fn ask(edition: &Edition) -> String {
    match &*edition.own {
        Own::Petition(petition) => petition.ask.as_ref().map_or_else(String::new, |ask| ask.value.clone()),
        _ => String::new(),
    }
}
