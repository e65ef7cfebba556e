//! Labels and address words of topics and hashtags, from `i18n/terms.toml`.

use std::collections::BTreeMap;

use crate::base::node::Table;
use crate::record;

use super::vocabulary::Labels;

record! {
    /// `i18n/terms.toml` as it is written.
    pub struct TermsFields {
        /// By topic: [`TermFields`].
        topics: Table = plain,
        /// By hashtag: [`TermFields`].
        hashtags: Table = plain,
    }
}

record! {
    /// One topic or hashtag as it is written.
    pub struct TermFields {
        /// A topic's label; a hashtag's gloss.
        label: Labels = plain,
        /// The word in addresses.
        slug: Labels = plain,
    }
}

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
