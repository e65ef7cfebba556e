//! What is said of pictures, each at the beginning of its file.

use super::kind::{self, Kind};
use super::{Residue, Trouble, residue};
use crate::base::{Report, Source, Span};

/// Why there is no picture.
pub(super) fn trouble(source: &Source, trouble: Trouble, report: &mut Report) {
    let start = Span::start_of(source.id);
    match trouble {
        Trouble::Unreadable => drop(report.error("media/unreadable", start).arg("path", &source.path)),
        Trouble::TooLarge { width, height } => {
            let problem = report.error("media/too-large", start);
            problem.arg("path", &source.path).arg("width", width).arg("height", height);
        }
        Trouble::Residue(residue) => report_residue(source, residue, report),
    }
}

fn report_residue(source: &Source, residue: Residue, report: &mut Report) {
    let start = Span::start_of(source.id);
    match residue {
        Residue::Gps => drop(report.error("media/gps", start).arg("path", &source.path)),
        Residue::Metadata(name) => {
            report.error("media/metadata", start).arg("path", &source.path).arg("name", name);
        }
    }
}

/// What can be no picture of ours.
pub(super) fn foreign(source: &Source, report: &mut Report) {
    let start = Span::start_of(source.id);
    match kind::of(&source.bytes, source.path.extension().as_deref()) {
        Kind::Heic => drop(report.error("media/heic", start).arg("path", &source.path)),
        Kind::Foreign(name) => {
            report.error("media/format", start).arg("path", &source.path).arg("format", name);
        }
        Kind::Broken => trouble(source, Trouble::Unreadable, report),
        Kind::Raster(_) | Kind::Svg | Kind::Other => {}
    }
}

/// What is left in a picture that is copied as it is: an icon of a browser's tab.
pub(super) fn leftovers(source: &Source, report: &mut Report) {
    if !matches!(source.path.extension().as_deref(), Some("ico" | "cur" | "icns")) {
        return;
    }
    if let Some(residue) = residue::of_any(&source.bytes) {
        report_residue(source, residue, report);
    }
}
