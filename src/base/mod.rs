//! Words that every stage speaks: sources, spans, diagnostics, paths, addresses, languages, dates.
//!
//! Knows nothing of the rest of the program.

pub mod asks;
pub mod bundle;
pub mod bytes;
pub mod collation;
pub mod country;
pub mod date;
pub mod diagnostic;
pub mod digits;
pub mod drawing;
pub mod failure;
pub mod fingerprint;
pub mod front_matter;
pub mod lang;
pub mod memo;
pub mod message;
pub mod node;
pub mod output;
pub mod path;
pub mod petitions;
pub mod pictures;
pub mod plural;
pub mod record;
pub mod slug;
pub mod source;
pub mod span;
pub mod store;
pub mod subdivision;
pub mod toml;
pub mod url;
pub mod yaml;

pub use diagnostic::{Checked, Diagnostic, Report, Severity};
pub use failure::Failure;
pub use fingerprint::Fingerprint;
pub use lang::Lang;
pub use output::Output;
pub use path::{ItemPath, SourcePath};
pub use slug::slug;
pub use source::{Source, SourceId, Sources};
pub use span::{Span, Spanned};
pub use url::Url;
