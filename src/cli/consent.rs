//! `altavoz consent withdraw`: takes a consent back, and everything that was published by it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::base::{Failure, SourcePath, Sources, Url};
use crate::config::Config;
use crate::content::Parsed;
use crate::write::edits;
use crate::{Memo, collect};

use super::Ended;
use super::arguments::{Unpublished, Withdraw};
use super::build::{inputs, workshop};
use super::place::Places;
use super::print::Printer;
use super::surroundings::SiteAt;
use super::withdrawal::{Found, Place, find, without};

/// Lists every use, and takes it out if the person says so.
pub(super) fn withdraw(withdraw: &Withdraw, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, _) = collect::collect(&site.root)?;
    let progress = printer.progress("say.building");
    let mut memo = Memo::with_pictures(workshop(site, Box::new(progress.counter("say.pictures"))));
    let ((parsed, derived), _) = crate::derived(&sources, &inputs(Unpublished::default(), site), &mut memo);
    progress.done();
    let found = find(&parsed, &withdraw.key);
    if found.places.is_empty() && !parsed.consents.contains_key(&withdraw.key) {
        return Err(Failure::new("failure.no-consent").arg("key", &withdraw.key));
    }
    let derived: BTreeSet<&Url> = found.files.iter().filter_map(|file| derived.get(file)).flatten().collect();
    list(&found, &derived, &parsed.config, &sources, printer);
    let agrees = withdraw.yes || printer.confirm("say.withdraw-question");
    if !agrees {
        printer.say("say.withdraw-listed", &[("key", withdraw.key.clone())]);
        return Ok(Ended::WithErrors);
    }
    // The record comes first: from here on no build publishes anything by it, should the rest fail.
    mark(&withdraw.key, &parsed, &sources, site)?;
    take_out(&found, &sources, site)?;
    for file in &found.files {
        edits::remove(&site.root, file.as_str())?;
    }
    for url in &derived {
        edits::remove(&site.root, &format!("public/{}", url.file()))?;
    }
    tidy(site, printer)?;
    let by_hand = found.places.iter().filter(|place| place.cut.is_none()).count();
    let said = [
        ("key", withdraw.key.clone()),
        ("uses", (found.places.len() - by_hand).to_string()),
        ("files", (found.files.len() + derived.len()).to_string()),
        ("left", by_hand.to_string()),
    ];
    printer.object(&json!({ "withdrawn": {
        "key": withdraw.key,
        "uses": found.places.len() - by_hand,
        "files": found.files.len() + derived.len(),
        "by_hand": by_hand,
    }}));
    printer.say(if by_hand == 0 { "say.withdrawn" } else { "say.withdrawn-in-part" }, &said);
    Ok(if by_hand == 0 { Ended::Well } else { Ended::WithErrors })
}

fn list(found: &Found, derived: &BTreeSet<&Url>, config: &Config, sources: &Sources, printer: &Printer) {
    let mut places = Places::of(sources);
    for place in &found.places {
        let line = places.place(place.span).and_then(|place| place.at).map_or(1, |(line, _)| line);
        let by_hand = place.cut.is_none();
        printer.object(&json!({
            "use": { "file": place.file.as_str(), "line": line, "what": place.what, "by_hand": by_hand }
        }));
        let said =
            [("file", place.file.to_string()), ("line", line.to_string()), ("what", place.what.to_owned())];
        if by_hand {
            printer.line(&printer.words.phrase("say.use-by-hand", &said));
        } else {
            printer.line(&format!("{}:{line}: {}", place.file, place.what));
        }
    }
    for file in &found.files {
        printer.object(&json!({ "file": file.as_str() }));
        printer.line(&printer.words.phrase("say.file-goes", &[("file", file.to_string())]));
    }
    for url in derived {
        let address = config.absolute(url);
        printer.object(&json!({ "purge": address }));
        printer.line(&printer.words.phrase("say.purge", &[("url", address)]));
    }
}

/// Writes the day into the record; a record that says one already keeps it.
fn mark(key: &str, parsed: &Parsed, sources: &Sources, site: &SiteAt) -> Result<(), Failure> {
    let Some(record) = parsed.consents.get(key) else { return Ok(()) };
    let path = format!("consent/{key}.toml");
    let text = sources.get(&path).and_then(|source| source.text().ok()).unwrap_or_default();
    if record.fields.withdrawn.is_some() {
        return Ok(());
    }
    let zone = &parsed.config.timezone;
    let day = site.now.instant(zone).day(zone);
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    edits::replace(&site.root, &path, format!("{text}{end}withdrawn = {day}\n").as_bytes())
}

fn take_out(found: &Found, sources: &Sources, site: &SiteAt) -> Result<(), Failure> {
    let mut by_file: BTreeMap<&SourcePath, Vec<&Place>> = BTreeMap::new();
    for place in found.places.iter().filter(|place| place.cut.is_some()) {
        by_file.entry(&place.file).or_default().push(place);
    }
    for (file, places) in by_file {
        let Some(text) = sources.get(file.as_str()).and_then(|source| source.text().ok()) else { continue };
        edits::replace(&site.root, file.as_str(), without(text, &places).as_bytes())?;
    }
    Ok(())
}

/// Looks at the site once more, so that the pictures leave what is kept between builds.
fn tidy(site: &SiteAt, printer: &Printer) -> Result<(), Failure> {
    let (sources, _) = collect::collect(&site.root)?;
    let progress = printer.progress("say.building");
    let mut memo = Memo::with_pictures(workshop(site, Box::new(progress.counter("say.pictures"))));
    crate::derived(&sources, &inputs(Unpublished::default(), site), &mut memo);
    progress.done();
    Ok(())
}
