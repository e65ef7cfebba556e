//! Pixels → PNG, with a palette where there are few colours, as there are in flat drawings with words.

use std::collections::HashMap;

use resvg::tiny_skia::Pixmap;

/// A ground with the colours that words leave as they are.
#[derive(Debug)]
pub(super) struct Ground {
    /// Its pixels.
    pub(super) pixels: Pixmap,
    /// The colours of its surfaces, not those of edges; `None` for one of many colours.
    surfaces: Option<Vec<[u8; 4]>>,
}

/// So many pixels of one colour are a surface.
const SURFACE: usize = 300;

impl Ground {
    /// A ground from its pixels.
    pub(super) fn of(pixels: Pixmap) -> Ground {
        let mut colors = Colors::new(0xff, &[]);
        let surfaces = Indexed::of(&pixels, &mut colors).map(|indexed| {
            let mut counts = [0; 256];
            indexed.indices.iter().for_each(|&index| counts[usize::from(index)] += 1);
            let colors = indexed.palette.chunks_exact(3).zip(counts);
            let surfaces = colors.filter(|(_, count)| *count >= SURFACE);
            surfaces.map(|(color, _)| [color[0], color[1], color[2], 255]).collect()
        });
        Ground { pixels, surfaces }
    }
}

/// A finished picture as a PNG: pixels, and nothing that says when and by whom. `inks` are the colours
/// of its words.
pub(super) fn png(pixels: &Pixmap, ground: &Ground, inks: &[[u8; 3]]) -> Vec<u8> {
    let indexed = ground.surfaces.as_ref().and_then(|surfaces| {
        let inks = inks.iter().map(|&[red, green, blue]| [red, green, blue, 255]);
        let exact: Vec<_> = surfaces.iter().copied().chain(inks).collect();
        // Shades of a letter's edge that nobody tells apart become one.
        Indexed::of(pixels, &mut Colors::new(0xf0, &exact))
    });
    let mut bytes = Vec::new();
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
    encoder.set_deflate_compression(png::DeflateCompression::Level(6));
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
    fn of(pixels: &Pixmap, colors: &mut Colors) -> Option<Indexed> {
        let data = pixels.data();
        let mut indices = vec![0; data.len() / 4];
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
        Some(Indexed { palette: std::mem::take(&mut colors.palette), indices })
    }
}

/// The colours met so far.
struct Colors {
    palette: Vec<u8>,
    exact: HashMap<[u8; 4], u8>,
    rough: HashMap<[u8; 4], u8>,
    /// What of a channel tells colours apart that are not exact.
    mask: u8,
}

impl Colors {
    fn new(mask: u8, exact: &[[u8; 4]]) -> Colors {
        let mut colors = Colors { palette: Vec::new(), exact: HashMap::new(), rough: HashMap::new(), mask };
        for color in exact {
            if !colors.exact.contains_key(color)
                && let Some(number) = colors.add(*color)
            {
                colors.exact.insert(*color, number);
            }
        }
        colors
    }

    /// A colour's number; `None` if there are too many.
    fn number(&mut self, color: [u8; 4]) -> Option<u8> {
        if let Some(known) = self.exact.get(&color) {
            return Some(*known);
        }
        let rough = color.map(|channel| channel & self.mask);
        let known = self.rough.get(&rough).copied();
        let number = known.or_else(|| self.add(color))?;
        self.rough.insert(rough, number);
        self.exact.insert(color, number);
        Some(number)
    }

    fn add(&mut self, color: [u8; 4]) -> Option<u8> {
        let number = u8::try_from(self.palette.len() / 3).ok()?;
        self.palette.extend_from_slice(&color[..3]);
        Some(number)
    }
}
