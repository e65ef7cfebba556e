//! Publications.

use crate::base::Spanned;
use crate::record;

record! {
    /// What publications have beside [`Meta`](super::Meta).
    pub struct Publication {
        /// When it came out.
        year: Spanned<i64> = plain of [Between(1000, 9999)],
        /// Who published it.
        publisher: String = plain,
        /// A key of the vocabulary `source-type`.
        kind "type": Spanned<String> = plain of [Vocabulary("source-type")],
        /// International standard book number.
        isbn: Spanned<String> = plain,
        /// Digital object identifier.
        doi: String = plain,
        /// Where it can be read.
        url: Spanned<String> = plain of [Web],
        /// The languages that it exists in.
        languages: Vec<Spanned<String>> = plain of [Language],
        /// Its extent.
        pages: i64 = plain,
    }
}
