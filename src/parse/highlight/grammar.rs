//! The contexts and rules of a grammar, ready to be run.
//!
//! A context's rules are sorted by the byte they may begin with, when it is first entered.

use std::sync::OnceLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::bytes::{Bytes, by_byte};
use super::packed::{self, Clear, ContextId, Operation, Pattern, Reference};
use super::program::Program;

/// A name such as `keyword.control.rust`.
#[derive(Debug, PartialEq, Eq)]
pub struct Scope {
    /// The whole name.
    pub name: String,
    /// The class that colours it, or none.
    pub class: Option<&'static str>,
}

/// All grammars, each read when it is first needed.
pub(super) struct Grammars {
    syntaxes: Vec<(&'static SyntaxReference, OnceLock<Option<Grammar>>)>,
    class: fn(&str) -> Option<&'static str>,
}

struct Grammar {
    start: usize,
    contexts: Vec<Context>,
}

pub(super) struct Context {
    pub(super) meta_scope: Vec<Scope>,
    pub(super) meta_content_scope: Vec<Scope>,
    pub(super) clear_scopes: Option<Clear>,
    pub(super) uses_backrefs: bool,
    prototype: Option<ContextId>,
    entries: Vec<Entry>,
    /// Its own rules.
    own: OnceLock<Option<Table>>,
    /// Those of its prototype, then its own.
    whole: OnceLock<Option<Table>>,
}

enum Entry {
    Rule(Box<Rule>),
    Include(ContextId),
}

/// What happens where a pattern matches.
pub(super) struct Rule {
    pub(super) regex: String,
    /// Whether the pattern speaks of what another pattern captured.
    pub(super) refers: bool,
    pub(super) scope: Vec<Scope>,
    pub(super) captures: Vec<(usize, Vec<Scope>)>,
    pub(super) operation: Change,
    pub(super) with_prototype: Option<ContextId>,
    program: OnceLock<Option<Program>>,
}

/// What a rule does to the stack of contexts.
pub(super) enum Change {
    Push(Vec<ContextId>),
    Set(Vec<ContextId>),
    Pop,
    None,
}

/// The rules of a context, by the byte that they may begin with.
pub(super) struct Table {
    pub(super) rules: Vec<Listed>,
    starts: Box<[u32]>,
    order: Box<[u32]>,
}

pub(super) struct Listed {
    pub(super) rule: &'static Rule,
    /// `None` for a rule that refers: its pattern is only known while parsing.
    pub(super) program: Option<&'static Program>,
    pub(super) of_prototype: bool,
}

impl Table {
    /// The rules that may match where `byte` (or the text's end) comes next, in order.
    #[inline]
    pub(super) fn rules(&self, byte: usize) -> impl Iterator<Item = &Listed> {
        let range = self.starts[byte] as usize..self.starts[byte + 1] as usize;
        self.order[range].iter().map(|index| &self.rules[*index as usize])
    }

    fn new(rules: Vec<Listed>) -> Option<Table> {
        let firsts = rules.iter().map(|listed| listed.program.map_or(Bytes::all(), |program| program.first));
        let (starts, order) = by_byte(firsts)?;
        Some(Table { rules, starts, order })
    }
}

impl Grammars {
    pub(super) fn new(set: &'static SyntaxSet, class: fn(&str) -> Option<&'static str>) -> Grammars {
        Grammars { syntaxes: set.syntaxes().iter().map(|syntax| (syntax, OnceLock::new())).collect(), class }
    }

    /// The context that a document of a syntax begins in.
    pub(super) fn start(&self, syntax: &SyntaxReference) -> Option<ContextId> {
        let index = self.syntaxes.iter().position(|(one, _)| std::ptr::eq(*one, syntax))?;
        Some(ContextId { syntax: index, context: self.grammar(index)?.start })
    }

    pub(super) fn context(&self, id: ContextId) -> Option<&Context> {
        self.grammar(id.syntax)?.contexts.get(id.context)
    }

    /// The rules that hold in a context.
    pub(super) fn whole(&'static self, id: ContextId) -> Option<&'static Table> {
        let context = self.context(id)?;
        context.whole.get_or_init(|| self.table(context.prototype, id)).as_ref()
    }

    /// The rules of a context without its prototype's.
    pub(super) fn own(&'static self, id: ContextId) -> Option<&'static Table> {
        self.context(id)?.own.get_or_init(|| self.table(None, id)).as_ref()
    }

    fn table(&'static self, prototype: Option<ContextId>, id: ContextId) -> Option<Table> {
        let mut rules = Vec::new();
        if let Some(prototype) = prototype {
            self.list(prototype, true, 0, &mut rules)?;
        }
        self.list(id, false, 0, &mut rules)?;
        Table::new(rules)
    }

    fn list(
        &'static self,
        id: ContextId,
        of_prototype: bool,
        depth: usize,
        rules: &mut Vec<Listed>,
    ) -> Option<()> {
        if depth > 100 {
            return None;
        }
        for entry in &self.context(id)?.entries {
            match entry {
                Entry::Include(id) => self.list(*id, of_prototype, depth + 1, rules)?,
                Entry::Rule(rule) if rule.refers => rules.push(Listed { rule, program: None, of_prototype }),
                Entry::Rule(rule) => {
                    let program =
                        rule.program.get_or_init(|| Program::new(&rule.regex, self.keeps_groups(rule)));
                    rules.push(Listed { rule, program: Some(program.as_ref()?), of_prototype });
                }
            }
        }
        Some(())
    }

    /// Whether anyone asks for the groups of a match.
    pub(super) fn keeps_groups(&self, rule: &Rule) -> bool {
        let (Change::Push(targets) | Change::Set(targets)) = &rule.operation else {
            return !rule.captures.is_empty();
        };
        let asks = |id: &ContextId| self.context(*id).is_none_or(|context| context.uses_backrefs);
        !rule.captures.is_empty() || targets.iter().chain(&rule.with_prototype).any(asks)
    }

    fn grammar(&self, index: usize) -> Option<&Grammar> {
        let (syntax, grammar) = self.syntaxes.get(index)?;
        grammar.get_or_init(|| self.read(syntax)).as_ref()
    }

    fn read(&self, syntax: &SyntaxReference) -> Option<Grammar> {
        let packed = packed::contexts(syntax)?;
        let start = packed.names.get("__start")?.context;
        let contexts = packed.contexts.into_iter().map(|context| self.unpack(context)).collect();
        Some(Grammar { start, contexts })
    }

    fn unpack(&self, context: packed::Context) -> Context {
        Context {
            meta_scope: self.scopes(context.meta_scope),
            meta_content_scope: self.scopes(context.meta_content_scope),
            clear_scopes: context.clear_scopes,
            uses_backrefs: context.uses_backrefs,
            prototype: context.prototype,
            entries: context.patterns.into_iter().filter_map(|pattern| self.entry(pattern)).collect(),
            own: OnceLock::new(),
            whole: OnceLock::new(),
        }
    }

    /// An include that leads nowhere is passed over, as syntect does.
    fn entry(&self, pattern: Pattern) -> Option<Entry> {
        match pattern {
            Pattern::Include(Reference::Direct(id)) => Some(Entry::Include(id)),
            Pattern::Include(_) => None,
            Pattern::Match(rule) => Some(Entry::Rule(Box::new(self.rule(rule)))),
        }
    }

    fn rule(&self, rule: packed::Match) -> Rule {
        let captures = rule.captures.unwrap_or_default();
        Rule {
            regex: rule.regex,
            refers: rule.has_captures,
            scope: self.scopes(rule.scope),
            captures: captures.into_iter().map(|(group, scopes)| (group, self.scopes(scopes))).collect(),
            operation: match rule.operation {
                Operation::Push(targets) => Change::Push(linked(&targets)),
                Operation::Set(targets) => Change::Set(linked(&targets)),
                Operation::Pop => Change::Pop,
                Operation::None => Change::None,
            },
            with_prototype: rule.with_prototype.map(|reference| link(&reference)),
            program: OnceLock::new(),
        }
    }

    fn scopes(&self, names: Vec<String>) -> Vec<Scope> {
        names.into_iter().map(|name| Scope { class: (self.class)(&name), name }).collect()
    }
}

/// A place that no context has: looking it up fails, as it does in syntect.
const NOWHERE: ContextId = ContextId { syntax: usize::MAX, context: usize::MAX };

fn linked(references: &[Reference]) -> Vec<ContextId> {
    references.iter().map(link).collect()
}

fn link(reference: &Reference) -> ContextId {
    if let Reference::Direct(id) = reference { *id } else { NOWHERE }
}
