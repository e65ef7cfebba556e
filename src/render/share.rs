//! Share links: plain addresses, no script of anybody and nothing that follows readers.

use super::view::{ShareLink, ShareView};
use super::voice::Voice;
use crate::content::petition::Network;

/// What is shared.
pub(super) struct Shareable<'a> {
    /// The words, without address and hashtags.
    pub text: &'a str,
    /// The subject of a mail.
    pub title: &'a str,
    /// The absolute address.
    pub url: &'a str,
    /// Without `#`.
    pub hashtags: Vec<&'a str>,
    /// Where to; all of them where the author does not say.
    pub networks: Option<&'a [Network]>,
}

// Mastodon is many servers: it gets its link when there is a page that asks for the reader's.
const USUAL: [Network; 5] =
    [Network::Whatsapp, Network::Telegram, Network::Bluesky, Network::X, Network::Email];

/// The links, in the author's order.
pub(super) fn view(shared: &Shareable<'_>, voice: &Voice) -> ShareView {
    let networks = shared.networks.unwrap_or(&USUAL).iter();
    let link = |network: &Network| {
        let url = address(*network, shared)?;
        let key = network.word();
        let label = voice.word(&format!("share.{key}")).to_owned();
        Some(ShareLink { network: key.to_owned(), label, url })
    };
    ShareView { links: networks.filter_map(link).collect(), url: shared.url.to_owned(), text: words(shared) }
}

/// The text with its hashtags behind.
fn words(shared: &Shareable<'_>) -> String {
    let mut words = shared.text.to_owned();
    for hashtag in &shared.hashtags {
        words.push_str(" #");
        words.push_str(hashtag);
    }
    words
}

fn address(network: Network, shared: &Shareable<'_>) -> Option<String> {
    let words = words(shared);
    let url = encoded(shared.url);
    let with_address = encoded(&format!("{words} {}", shared.url));
    Some(match network {
        Network::Whatsapp => format!("https://wa.me/?text={with_address}"),
        Network::Telegram => format!("https://t.me/share/url?url={url}&text={}", encoded(&words)),
        Network::Bluesky => format!("https://bsky.app/intent/compose?text={with_address}"),
        Network::X => {
            let hashtags = encoded(&shared.hashtags.join(","));
            let hashtags = if hashtags.is_empty() { String::new() } else { format!("&hashtags={hashtags}") };
            format!("https://x.com/intent/post?text={}&url={url}{hashtags}", encoded(shared.text))
        }
        Network::Email => {
            // A line's end is CRLF in mail addresses (RFC 6068, 5).
            let body = encoded(&format!("{words}\r\n\r\n{}", shared.url));
            format!("mailto:?subject={}&body={body}", encoded(shared.title))
        }
        Network::Mastodon | Network::Copy => return None,
    })
}

/// Percent-encodes everything but unreserved characters (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}
