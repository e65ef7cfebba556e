//! A pattern of a grammar as a program for the [matcher](super::matcher).
//!
//! The expression comes from the parser of `fancy_regex`, which is what syntect itself runs,
//! so both read a pattern alike. What no grammar uses is refused here: `None`.

use std::sync::Arc;

use fancy_regex::{Assertion, Expr, LookAround};

use super::bytes::{Bytes, END};
use super::class::Class;
use super::first::{first, folded, may_be_empty, width};

/// The flags that syntect parses patterns with: Unicode and the ways of Oniguruma.
const FLAGS: u32 = 1 << 5 | 1 << 6;
/// Repetitions are written out, so a short pattern could become a long program.
const LONGEST: usize = 20_000;
/// A choice with fewer branches tries them in turn.
const FEW: usize = 3;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) steps: Box<[Step]>,
    /// Two per group, if groups are kept.
    pub(super) groups: usize,
    /// Those of groups, then the memories of loops.
    pub(super) slots: usize,
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
    /// The branches to try, in order, when `byte` (or [`END`]) comes next.
    #[inline]
    pub(super) fn places(&self, byte: usize) -> &[usize] {
        &self.places[self.starts[byte] as usize..self.starts[byte + 1] as usize]
    }

    fn new(branches: &[(usize, Bytes)]) -> Option<Choice> {
        let mut starts = Vec::with_capacity(END + 2);
        let mut places = Vec::new();
        for byte in 0..=END {
            starts.push(u32::try_from(places.len()).ok()?);
            places.extend(branches.iter().filter(|(_, bytes)| bytes.contains(byte)).map(|(place, _)| *place));
        }
        starts.push(u32::try_from(places.len()).ok()?);
        Some(Choice { starts: starts.into(), places: places.into() })
    }
}

impl Program {
    /// Compiles a pattern; its groups are only kept when someone asks for them.
    pub(super) fn new(source: &str, groups: bool) -> Option<Program> {
        let tree = Expr::parse_tree_with_flags(source, FLAGS).ok()?;
        let refers = !tree.backrefs.is_empty();
        let count = groups_in(&tree.expr);
        let keeps = groups || refers;
        let groups = if keeps { 2 * (count + 1) } else { 0 };
        let mut compiler = Compiler { steps: Vec::new(), group: 1, keeps, slots: groups };
        compiler.emit(&tree.expr, Bytes::all())?;
        compiler.steps.push(Step::Done);
        let first = first(&tree.expr, Bytes::all());
        Some(Program { steps: compiler.steps.into(), groups, slots: compiler.slots, first })
    }
}

fn groups_in(expression: &Expr) -> usize {
    match expression {
        Expr::Concat(parts) | Expr::Alt(parts) => parts.iter().map(groups_in).sum(),
        Expr::Group(inner) => 1 + groups_in(inner),
        Expr::LookAround(inner, _) | Expr::AtomicGroup(inner) => groups_in(inner),
        Expr::Repeat { child, .. } => groups_in(child),
        _ => 0,
    }
}

struct Compiler {
    steps: Vec<Step>,
    /// The number of the next group.
    group: usize,
    keeps: bool,
    slots: usize,
}

impl Compiler {
    /// Writes an expression that bytes of `next` may follow.
    fn emit(&mut self, expression: &Expr, next: Bytes) -> Option<()> {
        if self.steps.len() > LONGEST {
            return None;
        }
        match expression {
            Expr::Empty => {}
            Expr::Any { newline } => self.steps.push(Step::Class(Class::any(*newline))),
            Expr::Delegate { inner, casei, .. } => {
                self.steps.push(Step::Class(Class::parsed(inner, *casei)?))
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
        ends.into_iter().for_each(|end| self.steps[end] = Step::Jump(out));
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
            self.steps.push(match greedy {
                true => Step::Greedy { class, least, most, gives_back },
                false => Step::Lazy { class, least, most },
            });
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
            forks.into_iter().for_each(|fork| self.steps[fork] = fork_of(fork + 1, out, greedy));
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
