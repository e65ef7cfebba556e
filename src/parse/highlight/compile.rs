//! An expression → the steps of a [program](super::program).
//!
//! Repetitions are written out, branches are sorted by the byte they may begin with, and a loop over one
//! class of characters is one step. What no grammar uses is refused: `None`.

use std::sync::Arc;

use fancy_regex::{Assertion, Expr, LookAround};

use super::bytes::Bytes;
use super::class::Class;
use super::first::{first, folded, may_be_empty, width};
use super::program::{Choice, Step};

/// Repetitions are written out, so a short pattern could become a long program.
const LONGEST: usize = 100_000;
/// A choice with fewer branches tries them in turn.
const FEW: usize = 3;

/// How many groups an expression has.
pub(super) fn groups_in(expression: &Expr) -> usize {
    match expression {
        Expr::Concat(parts) | Expr::Alt(parts) => parts.iter().map(groups_in).sum(),
        Expr::Group(inner) => 1 + groups_in(inner),
        Expr::LookAround(inner, _) | Expr::AtomicGroup(inner) => groups_in(inner),
        Expr::Repeat { child, .. } => groups_in(child),
        _ => 0,
    }
}

/// A program that is being written.
pub(super) struct Compiler {
    pub(super) steps: Vec<Step>,
    /// The number of the next group.
    group: usize,
    keeps: bool,
    pub(super) slots: usize,
}

impl Compiler {
    /// Begins with as many slots for groups; without any, groups are not kept.
    pub(super) fn new(slots: usize) -> Compiler {
        Compiler { steps: Vec::new(), group: 1, keeps: slots > 0, slots }
    }

    /// Writes an expression that bytes of `next` may follow.
    pub(super) fn emit(&mut self, expression: &Expr, next: Bytes) -> Option<()> {
        if self.steps.len() > LONGEST {
            return None;
        }
        match expression {
            Expr::Empty => {}
            Expr::Any { newline } => self.steps.push(Step::Class(Class::any(*newline))),
            Expr::Delegate { inner, casei, .. } => {
                self.steps.push(Step::Class(Class::parsed(inner, *casei)?));
            }
            Expr::Literal { val, casei: false } => self.text(val),
            Expr::Literal { val, casei: true } => {
                for character in val.chars() {
                    self.steps.push(Step::Class(folded(character)?));
                }
            }
            Expr::Assertion(assertion) => self.assertion(*assertion)?,
            Expr::Concat(parts) => self.concat(parts, next)?,
            Expr::Alt(parts) => self.alternatives(parts, next, |compiler, part| compiler.emit(part, next))?,
            Expr::Group(inner) => self.group(inner, next)?,
            Expr::LookAround(inner, look) => self.look(inner, *look)?,
            Expr::AtomicGroup(inner) => {
                let place = self.hole();
                self.emit(inner, Bytes::all())?;
                self.steps.push(Step::Done);
                self.steps[place] = Step::Atomic { next: self.steps.len() };
            }
            Expr::Backref { group, casei: false } => self.steps.push(Step::Again { slot: 2 * group }),
            Expr::Repeat { child, lo, hi, greedy } => self.repeat(child, (*lo, *hi), *greedy, next)?,
            _ => return None,
        }
        Some(())
    }

    fn hole(&mut self) -> usize {
        self.steps.push(Step::Done);
        self.steps.len() - 1
    }

    fn text(&mut self, text: &str) {
        match text.as_bytes() {
            [] => {}
            [byte] => self.steps.push(Step::Byte(*byte)),
            bytes => self.steps.push(Step::Text(bytes.into())),
        }
    }

    fn assertion(&mut self, assertion: Assertion) -> Option<()> {
        match assertion {
            Assertion::StartText
            | Assertion::EndText
            | Assertion::StartLine { crlf: false }
            | Assertion::EndLine { crlf: false }
            | Assertion::WordBoundary
            | Assertion::NotWordBoundary => self.steps.push(Step::Stand(assertion)),
            _ => return None,
        }
        Some(())
    }

    fn concat(&mut self, parts: &[Expr], next: Bytes) -> Option<()> {
        let mut follows = vec![next; parts.len()];
        for index in (1..parts.len()).rev() {
            follows[index - 1] = first(&parts[index], follows[index]);
        }
        let mut text = String::new();
        for (part, next) in parts.iter().zip(follows) {
            if let Expr::Literal { val, casei: false } = part {
                text.push_str(val);
                continue;
            }
            self.text(&std::mem::take(&mut text));
            self.emit(part, next)?;
        }
        self.text(&text);
        Some(())
    }

    fn alternatives(
        &mut self,
        parts: &[Expr],
        next: Bytes,
        mut emit: impl FnMut(&mut Compiler, &Expr) -> Option<()>,
    ) -> Option<()> {
        let choice = self.hole();
        let mut branches = Vec::new();
        let mut ends = Vec::new();
        for part in parts {
            branches.push((self.steps.len(), first(part, next)));
            emit(self, part)?;
            ends.push(self.hole());
        }
        let out = self.steps.len();
        for end in ends {
            self.steps[end] = Step::Jump(out);
        }
        self.steps[choice] = match branches[..] {
            [(one, _), (other, _)] if parts.len() < FEW => Step::Fork(one, other),
            _ => Step::Choose(Box::new(Choice::new(&branches)?)),
        };
        Some(())
    }

    fn group(&mut self, inner: &Expr, next: Bytes) -> Option<()> {
        let slot = 2 * self.group;
        self.group += 1;
        if !self.keeps {
            return self.emit(inner, next);
        }
        self.steps.push(Step::Keep(slot));
        self.emit(inner, next)?;
        self.steps.push(Step::Keep(slot + 1));
        Some(())
    }

    fn look(&mut self, inner: &Expr, look: LookAround) -> Option<()> {
        let wanted = matches!(look, LookAround::LookAhead | LookAround::LookBehind);
        if matches!(look, LookAround::LookAhead | LookAround::LookAheadNeg) {
            let place = self.hole();
            self.emit(inner, Bytes::all())?;
            self.steps.push(Step::Done);
            self.steps[place] = Step::Ahead { wanted, next: self.steps.len() };
            return Some(());
        }
        match inner {
            Expr::Alt(parts) if width(inner).is_none() && wanted => {
                // What stands before says nothing of the byte to come.
                self.alternatives_behind(parts)
            }
            Expr::Alt(parts) if width(inner).is_none() => {
                parts.iter().try_for_each(|part| self.behind(part, false))
            }
            _ => self.behind(inner, wanted),
        }
    }

    fn alternatives_behind(&mut self, parts: &[Expr]) -> Option<()> {
        let mut ends = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let fork = (index + 1 < parts.len()).then(|| self.hole());
            self.behind(part, true)?;
            ends.push(self.hole());
            if let Some(fork) = fork {
                self.steps[fork] = Step::Fork(fork + 1, self.steps.len());
            }
        }
        let out = self.steps.len();
        for end in ends {
            self.steps[end] = Step::Jump(out);
        }
        Some(())
    }

    fn behind(&mut self, inner: &Expr, wanted: bool) -> Option<()> {
        let back = width(inner)?;
        let place = self.hole();
        self.emit(inner, Bytes::all())?;
        self.steps.push(Step::Done);
        self.steps[place] = Step::Behind { wanted, back, next: self.steps.len() };
        Some(())
    }

    fn repeat(
        &mut self,
        child: &Expr,
        (least, most): (usize, usize),
        greedy: bool,
        next: Bytes,
    ) -> Option<()> {
        if let Some(class) = one_class(child) {
            let gives_back = !class.first_bytes().and(next).is_empty();
            let step = if greedy {
                Step::Greedy { class, least, most, gives_back }
            } else {
                Step::Lazy { class, least, most }
            };
            self.steps.push(step);
            return Some(());
        }
        let group = self.group;
        for _ in 0..least {
            self.group = group;
            self.emit(child, Bytes::all())?;
        }
        if most == usize::MAX {
            self.group = group;
            self.star(child, greedy)?;
        } else {
            let mut forks = Vec::new();
            for _ in least..most {
                self.group = group;
                forks.push(self.hole());
                self.emit(child, if most == 1 { next } else { Bytes::all() })?;
            }
            let out = self.steps.len();
            for fork in forks {
                self.steps[fork] = fork_of(fork + 1, out, greedy);
            }
        }
        if least == 0 && most == 0 {
            self.group = group + groups_in(child);
        }
        Some(())
    }

    fn star(&mut self, child: &Expr, greedy: bool) -> Option<()> {
        if may_be_empty(child) {
            let slot = self.slots;
            self.slots += 1;
            self.steps.push(Step::Forget(slot));
            let head = self.hole();
            self.emit(child, Bytes::all())?;
            self.steps.push(Step::Jump(head));
            self.steps[head] = Step::Loop { slot, out: self.steps.len(), greedy };
        } else {
            let head = self.hole();
            self.emit(child, Bytes::all())?;
            self.steps.push(Step::Jump(head));
            self.steps[head] = fork_of(head + 1, self.steps.len(), greedy);
        }
        Some(())
    }
}

fn fork_of(inside: usize, out: usize, greedy: bool) -> Step {
    if greedy { Step::Fork(inside, out) } else { Step::Fork(out, inside) }
}

/// The class that an expression of one character is.
fn one_class(expression: &Expr) -> Option<Arc<Class>> {
    match expression {
        Expr::Any { newline } => Some(Class::any(*newline)),
        Expr::Delegate { inner, casei, .. } => Class::parsed(inner, *casei),
        Expr::Literal { val, casei } => {
            let mut characters = val.chars();
            let character = characters.next()?;
            if characters.next().is_some() {
                return None;
            }
            if *casei { folded(character) } else { Class::parsed(&regex_syntax::escape(val), false) }
        }
        _ => None,
    }
}
