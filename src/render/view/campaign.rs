//! What a hashtag's page has beside its list: a campaign with its share kit.

use serde::Serialize;

use super::Card;

/// A campaign.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct CampaignView {
    /// The language of the campaign's own text, if it is another than the page's; else empty.
    pub lang: String,
    /// The direction of that text, where `lang` is not empty.
    pub dir: String,
    /// The items of this part by their kinds.
    pub groups: Vec<CampaignGroup>,
    /// Posts to copy (first part only).
    pub posts: Vec<PostView>,
    /// Pictures to download (first part only).
    pub pictures: Vec<KitPicture>,
    /// Petitions to embed (first part only).
    pub embeds: Vec<EmbedCode>,
}

/// Items of one kind.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct CampaignGroup {
    /// The kind, for anchors: `statements`.
    pub key: String,
    /// "Statements".
    pub title: String,
    /// The items.
    pub cards: Vec<Card>,
}

/// A post to copy.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PostView {
    /// The network's key, for style.
    pub network: String,
    /// The network's name.
    pub label: String,
    /// All of it: words, hashtag and address.
    pub text: String,
    /// The language of its words, if it is another than the page's; else empty.
    pub lang: String,
    /// The direction of its words, where `lang` is not empty.
    pub dir: String,
    /// "212 of 280 characters".
    pub count_text: String,
    /// Whether it is longer than the network takes.
    pub is_over: bool,
    /// "Post on Bluesky".
    pub action: String,
    /// Where it can be posted; empty where there is no such address.
    pub url: String,
}

/// A picture to download.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct KitPicture {
    /// Where it is.
    pub url: String,
    /// The name that it is saved under.
    pub file: String,
    /// "1200 × 630".
    pub size: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it says.
    pub alt: String,
    /// The language of what it says.
    pub lang: String,
}

/// A petition for another site's page.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct EmbedCode {
    /// The petition's title.
    pub title: String,
    /// The markup to copy.
    pub code: String,
}
