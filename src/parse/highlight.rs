//! Code → HTML with classes for colours.
//!
//! A style sheet colours eight things, so only these are marked, each by a short class:
//! `hl-c` comments, `hl-s` strings, `hl-n` numbers and constants, `hl-k` keywords and storage,
//! `hl-f` names of functions, `hl-t` names of types and tags, `hl-v` variables and attributes,
//! `hl-x` what is wrong. Punctuation and everything else stays as text.

use std::sync::{Arc, LazyLock};

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Names that mean "no colours" and are no mistake.
const PLAIN: [&str; 6] = ["text", "txt", "plain", "plaintext", "none", "output"];

/// Whether a language's name asks for no colours.
pub fn is_plain(name: &str) -> bool {
    PLAIN.iter().any(|plain| name.eq_ignore_ascii_case(plain))
}

/// A language that can be coloured.
#[derive(Clone, Copy, Debug)]
pub struct Language(&'static SyntaxReference);

/// The language of a name or a file's ending: `rust`, `rs`.
pub fn language(name: &str) -> Option<Language> {
    SYNTAXES.find_syntax_by_token(name).map(Language)
}

/// Every name of a language.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    SYNTAXES.syntaxes().iter().map(|syntax| syntax.name.as_str())
}

/// Colours code.
pub fn html(code: &str, language: Language) -> Arc<str> {
    let mut state = ParseState::new(language.0);
    let mut stack = ScopeStack::new();
    let mut html = String::with_capacity(code.len() * 2);
    let mut class = "";
    for line in code.split_inclusive('\n') {
        let Ok(ops) = state.parse_line(line, &SYNTAXES) else { continue };
        let mut at = 0;
        for (place, op) in &ops {
            write(&line[at..*place], class_of(&stack), &mut class, &mut html);
            at = *place;
            let _ = stack.apply(op);
        }
        write(&line[at..], class_of(&stack), &mut class, &mut html);
    }
    if !class.is_empty() {
        html.push_str("</span>");
    }
    html.into()
}

fn write(text: &str, wanted: &'static str, class: &mut &'static str, html: &mut String) {
    if text.is_empty() {
        return;
    }
    if wanted != *class {
        if !class.is_empty() {
            html.push_str("</span>");
        }
        if !wanted.is_empty() {
            html.push_str("<span class=\"");
            html.push_str(wanted);
            html.push_str("\">");
        }
        *class = wanted;
    }
    escape_html_body_text(html, text).expect("a string takes everything");
}

fn class_of(stack: &ScopeStack) -> &'static str {
    stack.as_slice().iter().rev().find_map(|scope| class(*scope)).unwrap_or("")
}

static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let classes = [
        ("comment", "hl-c"),
        ("string", "hl-s"),
        ("constant", "hl-n"),
        ("keyword", "hl-k"),
        ("storage", "hl-k"),
        ("entity.name.function", "hl-f"),
        ("support.function", "hl-f"),
        ("entity", "hl-t"),
        ("support", "hl-t"),
        ("variable", "hl-v"),
        ("invalid", "hl-x"),
    ];
    classes.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect()
});

fn class(scope: Scope) -> Option<&'static str> {
    CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}
