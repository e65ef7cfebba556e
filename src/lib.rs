//! Altavoz turns a folder of Markdown into a multilingual campaign site.
//!
//! ```text
//!    disk                                                                         disk
//!     │ collect        parse              relate            render              write │
//!     ▼                                                                               ▲
//!  Sources ──────▶ Parsed ────────────▶ Site ───────────▶ Output ─────────────────────┤
//!  (bytes by path)  (one file each,      (links, languages,  (bytes by URL)           └─▶ serve
//!                    typed, with holes)   lists, pages)
//! ```
//!
//! Where does a new thing go? Ask what it needs: one file → [`parse`]; other files → [`relate`];
//! the theme or an output format → [`render`].

pub mod base;
pub mod config;
pub mod content;

pub mod collect;
pub mod parse;
pub mod relate;
pub mod render;
pub mod write;

pub mod check;
pub mod media;
pub mod serve;

// cli
