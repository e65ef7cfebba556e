//! Sources → documents: everything that needs *one file only*.

pub mod directive;
pub mod highlight;
pub mod markdown;
