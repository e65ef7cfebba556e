//! Bytes → pixels: upright, in sRGB, with nothing else left of the file that they came in.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use image::{RgbImage, RgbaImage, codecs::gif::GifDecoder, codecs::webp::WebPDecoder};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::Trouble;
use crate::base::pictures::Format;

/// More than any telephone takes, and less than a machine's memory.
const MAX_PIXELS: u64 = 100_000_000;
/// A file that is larger is no picture for the web.
const MAX_BYTES: usize = 100 << 20;

/// What was in a file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// Eight bits a channel, without alpha where everything is opaque.
    pub(super) image: DynamicImage,
    /// Whether there are more pictures behind the first one.
    pub(super) is_animated: bool,
}

/// Decodes a picture. Nothing is decoded that claims to be too large.
pub(super) fn decoded(bytes: &[u8], format: Format) -> Result<Decoded, Trouble> {
    let (width, height) = super::size::of_raster(bytes).ok_or(Trouble::Unreadable)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS || bytes.len() > MAX_BYTES {
        return Err(Trouble::TooLarge { width, height });
    }
    // What somebody sends may be made to break a decoder; it must not break the build.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        let image = pixels(bytes, format)?;
        Some(Decoded { image: plain(image), is_animated: is_animated(bytes, format) })
    }));
    decoded.ok().flatten().ok_or(Trouble::Unreadable)
}

fn pixels(bytes: &[u8], format: Format) -> Option<DynamicImage> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Gif => ImageFormat::Gif,
        Format::Webp => ImageFormat::WebP,
        Format::Avif | Format::Svg => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(profile) = profile {
        image = in_srgb(image, &profile);
    }
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Some(image)
}

/// The colours as a browser shows them that is told of no profile; a profile that cannot be read,
/// or is for print, leaves them as they are.
fn in_srgb(image: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return image };
    let converted = match profile.color_space {
        DataColorSpace::Rgb => from_rgb(&image, &profile),
        DataColorSpace::Gray => from_gray(&image, &profile),
        _ => None,
    };
    converted.unwrap_or(image)
}

fn from_rgb(image: &DynamicImage, profile: &ColorProfile) -> Option<DynamicImage> {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options).ok()?;
    let from = image.to_rgba8();
    let mut to = vec![0; from.as_raw().len()];
    transform.transform(from.as_raw(), &mut to).ok()?;
    RgbaImage::from_raw(image.width(), image.height(), to).map(DynamicImage::ImageRgba8)
}

fn from_gray(image: &DynamicImage, profile: &ColorProfile) -> Option<DynamicImage> {
    if image.color().has_color() {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(Layout::GrayAlpha, &srgb, Layout::Rgba, options).ok()?;
    let from = image.to_luma_alpha8();
    let mut to = vec![0; from.as_raw().len() * 2];
    transform.transform(from.as_raw(), &mut to).ok()?;
    RgbaImage::from_raw(image.width(), image.height(), to).map(DynamicImage::ImageRgba8)
}

fn plain(image: DynamicImage) -> DynamicImage {
    let is_opaque = !image.color().has_alpha() || image.to_rgba8().pixels().all(|pixel| pixel.0[3] == 255);
    if is_opaque { DynamicImage::ImageRgb8(rgb(image)) } else { DynamicImage::ImageRgba8(image.into_rgba8()) }
}

fn rgb(image: DynamicImage) -> RgbImage {
    image.into_rgb8()
}

fn is_animated(bytes: &[u8], format: Format) -> bool {
    let reader = Cursor::new(bytes);
    match format {
        Format::Gif => {
            GifDecoder::new(reader).is_ok_and(|gif| gif.into_frames().take(2).flatten().count() > 1)
        }
        Format::Webp => WebPDecoder::new(reader).is_ok_and(|webp| webp.has_animation()),
        Format::Png => bytes.windows(4).take(1 << 16).any(|window| window == b"acTL"),
        _ => false,
    }
}
