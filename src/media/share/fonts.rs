//! The letters that pictures are set in: a theme's font files, and which of them has which letter.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use resvg::tiny_skia::{Path, PathBuilder};
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use crate::base::Source;

/// Font files as they lie in the theme.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    files: Vec<Arc<Source>>,
    /// Outlines by font and glyph, in the font's own units.
    outlines: Mutex<Outlines>,
}

type Outlines = HashMap<(usize, u16), Option<Arc<Path>>>;

impl Fonts {
    /// The fonts of some files; what is no font has no letters.
    pub(super) fn of(files: &[Arc<Source>]) -> Fonts {
        Fonts { files: files.to_vec(), outlines: Mutex::default() }
    }

    /// The fonts, ready to shape with.
    pub(super) fn open(&self) -> Vec<Face<'_>> {
        self.files.iter().enumerate().filter_map(|(number, file)| Face::of(number, file)).collect()
    }

    /// The outline of a glyph; `None` for one that draws nothing.
    pub(super) fn outline(&self, face: &Face<'_>, glyph: u16) -> Option<Arc<Path>> {
        let known = || self.outlines.lock().expect("nobody panics while drawing");
        if let Some(path) = known().get(&(face.number, glyph)) {
            return path.clone();
        }
        let mut pen = Pen(PathBuilder::new());
        face.letters.outline_glyph(GlyphId(glyph), &mut pen);
        let path = pen.0.finish().map(Arc::new);
        known().insert((face.number, glyph), path.clone());
        path
    }
}

/// One font, opened.
pub(super) struct Face<'a> {
    number: usize,
    /// Its file's name without ending.
    pub(super) name: String,
    /// Units per em.
    pub(super) em: f32,
    /// What shapes.
    pub(super) letters: rustybuzz::Face<'a>,
}

impl<'a> Face<'a> {
    fn of(number: usize, file: &'a Source) -> Option<Face<'a>> {
        let letters = rustybuzz::Face::from_slice(&file.bytes, 0)?;
        let name = file.path.file_name();
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        #[expect(clippy::cast_precision_loss, reason = "a font has at most 16384 units per em")]
        let em = letters.units_per_em() as f32;
        Some(Face { number, name: name.to_owned(), em, letters })
    }

    /// Whether it has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.letters.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0)
    }
}

struct Pen(PathBuilder);

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
