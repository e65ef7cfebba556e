//! What the small data files of a site and a theme mean, and what is said of their mistakes.

use altavoz::base::Lang;
use altavoz::content::Parsed;
use altavoz::content::strings::Phrase;
use altavoz::parse::Shelves;
use insta::{assert_debug_snapshot, assert_snapshot};

use crate::said::{own, said, said_alone, sources};

fn parsed(files: &str) -> Parsed {
    altavoz::parse::parse(&own(files).collect(), &Shelves::default()).0.0
}

#[test]
fn strings_are_found_by_dotted_keys_and_have_plural_forms() {
    let file = "--- themes/plaza/strings/es.toml\n[share]\ntitle = \"Compartir\"\n\
                [share.count]\none = \"uno\"\nother = \"{n}\"\n";
    let strings = &parsed(file).strings[0];
    assert_eq!(strings.lang, Lang::new("es"));
    assert_eq!(strings.phrases["share.title"].value, Phrase::Plain("Compartir".to_owned()));
    assert_debug_snapshot!(strings.phrases["share.count"].value, @r#"
    Plural(
        {
            "one": "uno",
            "other": "{n}",
        },
    )
    "#);
}

#[test]
fn a_theme_of_ones_own_comes_before_the_default_one() {
    let files = "--- config.toml\ntheme = \"mine\"\n--- themes/mine/strings/en.toml\na = \"mine\"\n\
                 --- themes/plaza/strings/en.toml\na = \"plaza\"\n--- themes/other/strings/en.toml\na = 1\n";
    let texts: Vec<_> = parsed(files).strings.iter().map(|file| file.phrases["a"].value.clone()).collect();
    assert_eq!(texts, ["mine", "plaza"].map(|text| Phrase::Plain(text.to_owned())));
}

#[test]
fn mistakes_in_strings_are_named() {
    let files = "--- themes/plaza/strings/english.toml\na = \"x\"\n\
                 --- themes/plaza/strings/fr.toml\na = 1\nb = { one = \"un\" }\nb = \"x\"\n";
    let said = said_alone(files);
    let strings: Vec<_> = said.lines().filter(|line| line.contains("themes/")).collect();
    assert_snapshot!(strings.join("\n"), @"
    language/tag at themes/plaza/strings/english.toml:1:1
    front-matter/wrong-type at themes/plaza/strings/fr.toml:1:5
    strings/plural-other at themes/plaza/strings/fr.toml:2:5
    front-matter/duplicate-key at themes/plaza/strings/fr.toml:3:1 (first at 2:1)
    ");
}

#[test]
fn topics_and_hashtags_have_words_in_every_language() {
    let terms = parsed("--- i18n/terms.toml\n[topics.asylum]\nlabel = { en = \"Asylum\", es = \"Asilo\" }\nslug = { es = \"asilo\" }\n\
                        [hashtags.FreeThemAll]\nlabel = { es = \"Libertad\" }\n").terms;
    assert_eq!(terms.topics["asylum"].slug[&Lang::new("es")], "asilo");
    assert_eq!(terms.hashtags["freethemall"].label[&Lang::new("es")], "Libertad");
}

#[test]
fn mistakes_in_terms_are_named() {
    let file = "--- i18n/terms.toml\n[topic.asylum]\nlabel = \"Asylum\"\n\
                [topics.law]\nlabel = { english = \"Law\", es = 3 }\nslugs = { en = \"law\" }\n";
    assert_snapshot!(said(file), @"
    front-matter/unknown-key at i18n/terms.toml:1:2
    language/tag at i18n/terms.toml:4:11
    front-matter/wrong-type at i18n/terms.toml:4:33
    front-matter/unknown-key at i18n/terms.toml:5:1
    ");
}

#[test]
fn what_was_published_and_counted_is_known() {
    let parsed = parsed(
        "--- published.toml\naddresses = [\"/a/\", \"/b/\"]\n[consents.proc-1]\nen = \"I agree\"\n\
                         --- counts.toml\n[free]\ncount = 12\nas_of = 2026-11-01\n[all]\ncount = 3\nas_of = \"2026-11-01T10:00:00Z\"\n",
    );
    assert_eq!(parsed.published.addresses.len(), 2);
    assert_eq!(parsed.published.consents["proc-1"]["en"].value, "I agree");
    assert_eq!((parsed.counts["free"].count, parsed.counts["free"].as_of.as_str()), (12, "2026-11-01"));
    assert_eq!(parsed.counts["all"].as_of, "2026-11-01T10:00:00Z");
}

#[test]
fn a_sites_own_vocabulary_changes_words_and_adds_terms() {
    let files = sources(
        "--- content/practices/_vocabularies/context.toml\n[transit]\nlabel = { en = \"On the way\" }\n\
                         [abroad]\nlabel = { en = \"Abroad\", es = \"En el exterior\" }\n",
    );
    let ((parsed, _), _) = altavoz::parse::parse(&files, &Shelves::default());
    let context = &parsed.vocabularies.by_name["context"];
    let transit = context.get("transit").expect("it was there before");
    assert_eq!(transit.label[&Lang::new("en")], "On the way");
    assert_eq!(transit.label[&Lang::new("es")], "Tránsito");
    assert_eq!(context.terms.last().map(|term| term.key.as_str()), Some("abroad"));
}

#[test]
fn only_what_is_published_is_copied() {
    let files = "--- content/news/a/photo.jpg\n--- content/_drafts/b.jpg\n--- assets/x.svg\n--- assets/.DS_Store\n\
                 --- content/practices/_vocabularies/cap.toml\n--- consent/k.toml\n";
    let paths: Vec<_> = parsed(files).files.iter().map(ToString::to_string).collect();
    assert_snapshot!(paths.join(" "), @"content/news/a/photo.jpg assets/x.svg");
}
