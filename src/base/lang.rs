//! Languages as BCP 47 tags.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// A language tag as config.toml writes it: `en`, `es`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Wraps a tag.
    pub fn new(tag: impl AsRef<str>) -> Lang {
        Lang(Arc::from(tag.as_ref()))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `rtl` or `ltr`, by the language's usual script.
    pub fn dir(&self) -> &'static str {
        const RIGHT_TO_LEFT: [&str; 12] =
            ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];
        let mut parts = self.0.split('-');
        let language = parts.next().unwrap_or_default();
        let latin = parts.any(|part| part.eq_ignore_ascii_case("latn"));
        if RIGHT_TO_LEFT.contains(&language) && !latin { "rtl" } else { "ltr" }
    }
}

impl Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
