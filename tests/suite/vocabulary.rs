//! The vocabularies that the program brings are complete, and their words in addresses are each one's own.

use std::collections::BTreeMap;

use altavoz::base::Lang;
use altavoz::content::{Facet, Vocabularies};
use altavoz::parse::Shelves;

use super::said::sources;

fn shipped() -> Vocabularies {
    let ((parsed, _), _) = altavoz::parse::parse(&sources(""), &Shelves::default());
    Vocabularies::clone(&parsed.vocabularies)
}

/// What PRACTICES.md lists, vocabulary by vocabulary.
const KEYS: [(&str, &str); 17] = [
    ("measure", "law policy practice"),
    ("cap", "liberty minimum-standards identification placement case-management"),
    (
        "cap-sub",
        "presumption-in-law last-resort prohibit-groups fundamental-rights basic-needs documentation legal-advice \
         timely-resolution regular-review identity-health-security vulnerability individual-factors \
         community-context best-interests community-no-conditions community-with-conditions open-shelter \
         foster-family detention-last-resort assessment plan support resolution",
    ),
    (
        "population",
        "asylum-seekers refugees stateless irregular-migrants children unaccompanied-children families women \
         pregnant trafficking-survivors torture-survivors lgbtiq disability older returnees detained all",
    ),
    ("context", "origin transit destination return entry"),
    ("scope", "municipal subnational national regional global"),
    ("practice-status", "proposed adopted pilot operating in-force suspended ended repealed unknown"),
    ("approach", "engagement mixed enforcement na"),
    (
        "restriction",
        "none documents residence reporting bail supervision curfew electronic-monitoring closed",
    ),
    ("actor-role", "lead implementer funder partner authority evaluator advocate"),
    ("actor-kind", "government child-protection civil-society igo academic court faith private community"),
    (
        "indicator",
        "appearance-rate engagement-rate absconding-rate case-resolution-rate cost-per-person-day \
         cost-per-family-day cost-saving wellbeing-improved protection-granted education-access \
         family-reunified people-served detention-reduced duration-days",
    ),
    ("unit", "percent count days"),
    (
        "evidence-quality",
        "independent-evaluation official-statistics peer-reviewed implementer testimony legal-text unverified",
    ),
    ("legal-level", "constitution statute regulation protocol court-decision treaty guideline"),
    ("source-type", "report webpage article-journal legislation legal_case book motion_picture"),
    ("redaction-reason", "safety privacy consent legal"),
];

#[test]
fn every_term_of_the_contract_is_there_in_its_order() {
    let shipped = shipped();
    assert_eq!(shipped.by_name.len(), KEYS.len());
    for (name, wanted) in KEYS {
        let keys = shipped.by_name[name].terms.iter().map(|term| term.key.as_str());
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let found: Vec<&str> = keys.filter(|key| wanted.contains(key)).collect();
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn every_term_has_its_words() {
    for (name, vocabulary) in &shipped().by_name {
        for term in &vocabulary.terms {
            for lang in ["en", "es", "ar"] {
                assert!(
                    term.label.contains_key(&Lang::new(lang)),
                    "{name}: `{}` has no label in {lang}",
                    term.key
                );
            }
            for lang in ["en", "es"] {
                let defined = term.definition.contains_key(&Lang::new(lang));
                assert!(defined, "{name}: `{}` has no definition in {lang}", term.key);
            }
        }
    }
}

#[test]
fn a_word_in_addresses_is_one_terms_own() {
    let shipped = shipped();
    for name in Facet::ALL.into_iter().filter_map(Facet::vocabulary) {
        for lang in ["en", "es", "ar"] {
            let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
            for term in &shipped.by_name[name].terms {
                let slug = term.slug.get(&Lang::new(lang));
                assert!(slug.is_some() || lang != "es", "{name}: `{}` has no Spanish slug", term.key);
                let slug = slug.unwrap_or(&term.key);
                let first = taken.insert(slug, &term.key);
                assert_eq!(first, None, "{name}: `{slug}` is the word of `{}` too, in {lang}", term.key);
            }
        }
    }
}
