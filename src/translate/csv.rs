//! CSV, for people who translate in a spreadsheet.
//!
//! Written with the mark of UTF-8 in front, without which Excel shows `Ã±` for `ñ`; commas, CR LF.
//! Read with commas, semicolons (as Excel saves in Spanish) or tabs, in any order of columns. A cell
//! that a spreadsheet would take for a formula begins with `'`, which reading takes off again.
//! Behind an id stands which translation went out (`#3f2a91c0d4e1b7a6/9be0c2d4`).
//! The language stands in the heads of the columns: `source (en)`, `translation (es)`.

use ::csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::State;
use super::exchange::{Lines, Problems, Reading, nth};
use super::text::normal;
use super::unit::{Project, Returned, Unit};

/// Writes a project with its translations.
pub fn export(project: &Project) -> String {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::from("\u{feff}"));
    let head = [
        "page",
        "id",
        "kind",
        "section",
        "state",
        &format!("source ({})", project.source),
        "previous source",
        &format!("translation ({})", project.target),
        "note",
    ];
    let rows = project.units.iter().map(|unit| row(unit).map(|cell| guarded(&cell)));
    let write = |csv: &mut ::csv::Writer<Vec<u8>>| {
        csv.write_record(head)?;
        rows.into_iter().try_for_each(|row| csv.write_record(row))
    };
    write(&mut csv).expect("rows of one length, into memory");
    String::from_utf8(csv.into_inner().expect("memory takes everything")).expect("made of text")
}

fn row(unit: &Unit) -> [String; 9] {
    let before = unit.before.as_ref().filter(|_| unit.state.change().is_some());
    [
        unit.page.clone(),
        // Without the sign in front, `123e4567…` would become a number.
        format!("#{}{}", unit.identity, unit.base().map(|base| format!("/{base}")).unwrap_or_default()),
        unit.kind.word().to_owned(),
        unit.section.as_deref().map(normal).unwrap_or_default(),
        unit.state.to_string(),
        unit.source.clone(),
        before.cloned().unwrap_or_default(),
        unit.target.clone(),
        note(unit),
    ]
}

fn note(unit: &Unit) -> String {
    let mut notes = Vec::new();
    if !unit.name.is_empty() {
        notes.push(unit.name.clone());
    }
    notes.extend(unit.note.as_deref().map(normal));
    notes.extend(unit.url.clone());
    notes.extend(unit.longest.map(|longest| format!("at most {longest} characters")));
    notes.extend(unit.glossary.iter().map(|(term, wanted)| match wanted {
        Some(wanted) => format!("{term} = {wanted}"),
        None => format!("{term} stays as it is"),
    }));
    notes.join("; ")
}

/// With a `'` in front where a spreadsheet would calculate (OWASP, CSV injection), or where one stands already.
fn guarded(cell: &str) -> String {
    if is_guarded(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_guarded(rest)).unwrap_or(cell)
}

fn is_guarded(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'])
}

/// Where the columns are that are read.
struct Columns {
    page: usize,
    id: usize,
    state: Option<usize>,
    source: usize,
    target: usize,
}

/// Reads a file's text.
pub fn import(text: &str) -> Reading {
    let text = text.trim_start_matches('\u{feff}');
    let mut reading = Reading::default();
    let builder = &mut ReaderBuilder::new();
    let mut csv =
        builder.delimiter(delimiter(text)).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = csv.records().map(|record| record.expect("text, in rows of any length"));
    let head = records.next().unwrap_or_default();
    let Some(columns) = columns(&head, &mut reading) else { return reading };
    let (mut last, mut lines) = (1, Lines::of(text));
    for record in records {
        last = lines.at(begins(text, record.position().map_or(0, ::csv::Position::byte)));
        row_read(&record, &columns, last, &mut reading);
    }
    // A mark that is never closed swallows all rows behind it.
    if text.matches('"').count() % 2 == 1 {
        reading.problems.error("exchange/csv-row", last).arg("detail", "csv-quote");
    }
    reading
}

/// Where a row begins: the reader counts the line's end before it, and empty lines, to the row.
fn begins(text: &str, position: u64) -> u64 {
    let rest = usize::try_from(position).ok().and_then(|position| text.as_bytes().get(position..));
    let ends = rest.map_or(0, |rest| rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count());
    position + ends as u64
}

/// What separates the cells of the first line.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    [b';', b'\t'].into_iter().find(|&sign| count(sign) > count(b',')).unwrap_or(b',')
}

fn columns(head: &StringRecord, reading: &mut Reading) -> Option<Columns> {
    let names: Vec<String> = head.iter().map(|name| name.trim().to_lowercase()).collect();
    let of = |wanted: &str| names.iter().position(|name| name.split(" (").next() == Some(wanted));
    let language = |wanted: &str| {
        let (_, language) = head.get(of(wanted)?)?.trim().split_once('(')?;
        Some(language.trim_end_matches(')').trim().to_owned())
    };
    reading.origin.source = language("source");
    reading.origin.target = language("translation");
    for wanted in ["page", "id", "source", "translation"] {
        if of(wanted).is_none() {
            reading.problems.error("exchange/csv-columns", 1).arg("column", wanted);
        }
    }
    Some(Columns {
        page: of("page")?,
        id: of("id")?,
        state: of("state"),
        source: of("source")?,
        target: of("translation")?,
    })
}

fn row_read(record: &StringRecord, columns: &Columns, line: usize, reading: &mut Reading) {
    let cell = |column: usize| unguarded(record.get(column).unwrap_or_default());
    let (page, target) = (cell(columns.page), cell(columns.target));
    if target.is_empty() {
        return;
    }
    let problems = &mut reading.problems;
    let id = cell(columns.id).trim().trim_start_matches('#');
    let (id, base) = id.split_once('/').map_or((id, None), |(id, base)| (id, Some(base.to_owned())));
    let Some(nth) = nth(id).filter(|_| !page.is_empty()) else {
        problems.error("exchange/csv-row", line).arg("detail", "csv-id");
        return;
    };
    let (is_draft, is_reviewed) = state(columns.state.map_or("", cell), line, problems);
    reading.returned.push(Returned {
        page: page.to_owned(),
        nth,
        source: cell(columns.source).to_owned(),
        target: target.to_owned(),
        is_draft,
        is_reviewed,
        base,
        line,
    });
}

/// Whether a translation is a draft, and whether it is reviewed. What had none and has one now is done.
fn state(word: &str, line: usize, problems: &mut Problems) -> (bool, bool) {
    let word = word.trim().to_lowercase();
    match State::of(&word) {
        Some(state) => (state != State::Missing && state.needs_work(), state == State::Reviewed),
        None if word.is_empty() => (false, false),
        None => {
            problems.warning("exchange/csv-state", line).arg("state", word);
            (true, false)
        }
    }
}
