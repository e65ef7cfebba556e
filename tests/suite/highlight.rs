//! Colours of code: the same grammars, and the same answers, as syntect's own parser gives.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use altavoz::parse::highlight::{self, Clear, Op, Scope};
use proptest::prelude::*;
use syntect::parsing::{ClearAmount, ParseState, ScopeStackOp, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Code in many languages, named by its file's ending.
static SAMPLES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code");
    let files = fs::read_dir(folder).expect("there are samples").flatten();
    let mut samples: Vec<_> = files
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            let language = name.rsplit('.').next().unwrap_or_default().to_owned();
            (language, fs::read_to_string(file.path()).expect("samples are text"))
        })
        .collect();
    samples.sort();
    samples
});

type Ops = Vec<Vec<(usize, Op<String>)>>;

fn ours(code: &str, language: &str) -> Option<Ops> {
    let named = |scope: &'static Scope| scope.name.clone();
    let lines = highlight::scopes(code, highlight::language(language)?)?;
    Some(
        lines
            .into_iter()
            .map(|line| line.into_iter().map(|(at, op)| (at, op.map(named))).collect())
            .collect(),
    )
}

fn syntects(code: &str, language: &str) -> Ops {
    let mut state = ParseState::new(SYNTAXES.find_syntax_by_token(language).expect("syntect knows it"));
    let line = |line| state.parse_line(line, &SYNTAXES).expect("a grammar that is whole");
    let named = |(at, op)| {
        let op = match op {
            ScopeStackOp::Push(scope) => Op::Push(scope.build_string()),
            ScopeStackOp::Pop(count) => Op::Pop(count),
            ScopeStackOp::Clear(ClearAmount::TopN(count)) => Op::Clear(Clear::Top(count)),
            ScopeStackOp::Clear(ClearAmount::All) => Op::Clear(Clear::All),
            ScopeStackOp::Restore => Op::Restore,
            ScopeStackOp::Noop => unreachable!("no parser says it"),
        };
        (at, op)
    };
    code.split_inclusive('\n').map(line).map(|ops| ops.into_iter().map(named).collect()).collect()
}

#[test]
fn code_is_parsed_as_syntect_parses_it() {
    for (language, code) in &*SAMPLES {
        if let Some(ours) = ours(code, language) {
            for (number, (ours, syntects)) in ours.iter().zip(syntects(code, language)).enumerate() {
                assert_eq!(*ours, syntects, "line {} of {language}", number + 1);
            }
        }
    }
}
