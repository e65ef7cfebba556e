//! A hashtag's page as a campaign: its items by kind, and a kit of posts, pictures and petitions to embed.

use std::sync::Arc;

use super::context::Context;
use super::embed;
use super::list::cards;
use super::parts;
use super::poster::{self, Shape};
use super::share::{self, Shareable};
use super::view::campaign::{CampaignGroup, CampaignView, EmbedCode, KitPicture, PostView};
use super::view::poster::PosterView;
use super::voice::Voice;
use crate::base::drawing::Drawing;
use crate::content::kit::{self, Post};
use crate::content::petition::Network;
use crate::content::{Kind, Own};
use crate::relate::site::{Edition, Entry, Part, Taxonomy, TermKey};

/// Kinds in the order in which a campaign shows them.
const ORDER: [Kind; 6] =
    [Kind::Petition, Kind::Statement, Kind::News, Kind::Practice, Kind::Publication, Kind::Page];

/// The text that somebody wrote for a hashtag.
pub(super) fn text<'a>(context: &Context<'a>, term: &TermKey, voice: &Voice) -> Option<&'a Arc<Edition>> {
    if term.taxonomy != Taxonomy::Hashtags {
        return None;
    }
    context.site.campaigns.get(&voice.lang)?.get(&term.key)
}

/// What a hashtag means to readers of a language: the title of its text, else the gloss of i18n/terms.toml.
pub(super) fn meaning(context: &Context<'_>, key: &str, voice: &Voice) -> String {
    let text = context.site.campaigns.get(&voice.lang).and_then(|texts| texts.get(key));
    let title = text.filter(|text| !text.is_fallback()).map(|text| parts::title(text));
    title.filter(|title| !title.is_empty()).map_or_else(|| context.gloss(key, &voice.lang), str::to_owned)
}

/// What its picture says of a hashtag: the summary of its text, else its meaning.
pub(super) fn line(context: &Context<'_>, key: &str, voice: &Voice) -> String {
    let text = context.site.campaigns.get(&voice.lang).and_then(|texts| texts.get(key));
    let summary = text.filter(|text| !text.is_fallback()).and_then(|text| text.meta.summary.as_ref());
    summary.map_or_else(|| meaning(context, key, voice), |summary| summary.value.clone())
}

/// A campaign, and the pictures that it offers.
pub(super) fn view(
    context: &Context<'_>,
    term: &TermKey,
    part: &Part,
    voice: &Voice,
) -> (CampaignView, Vec<Drawing>) {
    let groups = groups(context, part, voice);
    if part.number > 1 {
        return (CampaignView { groups, ..CampaignView::default() }, Vec::new());
    }
    let own = text(context, term, voice);
    let (lang, dir) = own.map_or(("", ""), |edition| voice.foreign(&edition.text_lang));
    let (lang, dir) = (lang.to_owned(), dir.to_owned());
    let (pictures, drawings) = pictures(context, term, part, voice);
    let posts = posts(context, term, part, voice);
    let embeds = part.petitions.iter().map(|entry| embed(context, &entry.edition)).collect();
    (CampaignView { lang, dir, groups, posts, pictures, embeds }, drawings)
}

fn groups(context: &Context<'_>, part: &Part, voice: &Voice) -> Vec<CampaignGroup> {
    let of_kind = |kind: Kind| {
        // Petitions that can be signed stand above all others.
        let is_above =
            |entry: &Entry| part.petitions.iter().any(|open| open.edition.item == entry.edition.item);
        let is_here =
            |entry: &&Entry| context.site.items[entry.edition.item].kind == kind && !is_above(entry);
        let entries = part.entries.iter().filter(is_here);
        let entries: Vec<Entry> = entries.cloned().collect();
        let title = match kind {
            Kind::Statement => "kind.statements",
            Kind::News => "kind.news_many",
            Kind::Petition => "kind.petitions",
            Kind::Practice => "kind.practices",
            Kind::Publication => "kind.publications",
            Kind::Page => "kind.pages",
        };
        CampaignGroup {
            key: kind.folder().unwrap_or("pages").to_owned(),
            title: voice.word(title).to_owned(),
            cards: cards(context, &entries, voice),
        }
    };
    ORDER.into_iter().map(of_kind).filter(|group| !group.cards.is_empty()).collect()
}

/// The posts that the campaign's file has, each with its hashtag and address.
fn posts(context: &Context<'_>, term: &TermKey, part: &Part, voice: &Voice) -> Vec<PostView> {
    let Some(edition) = text(context, term, voice) else { return Vec::new() };
    let Own::Page(page) = &*edition.own else { return Vec::new() };
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let url = context.absolute(&part.first);
    let post = |post: &Post| {
        let network = post.network?;
        let words = kit::words(&post.text.as_ref()?.value, &term.spelling);
        let shared = Shareable {
            text: &words,
            title: parts::title(edition),
            url: &url,
            hashtags: Vec::new(),
            networks: Some(&[network]),
            mastodon: None,
        };
        let action = match network {
            Network::Whatsapp | Network::Telegram | Network::Email => "kit.send_by",
            Network::Mastodon | Network::Bluesky | Network::X | Network::Copy => "kit.post_on",
        };
        let key = format!("share.{}", network.word());
        let label = voice.word(&key);
        let link = share::view(&shared, voice).links.into_iter().next();
        let number = |number: usize| voice.format.number(i64::try_from(number).unwrap_or(i64::MAX));
        let length = kit::length(network, &words, &url);
        let limit = kit::limit(network);
        let count_text = match limit {
            Some(limit) => {
                voice.say("kit.count_of", &[("count", &number(length)), ("limit", &number(limit))])
            }
            None => voice.say("kit.count", &[("count", &number(length))]),
        };
        Some(PostView {
            network: network.word().to_owned(),
            label: label.to_owned(),
            action: voice.say(action, &[("network", label)]),
            text: format!("{words}\n{url}"),
            lang: lang.to_owned(),
            dir: dir.to_owned(),
            count_text,
            is_over: limit.is_some_and(|limit| length > limit),
            url: link.map(|link| link.url).unwrap_or_default(),
        })
    };
    page.kit.iter().flatten().filter_map(post).collect()
}

/// The campaign's own pictures and those of its open petitions, wide and square.
fn pictures(
    context: &Context<'_>,
    term: &TermKey,
    part: &Part,
    voice: &Voice,
) -> (Vec<KitPicture>, Vec<Drawing>) {
    let own = (poster::of_term(context, term.taxonomy, &term.key, voice), term.key.clone());
    let petitions = part.petitions.iter().map(|entry| {
        let petition = context.site.items[entry.edition.item].path.as_str();
        let name = petition.rsplit_once('/').map_or(petition, |(_, name)| name).to_owned();
        (poster::of_item(context, &entry.edition), name)
    });
    let posters: Vec<(PosterView, String)> = std::iter::once(own).chain(petitions).collect();
    let (mut pictures, mut drawings) = (Vec::new(), Vec::new());
    for (poster, name) in posters {
        for shape in [Shape::Wide, Shape::Square] {
            let alt = poster::alt(&poster, voice);
            let (width, height) = shape.size();
            let lang = poster.lang.clone();
            let Some(drawing) = poster::drawing(context, poster.clone(), shape) else { continue };
            pictures.push(KitPicture {
                url: context.href(&drawing.url),
                file: format!("{name}-{lang}-{width}x{height}.png"),
                size: format!("{width} × {height}"),
                width,
                height,
                alt,
                lang,
            });
            drawings.push(drawing);
        }
    }
    (pictures, drawings)
}

/// The markup that puts a petition into another site's page.
fn embed(context: &Context<'_>, edition: &Edition) -> EmbedCode {
    EmbedCode { title: parts::title(edition).to_owned(), code: embed::code(context, edition) }
}
