//! Pixels → PNG, with a palette where there are few colours, as there are in flat drawings with words.

use std::collections::HashMap;
use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use resvg::tiny_skia::Pixmap;

/// A ground, ready for words.
#[derive(Debug)]
pub(super) struct Ground {
    /// Its pixels.
    pub(super) pixels: Pixmap,
    /// Its colours and the number of each pixel's; `None` for one of many colours.
    indexed: Option<(Colors, Vec<u8>)>,
}

/// So many pixels of one colour are a surface.
const SURFACE: usize = 300;
/// Surfaces have their exact colour; shades of an edge that nobody tells apart become one.
const ROUGH: u8 = 0xf0;

impl Ground {
    /// A ground from its pixels.
    pub(super) fn of(pixels: Pixmap) -> Ground {
        let indexed = surfaces(&pixels).and_then(|surfaces| {
            let mut colors = Colors::new(ROUGH, &surfaces);
            let indices = indices(&pixels, None, &mut colors)?;
            Some((colors, indices))
        });
        Ground { pixels, indexed }
    }
}

/// The colours of a drawing's surfaces, not those of edges; `None` if there are too many colours.
fn surfaces(pixels: &Pixmap) -> Option<Vec<[u8; 4]>> {
    let mut colors = Colors::new(0xff, &[]);
    let mut counts = [0; 256];
    indices(pixels, None, &mut colors)?.into_iter().for_each(|index| counts[usize::from(index)] += 1);
    let surfaces = colors.palette.chunks_exact(3).zip(counts).filter(|(_, count)| *count >= SURFACE);
    Some(surfaces.map(|(color, _)| [color[0], color[1], color[2], 255]).collect())
}

/// A finished picture as a PNG: pixels, and nothing that says when and by whom. `inks` are the colours
/// of its words.
pub(super) fn png(pixels: &Pixmap, ground: &Ground, inks: &[[u8; 3]]) -> Vec<u8> {
    let indexed = ground.indexed.as_ref().and_then(|(colors, below)| {
        let mut colors = colors.clone();
        for &[red, green, blue] in inks {
            colors.keep([red, green, blue, 255]);
        }
        let indices = indices(pixels, Some((&ground.pixels, below)), &mut colors)?;
        Some((colors.palette, indices))
    });
    if let Some((palette, indices)) = indexed {
        return with_palette(pixels, &palette, &indices);
    }
    let mut bytes = Vec::new();
    with_all_colors(pixels, &mut bytes).expect("memory takes everything");
    bytes
}

/// A PNG with a palette (PNG 3, 5.2 and 11.2): rows without filters, which help photographs only.
fn with_palette(pixels: &Pixmap, palette: &[u8], indices: &[u8]) -> Vec<u8> {
    let mut header = [pixels.width().to_be_bytes(), pixels.height().to_be_bytes()].concat();
    // Eight bits, palette, and the only methods there are.
    header.extend([8, 3, 0, 0, 0]);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(6));
    for row in indices.chunks_exact(pixels.width() as usize) {
        packed.write_all(&[0]).and_then(|()| packed.write_all(row)).expect("memory takes everything");
    }
    let packed = packed.finish().expect("memory takes everything");
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", &header[..]), (b"PLTE", palette), (b"IDAT", &packed), (b"IEND", &[])] {
        let length = u32::try_from(data.len()).expect("a picture is smaller than 4 GB");
        bytes.extend(length.to_be_bytes());
        bytes.extend(kind);
        bytes.extend(data);
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(data);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}

fn with_all_colors(pixels: &Pixmap, bytes: &mut Vec<u8>) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Balanced);
    let colors: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect();
    encoder.write_header()?.write_image_data(&colors)
}

/// So many pixels are compared at once.
const STRIDE: usize = 24;

/// Each pixel's number among the colours; where nothing lies above the ground, its number there.
fn indices(pixels: &Pixmap, below: Option<(&Pixmap, &[u8])>, colors: &mut Colors) -> Option<Vec<u8>> {
    let data = pixels.data();
    let mut indices = below.map_or_else(|| vec![0; data.len() / 4], |(_, indices)| indices.to_vec());
    let ground = below.map_or(&[][..], |(ground, _)| ground.data());
    let (mut last, mut number) = ([0; 4], None);
    let mut same = [0; STRIDE * 4];
    for (place, (block, indices)) in data.chunks(STRIDE * 4).zip(indices.chunks_mut(STRIDE)).enumerate() {
        let start = place * STRIDE * 4;
        if ground.get(start..start + block.len()).is_some_and(|ground| ground == block) {
            continue;
        }
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
    Some(indices)
}

/// The colours met so far.
#[derive(Clone, Debug)]
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
            colors.keep(*color);
        }
        colors
    }

    /// Keeps a colour as it is, if there is room.
    fn keep(&mut self, color: [u8; 4]) {
        let is_exact = self.exact.get(&color).is_some_and(|number| self.is(*number, color));
        if let Some(number) = (!is_exact).then(|| self.add(color)).flatten() {
            self.exact.insert(color, number);
        }
    }

    fn is(&self, number: u8, color: [u8; 4]) -> bool {
        let place = usize::from(number) * 3;
        self.palette.get(place..place + 3) == Some(&color[..3])
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
