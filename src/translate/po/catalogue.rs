//! A PO file as values.

/// A PO file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// What it says about itself.
    pub header: Header,
    /// Its entries, in the order of the file.
    pub entries: Vec<Entry>,
}

/// What a file says about itself: the translation of the empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The lines above it.
    pub comments: Vec<String>,
    /// Whether it is marked as not filled in yet.
    pub is_fuzzy: bool,
    /// Its fields, in their order.
    pub fields: Vec<(String, String)>,
}

/// A text and its translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where its first keyword stands, from 1; 0 if it was not read from a file.
    pub line: usize,
    /// `# `: the translator's, a line each.
    pub comments: Vec<String>,
    /// `#.`: for the translator, a line each.
    pub extracted: Vec<String>,
    /// `#:`: where the text stands.
    pub references: Vec<String>,
    /// `#,`: `fuzzy` and others.
    pub flags: Vec<String>,
    /// `#|`: what it was before.
    pub previous: Previous,
    /// `msgctxt`.
    pub context: Option<String>,
    /// `msgid`.
    pub id: String,
    /// `msgid_plural`.
    pub plural: Option<String>,
    /// `msgstr`, or `msgstr[0]` and so on.
    pub strs: Vec<String>,
    /// `#~`: the text is gone, the translation is kept.
    pub is_obsolete: bool,
}

/// What an entry was before its text changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// `msgctxt`.
    pub context: Option<String>,
    /// `msgid`.
    pub id: Option<String>,
    /// `msgid_plural`.
    pub plural: Option<String>,
}

impl Header {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.fields.is_empty() && !self.is_fuzzy
    }
}

impl Entry {
    /// Whether a translator is not done with it.
    pub fn is_fuzzy(&self) -> bool {
        self.flags.iter().any(|flag| flag == "fuzzy")
    }
}
