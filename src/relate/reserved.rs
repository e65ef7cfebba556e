//! Address parts that the build needs for itself (DESIGN.md, section 3).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::slug::slug;
use crate::base::{Lang, Url};
use crate::config::Config;
use crate::content::Strings;

use super::site::Taxonomy;
use super::{Places, dashboard_word, feeds_word, has_dashboards, search_word};

/// Parts that no address may have.
const ANYWHERE: [&str; 5] = ["page", "feed.xml", "feed.json", "embed", "mastodon"];
/// First parts that no address in the default language may have.
const AT_THE_TOP: [&str; 3] = ["api", "static", "404.html"];
/// Parts that facets of the practice database have.
const UNDER_PRACTICES: [&str; 17] = [
    "data",
    "map",
    "outcomes",
    "timeline",
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

/// The parts that are taken in one language.
#[derive(Debug)]
pub struct Reserved {
    home: Url,
    languages: Vec<String>,
    first: Vec<String>,
    practices: Option<Url>,
    records: Vec<String>,
}

impl Reserved {
    /// The taken parts of every language.
    pub fn of_all(config: &Config, strings: &BTreeMap<Lang, Arc<Strings>>, places: &Places) -> Vec<Reserved> {
        let of_lang = |(lang, sections): (&Lang, &BTreeMap<String, Url>)| {
            Reserved::of(config, &strings[lang], lang, sections.get("practices"))
        };
        config.langs().zip(&places.sections).map(of_lang).collect()
    }

    fn of(config: &Config, strings: &Strings, lang: &Lang, practices: Option<&Url>) -> Reserved {
        let taxonomies = Taxonomy::ALL.iter().map(|taxonomy| slug(strings.path_word(taxonomy.plural())));
        let mut first: Vec<String> = taxonomies.collect();
        first.push(feeds_word(strings));
        first.push(search_word(strings));
        first.extend(has_dashboards(config).then(|| dashboard_word(strings)));
        let mut languages = Vec::new();
        if *lang == config.default_language {
            languages.extend(config.langs().map(|lang| lang.as_str().to_lowercase()));
            first.extend(AT_THE_TOP.map(str::to_owned));
        }
        let facets = UNDER_PRACTICES.iter().map(|facet| slug(strings.path_word(facet)));
        let records = facets.chain(UNDER_PRACTICES.map(str::to_owned)).collect();
        Reserved { home: config.home(lang), languages, first, practices: practices.cloned(), records }
    }

    /// Whether an address is one of this language's, or of one that lies below its home.
    pub fn is_above(&self, url: &Url) -> bool {
        url.as_str().starts_with(self.home.as_str())
    }

    /// How long the address of the language's home is: the longest that fits is an address's own.
    pub fn home_length(&self) -> usize {
        self.home.as_str().len()
    }

    /// The part of an address that may not be there, if any.
    pub fn part<'a>(&self, url: &'a Url) -> Option<&'a str> {
        let path = url.as_str().strip_prefix(self.home.as_str())?;
        let first = path.split('/').find(|part| !part.is_empty())?;
        let language = self.languages.iter().any(|taken| taken == first).then_some(first);
        language.or_else(|| self.part_of_old(url))
    }

    /// The part that may not be there in an address which only leads elsewhere: one under `/en/` may,
    /// since sites that begin with another program often had their first language there.
    pub fn part_of_old<'a>(&self, url: &'a Url) -> Option<&'a str> {
        let path = url.as_str().strip_prefix(self.home.as_str())?;
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = parts.clone().next()?;
        if let Some(part) = parts.find(|part| ANYWHERE.contains(part)) {
            return Some(part);
        }
        if self.first.iter().any(|taken| taken == first) {
            return Some(first);
        }
        let below = url.as_str().strip_prefix(self.practices.as_ref()?.as_str())?;
        let record = below.split('/').next()?;
        self.records.iter().any(|taken| taken == record).then_some(record)
    }
}
