//! Hashtags: campaigns that are found by a word.

use super::Role;
use crate::base::Report;
use crate::base::node::Node;
use crate::base::record::{Inherit, Read, Shape, read_shaped};

/// A hashtag without its `#`. The key is case-blind, the spelling is not: CamelCase is what a
/// screen reader can say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Hashtag(pub String);

impl Hashtag {
    /// The spelling, if it is one word of letters, digits and `_` with a letter in it; a leading `#` is dropped.
    pub fn parse(text: &str) -> Option<Hashtag> {
        let word = text.strip_prefix('#').unwrap_or(text);
        let shaped =
            word.chars().all(|c| c.is_alphanumeric() || c == '_') && word.chars().any(char::is_alphabetic);
        (shaped && word.chars().count() <= 100).then(|| Hashtag(word.to_owned()))
    }

    /// What the hashtag is found by: lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// The hashtag whose page shows a text, by what it is for and its name: the index of `hashtags/freethemall`.
pub fn campaign(role: Role, path: &str) -> Option<String> {
    let key = path.strip_prefix("hashtags/").filter(|_| role == Role::Section)?;
    (!key.is_empty() && !key.contains('/')).then(|| key.to_lowercase())
}

impl Read for Hashtag {
    const EXPECTS: &'static str = "hashtag";
    const SHAPE: Shape = Shape::Hashtag;

    fn read(node: &Node, report: &mut Report) -> Option<Hashtag> {
        read_shaped(node, report, "hashtag/shape", Hashtag::parse)
    }
}

impl Inherit for Hashtag {}
