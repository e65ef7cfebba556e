//! What translators work with at the desk, and what comes back where a text was not taken.

use crate::base::url::encode_value;
use crate::base::{Failure, Lang};
use crate::translate::qa::Finding;
use crate::translate::{Glossary, Page, Row};

use super::Ask;

/// What `serve --translate` shows.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// The language that is translated into.
    pub lang: &'a Lang,
    /// What there is to translate, by the files as they are now.
    pub pages: &'a [Page],
    /// The PO file that builds read, and how many of its translations nobody has imported yet.
    pub waiting: Option<(&'a str, usize)>,
    /// The campaign's terms.
    pub glossary: &'a Glossary,
    /// What our own forms say, and nobody else knows.
    pub token: &'a str,
    /// What was sent and not taken.
    pub sent: Option<&'a Sent>,
}

/// A text that was sent and not taken. Nothing of it is lost: it comes back in its form.
#[derive(Debug)]
pub struct Sent {
    /// Of which page.
    pub page: String,
    /// Of which text: its hash and number, as the form had them.
    pub key: String,
    /// Of which row: see [`row_key`].
    pub row: String,
    /// The language of the page that it was sent from, if one was asked for.
    pub lang: String,
    /// What was written.
    pub text: String,
    /// Why it was not taken.
    pub why: Why,
}

/// Why a text was not taken.
#[derive(Debug)]
pub enum Why {
    /// There is nothing in it.
    Empty,
    /// It would break the page.
    Broken(Vec<Finding>),
    /// It would begin a list, a heading or another block.
    Shape,
    /// The file of the translation has no place for it.
    NoPlace,
    /// Somebody changed the translation meanwhile: this is what it says now.
    Conflict(String),
    /// The source's text is another one by now.
    Late,
    /// The source's text is gone from the page.
    Gone,
    /// It should need no translation, and yet was changed.
    Changed,
    /// The machine would not.
    Failed(Failure),
}

impl From<Failure> for Why {
    fn from(failure: Failure) -> Why {
        Why::Failed(failure)
    }
}

/// Names a row for as long as its text is the same one, whatever its source says: by what the ledger
/// remembers of it, else by the source's text.
pub fn row_key(page: &Page, row: &Row) -> String {
    let entry = row.entry.and_then(|entry| page.ledger.as_ref()?.0.entries.get(entry));
    let source = row.source.and_then(|source| page.source.segments.get(source));
    match (entry, source) {
        (Some(entry), _) => format!("e-{}", entry.source),
        (None, Some(source)) => format!("s-{}", source.identity),
        (None, None) => String::new(),
    }
}

impl Ask {
    /// Where a page is worked on, after a text of it was saved: at the text that is next.
    pub fn after(lang: &str, page: &str, saved: &str, next: &str) -> String {
        let lang = if lang.is_empty() { String::new() } else { format!("&lang={}", encode_value(lang)) };
        format!("/_altavoz/translate/?page={}&saved={saved}{lang}#{}", encode_value(page), encode_value(next))
    }
}
