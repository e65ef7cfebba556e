//! A class of characters: one look-up for ASCII, a search among ranges beyond.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class as HirClass, HirKind};

use super::bytes::Bytes;

/// Characters that one place of a pattern accepts.
#[derive(Debug)]
pub(super) struct Class {
    ascii: u128,
    /// Ranges beyond ASCII, in order.
    wide: Box<[(char, char)]>,
}

/// Classes that were parsed, by their source and whether it ignores case.
type Known = HashMap<(String, bool), Option<Arc<Class>>>;

impl Class {
    /// Everything, or everything but a line feed.
    pub(super) fn any(line_feed: bool) -> Arc<Class> {
        Class::parsed(if line_feed { "(?s:.)" } else { "." }, false).expect("a dot is a class")
    }

    /// What a regular expression of one character accepts; `None` if it is more than a class.
    pub(super) fn parsed(source: &str, ignore_case: bool) -> Option<Arc<Class>> {
        static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (source.to_owned(), ignore_case);
        known.entry(key).or_insert_with(|| parse(source, ignore_case).map(Arc::new)).clone()
    }

    /// The place after the character at `at`, if it belongs to the class.
    #[inline]
    pub(super) fn step(&self, text: &str, at: usize) -> Option<usize> {
        let byte = *text.as_bytes().get(at)?;
        if byte < 128 {
            return (self.ascii >> byte & 1 == 1).then_some(at + 1);
        }
        if self.wide.is_empty() {
            return None;
        }
        let character = text[at..].chars().next()?;
        self.has_wide(character).then(|| at + character.len_utf8())
    }

    fn has_wide(&self, character: char) -> bool {
        let after = self.wide.partition_point(|(first, _)| *first <= character);
        after > 0 && self.wide[after - 1].1 >= character
    }

    /// The bytes that its characters begin with.
    pub(super) fn first_bytes(&self) -> Bytes {
        Bytes::of_ascii(self.ascii, !self.wide.is_empty())
    }
}

fn parse(source: &str, ignore_case: bool) -> Option<Class> {
    let hir = ParserBuilder::new().case_insensitive(ignore_case).build().parse(source).ok()?;
    match hir.kind() {
        HirKind::Class(HirClass::Unicode(class)) => {
            Some(of_ranges(class.iter().map(|range| (range.start(), range.end()))))
        }
        HirKind::Class(HirClass::Bytes(class)) => {
            let class = class.to_unicode_class()?;
            Some(of_ranges(class.iter().map(|range| (range.start(), range.end()))))
        }
        HirKind::Literal(literal) => {
            let mut characters = std::str::from_utf8(&literal.0).ok()?.chars();
            let character = characters.next()?;
            characters.next().is_none().then(|| of_ranges([(character, character)].into_iter()))
        }
        _ => None,
    }
}

fn of_ranges(ranges: impl Iterator<Item = (char, char)>) -> Class {
    let mut ascii = 0;
    let mut wide = Vec::new();
    for (first, last) in ranges {
        (u32::from(first)..=u32::from(last).min(127)).for_each(|code| ascii |= 1_u128 << code);
        if !last.is_ascii() {
            wide.push((first.max('\u{80}'), last));
        }
    }
    Class { ascii, wide: wide.into() }
}
