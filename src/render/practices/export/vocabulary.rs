//! Vocabularies as JSON for programs, and as SKOS for those who link data (JSON-LD).

use serde_json::{Map, Value, json};

use super::{Address, json as harmless};
use crate::base::Url;
use crate::content::Vocabularies;
use crate::content::vocabulary::{Labels, Term, Vocabulary};

/// The address of a vocabulary, without an ending.
pub(super) fn place(name: &str) -> Url {
    Url::new(format!("/api/v1/vocabularies/{name}"))
}

/// Keys with labels and definitions in every language.
pub(super) fn plain(name: &str, vocabulary: &Vocabulary) -> String {
    let terms = vocabulary.terms.iter().map(|term| {
        let mut fields = json!({ "key": term.key, "label": term.label, "definition": term.definition });
        if let Some(parent) = &term.parent {
            fields["parent"] = json!(parent);
        }
        if !term.units.is_empty() {
            fields["units"] = json!(term.units);
        }
        fields
    });
    harmless::text(&json!({ "name": name, "terms": terms.collect::<Vec<_>>() })) + "\n"
}

/// What a scheme is known by: the address that tells of it, so that whoever follows it finds it.
fn scheme(name: &str, address: Address<'_>) -> String {
    address.of(&place(name).join(".jsonld"))
}

/// A concept scheme with its concepts (W3C, SKOS Reference).
pub(super) fn skos(
    name: &str,
    vocabulary: &Vocabulary,
    vocabularies: &Vocabularies,
    address: Address<'_>,
) -> String {
    let scheme = scheme(name, address);
    let concept = |term: &Term| {
        let mut fields = json!({
            "@id": format!("{scheme}#{}", term.key),
            "@type": "skos:Concept",
            "notation": term.key,
            "inScheme": scheme,
            "prefLabel": by_lang(&term.label),
        });
        if !term.definition.is_empty() {
            fields["definition"] = by_lang(&term.definition);
        }
        let above = parent(name, term, vocabularies);
        if above.is_none_or(|(parent, _)| parent != name) {
            fields["topConceptOf"] = json!(scheme);
        }
        if let Some((parent, key)) = above {
            fields["broader"] = json!(format!("{}#{key}", self::scheme(parent, address)));
        }
        if let Some(same) = elsewhere(name, &term.key) {
            fields["exactMatch"] = json!(same);
        }
        fields
    };
    let concepts: Vec<Value> = vocabulary.terms.iter().map(concept).collect();
    let tops = concepts.iter().filter(|concept| concept.get("topConceptOf").is_some());
    let tops: Vec<Value> = tops.map(|concept| concept["@id"].clone()).collect();
    let mut graph = vec![json!({
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "notation": name,
        "hasTopConcept": tops,
    })];
    graph.extend(concepts);
    harmless::text(&json!({ "@context": context(), "@graph": graph })) + "\n"
}

fn context() -> Value {
    let reference = |name: &str| json!({ "@id": format!("skos:{name}"), "@type": "@id" });
    let text = |name: &str| json!({ "@id": format!("skos:{name}"), "@container": "@language" });
    json!({
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prefLabel": text("prefLabel"),
        "definition": text("definition"),
        "notation": "skos:notation",
        "inScheme": reference("inScheme"),
        "topConceptOf": reference("topConceptOf"),
        "hasTopConcept": reference("hasTopConcept"),
        "broader": reference("broader"),
        "exactMatch": reference("exactMatch"),
    })
}

fn by_lang(labels: &Labels) -> Value {
    labels.iter().map(|(lang, text)| (lang.to_string(), json!(text))).collect::<Map<_, _>>().into()
}

/// The vocabulary and the key that a term belongs under: in its own vocabulary, or for `cap-sub`
/// in `cap`.
fn parent<'a>(name: &'a str, term: &'a Term, vocabularies: &'a Vocabularies) -> Option<(&'a str, &'a str)> {
    let key = term.parent.as_deref()?;
    let has = |name: &str| vocabularies.by_name.get(name).is_some_and(|terms| terms.get(key).is_some());
    let above = name.rsplit_once('-').map(|(above, _)| above).filter(|above| has(above));
    Some((above.or_else(|| has(name).then_some(name))?, key))
}

/// The same concept in a vocabulary that others keep: QUDT for units.
fn elsewhere(name: &str, key: &str) -> Option<&'static str> {
    match (name, key) {
        ("unit", "percent") => Some("http://qudt.org/vocab/unit/PERCENT"),
        ("unit", "count") => Some("http://qudt.org/vocab/unit/NUM"),
        ("unit", "days") => Some("http://qudt.org/vocab/unit/DAY"),
        _ => None,
    }
}
