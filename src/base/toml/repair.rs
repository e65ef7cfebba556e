//! Finds the statements that make a TOML text unreadable and blanks them, so that the rest can be read.
//!
//! The parser goes on after a mistake, but what it makes of the lines behind is a guess: an array
//! that never closes swallows the keys below it. Here every statement is tried alone, and the ones
//! that fail are the mistakes: one fault each. Offsets stay true, since blanks are of equal length.

use std::ops::Range;

use toml::de::{DeTable, Error};

/// A text that can be read, and what had to go.
pub(super) struct Repaired {
    /// The text with blanks where the faults were.
    pub(super) text: String,
    /// One for each broken statement, in the order of the text.
    pub(super) faults: Vec<Fault>,
    /// The paths of the keys that are gone.
    pub(super) unread: Vec<String>,
}

/// What is wrong with one statement.
pub(super) struct Fault {
    /// Where.
    pub(super) range: Range<usize>,
    /// In the parser's words.
    pub(super) message: String,
}

/// Whether an error is one of reading; a key that is there twice is one of meaning.
pub(super) fn is_syntax(error: &Error) -> bool {
    error.message() != "duplicate key"
}

/// Blanks the broken statements of `text`, which has the errors given.
pub(super) fn repair(text: &str, errors: Vec<Error>) -> Repaired {
    // What hides behind a mistake shows only when that one is gone; text that is broken deeper
    // than this is not front matter at all.
    const ROUNDS: usize = 4;
    let mut repaired = Repaired { text: text.to_owned(), faults: Vec::new(), unread: Vec::new() };
    let mut errors = errors;
    for _ in 0..ROUNDS {
        if !round(&mut repaired, &errors) {
            break;
        }
        errors = DeTable::parse_recoverable(&repaired.text).1;
        errors.retain(is_syntax);
    }
    if let (true, Some(error)) = (repaired.faults.is_empty(), errors.iter().find(|error| is_syntax(error))) {
        repaired.faults.push(fault(error, 0, text.len()));
    }
    repaired.faults.sort_by_key(|fault| fault.range.start);
    repaired
}

// Whether something was blanked.
fn round(repaired: &mut Repaired, errors: &[Error]) -> bool {
    let statements = statements(&repaired.text);
    let mut places: Vec<usize> =
        errors.iter().filter(|e| is_syntax(e)).filter_map(|e| Some(e.span()?.start)).collect();
    places.sort_unstable();
    let has_error = |range: &Range<usize>| {
        let next = places.partition_point(|place| *place < range.start);
        places.get(next).is_some_and(|place| *place <= range.end)
    };
    let broken: Vec<(usize, Fault)> = statements
        .iter()
        .enumerate()
        .filter_map(|(n, s)| Some((n, alone(&repaired.text, &s.range)?)))
        .collect();
    // A string that never closes is noticed at the end of the file only.
    let nearby = broken.iter().any(|(number, _)| has_error(&statements[*number].range));
    let mut blanked = false;
    for (number, fault) in broken {
        if !nearby || has_error(&statements[number].range) {
            remove(repaired, &statements, number);
            repaired.faults.push(fault);
            blanked = true;
        }
    }
    blanked
}

// What is wrong with a part of the text by itself.
fn alone(text: &str, range: &Range<usize>) -> Option<Fault> {
    let errors = DeTable::parse_recoverable(&text[range.clone()]).1;
    let syntax = errors.iter().filter(|error| is_syntax(error));
    let first = syntax.min_by_key(|error| error.span().map_or(0, |span| span.start))?;
    let mut fault = fault(first, range.start, range.end);
    if fault.message.starts_with("invalid multi-line") {
        // Where such a string was meant to end nobody knows; it is shown where it begins.
        let quotes = ["\"\"\"", "'''"].into_iter().filter_map(|quotes| text[range.clone()].find(quotes));
        let start = range.start + quotes.min().unwrap_or_default();
        fault.range = start..start + 3;
    }
    Some(fault)
}

fn remove(repaired: &mut Repaired, statements: &[Statement], number: usize) {
    let Statement { range, header, table, .. } = &statements[number];
    let mut blank = range.clone();
    if *header {
        // The keys below would fall into the table above.
        let next = statements[number + 1..].iter().find(|statement| statement.header);
        blank.end = next.map_or(repaired.text.len(), |statement| statement.range.start);
    } else if let Some(line) = first_line(&repaired.text, range) {
        let first_is_fine = alone(&repaired.text, &line).is_none();
        blank.start = if first_is_fine { line.end } else { blank.start };
    }
    let table = table.filter(|_| !*header).map(|table| statements[table].name.as_str());
    for line in repaired.text[blank.clone()].lines().filter_map(key_of) {
        repaired.unread.push(table.map_or_else(|| line.clone(), |table| format!("{table}.{line}")));
    }
    blank_out(&mut repaired.text, blank);
}

fn first_line(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let end = text[range.clone()].find('\n')? + range.start + 1;
    (end < range.end).then_some(range.start..end)
}

fn blank_out(text: &mut String, range: Range<usize>) {
    let keep_lines =
        |c: char| if matches!(c, '\n' | '\r') { c.to_string() } else { " ".repeat(c.len_utf8()) };
    let blank: String = text[range.clone()].chars().map(keep_lines).collect();
    text.replace_range(range, &blank);
}

fn fault(error: &Error, offset: usize, end: usize) -> Fault {
    let span = error.span().unwrap_or(0..0);
    let clip = |place: usize| (place + offset).min(end);
    Fault { range: clip(span.start)..clip(span.end), message: error.message().to_owned() }
}

/// A key with its value, or the header of a table, with the lines that belong to it.
struct Statement {
    range: Range<usize>,
    name: String,
    header: bool,
    /// The header that it stands under, by number.
    table: Option<usize>,
}

fn statements(text: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let (mut inside, mut table) = (None, None);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let begins = inside.is_none().then(|| key_of(line)).flatten().filter(|_| is_start(line));
        if let (None, Some(statement)) = (&begins, found.last_mut()) {
            statement.range.end = end;
        } else {
            let header = begins.is_some() && line.trim_start().starts_with('[');
            table = if header { Some(found.len()) } else { table };
            found.push(Statement { range: start..end, name: begins.unwrap_or_default(), header, table });
        }
        let after = string_after(line, inside);
        // What opens and never closes is a mistake of its own line.
        inside = after.filter(|quotes| inside.is_some() || text[end..].contains(quotes));
        start = end;
    }
    found
}

// Which kind of multi-line string is open at the end of a line.
fn string_after<'a>(line: &str, inside: Option<&'a str>) -> Option<&'a str> {
    let mut inside = inside;
    let mut rest = line;
    loop {
        let next = if let Some(quotes) = inside {
            rest.find(quotes).map(|at| (at, None))
        } else {
            let opening = ["\"\"\"", "'''"].into_iter().filter_map(|q| Some((rest.find(q)?, Some(q))));
            opening.min_by_key(|(at, _)| *at)
        };
        let Some((at, state)) = next else { return inside };
        inside = state;
        rest = &rest[at + 3..];
    }
}

fn is_start(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with('[') {
        // `["a", "b"],` goes on with an array; `[privacy` was meant as a header.
        return !line.contains([',', '"', '\'', '{']);
    }
    let behind = line.trim_start_matches(is_key_letter).trim_start();
    behind.starts_with(['=', ':'])
}

// The key or the table that a line names, without quotes and brackets.
fn key_of(line: &str) -> Option<String> {
    let line = line.trim_start().trim_start_matches('[').trim_start();
    let key: String = line.chars().take_while(|c| is_key_letter(*c)).filter(|c| *c != '"').collect();
    (!key.is_empty()).then_some(key)
}

fn is_key_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '"')
}
