//! Shapes and words → pixels.

use resvg::tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::fonts::{Face, Fonts};
use super::lines::{self, Set};
use super::sheet::{Anchor, Sheet, TextBox};
use super::words::{Style, Words};

/// The drawing without its words; the error is what the SVG parser has to say.
pub(super) fn ground(sheet: &Sheet) -> Result<Pixmap, String> {
    // A drawing reads no files and no pictures.
    let nothing =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing, ..Options::default() };
    let tree = Tree::from_str(&sheet.ground, &options).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(sheet.width, sheet.height).ok_or("the picture is too large")?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(pixels)
}

/// Puts the words on it.
pub(super) fn words(sheet: &Sheet, fonts: &Fonts, pixels: &mut Pixmap) {
    let faces = fonts.open();
    let mut below = 0.0;
    for text in &sheet.boxes {
        let style = Style { family: &text.family, is_rtl: text.is_rtl, lang: &text.lang };
        let again = |shorter: &str| Words::new(shorter, &faces, style);
        let set = lines::set(&again(&text.text), &text.room, &again);
        if set.lines.is_empty() {
            // A text that says nothing takes no room.
            below = text.y.unwrap_or(below);
            continue;
        }
        let top = text.y.unwrap_or(below + text.gap);
        let height = height(&set, text);
        let top = top + (text.room.height - height).max(0.0) * text.above;
        draw(&set, text, top, (fonts, &faces), pixels);
        below = top + height;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
fn height(set: &Set, text: &TextBox) -> f32 {
    set.lines.len() as f32 * set.size * text.room.leading
}

fn draw(set: &Set, text: &TextBox, top: f32, (fonts, faces): (&Fonts, &[Face<'_>]), pixels: &mut Pixmap) {
    let mut outlines = PathBuilder::new();
    // Capitals of most fonts are 0.7 ems high: so they stand in the middle of their line.
    let mut baseline = top + set.size * (text.room.leading / 2.0 + 0.35);
    for line in &set.lines {
        let free = text.room.width - line.width * set.size;
        let x = text.x
            + match (text.anchor, text.is_rtl) {
                (Anchor::Middle, _) => free / 2.0,
                (Anchor::Start, false) | (Anchor::End, true) | (Anchor::Left, _) => 0.0,
                (Anchor::Start, true) | (Anchor::End, false) | (Anchor::Right, _) => free,
            };
        for glyph in &line.glyphs {
            let face = &faces[glyph.font];
            let Some(outline) = fonts.outline(face, glyph.id) else { continue };
            let scale = set.size / face.em;
            let place = (x + glyph.x * set.size, baseline - glyph.y * set.size);
            let moved =
                (*outline).clone().transform(Transform::from_row(scale, 0.0, 0.0, -scale, place.0, place.1));
            if let Some(moved) = moved {
                outlines.push_path(&moved);
            }
        }
        baseline += set.size * text.room.leading;
    }
    let Some(outlines) = outlines.finish() else { return };
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let [red, green, blue] = text.color;
    paint.set_color_rgba8(red, green, blue, 255);
    pixels.fill_path(&outlines, &paint, FillRule::Winding, Transform::identity(), None);
}
