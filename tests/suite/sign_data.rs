//! `/api/v1/petitions.json`: what a build tells the signature collector.

use altavoz::Memo;
use altavoz::base::petitions::{Petitions, Rule, VERSION};

use super::render::inputs;
use super::said::sources;
use super::signable::signable;

const SITE: &str = r#"--- config.toml
title = "Campaign"
base_url = "https://example.org/site"
timezone = "America/Mexico_City"
[languages.en]
[languages.es]
title = "Campaña"
[petitions]
collector = "https://sign.example.org"
--- content/petitions/free.es.md
+++
title = "Libertad"
ask = "Libertad para todas"
consent.processing = { text = "Acepto" }
consent.updates = { text = "Escríbanme" }
+++
"#;

const LINES: &str = r#"closes = 2026-12-31
min_age = 16
baseline = { value = 12 }
goal = { steps = [10, 100], raise_at = 0.5 }
fields = { last_name = "optional", country = "off" }
consent.updates = { id = "upd-1", text = "Write to me" }"#;

fn file() -> Petitions {
    let (free, draft) = (signable("free", LINES), signable("draft", "draft = true"));
    let site = format!("{SITE}--- content/petitions/free.md\n{free}--- content/petitions/draft.md\n{draft}");
    let (built, said) = altavoz::build(&sources(&site), &inputs(), &mut Memo::default());
    assert!(said.iter().all(|said| said.severity != altavoz::base::Severity::Error), "{said:?}");
    let file = built.output.files.get("/api/v1/petitions.json").expect("the file");
    serde_json::from_slice(&file.bytes).expect("what the collector reads")
}

#[test]
fn the_collector_reads_what_the_build_writes() {
    let file = file();
    assert_eq!((file.version, file.origin.as_str()), (VERSION, "https://example.org"));
    assert_eq!(file.petitions.keys().collect::<Vec<_>>(), ["free"], "no drafts");
    let petition = &file.petitions["free"];
    assert_eq!(petition.opens, "2026-11-01T06:00:00Z");
    // The end of its last day in the site's time zone.
    assert_eq!(petition.closes.as_deref(), Some("2027-01-01T06:00:00Z"));
    let fields = petition.fields;
    assert_eq!(
        (fields.first_name, fields.last_name, fields.country),
        (Rule::Required, Rule::Optional, Rule::Off)
    );
    assert_eq!(petition.consent.processing, "proc-1");
    assert_eq!(petition.consent.updates.as_deref(), Some("upd-1"));
    assert_eq!((petition.baseline, petition.min_age), (12, Some(16)));
    assert_eq!(petition.collector.as_deref(), Some("https://sign.example.org"));
}

#[test]
fn texts_and_words_come_in_every_language() {
    let file = file();
    let texts = &file.petitions["free"].texts;
    let said = |lang: &str| (texts[lang].title.as_str(), texts[lang].processing.as_str());
    assert_eq!((said("en"), said("es")), (("Free them", "I agree"), ("Libertad", "Acepto")));
    assert_eq!(texts["es"].url, "https://example.org/site/es/petitions/free/");
    assert_eq!(texts["es"].labels["age_ok"], "Tengo al menos 16 años");
    assert_eq!(file.languages["es"].title, "Campaña");
    let keys = |lang: &str| file.languages[lang].words.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys("en"), keys("es"));
    assert!(file.languages["es"].words["collector.confirm_text"].contains("{title}"));
    assert!(file.style.contains(".button"), "the style sheet is in it whole");
}

#[test]
fn the_next_goal_comes_before_the_last_one_is_reached() {
    let goal = &file().petitions["free"].goal;
    assert_eq!([0, 4, 5, 49, 50, 500].map(|count| goal.at(count)), [10, 10, 100, 100, 100, 500]);
}
