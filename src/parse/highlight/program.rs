//! A pattern of a grammar as a program for the [matcher](super::matcher).
//!
//! The expression comes from the parser of `fancy_regex`, which is what syntect itself runs,
//! so both read a pattern alike. What no grammar uses is refused here: `None`.

use std::sync::Arc;

use fancy_regex::{Assertion, Expr};

use super::bytes::{Bytes, by_byte};
use super::class::Class;
use super::compile::{Compiler, groups_in};
use super::first::first;

/// The flags that syntect parses patterns with: Unicode and the ways of Oniguruma.
const FLAGS: u32 = 1 << 5 | 1 << 6;
/// More loops than are told apart when their ways are noted.
const LOOPS: usize = 64;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) steps: Box<[Step]>,
    /// Two per group, if groups are kept.
    pub(super) groups: usize,
    /// Those of groups, then the memories of loops.
    pub(super) slots: usize,
    /// Whether what is ahead does not depend on how a place was reached, but for loops that took nothing.
    pub(super) forgets: bool,
    /// The bytes that a match may begin with.
    pub(super) first: Bytes,
}

/// One step of a program; places of the program are indices of its steps.
#[derive(Debug)]
pub(super) enum Step {
    Byte(u8),
    Text(Box<[u8]>),
    Class(Arc<Class>),
    Stand(Assertion),
    /// Goes on at the first place and comes back to the second.
    Fork(usize, usize),
    Choose(Box<Choice>),
    Jump(usize),
    Keep(usize),
    /// Takes as many characters of a class as it can and gives them back one by one.
    Greedy {
        class: Arc<Class>,
        least: usize,
        most: usize,
        gives_back: bool,
    },
    /// Takes as few characters of a class as it must.
    Lazy {
        class: Arc<Class>,
        least: usize,
        most: usize,
    },
    /// What follows must match here (or must not), up to its `Done`; goes on at `next`.
    Ahead {
        wanted: bool,
        next: usize,
    },
    /// The same, some characters back.
    Behind {
        wanted: bool,
        back: usize,
        next: usize,
    },
    /// What follows, up to its `Done`, never tries again.
    Atomic {
        next: usize,
    },
    /// The text of a group again.
    Again {
        slot: usize,
    },
    Forget(usize),
    /// Leaves a loop that took nothing the last time.
    Loop {
        slot: usize,
        out: usize,
        greedy: bool,
    },
    Done,
}

/// Branches by the byte that they may begin with.
#[derive(Debug)]
pub(super) struct Choice {
    starts: Box<[u32]>,
    places: Box<[usize]>,
}

impl Choice {
    /// The branches to try, in order, when `byte` (or the text's end) comes next.
    #[inline]
    pub(super) fn places(&self, byte: usize) -> &[usize] {
        &self.places[self.starts[byte] as usize..self.starts[byte + 1] as usize]
    }

    /// Sorts places of branches.
    pub(super) fn new(branches: &[(usize, Bytes)]) -> Option<Choice> {
        let (starts, order) = by_byte(branches.iter().map(|(_, bytes)| *bytes))?;
        Some(Choice { starts, places: order.iter().map(|index| branches[*index as usize].0).collect() })
    }
}

impl Program {
    /// Compiles a pattern; its groups are only kept when someone asks for them.
    pub(super) fn new(source: &str, groups: bool) -> Option<Program> {
        let tree = Expr::parse_tree_with_flags(source, FLAGS).ok()?;
        let refers = !tree.backrefs.is_empty();
        let groups = if groups || refers { 2 * (groups_in(&tree.expr) + 1) } else { 0 };
        let mut compiler = Compiler::new(groups);
        compiler.emit(&tree.expr, Bytes::all())?;
        compiler.steps.push(Step::Done);
        let first = first(&tree.expr, Bytes::all());
        let forgets = !refers && compiler.slots - groups <= LOOPS;
        Some(Program { steps: compiler.steps.into(), groups, slots: compiler.slots, forgets, first })
    }
}
