//! What stands around a petition: its live count, the page for frames on other sites, the code for
//! paper, the day for calendars, the page that asks for a Mastodon server.

use serde::Serialize;

use super::{Frame, Html, PetitionView, ShareLink};

/// How a script renews the count.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct LiveView {
    /// The script.
    pub script: String,
    /// Where the collector tells the count.
    pub url: String,
    /// What dates and numbers look like: a BCP 47 locale.
    pub locale: String,
    /// The clock of the date.
    pub timezone: String,
    /// Smaller counts are not shown.
    pub from: i64,
    /// The words that it says, as JSON: `count` with its plural forms, `as_of`.
    pub words: String,
}

/// How others put it on their site.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SnippetView {
    /// The page for frames.
    pub url: String,
    /// The line to copy, in colours.
    pub code: Html,
}

/// The code for paper.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct QrView {
    /// The picture of lines.
    pub url: String,
    /// Where it leads, for people's eyes.
    pub address: String,
}

/// The page for frames on other sites.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct EmbedView {
    /// The frame.
    pub frame: Frame,
    /// The petition's title.
    pub title: String,
    /// The language of its words where it is another than the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set; else empty.
    pub dir: String,
    /// The petition's page, absolute.
    pub url: String,
    /// The petition.
    pub petition: PetitionView,
}

/// The page that asks for a Mastodon server.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct MastodonView {
    /// The frame.
    pub frame: Frame,
    /// The petition's title.
    pub title: String,
    /// The language of its words where it is another than the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set; else empty.
    pub dir: String,
    /// The petition's page.
    pub url: String,
    /// What is shared, address included.
    pub text: String,
    /// The script that goes to the reader's server; empty if the theme has none.
    pub script: String,
    /// A large server, for those whose browser runs no scripts.
    pub large: ShareLink,
}
