//! What is known of pictures, as media gives it and render uses it.

use std::collections::BTreeMap;

use super::SourcePath;

/// One picture's facts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Pixels (or SVG user units) across, after orientation.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Facts by the picture's source path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pictures {
    /// A picture that could not be read has no entry.
    pub by_path: BTreeMap<SourcePath, Picture>,
}
