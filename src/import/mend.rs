//! Builds the new site with the new files, and mends what it would refuse.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Lang, Report, Severity, Source, SourceId, SourcePath};

use super::allow;
use super::draft::{Draft, Finished};
use super::old::{Old, Page};
use super::text::Mend;
use super::{New, Trial};

/// How often: addresses first, then links, then what shows only behind those.
const ROUNDS: usize = 6;

/// Mends drafts until a build has nothing more to say that can be mended; gives what it says then.
pub(super) fn mend(
    old: &Old,
    drafts: &mut [Draft],
    files: &[Source],
    missing: &[Lang],
    new: &New<'_>,
    report: &mut Report,
) -> Trial {
    let mut trial = build(drafts, files, missing, new);
    give_addresses(old, drafts, &trial, new, report);
    for _ in 0..ROUNDS {
        trial = build(drafts, files, missing, new);
        if !round(old, drafts, &trial, new, report) {
            break;
        }
    }
    trial
}

fn build(drafts: &[Draft], files: &[Source], missing: &[Lang], new: &New<'_>) -> Trial {
    let pages = drafts.iter().map(Draft::source);
    let all: Vec<Source> = pages.chain(files.iter().cloned()).collect();
    (new.trial)(&all, missing)
}

/// Every old address that is not a page's new one becomes an alias, once.
fn give_addresses(old: &Old, drafts: &mut [Draft], trial: &Trial, new: &New<'_>, report: &mut Report) {
    let mut taken: BTreeMap<String, SourceId> = BTreeMap::new();
    for (draft, page) in drafts.iter().zip(&old.pages) {
        if let Some(url) = trial.addresses.get(draft.path.as_str()) {
            taken.insert(plain(url.as_str()), page.source.id);
        }
    }
    let own = |page: &Page| page.address.clone().into_iter().collect::<Vec<_>>();
    let others = |page: &Page| page.aliases.clone();
    // What lay under another path than the new site does needs the path as well.
    let base = if old.base_path == new.base_path { "" } else { &old.base_path };
    // A page's own address goes before what others led from.
    for addresses in [&own as &dyn Fn(&Page) -> Vec<String>, &others] {
        for (draft, page) in drafts.iter_mut().zip(&old.pages) {
            for address in addresses(page).into_iter().map(|address| format!("{base}{address}")) {
                match taken.get(&plain(&address)) {
                    Some(owner) if *owner == page.source.id => {}
                    Some(_) => drop(report.warning("import/address", page.opening).arg("value", &address)),
                    None => {
                        taken.insert(plain(&address), page.source.id);
                        draft.add_alias(address, page);
                    }
                }
            }
        }
    }
}

/// `/a/`, `/a` and `/a/index.html` are one place.
fn plain(address: &str) -> String {
    let address = address.strip_suffix("index.html").unwrap_or(address);
    let address = address.trim_end_matches('/');
    if address.is_empty() { "/".to_owned() } else { address.to_owned() }
}

/// Whether something was mended.
fn round(old: &Old, drafts: &mut [Draft], trial: &Trial, new: &New<'_>, report: &mut Report) -> bool {
    let numbers: BTreeMap<SourceId, usize> = drafts
        .iter()
        .enumerate()
        .map(|(number, draft)| (SourcePath::new(&draft.path).id(), number))
        .collect();
    let acceptable = allow::found(old, drafts, trial, &numbers);
    let mut finished: BTreeMap<usize, Finished> = BTreeMap::new();
    let mut mended = false;
    for found in &trial.diagnostics {
        let Some(&number) = numbers.get(&found.span.source) else { continue };
        let page = &old.pages[number];
        if found.code.starts_with("address/") && found.severity == Severity::Error {
            mended |= address(found, &mut drafts[number], page, &mut finished, number, report);
        } else if is_link(found) {
            let finished = finished.entry(number).or_insert_with(|| drafts[number].finished());
            mended |= link(found, finished, &mut drafts[number], page, report);
        }
    }
    allow::accept(acceptable, drafts, &new.reason, report) || mended
}

fn is_link(found: &Diagnostic) -> bool {
    const LINKS: [&str; 9] = [
        "link/anchor",
        "link/broken",
        "link/empty",
        "link/no-scheme",
        "link/no-target",
        "link/scheme",
        "link/site-path",
        "link/unpublished",
        "media/missing",
    ];
    found.severity == Severity::Error && LINKS.contains(&found.code)
}

/// An address that the new site cannot have: an alias goes, or the slug that asks for it.
fn address(
    found: &Diagnostic,
    draft: &mut Draft,
    page: &Page,
    finished: &mut BTreeMap<usize, Finished>,
    number: usize,
    report: &mut Report,
) -> bool {
    let finished = finished.entry(number).or_insert_with(|| draft.finished());
    let written = finished.file.get(found.span.start as usize..found.span.end as usize).unwrap_or_default();
    let written = written.trim_matches('"').to_owned();
    if draft.drop_alias(&written) {
        report.warning("import/address", page.opening).arg("value", &written);
        return true;
    }
    // The address that the slug stood for becomes an alias in its turn.
    let had_slug = draft.drop_field("slug");
    if let Some(address) = page.address.clone().filter(|_| had_slug) {
        draft.add_alias(address, page);
    }
    had_slug
}

/// A link that the new site refuses.
fn link(
    found: &Diagnostic,
    finished: &Finished,
    draft: &mut Draft,
    page: &Page,
    report: &mut Report,
) -> bool {
    let (start, skipped) = finished.start;
    let Some(place) = (found.span.start as usize).checked_sub(start) else { return false };
    let Some((at, written)) = draft.text.link_at(&finished.text, place + skipped) else { return false };
    let written = written.to_owned();
    let span = draft.text.place_of(page, at);
    let keeps_file = found.code == "link/anchor" && draft.text.has_file(at);
    let mend = if keeps_file { Mend::WithoutAnchor(at) } else { Mend::Unlink(at) };
    if !draft.mends.insert(mend) {
        return false;
    }
    if keeps_file {
        report.warning("import/anchor", span).arg("value", written);
    } else {
        report.warning("import/link", span).arg("value", written).maybe("state", found.argument("state"));
    }
    true
}
