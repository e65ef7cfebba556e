//! Which pictures are made, and how.

use std::sync::Arc;

use super::kind::{self, Kind};
use super::versions::{Plan, Use};
use crate::base::pictures::Format;
use crate::base::{Source, SourcePath, Sources};
use crate::config::Config;

/// The formats that config names, the smallest first.
pub(super) fn formats(config: &Config) -> Vec<Format> {
    let mut formats: Vec<Format> =
        config.media.formats.iter().filter_map(|name| Format::of_ending(name)).collect();
    formats.sort_by_key(|format| std::cmp::Reverse(*format));
    formats.dedup();
    formats
}

/// Every picture among the files and the theme's own, with how it is made.
pub(super) fn jobs<'a>(
    sources: &'a Sources,
    files: &[SourcePath],
    config: &Config,
    formats: &[Format],
) -> Vec<(&'a Arc<Source>, Kind, Plan)> {
    let mut widths = config.media.widths.clone();
    widths.sort_unstable();
    widths.dedup();
    let job = |(source, purpose): (&'a Arc<Source>, Use)| {
        let ending = source.path.extension();
        let kind = kind::of(&source.bytes, ending.as_deref());
        let own = match kind {
            Kind::Raster(format) => format,
            Kind::Svg if purpose != Use::Theme => Format::Svg,
            _ => return None,
        };
        // An address that says `.png` gives a PNG, whatever its author saved under that name.
        let named = ending.as_deref().and_then(Format::of_ending).filter(|_| purpose != Use::Shown);
        let named = named.filter(|named| own != Format::Svg && !matches!(named, Format::Svg | Format::Avif));
        let (formats, widths) = (formats.to_vec(), widths.clone());
        Some((source, kind, Plan { formats, widths, purpose, own: named.unwrap_or(own) }))
    };
    let own = files.iter().filter_map(|path| sources.get(path.as_str())).map(|source| {
        (source, if source.path.as_str().starts_with("assets/") { Use::Asset } else { Use::Shown })
    });
    let folders: Vec<_> =
        ["plaza", &config.theme].iter().map(|name| format!("themes/{name}/static/")).collect();
    let theme = sources
        .under("themes/")
        .filter(|source| folders.iter().any(|folder| source.path.as_str().starts_with(folder)));
    own.chain(theme.map(|source| (source, Use::Theme))).filter_map(job).collect()
}
