//! Site + theme → Output: everything that needs the theme or an output format.

pub mod format;
pub mod theme;
pub mod view;
