//! The labels of all keys in all languages, looked up once for a whole export.
//!
//! Takes a [`Site`]; knows nothing of records.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::json;
use crate::base::country::Country;
use crate::base::{Fingerprint, Lang};
use crate::config::Language;
use crate::content::vocabulary::Labels;
use crate::relate::Site;
use crate::render::format::Formatter;

/// The name under which countries' labels are found.
pub(super) const COUNTRY: &str = "country";
/// The name under which regions' labels are found.
pub(super) const REGION: &str = "region";

/// Labels by vocabulary and key.
#[derive(Debug)]
pub(super) struct Words<'s> {
    by_name: BTreeMap<&'s str, BTreeMap<String, Label>>,
    /// Of all labels and languages.
    pub(super) fingerprint: Fingerprint,
}

/// One key's labels.
#[derive(Debug, Hash)]
struct Label {
    by_lang: BTreeMap<Lang, String>,
    /// `"placement":{"en":"Placement options"}`, ready to be put into an object.
    json: String,
    fallback: String,
}

impl<'s> Words<'s> {
    /// All labels of a site.
    pub(super) fn of(site: &'s Site) -> Words<'s> {
        let config = &site.config;
        let label = |key: &str, labels: &Labels| {
            let by_lang = config.langs().filter_map(|lang| Some((lang.clone(), labels.get(lang)?.clone())));
            Label::new(key, by_lang.collect(), &config.default_language)
        };
        let mut by_name: BTreeMap<&str, BTreeMap<String, Label>> = BTreeMap::new();
        for (name, vocabulary) in &site.vocabularies.by_name {
            let terms = vocabulary.terms.iter();
            by_name
                .insert(name, terms.map(|term| (term.key.clone(), label(&term.key, &term.label))).collect());
        }
        let regions = config.regions.iter();
        let regions = regions.map(|region| (region.key.clone(), label(&region.key, &region.name)));
        by_name.insert(REGION, regions.collect());
        by_name.insert(COUNTRY, countries(&config.languages, &config.default_language));
        Words { fingerprint: Fingerprint::of(&by_name), by_name }
    }

    /// The label of a key in a language, else in the default language, else the key.
    pub(super) fn label<'a>(&'a self, name: &str, key: &'a str, lang: &Lang) -> &'a str {
        let Some(label) = self.get(name, key) else { return key };
        label.by_lang.get(lang).unwrap_or(&label.fallback)
    }

    /// An object with the labels of some keys by vocabulary; a vocabulary without any is left out.
    pub(super) fn object<'k>(&self, used: impl IntoIterator<Item = (&'k str, Vec<&'k str>)>) -> String {
        let members = used.into_iter().filter_map(|(name, keys)| {
            let labels: Vec<&str> =
                keys.iter().filter_map(|key| Some(self.get(name, key)?.json.as_str())).collect();
            (!labels.is_empty()).then(|| format!("\"{name}\":{{{}}}", labels.join(",")))
        });
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }

    /// The keys of a vocabulary with their labels.
    pub(super) fn all(&self, name: &str) -> BTreeMap<String, Vec<&str>> {
        let labels = self.by_name.get(name).into_iter().flatten();
        labels
            .map(|(key, label)| (key.clone(), label.by_lang.values().map(String::as_str).collect()))
            .collect()
    }

    fn get(&self, name: &str, key: &str) -> Option<&Label> {
        self.by_name.get(name)?.get(key)
    }
}

impl Label {
    fn new(key: &str, by_lang: BTreeMap<Lang, String>, default: &Lang) -> Label {
        let texts = by_lang.iter().map(|(lang, text)| (lang.to_string(), Value::from(text.as_str())));
        let json = format!("{}:{}", json::text(&key), json::text(&texts.collect::<Map<_, _>>()));
        let fallback = by_lang.get(default).map_or(key, String::as_str).to_owned();
        Label { by_lang, json, fallback }
    }
}

fn countries(languages: &[Language], default: &Lang) -> BTreeMap<String, Label> {
    let formats: Vec<_> =
        languages.iter().map(|language| (&language.lang, Formatter::new(&language.locale))).collect();
    let label = |country: Country| {
        let by_lang = formats.iter().map(|(lang, format)| (Lang::clone(lang), format.country(country)));
        Label::new(country.code(), by_lang.collect(), default)
    };
    Country::all().map(|country| (country.code().to_owned(), label(country))).collect()
}
