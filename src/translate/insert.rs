//! Texts that are new in the source, put into a translation that has no place for them yet.
//!
//! A new block comes behind the translation of what stands before it in the source, as a copy of
//! the source's block with the translation in it, so lists stay lists and tables stay tables. Where the
//! two files are not built alike around it, there is no place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::blocks::{Block, Sort, blocks};
use super::pages::{Page, Side};
use super::segment::{Kind, Segment};
use super::segments::body;
use super::splice::{Edit, edit, splice};
use super::start::marked;

/// What is to be put into a translation's file.
#[derive(Debug, Default)]
pub(super) struct Insertion {
    pub(super) edits: Vec<Edit>,
    /// The segments of the source that have a place now, each with where it comes.
    pub(super) placed: Vec<(usize, usize)>,
}

/// Places for texts that have none, by their numbers in the source.
pub(super) fn insert(page: &Page, texts: &BTreeMap<usize, &str>) -> Insertion {
    let Some(target) = page.target.as_ref().filter(|_| !page.alignment.is_adaptation) else {
        return Insertion::default();
    };
    if !texts.keys().any(|&number| page.source.segments[number].kind != Kind::Field) {
        return Insertion::default();
    }
    let source = page.source.source.text().unwrap_or_default();
    let file = target.source.text().unwrap_or_default();
    let rows = page.alignment.rows.iter();
    let there = rows.filter_map(|row| Some((row.source?, row.target?))).collect();
    let tree = blocks(file, &target.segments);
    let mut inserter = Inserter {
        side: &page.source,
        source,
        file,
        texts,
        there,
        target: &tree,
        places: &target.segments,
        done: BTreeMap::new(),
        news: Vec::new(),
        placed: Vec::new(),
    };
    inserter.level(&blocks(source, &page.source.segments), &mut Vec::new());
    let edit = |new: &New| {
        let text = ended(&format!("{}{}", new.text, new.tail), file);
        Edit { range: new.at..new.at, text }
    };
    Insertion { edits: inserter.news.iter().map(edit).collect(), placed: inserter.placed }
}

struct Inserter<'a> {
    side: &'a Side,
    source: &'a str,
    file: &'a str,
    texts: &'a BTreeMap<usize, &'a str>,
    /// Segments of the source with a place, and the place's number.
    there: BTreeMap<usize, usize>,
    target: &'a [Block],
    places: &'a [Segment],
    /// Blocks of the source that were put into the translation, by their ranges: the number in `news`.
    done: BTreeMap<(usize, usize), usize>,
    news: Vec<New>,
    placed: Vec<(usize, usize)>,
}

/// New blocks that come to one place, in their order.
struct New {
    at: usize,
    text: String,
    /// What divides them from what follows.
    tail: String,
}

/// Where something of the source is in the translation.
enum Found<'a> {
    /// In this one of these blocks.
    Block(&'a [Block], usize),
    /// It ends here, and is no block of its own: the text of an item in a tight list.
    End(usize),
}

impl<'a> Inserter<'a> {
    fn level(&mut self, siblings: &[Block], around: &mut Vec<Sort>) {
        for (number, block) in siblings.iter().enumerate() {
            if block.segments.iter().any(|segment| self.there.contains_key(segment)) {
                around.push(block.sort);
                self.level(&block.inside, around);
                around.pop();
            } else if block.segments.iter().any(|segment| self.texts.contains_key(segment)) {
                self.put(siblings, number, around);
            }
        }
    }

    fn put(&mut self, siblings: &[Block], number: usize, around: &[Sort]) {
        let block = &siblings[number];
        // A cell more would be a column more, which the other rows do not have.
        if matches!(block.sort, Sort::Cell | Sort::Head | Sort::Opening | Sort::Closing) {
            return;
        }
        let place = self.behind(siblings, number, around);
        let place = place.or_else(|| self.before(siblings, number, around));
        let Some(place) = place.or_else(|| self.alone(siblings, number, around)) else { return };
        let at = self.news[place].at;
        self.placed.extend(block.segments.iter().map(|&segment| (segment, at)));
        self.done.insert((block.range.start, block.range.end), place);
    }

    /// Behind the nearest block before it that the translation has.
    fn behind(&mut self, siblings: &[Block], number: usize, around: &[Sort]) -> Option<usize> {
        // What has no text of its own (code, a line) stands between the two in the translation, too.
        let mut silent: Vec<usize> = Vec::new();
        for before in (0..number).rev() {
            let block = &siblings[before];
            // Below the head of a table there is a line that is no block.
            if matches!(block.sort, Sort::Opening | Sort::Head) {
                return None;
            }
            if block.segments.is_empty() {
                silent.insert(0, before);
                continue;
            }
            if let Some(&place) = self.done.get(&(block.range.start, block.range.end)) {
                let text = self.copies(siblings, &silent, number);
                self.news[place].text.push_str(&text);
                return Some(place);
            }
            let placed = block.segments.iter().rev().find_map(|segment| self.there.get(segment));
            match placed.map(|&placed| self.counterpart(placed, around)) {
                Some(Some(Found::Block(others, at))) => {
                    return Some(self.behind_of(others, at, siblings, (silent, number)));
                }
                Some(Some(Found::End(end))) => {
                    let text = self.copies(siblings, &silent, number);
                    return Some(self.add(end, text, ""));
                }
                Some(None) => return None,
                None => {}
            }
        }
        None
    }

    /// Behind a block of the translation, or behind as many silent ones as follow it there.
    fn behind_of(
        &mut self,
        others: &[Block],
        mut at: usize,
        siblings: &[Block],
        (mut silent, number): (Vec<usize>, usize),
    ) -> usize {
        while let (Some(&first), Some(other)) = (silent.first(), others.get(at + 1)) {
            if !other.segments.is_empty() || other.sort != siblings[first].sort {
                break;
            }
            silent.remove(0);
            at += 1;
        }
        let text = self.copies(siblings, &silent, number);
        self.add(others[at].range.end, text, "")
    }

    /// Before the nearest block behind it that the translation has.
    fn before(&mut self, siblings: &[Block], number: usize, around: &[Sort]) -> Option<usize> {
        let behind = siblings.iter().enumerate().skip(number + 1);
        let mut placed = behind.filter_map(|(at, block)| {
            Some((at, *block.segments.iter().find_map(|segment| self.there.get(segment))?))
        });
        let (behind, placed) = placed.next()?;
        let Found::Block(others, at) = self.counterpart(placed, around)? else { return None };
        let tail = self.between(siblings, behind);
        Some(self.add(others[at].range.start, self.copy(&siblings[number]), &tail))
    }

    /// The first in a directive, or in a whole text.
    fn alone(&mut self, siblings: &[Block], number: usize, around: &[Sort]) -> Option<usize> {
        if siblings[0].sort == Sort::Opening && number > 0 {
            let placed =
                siblings.iter().flat_map(|block| &block.segments).find_map(|one| self.there.get(one))?;
            let Found::Block(others, _) = self.counterpart(*placed, around)? else { return None };
            let text = format!("\n{}", self.copy(&siblings[number]));
            return Some(self.add(others[0].range.end, text, ""));
        }
        let is_in_text = |number: &usize| self.side.segments[*number].kind != Kind::Field;
        if !around.is_empty() || self.there.keys().any(is_in_text) {
            return None;
        }
        let end = self.file.trim_end().len().max(body(self.file).min(self.file.len()));
        let text = format!("\n\n{}", self.copy(&siblings[number]));
        Some(self.add(end, text, ""))
    }

    fn add(&mut self, at: usize, text: String, tail: &str) -> usize {
        self.news.push(New { at, text, tail: tail.to_owned() });
        self.news.len() - 1
    }

    /// Where a place of the translation lies, as deep as the source's blocks around it.
    fn counterpart(&self, placed: usize, around: &[Sort]) -> Option<Found<'a>> {
        let mut siblings = self.target;
        for sort in around {
            let block = siblings.iter().find(|block| block.segments.contains(&placed))?;
            if block.sort != *sort {
                return None;
            }
            siblings = &block.inside;
        }
        if let Some(at) = siblings.iter().position(|block| block.segments.contains(&placed)) {
            return Some(Found::Block(siblings, at));
        }
        let end = || self.places[placed].pieces.last().map(|piece| Found::End(piece.end));
        if around.last() == Some(&Sort::Item) { end() } else { None }
    }

    /// The silent blocks and the one of that number, each with what stands before it in the source.
    fn copies(&self, siblings: &[Block], silent: &[usize], number: usize) -> String {
        let mut text = String::new();
        for &one in silent.iter().chain([&number]) {
            text.push_str(&self.between(siblings, one));
            text.push_str(&self.copy(&siblings[one]));
        }
        text
    }

    /// What stands between a block and the one before it.
    fn between(&self, siblings: &[Block], number: usize) -> String {
        let before = number.checked_sub(1).map(|before| siblings[before].range.end);
        let between = before.map_or("", |before| &self.source[before..siblings[number].range.start]);
        let is_bare =
            between.contains('\n') && between.chars().all(|sign| sign.is_whitespace() || sign == '>');
        if is_bare { between.to_owned() } else { "\n\n".to_owned() }
    }

    /// A block of the source with its translations, and marks where there are none.
    fn copy(&self, block: &Block) -> String {
        let edits = block.segments.iter().filter_map(|number| {
            let segment = &self.side.segments[*number];
            let text = self.texts.get(number).map(|text| (*text).to_owned());
            let text = text.unwrap_or_else(|| marked(self.source, segment));
            edit(self.source, segment, &text, self.side.values)
        });
        let shift = |range: Range<usize>| range.start - block.range.start..range.end - block.range.start;
        let edits = edits.map(|edit| Edit { range: shift(edit.range), text: edit.text }).collect();
        splice(&self.source[block.range.clone()], edits)
    }
}

/// With the ends of lines that the file has.
fn ended(text: &str, file: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if file.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}
