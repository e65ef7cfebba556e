//! Addresses, code, notes and tags as `{1}`, `{2}`, for translators who had better not see them; and back.
//!
//! The numbers mean something only beside the source text, so a file that comes back is read
//! together with the project that it was made from.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::exchange::Reading;
use super::text::ranges;
use super::unit::Returned;

/// A text with numbers in the place of its parts, and the parts.
pub fn mask(text: &str) -> (String, Vec<&str>) {
    let places = places(text);
    let parts: Vec<&str> = places.iter().map(|range| &text[range.clone()]).collect();
    let numbered = replaced(text, &places, |number, _| format!("{{{}}}", number + 1));
    (numbered, parts)
}

/// A translation with the numbers of its source's parts; a part that the source does not have stays as it is.
pub fn mask_like(text: &str, parts: &[&str]) -> String {
    let mut left: Vec<Option<&str>> = parts.iter().copied().map(Some).collect();
    replaced(text, &places(text), |_, part| match left.iter().position(|left| *left == Some(part)) {
        Some(number) => {
            left[number] = None;
            format!("{{{}}}", number + 1)
        }
        None => part.to_owned(),
    })
}

/// The text with its parts again; `None` unless it has each number exactly once.
pub fn unmask(text: &str, parts: &[&str]) -> Option<String> {
    let places = numbers(text);
    let mut left: Vec<Option<&str>> = parts.iter().copied().map(Some).collect();
    let mut is_whole = places.len() == parts.len();
    let whole = replaced(text, &places, |_, number| {
        let number = number[1..number.len() - 1].parse::<usize>().ok();
        let part = number.and_then(|number| left.get_mut(number.checked_sub(1)?)?.take());
        is_whole &= part.is_some();
        part.unwrap_or_default().to_owned()
    });
    is_whole.then_some(whole)
}

/// Puts the parts back into everything that came back; what lacks one, or has one too many, is refused.
/// The texts of the site are given with their page and how many of the same stand before them.
pub fn restore<'a>(reading: &mut Reading, texts: impl Iterator<Item = (&'a str, u32, &'a str)>) {
    if !reading.has_placeholders {
        return;
    }
    let pages: HashSet<String> =
        reading.returned.iter().chain(&reading.orphans).map(|returned| returned.page.clone()).collect();
    let masked: HashMap<(&str, u32, String), &str> = texts
        .filter(|(page, ..)| pages.contains(*page))
        .map(|(page, nth, text)| ((page, nth, mask(text).0), text))
        .collect();
    let find = |returned: &Returned| {
        masked.get(&(returned.page.as_str(), returned.nth, returned.source.clone())).copied()
    };
    for returned in std::mem::take(&mut reading.returned) {
        let restored = find(&returned).ok_or("source").and_then(|text| whole(&returned, text).ok_or("parts"));
        match restored {
            Ok(whole) => reading.returned.push(whole),
            Err(detail) => {
                let detail = format!("placeholders-{detail}");
                reading.problems.error("exchange/placeholders", returned.line).arg("detail", detail);
                reading.refused.push(returned);
            }
        }
    }
    for orphan in &mut reading.orphans {
        if let Some(whole) = find(orphan).and_then(|text| whole(orphan, text)) {
            *orphan = whole;
        }
    }
}

fn whole(returned: &Returned, source: &str) -> Option<Returned> {
    let (_, parts) = mask(source);
    let target = unmask(&returned.target, &parts)?;
    Some(Returned { source: source.to_owned(), target, ..returned.clone() })
}

/// The parts of a text, and what looks like a number of ours in it.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut places = ranges(text);
    let parts = places.len();
    for number in numbers(text) {
        if !places[..parts].iter().any(|part| part.start < number.end && number.start < part.end) {
            places.push(number);
        }
    }
    places.sort_by_key(|range| range.start);
    places
}

/// Where `{1}` and the like stand.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let number = |(start, _): (usize, &str)| {
        let digits = text[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + 1 + digits;
        (digits > 0 && text[end..].starts_with('}')).then_some(start..end + 1)
    };
    text.match_indices('{').filter_map(number).collect()
}

fn replaced(text: &str, places: &[Range<usize>], mut with: impl FnMut(usize, &str) -> String) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut from = 0;
    for (number, place) in places.iter().enumerate() {
        replaced.push_str(&text[from..place.start]);
        replaced.push_str(&with(number, &text[place.clone()]));
        from = place.end;
    }
    replaced.push_str(&text[from..]);
    replaced
}
