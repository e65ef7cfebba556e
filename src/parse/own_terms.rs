//! What a site's own terms must be: keys and words that addresses can hold, each one's own; parents
//! and units that exist.

use crate::base::record::nearest;
use crate::base::slug::slug;
use crate::base::{Lang, Report, Spanned};
use crate::content::vocabulary::{Term, TermFields, Vocabularies, Vocabulary};

/// The unit that stands for every currency.
const CURRENCY: &str = "currency";

/// A term as a site's file sets it.
pub(super) struct OwnTerm {
    pub(super) vocabulary: String,
    pub(super) key: Spanned<String>,
    pub(super) fields: TermFields,
}

/// Checks them against all vocabularies, the program's and the site's together.
pub(super) fn check(own: &[OwnTerm], all: &Vocabularies, report: &mut Report) {
    for term in own {
        key(term, report);
        parent(term, all, report);
        units(term, all, report);
        slugs(term, report);
        if let Some(vocabulary) = all.by_name.get(&term.vocabulary) {
            taken(term, own, vocabulary, report);
        }
    }
}

fn key(term: &OwnTerm, report: &mut Report) {
    let key = &term.key.value;
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if key.is_empty() || !key.bytes().all(fine) {
        report.error("vocabulary/key-shape", term.key.span).arg("value", key);
    }
}

// Elements of the model lie under its areas; other vocabularies have no levels.
fn parent(term: &OwnTerm, all: &Vocabularies, report: &mut Report) {
    let Some(parent) = &term.fields.parent else { return };
    let parents = match &term.vocabulary[..] {
        "cap-sub" => "cap",
        other => other,
    };
    let Some(known) = all.by_name.get(parents).filter(|known| known.get(parent).is_none()) else { return };
    let near = nearest(parent, known.terms.iter().map(|term| term.key.as_str()));
    report
        .error("vocabulary/unknown-parent", term.key.span)
        .arg("value", parent)
        .arg("vocabulary", parents)
        .maybe("nearest", near);
}

fn units(term: &OwnTerm, all: &Vocabularies, report: &mut Report) {
    let Some(known) = all.by_name.get("unit") else { return };
    let keys = || known.terms.iter().map(|term| term.key.as_str()).chain([CURRENCY]);
    for unit in term.fields.units.iter().flatten().filter(|unit| keys().all(|key| key != **unit)) {
        report
            .error("vocabulary/unknown-unit", term.key.span)
            .arg("value", unit)
            .arg("units", keys().collect::<Vec<_>>().join(", "));
    }
}

fn slugs(term: &OwnTerm, report: &mut Report) {
    for (lang, word) in term.fields.slug.iter().flatten() {
        let clean = slug(word);
        if clean != *word || word.is_empty() {
            report
                .error("vocabulary/slug-shape", term.key.span)
                .arg("value", word)
                .arg("lang", lang)
                .maybe("clean", Some(clean).filter(|clean| !clean.is_empty()));
        }
    }
}

// Of two terms that want one word, the site's own later one is told.
fn taken(own: &OwnTerm, all: &[OwnTerm], vocabulary: &Vocabulary, report: &mut Report) {
    let Some(place) = vocabulary.terms.iter().position(|term| term.key == own.key.value) else { return };
    let term = &vocabulary.terms[place];
    let others = vocabulary.terms.iter().enumerate().filter(|(at, _)| *at != place);
    let is_own =
        |key: &str| all.iter().any(|term| term.vocabulary == own.vocabulary && term.key.value == key);
    for (at, other) in others {
        let langs = term.slug.keys().chain(other.slug.keys());
        let same = langs.into_iter().find(|lang| word(term, lang) == word(other, lang));
        if let Some(lang) = same.filter(|_| at < place || !is_own(&other.key)) {
            report
                .error("vocabulary/slug-taken", own.key.span)
                .arg("value", word(term, lang))
                .arg("other", &other.key)
                .arg("lang", lang);
            return;
        }
    }
}

fn word(term: &Term, lang: &Lang) -> String {
    slug(term.slug.get(lang).unwrap_or(&term.key))
}
