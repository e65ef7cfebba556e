//! XLIFF 1.2, for OmegaT, Weblate and Poedit.
//!
//! One `<file>` a page. Inline markup is `<g>` and `<x>`; what they stand for is kept in a
//! `<context-group>` of the unit, so that a file reads back without the site that it is from.
//! `approved="yes"` is a second person's word, `state` says what is left to do, `<alt-trans>` has
//! the source as it was translated. What lost its source has no place in this format and stays in
//! the ledger.

mod inline;
mod reader;
mod writer;

pub use reader::read as import;
pub use writer::write as export;
