//! Reads YAML (1.2, core schema) into the same tree of values with places as TOML, reporting every
//! mistake and keeping what can be read.
//!
//! Knows nothing of what the keys mean. `no` is a word here and not `false`; anchors may stand
//! there, what repeats them (`*name`) is refused, so that ten lines stay ten lines.

mod repair;
mod scalar;
mod tree;

use std::ops::Range;

use super::node::Reading;
use super::span::Place;
use super::{Report, SourceId};

/// Something that cannot be read, as bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    range: Range<usize>,
    wrong: Wrong,
}

/// Why something cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    /// A text that only quotation marks make one: `title: Now: the doors`.
    Unquoted,
    /// An entry of a list that has nothing in it.
    NoValue,
    /// For any other reason: a key of the catalogue (`detail.<this>`).
    Detail(&'static str),
}

/// Reads `text`, which begins at byte `offset` of the source, and says which keys were lost.
pub fn read(text: &str, source: SourceId, offset: usize, report: &mut Report) -> Reading {
    let place = Place { source, offset };
    let mut found = Report::default();
    if let Ok(table) = tree::table(text, &place, &mut found) {
        report.diagnostics.append(&mut found.diagnostics);
        return Reading { table, unread: Vec::new() };
    }
    let repaired = repair::repair(text);
    for fault in &repaired.faults {
        place.report(text, fault, report);
    }
    let table = tree::table(&repaired.text, &place, report).unwrap_or_default();
    Reading { table, unread: repaired.unread }
}

impl Place {
    fn report(&self, text: &str, fault: &Fault, report: &mut Report) {
        let span = self.span(fault.range.clone());
        match fault.wrong {
            Wrong::Unquoted => {
                let value = text.get(fault.range.clone()).unwrap_or_default().replace('"', "\\\"");
                report.error("front-matter/unquoted", span).arg("value", value);
            }
            Wrong::NoValue => drop(report.error("front-matter/no-value", span)),
            Wrong::Detail(detail) => drop(report.error("front-matter/syntax", span).arg("detail", detail)),
        }
    }
}
