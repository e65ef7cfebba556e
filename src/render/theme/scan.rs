//! A template's source as tags and words, so that what Tera finds only while it renders, or never,
//! can be found before.
//!
//! Follows Tera's own lexer (tera 2.4, `parsing/lexer.rs`); a source that Tera refused is not looked at.

use std::ops::Range;

/// What stands between two delimiters: `{{ … }}` or `{% … %}`.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Whether it prints (`{{`) or acts (`{%`).
    pub(super) prints: bool,
    /// Its words and signs.
    pub(super) tokens: Vec<Token<'a>>,
}

/// A word or sign inside a tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: TokenKind,
    /// As written; a string without its quotes.
    pub(super) text: &'a str,
    /// Where, in bytes of the source.
    pub(super) range: Range<usize>,
}

/// The kinds of tokens that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or keyword.
    Word,
    /// Between quotes.
    Text,
    /// A number.
    Number,
    /// Everything else, one or two characters.
    Sign,
}

impl Token<'_> {
    /// Whether it is this sign.
    pub(super) fn is(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    /// Whether it is this keyword.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }
}

/// All tags of a source in their order; comments and raw text are left out.
pub(super) fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(source, at) {
        if source[start..].starts_with("{#") {
            at = find(source, "#}", start).map_or(source.len(), |end| end + 2);
            continue;
        }
        let prints = source[start..].starts_with("{{");
        let (tokens, end) = tokens(source, start + 2, if prints { "}}" } else { "%}" });
        let raw = !prints && tokens.len() == 1 && tokens[0].is_word("raw");
        at = if raw { find(source, "endraw", end).unwrap_or(source.len()) } else { end };
        tags.push(Tag { prints, tokens });
    }
    tags
}

fn next_start(source: &str, from: usize) -> Option<usize> {
    let pairs = source.as_bytes().get(from..)?.windows(2);
    pairs.into_iter().position(|pair| matches!(pair, b"{{" | b"{%" | b"{#")).map(|place| place + from)
}

fn find(source: &str, what: &str, from: usize) -> Option<usize> {
    source.get(from..)?.find(what).map(|place| place + from)
}

/// The tokens from `at` to the closing delimiter, and the place behind it.
fn tokens<'a>(source: &'a str, at: usize, close: &str) -> (Vec<Token<'a>>, usize) {
    let (mut tokens, mut at) = (Vec::new(), at);
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with(close) {
            return (without_trims(tokens), at + close.len());
        }
        let (kind, length) = measure(rest);
        let range = at..at + length;
        at = range.end;
        match kind {
            None => {}
            Some(TokenKind::Text) if length > 1 => {
                tokens.push(Token {
                    kind: TokenKind::Text,
                    text: &source[range.start + 1..range.end - 1],
                    range,
                });
            }
            Some(kind) => tokens.push(Token { kind, text: &source[range.clone()], range }),
        }
    }
    (tokens, at)
}

/// `{%-` and `-%}` eat white space; the hyphens say nothing here.
fn without_trims(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let at_start = tokens.first().is_some_and(|token| token.is("-"));
    tokens.drain(..usize::from(at_start));
    tokens.pop_if(|token| token.is("-"));
    tokens
}

/// What `rest` begins with, and how long that is; `None` is white space.
fn measure(rest: &str) -> (Option<TokenKind>, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let run = |within: fn(char) -> bool| rest.find(|c| !within(c)).unwrap_or(rest.len());
    match first {
        c if c.is_ascii_whitespace() => (None, run(|c| c.is_ascii_whitespace())),
        c if c.is_ascii_alphabetic() || c == '_' => {
            (Some(TokenKind::Word), run(|c| c.is_ascii_alphanumeric() || c == '_'))
        }
        c if c.is_ascii_digit() => (Some(TokenKind::Number), run(|c| c.is_ascii_digit())),
        '"' | '\'' | '`' => (Some(TokenKind::Text), quoted(rest, first)),
        _ => (Some(TokenKind::Sign), sign(rest, first)),
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return place + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn sign(rest: &str, first: char) -> usize {
    const LONG: [&str; 9] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?."];
    LONG.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |sign| sign.len())
}
