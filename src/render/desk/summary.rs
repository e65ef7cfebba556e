//! The site in a few numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Severity;

use super::{Around, Tab, missing, sentence};

/// The tiles on top of the desk.
#[derive(Serialize)]
pub(super) struct Summary {
    tiles: Vec<Tile>,
    next_change: Option<String>,
    calendar: String,
}

#[derive(Serialize)]
struct Tile {
    number: String,
    label: String,
    href: Option<String>,
    /// `error`, `warning`, `good` or empty: said by the words as well.
    tone: &'static str,
}

/// Counts.
pub(super) fn summary(around: &Around<'_>) -> Summary {
    let mut tiles = found(around);
    tiles.extend(states(around));
    tiles.extend(untranslated(around));
    Summary {
        tiles,
        next_change: around.desk.site.next_change.map(|change| around.moment(change)),
        calendar: around.ask.to(Tab::Calendar, &[]),
    }
}

fn found(around: &Around<'_>) -> Vec<Tile> {
    let tile = |severity: Severity, tone: &'static str, key: &str| {
        let number = around.desk.diagnostics.iter().filter(|found| found.severity == severity).count();
        let tone = if number > 0 { tone } else { "good" };
        Tile {
            number: around.count(number),
            label: sentence(&around.say(&form(key, number))),
            href: None,
            tone,
        }
    };
    vec![tile(Severity::Error, "error", "errors"), tile(Severity::Warning, "warning", "warnings")]
}

/// One tile a state, published first; what is not translated is counted by language.
fn states(around: &Around<'_>) -> Vec<Tile> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::from([("published", 0)]);
    for row in around.desk.site.listing.iter().filter(|row| row.state != "untranslated") {
        *counts.entry(row.state).or_default() += 1;
    }
    let order =
        |state: &str| ["published", "draft", "embargoed", "expired"].iter().position(|at| *at == state);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(state, _)| order(state));
    let tiles = counts.into_iter().map(|(state, number)| Tile {
        number: around.count(number),
        label: sentence(&around.say(&form(&format!("count.{state}"), number))),
        href: Some(around.ask.to(Tab::Pages, &[("state", state)])),
        tone: "",
    });
    tiles.collect()
}

/// What wants to be translated, by language.
fn untranslated(around: &Around<'_>) -> Vec<Tile> {
    let tiles = missing(around).into_iter().filter(|(_, number)| *number > 0).map(|(lang, number)| Tile {
        number: around.count(number),
        label: sentence(&around.say_of("not-in", &[("language", around.lang_name(lang))])),
        href: Some(around.ask.to(Tab::Translations, &[("in", lang.as_str())])),
        tone: "",
    });
    tiles.collect()
}

fn form(key: &str, number: usize) -> String {
    format!("{key}.{}", if number == 1 { "one" } else { "other" })
}
