//! Labels and address words of topics and hashtags, from `i18n/terms.toml`.

use std::collections::BTreeMap;

use super::vocabulary::Labels;

/// What is said of one topic or hashtag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermText {
    /// A topic's label; a hashtag's gloss.
    pub label: Labels,
    /// The word in addresses.
    pub slug: Labels,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Terms {
    /// By topic.
    pub topics: BTreeMap<String, TermText>,
    /// By lower-case hashtag.
    pub hashtags: BTreeMap<String, TermText>,
}
