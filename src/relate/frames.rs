//! What machines and the switcher are told of a page in its languages (DESIGN.md, section 4).

use crate::base::{Lang, Url};
use crate::config::Config;

use super::site::Switch;

/// One page in all languages.
#[derive(Clone, Debug)]
pub struct Family {
    /// By language.
    pub versions: Vec<Version>,
    /// The language of its source.
    pub source: usize,
}

/// A page in one language.
#[derive(Clone, Debug)]
pub struct Version {
    /// Where it is; the source's where the language has none.
    pub url: Url,
    /// Whether what is there is in the language.
    pub translated: bool,
    /// Whether robots may keep it.
    pub indexed: bool,
    /// Whether it is a real translation, for `hreflang`.
    pub named: bool,
    /// How many parts its list has; 1 where it is no list.
    pub parts: usize,
}

/// What a page says of itself and of the others.
#[derive(Clone, Debug)]
pub struct Frame {
    /// For `hreflang`.
    pub translations: Vec<(Lang, Url)>,
    /// For `x-default`.
    pub x_default: Option<Url>,
    /// The page to be indexed in its place.
    pub canonical: Url,
    /// Whether robots keep away.
    pub noindex: bool,
    /// For the switcher.
    pub switch: Vec<Switch>,
}

/// Where part `number` of a list is that begins at `first`.
pub fn part_url(first: &Url, number: usize) -> Url {
    if number <= 1 { first.clone() } else { first.join(&format!("page/{number}/")) }
}

impl Family {
    /// The frame of one part (from 1) in one language.
    pub fn frame(&self, config: &Config, lang: usize, part: usize) -> Frame {
        let version = &self.versions[lang];
        let translations = self.translations(config, lang, part);
        let x_default = if translations.is_empty() { None } else { self.x_default(config) };
        let canonical = if version.translated { &version.url } else { &self.versions[self.source].url };
        Frame {
            translations,
            x_default,
            canonical: part_url(canonical, part),
            noindex: !version.indexed,
            switch: self.switch(config, part),
        }
    }

    /// Later parts hold other items in every language, so they have no translations.
    fn translations(&self, config: &Config, lang: usize, part: usize) -> Vec<(Lang, Url)> {
        let named = self.versions.iter().filter(|version| version.named).count();
        if !self.versions[lang].named || named < 2 || part > 1 {
            return Vec::new();
        }
        let versions = config.langs().zip(&self.versions).filter(|(_, version)| version.named);
        versions.map(|(lang, version)| (lang.clone(), version.url.clone())).collect()
    }

    fn x_default(&self, config: &Config) -> Option<Url> {
        let default = config.langs().position(|lang| *lang == config.default_language);
        let wanted = [default, Some(self.source)].into_iter().flatten().map(|lang| &self.versions[lang]);
        let mut named = wanted.chain(&self.versions).filter(|version| version.named);
        named.next().map(|version| version.url.clone())
    }

    fn switch(&self, config: &Config, part: usize) -> Vec<Switch> {
        let (source, at_source) = (&config.languages[self.source].lang, &self.versions[self.source].url);
        let switch = |(lang, version): (&Lang, &Version)| Switch {
            lang: lang.clone(),
            there: if version.url == *at_source { source.clone() } else { lang.clone() },
            url: part_url(&version.url, if part <= version.parts { part } else { 1 }),
            translated: version.translated,
        };
        config.langs().zip(&self.versions).map(switch).collect()
    }
}
