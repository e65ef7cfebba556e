//! One language of the site, ready to speak: its words and its formats.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use super::format::Formatter;
use crate::base::message::filled;
use crate::base::{Fingerprint, Lang};
use crate::config::Language;
use crate::content::Strings;
use crate::content::strings::Phrase;

/// What every page of one language needs, made once.
pub(super) struct Voice {
    /// The language.
    pub lang: Lang,
    /// Its title of the site.
    pub title: String,
    /// What dates and numbers look like: a BCP 47 locale.
    pub locale: String,
    /// How it writes dates and numbers.
    pub format: Formatter,
    /// `es_MX`.
    pub og_locale: String,
    /// The strings that templates see as `s`, nested by dots.
    pub words: Value,
    /// Of its settings and words.
    pub fingerprint: Fingerprint,
    strings: Arc<Strings>,
}

impl Voice {
    /// A language with its words.
    pub(super) fn new(language: &Language, strings: &Arc<Strings>) -> Voice {
        let format = Formatter::new(&language.locale);
        Voice {
            lang: language.lang.clone(),
            title: language.title.clone(),
            locale: language.locale.clone(),
            og_locale: format.open_graph_locale(),
            format,
            words: nested(strings),
            fingerprint: Fingerprint::of(&(language, strings)),
            strings: Arc::clone(strings),
        }
    }

    /// A word or phrase of the theme.
    pub(super) fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.strings.get(key)
    }

    /// Every phrase with its key.
    pub(super) fn phrases(&self) -> impl Iterator<Item = (&str, &Phrase)> {
        self.strings.phrases.iter().map(|(key, phrase)| (key.as_str(), phrase))
    }

    /// Whether the theme has such a phrase.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.strings.phrases.contains_key(key)
    }

    /// A phrase with its `{placeholders}` filled; as it is written where one is not given.
    pub(super) fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        fill(self.word(key), arguments)
    }

    /// A phrase in the plural form of a number, which is its `{n}`.
    pub(super) fn count(&self, key: &str, number: usize) -> String {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.count_with(key, number, &[("n", &self.format.number(number))])
    }

    /// A phrase in the plural form of a number, with its placeholders filled.
    pub(super) fn count_with(&self, key: &str, number: i64, arguments: &[(&str, &str)]) -> String {
        fill(self.strings.form(key, self.format.plural(number)), arguments)
    }

    /// The language of a text where it is another than this one; else empty.
    pub(super) fn foreign<'a>(&self, lang: &'a Lang) -> (&'a str, &'static str) {
        if *lang == self.lang { ("", "") } else { (lang.as_str(), lang.dir()) }
    }
}

fn fill(template: &str, arguments: &[(&str, &str)]) -> String {
    let argument =
        |name: &str| arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    filled(template, &argument).unwrap_or_else(|| template.to_owned())
}

/// `share.title` and `share.on` become a table `share` with `title` and `on`.
fn nested(strings: &Strings) -> Value {
    #[derive(Default, serde::Serialize)]
    #[serde(untagged)]
    enum Tree<'a> {
        Text(&'a str),
        #[default]
        Nothing,
        Table(BTreeMap<&'a str, Tree<'a>>),
    }
    fn put<'a>(tree: &mut BTreeMap<&'a str, Tree<'a>>, key: &'a str, text: &'a str) {
        let Some((first, rest)) = key.split_once('.') else {
            drop(tree.insert(key, Tree::Text(text)));
            return;
        };
        let inner = tree.entry(first).or_default();
        if !matches!(inner, Tree::Table(_)) {
            *inner = Tree::Table(BTreeMap::new());
        }
        if let Tree::Table(inner) = inner {
            put(inner, rest, text);
        }
    }
    let mut tree = BTreeMap::new();
    for (key, phrase) in &strings.phrases {
        let text = match phrase {
            Phrase::Plain(text) => text.as_str(),
            Phrase::Plural(forms) => forms.get("other").map_or("", String::as_str),
        };
        put(&mut tree, key, text);
    }
    Value::from_serializable(&tree)
}
