//! What somebody asks of the desk: which page of it, in which language, which rows.

use std::collections::BTreeMap;

use crate::base::message::Language;
use crate::base::url::{decode_value, encode_value};

/// Where the desk lies.
const DESK: &str = "/_altavoz/";

/// What may stand in the query; everything else is passed over.
const PARAMETERS: [&str; 10] = ["lang", "q", "state", "kind", "in", "sort", "page", "code", "at", "saved"];

/// A page of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What is to be mended.
    Todo,
    /// Every source file and where it is published.
    Pages,
    /// Items by languages.
    Translations,
    /// What time will change.
    Calendar,
    /// What a diagnostic's code means.
    Codes,
    /// Pages beside their translations, to be worked on: with `serve --translate` only.
    Translate,
}

impl Tab {
    /// Those of the navigation, in its order.
    pub const ALL: [Tab; 4] = [Tab::Todo, Tab::Pages, Tab::Translations, Tab::Calendar];

    /// The key of its words, its template's name.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Todo => "todo",
            Tab::Pages => "pages",
            Tab::Translations => "translations",
            Tab::Calendar => "calendar",
            Tab::Codes => "codes",
            Tab::Translate => "translate",
        }
    }

    fn path(self) -> String {
        if self == Tab::Todo { DESK.to_owned() } else { format!("{DESK}{}/", self.name()) }
    }
}

/// One request.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Which page.
    pub tab: Tab,
    parameters: BTreeMap<&'static str, String>,
}

impl Ask {
    /// Reads the path behind `/_altavoz/` and the query; `None` if there is no such page.
    pub fn parse(path: &str, query: &str) -> Option<Ask> {
        let name = path.trim_end_matches('/');
        let tab = match name {
            "" => Tab::Todo,
            "codes" => Tab::Codes,
            "translate" => Tab::Translate,
            _ => Tab::ALL.into_iter().skip(1).find(|tab| tab.name() == name)?,
        };
        let mut parameters = BTreeMap::new();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode_value(value).trim().to_owned();
            let known = PARAMETERS.into_iter().find(|known| *known == name);
            if let Some(known) = known.filter(|_| !value.is_empty()) {
                parameters.insert(known, value);
            }
        }
        let is_there =
            tab != Tab::Codes || parameters.get("code").is_some_and(|code| super::codes::has(code));
        is_there.then_some(Ask { tab, parameters })
    }

    /// The value of a parameter; empty where it is not given.
    pub fn get(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    /// Whether a row with this value is asked for: no value asks for all.
    pub fn wants(&self, name: &str, value: &str) -> bool {
        let asked = self.get(name);
        asked.is_empty() || asked == value
    }

    /// Whether one of these texts has the words that are looked for; their case does not count.
    pub fn finds<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        let wanted = self.get("q").to_lowercase();
        wanted.is_empty() || texts.any(|text| text.to_lowercase().contains(&wanted))
    }

    /// The language that is asked for.
    pub fn language(&self) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == self.get("lang"))
    }

    /// Which part of the rows, from 1.
    pub fn part(&self) -> usize {
        self.get("page").parse().unwrap_or(1).max(1)
    }

    /// The address of the same with another value.
    pub fn with(&self, name: &'static str, value: &str) -> String {
        let mut parameters = self.parameters.clone();
        parameters.insert(name, value.to_owned());
        address(self.tab, &parameters)
    }

    /// The address of another page; the language stays.
    pub fn to(&self, tab: Tab, parameters: &[(&'static str, &str)]) -> String {
        let lang = self.parameters.get_key_value("lang").map(|(name, value)| (*name, value.clone()));
        let others = parameters.iter().map(|(name, value)| (*name, (*value).to_owned()));
        address(tab, &lang.into_iter().chain(others).collect())
    }

    /// The address of the page without its query, for a form.
    pub fn path(&self) -> String {
        self.tab.path()
    }
}

fn address(tab: Tab, parameters: &BTreeMap<&'static str, String>) -> String {
    let given = parameters.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", encode_value(value))).collect();
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    tab.path() + &query
}
