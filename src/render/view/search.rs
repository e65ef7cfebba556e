//! The views of the search page.

use serde::Serialize;

use super::{Frame, LinkView, OptionView, TermView};

/// `search.html`: what can be searched, and all of it from A to Z.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SearchView {
    /// The frame.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// This page, which the form leads to.
    pub url: String,
    /// What the script needs; nothing where the program or the theme has no search, or where nothing
    /// can be found.
    pub live: Option<SeekView>,
    /// What a search can be narrowed to.
    pub filters: Vec<ChoiceView>,
    /// The topics.
    pub topics: Vec<TermView>,
    /// How many pages there are: "24 items".
    pub count_text: String,
    /// All of them, by the letter that they begin with.
    pub letters: Vec<LetterView>,
}

/// What the script that searches needs.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SeekView {
    /// The script.
    pub script: String,
    /// The folder of the index.
    pub index: String,
    /// What dates and numbers look like: a BCP 47 locale.
    pub locale: String,
    /// The words that it says, as JSON: those of `[search]`, and `found` with its plural forms.
    pub words: String,
}

/// Something that a search can be narrowed to.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ChoiceView {
    /// `kind`, `region`, `country`, `year` or `hashtag`.
    pub key: String,
    /// What readers call it.
    pub label: String,
    /// Its values, collated for the page's language; years newest first.
    pub options: Vec<OptionView>,
}

/// The pages that begin with a letter.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct LetterView {
    /// The letter; `0–9` for digits, `#` for everything else.
    pub letter: String,
    /// Collated for the page's language.
    pub pages: Vec<LinkView>,
}
