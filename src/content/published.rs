//! What was published before, from `published.toml`.

use std::collections::BTreeMap;

use crate::base::Spanned;

/// Addresses and consent texts that the public has seen.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Published {
    /// Page addresses, below the base path.
    pub addresses: Vec<Spanned<String>>,
    /// The text in each language by consent id: `id` → language → text.
    pub consents: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
}
