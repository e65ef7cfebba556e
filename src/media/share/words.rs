//! Words → glyphs: which letters can be drawn, in which font, in which order, and how wide they are.
//!
//! Lengths are in ems. Knows nothing of lines and boxes.

use std::ops::Range;

use rustybuzz::{Direction, Language, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use super::fonts::Face;

/// A text that can be drawn, of one paragraph.
pub(super) struct Words<'a> {
    faces: &'a [Face<'a>],
    /// Without letters that no font has.
    pub(super) text: String,
    /// By byte of the text: the font of the letter that begins there.
    fonts: Vec<usize>,
    level: Level,
    lang: Option<Language>,
}

/// A glyph at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The font, by its place in the list.
    pub(super) font: usize,
    /// Its number there.
    pub(super) id: u16,
    /// From the line's left end.
    pub(super) x: f32,
    /// Up from the baseline.
    pub(super) y: f32,
}

/// Glyphs from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Shaped {
    /// The glyphs.
    pub(super) glyphs: Vec<Glyph>,
    /// How far they reach.
    pub(super) width: f32,
}

/// What words are set as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'a> {
    /// The fonts that are asked first, by their files' names without ending, with commas between.
    pub(super) family: &'a str,
    /// Whether the paragraph runs from right to left.
    pub(super) is_rtl: bool,
    /// The language, for forms of letters that differ between languages.
    pub(super) lang: &'a str,
}

impl<'a> Words<'a> {
    /// A text as it can be drawn: white space once, no control characters (an author's or attacker's
    /// overrides of the direction among them), no letters that no font has (pictographs, mostly).
    pub(super) fn new(text: &str, faces: &'a [Face<'a>], style: Style<'_>) -> Words<'a> {
        let mut order: Vec<usize> = (0..faces.len()).collect();
        let asked: Vec<&str> = style.family.split(',').map(str::trim).collect();
        let rank = |name: &str| asked.iter().position(|asked| *asked == name).unwrap_or(asked.len());
        order.sort_by_key(|&number| rank(&faces[number].name));
        let mut words = Words {
            faces,
            text: String::with_capacity(text.len()),
            fonts: Vec::with_capacity(text.len()),
            level: if style.is_rtl { Level::rtl() } else { Level::ltr() },
            lang: style.lang.parse().ok(),
        };
        let letters: Vec<char> = plain(text).collect();
        let mut before = None;
        for (place, &letter) in letters.iter().enumerate() {
            // Marks and signs stay in the font of what is beside them, so that they fit together.
            let near = if is_strong(letter) {
                None
            } else {
                let next = letters[place..].iter().find(|next| is_strong(**next));
                let next = next.and_then(|next| order.iter().copied().find(|&font| faces[font].has(*next)));
                before.into_iter().chain(next).find(|&font| faces[font].has(letter))
            };
            let Some(font) = near.or_else(|| order.iter().copied().find(|&font| faces[font].has(letter)))
            else {
                continue;
            };
            before = Some(font);
            words.text.push(letter);
            words.fonts.resize(words.text.len(), font);
        }
        while words.text.ends_with(' ') {
            words.text.pop();
        }
        words
    }

    /// The glyphs of a part of the text, as a line of its own.
    pub(super) fn shaped(&self, part: Range<usize>) -> Shaped {
        let mut shaped = Shaped::default();
        if part.is_empty() {
            return shaped;
        }
        let order = BidiInfo::new(&self.text, Some(self.level));
        let Some(paragraph) = order.paragraphs.first() else { return shaped };
        let (levels, runs) = order.visual_runs(paragraph, part);
        for run in runs {
            let is_rtl = levels[run.start].is_rtl();
            let mut parts = self.by_font(run);
            if is_rtl {
                parts.reverse();
            }
            for part in parts {
                self.shape(part, is_rtl, &mut shaped);
            }
        }
        shaped
    }

    fn by_font(&self, run: Range<usize>) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for (place, letter) in self.text[run.clone()].char_indices() {
            let (start, end) = (run.start + place, run.start + place + letter.len_utf8());
            match parts.last_mut() {
                Some(last) if self.fonts[last.start] == self.fonts[start] => last.end = end,
                _ => parts.push(start..end),
            }
        }
        parts
    }

    fn shape(&self, part: Range<usize>, is_rtl: bool, shaped: &mut Shaped) {
        let font = self.fonts[part.start];
        let face = &self.faces[font];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&self.text[part]);
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        if let Some(lang) = &self.lang {
            buffer.set_language(lang.clone());
        }
        buffer.guess_segment_properties();
        let buffer = rustybuzz::shape(&face.letters, &[], buffer);
        #[expect(clippy::cast_precision_loss, reason = "lengths in font units are small")]
        let em = |units: i32| units as f32 / face.em;
        for (info, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            shaped.glyphs.push(Glyph {
                font,
                id: u16::try_from(info.glyph_id).unwrap_or_default(),
                x: shaped.width + em(place.x_offset),
                y: em(place.y_offset),
            });
            shaped.width += em(place.x_advance);
        }
    }
}

/// The letters that may be drawn.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let words = text.split(|c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}');
    let words = words.filter(|word| !word.is_empty());
    words.enumerate().flat_map(|(number, word)| {
        let space = (number > 0).then_some(' ');
        space.into_iter().chain(word.chars().filter(|c| !c.is_control() && !overrides(*c)))
    })
}

/// What turns the direction of a text, which a title may not do to what stands beside it.
fn overrides(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

fn is_strong(c: char) -> bool {
    c.is_alphabetic()
}
