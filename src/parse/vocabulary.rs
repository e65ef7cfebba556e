//! The vocabularies: the program's, with a site's own terms in their place or behind them.

use crate::base::record::{Read, nearest};
use crate::base::{Lang, Report, Source, Sources, Span, Spanned, toml};
use crate::config::Config;
use crate::content::vocabulary::{Labels, Term, TermFields, Vocabularies, Vocabulary};

use super::own_terms::{self, OwnTerm};

/// Where vocabularies lie: the program's and the site's.
pub(super) const FOLDERS: [&str; 2] = [OURS, SITES];

const OURS: &str = "vocabularies/";
const SITES: &str = "content/practices/_vocabularies/";

/// Reads all of them: what a site's file sets of a term is set, the rest of the term stays.
pub(super) fn vocabularies(sources: &Sources, report: &mut Report) -> Vocabularies {
    let mut all = Vocabularies::default();
    let mut own = Vec::new();
    for source in files(sources, OURS) {
        for (key, fields) in terms(source, report) {
            set(all.by_name.entry(name(source).to_owned()).or_default(), &key, fields);
        }
    }
    for source in files(sources, SITES) {
        let name = name(source);
        let span = Span::start_of(source.id);
        let Some(vocabulary) = all.by_name.get_mut(name) else {
            let near = nearest(name, all.by_name.keys().map(String::as_str));
            report.error("vocabulary/unknown", span).arg("value", name).maybe("nearest", near);
            continue;
        };
        for (key, fields) in terms(source, report) {
            own.push(OwnTerm { vocabulary: name.to_owned(), key: key.clone(), fields: fields.clone() });
            set(vocabulary, &key, fields);
        }
        all.places.insert(name.to_owned(), span);
    }
    own_terms::check(&own, &all, report);
    all
}

/// Warns of terms that readers of one of the site's languages would see in another.
pub(super) fn report_gaps(vocabularies: &Vocabularies, config: &Config, report: &mut Report) {
    for (name, vocabulary) in &vocabularies.by_name {
        for lang in config.langs() {
            let without = |term: &&Term| !term.label.contains_key(lang);
            let keys: Vec<_> =
                vocabulary.terms.iter().filter(without).map(|term| term.key.as_str()).collect();
            if !keys.is_empty() {
                let place = vocabularies.places.get(name).copied().unwrap_or(config.span);
                report_gap(name, lang, &keys, place, report);
            }
        }
    }
}

fn report_gap(name: &str, lang: &Lang, keys: &[&str], place: Span, report: &mut Report) {
    report
        .warning("vocabulary/label-missing", place)
        .arg("vocabulary", name)
        .arg("lang", lang)
        .arg("keys", keys.join(", "))
        .arg("file", format!("{SITES}{name}.toml"));
}

fn files<'a>(sources: &'a Sources, folder: &'a str) -> impl Iterator<Item = &'a Source> {
    let files = sources.under(folder).map(|source| &**source);
    files.filter(|source| source.path.extension().as_deref() == Some("toml"))
}

fn name(source: &Source) -> &str {
    source.path.file_name().trim_end_matches(".toml")
}

fn terms(source: &Source, report: &mut Report) -> Vec<(Spanned<String>, TermFields)> {
    let table = toml::file(source, report).table;
    let terms = table.entries.iter();
    terms.filter_map(|(key, node)| Some((key.clone(), TermFields::read(node, report)?))).collect()
}

fn set(vocabulary: &mut Vocabulary, key: &Spanned<String>, fields: TermFields) {
    let place = vocabulary.terms.iter().position(|term| term.key == key.value).unwrap_or_else(|| {
        vocabulary.terms.push(bare(&key.value));
        vocabulary.terms.len() - 1
    });
    let term = &mut vocabulary.terms[place];
    let join = |texts: &mut Labels, more: Option<Labels>| texts.extend(more.unwrap_or_default());
    join(&mut term.label, fields.label);
    join(&mut term.definition, fields.definition);
    join(&mut term.slug, fields.slug);
    term.parent = fields.parent.or(term.parent.take());
    term.whole = fields.whole.unwrap_or(term.whole);
    term.units = fields.units.unwrap_or_else(|| std::mem::take(&mut term.units));
}

fn bare(key: &str) -> Term {
    Term {
        key: key.to_owned(),
        label: Labels::new(),
        definition: Labels::new(),
        slug: Labels::new(),
        parent: None,
        units: Vec::new(),
        whole: false,
    }
}
