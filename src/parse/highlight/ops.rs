//! The scopes of what a rule matched: which begin, which end, and in what order.
//!
//! The order is syntect's, which took it from the editor whose grammars these are.

use super::grammar::{Change, Context, Rule, Scope};
use super::matcher::{Matcher, UNSET};
use super::packed::Clear;

/// A change to the stack of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op<S> {
    /// One more.
    Push(S),
    /// So many less.
    Pop(usize),
    /// Some are hidden.
    Clear(Clear),
    /// What was hidden last comes back.
    Restore,
}

impl<S> Op<S> {
    /// The same change of other scopes.
    pub fn map<T>(self, scope: impl FnOnce(S) -> T) -> Op<T> {
        match self {
            Op::Push(pushed) => Op::Push(scope(pushed)),
            Op::Pop(count) => Op::Pop(count),
            Op::Clear(clear) => Op::Clear(clear),
            Op::Restore => Op::Restore,
        }
    }
}

/// The changes of a line, each with its place.
pub(super) type Ops = Vec<(usize, Op<&'static Scope>)>;

/// The changes around a match from `start` to `end`, in a context that gives way to `targets`.
pub(super) fn around(
    rule: &'static Rule,
    (start, end): (usize, usize),
    (context, targets): (&'static Context, &[&'static Context]),
    matcher: &Matcher,
    ops: &mut Ops,
) {
    before(&rule.operation, start, (context, targets), ops);
    ops.extend(rule.scope.iter().map(|scope| (start, Op::Push(scope))));
    captures(rule, (start, end), matcher, ops);
    pop(rule.scope.len(), end, ops);
    after(&rule.operation, end, (context, targets), ops);
}

fn before(
    change: &Change,
    at: usize,
    (context, targets): (&'static Context, &[&'static Context]),
    ops: &mut Ops,
) {
    let sets = matches!(change, Change::Set(_));
    if matches!(change, Change::Pop) {
        pop(context.meta_content_scope.len(), at, ops);
    }
    if sets && context.clear_scopes.is_some() {
        ops.push((at, Op::Restore));
    }
    for target in targets {
        if let Some(clear) = target.clear_scopes.filter(|_| !sets) {
            ops.push((at, Op::Clear(clear)));
        }
        ops.extend(target.meta_scope.iter().map(|scope| (at, Op::Push(scope))));
    }
}

fn captures(rule: &'static Rule, whole: (usize, usize), matcher: &Matcher, ops: &mut Ops) {
    let mut marks: Vec<((usize, isize), Op<&'static Scope>)> = Vec::new();
    for (group, scopes) in &rule.captures {
        let (start, end) = if *group == 0 { whole } else { matcher.group(*group) };
        if start == UNSET || start == end {
            continue;
        }
        let width = end.cast_signed() - start.cast_signed();
        marks.extend(scopes.iter().map(|scope| ((start, -width), Op::Push(scope))));
        marks.push(((end, isize::MIN), Op::Pop(scopes.len())));
    }
    marks.sort_by_key(|(place, _)| *place);
    ops.extend(marks.into_iter().map(|((at, _), op)| (at, op)));
}

fn after(
    change: &Change,
    at: usize,
    (context, targets): (&'static Context, &[&'static Context]),
    ops: &mut Ops,
) {
    if matches!(change, Change::Pop) {
        pop(context.meta_scope.len(), at, ops);
        if context.clear_scopes.is_some() {
            ops.push((at, Op::Restore));
        }
        return;
    }
    let sets = matches!(change, Change::Set(_));
    let left = if sets { context.meta_scope.len() + context.meta_content_scope.len() } else { 0 };
    let changes =
        |target: &&Context| !target.meta_content_scope.is_empty() || (sets && target.clear_scopes.is_some());
    if left == 0 && !targets.iter().any(changes) {
        return;
    }
    let pushed: usize = targets.iter().map(|target| target.meta_scope.len()).sum();
    pop(pushed + left, at, ops);
    for target in targets {
        if let Some(clear) = target.clear_scopes.filter(|_| sets) {
            ops.push((at, Op::Clear(clear)));
        }
        let scopes = target.meta_scope.iter().chain(&target.meta_content_scope);
        ops.extend(scopes.map(|scope| (at, Op::Push(scope))));
    }
}

fn pop(count: usize, at: usize, ops: &mut Ops) {
    if count > 0 {
        ops.push((at, Op::Pop(count)));
    }
}
