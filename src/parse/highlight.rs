//! Code → HTML with classes for colours.
//!
//! The grammars are syntect's. Its own parser would spend more time on a site's code than everything
//! else takes together, so a faster one (`parser.rs`) reads the same grammars and says the same; where it
//! cannot vouch for that, syntect's takes over.

mod bytes;
mod class;
mod compile;
mod first;
mod grammar;
mod marks;
mod matcher;
mod ops;
mod packed;
mod parser;
mod place;
mod program;

use std::sync::LazyLock;

use syntect::parsing::{ClearAmount, ParseState, ScopeStackOp, SyntaxReference, SyntaxSet};

use grammar::Grammars;
use marks::Marks;
use parser::Parser;

pub use grammar::Scope;
pub use ops::Op;
pub use packed::Clear;

/// Longer lines come from machines, and some patterns take very long over them.
const LONGEST_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| Grammars::new(&SYNTAXES, marks::class));

/// Names that mean "no colours" and are no mistake.
const PLAIN: [&str; 6] = ["text", "txt", "plain", "plaintext", "none", "output"];

/// Whether a language's name asks for no colours.
pub fn is_plain(name: &str) -> bool {
    PLAIN.iter().any(|plain| name.eq_ignore_ascii_case(plain))
}

/// A language that can be coloured.
#[derive(Clone, Copy, Debug)]
pub struct Language(&'static SyntaxReference);

/// The language of a name or a file's ending, in any case: `rust`, `rs`.
pub fn language(name: &str) -> Option<Language> {
    SYNTAXES.find_syntax_by_token(name).map(Language)
}

/// Every name of a language, and every ending.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    let syntaxes = SYNTAXES.syntaxes().iter().filter(|syntax| !syntax.hidden);
    syntaxes
        .flat_map(|syntax| std::iter::once(&syntax.name).chain(&syntax.file_extensions).map(String::as_str))
}

/// Colours code.
pub fn html(code: &str, language: Language) -> String {
    by_ourselves(code, language).unwrap_or_else(|| by_syntect(code, language))
}

/// The changes of scopes in a line, each with its place.
pub type Changes = Vec<(usize, Op<&'static Scope>)>;

/// Where scopes begin and end in each line, as our own parser says; `None` where it leaves code to syntect.
pub fn scopes(code: &str, language: Language) -> Option<Vec<Changes>> {
    let mut parser = parser(language)?;
    let lines = code.split_inclusive('\n').map(|line| {
        let mut ops = Vec::new();
        parser.line(line, &mut ops).ok()?;
        Some(ops)
    });
    lines.collect()
}

fn parser(language: Language) -> Option<Parser> {
    Parser::new(&GRAMMARS, GRAMMARS.start(language.0)?).ok()
}

fn by_ourselves(code: &str, language: Language) -> Option<String> {
    let mut parser = parser(language)?;
    let mut marks = Marks::new(code.len());
    let mut ops = Vec::new();
    for line in code.split_inclusive('\n') {
        ops.clear();
        if line.len() <= LONGEST_LINE {
            parser.line(line, &mut ops).ok()?;
            marks.line(line, ops.iter().map(|(at, op)| (*at, op.map(|scope| scope.class))));
        } else {
            marks.plain(line);
        }
    }
    Some(marks.html)
}

fn by_syntect(code: &str, language: Language) -> String {
    let mut state = ParseState::new(language.0);
    let mut marks = Marks::new(code.len());
    for line in code.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            marks.plain(line);
            continue;
        }
        // A grammar that fails (one refers to a grammar that is not there) colours nothing more on this line.
        let ops = state.parse_line(line, &SYNTAXES).unwrap_or_default();
        marks.line(line, ops.iter().filter_map(|(at, op)| Some((*at, of_syntect(op)?))));
    }
    marks.html
}

fn of_syntect(op: &ScopeStackOp) -> Option<Op<Option<&'static str>>> {
    Some(match op {
        ScopeStackOp::Push(scope) => Op::Push(marks::class(&scope.build_string())),
        ScopeStackOp::Pop(count) => Op::Pop(*count),
        ScopeStackOp::Clear(ClearAmount::TopN(count)) => Op::Clear(Clear::Top(*count)),
        ScopeStackOp::Clear(ClearAmount::All) => Op::Clear(Clear::All),
        ScopeStackOp::Restore => Op::Restore,
        ScopeStackOp::Noop => return None,
    })
}
