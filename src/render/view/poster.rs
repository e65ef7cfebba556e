//! What the template of a share picture gets as `page`.

use serde::Serialize;

/// `share.svg` and `share_square.svg`: the few words that stand for a page where it is shared.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PosterView {
    /// What page it is, as in [`Frame::kind`](super::Frame::kind).
    pub kind: String,
    /// The language of all its words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// "Petition", "News", "Country", …; may be empty.
    pub eyebrow: String,
    /// The page's title.
    pub title: String,
    /// What a petition asks, a hashtag's meaning; else empty, and empty where readers are warned first.
    pub text: String,
    /// A petition's count in words: "1,234 people have signed"; may be empty.
    pub count_text: String,
    /// How far a petition is towards its goal, 0 to 100; 0 without a count.
    pub percent: u8,
    /// The first hashtag with its `#`; may be empty.
    pub hashtag: String,
    /// The site's title.
    pub site: String,
}
