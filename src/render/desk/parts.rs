//! Cuts long lists into parts that a browser and a person can take in, and offers what to choose rows by.

use serde::Serialize;

use super::{Around, Ask};

/// The rows of a part.
pub(super) const ROWS: usize = 200;

/// Which part of a list is shown, and where the others are.
#[derive(Serialize)]
pub(super) struct Parts {
    number: usize,
    of: usize,
    /// "201–400 of 10,000".
    shown: String,
    previous: Option<String>,
    next: Option<String>,
}

/// A value that rows can be chosen by.
#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// The rows of the part that is asked for, the last one where there are not so many.
pub(super) fn parts<T>(rows: Vec<T>, size: usize, around: &Around<'_>) -> (Vec<T>, Parts) {
    let total = rows.len();
    let of = total.div_ceil(size).max(1);
    let number = around.ask.part().min(of);
    let start = (number - 1) * size;
    let rows: Vec<T> = rows.into_iter().skip(start).take(size).collect();
    let counted = [
        ("first", around.count(start + usize::from(total > 0))),
        ("last", around.count(start + rows.len())),
        ("total", around.count(total)),
    ];
    let address = |ask: &Ask, number: usize| ask.with("page", &number.to_string());
    let parts = Parts {
        number,
        of,
        shown: around.say_of("shown", &counted),
        previous: (number > 1).then(|| address(around.ask, number - 1)),
        next: (number < of).then(|| address(around.ask, number + 1)),
    };
    (rows, parts)
}
