//! `altavoz list`: for every source file, where it is published or why not.

use serde_json::json;

use crate::base::{Failure, Url};
use crate::relate::site::Row;
use crate::{Memo, collect};

use super::Ended;
use super::arguments::{Format, List, Unpublished};
use super::build::{Counts, inputs, workshop};
use super::print::Printer;
use super::surroundings::SiteAt;

/// Prints a row for every file, errors in the content or not.
pub(super) fn run(list: &List, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, mut diagnostics) = collect::collect(&site.root)?;
    let inputs = inputs(Unpublished::default(), site);
    let progress = printer.progress("say.checking");
    let mut memo = Memo::with_pictures(workshop(site, Box::new(progress.counter("say.pictures"))));
    let (related, found) = crate::site_with_pictures(&sources, &inputs, &mut memo);
    progress.done();
    diagnostics.extend(found);
    for row in related.listing.iter().filter(|row| !list.hidden || row.state != "published") {
        match printer.format {
            Format::Json => printer.object(&object(row, printer)),
            _ => printer.line(&line(row, printer)),
        }
    }
    let counts = Counts::of(&diagnostics);
    if counts.errors > 0 {
        printer.say("say.list-errors", &[("errors", counts.errors.to_string())]);
        return Ok(Ended::WithErrors);
    }
    Ok(Ended::Well)
}

fn object(row: &Row, printer: &Printer) -> serde_json::Value {
    json!({
        "file": row.file.as_str(),
        "lang": row.lang.as_str(),
        "kind": row.kind.name(),
        "url": row.url.as_ref().map(Url::as_str),
        "state": row.state,
        "reason": reason(row, printer),
    })
}

fn line(row: &Row, printer: &Printer) -> String {
    let state = printer.words.phrase(&format!("state.{}", row.state), &[]);
    let url = row.url.as_ref().map_or("–", |url| url.as_str());
    let reason = reason(row, printer).map(|reason| format!("  ({reason})")).unwrap_or_default();
    format!("{state:<12} {:<4} {}  →  {url}{reason}", row.lang.as_str(), row.file)
}

fn reason(row: &Row, printer: &Printer) -> Option<String> {
    let (key, detail) = row.reason.as_ref()?;
    Some(printer.words.phrase(&format!("reason.{key}"), &[("value", detail.clone())]))
}
