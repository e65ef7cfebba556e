//! Items by languages: what is translated, what is missing, and what readers get instead.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Lang;
use crate::config::Fallback;
use crate::content::parts::Translate;
use crate::relate::site::{Item, Row};

use super::parts::{Choice, ROWS};
use super::{Around, Parts, Titled, parts, stem};

/// The page.
#[derive(Serialize)]
pub(super) struct View {
    counts: Vec<Count>,
    langs: Vec<Choice>,
    rows: Vec<Line>,
    parts: Parts,
}

/// A language with how far it has come.
#[derive(Serialize)]
struct Count {
    language: String,
    original: String,
    translated: String,
    machine: String,
    missing: String,
    not_needed: String,
}

/// An item.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    item: Titled,
    kind: String,
    file: String,
    /// Why readers do not see it whole, in no language.
    held: Option<Held>,
    cells: Vec<Shown>,
}

/// The state of an item that is not published as it is.
#[derive(Serialize)]
struct Held {
    state: &'static str,
    word: String,
}

/// An item in a language.
#[derive(Serialize)]
struct Shown {
    language: String,
    state: &'static str,
    word: String,
    detail: Option<String>,
    href: Option<String>,
}

/// How an item stands in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Original,
    Translated,
    /// A machine wrote it; readers see it or not.
    Machine,
    Missing,
    /// Its author does not want it, or only if somebody has the time.
    NotNeeded,
}

impl Cell {
    fn name(self) -> &'static str {
        match self {
            Cell::Original => "original",
            Cell::Translated => "translated",
            Cell::Machine => "machine",
            Cell::Missing => "missing",
            Cell::NotNeeded => "not-needed",
        }
    }
}

/// The rows of one item.
struct Whole<'a> {
    item: Option<&'a Item>,
    rows: Vec<&'a Row>,
    cells: Vec<Cell>,
}

/// Puts the page together: what is missing most comes first.
pub(super) fn view(around: &Around<'_>) -> View {
    let langs: Vec<&Lang> = around.desk.site.config.langs().collect();
    let all = gather(&langs, around);
    let counts = langs.iter().enumerate().map(|(column, lang)| count(&all, column, lang, around)).collect();
    let asked = langs.iter().position(|lang| lang.as_str() == around.ask.get("in"));
    let is_missing = |cell: &Cell| *cell == Cell::Missing;
    let mut wanted: Vec<Whole<'_>> = all
        .into_iter()
        .filter(|whole| asked.is_none_or(|column| is_missing(&whole.cells[column])))
        .filter(|whole| is_found(whole, around))
        .collect();
    wanted.sort_by_key(|whole| Reverse(whole.cells.iter().filter(|cell| is_missing(cell)).count()));
    let (rows, parts) = parts(wanted, ROWS, around);
    let columns = langs.iter().enumerate().map(|(number, lang)| Choice {
        value: lang.to_string(),
        label: around.lang_name(lang),
        is_chosen: asked == Some(number),
    });
    View {
        counts,
        langs: columns.collect(),
        rows: rows.iter().map(|whole| line(whole, &langs, around)).collect(),
        parts,
    }
}

/// How many items have no translation into each language and want one.
pub(super) fn missing<'a>(around: &Around<'a>) -> Vec<(&'a Lang, usize)> {
    let langs: Vec<&Lang> = around.desk.site.config.langs().collect();
    let all = gather(&langs, around);
    let of = |column: usize| all.iter().filter(|whole| whole.cells[column] == Cell::Missing).count();
    langs.iter().enumerate().map(|(column, lang)| (*lang, of(column))).collect()
}

/// The listing by items, in the order of their paths.
fn gather<'a>(langs: &[&Lang], around: &Around<'a>) -> Vec<Whole<'a>> {
    let site = around.desk.site;
    let mut items: BTreeMap<&str, Whole<'a>> = BTreeMap::new();
    let duplicate = |row: &&Row| matches!(row.reason, Some(("duplicate" | "hidden" | "set-aside", _)));
    for row in site.listing.iter().filter(|row| !duplicate(row)) {
        let stem = stem(&row.file, site.config.langs());
        let item = around.index.item(&row.file);
        // A translation that names its source lies under another name: the source's counts.
        let source = item.and_then(|item| item.editions.values().next());
        let name =
            source.map_or(stem, |edition| self::stem(&edition.source.source.path, site.config.langs()));
        let whole = items.entry(name).or_insert(Whole { item: None, rows: Vec::new(), cells: Vec::new() });
        whole.item = whole.item.or(item);
        whole.rows.push(row);
    }
    let mut all: Vec<Whole<'a>> = items.into_values().collect();
    for whole in &mut all {
        whole.cells = langs.iter().map(|lang| cell(whole, lang)).collect();
    }
    all
}

fn cell(whole: &Whole<'_>, lang: &Lang) -> Cell {
    let edition = whole.item.and_then(|item| item.editions.get(lang));
    let has_text = |row: &&&Row| row.lang == *lang && row.state != "untranslated";
    if is_withheld(whole, lang) {
        return Cell::Machine;
    }
    match whole.rows.iter().find(has_text) {
        Some(_) => match edition {
            _ if whole.item.is_some_and(|item| item.source == *lang) => Cell::Original,
            Some(edition) if edition.is_fallback() => Cell::Missing,
            Some(edition) if edition.document.meta.machine == Some(true) => Cell::Machine,
            _ => Cell::Translated,
        },
        None if matches!(translate(whole), Some(Translate::No | Translate::Optional)) => Cell::NotNeeded,
        None => Cell::Missing,
    }
}

/// Whether a machine's text in this language is kept back.
fn is_withheld(whole: &Whole<'_>, lang: &Lang) -> bool {
    whole.rows.iter().any(|row| row.lang == *lang && is_machine(row))
}

/// Whether it is kept back because a machine wrote it.
fn is_machine(row: &Row) -> bool {
    matches!(row.reason, Some(("machine", _)))
}

fn translate(whole: &Whole<'_>) -> Option<Translate> {
    whole.item?.editions.values().next()?.source.meta.translate
}

fn is_found(whole: &Whole<'_>, around: &Around<'_>) -> bool {
    let editions = whole.item.into_iter().flat_map(|item| item.editions.values());
    let titles = editions.filter_map(|edition| edition.meta.title.as_ref()).map(|title| title.value.as_str());
    around.ask.finds(titles.chain(whole.rows.iter().map(|row| row.file.as_str())))
}

fn count(all: &[Whole<'_>], column: usize, lang: &Lang, around: &Around<'_>) -> Count {
    let of = |cell: Cell| around.count(all.iter().filter(|whole| whole.cells[column] == cell).count());
    Count {
        language: around.lang_name(lang),
        original: of(Cell::Original),
        translated: of(Cell::Translated),
        machine: of(Cell::Machine),
        missing: of(Cell::Missing),
        not_needed: of(Cell::NotNeeded),
    }
}

fn line(whole: &Whole<'_>, langs: &[&Lang], around: &Around<'_>) -> Line {
    let first = whole.rows[0];
    let titled = whole.item.and_then(|item| Titled::of_item(item, around));
    let file = whole.item.and_then(|item| item.editions.values().next());
    let file = file.map_or(&first.file, |edition| &edition.source.source.path);
    let held = whole.rows.iter().find(|row| matches!(row.state, "draft" | "embargoed" | "expired"));
    Line {
        item: titled.unwrap_or_else(|| Titled::of_file(first.file.as_str())),
        kind: around.say(&format!("kind.{}", first.kind.name())),
        file: file.to_string(),
        held: held
            .filter(|row| !is_machine(row))
            .map(|row| Held { state: row.state, word: around.state(row.state) }),
        cells: langs.iter().zip(&whole.cells).map(|(lang, cell)| shown(whole, lang, *cell, around)).collect(),
    }
}

fn shown(whole: &Whole<'_>, lang: &Lang, cell: Cell, around: &Around<'_>) -> Shown {
    let url = whole.rows.iter().filter(|row| row.lang == *lang).find_map(|row| row.url.as_ref());
    let withheld = cell == Cell::Machine && is_withheld(whole, lang);
    let gets_another = withheld || matches!(cell, Cell::Missing | Cell::NotNeeded);
    let detail = gets_another.then(|| around.say(&format!("readers-get.{}", instead(whole, lang, around))));
    Shown {
        language: around.lang_name(lang),
        state: cell.name(),
        word: around.say(&format!("cell.{}", cell.name())),
        detail,
        href: url.map(|url| around.href(url)),
    }
}

/// What readers get where a translation is missing.
fn instead(whole: &Whole<'_>, lang: &Lang, around: &Around<'_>) -> &'static str {
    let section = whole.item.map_or("", |item| &item.section);
    match around.desk.site.config.fallback(section, lang) {
        Fallback::Source => "source",
        Fallback::Link => "link",
        Fallback::None => "none",
    }
}
