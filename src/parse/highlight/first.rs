//! What can be said of an expression before it runs: the bytes it may begin with, its width.
//!
//! The sets of bytes may be too large, never too small: they only spare attempts.

use std::sync::{Arc, OnceLock};

use fancy_regex::{Assertion, Expr, LookAround};

use super::bytes::{Bytes, END};
use super::class::Class;

/// The bytes that `expression` may stand before, if `next` may follow it.
pub(super) fn first(expression: &Expr, next: Bytes) -> Bytes {
    match expression {
        Expr::Any { newline } => Class::any(*newline).first_bytes(),
        Expr::Literal { val, casei } => literal(val, *casei, next),
        Expr::Delegate { inner, casei, .. } => {
            Class::parsed(inner, *casei).map_or(Bytes::all(), |class| class.first_bytes())
        }
        Expr::Concat(parts) => {
            let solid = parts.iter().position(|part| !may_be_empty(part)).unwrap_or(parts.len() - 1);
            parts[..=solid].iter().rev().fold(next, |next, part| first(part, next))
        }
        Expr::Alt(parts) => parts.iter().fold(Bytes::none(), |all, part| all.or(first(part, next))),
        Expr::Group(inner) | Expr::AtomicGroup(inner) => first(inner, next),
        Expr::LookAround(inner, LookAround::LookAhead) => first(inner, Bytes::all()).and(next),
        Expr::Repeat { child, lo, hi, .. } => {
            let once = first(child, if *hi > 1 { Bytes::all() } else { next });
            if *lo == 0 { once.or(next) } else { once }
        }
        Expr::Assertion(Assertion::EndText) => Bytes::one(END).and(next),
        Expr::Assertion(Assertion::EndLine { crlf: false }) => {
            Bytes::one(END).or(Bytes::one(usize::from(b'\n'))).and(next)
        }
        Expr::Empty | Expr::Assertion(_) | Expr::LookAround(..) => next,
        _ => Bytes::all(),
    }
}

fn literal(value: &str, ignore_case: bool, next: Bytes) -> Bytes {
    let Some(character) = value.chars().next() else { return next };
    if ignore_case {
        return folded(character).map_or(Bytes::all(), |class| class.first_bytes());
    }
    Bytes::one(usize::from(value.as_bytes()[0]))
}

/// A character in either case.
pub(super) fn folded(character: char) -> Option<Arc<Class>> {
    static ASCII: [OnceLock<Option<Arc<Class>>>; 128] = [const { OnceLock::new() }; 128];
    let parsed = || Class::parsed(&regex_syntax::escape(character.encode_utf8(&mut [0; 4])), true);
    match ASCII.get(character as usize) {
        Some(known) => known.get_or_init(parsed).clone(),
        None => parsed(),
    }
}

/// The number of characters that `expression` always takes; `None` if it varies.
pub(super) fn width(expression: &Expr) -> Option<usize> {
    match expression {
        Expr::Empty | Expr::Assertion(_) | Expr::LookAround(..) => Some(0),
        Expr::Any { .. } | Expr::Delegate { .. } => Some(1),
        Expr::Literal { val, .. } => Some(val.chars().count()),
        Expr::Concat(parts) => parts.iter().map(width).sum(),
        Expr::Alt(parts) => {
            let one = width(parts.first()?)?;
            parts.iter().all(|part| width(part) == Some(one)).then_some(one)
        }
        Expr::Group(inner) | Expr::AtomicGroup(inner) => width(inner),
        Expr::Repeat { child, lo, hi, .. } if lo == hi => Some(width(child)? * lo),
        _ => None,
    }
}

/// Whether `expression` may take nothing.
pub(super) fn may_be_empty(expression: &Expr) -> bool {
    match expression {
        Expr::Any { .. } | Expr::Delegate { .. } => false,
        Expr::Literal { val, .. } => val.is_empty(),
        Expr::Concat(parts) => parts.iter().all(may_be_empty),
        Expr::Alt(parts) => parts.iter().any(may_be_empty),
        Expr::Group(inner) | Expr::AtomicGroup(inner) => may_be_empty(inner),
        Expr::Repeat { child, lo, .. } => *lo == 0 || may_be_empty(child),
        _ => true,
    }
}
