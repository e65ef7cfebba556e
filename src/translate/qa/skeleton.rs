//! `translation/skeleton`: links, pictures, code, notes or blocks that only one of the two texts has.

use std::ops::Range;

use crate::translate::segment::Kind;

use super::Findings;
use super::link_target::plain;
use super::reading::{Reading, apart, language};

/// Looks at everything but the words; what a tag adds is another rule's.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (&reading.source, &reading.target);
    let langs = [language(reading.pair.source_lang), language(reading.pair.lang)];
    for (left, right) in
        [(&source.markup.links, &target.markup.links), (&source.markup.pictures, &target.markup.pictures)]
    {
        if left.len() > right.len() {
            for link in apart(left, right, |link| &link.target).0.iter().take(left.len() - right.len()) {
                found.add(reading.whole()).arg("missing", &source.written[link.range.clone()]);
            }
        } else {
            for link in apart(left, right, |link| &link.target).1.iter().rev().take(right.len() - left.len())
            {
                found.add(link.range.clone()).arg("extra", &target.written[link.range.clone()]);
            }
        }
    }
    for (left, right) in
        [(&source.markup.code, &target.markup.code), (&source.markup.notes, &target.markup.notes)]
    {
        // A file's name may say its language: `about.es.md`.
        let (missing, extra) = apart(left, right, |(text, _)| plain(text, &langs));
        for (_, range) in missing {
            found.add(reading.whole()).arg("missing", &source.written[range.clone()]);
        }
        for (_, range) in extra {
            found.add(range.clone()).arg("extra", &target.written[range.clone()]);
        }
    }
    for (tag, _) in apart(&source.markup.tags, &target.markup.tags, |(tag, _)| name(tag)).0 {
        found.add(reading.whole()).arg("missing", tag);
    }
    if reading.is_markdown() {
        blocks(reading, found);
    }
}

/// The name of a tag as it is closed and opened: `/b`, `b`.
fn name(tag: &str) -> String {
    let name = tag.trim_start_matches('<').split(|sign: char| sign.is_whitespace() || sign == '>').next();
    name.unwrap_or_default().trim_end_matches('/').to_ascii_lowercase()
}

// A year and a full stop at the beginning is a list, and a bar ends a table's cell.
fn blocks(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (&reading.source, &reading.target);
    let fences = |text: &str| text.lines().filter(|line| line.trim_start().starts_with(":::")).count();
    if fences(target.written) > fences(source.written) {
        let at = target.written.find(":::").unwrap_or_default();
        found.add(at..at + ":::".len()).arg("extra", ":::");
    }
    let bars = |text: &str| text.replace("\\|", "").matches('|').count();
    if reading.pair.kind == Kind::Cell && bars(target.written) > bars(source.written) {
        let at = target.written.find('|').unwrap_or_default();
        found.add(at..at + 1).arg("extra", "|");
    }
    let kinds = |blocks: &[(&'static str, Range<usize>)]| -> Vec<&'static str> {
        blocks.iter().map(|(kind, _)| *kind).filter(|kind| *kind != "html").collect()
    };
    let (left, right) = (kinds(&source.markup.blocks), kinds(&target.markup.blocks));
    if left != right {
        let other = (0..right.len()).find(|&place| left.get(place) != Some(&right[place]));
        let range = other.map_or(reading.whole(), |place| target.markup.blocks[place].1.clone());
        found.add(range).arg("wanted", left.join(", ")).arg("blocks", right.join(", "));
    }
}
