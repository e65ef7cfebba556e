//! Goes through code line by line and says where scopes begin and end: the same as
//! `syntect::parsing::ParseState`, whose rules it follows one by one.
//!
//! syntect looks for every pattern in the rest of the line and takes the first hit. Here each
//! place is asked in turn which of the few patterns that may begin with its byte matches, which
//! comes to the same and is many times faster. In doubt it gives up ([`Beyond`]).

use std::collections::HashMap;
use std::rc::Rc;

use super::bytes::END;
use super::grammar::{Change, Context, Grammars, Listed, Rule, Table};
use super::matcher::{Exhausted, Matcher, UNSET};
use super::ops::{self, Op, Ops};
use super::packed::ContextId;
use super::program::Program;

/// A line that is longer is left to syntect, whose patterns then run into limits of their own.
const LONGEST_LINE: usize = 1000;
/// Steps that a line may take.
const ALLOWANCE: usize = 400_000;
/// Above this depth syntect goes on by other rules.
const DEEPEST: usize = 99;

/// This parser cannot vouch for its answer.
#[derive(Debug)]
pub(super) struct Beyond;

impl From<Exhausted> for Beyond {
    fn from(_: Exhausted) -> Beyond {
        Beyond
    }
}

/// Where the parser stands between two lines.
pub(super) struct Parser {
    grammars: &'static Grammars,
    stack: Vec<Level>,
    first_line: bool,
    prototype_starts: Vec<usize>,
    matcher: Matcher,
    /// Patterns that refer, filled in.
    filled: HashMap<String, Option<Rc<Program>>>,
    /// Rules that are out until the next token.
    out: Vec<&'static Rule>,
}

struct Level {
    context: &'static Context,
    table: &'static Table,
    prototypes: Vec<(ContextId, &'static Table)>,
    captured: Option<Rc<Captured>>,
}

/// What a context was opened by.
struct Captured {
    groups: Vec<usize>,
    line: String,
}

struct Found {
    rule: &'static Rule,
    start: usize,
    end: usize,
    with_prototype: bool,
}

enum Search {
    Found(Found),
    /// A context would close where it opened, forever.
    WouldLoop,
    Nothing,
}

impl Parser {
    pub(super) fn new(grammars: &'static Grammars, start: ContextId) -> Result<Parser, Beyond> {
        let mut parser = Parser {
            grammars,
            stack: Vec::new(),
            first_line: true,
            prototype_starts: Vec::new(),
            matcher: Matcher::default(),
            filled: HashMap::new(),
            out: Vec::new(),
        };
        parser.push(start, Vec::new(), None)?;
        Ok(parser)
    }

    /// Parses a line with its line feed; tells each change with its place.
    pub(super) fn line(&mut self, line: &str, ops: &mut Ops) -> Result<(), Beyond> {
        if line.len() > LONGEST_LINE {
            return Err(Beyond);
        }
        if std::mem::take(&mut self.first_line)
            && let Some(scope) = self.top()?.context.meta_content_scope.first()
        {
            ops.push((0, Op::Push(scope)));
        }
        self.matcher.allowance = ALLOWANCE;
        let mut start = 0;
        let mut pushed_at = (0, 0);
        while self.token(line, &mut start, &mut pushed_at, ops)? {
            self.matcher.allowance = self.matcher.allowance.checked_sub(10).ok_or(Beyond)?;
        }
        Ok(())
    }

    fn top(&self) -> Result<&Level, Beyond> {
        self.stack.last().ok_or(Beyond)
    }

    fn token(
        &mut self,
        line: &str,
        start: &mut usize,
        pushed_at: &mut (usize, usize),
        ops: &mut Ops,
    ) -> Result<bool, Beyond> {
        let check_loop = *pushed_at == (*start, self.stack.len());
        while self.prototype_starts.last().is_some_and(|start| *start >= self.stack.len()) {
            self.prototype_starts.pop();
        }
        let found = match self.search(line, *start, check_loop)? {
            Search::Nothing => return Ok(false),
            Search::WouldLoop => {
                let Some((width, _)) = line[*start..].char_indices().nth(1) else { return Ok(false) };
                *start += width;
                return Ok(true);
            }
            Search::Found(found) => found,
        };
        if found.end <= *start && matches!(found.rule.operation, Change::Push(_)) {
            *pushed_at = (found.end, self.stack.len() + 1);
        }
        *start = found.end;
        if found.with_prototype {
            self.prototype_starts.push(self.stack.len());
        }
        self.apply(line, &found, ops)?;
        Ok(true)
    }

    /// The first place from `start` on where a rule matches, and the first rule there.
    fn search(&mut self, line: &str, start: usize, check_loop: bool) -> Result<Search, Beyond> {
        self.out.clear();
        let bytes = line.as_bytes();
        let lowest = self.prototype_starts.last().copied().unwrap_or(0);
        let prototypes: Vec<(&'static Table, Option<Rc<Captured>>)> = self.stack[lowest..]
            .iter()
            .flat_map(|level| level.prototypes.iter().map(|(_, table)| (*table, level.captured.clone())))
            .collect();
        let top = self.top()?;
        let (table, captured) = (top.table, top.captured.clone());
        for at in (start..=bytes.len()).filter(|at| line.is_char_boundary(*at)) {
            let byte = bytes.get(at).map_or(END, |byte| usize::from(*byte));
            let mut loops = false;
            let inherited = prototypes.iter().map(|(table, captured)| (*table, captured, true));
            for (table, captured, with_prototype) in inherited.chain([(table, &captured, false)]) {
                for listed in table.rules(byte) {
                    let Some(end) = self.attempt(listed, line, at, captured.as_deref())? else { continue };
                    let rule = listed.rule;
                    match rule.operation {
                        Change::None if end == at => {
                            // syntect takes an empty match that changes nothing for no match at all.
                            self.out.push(rule);
                            continue;
                        }
                        Change::Pop if check_loop && at == start && end == at => {
                            loops = true;
                            continue;
                        }
                        Change::Push(_) if self.stack.len() >= DEEPEST => return Err(Beyond),
                        _ => {}
                    }
                    return Ok(Search::Found(Found { rule, start: at, end, with_prototype }));
                }
            }
            if loops {
                return Ok(Search::WouldLoop);
            }
        }
        Ok(Search::Nothing)
    }

    fn attempt(
        &mut self,
        listed: &Listed,
        line: &str,
        at: usize,
        captured: Option<&Captured>,
    ) -> Result<Option<usize>, Beyond> {
        if self.out.iter().any(|rule| std::ptr::eq(*rule, listed.rule)) {
            return Ok(None);
        }
        if let Some(program) = listed.program {
            return Ok(self.matcher.run(program, line, at)?);
        }
        let captured = captured.filter(|_| !listed.of_prototype).ok_or(Beyond)?;
        let source = fill(&listed.rule.regex, captured);
        let program =
            self.filled.entry(source).or_insert_with_key(|source| Program::new(source, true).map(Rc::new));
        let program = program.clone().ok_or(Beyond)?;
        Ok(self.matcher.run(&program, line, at)?)
    }

    fn apply(&mut self, line: &str, found: &Found, ops: &mut Ops) -> Result<(), Beyond> {
        let Found { rule, start, end, .. } = *found;
        let context = self.top()?.context;
        let (Change::Push(targets) | Change::Set(targets)) = &rule.operation else {
            ops::around(rule, (start, end), (context, &[]), &self.matcher, ops);
            if matches!(rule.operation, Change::Pop) {
                self.stack.pop();
            }
            return Ok(());
        };
        let contexts: Vec<_> = targets.iter().map(|id| self.context(*id)).collect::<Result<_, _>>()?;
        ops::around(rule, (start, end), (context, &contexts), &self.matcher, ops);
        self.enter(targets, line, found)
    }

    fn context(&self, id: ContextId) -> Result<&'static Context, Beyond> {
        self.grammars.context(id).ok_or(Beyond)
    }

    fn enter(&mut self, targets: &[ContextId], line: &str, found: &Found) -> Result<(), Beyond> {
        let rule = found.rule;
        let mut kept = match rule.operation {
            Change::Set(_) => self.stack.pop().ok_or(Beyond)?.prototypes,
            _ => Vec::new(),
        };
        for (index, target) in targets.iter().enumerate() {
            let mut prototypes = std::mem::take(&mut kept);
            if index + 1 == targets.len()
                && let Some(id) = rule.with_prototype
            {
                prototypes.push((id, self.grammars.own(id).ok_or(Beyond)?));
            }
            let mut ids = prototypes.iter().map(|(id, _)| *id).chain([*target]);
            let asks = ids.any(|id| self.grammars.context(id).is_none_or(|context| context.uses_backrefs));
            let captured = asks.then(|| Rc::new(self.captured(line, found)));
            self.push(*target, prototypes, captured)?;
        }
        Ok(())
    }

    fn captured(&self, line: &str, found: &Found) -> Captured {
        let mut groups = self.matcher.groups().to_vec();
        groups.resize(groups.len().max(2), UNSET);
        (groups[0], groups[1]) = (found.start, found.end);
        Captured { groups, line: line.to_owned() }
    }

    fn push(
        &mut self,
        id: ContextId,
        prototypes: Vec<(ContextId, &'static Table)>,
        captured: Option<Rc<Captured>>,
    ) -> Result<(), Beyond> {
        let context = self.context(id)?;
        let table = self.grammars.whole(id).ok_or(Beyond)?;
        self.stack.push(Level { context, table, prototypes, captured });
        Ok(())
    }
}

/// Puts what was captured where a pattern refers to it.
fn fill(regex: &str, captured: &Captured) -> String {
    let mut filled = String::with_capacity(regex.len());
    let mut escaped = false;
    for character in regex.chars() {
        match character.to_digit(10) {
            Some(group) if escaped => {
                let place = 2 * group as usize;
                if let Some([start, end]) = captured.groups.get(place..place + 2)
                    && *start != UNSET
                {
                    filled.push_str(&regex_syntax::escape(&captured.line[*start..*end]));
                }
            }
            _ if escaped => filled.extend(['\\', character]),
            _ if character != '\\' => filled.push(character),
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    if escaped {
        filled.push('\\');
    }
    filled
}
