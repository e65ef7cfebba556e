//! What was published before, from `published.toml`.

use std::collections::BTreeMap;

use crate::base::Spanned;
use crate::base::date::When;
use crate::base::node::Table;
use crate::record;

record! {
    /// `published.toml` as it is written.
    pub struct PublishedFields {
        /// Page addresses, below the base path.
        addresses: Vec<Spanned<String>> = plain,
        /// By consent id and language: the text.
        consents: Table = plain,
    }
}

record! {
    /// One petition of `counts.toml`.
    pub struct CountFields {
        /// Confirmed signatures and baseline.
        count: Spanned<i64> = required,
        /// The day of the count.
        as_of: When = required,
    }
}

/// Addresses and consent texts that the public has seen.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Published {
    /// Page addresses, below the base path.
    pub addresses: Vec<Spanned<String>>,
    /// The text in each language by consent id: `id` → language → text.
    pub consents: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
}
