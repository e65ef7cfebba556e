//! What the program says in each of its languages: that both say everything, and that they say it alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use altavoz::base::message::{Catalogue, Language};
use assert_cmd::Command;
use insta::assert_snapshot;
use tempfile::TempDir;

/// What is written alike in English and Spanish.
const ALIKE: [&str; 4] = ["count.errors.one", "desk.cell.original", "desk.errors.one", "severity.error"];

fn templates(language: Language) -> BTreeMap<String, Vec<String>> {
    let catalogue = Catalogue::of(language);
    catalogue.templates().map(|(key, templates)| (key.to_owned(), templates.to_vec())).collect()
}

/// Every template of both languages side by side, with its key.
fn pairs() -> Vec<(String, String, String)> {
    let spanish = templates(Language::Spanish);
    let mut pairs = Vec::new();
    for (key, english) in templates(Language::English) {
        let spanish = spanish.get(&key).unwrap_or_else(|| panic!("`{key}` has no Spanish"));
        assert_eq!(english.len(), spanish.len(), "`{key}` has another number of templates");
        pairs.extend(english.into_iter().zip(spanish.clone()).map(|(en, es)| (key.clone(), en, es)));
    }
    pairs
}

/// The names between braces.
fn placeholders(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn both_languages_have_words_for_the_same() {
    let keys = |language| templates(language).into_keys().collect::<Vec<_>>();
    assert_eq!(keys(Language::English), keys(Language::Spanish));
}

#[test]
fn both_languages_fill_in_the_same() {
    let other = |(_, en, es): &(String, String, String)| placeholders(en) != placeholders(es);
    let wrong = pairs().into_iter().filter(other).map(|(key, _, es)| format!("{key}: {es}"));
    assert_none(&wrong.collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_in_english() {
    let alike = pairs().into_iter().filter(|(_, en, es)| en == es).map(|(key, ..)| key);
    assert_eq!(alike.collect::<Vec<_>>(), ALIKE);
}

#[test]
fn every_message_has_the_form_of_a_message() {
    let mut wrong = Vec::new();
    // The words of pages are sentences.
    let on_pages = |key: &str| ["preview.", "desk.", "pack."].iter().any(|page| key.starts_with(page));
    for (key, en, es) in pairs().into_iter().filter(|(key, ..)| !on_pages(key)) {
        for text in [&en, &es] {
            let is_whole =
                !text.trim().is_empty() && text.trim() == text && text.matches('`').count() % 2 == 0;
            let first = text.chars().next().unwrap_or_default();
            let ends = text.ends_with('.') && !text.ends_with("..");
            if !is_whole || ends || first.is_uppercase() && !text.starts_with("HTML") {
                wrong.push(format!("{key}: {text}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn spanish_questions_are_opened_and_closed() {
    let balanced = |text: &str, open, close| text.matches(open).count() == text.matches(close).count();
    let wrong = pairs().into_iter().filter(|(_, _, es)| {
        // `![](file "decorative")` is no exclamation.
        let prose: String = es.split('`').step_by(2).collect();
        !balanced(&prose, '¿', '?') || !balanced(&prose, '¡', '!')
    });
    assert_none(&wrong.map(|(key, _, es)| format!("{key}: {es}")).collect::<Vec<_>>());
}

/// A site with one news item, by `altavoz init`.
struct Site(TempDir);

impl Site {
    fn of(path: &str, text: &str) -> Site {
        let site = Site(tempfile::tempdir().expect("a temporary folder"));
        fs::remove_dir(site.0.path()).expect("it is empty");
        site.altavoz(&[], &["init"]).arg(site.0.path()).assert().success();
        fs::write(site.0.path().join(path), text).expect("a disk");
        site
    }

    fn altavoz(&self, locale: &[(&str, &str)], arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.env_clear().env("NO_COLOR", "1").envs(locale.iter().copied());
        command.args(arguments);
        if self.0.path().exists() {
            command.current_dir(self.0.path());
        }
        command
    }

    /// What the program prints for people, problems first.
    fn said(&self, locale: &[(&str, &str)], arguments: &[&str]) -> String {
        let output = self.altavoz(locale, arguments).output().expect("the program runs");
        [output.stderr, output.stdout].map(|text| String::from_utf8(text).expect("UTF-8")).concat()
    }
}

const MISSPELT: &str = "+++\ntitle = \"Contact\"\ntitel = \"x\"\nmenu = \"footer\"\n+++\n";

#[test]
fn a_mistake_is_explained_in_spanish() {
    let site = Site::of("content/contact.md", MISSPELT);
    assert_snapshot!(site.said(&[], &["build", "--messages", "es"]), @r#"
    error[front-matter/unknown-key]: aquí no hay ningún campo `titel`
     --> content/contact.md:3:1
      |
    3 | titel = "x"
      | ^^^^^
      |
      = ayuda: ¿quiso decir `title`?

    1 error, 0 advertencias; no se escribió nada
    "#);
}

#[test]
fn a_warning_is_called_one_in_spanish() {
    let site =
        Site::of("content/contact.md", "+++\ntitle = \"Contact\"\nmenu = \"footer\"\n+++\n[^1]: Nothing.\n");
    let said = site.said(&[], &["build", "--messages", "es"]);
    assert!(said.starts_with("advertencia[footnote/unused]: nada remite a la nota al pie `[^1]`"), "{said}");
}

#[test]
fn programs_get_the_same_words_of_severity_in_every_language() {
    let site = Site::of("content/contact.md", MISSPELT);
    let said = site.said(&[], &["build", "--messages", "es", "--format", "json"]);
    let first: serde_json::Value = serde_json::from_str(said.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["message"], "aquí no hay ningún campo `titel`");
}

#[test]
fn the_language_is_that_of_the_system_unless_one_is_asked_for() {
    let site = Site::of("content/contact.md", MISSPELT);
    let language = |locale: &[(&str, &str)], asked: &[&str]| {
        let said = site.said(locale, &[&["build"], asked].concat());
        if said.contains("¿quiso decir") { "es" } else { "en" }
    };
    for (locale, expected) in [
        (&[][..], "en"),
        (&[("LANG", "es_MX.UTF-8")], "es"),
        (&[("LANG", "es")], "es"),
        (&[("LANG", "es.UTF-8@euro")], "es"),
        (&[("LANG", "est_EE.UTF-8")], "en"),
        (&[("LANG", "fr_FR.UTF-8")], "en"),
        (&[("LANG", "C")], "en"),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "es_GT.UTF-8")], "es"),
        (&[("LANG", "es_MX.UTF-8"), ("LC_MESSAGES", "en_US.UTF-8")], "en"),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "en_US"), ("LC_ALL", "es_MX")], "es"),
        (&[("LANG", "es_MX"), ("LC_MESSAGES", "es_MX"), ("LC_ALL", "C.UTF-8")], "en"),
        (&[("LANG", "es_MX.UTF-8"), ("LC_MESSAGES", ""), ("LC_ALL", "")], "es"),
        (&[("LANG", "en_US.UTF-8"), ("LC_TIME", "es_MX.UTF-8")], "en"),
    ] {
        assert_eq!(language(locale, &[]), expected, "{locale:?}");
        assert_eq!(language(locale, &["--messages", "es"]), "es", "{locale:?}");
        assert_eq!(language(locale, &["--messages", "en"]), "en", "{locale:?}");
    }
}

#[test]
fn another_language_is_refused_with_those_that_there_are() {
    let site = Site::of("content/contact.md", MISSPELT);
    let output = site.altavoz(&[], &["build", "--messages", "fr"]).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("[possible values: en, es]"));
}

#[test]
fn one_is_counted_as_one() {
    for (language, one, more) in [
        (
            Language::English,
            "1 error, 1 warning; nothing was written",
            "2 errors, 0 warnings; nothing was written",
        ),
        (
            Language::Spanish,
            "1 error, 1 advertencia; no se escribió nada",
            "2 errores, 0 advertencias; no se escribió nada",
        ),
    ] {
        let words = Catalogue::of(language);
        let said = |errors: &str, warnings: &str| {
            words.phrase("say.errors", &[("errors", errors.to_owned()), ("warnings", warnings.to_owned())])
        };
        assert_eq!((said("1", "1").as_str(), said("2", "0").as_str()), (one, more));
    }
}

#[test]
fn why_the_machine_will_not_is_said_in_spanish_too() {
    let site = Site::of("content/contact.md", MISSPELT);
    fs::remove_file(site.0.path().join("content/contact.md")).expect("a disk");
    fs::write(site.0.path().join("public"), "a file").expect("a disk");
    let said = site.said(&[], &["build", "--messages", "es"]);
    assert!(said.starts_with("no se puede leer `") && said.ends_with("no es una carpeta\n"), "{said}");
}
