//! Address parts that the build needs for itself (DESIGN.md, section 3).

use crate::base::slug::slug;
use crate::base::{Lang, Url};
use crate::config::Config;
use crate::content::Strings;

use super::site::Taxonomy;

/// Parts that no address may have.
const ANYWHERE: [&str; 4] = ["page", "feed.xml", "feed.json", "embed"];
/// First parts that no address in the default language may have.
const AT_THE_TOP: [&str; 3] = ["api", "static", "404.html"];
/// Parts that facets of the practice database have.
const UNDER_PRACTICES: [&str; 14] = [
    "outcomes",
    "measure",
    "cap",
    "cap-sub",
    "country",
    "region",
    "population",
    "context",
    "scope",
    "status",
    "approach",
    "evidence",
    "year",
    "hashtag",
];

/// The part of an address that may not be there, if any. `practices` is the database's address.
pub fn reserved<'a>(
    config: &Config,
    strings: &Strings,
    lang: &Lang,
    practices: Option<&Url>,
    url: &'a Url,
) -> Option<&'a str> {
    let home = config.home(lang);
    let path = url.as_str().strip_prefix(home.as_str())?;
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let first = parts.clone().next()?;
    if let Some(part) = parts.find(|part| ANYWHERE.contains(part)) {
        return Some(part);
    }
    let is_root = *lang == config.default_language;
    let is_code = config.langs().any(|lang| lang.as_str().eq_ignore_ascii_case(first));
    let is_word = Taxonomy::ALL.iter().any(|taxonomy| slug(strings.path_word(taxonomy.plural())) == first);
    if is_word || (is_root && (is_code || AT_THE_TOP.contains(&first))) {
        return Some(first);
    }
    let record = url.as_str().strip_prefix(practices?.as_str())?.split('/').next()?;
    let is_facet = UNDER_PRACTICES.iter().any(|facet| *facet == record || strings.path_word(facet) == record);
    is_facet.then_some(record)
}
