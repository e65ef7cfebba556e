//! The ledger of a page in one language: which source text each of its segments was made from.
//!
//! One file a page, `i18n/ledger/<lang>/<page>.toml`, one line a segment, in the order of the
//! translation. It is the only memory there is: editing a translation changes nothing here, only an
//! explicit act does. Knows neither the source nor the translation as they are now.

use crate::base::date::Day;
use crate::base::record::{Record, report_unknown};
use crate::base::{Checked, Lang, Report, Source, Span, Spanned, toml};
use crate::{record, words};

use super::State;
use super::segment::{Identity, Kind};
use super::splice::{Values, quoted};
use super::text;

/// Where all ledgers lie.
pub const FOLDER: &str = "i18n/ledger/";

/// The first lines of every ledger.
const HEAD: &str = "# What each paragraph of this page was translated from. Written by `altavoz translate`; not to be edited.\nsegments = [\n";

words! {
    /// How far a translation was when it was last confirmed.
    pub enum Stored {
        /// A machine wrote it.
        Machine = "machine",
        /// Somebody is not done with it.
        Draft = "draft",
        /// Confirmed.
        Translated = "translated",
        /// Confirmed by a second person.
        Reviewed = "reviewed",
        /// The author said that a change of the source needs no translation.
        Waived = "waived",
    }
}

record! {
    /// A line as it is written.
    pub struct Line {
        /// The hash of the source's text.
        s: Spanned<String> = required,
        /// The hash of the translation as it was confirmed.
        t: Spanned<String> = required,
        /// How far it was.
        st: Stored = required,
        /// What it is.
        k: String = plain,
        /// Where a field, an argument or a string stands.
        n: String = plain,
        /// Who confirmed it.
        by: String = plain,
        /// When.
        at: Day = plain,
        /// Addresses that its links led to and that stood elsewhere on the page.
        to: String = plain,
        /// The source's text as it was then.
        src: String = required,
    }
}

record! {
    /// A file as it is written.
    pub struct LedgerFields {
        /// The lines.
        segments: Vec<Line> = required,
    }
}

/// What is remembered of one segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Where a field, an argument or a string stands.
    pub name: String,
    /// What the source's text was called when it was translated.
    pub source: Identity,
    /// The hash of the translation as it was confirmed (see [`text::exact`]).
    pub target: u64,
    /// How far it was.
    pub stored: Stored,
    /// Who confirmed it.
    pub by: Option<String>,
    /// When.
    pub at: Option<Day>,
    /// The addresses of its links that were defined elsewhere on the page (see [`super::Segment::links`]);
    /// nothing where it had none, or nobody noted them.
    pub links: String,
    /// The source's text as it was then.
    pub text: String,
}

/// What is remembered of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ledger {
    /// The segments in the order of the translation.
    pub entries: Vec<Entry>,
}

impl Stored {
    /// The state that it stands for while the source stays as it was.
    pub fn state(self) -> State {
        match self {
            Stored::Machine => State::Machine,
            Stored::Draft => State::Draft,
            Stored::Translated => State::Translated,
            Stored::Reviewed => State::Reviewed,
            Stored::Waived => State::Waived,
        }
    }

    /// Whether somebody stands for it.
    pub fn is_confirmed(self) -> bool {
        !matches!(self, Stored::Machine | Stored::Draft)
    }
}

/// Where the ledger of a page lies.
pub fn path(lang: &Lang, page: &str) -> String {
    format!("{FOLDER}{lang}/{page}.toml")
}

/// Reads a ledger. One that is damaged is reported where it is, and empty: nothing is believed of it.
pub fn read(source: &Source) -> Checked<Ledger> {
    let mut report = Report::default();
    let Some(file) = source.text_or_report(&mut report) else {
        return (Ledger::default(), report.diagnostics);
    };
    if let Some(marker) = conflict(file) {
        report.error("ledger/conflict", Span::new(source.id, marker));
        return (Ledger::default(), report.diagnostics);
    }
    let mut found = Report::default();
    let table = toml::file(source, &mut found).table;
    report_unknown(&table, &[LedgerFields::FIELDS], &mut found);
    let fields = LedgerFields::take(&table, &mut found);
    let lines = fields.segments.unwrap_or_default();
    let ledger = Ledger { entries: entries(&lines, &mut found) };
    // What the reader of settings says of a file speaks of fields that nobody typed here.
    if let Some(first) = found.diagnostics.iter().min_by_key(|found| found.span.start) {
        report.error("ledger/damaged", first.span);
        return (Ledger::default(), report.diagnostics);
    }
    (ledger, report.diagnostics)
}

/// What can be read of a damaged ledger, line by line. Of two versions that were joined both are
/// there; where they speak of the same translation, what is older holds, so that no change of the source is
/// forgotten.
pub fn salvage(source: &Source) -> Ledger {
    let Ok(file) = source.text() else { return Ledger::default() };
    let mut entries: Vec<Entry> = Vec::new();
    for line in file.lines().filter(|line| line.trim_start().starts_with('{')) {
        let alone = Source::new(source.path.clone(), format!("segments = [\n{line}\n]\n").into_bytes());
        let (mut read, found) = read(&alone);
        let Some(entry) = read.entries.pop().filter(|_| found.is_empty() && read.entries.is_empty()) else {
            continue;
        };
        let is_of_same = |other: &&mut Entry| {
            other.kind == entry.kind && other.name == entry.name && other.target == entry.target
        };
        match entries.iter_mut().find(is_of_same).filter(|_| conflict(file).is_some()) {
            Some(other) if entry.at < other.at => *other = entry,
            Some(_) => {}
            None => entries.push(entry),
        }
    }
    number(&mut entries);
    Ledger { entries }
}

fn number(entries: &mut [Entry]) {
    let mut seen = std::collections::BTreeMap::<u64, u32>::new();
    for entry in entries {
        let nth = seen.entry(entry.source.hash).or_default();
        entry.source.nth = *nth;
        *nth += 1;
    }
}

fn conflict(file: &str) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    for line in file.split_inclusive('\n') {
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
            return Some(at..at + 7);
        }
        at += line.len();
    }
    None
}

fn entries(lines: &[Line], report: &mut Report) -> Vec<Entry> {
    let mut seen = std::collections::BTreeMap::<u64, u32>::new();
    let mut entries = Vec::with_capacity(lines.len());
    for line in lines {
        let (Some(source), Some(target), Some(stored), Some(words)) =
            (hash(line.s.as_ref(), report), hash(line.t.as_ref(), report), line.st, &line.src)
        else {
            if let (None, Some(place)) = (&line.src, &line.s) {
                report.error("ledger/damaged", place.span);
            }
            continue;
        };
        let nth = seen.entry(source).or_default();
        entries.push(Entry {
            kind: line.k.as_deref().and_then(Kind::of).unwrap_or(Kind::Paragraph),
            name: line.n.clone().unwrap_or_default(),
            source: Identity { hash: source, nth: *nth },
            target,
            stored,
            by: line.by.clone(),
            at: line.at,
            links: line.to.clone().unwrap_or_default(),
            text: words.clone(),
        });
        *nth += 1;
    }
    entries
}

fn hash(written: Option<&Spanned<String>>, report: &mut Report) -> Option<u64> {
    let written = written?;
    let hash = u64::from_str_radix(&written.value, 16).ok().filter(|_| written.value.len() == 16);
    if hash.is_none() {
        report.error("ledger/damaged", written.span);
    }
    hash
}

/// The ledger as a file.
pub fn write(ledger: &Ledger) -> String {
    let mut file = HEAD.to_owned();
    for entry in &ledger.entries {
        file.push_str("  ");
        file.push_str(&line(entry));
        file.push_str(",\n");
    }
    file.push_str("]\n");
    file
}

fn line(entry: &Entry) -> String {
    let mut line = format!(
        "{{ s = \"{:016x}\", t = \"{:016x}\", st = \"{}\"",
        entry.source.hash,
        entry.target,
        entry.stored.word()
    );
    let mut add = |key: &str, value: &str| line.extend([", ", key, " = ", value]);
    if entry.kind != Kind::Paragraph {
        add("k", &quoted(entry.kind.word(), Values::Toml));
    }
    if !entry.name.is_empty() {
        add("n", &quoted(&entry.name, Values::Toml));
    }
    if let Some(by) = &entry.by {
        add("by", &quoted(by, Values::Toml));
    }
    if let Some(at) = entry.at {
        add("at", &at.to_string());
    }
    if !entry.links.is_empty() {
        add("to", &quoted(&entry.links, Values::Toml));
    }
    add("src", &quoted(&entry.text, Values::Toml));
    line.push_str(" }");
    line
}

impl Entry {
    /// A segment that is confirmed now.
    pub fn of(
        source: &super::Segment,
        target: &str,
        stored: Stored,
        by: Option<&str>,
        at: Option<Day>,
    ) -> Entry {
        Entry {
            kind: source.kind,
            name: source.name.clone(),
            source: source.identity,
            target: text::exact(target),
            stored,
            by: by.map(ToOwned::to_owned),
            at,
            links: source.links.clone(),
            text: source.text.clone(),
        }
    }
}
