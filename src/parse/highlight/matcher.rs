//! Runs a [`Program`] at one place of a text, trying branches in the order of the pattern.
//!
//! It gives up ([`Exhausted`]) rather than take exponential time; syntect then decides.

use std::collections::HashSet;

use super::bytes::END;
use super::place::{back_by, stands};
use super::program::{Program, Step};

/// An attempt took more steps than any sensible code needs.
#[derive(Debug)]
pub(super) struct Exhausted;

/// The place of a group that took no part.
pub(super) const UNSET: usize = usize::MAX;

/// Memory that attempts share.
#[derive(Default)]
pub(super) struct Matcher {
    frames: Vec<Frame>,
    slots: Vec<usize>,
    groups: usize,
    /// What is left of the line's allowance.
    pub(super) allowance: usize,
}

/// A part that turned back so often notes where it went, so that it does not go there again.
const MANY: usize = 100;

/// The ways that a part came back to: a place of the program and one of the text, and the loops there.
#[derive(Default)]
struct Tried {
    count: usize,
    ways: HashSet<((usize, usize), u64)>,
}

/// What to do when a branch fails.
enum Frame {
    Branch { place: usize, at: usize },
    Choice { step: usize, index: usize, at: usize },
    Shorter { place: usize, least: usize, at: usize },
    Longer { step: usize, at: usize, taken: usize },
    Undo { slot: usize, value: usize },
}

impl Matcher {
    /// The end of a match that begins at `at`.
    pub(super) fn run(
        &mut self,
        program: &Program,
        text: &str,
        at: usize,
    ) -> Result<Option<usize>, Exhausted> {
        self.frames.clear();
        self.slots.clear();
        self.slots.resize(program.slots, UNSET);
        self.groups = program.groups;
        self.part(program, text, 0, at)
    }

    /// Where the groups of the last match begin and end; the first, the whole match, is not filled in.
    pub(super) fn groups(&self) -> &[usize] {
        &self.slots[..self.groups]
    }

    /// Where a group of the last match begins and ends.
    pub(super) fn group(&self, group: usize) -> (usize, usize) {
        match self.groups().get(2 * group..2 * group + 2) {
            Some([start, end]) => (*start, *end),
            _ => (UNSET, UNSET),
        }
    }

    /// Runs from a place to its `Done`; leaves its frames.
    fn part(
        &mut self,
        program: &Program,
        text: &str,
        mut place: usize,
        mut at: usize,
    ) -> Result<Option<usize>, Exhausted> {
        let base = self.frames.len();
        let bytes = text.as_bytes();
        let mut tried = Tried::default();
        loop {
            self.allowance = self.allowance.checked_sub(1).ok_or(Exhausted)?;
            let advanced = match &program.steps[place] {
                Step::Byte(byte) => (bytes.get(at) == Some(byte)).then(|| (place + 1, at + 1)),
                Step::Text(part) => bytes[at..].starts_with(part).then(|| (place + 1, at + part.len())),
                Step::Class(class) => class.step(text, at).map(|at| (place + 1, at)),
                Step::Stand(assertion) => stands(*assertion, text, at).then_some((place + 1, at)),
                Step::Fork(one, other) => {
                    self.frames.push(Frame::Branch { place: *other, at });
                    Some((*one, at))
                }
                Step::Choose(_) => self.choose(program, bytes, (place, 0), at),
                Step::Jump(to) => Some((*to, at)),
                Step::Keep(slot) => {
                    self.set(*slot, at);
                    Some((place + 1, at))
                }
                Step::Greedy { class, least, most, gives_back } => {
                    let mut end = at;
                    let mut floor = at;
                    let mut taken = 0;
                    while taken < *most
                        && let Some(next) = class.step(text, end)
                    {
                        end = next;
                        taken += 1;
                        if taken == *least {
                            floor = end;
                        }
                    }
                    self.allowance = self.allowance.saturating_sub(taken / 8);
                    if taken < *least {
                        None
                    } else {
                        if *gives_back && end > floor {
                            self.frames.push(Frame::Shorter { place: place + 1, least: floor, at: end });
                        }
                        Some((place + 1, end))
                    }
                }
                Step::Lazy { class, least, .. } => {
                    let mut end = Some(at);
                    for _ in 0..*least {
                        end = end.and_then(|end| class.step(text, end));
                    }
                    end.map(|end| {
                        self.frames.push(Frame::Longer { step: place, at: end, taken: *least });
                        (place + 1, end)
                    })
                }
                Step::Ahead { wanted, next } => {
                    self.look(program, text, (place + 1, at), *wanted)?.then_some((*next, at))
                }
                Step::Behind { wanted, back, next } => {
                    let holds = match back_by(text, at, *back) {
                        Some(before) => self.look(program, text, (place + 1, before), *wanted)?,
                        None => !wanted,
                    };
                    holds.then_some((*next, at))
                }
                Step::Atomic { next } => {
                    let floor = self.frames.len();
                    let end = self.part(program, text, place + 1, at)?;
                    self.settle(floor);
                    end.map(|end| (*next, end))
                }
                Step::Again { slot } => self.again(bytes, *slot, at).map(|at| (place + 1, at)),
                Step::Forget(slot) => {
                    self.set(*slot, UNSET);
                    Some((place + 1, at))
                }
                Step::Loop { slot, out, greedy } => Some(self.round(*slot, (place + 1, *out), *greedy, at)),
                Step::Done => return Ok(Some(at)),
            };
            match advanced.or_else(|| self.untried(program, text, base, &mut tried)) {
                Some(next) => (place, at) = next,
                None => return Ok(None),
            }
        }
    }

    fn choose(
        &mut self,
        program: &Program,
        bytes: &[u8],
        (step, index): (usize, usize),
        at: usize,
    ) -> Option<(usize, usize)> {
        let Step::Choose(choice) = &program.steps[step] else { return None };
        let places = choice.places(bytes.get(at).map_or(END, |byte| usize::from(*byte)));
        let place = *places.get(index)?;
        if index + 1 < places.len() {
            self.frames.push(Frame::Choice { step, index: index + 1, at });
        }
        Some((place, at))
    }

    fn set(&mut self, slot: usize, value: usize) {
        let value = std::mem::replace(&mut self.slots[slot], value);
        self.frames.push(Frame::Undo { slot, value });
    }

    fn look(
        &mut self,
        program: &Program,
        text: &str,
        (place, at): (usize, usize),
        wanted: bool,
    ) -> Result<bool, Exhausted> {
        let floor = self.frames.len();
        let found = self.part(program, text, place, at)?.is_some();
        if wanted {
            self.settle(floor);
        } else {
            self.undo(floor);
        }
        Ok(found == wanted)
    }

    /// Forgets other ways above `floor`, but not how to undo what was kept.
    fn settle(&mut self, floor: usize) {
        let mut kept = floor;
        for index in floor..self.frames.len() {
            if matches!(self.frames[index], Frame::Undo { .. }) {
                self.frames.swap(kept, index);
                kept += 1;
            }
        }
        self.frames.truncate(kept);
    }

    fn undo(&mut self, floor: usize) {
        while self.frames.len() > floor {
            if let Some(Frame::Undo { slot, value }) = self.frames.pop() {
                self.slots[slot] = value;
            }
        }
    }

    fn again(&self, bytes: &[u8], slot: usize, at: usize) -> Option<usize> {
        let (start, end) = (*self.slots.get(slot)?, *self.slots.get(slot + 1)?);
        if start == UNSET || end == UNSET {
            return None;
        }
        let part = bytes.get(start..end)?;
        bytes[at..].starts_with(part).then_some(at + part.len())
    }

    fn round(
        &mut self,
        slot: usize,
        (inside, out): (usize, usize),
        greedy: bool,
        at: usize,
    ) -> (usize, usize) {
        if self.slots[slot] == at {
            return (out, at);
        }
        self.set(slot, at);
        let (now, later) = if greedy { (inside, out) } else { (out, inside) };
        self.frames.push(Frame::Branch { place: later, at });
        (now, at)
    }

    /// The last other way that did not fail before.
    fn untried(
        &mut self,
        program: &Program,
        text: &str,
        base: usize,
        tried: &mut Tried,
    ) -> Option<(usize, usize)> {
        loop {
            let way = self.back(program, text, base)?;
            tried.count += 1;
            if tried.count < MANY || !program.forgets || tried.ways.insert((way, self.stalled(way.1))) {
                return Some(way);
            }
        }
    }

    /// Which loops took nothing yet, a bit each: all that is left of how a place was reached.
    fn stalled(&self, at: usize) -> u64 {
        self.slots[self.groups..].iter().fold(0, |stalled, began| stalled << 1 | u64::from(*began == at))
    }

    /// The last other way, down to `base`.
    fn back(&mut self, program: &Program, text: &str, base: usize) -> Option<(usize, usize)> {
        while self.frames.len() > base {
            match self.frames.pop()? {
                Frame::Undo { slot, value } => self.slots[slot] = value,
                Frame::Branch { place, at } => return Some((place, at)),
                Frame::Choice { step, index, at } => {
                    return self.choose(program, text.as_bytes(), (step, index), at);
                }
                Frame::Shorter { place, least, at } => {
                    let at = back_by(text, at, 1)?;
                    if at > least {
                        self.frames.push(Frame::Shorter { place, least, at });
                    }
                    return Some((place, at));
                }
                Frame::Longer { step, at, taken } => {
                    let Step::Lazy { class, most, .. } = &program.steps[step] else { return None };
                    if taken < *most
                        && let Some(at) = class.step(text, at)
                    {
                        self.frames.push(Frame::Longer { step, at, taken: taken + 1 });
                        return Some((step + 1, at));
                    }
                }
            }
        }
        None
    }
}
