//! Footnotes: kept where they are defined, written at the end in the order of their numbers.

use std::collections::HashMap;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::digits;
use crate::content::body::Chunk;

use super::blocks::Block;
use super::fences::line_at;
use super::out::Out;
use super::writer::Writer;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    definitions: Vec<Definition<'a>>,
    by_label: HashMap<String, usize>,
    /// The definitions around this place.
    open: Vec<usize>,
    /// The labels that are referred to, by number from 1.
    numbered: Vec<Numbered>,
    numbers: HashMap<String, usize>,
    are_written: bool,
}

#[derive(Debug)]
struct Definition<'a> {
    label: String,
    range: Range<usize>,
    events: Vec<(Event<'a>, Range<usize>)>,
}

#[derive(Debug)]
struct Numbered {
    label: String,
    references: usize,
}

impl<'a> Notes<'a> {
    /// Keeps an event that belongs to a definition, gives back any other.
    pub(super) fn keep(
        &mut self,
        event: Event<'a>,
        range: Range<usize>,
    ) -> Option<(Event<'a>, Range<usize>)> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => self.define(&label, range),
            Event::End(TagEnd::FootnoteDefinition) => drop(self.open.pop()),
            event => match self.open.last() {
                Some(&definition) => self.definitions[definition].events.push((event, range)),
                None => return Some((event, range)),
            },
        }
        None
    }

    fn define(&mut self, label: &str, range: Range<usize>) {
        let label = key(label);
        let number = self.definitions.len();
        self.by_label.entry(label.clone()).or_insert(number);
        self.definitions.push(Definition { label, range, events: Vec::new() });
        self.open.push(number);
    }

    /// Whether the notes are being written, after the text.
    pub(super) fn are_written(&self) -> bool {
        self.are_written
    }

    // The number of a label and how often it was referred to, this time included.
    fn refer(&mut self, label: &str) -> (usize, usize) {
        let label = key(label);
        let number = *self.numbers.entry(label.clone()).or_insert_with(|| {
            self.numbered.push(Numbered { label, references: 0 });
            self.numbered.len()
        });
        let numbered = &mut self.numbered[number - 1];
        numbered.references += 1;
        (number, numbered.references)
    }
}

// Labels match as those of links do, whatever their case (CommonMark, 6.3).
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Writer<'a> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let (number, reference) = self.notes.refer(label);
        let id = reference_id(number, reference);
        let shown = digits::with_zero(self.settings.zero, number);
        self.out.push(&format!(
            "<sup class=\"note\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{shown}</a></sup>"
        ));
        self.body.ids.push(id);
    }

    /// Writes the notes that were referred to; in them there may be references to more.
    pub(super) fn write_notes(&mut self) {
        self.notes.are_written = true;
        let mut written: Vec<Out> = Vec::new();
        while let Some(numbered) = self.notes.numbered.get(written.len()) {
            let place = self.notes.by_label.get(&numbered.label);
            let events = place.map(|&place| mem::take(&mut self.notes.definitions[place].events));
            written.push(self.note(events.unwrap_or_default()));
        }
        self.report_idle();
        if !written.is_empty() {
            self.section(written);
        }
    }

    fn note(&mut self, events: Vec<(Event<'a>, Range<usize>)>) -> Out {
        let around = mem::take(&mut self.out);
        self.open.push(Block::Container(""));
        for (event, range) in events {
            self.event(event, range);
        }
        self.end_gathered();
        self.close_frames(self.open.len());
        self.open.pop();
        mem::replace(&mut self.out, around)
    }

    // Definitions that nobody sees: without a reference, or behind another one of the same label.
    fn report_idle(&mut self) {
        for (number, definition) in self.notes.definitions.iter().enumerate() {
            let first = self.notes.by_label[&definition.label];
            let is_used = self.notes.numbers.contains_key(&definition.label);
            let (line, label) = opening(self.text, &definition.range);
            let span = self.place.span(line);
            if first != number {
                let first = opening(self.text, &self.notes.definitions[first].range).0;
                let first = self.place.span(first);
                self.report.error("footnote/duplicate", span).arg("label", label).label(first, "first");
            } else if !is_used {
                self.report.warning("footnote/unused", span).arg("label", label);
            }
        }
    }

    fn section(&mut self, written: Vec<Out>) {
        self.out.push(
            "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">",
        );
        self.out.hole(Chunk::Word("footnotes.title"));
        self.out.push("</h2>\n<ol>\n");
        self.body.ids.push("footnotes".to_owned());
        for (at, mut note) in written.into_iter().enumerate() {
            let number = at + 1;
            let id = format!("fn-{number}");
            self.out.push(&format!("<li id=\"{id}\">"));
            self.body.ids.push(id);
            if !note.take_back("</p>\n") {
                note.push("<p>");
            }
            self.ways_back(&mut note, number);
            note.push("</p>\n");
            self.out.append(note.finish());
            self.out.push("</li>\n");
        }
        self.out.push("</ol>\n</section>\n");
    }

    fn ways_back(&mut self, note: &mut Out, number: usize) {
        for reference in 1..=self.notes.numbered[number - 1].references {
            let id = reference_id(number, reference);
            note.push(&format!(" <a class=\"note-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\""));
            note.hole(Chunk::Word("footnotes.back"));
            let suffix = if reference > 1 { format!("-{reference}") } else { String::new() };
            let shown = digits::with_zero(self.settings.zero, format!("{number}{suffix}"));
            note.push(&format!(" {shown}\">↩</a>"));
        }
    }
}

/// Where a definition's `[^label]` stands, and the label.
fn opening<'t>(text: &'t str, range: &Range<usize>) -> (Range<usize>, &'t str) {
    let line = line_at(text, range.start);
    let start = line.find("[^").map_or(0, |start| start + 2);
    let end = line[start..].find(']').map_or(line.len(), |end| start + end);
    (range.start..range.start + end + 1, &line[start..end])
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}
