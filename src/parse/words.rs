//! The words that rules look for: the program's, with those of `i18n/words.toml` in their place.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::base::node::Table;
use crate::base::record::{Read, Record, report_unknown};
use crate::base::{Lang, Report, Source, SourcePath, toml};
use crate::content::parts::Warning;
use crate::content::words::{AllWords, Words, WordsFields};

static OURS: LazyLock<BTreeMap<Lang, Words>> = LazyLock::new(|| {
    let files = [("en", include_str!("../../words/en.toml")), ("es", include_str!("../../words/es.toml"))];
    files.into_iter().map(|(lang, text)| (Lang::new(lang), ours(lang, text))).collect()
});

fn ours(lang: &str, text: &str) -> Words {
    let mut report = Report::default();
    let source = Source::new(SourcePath::new(format!("words/{lang}.toml")), text.as_bytes());
    let table = toml::file(&source, &mut report).table;
    let mut words = Words::default();
    extend(&mut words, &table, &mut report);
    assert!(report.diagnostics.is_empty(), "the program's words can be read: {:?}", report.diagnostics);
    words
}

/// The words of all languages; `site` is the site's file: a table by language.
pub(super) fn words(site: Option<&Source>, report: &mut Report) -> AllWords {
    let mut by_lang = OURS.clone();
    let table = site.map(|site| toml::file(site, report).table).unwrap_or_default();
    for (lang, node) in &table.entries {
        let Some(table) = Table::read(node, report) else { continue };
        extend(by_lang.entry(Lang::new(&lang.value)).or_default(), &table, report);
    }
    AllWords::new(by_lang)
}

fn extend(words: &mut Words, table: &Table, report: &mut Report) {
    report_unknown(table, &[<WordsFields as Record>::FIELDS], report);
    let fields = WordsFields::take(table, report);
    for (phrase, node) in fields.dignity.iter().flat_map(|table| &table.entries) {
        if let Some(instead) = String::read(node, report) {
            words.dignity.insert(phrase.value.to_lowercase(), instead);
        }
    }
    let warnings = fields.warnings.unwrap_or_default();
    let lists = [
        (Some(Warning::SexualViolence), warnings.sexual_violence),
        (Some(Warning::Death), warnings.death),
        (Some(Warning::SelfHarm), warnings.self_harm),
        (Some(Warning::Torture), warnings.torture),
        (Some(Warning::ChildHarm), warnings.child_harm),
        (None, warnings.none),
    ];
    for (warning, phrases) in lists {
        let phrases = phrases.into_iter().flatten().map(|phrase| phrase.to_lowercase());
        words.warnings.extend(phrases.map(|phrase| (phrase, warning)));
    }
    let lower = |list: Option<Vec<String>>| list.into_iter().flatten().map(|word| word.to_lowercase());
    words.vague.extend(lower(fields.links.and_then(|links| links.vague)));
    words.children.extend(lower(fields.children.and_then(|children| children.words)));
}
