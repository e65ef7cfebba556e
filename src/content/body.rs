//! A text after its Markdown is gone: finished HTML, and holes for what needs more than one file.
//!
//! Holes are numbers into the lists beside them, so that relate can answer each list without
//! touching the HTML.

use std::sync::Arc;

use serde::Serialize;

use crate::base::{Fingerprint, Lang, Span, Spanned};

use super::Prose;
use super::parts::{FileRef, People};

/// A text in pieces.
#[derive(Clone, Debug)]
pub struct Body {
    /// In reading order.
    pub chunks: Vec<Chunk>,
    /// Links, by the number in [`Chunk::Link`].
    pub links: Vec<Link>,
    /// Headings, by the number in [`Chunk::Heading`].
    pub headings: Vec<Heading>,
    /// Pictures, by the number in [`Chunk::Picture`].
    pub pictures: Vec<Picture>,
    /// Directives, by the number in [`Chunk::Directive`].
    pub directives: Vec<Directive>,
    /// Ids that stand in the HTML beside those of headings (footnotes, recommendations).
    pub ids: Vec<String>,
    /// The first paragraph's plain text, for summaries.
    pub excerpt: String,
    /// What it says, for rules about words.
    pub prose: Prose,
    /// How many words a reader reads.
    pub words: usize,
    /// Of the text and of what parsing depends on.
    pub fingerprint: Fingerprint,
}

impl Body {
    /// A body without a word.
    pub fn empty() -> Body {
        Body {
            chunks: Vec::new(),
            links: Vec::new(),
            headings: Vec::new(),
            pictures: Vec::new(),
            directives: Vec::new(),
            ids: Vec::new(),
            excerpt: String::new(),
            prose: Prose::default(),
            words: 0,
            fingerprint: Fingerprint(0),
        }
    }
}

/// A piece of a body.
#[derive(Clone, Debug)]
pub enum Chunk {
    /// Finished.
    Html(Arc<str>),
    /// The attributes of an `<a …>` whose target another file decides: `<a` is before, `>` behind.
    Link(usize),
    /// The attributes and inner beginning of a heading: `<h2` is before; here comes
    /// ` id="…">` and, where a translation has an id of its own, a second target.
    Heading(usize),
    /// A picture, `<img>` or a whole `<figure>`.
    Picture(usize),
    /// A directive.
    Directive(usize),
    /// A word of the theme in the text's language, escaped: `footnotes.back`, `alert.note`.
    Word(&'static str),
}

/// A link inside the site or a mail address; links to other sites are finished HTML.
#[derive(Clone, Debug)]
pub struct Link {
    /// As written, percent-decoded, without its anchor: `../news/hearing.md`, `/files/x.pdf`, or empty.
    pub target: String,
    /// The anchor without `#`.
    pub anchor: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A heading of a body.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its id in this file: set by the author (`{#id}`) or made from the words; unique in the file.
    pub id: String,
    /// Whether the author set it.
    pub explicit: bool,
    /// Where it stands.
    pub span: Span,
}

/// A picture in a text.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The file.
    pub src: FileRef,
    /// What it shows; `None` for a decorative one.
    pub alt: Option<String>,
    /// Under it, finished HTML; a caption makes it a figure.
    pub caption: Option<String>,
    /// Whose work it is.
    pub credit: Option<String>,
    /// The consent record's key.
    pub consent: Option<Spanned<String>>,
    /// Who can be seen.
    pub people: Option<Spanned<People>>,
    /// Whether it stands alone in its paragraph.
    pub figure: bool,
}

/// A campaign element, rendered by the theme's component of its name.
#[derive(Clone, Debug)]
pub struct Directive {
    /// Which one.
    pub name: &'static str,
    /// Its arguments in the order of writing.
    pub arguments: Vec<Argument>,
    /// What stands between the fences, as chunks of the same body.
    pub body: Vec<Chunk>,
    /// Its opening line.
    pub span: Span,
}

impl Directive {
    /// The key of the consent record that it names.
    pub fn consent(&self) -> Option<Spanned<String>> {
        self.argument("consent").map(|key| Spanned::new(key.value.clone(), key.span))
    }

    /// The text of an argument.
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.name == name)
    }
}

/// An argument of a directive.
#[derive(Clone, Debug, PartialEq, Hash, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub value: String,
    /// Where the text stands.
    #[serde(skip)]
    pub span: Span,
}

/// What relate found for a link.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Href {
    /// The finished `href`, base path included, percent-encoded; `None` if it leads nowhere (reported).
    pub href: Option<String>,
    /// The language there, where it is not the text's.
    pub lang: Option<Lang>,
}

/// The ids of a heading.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct HeadingIds {
    /// The source's id: the same in every language.
    pub id: String,
    /// The translation's own, where it differs.
    pub second: Option<String>,
}
