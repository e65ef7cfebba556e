//! Source, ledger and translation of a page → where each segment stands.
//!
//! The translation is compared with the ledger, and the ledger with the source, so that an edit of
//! the one is never taken for an edit of the other. Position is no identity: equal texts meet
//! first, then those between them that are most alike.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::Lang;

use super::facts;
use super::glossary::Glossary;
use super::ledger::{Entry, Ledger};
use super::matching::Matching;
use super::segment::{Kind, Segment};
use super::text;
use super::{Change, State};

/// A changed text that has less than this in common with the old one is another text.
const SAME_PLACE: f32 = 0.5;
/// One that stands somewhere else needs more.
const OTHER_PLACE: f32 = 0.6;
/// From here on a change is a minor one (TRANSLATION.md).
const MINOR: f32 = 0.9;
/// Texts of so few words have nothing in common when one is exchanged.
const SHORT: usize = 3;
/// A translation of which less than this is found in its ledger has become a text of its own.
const SAME_PAGE: f32 = 0.5;

/// Where one segment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the source; `None` if it is gone there.
    pub source: Option<usize>,
    /// Its line in the ledger.
    pub entry: Option<usize>,
    /// Its number in the translation.
    pub target: Option<usize>,
    /// How far it is.
    pub state: State,
    /// Only an address or a piece of code changed in the source.
    pub is_mechanical: bool,
}

/// Where all segments of a page stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// One row per segment of the source in its order, then what is gone there.
    pub rows: Vec<Row>,
    /// Whether the translation is so far from its ledger that only the source's segments are followed.
    pub is_adaptation: bool,
}

/// What is known of the source's language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// It.
    pub lang: &'a Lang,
    /// The names that stay as they are.
    pub glossary: &'a Glossary,
}

/// Compares the three; `is_adaptation` where the translation itself says that it is one.
pub fn align(
    source: &[Segment],
    ledger: &Ledger,
    target: &[Segment],
    is_adaptation: bool,
    words: Words<'_>,
) -> Alignment {
    let entries = &ledger.entries;
    let of_target = target_and_ledger(target, entries);
    let is_adaptation = is_adaptation || is_another(target, entries, &of_target);
    let of_source = ledger_and_source(entries, source);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (number, entry) in of_source.of_right.iter().enumerate() {
        pairs.extend(entry.and_then(|entry| of_target.of_right[entry]).map(|target| (number, target)));
    }
    if is_adaptation {
        pairs.clear();
    } else {
        pairs.extend(waiting(source, target));
    }
    let direct = if is_adaptation {
        Matching::of_pairs(source.len(), target.len(), &[])
    } else {
        source_and_target(source, target, &pairs, (&of_source, &of_target))
    };
    let mut rows: Vec<Row> = (0..source.len())
        .map(|number| {
            let (entry, place) = (of_source.of_right[number], direct.of_left[number]);
            let found = (entry.map(|entry| &entries[entry]), place.map(|place| &target[place]));
            let (state, is_mechanical) = state(&source[number], found, is_adaptation, words);
            Row { source: Some(number), entry, target: place, state, is_mechanical }
        })
        .collect();
    let gone = (0..entries.len()).filter(|&entry| of_source.of_left[entry].is_none());
    rows.extend(gone.map(|entry| Row {
        source: None,
        entry: Some(entry),
        target: of_target.of_right[entry].filter(|&place| !is_adaptation && direct.of_right[place].is_none()),
        state: State::Orphan,
        is_mechanical: false,
    }));
    Alignment { rows, is_adaptation }
}

/// What happened to a text.
pub fn change(before: &str, now: &str, words: Words<'_>) -> Change {
    let facts = |text: &str| {
        let text = text::without_parts(text);
        (facts::facts(&text, words.lang), words.glossary.names(&text, words.lang))
    };
    if facts(before) != facts(now) {
        Change::Facts
    } else if text::likeness(before, now) >= MINOR && denials(before) == denials(now) {
        Change::Minor
    } else {
        Change::Major
    }
}

/// The words that turn a sentence round, in the languages that statements are written in first: with or
/// without one of them, a text says the contrary.
fn denials(text: &str) -> Vec<String> {
    const DENIALS: [&str; 36] = [
        "no", "not", "never", "nobody", "none", "nothing", "nor", "neither", "without", "cannot", "against",
        "before", "after", "unless", "ni", "nunca", "nadie", "ninguno", "ninguna", "ningún", "nada", "jamás",
        "sin", "contra", "antes", "después", "salvo", "ne", "pas", "jamais", "sans", "non", "nem", "sem",
        "noon", "midnight",
    ];
    let words = text.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '\'' | '’')));
    let denies =
        |word: &String| DENIALS.contains(&&word[..]) || word.ends_with("n't") || word.ends_with("n’t");
    let mut found: Vec<String> = words.map(str::to_lowercase).filter(denies).collect();
    found.sort();
    found
}

fn state(
    source: &Segment,
    (entry, target): (Option<&Entry>, Option<&Segment>),
    is_adaptation: bool,
    words: Words<'_>,
) -> (State, bool) {
    let is_there = is_adaptation || target.is_some_and(|target| target.waits_for.is_none());
    match entry {
        _ if !is_there => (State::Missing, false),
        None => (State::Draft, false),
        Some(entry) if !entry.stored.is_confirmed() => (entry.stored.state(), false),
        Some(entry) if entry.source.hash != source.identity.hash => {
            (change(&entry.text, &source.text, words).state(), false)
        }
        Some(entry) if entry.text == source.text && entry.links == source.links => {
            (entry.stored.state(), false)
        }
        Some(entry) if is_elsewhere(source, entry) && lacks(target, source, entry) => {
            (State::StaleMinor, true)
        }
        Some(entry) => (entry.stored.state(), false),
    }
}

/// Whether an address or a piece of code is another now.
fn is_elsewhere(source: &Segment, entry: &Entry) -> bool {
    let is_moved = !entry.links.is_empty() && entry.links != source.links;
    is_moved || text::mechanics(&entry.text) != source.mechanics
}

/// Whether a translation does not have what is new among the addresses and the code of its source.
fn lacks(target: Option<&Segment>, source: &Segment, entry: &Entry) -> bool {
    let parts = |text, links: &'_ str| -> Vec<String> {
        text::parts(text).into_iter().chain(links.lines()).map(ToOwned::to_owned).collect()
    };
    let before = parts(&entry.text, &entry.links);
    let mut new = parts(&source.text, &source.links).into_iter().filter(|part| !before.contains(part));
    target.is_none_or(|target| new.any(|part| !target.text.contains(&part) && !target.links.contains(&part)))
}

fn is_another(target: &[Segment], entries: &[Entry], matching: &Matching) -> bool {
    let written = target.iter().filter(|segment| segment.waits_for.is_none()).count();
    let (small, large) = (written.min(entries.len()), written.max(entries.len()));
    let found = matching.of_left.iter().flatten().count();
    #[expect(clippy::cast_precision_loss, reason = "a page has no millions of paragraphs")]
    let share = found as f32 / large.max(1) as f32;
    // On a short page every edit is half of it.
    small >= 6 && share < SAME_PAGE
}

/// What two lists are first compared by: a field by its name, everything else by its text.
fn key(kind: Kind, name: &str, hash: u64) -> (&str, u64) {
    if matches!(kind, Kind::Field | Kind::String) { (name, 0) } else { ("", hash) }
}

/// Translation on the left, ledger on the right.
fn target_and_ledger(target: &[Segment], entries: &[Entry]) -> Matching {
    let left: Vec<_> =
        target.iter().map(|segment| key(segment.kind, &segment.name, text::exact(&segment.text))).collect();
    let right: Vec<_> = entries.iter().map(|entry| key(entry.kind, &entry.name, entry.target)).collect();
    let mut matching = Matching::of_equal(&left, &right);
    if matching.is_full() {
        return matching;
    }
    let can = |left: usize, right: usize| {
        let (segment, entry) = (&target[left], &entries[right]);
        segment.waits_for.is_none() && segment.kind == entry.kind && segment.name == entry.name
    };
    let lefts: Vec<_> = target.iter().map(|segment| marks(&segment.text)).collect();
    let rights: Vec<_> = entries.iter().map(|entry| marks(&entry.text)).collect();
    let alike =
        |left: usize, right: usize| can(left, right).then(|| 1.0 + shared(&lefts[left], &rights[right]));
    matching.fill(alike, can);
    matching
}

/// Ledger on the left, source on the right.
fn ledger_and_source(entries: &[Entry], source: &[Segment]) -> Matching {
    let left: Vec<_> = entries.iter().map(|entry| key(entry.kind, &entry.name, entry.source.hash)).collect();
    let right: Vec<_> =
        source.iter().map(|segment| key(segment.kind, &segment.name, segment.identity.hash)).collect();
    let mut matching = Matching::of_equal(&left, &right);
    if matching.is_full() {
        return matching;
    }
    let likeness = |left: usize, right: usize| {
        let (entry, segment) = (&entries[left], &source[right]);
        let may = entry.kind == segment.kind && entry.name == segment.name;
        may.then(|| (text::likeness(&entry.text, &segment.text), is_short(&entry.text, &segment.text)))
    };
    matching.fill(
        |left, right| {
            let (likeness, is_short) = likeness(left, right)?;
            (likeness >= SAME_PLACE || is_short).then_some(likeness + 0.1)
        },
        // One alone in the place of one alone was written anew, however little is left of it.
        |left, right| likeness(left, right).is_some(),
    );
    matching.rest(|left, right| {
        let likeness = text::likeness(&entries[left].text, &source[right].text);
        (likeness >= OTHER_PLACE).then_some(likeness)
    });
    matching
}

fn is_short(left: &str, right: &str) -> bool {
    left.split_whitespace().take(SHORT + 1).count() <= SHORT
        && right.split_whitespace().take(SHORT + 1).count() <= SHORT
}

/// Places of the translation that say which text of the source they wait for; of equal texts the first
/// place waits for the first.
fn waiting(source: &[Segment], target: &[Segment]) -> Vec<(usize, usize)> {
    let waits =
        || target.iter().enumerate().filter_map(|(at, segment)| Some((at, segment.waits_for.as_ref()?)));
    // Most translations wait for nothing.
    if waits().next().is_none() {
        return Vec::new();
    }
    let mut free: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (place, segment) in source.iter().enumerate() {
        free.entry(segment.identity.short()).or_default().push_back(place);
    }
    waits().filter_map(|(at, hash)| Some((free.get_mut(hash)?.pop_front()?, at))).collect()
}

/// Source on the left, translation on the right: what the ledger knows, and between that what nobody
/// has told it yet.
fn source_and_target(
    source: &[Segment],
    target: &[Segment],
    known: &[(usize, usize)],
    (of_source, of_target): (&Matching, &Matching),
) -> Matching {
    let mut known = known.to_vec();
    let placed: BTreeSet<usize> = known.iter().map(|(place, _)| *place).collect();
    let is_named = |segment: &&Segment| matches!(segment.kind, Kind::Field | Kind::String);
    let mut by_name: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    for (at, segment) in target.iter().enumerate().filter(|(_, segment)| is_named(segment)) {
        by_name.entry((segment.kind, &segment.name)).or_insert(at);
    }
    for (place, segment) in source.iter().enumerate().filter(|(_, segment)| is_named(segment)) {
        let found = by_name.get(&(segment.kind, &segment.name[..]));
        known.extend(found.filter(|_| !placed.contains(&place)).map(|&found| (place, found)));
    }
    let mut matching = Matching::of_pairs(source.len(), target.len(), &known);
    let can = |left: usize, right: usize| {
        let (segment, other) = (&source[left], &target[right]);
        // What the ledger knew this text as is gone from the source, so it may be of another text by now.
        let is_free = |entry: usize| of_source.of_left[entry].is_none();
        let is_new = of_source.of_right[left].is_none() && of_target.of_left[right].is_none_or(is_free);
        is_new && segment.kind == other.kind && segment.name == other.name
    };
    if matching.is_full() {
        return matching;
    }
    let lefts: Vec<_> = source.iter().map(|segment| marks(&segment.text)).collect();
    let rights: Vec<_> = target.iter().map(|segment| marks(&segment.text)).collect();
    let alike =
        |left: usize, right: usize| can(left, right).then(|| 1.0 + shared(&lefts[left], &rights[right]));
    matching.fill(alike, can);
    matching
}

/// What no translator changes: digits, addresses, code.
fn marks(text: &str) -> Vec<&str> {
    let numbers = text.split(|sign: char| !sign.is_numeric()).filter(|number| !number.is_empty());
    numbers.chain(text::parts(text)).collect()
}

/// How much of that two texts share. From 0 to 1.
fn shared(left: &[&str], right: &[&str]) -> f32 {
    let common = left.iter().filter(|mark| right.contains(mark)).count();
    #[expect(clippy::cast_precision_loss, reason = "a paragraph has no millions of numbers")]
    let share = common as f32 / left.len().max(right.len()).max(1) as f32;
    share
}
