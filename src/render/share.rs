//! Share links: plain addresses, no script of anybody and nothing that follows readers.

use super::view::{ShareLink, ShareView};
use super::voice::Voice;
use crate::base::url::encode_value;
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
    /// The page that asks for a Mastodon server, where there is one.
    pub mastodon: Option<&'a str>,
}

const USUAL: [Network; 6] =
    [Network::Whatsapp, Network::Telegram, Network::Mastodon, Network::Bluesky, Network::X, Network::Email];

/// The links, in the author's order.
pub(super) fn view(shared: &Shareable<'_>, voice: &Voice) -> ShareView {
    let words = words(shared);
    let encoded = Encoded::of(shared, &words);
    let link = |network: &Network| {
        let url = match network {
            // Mastodon is many servers: a page of ours asks for the reader's.
            Network::Mastodon => shared.mastodon?.to_owned(),
            other => encoded.address(*other)?,
        };
        let key = network.word();
        let label = voice.word(label(*network)).to_owned();
        Some(ShareLink { network: key.to_owned(), label, url })
    };
    let networks = shared.networks.unwrap_or(&USUAL).iter();
    ShareView { links: networks.filter_map(link).collect(), url: shared.url.to_owned(), text: words }
}

fn label(network: Network) -> &'static str {
    match network {
        Network::Whatsapp => "share.whatsapp",
        Network::Telegram => "share.telegram",
        Network::Mastodon => "share.mastodon",
        Network::Bluesky => "share.bluesky",
        Network::X => "share.x",
        Network::Email => "share.email",
        Network::Copy => "share.copy",
    }
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

/// What addresses are put together from.
struct Encoded {
    text: String,
    words: String,
    mail: String,
    title: String,
    url: String,
    hashtags: String,
}

impl Encoded {
    fn of(shared: &Shareable<'_>, words: &str) -> Encoded {
        Encoded {
            text: encode_value(shared.text),
            words: encode_value(words),
            // A line's end is CRLF in mail addresses (RFC 6068, 5).
            mail: encode_value(&words.replace("\r\n", "\n").replace('\n', "\r\n")),
            title: encode_value(shared.title),
            url: encode_value(shared.url),
            hashtags: encode_value(&shared.hashtags.join(",")),
        }
    }

    fn address(&self, network: Network) -> Option<String> {
        let Encoded { text, words, mail, title, url, hashtags } = self;
        Some(match network {
            Network::Whatsapp => ["https://wa.me/?text=", words, "%20", url].concat(),
            Network::Telegram => ["https://t.me/share/url?url=", url, "&text=", words].concat(),
            Network::Bluesky => ["https://bsky.app/intent/compose?text=", words, "%20", url].concat(),
            Network::X if hashtags.is_empty() => {
                ["https://x.com/intent/post?text=", text, "&url=", url].concat()
            }
            Network::X => {
                ["https://x.com/intent/post?text=", text, "&url=", url, "&hashtags=", hashtags].concat()
            }
            Network::Email => ["mailto:?subject=", title, "&body=", mail, "%0D%0A%0D%0A", url].concat(),
            Network::Mastodon | Network::Copy => return None,
        })
    }
}
