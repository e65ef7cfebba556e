//! What campaigns publish: six kinds of items, their fields, and the document that one file becomes.
//!
//! Each kind's file declares its own fields with [`record!`](crate::record); [`meta`] has those
//! that all kinds share. Knows nothing of disk, Markdown or HTML.

pub mod body;
pub mod consent;
pub mod document;
pub mod facet;
pub mod hashtag;
pub mod kind;
pub mod kit;
pub mod meta;
pub mod news;
pub mod page;
pub mod parsed;
pub mod parts;
pub mod petition;
pub mod practice;
pub mod prose;
pub mod publication;
pub mod published;
pub mod rules;
pub mod standing;
pub mod state;
pub mod statement;
pub mod strings;
pub mod terms;
pub mod vocabulary;
pub mod words;

pub use body::Body;
pub use document::{Document, Own, Role};
pub use facet::{Facet, FacetKey};
pub use kind::Kind;
pub use meta::Meta;
pub use news::News;
pub use page::Page;
pub use parsed::Parsed;
pub use petition::Petition;
pub use practice::Practice;
pub use prose::Prose;
pub use publication::Publication;
pub use standing::Standing;
pub use state::State;
pub use statement::Statement;
pub use strings::Strings;
pub use terms::Terms;
pub use vocabulary::Vocabularies;
