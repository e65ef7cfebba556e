//! The grammars as syntect packs them: its own serialised types, field by field.
//!
//! syntect keeps the contexts of a grammar to itself, but gives them away when it is serialised.

use serde::Deserialize;
use std::collections::HashMap;
use syntect::parsing::SyntaxReference;

/// A context's place among those of all grammars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct ContextId {
    pub(super) syntax: usize,
    pub(super) context: usize,
}

#[derive(Deserialize)]
pub(super) struct Contexts {
    pub(super) names: HashMap<String, ContextId>,
    pub(super) contexts: Vec<Context>,
}

#[derive(Deserialize)]
pub(super) struct Context {
    pub(super) meta_scope: Vec<String>,
    pub(super) meta_content_scope: Vec<String>,
    pub(super) _meta_include_prototype: bool,
    pub(super) clear_scopes: Option<Clear>,
    pub(super) prototype: Option<ContextId>,
    pub(super) uses_backrefs: bool,
    pub(super) patterns: Vec<Pattern>,
}

/// How many scopes a context hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Clear {
    /// The upper ones, so many.
    Top(usize),
    /// Every one.
    All,
}

#[derive(Deserialize)]
pub(super) enum Pattern {
    Match(Match),
    Include(Reference),
}

#[derive(Deserialize)]
pub(super) struct Match {
    pub(super) has_captures: bool,
    pub(super) regex: String,
    pub(super) scope: Vec<String>,
    pub(super) captures: Option<Vec<(usize, Vec<String>)>>,
    pub(super) operation: Operation,
    pub(super) with_prototype: Option<Reference>,
}

#[derive(Deserialize)]
pub(super) enum Reference {
    Named(#[expect(dead_code, reason = "never linked")] String),
    ByScope { _scope: String, _context: Option<String>, _escapes: bool },
    File { _name: String, _context: Option<String>, _escapes: bool },
    Inline(#[expect(dead_code, reason = "never linked")] String),
    Direct(ContextId),
}

#[derive(Deserialize)]
pub(super) enum Operation {
    Push(Vec<Reference>),
    Set(Vec<Reference>),
    Pop,
    None,
}

#[derive(Deserialize)]
struct Packed {
    serialized_lazy_contexts: Vec<u8>,
}

/// The contexts of a grammar; `None` if syntect no longer packs them like this.
pub(super) fn contexts(syntax: &SyntaxReference) -> Option<Contexts> {
    let packed: Packed = serde_json::from_slice(&serde_json::to_vec(syntax).ok()?).ok()?;
    syntect::dumps::from_reader(&packed.serialized_lazy_contexts[..]).ok()
}
