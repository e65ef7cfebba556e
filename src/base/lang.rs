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

/// ISO 639-1, and the languages of three letters that campaigns of this kind write most.
const KNOWN: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz \
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv \
    mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu \
    rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty \
    ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ckb fil kek kmr mam nah prs quc rhg yua";

/// Whether a tag begins with a language that ISO 639 knows: `fr`, `pt-BR`, but not `v1` or `2`.
pub fn is_known(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let shaped =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    KNOWN.split_ascii_whitespace().any(|known| known == language) && parts.all(shaped)
}
