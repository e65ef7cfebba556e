//! Catalogue → what came back.

use crate::translate::exchange::{Origin, Problems, Reading};
use crate::translate::unit::{Returned, page_of};

use super::catalogue::{Catalogue, Entry, Header};
use super::export::WAS;

/// Takes the translations out of a catalogue.
pub(super) fn reading(catalogue: Catalogue, problems: Problems) -> Reading {
    let mut reading = Reading {
        origin: origin(&catalogue.header),
        has_placeholders: catalogue.header.get("X-Placeholders") == Some("yes"),
        problems,
        ..Reading::default()
    };
    for entry in catalogue.entries {
        if entry.strs.iter().all(String::is_empty) {
            continue;
        }
        if entry.plural.is_some() || entry.context.is_none() {
            reading.problems.warning("exchange/not-ours", entry.line);
        } else if entry.is_obsolete {
            reading.orphans.push(returned(entry));
        } else {
            reading.returned.push(returned(entry));
        }
    }
    reading
}

fn origin(header: &Header) -> Origin {
    let field = |name: &str| header.get(name).filter(|value| !value.is_empty()).map(str::to_owned);
    Origin {
        title: field("Project-Id-Version"),
        site: field("X-Site"),
        source: field("X-Source-Language"),
        target: field("Language").map(|tag| tag.replace('_', "-")),
    }
}

fn returned(entry: Entry) -> Returned {
    let is_draft = entry.is_fuzzy();
    let context = entry.context.unwrap_or_default();
    let (page, nth) = page_of(&context);
    let mut comments = entry.comments.iter().chain(&entry.extracted);
    let base =
        comments.find_map(|comment| comment.trim().strip_prefix(WAS)).map(|base| base.trim().to_owned());
    Returned {
        page: page.to_owned(),
        nth,
        source: entry.id,
        target: entry.strs.into_iter().next().unwrap_or_default(),
        is_draft,
        is_reviewed: false,
        base,
        line: entry.line,
    }
}
