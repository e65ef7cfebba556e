//! Languages as BCP 47 tags.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use icu::locale::{LanguageIdentifier, LocaleExpander, TransformResult};
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

/// Whether a tag is a language that CLDR knows, with or without script and region: `fr`, `pt-BR`,
/// `tzh`, but not `english` or `EN`.
pub fn exists(tag: &str) -> bool {
    let Ok(parsed) = LanguageIdentifier::try_from_str(tag) else { return false };
    let mut language = LanguageIdentifier::from(parsed.language);
    let is_known = LocaleExpander::new_extended().maximize(&mut language) == TransformResult::Modified;
    is_known && parsed.to_string() == tag && !parsed.language.is_unknown()
}

/// The language of a tag in whichever letters it is written: `pt-br` is `pt-BR`.
pub fn of_any_case(tag: &str) -> Option<Lang> {
    let parsed = LanguageIdentifier::try_from_str(tag).ok()?.to_string();
    exists(&parsed).then(|| Lang::new(parsed))
}

/// Whether a tag begins with a language that has two letters in ISO 639. In file names only these
/// are taken for languages: `min`, `new` and `old` are languages too.
pub fn has_two_letters(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.len() == 2) && exists(tag)
}
