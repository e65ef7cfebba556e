//! `translation/heading-id`: another id in a heading's `{#id}` than the source's; links to it would break.

use std::ops::Range;

use crate::translate::segment::Kind;

use super::Findings;
use super::reading::Reading;

/// Looks at headings alone.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    if reading.pair.kind != Kind::Heading {
        return;
    }
    match (id(reading.pair.source), id(reading.pair.target)) {
        (Some((wanted, _)), Some((id, range))) if wanted != id => {
            found.add(range).arg("id", id).arg("wanted", wanted);
        }
        (Some((wanted, _)), None) => drop(found.add(reading.whole()).arg("missing", wanted)),
        (None, Some((id, range))) => drop(found.add(range).arg("extra", id)),
        _ => {}
    }
}

fn id(text: &str) -> Option<(&str, Range<usize>)> {
    let text = text.trim_end();
    let open = text.strip_suffix('}')?.rfind('{')?;
    let inside = &text[open + 1..text.len() - 1];
    let id = inside.split_whitespace().find_map(|part| part.strip_prefix('#'))?;
    Some((id, open..text.len()))
}
