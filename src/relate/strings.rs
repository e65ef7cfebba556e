//! The theme's words in every language: the site's own over the built-in ones, gaps filled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::slug::slug;
use crate::base::{Lang, Report, Span};
use crate::config::Config;
use crate::content::parsed::StringsFile;
use crate::content::strings::Phrase;
use crate::content::{Facet, Strings};

use super::site::Taxonomy;

/// So many gaps are one piece of news: the language is young.
const MANY: usize = 8;

/// The language in which the built-in theme has every word.
const COMPLETE: &str = "en";

type Phrases<'a> = BTreeMap<&'a str, &'a Phrase>;

/// The words of each of the site's languages; gaps are reported.
pub fn strings(files: &[StringsFile], config: &Config, report: &mut Report) -> BTreeMap<Lang, Arc<Strings>> {
    let merged = merge(files);
    let of = |lang: &str| merged.get(lang).into_iter().flatten();
    let default = config.default_language.as_str();
    let required: BTreeSet<&str> = of(COMPLETE).chain(of(default)).map(|(key, _)| *key).collect();
    let words = |lang: &Lang| {
        let own = merged.get(lang.as_str());
        report_gaps(lang, own, &required, (files, config), report);
        report_paths(lang, own, files, report);
        let phrases = of(COMPLETE).chain(of(default)).chain(of(lang.as_str()));
        let phrases = phrases.map(|(key, phrase)| ((*key).to_owned(), (*phrase).clone())).collect();
        (lang.clone(), Arc::new(Strings { lang: lang.clone(), phrases }))
    };
    config.langs().map(words).collect()
}

/// Each language's phrases; what comes first (the site's own theme) wins.
fn merge(files: &[StringsFile]) -> BTreeMap<&str, Phrases<'_>> {
    let mut merged: BTreeMap<&str, Phrases<'_>> = BTreeMap::new();
    for file in files {
        let phrases = merged.entry(file.lang.as_str()).or_default();
        for (key, phrase) in &file.phrases {
            phrases.entry(key).or_insert(&phrase.value);
        }
    }
    merged
}

/// A gap is an error in the default language, since nothing could stand in for it.
fn report_gaps(
    lang: &Lang,
    own: Option<&Phrases<'_>>,
    required: &BTreeSet<&str>,
    (files, config): (&[StringsFile], &Config),
    report: &mut Report,
) {
    let file = files.iter().find(|file| file.lang == *lang);
    let span = file.map_or(config.span, |file| file.span);
    let mut note = |code: &'static str, key: Option<&str>, more: Option<&String>| {
        let is_default = *lang == config.default_language;
        let problem = if is_default { report.error(code, span) } else { report.warning(code, span) };
        problem.arg("lang", lang).maybe("key", key).maybe("more", more);
    };
    match own {
        None if required.is_empty() => {}
        None => note("strings/no-language", None, None),
        Some(own) => {
            let missing: Vec<&str> = required.iter().copied().filter(|key| !own.contains_key(key)).collect();
            let is_young = missing.len() > MANY && *lang != config.default_language;
            let told = if is_young { &missing[..1] } else { &missing[..] };
            let more = (missing.len() - told.len()).to_string();
            for key in told {
                note("strings/missing", Some(key), Some(&more).filter(|_| is_young));
            }
        }
    }
}

/// Two kinds of pages cannot live at one address.
fn report_paths(lang: &Lang, own: Option<&Phrases<'_>>, files: &[StringsFile], report: &mut Report) {
    let top = Taxonomy::ALL.map(Taxonomy::plural).into_iter().chain(["translate"]);
    report_words(top, lang, own, files, report);
    let under_practices = Facet::ALL.map(Facet::word).into_iter().chain(["map", "timeline", "data"]);
    report_words(under_practices, lang, own, files, report);
}

fn report_words<'k>(
    keys: impl Iterator<Item = &'k str>,
    lang: &Lang,
    own: Option<&Phrases<'_>>,
    files: &[StringsFile],
    report: &mut Report,
) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for key in keys {
        let key = format!("paths.{key}");
        let Some(Phrase::Plain(word)) = own.and_then(|own| own.get(key.as_str())) else { continue };
        let span = span(lang, &key, files);
        if slug(word).is_empty() {
            report.error("strings/path-empty", span).arg("key", &key);
        } else if let Some(other) = seen.insert(slug(word), key.clone()) {
            report.error("strings/path-twice", span).arg("value", word).arg("other", other);
        }
    }
}

fn span(lang: &Lang, key: &str, files: &[StringsFile]) -> Span {
    let mut places = files.iter().filter(|file| file.lang == *lang).filter_map(|file| file.phrases.get(key));
    let place = places.next().map(|phrase| phrase.span);
    place.or_else(|| files.first().map(|file| file.span)).unwrap_or(Span::start_of(crate::base::SourceId(0)))
}
