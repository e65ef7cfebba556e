//! Pixels → PNG, with a palette where there are few colours, as there are in flat drawings with words.

use std::collections::HashMap;

use resvg::tiny_skia::Pixmap;

/// A finished picture as a PNG: pixels, and nothing that says when and by whom.
pub(super) fn png(pixels: &Pixmap) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Shades of a letter's edge that nobody tells apart become one, if there are too many colours.
    let indexed = [0xff, 0xf8, 0xf0].into_iter().find_map(|mask| Indexed::of(pixels, mask));
    let written = match indexed {
        Some(indexed) => with_palette(pixels, &indexed, &mut bytes),
        None => with_all_colors(pixels, &mut bytes),
    };
    written.expect("memory takes everything");
    bytes
}

fn with_palette(pixels: &Pixmap, indexed: &Indexed, bytes: &mut Vec<u8>) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_palette(&indexed.palette);
    encoder.write_header()?.write_image_data(&indexed.indices)
}

fn with_all_colors(pixels: &Pixmap, bytes: &mut Vec<u8>) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Balanced);
    let colors: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect();
    encoder.write_header()?.write_image_data(&colors)
}

/// A picture of at most 256 colours.
struct Indexed {
    palette: Vec<u8>,
    indices: Vec<u8>,
}

/// So many pixels are compared at once.
const STRIDE: usize = 32;

impl Indexed {
    fn of(pixels: &Pixmap, mask: u8) -> Option<Indexed> {
        let data = pixels.data();
        let mut indices = vec![0; data.len() / 4];
        let mut colors = Colors { palette: Vec::new(), numbers: HashMap::new(), mask };
        let mut last = [0; 4];
        let mut number = None;
        let mut same = [0; STRIDE * 4];
        for (block, indices) in data.chunks(STRIDE * 4).zip(indices.chunks_mut(STRIDE)) {
            // Most of a picture is one colour.
            if let Some(number) = number.filter(|_| *block == same[..block.len()]) {
                indices.fill(number);
                continue;
            }
            for (pixel, index) in block.chunks_exact(4).zip(indices) {
                if number.is_none() || pixel != last {
                    last.copy_from_slice(pixel);
                    number = Some(colors.number(last)?);
                }
                *index = number?;
            }
            same.chunks_exact_mut(4).for_each(|pixel| pixel.copy_from_slice(&last));
        }
        Some(Indexed { palette: colors.palette, indices })
    }
}

/// The colours met so far.
struct Colors {
    palette: Vec<u8>,
    numbers: HashMap<[u8; 4], u8>,
    /// What of a channel tells colours apart.
    mask: u8,
}

impl Colors {
    /// A colour's number; `None` if there are too many.
    fn number(&mut self, color: [u8; 4]) -> Option<u8> {
        let rough = color.map(|channel| channel & self.mask);
        if let Some(known) = self.numbers.get(&rough) {
            return Some(*known);
        }
        let number = u8::try_from(self.palette.len() / 3).ok()?;
        self.palette.extend_from_slice(&color[..3]);
        self.numbers.insert(rough, number);
        Some(number)
    }
}
