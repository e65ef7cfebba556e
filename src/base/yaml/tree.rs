//! The parser's events → a tree of values with places.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, Tag};

use crate::base::node::{Node, Table, Value};
use crate::base::{Report, Spanned};

use super::scalar::{Plain, plain};
use super::{Fault, Place, Wrong};

/// How deep lists and tables may lie inside each other.
const DEEPEST: usize = 64;

/// Reads a text that is a table; the first thing that makes it unreadable, else.
pub(super) fn table(text: &str, place: &Place, report: &mut Report) -> Result<Table, Fault> {
    let mut builder = Builder {
        parser: Parser::new_from_str(text),
        text,
        place,
        report,
        // Most front matter is not ASCII alone, and the parser counts letters.
        bytes: text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect(),
    };
    builder.document()
}

struct Builder<'a> {
    parser: Parser<'a, StrInput<'a>>,
    text: &'a str,
    place: &'a Place,
    report: &'a mut Report,
    bytes: Vec<usize>,
}

impl<'a> Builder<'a> {
    fn document(&mut self) -> Result<Table, Fault> {
        loop {
            let (event, range) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) => {}
                Event::StreamEnd | Event::DocumentEnd => return Ok(Table::default()),
                Event::MappingStart(..) => {
                    let (table, _) = self.entries(range.start, 1)?;
                    return self.rest().map(|()| table);
                }
                Event::Scalar(text, ScalarStyle::Plain, ..) if text.is_empty() => {}
                _ => return Err(Fault { range, wrong: Wrong::Detail("yaml-no-colon") }),
            }
        }
    }

    // What stands behind the table has to be read as well, or a mistake there would go unseen.
    fn rest(&mut self) -> Result<(), Fault> {
        loop {
            let (event, range) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd => {}
                _ => return Err(Fault { range, wrong: Wrong::Detail("yaml-other") }),
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), Fault> {
        match self.parser.next_event() {
            Some(Ok((event, marks))) => {
                let range = self.range(marks);
                Ok((event, range))
            }
            Some(Err(error)) => Err(self.fault(&error)),
            None => Ok((Event::StreamEnd, self.text.len()..self.text.len())),
        }
    }

    fn range(&self, marks: Marks) -> Range<usize> {
        let byte = |index: usize| self.bytes.get(index).copied().unwrap_or(self.text.len());
        byte(marks.start.index())..byte(marks.end.index())
    }

    fn fault(&self, error: &ScanError) -> Fault {
        let at = self.bytes.get(error.marker().index()).copied().unwrap_or(self.text.len());
        let escape = error.info().contains("escape");
        let wrong = Wrong::Detail(if escape { "escape" } else { "yaml-other" });
        Fault { range: at..at, wrong }
    }

    /// The keys and values of a table whose beginning was read, and where it ends.
    fn entries(&mut self, start: usize, depth: usize) -> Result<(Table, usize), Fault> {
        let mut table = Table::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut end = start;
        loop {
            let (event, range) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok((table, end.max(range.end.min(self.trimmed(range.end))))),
                Event::Scalar(key, _, _, _) => Spanned::new(key.into_owned(), self.place.span(range.clone())),
                // `title: {{ name }}` is a table with a table for its key.
                _ => return Err(Fault { range, wrong: Wrong::Detail("yaml-key") }),
            };
            let (node, behind) = self.node(depth)?;
            end = behind.max(range.end);
            if let Some(&first) = places.get(&key.value) {
                let again = self.report.error("front-matter/duplicate-key", key.span);
                again.arg("key", &key.value).label(table.entries[first].0.span, "first");
            } else if let Some(node) = node {
                places.insert(key.value.clone(), table.entries.len());
                table.entries.push((key, node));
            }
        }
    }

    fn items(&mut self, start: usize, depth: usize) -> Result<(Vec<Node>, usize), Fault> {
        let mut items = Vec::new();
        let mut end = start;
        loop {
            if matches!(self.parser.peek(), Some(Ok((Event::SequenceEnd, _)))) {
                let (_, range) = self.next()?;
                return Ok((items, end.max(range.end.min(self.trimmed(range.end)))));
            }
            let (node, behind) = self.node(depth)?;
            let Some(node) = node else {
                let wrong = Wrong::NoValue;
                self.place.report(self.text, &Fault { range: behind..behind, wrong }, self.report);
                continue;
            };
            end = behind;
            items.push(node);
        }
    }

    /// A value and where it ends; `None` for one that is not there.
    fn node(&mut self, depth: usize) -> Result<(Option<Node>, usize), Fault> {
        let (event, range) = self.next()?;
        if depth > DEEPEST {
            return Err(Fault { range, wrong: Wrong::Detail("yaml-deep") });
        }
        let (value, range) = match event {
            Event::Scalar(text, style, _, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), &range)?;
                (value, self.without_line_end(range))
            }
            Event::SequenceStart(_, tag) => {
                refuse_tag(tag.as_deref(), &range)?;
                let (items, end) = self.items(range.start, depth + 1)?;
                (Some(Value::List(items)), range.start..end)
            }
            Event::MappingStart(_, tag) => {
                refuse_tag(tag.as_deref(), &range)?;
                let (table, end) = self.entries(range.start, depth + 1)?;
                (Some(Value::Table(table)), range.start..end)
            }
            Event::Alias(_) => return Err(Fault { range, wrong: Wrong::Detail("yaml-alias") }),
            _ => return Err(Fault { range, wrong: Wrong::Detail("yaml-other") }),
        };
        let end = range.end;
        let span = self.place.span(range);
        Ok((value.map(|value| Node { span, value }), end))
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        range: &Range<usize>,
    ) -> Result<Option<Value>, Fault> {
        refuse_tag(tag, range)?;
        let is_string = tag.is_some_and(|tag| tag.suffix == "str");
        if is_string || style != ScalarStyle::Plain {
            return Ok(Some(Value::String(text.to_owned())));
        }
        self.warn_of_comment(range);
        Ok(match plain(text) {
            Plain::Nothing => None,
            Plain::Value(value) => Some(value),
            Plain::OutOfRange => {
                self.report.error("front-matter/number-range", self.place.span(range.clone()));
                Some(Value::Integer(0))
            }
        })
    }

    // `topics: #FreeThemAll` sets nothing, and nobody would notice.
    fn warn_of_comment(&mut self, range: &Range<usize>) {
        let rest = self.text[range.end..].lines().next().unwrap_or_default();
        // A value that is not there stands at its key's colon.
        let rest = if range.is_empty() { rest.trim_start_matches([':', '-']) } else { rest };
        let start = range.end + self.text[range.end..].lines().next().map_or(0, str::len) - rest.len();
        let comment = rest.trim_start();
        let is_hashtag =
            comment.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric));
        if is_hashtag && comment.len() < rest.len() {
            let start = start + rest.len() - comment.len();
            let comment = comment.trim_end();
            let span = self.place.span(start..start + comment.len());
            self.report.warning("front-matter/hash-comment", span).arg("value", comment);
        }
    }

    // A text over many lines ends with its last letter.
    fn without_line_end(&self, range: Range<usize>) -> Range<usize> {
        let end = self.trimmed(range.end);
        if end > range.start { range.start..end } else { range }
    }

    fn trimmed(&self, end: usize) -> usize {
        self.text[..end].trim_end().len()
    }
}

// `title: !Alto!` is a text that somebody forgot to quote; no front matter has types of its own.
fn refuse_tag(tag: Option<&Tag>, range: &Range<usize>) -> Result<(), Fault> {
    if tag.is_none_or(Tag::is_yaml_core_schema) {
        return Ok(());
    }
    Err(Fault { range: range.clone(), wrong: Wrong::Detail("yaml-tag") })
}
