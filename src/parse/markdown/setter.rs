//! Goes through a text mark by mark and decides what each becomes.

use std::ops::Range;

use super::typography::{Edit, Marks, OBJECT, Typography};

const NARROW: char = '\u{202f}';

/// Words that begin with an apostrophe and mean nothing else.
const ELIDED: [&str; 6] = ["em", "til", "tis", "twas", "twere", "twill"];

/// What may stand before an opening mark.
const OPENERS: &str = "([{<-–—/“‘„«‹¿¡=";

/// Quotations inside quotations beyond this are a mistake, and are not followed.
const DEEPEST: usize = 8;

/// What changes in a text, in order.
pub(super) fn edits(typography: Typography, text: &str, marks: &Marks) -> Vec<Edit> {
    let mut setter = Setter {
        typography,
        text,
        marks,
        addresses: addresses(text),
        open: Vec::new(),
        opened_at: None,
        last_closer: None,
        edits: Vec::new(),
    };
    setter.run();
    setter.edits
}

struct Setter<'a> {
    typography: Typography,
    text: &'a str,
    marks: &'a Marks,
    /// Bare addresses, which are taken as they are.
    addresses: Vec<Range<usize>>,
    /// The quotations around this place: the mark as written, and whether it became the inner pair.
    open: Vec<(u8, bool)>,
    /// Where the last opening mark ended: a mark directly behind it opens as well.
    opened_at: Option<usize>,
    /// The last place where a `'` may end a quotation, looked for when one might begin; 0 if there
    /// is none, since nothing ends where the text begins.
    last_closer: Option<usize>,
    edits: Vec<Edit>,
}

impl Setter<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if let Some(address) = self.address_at(at) {
                at = address;
                continue;
            }
            at += match bytes[at] {
                _ if self.is_fixed(at) => 1,
                b'"' => self.double(at),
                b'\'' => self.single(at),
                byte @ (b'-' | b'.') => self.run_of(at, byte),
                b';' | b':' | b'!' | b'?' if self.typography.narrow_spaces => self.before_mark(at),
                0xC2 if self.typography.narrow_spaces => self.guillemet(at),
                _ => 1,
            };
        }
    }

    fn address_at(&mut self, at: usize) -> Option<usize> {
        let next = self.addresses.last()?;
        if at >= next.start { self.addresses.pop().map(|address| address.end.max(at)) } else { None }
    }

    fn is_fixed(&self, at: usize) -> bool {
        self.marks.fixed.binary_search(&at).is_ok()
    }

    // Whether a mark is not one with the mark before it.
    fn is_apart(&self, at: usize) -> bool {
        self.is_fixed(at) || self.marks.borders.binary_search(&at).is_ok()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn behind(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn replace(&mut self, at: usize, length: usize, with: char) {
        self.edits.push(Edit { at, length, with: [Some(with), None] });
    }

    fn replace_by_two(&mut self, at: usize, length: usize, with: [char; 2]) {
        self.edits.push(Edit { at, length, with: with.map(Some) });
    }

    fn double(&mut self, at: usize) -> usize {
        let (before, behind) = (self.before(at), self.behind(at + 1));
        let may_open = self.may_open(at, before) && !is_gap(behind);
        let is_open = self.is_open(b'"');
        // A mark by itself, or inches: what is meant is not known.
        let is_lone = is_gap(before) && is_gap(behind) || !is_open && is_digit(before);
        if may_open {
            self.opens(at, b'"');
        } else if !is_lone {
            self.closes(at, b'"');
        }
        1
    }

    fn single(&mut self, at: usize) -> usize {
        let (before, behind) = (self.before(at), self.behind(at + 1));
        // A mark by itself; feet and inches, or thousands.
        if is_gap(before) && is_gap(behind) || is_digit(before) && is_digit(behind) {
            return 1;
        }
        let is_open = self.is_open(b'\'');
        if self.may_open(at, before) && !is_gap(behind) {
            if self.is_elision(at) || !self.has_closer(at) {
                self.replace(at, 1, '’');
            } else {
                self.opens(at, b'\'');
            }
        } else if is_open && may_close(before, behind) {
            self.closes(at, b'\'');
        } else {
            self.replace(at, 1, '’');
        }
        1
    }

    // ’twas in the ’90s
    fn is_elision(&self, at: usize) -> bool {
        let rest = &self.text[at + 1..];
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        if ELIDED.iter().any(|elided| word.eq_ignore_ascii_case(elided)) {
            return true;
        }
        let mut digits = rest.chars();
        let two = digits.by_ref().take(2).filter(char::is_ascii_digit).count() == 2;
        two && !digits.next().is_some_and(|next| next.is_ascii_digit() || next == '\'')
    }

    fn has_closer(&mut self, at: usize) -> bool {
        let text = self.text;
        let closes =
            |mark: &usize| may_close(text[..*mark].chars().next_back(), text[mark + 1..].chars().next());
        let closers = || text.rmatch_indices('\'').map(|(mark, _)| mark).find(closes);
        *self.last_closer.get_or_insert_with(|| closers().unwrap_or(0)) > at
    }

    fn is_open(&self, mark: u8) -> bool {
        self.open.iter().any(|(open, _)| *open == mark)
    }

    fn may_open(&self, at: usize, before: Option<char>) -> bool {
        let Some(before) = before else { return true };
        self.opened_at == Some(at) || before.is_whitespace() || OPENERS.contains(before)
    }

    fn opens(&mut self, at: usize, mark: u8) {
        let [outer_open, _, inner_open, _] = self.typography.quotes;
        let inner = match outer_open {
            // Where single marks are the outer ones, authors type either.
            '‘' | '‚' => !self.open.is_empty(),
            _ => mark == b'\'' || self.is_open(mark),
        };
        let with = if inner { inner_open } else { outer_open };
        if self.open.len() < DEEPEST {
            self.open.push((mark, inner));
        }
        self.opened_at = Some(at + 1);
        match with {
            '«' if self.typography.narrow_spaces => self.replace_by_two(at, 1, ['«', NARROW]),
            _ => self.replace(at, 1, with),
        }
    }

    fn closes(&mut self, at: usize, mark: u8) {
        let [_, outer_close, _, inner_close] = self.typography.quotes;
        let opened = self.open.iter().rposition(|(open, _)| *open == mark);
        let inner = opened.map_or(mark == b'\'', |opened| self.open[opened].1);
        // What was opened inside and never closed is over as well.
        self.open.truncate(opened.unwrap_or(self.open.len()));
        let with = if inner { inner_close } else { outer_close };
        match with {
            '»' if self.typography.narrow_spaces => self.replace_by_two(at, 1, [NARROW, '»']),
            _ => self.replace(at, 1, with),
        }
    }

    // Two hyphens are an en dash, three an em dash, three dots an ellipsis; more is somebody's ornament.
    fn run_of(&mut self, at: usize, byte: u8) -> usize {
        let bytes = self.text.as_bytes()[at..].iter().enumerate();
        let more = bytes.skip(1).take_while(|(next, found)| **found == byte && !self.is_apart(at + next));
        let length = 1 + more.count();
        let behind = self.behind(at + length);
        match (byte, length) {
            // `--strict` is what one types.
            (b'-', 2) if is_gap(self.before(at)) && behind.is_some_and(char::is_alphabetic) => {}
            (b'-', 2) => self.replace(at, 2, '–'),
            (b'-', 3) => self.replace(at, 3, '—'),
            (b'.', 3 | 4) => self.replace(at, 3, '…'),
            _ => {}
        }
        length
    }

    fn before_mark(&mut self, at: usize) -> usize {
        let mark = self.text.as_bytes()[at];
        let behind = self.behind(at + 1);
        let ends = is_gap(behind)
            || matches!(behind, Some('»' | '"' | '”' | '’' | '\''))
            || mark != b':' && mark != b';' && matches!(behind, Some(')' | ']' | '!' | '?' | '.' | '…'));
        if ends {
            self.narrow_before(at, char::from(mark));
        }
        1
    }

    fn guillemet(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(0xAB) => {
                if let Some(space) = self.behind(at + 2).filter(|&space| is_space(space)) {
                    self.replace(at + 2, space.len_utf8(), NARROW);
                } else {
                    self.replace_by_two(at, 2, ['«', NARROW]);
                }
                self.opened_at = Some(at + 2);
            }
            Some(0xBB) => self.narrow_before(at, '»'),
            _ => {}
        }
        2
    }

    fn narrow_before(&mut self, at: usize, mark: char) {
        let Some(before) = self.before(at) else { return };
        // The space behind « is narrow already.
        let start = at - before.len_utf8();
        let is_free = self.edits.last().is_none_or(|last| last.at + last.length <= start);
        if is_space(before) && is_free {
            self.replace(start, before.len_utf8(), NARROW);
        } else if is_letter_or_closing(before) && self.opened_at != Some(at) {
            self.replace_by_two(at, mark.len_utf8(), [NARROW, mark]);
        }
    }
}

/// Where bare addresses stand, the last one first.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut addresses: Vec<Range<usize>> = Vec::new();
    if !text.contains("://") && !text.contains("www.") {
        return addresses;
    }
    let mut start = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == OBJECT) {
        if let Some(begin) = word.find("://").or_else(|| word.find("www.")) {
            let scheme = word[..begin].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
            let end = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len().max(begin);
            addresses.push(start + begin - scheme..start + end);
        }
        start += word.len();
    }
    addresses.reverse();
    addresses
}

fn is_digit(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_ascii_digit())
}

fn is_gap(letter: Option<char>) -> bool {
    letter.is_none_or(char::is_whitespace)
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | NARROW)
}

fn is_letter_or_closing(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, ')' | ']' | '"' | '”' | '’' | '\'' | '»' | '%' | '€' | '$' | '…' | OBJECT)
}

fn may_close(before: Option<char>, behind: Option<char>) -> bool {
    !is_gap(before) && !behind.is_some_and(char::is_alphanumeric)
}
