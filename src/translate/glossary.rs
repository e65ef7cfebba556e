//! The campaign's own terms: what each is in every language, what it must not be called, what stays as it is.
//!
//! Reads `i18n/glossary.toml`; finds terms in texts whatever their endings (`forms`), and gives them out
//! for spreadsheets ([`csv`]). Knows texts, not pages.

pub mod csv;
mod forms;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::base::node::{Node, Table, Value};
use crate::base::record::{Read, Record, report_missing, report_unknown, wrong_type};
use crate::base::{Lang, Report, Source, Span, Spanned, lang, toml};
use crate::record;
use crate::translate::text::blanked;

pub use forms::Form;
use forms::Words;

record! {
    /// `i18n/glossary.toml` as it is written.
    pub struct GlossaryFields {
        /// The terms.
        terms: Vec<Table> = required,
    }
}

record! {
    /// A term as it is written; what it is in a language stands under the language's tag.
    pub struct TermFields {
        /// In the site's default language.
        term: String = required,
        /// A word to translators.
        note: String = plain,
        /// Whether it stays as it is in every language.
        keep: bool = plain,
        /// Whether a translation may do without the word.
        optional: bool = plain,
        /// What it must not be called, by language.
        forbidden: Table = plain,
    }
}

/// All terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The language of [`Term::term`]; `None` in an empty glossary.
    pub lang: Option<Lang>,
    /// In the order of the file.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// In the glossary's language.
    pub term: Form,
    /// A word to translators.
    pub note: Option<String>,
    /// Whether it stays as it is in every language.
    pub keep: bool,
    /// Whether a translation may do without the word.
    pub optional: bool,
    /// What it is in other languages, the best word first.
    pub words: BTreeMap<Lang, Vec<Form>>,
    /// What it must not be called there.
    pub forbidden: BTreeMap<Lang, Vec<Form>>,
}

/// A term that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The term.
    pub term: &'a Term,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Reads the file of a site whose default language is `lang`.
pub fn glossary(source: &Source, lang: &Lang, report: &mut Report) -> Glossary {
    let table = toml::file(source, report).table;
    report_unknown(&table, &[<GlossaryFields as Record>::FIELDS], report);
    report_missing(&table, <GlossaryFields as Record>::FIELDS, Span::start_of(source.id), report);
    let items = if let Some(Value::List(items)) = table.get("terms").map(|node| &node.value) {
        items.as_slice()
    } else {
        drop(GlossaryFields::take(&table, report));
        &[]
    };
    let mut terms: Vec<Term> = Vec::new();
    let mut known = BTreeSet::new();
    for item in items {
        let Some(term) = term(item, report) else { continue };
        if known.insert(term.term.text.to_lowercase()) {
            terms.push(term);
        } else {
            report.error("glossary/duplicate", item.span).arg("term", &term.term.text);
        }
    }
    Glossary { lang: Some(lang.clone()), terms }
}

fn term(item: &Node, report: &mut Report) -> Option<Term> {
    let Value::Table(table) = &item.value else {
        wrong_type::<Table>(item, report);
        return None;
    };
    let fields = TermFields::take(table, report);
    report_missing(table, <TermFields as Record>::FIELDS, item.span, report);
    let (tags, others): (Vec<_>, Vec<_>) = table
        .entries
        .iter()
        .filter(|(key, _)| !<TermFields as Record>::FIELDS.iter().any(|field| field.key == key.value))
        .cloned()
        .partition(|(key, _)| lang::exists(&key.value));
    report_unknown(&Table { entries: others }, &[<TermFields as Record>::FIELDS], report);
    let words = languages(&tags, report);
    let forbidden = fields.forbidden.map(|table| languages(&table.entries, report)).unwrap_or_default();
    report_forbidden(&words, &forbidden, item.span, report);
    let (keep, optional) = (fields.keep.unwrap_or_default(), fields.optional.unwrap_or_default());
    if let (true, Some((tag, _))) = (keep, tags.first()) {
        report.error("glossary/kept-and-translated", tag.span).arg("lang", &tag.value);
    }
    let term = fields.term.filter(|term| !term.trim().is_empty())?;
    Some(Term { term: Form::new(&term), note: fields.note, keep, optional, words, forbidden })
}

/// Words by language: one text or a list of them.
fn languages(entries: &[(Spanned<String>, Node)], report: &mut Report) -> BTreeMap<Lang, Vec<Form>> {
    let mut words = BTreeMap::new();
    for (tag, node) in entries {
        if !lang::exists(&tag.value) {
            report.error("language/tag", tag.span).arg("value", &tag.value);
            continue;
        }
        let texts = match &node.value {
            Value::List(_) => Vec::<String>::read(node, report),
            _ => String::read(node, report).map(|text| vec![text]),
        };
        let forms = texts.unwrap_or_default().iter().map(|text| Form::new(text)).collect();
        words.insert(Lang::new(&tag.value), forms);
    }
    words
}

fn report_forbidden(
    words: &BTreeMap<Lang, Vec<Form>>,
    forbidden: &BTreeMap<Lang, Vec<Form>>,
    span: Span,
    report: &mut Report,
) {
    for (lang, forms) in forbidden {
        for form in forms {
            if words.get(lang).is_some_and(|words| words.contains(form)) {
                report.error("glossary/forbidden-word", span).arg("word", &form.text);
            }
        }
    }
}

impl Term {
    /// What it may be called in a language.
    pub fn forms<'a>(&'a self, lang: &Lang, own: Option<&Lang>) -> &'a [Form] {
        if own == Some(lang) || self.keep {
            return std::slice::from_ref(&self.term);
        }
        of_language(&self.words, lang)
    }

    /// What it must not be called in a language.
    pub fn forbidden(&self, lang: &Lang) -> &[Form] {
        of_language(&self.forbidden, lang)
    }
}

/// `es-MX` has its own words, or those of `es`.
fn of_language<'a>(by_lang: &'a BTreeMap<Lang, Vec<Form>>, lang: &Lang) -> &'a [Form] {
    let general = lang.as_str().split('-').next().unwrap_or_default();
    by_lang.get(lang).or_else(|| by_lang.get(general)).map_or(&[], Vec::as_slice)
}

impl Glossary {
    /// The terms in a text of a language, in order; where one lies in another, the longer.
    pub fn find<'a>(&'a self, text: &str, lang: &Lang) -> Vec<Hit<'a>> {
        let words = Words::of(&blanked(text));
        let mut hits: Vec<Hit<'a>> = Vec::new();
        for term in &self.terms {
            let forms = term.forms(lang, self.lang.as_ref()).iter();
            let places =
                forms.flat_map(|form| if term.keep { form.exactly(text) } else { form.find(&words) });
            hits.extend(places.map(|range| Hit { term, range }));
        }
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        hits.dedup_by(|next, kept| next.range.end <= kept.range.end);
        hits
    }

    /// The terms in a text and what each is in another language; `None` where it stays as it is.
    pub fn hits(&self, text: &str, lang: &Lang, target: &Lang) -> Vec<(String, Option<String>)> {
        let mut hits = Vec::new();
        for Hit { term, .. } in self.find(text, lang) {
            let own = term.forms(lang, self.lang.as_ref()).first().map(|form| form.text.clone());
            let word = term.forms(target, self.lang.as_ref()).first().map(|form| form.text.clone());
            let hit = (own.unwrap_or_default(), word.filter(|_| !term.keep));
            let says_something = term.keep || hit.1.is_some();
            if says_something && !hits.contains(&hit) {
                hits.push(hit);
            }
        }
        hits
    }

    /// The names in a text that stay as they are, sorted: another one is another fact.
    pub fn names(&self, text: &str, lang: &Lang) -> Vec<String> {
        let hits = self.find(text, lang).into_iter().filter(|hit| hit.term.keep);
        let mut names: Vec<String> = hits.map(|hit| hit.term.term.text.clone()).collect();
        names.sort();
        names
    }
}
