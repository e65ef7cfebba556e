//! Checks of translations: each finds what it should, at its place, and nothing else.

use std::collections::BTreeSet;
use std::fs;

use altavoz::base::{Lang, Report, Severity, Source, SourcePath};
use altavoz::translate::glossary::{self, Glossary, glossary};
use altavoz::translate::qa::{self, Finding, Pair};
use altavoz::translate::segment::Kind;
use proptest::prelude::*;
use serde_json::Value;

fn lang(tag: &str) -> Lang {
    Lang::new(tag)
}

/// What is found in a paragraph and its Spanish.
fn found(source: &str, target: &str) -> Vec<Finding> {
    let (en, es) = (lang("en"), lang("es"));
    let pair =
        Pair { kind: Kind::Paragraph, name: "", source, source_lang: &en, target, lang: &es, longest: None };
    qa::check(&pair, &Glossary::default())
}

/// The glossary of a vector, by way of its file.
fn glossary_of(vector: &Value, lang: &str) -> Glossary {
    let terms = vector["glossary"].as_array().map(Vec::as_slice).unwrap_or_default();
    let texts =
        |value: &Value| -> String { if value.is_null() { "[]".to_owned() } else { value.to_string() } };
    let entry = |term: &Value| {
        let words = if term["keep"] == true {
            "keep = true".to_owned()
        } else {
            let (words, forbidden) = (texts(&term["words"]), texts(&term["forbidden"]));
            format!("{lang} = {words}\nforbidden = {{ {lang} = {forbidden} }}")
        };
        format!("[[terms]]\nterm = {}\n{words}\n", term["term"])
    };
    let entries: Vec<String> = terms.iter().map(entry).collect();
    let toml = if entries.is_empty() { "terms = []".to_owned() } else { entries.concat() };
    read(&toml).0
}

/// Reads a glossary, and says what was wrong with it.
fn read(toml: &str) -> (Glossary, Vec<&'static str>) {
    let source = Source::new(SourcePath::new("i18n/glossary.toml"), toml.as_bytes().to_vec());
    let mut report = Report::default();
    let glossary = glossary(&source, &lang("en"), &mut report);
    (glossary, report.diagnostics.iter().map(|found| found.code).collect())
}

fn vectors() -> Vec<Value> {
    let text = fs::read_to_string("tests/qa/vectors.json").expect("the vectors");
    serde_json::from_str(&text).expect("JSON")
}

/// The codes that are found in a vector.
fn codes(vector: &Value) -> BTreeSet<&'static str> {
    let text = |key: &str| vector[key].as_str().unwrap_or_default();
    let (en, target) = (lang("en"), lang(text("lang")));
    let kind = vector["kind"].as_str().map_or(Kind::Paragraph, |kind| Kind::of(kind).expect("a kind"));
    let pair = Pair {
        kind,
        name: text("name"),
        source: text("source"),
        source_lang: &en,
        target: text("target"),
        lang: &target,
        longest: None,
    };
    qa::check(&pair, &glossary_of(vector, text("lang"))).iter().map(|found| found.code).collect()
}

#[test]
fn the_shared_pairs_give_what_they_say() {
    let mut wrong = Vec::new();
    for vector in vectors() {
        let wanted: BTreeSet<&str> =
            vector["expect"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let codes = codes(&vector);
        if codes != wanted {
            wrong.push(format!(
                "{} / {}\n  wanted {wanted:?}\n  found  {codes:?}",
                vector["source"], vector["target"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_one_pair_has_a_shared_pair() {
    let named: BTreeSet<String> = vectors()
        .iter()
        .flat_map(|vector| vector["expect"].as_array().cloned().unwrap_or_default())
        .filter_map(|code| code.as_str().map(str::to_owned))
        .collect();
    let rules = qa::RULES.iter().filter(|(.., looks)| matches!(looks, qa::Looks::AtPair(_)));
    let bare: Vec<&str> = rules.map(|(code, ..)| *code).filter(|code| !named.contains(*code)).collect();
    assert_eq!(bare, [""; 0]);
}

/// The codes of a paragraph and its Spanish, with what each is about.
fn said(source: &str, target: &str) -> Vec<String> {
    let place = |finding: Finding| {
        format!("{} {:?}", finding.code.trim_start_matches("translation/"), &target[finding.range])
    };
    found(source, target).into_iter().map(place).collect()
}

#[test]
fn a_finding_stands_where_it_is() {
    assert_eq!(said("On 3 May 2024 she left.", "El 3 de junio de 2024 se fue."), ["number \"junio\""]);
    assert_eq!(said("Read [it](a.md).", "Lea [esto](b.md)."), ["link-target \"[esto](b.md)\""]);
    assert_eq!(said("Who pays?", "Y quién paga?"), ["opening-mark \"?\""]);
    assert_eq!(said("Sign.", "Firme<b>."), ["raw-html \"<b>\""]);
    assert_eq!(said("The law.", "La ley\u{200b}."), ["invisible \"\\u{200b}\""]);
}

#[test]
fn an_error_blocks_and_a_warning_does_not() {
    let severities = |target: &str| -> Vec<Severity> {
        found("Read [the letter](a.md) of 2014.", target)
            .into_iter()
            .map(|finding| finding.severity)
            .collect()
    };
    assert_eq!(severities("Lea [la carta](b.md) de 2014."), [Severity::Error]);
    assert_eq!(severities("Lea [la carta](a.md) de 2041."), [Severity::Warning]);
}

#[test]
fn a_glossary_that_contradicts_itself_is_told() {
    let told = |toml: &str| read(&format!("[[terms]]\nterm = \"child\"\n{toml}")).1;
    assert_eq!(told("es = \"niña\"\nforbidden = { es = [\"menor\"] }\nnote = \"x\""), [""; 0]);
    assert_eq!(told("[[terms]]\nterm = \"Child\""), ["glossary/duplicate"]);
    assert_eq!(told("es = [\"menor\"]\nforbidden = { es = \"menor\" }"), ["glossary/forbidden-word"]);
    assert_eq!(told("keep = true\nes = \"menor\""), ["glossary/kept-and-translated"]);
    assert_eq!(told("kep = true"), ["front-matter/unknown-key"]);
    assert_eq!(told("keep = 1\nes = [2]"), ["front-matter/wrong-type", "front-matter/wrong-type"]);
    assert_eq!(told("forbidden = { xxq = \"x\" }"), ["language/tag"]);
    assert_eq!(read("[[terms]]\nnote = \"x\"").1, ["front-matter/missing-field"]);
    assert_eq!(read("terms = 3").1, ["front-matter/wrong-type"]);
    assert_eq!(read("").1, ["front-matter/missing-field"]);
}

fn read_csv(text: &str) -> (Glossary, Vec<&'static str>) {
    let source = Source::new(SourcePath::new("glossary.csv"), text.as_bytes().to_vec());
    let mut report = Report::default();
    let glossary = glossary::csv::read(&source, &lang("en"), &mut report);
    (glossary, report.diagnostics.iter().map(|found| found.code).collect())
}

#[test]
fn a_table_that_is_no_glossary_is_told() {
    assert_eq!(read_csv("term,es\nchild,niña\n").1, [""; 0]);
    assert_eq!(
        read_csv("word,es\nchild,niña\n").1,
        ["glossary/no-term-column", "language/tag", "front-matter/missing-field"]
    );
    assert_eq!(read_csv("term,es\nchild,niña,niño\n").1, ["glossary/row"]);
    assert_eq!(read_csv("term,es\n,niña\n").1, ["front-matter/missing-field"]);
}

#[test]
fn the_glossary_of_the_site_comes_back_from_a_spreadsheet() {
    let (glossary, told) = read(&fs::read_to_string("i18n/glossary.toml").expect("the glossary"));
    assert_eq!(told, [""; 0]);
    let table = glossary::csv::write(&glossary);
    assert_eq!(read_csv(&table), (glossary, Vec::new()));
}

#[test]
fn a_term_does_not_reach_over_the_end_of_what_is_said() {
    let (glossary, _) = read("[[terms]]\nterm = \"family detention\"\nes = \"detención de familias\"\n");
    let finds = |text: &str| glossary.find(text, &lang("en")).len();
    for one in ["Family detention.", "family-detention", "the *family* detention", "U.S. family detention"] {
        assert_eq!(finds(one), 1, "{one}");
    }
    for none in
        ["36 a family; detention 300", "A family: detention", "a family. Detention", "a family? Detention"]
    {
        assert_eq!(finds(none), 0, "{none}");
    }
}

#[test]
fn a_term_is_found_in_all_its_forms() {
    let (glossary, _) = read(
        "[[terms]]\nterm = \"alternative to detention\"\nes = \"alternativa a la detención\"\nar = \"بديل الاحتجاز\"\n\
         [[terms]]\nterm = \"detention\"\nes = \"detención\"\n[[terms]]\nterm = \"ACLU\"\nkeep = true\n",
    );
    let hits = |text: &str, from: &str, to: &str| {
        let hits = glossary.hits(text, &lang(from), &lang(to));
        hits.into_iter()
            .map(|(term, word)| format!("{term} → {}", word.unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        hits("Two Alternatives to Detention", "en", "es"),
        ["alternative to detention → alternativa a la detención"]
    );
    assert_eq!(hits("the ACLU and detention", "en", "es"), ["ACLU → ", "detention → detención"]);
    assert_eq!(
        hits("Hay alternativas a la detención", "es", "en"),
        ["alternativa a la detención → alternative to detention"]
    );
    assert_eq!(hits("بدائل الاحتجاز", "ar", "en"), [""; 0]);
    assert_eq!(hits("البديل للاحتجاز", "ar", "en"), ["بديل الاحتجاز → alternative to detention"]);
    assert_eq!(hits("laclu and Aclu", "en", "es"), [""; 0]);
    assert_eq!(glossary.names("the ACLU", &lang("en")), ["ACLU"]);
}

proptest! {
    #[test]
    fn every_finding_points_into_the_translation(source in "\\PC{0,60}", target in "\\PC{0,60}") {
        for finding in found(&source, &target) {
            prop_assert!(target.get(finding.range).is_some());
        }
    }

    #[test]
    fn markdown_never_breaks_a_check(
        source in "([a-z0-9 *_\\[\\]()<>!`|{}#~:\n]|\u{202e}|¿){0,40}",
        target in "([a-zñ0-9 *_\\[\\]()<>!`|{}#~:\n]|\u{2067}|[¿?]|&amp;){0,40}",
    ) {
        for finding in found(&source, &target) {
            prop_assert!(target.get(finding.range).is_some());
        }
    }

    #[test]
    fn a_translation_as_its_source_with_another_number_is_told(number in 1_u32..100_000) {
        let (source, target) = (format!("They are {number}."), format!("Son {}.", number + 1));
        let codes: Vec<_> = found(&source, &target).into_iter().map(|finding| finding.code).collect();
        prop_assert_eq!(codes, ["translation/number"]);
    }
}
