//! Where a diagnostic stands, in lines and columns.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::{Source, SourceId, Sources, Span};

/// A place as editors count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file.
    pub file: &'a str,
    /// Line and column, each from 1, columns in Unicode scalar values; `None` for a file that was not read.
    pub at: Option<(usize, usize)>,
}

/// Finds places; looks once for the lines of each file, however many places lie in it.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a Sources,
    files: BTreeMap<SourceId, Lines<'a>>,
}

impl<'a> Places<'a> {
    /// Places in these files.
    pub fn of(sources: &'a Sources) -> Places<'a> {
        Places { sources, files: BTreeMap::new() }
    }

    /// The place of a span's beginning; `None` if nobody knows the file.
    pub fn place(&mut self, span: Span) -> Option<Place<'a>> {
        let file = self.sources.path(span.source)?.as_str();
        let at = self.lines(span.source).map(|lines| lines.line_and_column(span.start as usize));
        Some(Place { file, at })
    }

    /// The lines of a file that was read.
    pub fn lines(&mut self, id: SourceId) -> Option<&Lines<'a>> {
        let source = self.sources.by_id(id)?;
        Some(self.files.entry(id).or_insert_with(|| Lines::of(source)))
    }
}

/// One file by its lines.
#[derive(Debug)]
pub struct Lines<'a> {
    /// The file.
    pub source: &'a Source,
    /// What it says; `None` where it is no text.
    pub text: Option<&'a str>,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(source: &'a Source) -> Lines<'a> {
        let ends = source.bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect();
        Lines { source, text: source.text().ok(), starts }
    }

    /// The number of the line, from 1, that a byte lies in.
    pub fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The line that a byte lies in, without what ends it.
    pub fn line(&self, offset: usize) -> Range<usize> {
        let number = self.number(offset);
        let end = self.starts.get(number).map_or(self.source.bytes.len(), |next| next - 1);
        self.starts[number - 1]..end
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.source.bytes.len());
        let before = String::from_utf8_lossy(&self.source.bytes[self.line(offset).start..offset]);
        // A byte order mark is no column: editors do not show it.
        let column = 1 + before.chars().filter(|c| *c != '\u{feff}').count();
        (self.number(offset), column)
    }
}
