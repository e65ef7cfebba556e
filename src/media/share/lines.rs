//! Words → lines in a box: as large as they fit, broken where their script breaks, evenly filled.

use icu::segmenter::{GraphemeClusterSegmenter, LineSegmenter, options::LineBreakOptions};

use super::words::{Shaped, Words};

/// The room for a text, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Across.
    pub(super) width: f32,
    /// Down.
    pub(super) height: f32,
    /// The largest size of letters.
    pub(super) largest: f32,
    /// The smallest one; what does not fit then ends in `…`.
    pub(super) smallest: f32,
    /// The distance of two lines, in ems.
    pub(super) leading: f32,
    /// The most lines.
    pub(super) most: usize,
}

/// A text in its box.
#[derive(Debug, Default)]
pub(super) struct Set {
    /// The size of its letters in pixels.
    pub(super) size: f32,
    /// The lines, in ems.
    pub(super) lines: Vec<Shaped>,
}

/// What lies between two places where a line may break, in ems.
struct Piece {
    start: usize,
    /// With the space behind it.
    end: usize,
    /// Without it.
    ink: usize,
    width: f32,
    ink_width: f32,
}

/// Sets a text; `again` makes the words of a shorter one.
pub(super) fn set<'a>(words: &Words<'a>, room: &Room, again: &dyn Fn(&str) -> Words<'a>) -> Set {
    if words.text.is_empty() {
        return Set::default();
    }
    let pieces = pieces(words, room.width / room.smallest);
    let mut size = room.largest;
    loop {
        let lines = filled(&pieces, room.width / size);
        if fits(&lines, &pieces, room, size) {
            return finished(words, &pieces, room.width / size, lines.len(), size);
        }
        if size <= room.smallest {
            break;
        }
        size = (size - 2.0).max(room.smallest);
    }
    let shorter = shortened(words, &pieces, room);
    let words = again(&shorter);
    let pieces = self::pieces(&words, room.width / size);
    let lines = filled(&pieces, room.width / size);
    finished(&words, &pieces, room.width / size, lines.len().min(most_lines(room)), size)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture has few lines")]
fn most_lines(room: &Room) -> usize {
    ((room.height / (room.smallest * room.leading)).floor() as usize).clamp(1, room.most.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
fn fits(lines: &[usize], pieces: &[Piece], room: &Room, size: f32) -> bool {
    let is_wide = pieces.iter().any(|piece| piece.ink_width * size > room.width);
    lines.len() <= room.most && !is_wide && lines.len() as f32 * size * room.leading <= room.height + 0.5
}

/// The pieces; a word that is wider than the box at the smallest size is broken between its letters.
fn pieces(words: &Words<'_>, widest: f32) -> Vec<Piece> {
    let text = &words.text;
    let breaks = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let places: Vec<usize> = breaks.segment_str(text).filter(|place| !is_within(text, *place)).collect();
    let mut pieces = Vec::new();
    for pair in places.windows(2) {
        let piece = piece(words, pair[0], pair[1]);
        if piece.ink_width <= widest {
            pieces.push(piece);
            continue;
        }
        let letters = GraphemeClusterSegmenter::new().segment_str(&text[pair[0]..pair[1]]);
        let letters: Vec<usize> = letters.map(|place| place + pair[0]).collect();
        pieces.extend(letters.windows(2).map(|pair| self::piece(words, pair[0], pair[1])));
    }
    pieces
}

/// Whether a place is behind a hyphen inside a short word: `Inter-American` stays together.
fn is_within(text: &str, place: usize) -> bool {
    let Some(before) = text[..place].strip_suffix('-') else { return false };
    let length = |word: Option<&str>| word.map_or(0, |word| word.chars().count());
    let (left, right) = (length(before.rsplit(' ').next()), length(text[place..].split(' ').next()));
    left > 0 && right > 0 && left + right < 20
}

fn piece(words: &Words<'_>, start: usize, end: usize) -> Piece {
    let ink = start + words.text[start..end].trim_end().len();
    let ink_width = words.shaped(start..ink).width;
    let space = if ink < end { words.shaped(ink..end).width } else { 0.0 };
    Piece { start, end, ink, width: ink_width + space, ink_width }
}

/// The first piece of each line.
fn filled(pieces: &[Piece], width: f32) -> Vec<usize> {
    let (mut lines, mut x) = (vec![0], 0.0);
    for (number, piece) in pieces.iter().enumerate() {
        if x > 0.0 && x + piece.ink_width > width {
            lines.push(number);
            x = 0.0;
        }
        x += piece.width;
    }
    lines
}

/// The lines made as even as they can be without being more.
fn finished(words: &Words<'_>, pieces: &[Piece], width: f32, count: usize, size: f32) -> Set {
    let (mut narrow, mut wide) = (0.0, width);
    for _ in 0..12 {
        let middle = f32::midpoint(narrow, wide);
        let is_wide = pieces.iter().any(|piece| piece.ink_width > middle);
        if !is_wide && filled(pieces, middle).len() <= count { wide = middle } else { narrow = middle }
    }
    let mut starts = filled(pieces, wide);
    starts.truncate(count);
    let ends = starts.iter().skip(1).copied().chain([pieces.len()]);
    let line = |(first, end): (&usize, usize)| {
        let last = pieces.get(end.wrapping_sub(1))?;
        Some(words.shaped(pieces.get(*first)?.start..last.ink.max(pieces[*first].start)))
    };
    Set { size, lines: starts.iter().zip(ends).filter_map(line).collect() }
}

/// As much as there is room for at the smallest size, and `…`.
fn shortened(words: &Words<'_>, pieces: &[Piece], room: &Room) -> String {
    let width = room.width / room.smallest;
    let lines = filled(pieces, width);
    let most = most_lines(room);
    let last = lines.get(most - 1).copied().unwrap_or(0);
    let mut end = lines.get(most).copied().unwrap_or(pieces.len());
    let length = |end: usize| -> f32 { pieces[last..end].iter().map(|piece| piece.width).sum() };
    // A dash and a half: the sign itself is about an em wide.
    while end > last + 1 && length(end) + 1.2 > width {
        end -= 1;
    }
    let end = pieces.get(end.wrapping_sub(1)).map_or(0, |piece| piece.ink.min(piece.end));
    let text = words.text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{text}…")
}
