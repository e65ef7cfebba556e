//! A picture that is to be drawn, when somebody wants its bytes.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{Fingerprint, Url};

/// Goes up when the same drawing gives other bytes than before.
pub const EDITION: u32 = 1;

/// What is to be drawn: an SVG whose `text` elements are boxes of words.
#[derive(Clone)]
pub struct Drawing {
    /// Where the picture is published.
    pub url: Url,
    /// Of everything that it is made from, the letters and [`EDITION`] included.
    pub key: Fingerprint,
    /// The SVG; made when the picture is.
    pub svg: Arc<dyn Fn() -> String + Send + Sync>,
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawing").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Hash for Drawing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.url, self.key).hash(state);
    }
}
