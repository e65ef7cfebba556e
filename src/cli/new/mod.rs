//! `altavoz new`: begins an item with a file in the right place and the right fields.
//!
//! What is missing is asked for on a terminal. Before anything is written, the site is read with
//! the new file in it: what would be an error there is said, and nothing is written.

mod ask;
mod place;
mod text;

use std::sync::Arc;

use serde_json::json;

use crate::base::date::Day;
use crate::base::{Diagnostic, Failure, Severity, Source, SourcePath, Sources, Url};
use crate::config::Config;
use crate::content::{Kind, Own};
use crate::relate::Site;
use crate::relate::site::Item;
use crate::write::edits;
use crate::{Memo, collect};

use super::Ended;
use super::arguments::{Format, New, Unpublished};
use super::build::inputs;
use super::field_words::FieldWords;
use super::print::Printer;
use super::surroundings::SiteAt;

use ask::Wish;
use place::Place;

pub(super) use place::is_folder;

/// Begins an item, or says why not.
pub(super) fn run(new: &New, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, _) = collect::collect(&site.root)?;
    let mut memo = Memo::default();
    let (before, said_before) = read(&sources, site, &mut memo);
    let wish = ask::wish(new, &before.config, printer)?;
    let place = place::place(new, &wish, &before.config)?;
    refuse_neighbours(&place, &wish, &sources)?;
    let words = FieldWords::of_or_english(wish.lang.as_str());
    let text = text::text(&wish, &facts(&wish, &place, &before, &sources, site), &words);

    let source = Source::new(SourcePath::new(&place.path), text.as_bytes());
    let sources: Sources = sources.iter().map(|source| Source::clone(source)).chain([source]).collect();
    let (after, said) = read(&sources, site, &mut memo);
    let new: Vec<Diagnostic> = said.into_iter().filter(|said| !said_before.contains(said)).collect();
    if new.iter().any(|said| said.severity == Severity::Error) {
        printer.diagnostics(&new, &sources);
        return Err(Failure::new("failure.new-refused").arg("path", &place.path));
    }
    edits::add(&site.root, &place.path, text.as_bytes())?;
    tell(&wish, &place, &after, &words, printer);
    Ok(Ended::Well)
}

// Drafts and what is embargoed are part of it, since what is begun is a draft.
fn read(sources: &Sources, site: &SiteAt, memo: &mut Memo) -> (Site, Vec<Diagnostic>) {
    let inputs = inputs(Unpublished { drafts: true, future: true }, site);
    crate::site(sources, &inputs, memo).0
}

/// A second file of the same name would be a translation, or no item at all.
fn refuse_neighbours(place: &Place, wish: &Wish, sources: &Sources) -> Result<(), Failure> {
    if sources.get(&place.path).is_some() {
        return Err(Failure::new("failure.exists").arg("path", &place.path));
    }
    let item = format!("content/{}", place.item);
    let is_item = |source: &&Arc<Source>| {
        let rest = &source.path.as_str()[item.len()..];
        let beside = rest.starts_with('.') && !rest.contains('/');
        source.path.extension().as_deref() == Some("md") && (beside || rest.starts_with("/index."))
    };
    let Some(taken) = sources.under(&item).find(is_item) else { return Ok(()) };
    Err(Failure::new("failure.new-neighbour").arg("path", &taken.path).arg("lang", &wish.lang))
}

/// What the file can take from the site around it.
#[derive(Debug)]
struct Facts {
    today: Day,
    /// The file's address word.
    name: String,
    id: String,
    site: String,
    region: Option<String>,
    /// Some item to name in examples.
    item: String,
    picture: String,
    topic: String,
    hashtag: String,
}

fn facts(wish: &Wish, place: &Place, site: &Site, sources: &Sources, at: &SiteAt) -> Facts {
    let config = &site.config;
    let language = config.languages.iter().find(|language| language.lang == wish.lang);
    let is_picture =
        |path: &SourcePath| matches!(path.extension().as_deref(), Some("jpg" | "jpeg" | "png" | "svg"));
    let mut pictures = sources.under("assets/").map(|source| &source.path).filter(|path| is_picture(path));
    let picture = pictures.next().and_then(|path| path.as_str().strip_prefix("assets"));
    let item = site.items.iter().find(|item| item.path.as_str().contains('/') && is_public(item));
    let today = at.now.instant(&config.timezone).day(&config.timezone);
    let regions = config.regions.iter().map(|region| region.key.clone());
    Facts {
        today,
        name: place.word.clone(),
        id: place::id(wish, &place.word, today, &ids(site)),
        site: language.map_or_else(|| config.title.clone(), |language| language.title.clone()),
        region: regions.clone().find(|key| key == "global").or_else(|| regions.clone().next()),
        item: item.map_or("news/hearing", |item| item.path.as_str()).to_owned(),
        picture: picture.unwrap_or("/picture.jpg").to_owned(),
        topic: site.terms.topics.keys().next().map_or("child-rights", String::as_str).to_owned(),
        hashtag: "FreeThemAll".to_owned(),
    }
}

// What is a draft today may be gone tomorrow.
fn is_public(item: &Item) -> bool {
    item.editions.values().all(|edition| edition.meta.draft != Some(true) && edition.meta.publish.is_none())
}

/// The ids that petitions and practices have.
fn ids(site: &Site) -> Vec<&str> {
    let editions = site.items.iter().filter_map(|item| item.editions.values().next());
    editions.filter_map(|edition| id(&edition.own)).collect()
}

fn id(own: &Own) -> Option<&str> {
    let id = match own {
        Own::Petition(petition) => petition.id.as_ref(),
        Own::Practice(practice) => practice.id.as_ref(),
        _ => None,
    };
    id.map(|id| id.value.as_str())
}

fn tell(wish: &Wish, place: &Place, site: &Site, words: &FieldWords, printer: &Printer) {
    let row = site.listing.iter().find(|row| row.file.as_str() == place.path && row.lang == wish.lang);
    let url = row.and_then(|row| row.url.as_ref()).map(Url::as_str);
    if printer.format == Format::Json {
        return printer.object(&json!({
            "file": place.path, "lang": wish.lang.as_str(), "kind": wish.kind.name(), "url": url,
        }));
    }
    printer.say("say.begun", &[("path", place.path.clone())]);
    if let Some(url) = url {
        printer.say("say.begun-next", &[("url", url.to_owned())]);
    }
    if !wish.lang.as_str().starts_with(words.lang) {
        printer.say("say.begun-english", &[("lang", wish.lang.to_string())]);
    }
}

/// Whether items of a kind want a country.
fn wants_country(kind: Kind) -> bool {
    matches!(kind, Kind::Statement | Kind::News | Kind::Petition | Kind::Practice)
}

fn langs(config: &Config) -> String {
    config.langs().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
