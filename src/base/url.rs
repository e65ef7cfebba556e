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
    pub fn join(&self, rest: &str) -> Url {
        Url::new(format!("{}{rest}", self.0))
    }

    /// The file that a web server reads for this address, from the output's root: `news/index.html`.
    pub fn file(&self) -> String {
        let path = &self.0[1..];
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// As an `href`: under the base path (empty, or `/campaign` without a slash at its end) and
    /// percent-encoded where RFC 3986 wants it.
    pub fn href(&self, base_path: &str) -> String {
        format!("{base_path}{}", encode_path(&self.0))
    }
}

/// Percent-encodes what may not stand in a path (RFC 3986, 3.3), letters of other scripts included.
pub fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
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
