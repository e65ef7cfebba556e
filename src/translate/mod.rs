//! Translation: which text was made from which, what is missing, and what changed since.
//!
//! Takes documents and the small files under `i18n/`, gives segments, where each stands, and files
//! for translators' tools. The translated page is an ordinary Markdown file that anybody can edit;
//! the ledger remembers, per paragraph, the source text that it was made from. Knows neither
//! templates nor pages, never reads Git, and guesses nothing in silence.

pub mod facts;
pub mod glossary;
pub mod pseudo;
pub mod qa;
pub mod segment;
pub mod standing;
pub mod state;
pub mod text;
pub mod unit;

pub use glossary::Glossary;
pub use segment::{Identity, Kind, Segment};
pub use standing::{Changed, Count, Standing};
pub use state::{Change, State};
pub use unit::{Project, Returned, Unit};
