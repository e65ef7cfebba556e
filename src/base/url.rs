//! Addresses of what a build publishes.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// An address below the site's base, beginning with `/`, not percent-encoded: `/es/noticias/`.
///
/// A page's address ends in `/`, a file's does not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Url(Arc<str>);

impl Url {
    /// Wraps an address that begins with `/`.
    pub fn new(path: impl AsRef<str>) -> Url {
        debug_assert!(path.as_ref().starts_with('/'), "an address begins with a slash");
        Url(Arc::from(path.as_ref()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with more behind it: `/news/` and `feed.xml` give `/news/feed.xml`.
    #[must_use]
    pub fn join(&self, rest: &str) -> Url {
        Url::new(format!("{}{rest}", self.0))
    }

    /// The folder around this address: `/news/hearing/` lies in `/news/`; `None` of the root.
    pub fn parent(&self) -> Option<Url> {
        let path = self.0.strip_suffix('/').unwrap_or(&self.0);
        path.rfind('/').filter(|_| !path.is_empty()).map(|end| Url::new(&path[..=end]))
    }

    /// The file that a web server reads for this address, from the output's root: `news/index.html`.
    pub fn file(&self) -> String {
        let path = &self.0[1..];
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// As an `href`: under the base path (empty, or `/campaign` without a slash at its end) and
    /// percent-encoded where RFC 3986 wants it.
    pub fn href(&self, base_path: &str) -> String {
        let path = encode_path(&self.0);
        if base_path.is_empty() { path } else { [base_path, &path].concat() }
    }
}

/// Percent-encodes what may not stand in a path (RFC 3986, 3.3), letters of other scripts included.
pub fn encode_path(path: &str) -> String {
    const PLAIN: [bool; 256] = plain(b"-._~!$&'()*+,;=:@/");
    encode(path, &PLAIN)
}

/// Percent-encodes everything but unreserved characters (RFC 3986, 2.3), for one value in a query.
pub fn encode_value(text: &str) -> String {
    const PLAIN: [bool; 256] = plain(b"-._~");
    encode(text, &PLAIN)
}

/// Letters, digits and `others`.
const fn plain(others: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut place = 0;
    while place < others.len() {
        table[others[place] as usize] = true;
        place += 1;
    }
    table
}

fn encode(text: &str, plain: &[bool; 256]) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len() + text.len() / 2);
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let run = rest.iter().position(|byte| !plain[usize::from(*byte)]).unwrap_or(rest.len());
        encoded.push_str(std::str::from_utf8(&rest[..run]).expect("plain bytes are ASCII"));
        if let Some(byte) = rest.get(run) {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
        rest = rest.get(run + 1..).unwrap_or_default();
    }
    encoded
}

impl Borrow<str> for Url {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a path says without percent signs; `None` if that is no text.
pub fn decode_path(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', [high, low, tail @ ..]) = (first, tail) {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
            rest = tail;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// What a form wrote as a value: `+` is a blank, `%C3%A1` an á.
pub fn decode_value(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let pair = tail.first().and_then(digit).zip(tail.get(1).and_then(digit));
        match (first, pair) {
            (b'%', Some((high, low))) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &tail[2..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
