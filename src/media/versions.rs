//! Pixels → the picture in the formats and widths that are published.

use image::DynamicImage;

use super::encode;
use crate::base::output::{File, Wave};
use crate::base::pictures::{Format, Picture, Version};

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Use {
    /// Pages show it: in several widths, none larger than the largest that config names.
    Shown,
    /// It lies in `assets/`, where its address is its author's: whole, and for pages as above.
    Asset,
    /// A theme names it: whole, nothing beside it.
    Theme,
}

/// How pictures are made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Plan {
    /// Formats beside the picture's own, the best first.
    pub(super) formats: Vec<Format>,
    /// Widths in pixels, in order.
    pub(super) widths: Vec<u32>,
    /// What it is for.
    pub(super) purpose: Use,
    /// The picture's own format.
    pub(super) own: Format,
}

/// The picture as `plan` wants it; `None` where a format cannot hold it.
pub(super) fn picture(image: &DynamicImage, plan: &Plan) -> Option<Picture> {
    let largest = plan.widths.last().copied().unwrap_or(u32::MAX).min(image.width());
    let capped;
    let image_shown = if largest < image.width() {
        capped = encode::scaled(image, largest);
        &capped
    } else {
        image
    };
    if plan.purpose == Use::Theme {
        return Some(Picture { whole: version(image, plan.own)?, versions: Vec::new() });
    }
    let smaller: Vec<DynamicImage> = plan
        .widths
        .iter()
        .filter(|width| **width < largest)
        .map(|width| encode::scaled(image_shown, *width))
        .collect();
    let sizes = || smaller.iter().chain([image_shown]);
    let own: Vec<Version> = sizes().map(|size| version(size, plan.own)).collect::<Option<_>>()?;
    let whole = match plan.purpose {
        Use::Asset if largest < image.width() => version(image, plan.own)?,
        _ => own.last()?.clone(),
    };
    let mut versions = Vec::new();
    for format in plan.formats.iter().filter(|format| **format != plan.own) {
        let made: Option<Vec<Version>> = sizes().map(|size| version(size, *format)).collect();
        // A format that saves nothing is one more file to keep.
        versions.extend(made.filter(|made| bytes(made) < bytes(&own)).unwrap_or_default());
    }
    versions.extend(own);
    Some(Picture { whole, versions })
}

fn bytes(versions: &[Version]) -> usize {
    versions.iter().map(|version| version.file.bytes.len()).sum()
}

fn version(image: &DynamicImage, format: Format) -> Option<Version> {
    let bytes = encode::encoded(image, format)?;
    let (width, height) = (image.width(), image.height());
    Some(Version { format, width, height, file: File::new(Wave::Asset, bytes) })
}
