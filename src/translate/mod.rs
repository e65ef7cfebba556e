//! Translation: which text was made from which, what is missing, and what changed since.
//!
//! Takes documents and the small files under `i18n/`, gives segments, where each stands, and files
//! for translators' tools. The translated page is an ordinary Markdown file that anybody can edit;
//! the ledger remembers, per paragraph, the source text that it was made from. Knows neither
//! templates nor pages, never reads Git, and guesses nothing in silence.

pub mod act;
pub mod align;
pub mod apply;
mod blocks;
pub mod bundles;
pub mod csv;
pub mod exchange;
pub mod facts;
pub mod glossary;
mod insert;
mod labels;
pub mod language;
mod leaves;
pub mod ledger;
mod matching;
pub mod material;
pub mod overlay;
pub mod pack;
pub mod pages;
pub mod placeholders;
pub mod po;
pub mod pseudo;
pub mod qa;
pub mod segment;
pub mod segments;
pub mod splice;
pub mod start;

mod tables;
pub mod take;
pub mod text;
pub mod unit;
pub mod units;
pub mod xliff;

pub use crate::content::standing::{Changed, Count, Standing};
pub use crate::content::state::{Change, State};
pub use align::{Alignment, Row, align};
pub use glossary::Glossary;
pub use ledger::{Entry, Ledger, Stored};
pub use material::Material;
pub use pages::{Page, Pages, Shelves, Side, pages};
pub use segment::{Identity, Kind, Segment};
pub use segments::segments;
pub use unit::{Project, Returned, Unit};
