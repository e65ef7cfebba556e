//! `altavoz consent withdraw`: takes a consent back, and everything that was published by it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::base::store::Store;
use crate::base::{Failure, Report, Source, SourcePath, Sources, Url, toml};
use crate::config::Config;
use crate::content::Parsed;
use crate::write::manifest::{self, Written};
use crate::write::{copies, edits};
use crate::{Derived, Memo, collect};

use super::Ended;
use super::arguments::{Unpublished, Withdraw};
use super::build::{compressed, inputs, workshop};
use super::place::Places;
use super::print::Printer;
use super::remains::without;
use super::surroundings::SiteAt;
use super::withdrawal::{Found, Place, cuts, find};

/// Lists every use, and takes it out if the person says so.
pub(super) fn withdraw(withdraw: &Withdraw, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, _) = collect::collect(&site.root)?;
    let (parsed, public, all) = derived(&sources, site, printer);
    let found = find(&parsed, &withdraw.key);
    if found.places.is_empty() && !parsed.consents.contains_key(&withdraw.key) {
        return Err(Failure::new("failure.no-consent").arg("key", &withdraw.key));
    }
    let of_file = |file| [&public, &all].into_iter().filter_map(move |derived| derived.get(file));
    let mut derived: BTreeSet<Url> = found.files.iter().flat_map(of_file).flatten().cloned().collect();
    let outputs = written(&derived, site)?;
    let paths = outputs.iter().flat_map(|output| &output.files);
    derived.extend(paths.map(|path| Url::new(format!("/{path}"))));
    list(&found, &derived, &parsed.config, &sources, printer);
    let agrees = withdraw.yes || printer.confirm("say.withdraw-question");
    if !agrees {
        printer.say("say.withdraw-listed", &[("key", withdraw.key.clone())]);
        return Ok(Ended::WithErrors);
    }
    // The record comes first: from here on no build publishes anything by it, should the rest fail.
    let unmarked = usize::from(!mark(&withdraw.key, &parsed, &sources, site, printer)?);
    let untouched = take_out(&found, &sources, site, printer)?;
    let left_outputs = remove(&found, &derived, &outputs, (site, printer))?;
    tidy(site, printer)?;
    let left = found.places.iter().filter(|place| place.cut.is_none() || untouched.contains(&place.file));
    let left = left.count();
    Ok(sum(
        &withdraw.key,
        found.places.len() - left,
        found.files.len() + derived.len(),
        left + unmarked + left_outputs,
        printer,
    ))
}

/// The site's files, what the pictures among them become, and what they became or will while they
/// are not public.
fn derived(sources: &Sources, site: &SiteAt, printer: &Printer) -> (Parsed, Derived, Derived) {
    let progress = printer.progress("say.building");
    let mut memo = Memo::with_pictures(workshop(site, Box::new(progress.counter("say.pictures"))));
    let ((parsed, public), _) = crate::derived(sources, &inputs(Unpublished::default(), site), &mut memo);
    // What was public once and is a draft now may still lie there.
    let all = Unpublished { drafts: true, future: true };
    let ((_, all), _) = crate::derived(sources, &inputs(all, site), &mut memo);
    progress.done();
    (parsed, public, all)
}

/// Where builds have put what was made from the pictures: under its address, or, since a picture's
/// name is made from its bytes, under its name wherever that is.
fn written(derived: &BTreeSet<Url>, site: &SiteAt) -> Result<Vec<Written>, Failure> {
    let paths: BTreeSet<String> = derived.iter().map(Url::file).collect();
    let names: BTreeSet<&str> = paths.iter().map(|path| name(path)).filter(|name| is_digest(name)).collect();
    let mut outputs = manifest::outputs(&site.root.join(".altavoz"))?;
    for output in &mut outputs {
        output.files.retain(|path| {
            let path = copies::original(path).unwrap_or(path);
            paths.contains(path) || names.contains(name(path))
        });
    }
    outputs.retain(|output| !output.files.is_empty());
    Ok(outputs)
}

/// Removes the pictures and what was made of them; gives how many folders that hold some were left
/// alone, since another site's folder wrote them.
fn remove(
    found: &Found,
    derived: &BTreeSet<Url>,
    outputs: &[Written],
    (site, printer): (&SiteAt, &Printer),
) -> Result<usize, Failure> {
    for file in &found.files {
        edits::remove(&site.root, file.as_str())?;
    }
    for url in derived {
        edits::remove_under(&site.root, "public", &url.file())?;
    }
    let (ours, others): (Vec<_>, Vec<_>) = outputs.iter().partition(|output| output.is_ours);
    for output in ours {
        output.files.iter().try_for_each(|path| edits::remove(&output.folder, path))?;
    }
    let is_there = |output: &&&Written| output.files.iter().any(|path| output.folder.join(path).is_file());
    let others: Vec<_> = others.iter().filter(is_there).collect();
    for output in &others {
        let path = output.folder.display().to_string();
        printer.object(&json!({ "left": { "folder": path } }));
        printer.line(&printer.words.phrase("say.output-left", &[("path", path)]));
    }
    Ok(others.len())
}

/// Says what was done, and whether that is all.
fn sum(key: &str, uses: usize, files: usize, by_hand: usize, printer: &Printer) -> Ended {
    printer.object(&json!({ "withdrawn": { "key": key, "uses": uses, "files": files, "by_hand": by_hand } }));
    let said = [
        ("key", key.to_owned()),
        ("uses", uses.to_string()),
        ("files", files.to_string()),
        ("left", by_hand.to_string()),
    ];
    printer.say(if by_hand == 0 { "say.withdrawn" } else { "say.withdrawn-in-part" }, &said);
    if by_hand == 0 { Ended::Well } else { Ended::WithErrors }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_digest(name: &str) -> bool {
    name.bytes().take_while(u8::is_ascii_hexdigit).count() == 16
}

fn list(found: &Found, derived: &BTreeSet<Url>, config: &Config, sources: &Sources, printer: &Printer) {
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

/// Writes the day into the record; a record that says one already keeps it. `false` if it could not.
fn mark(
    key: &str,
    parsed: &Parsed,
    sources: &Sources,
    site: &SiteAt,
    printer: &Printer,
) -> Result<bool, Failure> {
    let Some(record) = parsed.consents.get(key) else { return Ok(true) };
    if record.fields.withdrawn.is_some() {
        return Ok(true);
    }
    let path = format!("consent/{key}.toml");
    let zone = &parsed.config.timezone;
    let line = format!("withdrawn = {}", site.now.instant(zone).day(zone));
    if let Some(source) = sources.get(&path)
        && let Some(text) = marked(source, &line)
        && edits::change(&site.root, &path, &source.bytes, text.as_bytes())?
    {
        return Ok(true);
    }
    printer.object(&json!({ "left": { "file": path, "line": line } }));
    printer.line(&printer.words.phrase("say.record-by-hand", &[("file", path), ("line", line)]));
    Ok(false)
}

/// The record with one more line; `None` if that would not say what it should.
fn marked(source: &Source, line: &str) -> Option<String> {
    let text = source.text().ok()?;
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let text = format!("{text}{end}{line}\n");
    let mut report = Report::default();
    let marked = Source::new(source.path.clone(), text.as_bytes());
    let is_read = toml::file(&marked, &mut report).table.get("withdrawn").is_some();
    (is_read && report.diagnostics.is_empty()).then_some(text)
}

/// Cuts every use out of its file; gives the files that were left alone, having changed meanwhile.
fn take_out<'a>(
    found: &'a Found,
    sources: &Sources,
    site: &SiteAt,
    printer: &Printer,
) -> Result<BTreeSet<&'a SourcePath>, Failure> {
    let mut by_file: BTreeMap<&SourcePath, Vec<&Place>> = BTreeMap::new();
    for place in found.places.iter().filter(|place| place.cut.is_some()) {
        by_file.entry(&place.file).or_default().push(place);
    }
    let mut untouched = BTreeSet::new();
    for (file, places) in by_file {
        if let Some(source) = sources.get(file.as_str())
            && let Ok(text) = source.text()
            && edits::change(
                &site.root,
                file.as_str(),
                &source.bytes,
                without(text, &cuts(&places)).as_bytes(),
            )?
        {
            continue;
        }
        printer.object(&json!({ "left": { "file": file.as_str() } }));
        printer.line(&printer.words.phrase("say.uses-left", &[("file", file.to_string())]));
        untouched.insert(file);
    }
    Ok(untouched)
}

/// Looks at the site once more, so that the pictures leave what is kept between builds.
fn tidy(site: &SiteAt, printer: &Printer) -> Result<(), Failure> {
    compressed(site).keep_only(&BTreeSet::new());
    let (sources, _) = collect::collect(&site.root)?;
    let progress = printer.progress("say.building");
    let mut memo = Memo::with_pictures(workshop(site, Box::new(progress.counter("say.pictures"))));
    crate::derived(&sources, &inputs(Unpublished::default(), site), &mut memo);
    progress.done();
    Ok(())
}
