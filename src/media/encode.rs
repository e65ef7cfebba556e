//! Pixels → bytes of a format that hold pixels and nothing else.

use std::collections::HashMap;

use image::DynamicImage;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

use crate::base::pictures::Format;

/// Where a photograph shows no difference that anybody sees on a telephone.
const JPEG_QUALITY: u8 = 82;
const WEBP_QUALITY: f32 = 80.0;
#[cfg(feature = "avif")]
const AVIF_QUALITY: u8 = 60;
#[cfg(feature = "avif")]
const AVIF_SPEED: u8 = 6;

/// The bytes of a picture; `None` if the format cannot hold one so large.
pub(super) fn encoded(image: &DynamicImage, format: Format) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        Format::Jpeg => {
            let opaque = DynamicImage::ImageRgb8(on_white(image));
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(&opaque).ok()?;
        }
        Format::Png => png(image, &mut bytes).ok()?,
        Format::Gif => {
            let pixels = image.to_rgba8();
            let mut encoder = GifEncoder::new_with_speed(&mut bytes, 10);
            encoder.encode(&pixels, image.width(), image.height(), image::ExtendedColorType::Rgba8).ok()?;
        }
        Format::Webp => bytes = webp(image)?,
        Format::Avif => bytes = avif(image)?,
        Format::Svg => return None,
    }
    Some(bytes)
}

/// The picture at another width; where it is transparent, colours that nobody sees do not bleed in.
pub(super) fn scaled(image: &DynamicImage, width: u32) -> DynamicImage {
    let height = u64::from(image.height()) * u64::from(width) / u64::from(image.width());
    let height = u32::try_from(height).unwrap_or(1).max(1);
    let DynamicImage::ImageRgba8(pixels) = image else {
        return image.resize_exact(width, height, FilterType::Lanczos3);
    };
    let mut weighted = pixels.clone();
    for pixel in weighted.pixels_mut() {
        let alpha = u16::from(pixel.0[3]);
        pixel.0[..3].iter_mut().for_each(|channel| *channel = narrowed(u16::from(*channel) * alpha / 255));
    }
    let mut small = image::imageops::resize(&weighted, width, height, FilterType::Lanczos3);
    for pixel in small.pixels_mut() {
        let alpha = u16::from(pixel.0[3]).max(1);
        pixel.0[..3].iter_mut().for_each(|channel| *channel = narrowed(u16::from(*channel) * 255 / alpha));
    }
    DynamicImage::ImageRgba8(small)
}

fn narrowed(channel: u16) -> u8 {
    u8::try_from(channel).unwrap_or(u8::MAX)
}

fn on_white(image: &DynamicImage) -> image::RgbImage {
    let DynamicImage::ImageRgba8(pixels) = image else { return image.to_rgb8() };
    image::RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let alpha = u16::from(alpha);
        let over = |channel: u8| narrowed((u16::from(channel) * alpha + 255 * (255 - alpha)) / 255);
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// A drawing of few colours has a palette: fewer bytes, and the same picture.
fn png(image: &DynamicImage, bytes: &mut Vec<u8>) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(bytes, image.width(), image.height());
    encoder.set_compression(png::Compression::High);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(palette) = Palette::of(image) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_filter(png::Filter::NoFilter);
        encoder
            .set_palette(palette.colors.iter().flat_map(|color| &color[..3]).copied().collect::<Vec<u8>>());
        if image.color().has_alpha() {
            encoder.set_trns(palette.colors.iter().map(|color| color[3]).collect::<Vec<u8>>());
        }
        return encoder.write_header()?.write_image_data(&palette.indices);
    }
    let color = if image.color().has_alpha() { png::ColorType::Rgba } else { png::ColorType::Rgb };
    encoder.set_color(color);
    encoder.write_header()?.write_image_data(image.as_bytes())
}

fn webp(image: &DynamicImage) -> Option<Vec<u8>> {
    let encoder = match image {
        DynamicImage::ImageRgba8(pixels) => {
            webp::Encoder::from_rgba(pixels.as_raw(), pixels.width(), pixels.height())
        }
        DynamicImage::ImageRgb8(pixels) => {
            webp::Encoder::from_rgb(pixels.as_raw(), pixels.width(), pixels.height())
        }
        _ => return None,
    };
    // Lossy compression would blur the letters of a drawing, and need more bytes for it.
    let is_drawing = Palette::of(image).is_some();
    let quality = if is_drawing { 75.0 } else { WEBP_QUALITY };
    encoder.encode_simple(is_drawing, quality).ok().map(|memory| memory.to_vec())
}

#[cfg(feature = "avif")]
fn avif(image: &DynamicImage) -> Option<Vec<u8>> {
    use image::codecs::avif::AvifEncoder;
    let mut bytes = Vec::new();
    let encoder =
        AvifEncoder::new_with_speed_quality(&mut bytes, AVIF_SPEED, AVIF_QUALITY).with_num_threads(Some(1));
    image.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

#[cfg(not(feature = "avif"))]
fn avif(_: &DynamicImage) -> Option<Vec<u8>> {
    None
}

/// The colours of a picture that has at most 256.
struct Palette {
    colors: Vec<[u8; 4]>,
    indices: Vec<u8>,
}

impl Palette {
    fn of(image: &DynamicImage) -> Option<Palette> {
        let channels = if image.color().has_alpha() { 4 } else { 3 };
        let pixels = image.as_bytes().chunks_exact(channels);
        let mut palette = Palette { colors: Vec::new(), indices: Vec::with_capacity(pixels.len()) };
        let mut numbers = HashMap::new();
        for pixel in pixels {
            let color = [pixel[0], pixel[1], pixel[2], pixel.get(3).copied().unwrap_or(255)];
            let number = if let Some(number) = numbers.get(&color) {
                *number
            } else {
                let number = u8::try_from(palette.colors.len()).ok()?;
                palette.colors.push(color);
                numbers.insert(color, number);
                number
            };
            palette.indices.push(number);
        }
        Some(palette)
    }
}
