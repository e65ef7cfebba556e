//! `text/shares-sum`: shares of one whole that do not make a whole.
//!
//! Takes the columns of tables, and lists in which every entry has one share. Sums that are far from
//! 100 are no shares of one thing; those within 1 of it are rounded. (Outcomes of practices are
//! checked with the record.)

use std::ops::Range;

use crate::base::Report;
use crate::content::prose::Block;

use super::{Lens, Reading, Text};

/// What is meant as a whole.
const NEAR: Range<f64> = 90.0..110.0;
/// How far rounding leads.
const ROUNDING: f64 = 1.0;

/// Words of a row that adds up the others.
const TOTALS: [&str; 4] = ["total", "totals", "sum", "suma"];

/// Looks at every table and list.
pub(super) fn check(reading: &Reading<'_>, _: &Lens, report: &mut Report) {
    let body = &reading.body;
    let mut at = 0;
    while at < body.len() {
        let end = at + group(&body[at..]);
        match body[at].block {
            Block::Cell { .. } => table(&body[at..end], report),
            Block::Item => shares(&body[at..end].iter().collect::<Vec<_>>(), report),
            _ => {}
        }
        at = end;
    }
}

/// How many blocks from the first one on are one table or one list.
fn group(body: &[Text]) -> usize {
    let starts_table = |text: &Text| text.block == Block::Cell { column: 0, head: true };
    let same = |(number, text): &(usize, &Text)| match (body[0].block, text.block) {
        (Block::Cell { .. }, Block::Cell { .. }) => *number == 0 || !starts_table(text),
        (Block::Item, Block::Item) => true,
        _ => *number == 0,
    };
    body.iter().enumerate().take_while(same).count().max(1)
}

fn table(cells: &[Text], report: &mut Report) {
    let place = |text: &Text| match text.block {
        Block::Cell { column, head } => (column, head),
        _ => (0, false),
    };
    let columns = cells.iter().map(|cell| place(cell).0).max().unwrap_or_default();
    let is_total = |text: &Text| TOTALS.contains(&text.words.trim().to_lowercase().as_str());
    for column in 0..=columns {
        let mut row_is_total = false;
        let mut shares_of = Vec::new();
        for cell in cells.iter().filter(|cell| !place(cell).1) {
            if place(cell).0 == 0 {
                row_is_total = is_total(cell);
            }
            if place(cell).0 == column && !row_is_total {
                shares_of.push(cell);
            }
        }
        shares(&shares_of, report);
    }
}

fn shares(texts: &[&Text], report: &mut Report) {
    let values: Option<Vec<(f64, Range<usize>)>> = texts.iter().map(|text| share(&text.words)).collect();
    let Some(values) = values.filter(|values| values.len() > 2) else { return };
    let sum: f64 = values.iter().map(|(value, _)| value).sum();
    let is_off = (sum - 100.0).abs() > ROUNDING + f64::EPSILON * 100.0;
    if NEAR.contains(&sum) && is_off {
        let span = texts[0].span(values[0].1.clone());
        // Sums of decimal fractions have tails that nobody wrote.
        report.warning("text/shares-sum", span).arg("sum", (sum * 100.0).round() / 100.0);
    }
}

/// The only share in a text.
fn share(words: &str) -> Option<(f64, Range<usize>)> {
    let (at, _) = words.match_indices('%').next().filter(|_| words.matches('%').count() == 1)?;
    let before = words[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let number = before[digits.len()..].replace(',', ".");
    Some((number.parse().ok()?, digits.len()..at + 1))
}
