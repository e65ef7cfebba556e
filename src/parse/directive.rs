//! Directives: which there are, what they take, and how their fences are written.
//!
//! Takes single lines, gives names and arguments with their places in the line. Knows nothing of
//! Markdown, which decides whether a line is a fence at all.

use std::ops::Range;

use crate::content::parts::{People, Warning};
use Value::{Plain, Text, Word};

/// What a directive may have between its fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// Nothing.
    Nothing,
    /// Any Markdown or nothing.
    Anything,
    /// Some Markdown.
    Something,
    /// A list.
    List {
        /// Whether its items are counted: `<ol>` however the author marked them.
        numbered: bool,
        /// What the items' ids begin with (`r` for `r1`); empty if they have none.
        anchors: &'static str,
    },
}

/// What the text of an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words for readers; a translation has its own.
    Text,
    /// A name, number, date, path or address, taken as it is.
    Plain,
    /// One of a few words.
    Word(&'static [&'static str]),
}

/// An argument that a directive takes.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its text is.
    pub value: Value,
}

/// A directive of the program.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Its name.
    pub name: &'static str,
    /// What it takes, in the order of the documentation.
    pub parameters: &'static [Parameter],
    /// What it has between its fences.
    pub inside: Inside,
}

const fn needs(name: &'static str, value: Value) -> Parameter {
    Parameter { name, required: true, value }
}

const fn takes(name: &'static str, value: Value) -> Parameter {
    Parameter { name, required: false, value }
}

/// Every directive, by name.
pub static ELEMENTS: &[Element] = &[
    Element { name: "contacts", parameters: &[], inside: Inside::Nothing },
    Element {
        name: "cta",
        // One of `petition` and `to`: see [`EITHER`].
        parameters: &[takes("petition", Plain), takes("to", Plain), takes("label", Text)],
        inside: Inside::Nothing,
    },
    Element {
        name: "figure",
        parameters: &[
            needs("src", Plain),
            needs("alt", Text),
            takes("caption", Text),
            takes("credit", Text),
            takes("consent", Plain),
            takes("people", Word(People::WORDS)),
        ],
        inside: Inside::Nothing,
    },
    Element { name: "petition", parameters: &[needs("id", Plain)], inside: Inside::Nothing },
    Element { name: "practice", parameters: &[needs("id", Plain)], inside: Inside::Nothing },
    Element {
        name: "quote",
        parameters: &[
            needs("by", Text),
            takes("role", Text),
            takes("org", Text),
            takes("source", Text),
            takes("lang", Plain),
            // In another language than the text, hence not of its typography.
            takes("original", Plain),
            takes("consent", Plain),
        ],
        inside: Inside::Something,
    },
    Element {
        name: "recommendations",
        parameters: &[],
        inside: Inside::List { numbered: true, anchors: "r" },
    },
    Element { name: "results", parameters: &[], inside: Inside::List { numbered: false, anchors: "" } },
    Element { name: "signatories", parameters: &[], inside: Inside::Nothing },
    Element {
        name: "stat",
        parameters: &[
            needs("value", Plain),
            needs("label", Text),
            takes("unit", Text),
            needs("source", Text),
            takes("date", Plain),
        ],
        inside: Inside::Nothing,
    },
    Element { name: "steps", parameters: &[], inside: Inside::List { numbered: true, anchors: "" } },
    Element {
        name: "video",
        parameters: &[
            needs("src", Plain),
            takes("poster", Plain),
            takes("lang", Plain),
            takes("captions", Plain),
            takes("transcript", Plain),
            takes("host", Plain),
        ],
        inside: Inside::Anything,
    },
    Element {
        name: "warning",
        parameters: &[needs("kind", Word(Warning::WORDS))],
        inside: Inside::Something,
    },
];

/// Directives that need one of two arguments.
pub static EITHER: &[(&str, [&str; 2])] = &[("cta", ["petition", "to"])];

/// The directive of a name.
pub fn element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// A fence as it is written; places are bytes of its line.
#[derive(Debug, PartialEq, Eq)]
pub enum Fence {
    /// `:::`
    Close,
    /// `:::name{key="value"}`
    Open(Opening),
}

/// An opening fence.
#[derive(Debug, PartialEq, Eq)]
pub struct Opening {
    /// Where the name stands.
    pub name: Range<usize>,
    /// The arguments in order.
    pub arguments: Vec<Written>,
    /// Whether the line closes it as well.
    pub closed: bool,
}

/// An argument as it is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// Where its name stands.
    pub name: Range<usize>,
    /// Its text and where that stands; `None` for a bare word.
    pub value: Option<(String, Range<usize>)>,
}

/// How many colons a line begins with, if they can be a fence.
pub fn colons(line: &str) -> Option<usize> {
    let colons = line.bytes().take_while(|&byte| byte == b':').count();
    (colons >= 3).then_some(colons)
}

/// Reads a line that begins with a fence's colons; fails with the place where it cannot go on.
pub fn fence(line: &str) -> Result<Fence, usize> {
    let mut reader = Reader { line, at: colons(line).unwrap_or(0) };
    if reader.rest().trim().is_empty() {
        return Ok(Fence::Close);
    }
    let name = reader.name()?;
    let arguments = if reader.skip('{') { reader.arguments()? } else { Vec::new() };
    reader.space();
    let closed = colons(reader.rest()).is_some();
    reader.at += colons(reader.rest()).unwrap_or(0);
    reader.space();
    if reader.rest().is_empty() {
        Ok(Fence::Open(Opening { name, arguments, closed }))
    } else {
        Err(reader.at)
    }
}

struct Reader<'a> {
    line: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.line[self.at..]
    }

    fn skip(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn name(&mut self) -> Result<Range<usize>, usize> {
        let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        let length = self.rest().find(|letter| !is_letter(letter)).unwrap_or(self.rest().len());
        let name = self.at..self.at + length;
        self.at = name.end;
        if name.is_empty() { Err(name.start) } else { Ok(name) }
    }

    fn arguments(&mut self) -> Result<Vec<Written>, usize> {
        let mut arguments = Vec::new();
        loop {
            self.space();
            if self.skip('}') {
                return Ok(arguments);
            }
            let name = self.name()?;
            let value = if self.skip('=') { Some(self.value()?) } else { None };
            arguments.push(Written { name, value });
        }
    }

    fn value(&mut self) -> Result<(String, Range<usize>), usize> {
        if self.skip('"') {
            return self.quoted();
        }
        let length = self.rest().find(|end: char| end.is_whitespace() || matches!(end, '}' | '"' | '{'));
        let place = self.at..self.at + length.unwrap_or(self.rest().len());
        self.at = place.end;
        if place.is_empty() { Err(place.start) } else { Ok((self.line[place.clone()].to_owned(), place)) }
    }

    // Behind the opening quotation mark; `\"` and `\\` stand for themselves.
    fn quoted(&mut self) -> Result<(String, Range<usize>), usize> {
        let start = self.at;
        let mut text = String::new();
        let mut escaped = false;
        for (offset, letter) in self.line[start..].char_indices() {
            match letter {
                '"' if !escaped => {
                    self.at = start + offset + 1;
                    return Ok((text, start..start + offset));
                }
                '\\' if !escaped => escaped = true,
                _ => {
                    if escaped && !matches!(letter, '"' | '\\') {
                        text.push('\\');
                    }
                    text.push(letter);
                    escaped = false;
                }
            }
        }
        Err(start - 1)
    }
}
