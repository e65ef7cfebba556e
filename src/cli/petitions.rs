//! `altavoz petitions pull`: asks the collectors how many have signed, and writes it into counts.toml,
//! which the next build shows.
//!
//! A collector that does not answer changes nothing: its last count and the day of that stay.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use crate::base::Failure;
use crate::collect;
use crate::content::Own;
use crate::content::parsed::Count;
use crate::relate::Site;
use crate::relate::petitions::count_address;
use crate::write::edits;
use crate::{Inputs, Memo};

use super::Ended;
use super::arguments::PetitionsPull;
use super::build::Counts;
use super::external::Internet;
use super::print::Printer;
use super::surroundings::SiteAt;

/// The source that builds read.
const FILE: &str = "counts.toml";
/// What stands above the numbers.
const HEAD: &str = "# Signatures, the paper ones included, as the collectors counted them.\n\
     # `altavoz petitions pull` writes this file; a petition that is signed elsewhere may be added by hand.\n";

/// What a collector answers.
#[derive(Deserialize)]
struct Answer {
    count: i64,
    as_of: String,
}

/// Asks, and writes what is new.
pub(super) fn pull(pull: &PetitionsPull, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, mut diagnostics) = collect::collect(&site.root)?;
    let inputs = Inputs { now: site.now, drafts: false, future: false, base: None, collector: None };
    let ((related, found), _) = crate::site(&sources, &inputs, &mut Memo::default());
    diagnostics.extend(found);
    // What is there already may not be understood, and then it would be lost.
    if Counts::of(&diagnostics).errors > 0 {
        printer.diagnostics(&diagnostics, &sources);
        return Ok(Ended::WithErrors);
    }
    let internet = Internet::new(pull.allow_local);
    let mut counts = related.counts.clone();
    for (id, address) in addresses(&related) {
        match asked(&internet, &address) {
            Ok(count) => {
                printer.say("say.pulled", &[("id", id.clone()), ("count", count.count.to_string())]);
                counts.insert(id, count);
            }
            Err(reason) => {
                let reason = printer.words.phrase(&format!("detail.{reason}"), &[]);
                let said = [("id", id.clone()), ("address", address), ("reason", reason)];
                match counts.get(&id) {
                    Some(kept) => {
                        let kept = [("count", kept.count.to_string()), ("date", day(kept))];
                        printer.say("say.pull-kept", &[&said[..], &kept[..]].concat());
                    }
                    None => printer.say("say.pull-nothing", &said),
                }
            }
        }
    }
    if counts != related.counts {
        edits::replace(&site.root, FILE, text(&counts).as_bytes())?;
        printer.say("say.pull-written", &[("file", FILE.to_owned())]);
    }
    Ok(Ended::Well)
}

/// Where each petition's count is told.
fn addresses(site: &Site) -> BTreeMap<String, String> {
    let editions = site.items.iter().filter_map(|item| item.editions.get(&item.source));
    let petitions = editions.filter_map(|edition| match &*edition.own {
        Own::Petition(petition) => {
            Some((petition.id.as_ref()?.value.clone(), count_address(petition, &site.config)?))
        }
        _ => None,
    });
    petitions.collect()
}

fn asked(internet: &Internet, address: &str) -> Result<Count, &'static str> {
    let body = internet.get(address)?;
    let answer: Answer = serde_json::from_slice(&body).map_err(|_| "pull-shape")?;
    let is_time = answer.as_of.parse::<jiff::Timestamp>().is_ok();
    if answer.count < 0 || !is_time {
        return Err("pull-shape");
    }
    Ok(Count { count: answer.count, as_of: answer.as_of })
}

fn day(count: &Count) -> String {
    count.as_of.get(..10).unwrap_or(&count.as_of).to_owned()
}

/// The file, in the order of the ids.
fn text(counts: &BTreeMap<String, Count>) -> String {
    counts.iter().fold(HEAD.to_owned(), |mut text, (id, count)| {
        write!(text, "\n[{id}]\ncount = {}\nas_of = {}\n", count.count, count.as_of)
            .expect("a string takes everything");
        text
    })
}
