//! Scopes → HTML.
//!
//! A style sheet colours eight things, so only these are marked, each by a short class:
//! `hl-c` comments, `hl-s` strings, `hl-n` numbers and constants, `hl-k` keywords, `hl-f` names of
//! functions, `hl-t` names of types and tags, `hl-v` parameters and attributes, `hl-x` what is wrong.
//! Punctuation, operators and other names stay as text. A mark never goes over the end of its line.

use pulldown_cmark_escape::escape_html_body_text;

use super::ops::Op;
use super::packed::Clear;

const KEYWORD: &str = "hl-k";

/// What is known to have no colour, whatever is around it.
const BARE: &str = "";

/// Classes by the beginnings of scopes, the longer ones first.
const CLASSES: [(&str, &str); 16] = [
    ("comment", "hl-c"),
    ("string", "hl-s"),
    ("constant", "hl-n"),
    ("keyword", KEYWORD),
    ("storage", KEYWORD),
    ("variable.language", KEYWORD),
    ("variable.parameter", "hl-v"),
    ("entity.other.attribute-name", "hl-v"),
    ("entity.name.function", "hl-f"),
    ("support.function", "hl-f"),
    ("variable.function", "hl-f"),
    ("entity", "hl-t"),
    ("support", "hl-t"),
    ("invalid", "hl-x"),
    // What is put into a string is none.
    ("meta.interpolation", BARE),
    ("source", BARE),
];

/// The class that a scope gives what is in it, if it has a say.
pub(super) fn class(scope: &str) -> Option<&'static str> {
    let is_within = |beginning: &str| {
        scope.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    CLASSES.iter().find(|(beginning, _)| is_within(beginning)).map(|(_, class)| *class)
}

/// Code that is being coloured.
pub(super) struct Marks {
    pub(super) html: String,
    /// The mark that is open.
    class: &'static str,
    /// The say of each open scope.
    scopes: Vec<Option<&'static str>>,
    hidden: Vec<Vec<Option<&'static str>>>,
}

impl Marks {
    pub(super) fn new(length: usize) -> Marks {
        let html = String::with_capacity(length * 2);
        Marks { html, class: BARE, scopes: Vec::new(), hidden: Vec::new() }
    }

    /// A line with the changes of its scopes.
    pub(super) fn line(
        &mut self,
        line: &str,
        changes: impl Iterator<Item = (usize, Op<Option<&'static str>>)>,
    ) {
        let mut at = 0;
        for (place, change) in changes {
            // What a pattern only looked ahead to may be named before what comes first.
            if place > at {
                self.write(&line[at..place]);
                at = place;
            }
            self.change(change);
        }
        self.write(&line[at..]);
        self.turn(BARE);
    }

    /// A line that nothing is known of.
    pub(super) fn plain(&mut self, line: &str) {
        self.escape(line);
    }

    fn change(&mut self, change: Op<Option<&'static str>>) {
        match change {
            Op::Push(class) => self.scopes.push(class),
            Op::Pop(count) => self.scopes.truncate(self.scopes.len().saturating_sub(count)),
            Op::Clear(Clear::All) => self.hidden.push(std::mem::take(&mut self.scopes)),
            Op::Clear(Clear::Top(count)) => {
                let left = self.scopes.len().saturating_sub(count);
                self.hidden.push(self.scopes.split_off(left));
            }
            Op::Restore => self.scopes.extend(self.hidden.pop().unwrap_or_default()),
        }
    }

    fn write(&mut self, text: &str) {
        let words = text.strip_suffix('\n').unwrap_or(text);
        // A space has no colour: what is around it need not be cut.
        if !words.trim().is_empty() {
            let class = self.scopes.iter().rev().find_map(|class| *class).unwrap_or(BARE);
            // Operators are keywords to a grammar, but only those that are words look like any.
            let is_sign = class == KEYWORD && !words.contains(char::is_alphabetic);
            self.turn(if is_sign { BARE } else { class });
        }
        self.escape(words);
        if words.len() < text.len() {
            self.turn(BARE);
            self.html.push('\n');
        }
    }

    fn turn(&mut self, class: &'static str) {
        if class == self.class {
            return;
        }
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }

    fn escape(&mut self, text: &str) {
        escape_html_body_text(&mut self.html, text).expect("a string takes everything");
    }
}
