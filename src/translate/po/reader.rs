//! PO → catalogue; every mistake with its line.
//!
//! Goes line by line and never stops at a mistake: the entry that has it is left out, the next one
//! is read. Understands what gettext understands, and takes lines that end with CR LF.

use std::collections::HashMap;

use crate::translate::exchange::Problems;

use super::catalogue::{Catalogue, Entry, Header};
use super::strings::quoted;
use super::writer::ISOLATE;

/// Reads a file's text.
pub fn read(text: &str) -> (Catalogue, Problems) {
    let mut reader = Reader::default();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        reader.number = number + 1;
        reader.line(line.trim_start_matches([' ', '\t']));
    }
    reader.end();
    charset(text, &reader.catalogue.header, &mut reader.problems);
    duplicates(&reader.catalogue.entries, &mut reader.problems);
    reader.problems.list.sort_by_key(|problem| problem.line);
    (reader.catalogue, reader.problems)
}

/// Which text the next line between quotation marks goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    PreviousContext,
    PreviousId,
    PreviousPlural,
    Context,
    Id,
    Plural,
    Form(usize),
}

/// How the lines of an entry are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Plain,
    Obsolete,
    Previous { is_obsolete: bool },
}

#[derive(Default)]
struct Reader {
    number: usize,
    catalogue: Catalogue,
    problems: Problems,
    entry: Entry,
    /// Whether the entry's `msgid` was read, which may be empty.
    has_id: bool,
    /// Where the last text stands.
    place: Option<(Mark, Place)>,
    /// Whether a mistake was found in the entry.
    is_broken: bool,
    has_header: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        match line.strip_prefix('#') {
            Some(comment) => self.marked(comment),
            None if line.trim().is_empty() => {}
            None => self.text(Mark::Plain, line),
        }
    }

    fn marked(&mut self, comment: &str) {
        if let Some(rest) = comment.strip_prefix('~') {
            match rest.strip_prefix('|') {
                Some(rest) => self.text(Mark::Previous { is_obsolete: true }, rest.trim_start()),
                None => self.text(Mark::Obsolete, rest.trim_start()),
            }
        } else if let Some(rest) = comment.strip_prefix('|') {
            self.text(Mark::Previous { is_obsolete: false }, rest.trim_start());
        } else {
            self.comment(comment);
        }
    }

    fn comment(&mut self, comment: &str) {
        if self.has_begun() {
            self.end();
        }
        let words = |rest: &str| rest.strip_prefix(' ').unwrap_or(rest).to_owned();
        match comment.chars().next() {
            Some('.') => self.entry.extracted.push(words(&comment[1..])),
            Some(':') => references(&comment[1..], &mut self.entry.references),
            Some(',' | '=') => {
                let flags = comment[1..].split(',').map(str::trim).filter(|flag| !flag.is_empty());
                self.entry.flags.extend(flags.map(str::to_owned));
            }
            _ => self.entry.comments.push(words(comment)),
        }
    }

    /// A line of texts: a keyword and a text, or a text that goes on.
    fn text(&mut self, mark: Mark, line: &str) {
        if line.is_empty() {
            return;
        }
        let place = if line.starts_with('"') {
            if self.is_broken {
                return;
            }
            self.place
                .filter(|(last, _)| *last == mark)
                .map(|(_, place)| (place, line))
                .ok_or("po-no-keyword")
        } else {
            keyword(line).and_then(|(word, rest)| Ok((self.begin(mark, word)?, rest)))
        };
        let read = place.and_then(|(place, rest)| {
            self.place = Some((mark, place));
            quoted(rest, self.slot(place))
        });
        if let Err(detail) = read {
            self.mistake(self.number, detail);
        }
    }

    /// The text that a keyword begins; ends the entry before it.
    fn begin(&mut self, mark: Mark, word: Word) -> Result<Place, &'static str> {
        if let Mark::Previous { is_obsolete } = mark {
            if self.has_begun() {
                self.end();
            }
            self.entry.is_obsolete = is_obsolete;
            return match word {
                Word::Context => Ok(Place::PreviousContext),
                Word::Id => Ok(Place::PreviousId),
                Word::Plural => Ok(Place::PreviousPlural),
                Word::Form(_) | Word::Only => Err("po-previous"),
            };
        }
        let is_obsolete = mark == Mark::Obsolete;
        let is_next = match word {
            Word::Context => self.has_begun() || self.is_broken,
            Word::Id => self.has_id,
            _ => false,
        };
        if is_next || (self.has_begun() && self.entry.is_obsolete != is_obsolete) {
            self.end();
        }
        if !self.has_begun() {
            self.entry.line = self.number;
            self.entry.is_obsolete = is_obsolete;
        }
        self.checked(word)
    }

    /// Whether a keyword may stand here.
    fn checked(&mut self, word: Word) -> Result<Place, &'static str> {
        let forms = self.entry.strs.len();
        let has_plural = self.entry.plural.is_some();
        match word {
            Word::Context => Ok(Place::Context),
            Word::Id => {
                self.has_id = true;
                Ok(Place::Id)
            }
            // An entry that begins in the middle is one mistake, not several.
            _ if !self.has_id => Err("po-no-id"),
            Word::Plural | Word::Only if has_plural || forms > 0 => Err("po-order"),
            Word::Plural => Ok(Place::Plural),
            Word::Only => Ok(Place::Form(0)),
            Word::Form(number) if !has_plural || number != forms => Err("po-order"),
            Word::Form(number) => Ok(Place::Form(number)),
        }
    }

    fn slot(&mut self, place: Place) -> &mut String {
        let entry = &mut self.entry;
        match place {
            Place::PreviousContext => entry.previous.context.get_or_insert_default(),
            Place::PreviousId => entry.previous.id.get_or_insert_default(),
            Place::PreviousPlural => entry.previous.plural.get_or_insert_default(),
            Place::Context => entry.context.get_or_insert_default(),
            Place::Id => &mut entry.id,
            Place::Plural => entry.plural.get_or_insert_default(),
            Place::Form(number) => {
                entry.strs.resize(number + 1, String::new());
                &mut entry.strs[number]
            }
        }
    }

    /// Whether a text of the entry itself was read.
    fn has_begun(&self) -> bool {
        self.has_id
            || self.entry.context.is_some()
            || !self.entry.strs.is_empty()
            || self.entry.plural.is_some()
    }

    fn mistake(&mut self, line: usize, detail: &str) {
        self.is_broken = true;
        self.problems.error("exchange/po-syntax", line).arg("detail", detail);
    }

    /// Keeps the entry, if it is whole, and begins the next one.
    fn end(&mut self) {
        let line = self.entry.line;
        if self.has_begun() && !self.is_broken {
            if !self.has_id {
                self.mistake(line, "po-no-id");
            } else if self.entry.strs.is_empty() {
                self.mistake(line, "po-no-str");
            }
        }
        let entry = std::mem::take(&mut self.entry);
        let has_id = std::mem::take(&mut self.has_id);
        self.place = None;
        if std::mem::take(&mut self.is_broken) || !has_id {
            return;
        }
        if entry.id.is_empty() && entry.context.is_none() && !entry.is_obsolete {
            self.header(entry);
        } else {
            self.catalogue.entries.push(entry);
        }
    }

    fn header(&mut self, entry: Entry) {
        if std::mem::replace(&mut self.has_header, true) {
            self.mistake(entry.line, "po-two-headers");
            self.is_broken = false;
            return;
        }
        let is_fuzzy = entry.is_fuzzy();
        let mut fields = Vec::new();
        for line in entry.strs.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty()) {
            match line.split_once(':') {
                // Who sent a file is nobody's business.
                Some((name, _)) if name.trim().eq_ignore_ascii_case("Last-Translator") => {}
                Some((name, value)) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
                None => {
                    self.problems.error("exchange/po-syntax", entry.line).arg("detail", "po-header");
                }
            }
        }
        self.catalogue.header = Header { comments: entry.comments, is_fuzzy, fields };
    }
}

/// What a line begins with.
#[derive(Clone, Copy)]
enum Word {
    Context,
    Id,
    Plural,
    /// `msgstr`
    Only,
    /// `msgstr[0]`
    Form(usize),
}

/// More forms than any language has are a mistake, and no reason to make room for them.
const MOST_FORMS: usize = 8;

fn keyword(line: &str) -> Result<(Word, &str), &'static str> {
    let end = line.find(|sign: char| !sign.is_ascii_alphabetic() && sign != '_').unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let rest = rest.trim_start();
    match word {
        "msgctxt" => Ok((Word::Context, rest)),
        "msgid" => Ok((Word::Id, rest)),
        "msgid_plural" => Ok((Word::Plural, rest)),
        "msgstr" => {
            let Some(inside) = rest.strip_prefix('[') else { return Ok((Word::Only, rest)) };
            let (number, rest) = inside.split_once(']').ok_or("po-form")?;
            let number = number.trim().parse().ok().filter(|&number| number < MOST_FORMS);
            Ok((Word::Form(number.ok_or("po-form")?), rest.trim_start()))
        }
        _ => Err("po-unknown"),
    }
}

/// Names with spaces stand between marks.
fn references(line: &str, references: &mut Vec<String>) {
    let mut rest = line.trim();
    while !rest.is_empty() {
        let isolated = rest.strip_prefix(ISOLATE[0]).and_then(|inside| inside.split_once(ISOLATE[1]));
        let (name, behind) =
            isolated.unwrap_or_else(|| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
        references.push(name.to_owned());
        rest = behind.trim_start();
    }
}

/// The text is UTF-8 here; a header that says something else will be believed by other programs.
fn charset(text: &str, header: &Header, problems: &mut Problems) {
    let content = header.get("Content-Type").unwrap_or_default();
    let Some((_, charset)) = content.split_once("charset=") else { return };
    let charset = charset.trim();
    if !["utf-8", "utf8", "ascii", "us-ascii", "charset"].contains(&charset.to_ascii_lowercase().as_str()) {
        let line = text.lines().position(|line| line.contains("charset=")).unwrap_or_default();
        problems.error("exchange/encoding", line + 1).arg("charset", charset);
    }
}

fn duplicates(entries: &[Entry], problems: &mut Problems) {
    let mut first: HashMap<(Option<&str>, &str), usize> = HashMap::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| !entry.is_obsolete) {
        match first.entry((entry.context.as_deref(), &entry.id)) {
            std::collections::hash_map::Entry::Occupied(other) => {
                problems.error("exchange/duplicate", entry.line).arg("other", other.get());
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(entry.line);
            }
        }
    }
}
