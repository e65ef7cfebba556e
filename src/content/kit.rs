//! Posts that a campaign hands out: which network they are for, and how much room there is.

use crate::base::Spanned;
use crate::record;

use super::petition::Network;

record! {
    /// One post of a campaign's share kit; the page adds the hashtag and the address.
    pub struct Post {
        /// Where it goes.
        network: Network = required,
        /// What it says.
        text: Spanned<String> = required_text,
    }
}

/// Every address counts as so many characters on X and Mastodon, however long it is
/// (docs.x.com "Counting characters", docs.joinmastodon.org "Posting").
const ADDRESS: usize = 23;

/// How many characters a network takes; `None` where nobody reaches the limit.
pub fn limit(network: Network) -> Option<usize> {
    match network {
        Network::X => Some(280),
        Network::Bluesky => Some(300),
        Network::Mastodon => Some(500),
        Network::Whatsapp | Network::Telegram | Network::Email | Network::Copy => None,
    }
}

/// How many characters a network counts in a post of some words and an address behind them.
pub fn length(network: Network, words: &str, address: &str) -> usize {
    let (words, address) = match network {
        Network::X => (words.chars().map(weight).sum(), ADDRESS),
        Network::Mastodon => (words.chars().count(), ADDRESS),
        _ => (words.chars().count(), address.chars().count()),
    };
    words + 1 + address
}

// X counts letters of most alphabets once, all else twice (twitter-text 3).
fn weight(letter: char) -> usize {
    let once = matches!(letter, '\0'..='\u{10ff}' | '\u{2000}'..='\u{200d}' | '\u{2010}'..='\u{201f}' | '\u{2032}'..='\u{2037}');
    if once { 1 } else { 2 }
}

/// A post's words with the hashtag behind them, unless it stands there already.
pub fn words(text: &str, hashtag: &str) -> String {
    let text = text.trim();
    let tag = format!("#{hashtag}");
    if text.to_lowercase().contains(&tag.to_lowercase()) { text.to_owned() } else { format!("{text} {tag}") }
}
