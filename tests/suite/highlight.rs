//! Colours of code: the same grammars, and the same answers, as syntect's own parser gives.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use altavoz::parse::highlight::{self, Clear, Op, Scope};
use insta::assert_snapshot;
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
        let ours = ours(code, language).unwrap_or_else(|| panic!("{language} is left to syntect"));
        for (number, (ours, syntects)) in ours.iter().zip(syntects(code, language)).enumerate() {
            assert_eq!(*ours, syntects, "line {} of {language}", number + 1);
        }
    }
}

/// Where brackets do not match, syntect gives up a pattern of this grammar after a million tries.
const GIVES_UP: &str = "Makefile";

/// What breaks code in the middle.
const PIECES: [&str; 24] = [
    "\"", "'", "`", "/*", "*/", "//", "#", "{", "}", "(", ")", "<", ">", "\\", "\n", " ", "é", "\u{212a}",
    "$", "<<EOS", "<%", "?>", "\"\"\"", "\r\n",
];

/// A few lines of a sample with pieces put in at some places.
fn broken_code() -> impl Strategy<Value = (String, String)> {
    let edits =
        prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&PIECES[..])), 0..6);
    let place = any::<prop::sample::Index>();
    let sample = prop::sample::select(&**SAMPLES)
        .prop_filter("syntect gives up", |(language, _)| language != GIVES_UP);
    (sample, place, edits).prop_map(|((language, code), place, edits)| {
        let lines: Vec<&str> = code.split_inclusive('\n').collect();
        let mut code: Vec<char> =
            lines.iter().skip(place.index(lines.len())).take(3).flat_map(|line| line.chars()).collect();
        for (place, piece) in edits {
            let at = place.index(code.len() + 1);
            code.splice(at..at, piece.chars());
        }
        (language, code.into_iter().collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_code_is_parsed_as_syntect_parses_it((language, code) in broken_code()) {
        if let Some(ours) = ours(&code, &language) {
            prop_assert_eq!(ours, syntects(&code, &language));
        }
    }
}

fn html(code: &str, language: &str) -> String {
    highlight::html(code, highlight::language(language).expect("a known language"))
}

#[test]
fn code_is_marked_and_escaped() {
    assert_snapshot!(html("let a = \"<b>\"; // c\n", "rust"), @r#"<span class="hl-k">let</span> a = <span class="hl-s">"&lt;b&gt;"</span>; <span class="hl-c">// c</span>
    "#);
}

#[test]
fn code_says_the_same_with_its_colours_as_without() {
    let tag = |html: &str| {
        html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>()
    };
    for (language, code) in &*SAMPLES {
        let text = tag(&html(code, language)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert_eq!(text, *code, "{language}");
    }
}

#[test]
fn a_very_long_line_stays_plain() {
    let line = format!("let a = {};\n", "1 + ".repeat(1000));
    assert_eq!(html(&line, "rust"), line);
}

#[test]
fn brackets_that_never_close_take_no_exponential_time() {
    let code = format!("a := $(b {}\n", "(c".repeat(150));
    assert!(highlight::scopes(&code, highlight::language("Makefile").expect("known")).is_some());
}
