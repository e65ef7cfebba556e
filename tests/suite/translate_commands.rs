//! The commands of `altavoz translate`, as people and programs meet them: the real program on a real folder.

use std::fs;
use std::path::PathBuf;

use altavoz::translate::po;
use altavoz::translate::pseudo::{accented, right_to_left};
use assert_cmd::Command;
use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

struct Site {
    folder: TempDir,
}

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Site {
    /// The site that `altavoz init` makes.
    fn begun() -> Site {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = Site { folder };
        assert_eq!(run(&["init", site.root().to_str().expect("UTF-8")]).code, 0);
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("the file is there")
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, text).expect("a disk");
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let root = self.root();
        let root = root.to_str().expect("UTF-8");
        run(&[arguments, &["--root", root, "--today", "2026-11-22"]].concat())
    }

    fn well(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
        ran
    }

    /// How many words of a language are in each state.
    fn words(&self, lang: &str) -> std::collections::BTreeMap<String, u64> {
        let mut words = std::collections::BTreeMap::new();
        for line in self.well(&["translate", "status", lang, "--format", "json"]).stdout.lines() {
            let page: Value = serde_json::from_str(line).expect("one object a line");
            for (state, count) in page["words"].as_object().expect("states") {
                *words.entry(state.clone()).or_default() += count.as_u64().expect("a number");
            }
        }
        words
    }

    /// Every file of the built site.
    fn built(&self) -> Vec<(String, String)> {
        self.well(&["build"]);
        let files =
            walkdir::WalkDir::new(self.root().join("public")).sort_by_file_name().into_iter().flatten();
        let texts = files.filter_map(|file| {
            let text = fs::read_to_string(file.path()).ok()?;
            let path = file.path().strip_prefix(self.root().join("public")).expect("inside");
            Some((path.to_string_lossy().into_owned(), text))
        });
        texts.collect()
    }
}

fn run(arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    let output = command.env("LC_ALL", "C").env("NO_COLOR", "1").args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("not killed");
    Ran { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A volunteer's PO file in which everything has a translation.
fn translated(text: &str, say: impl Fn(&str) -> String) -> String {
    let (mut catalogue, problems) = po::read(text);
    assert_eq!(problems.list, []);
    for entry in &mut catalogue.entries {
        if entry.strs.iter().all(String::is_empty) {
            entry.strs = vec![say(&entry.id)];
            entry.flags.clear();
        }
    }
    po::write(&catalogue)
}

#[test]
fn a_language_is_begun_with_one_command_and_the_site_builds() {
    let site = Site::begun();
    for (lang, name, dir) in [("fr", "Français", "ltr"), ("fa", "فارسی", "rtl"), ("zh", "中文", "ltr")]
    {
        site.well(&["translate", "language", lang]);
        assert!(site.text("config.toml").contains(&format!("[languages.{lang}]\nname = \"{name}\"\n")));
        let built = site.built();
        let home = built.iter().find(|(path, _)| *path == format!("{lang}/index.html")).expect("a home page");
        assert!(
            home.1.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\"")),
            "{lang}: {}",
            &home.1[..200]
        );
        let leaked: Vec<&String> =
            built.iter().filter(|(_, text)| text.contains("t:todo")).map(|(path, _)| path).collect();
        assert_eq!(leaked, [""; 0]);
    }
    assert!(site.text("themes/plaza/strings/zh.toml").contains("have these forms: other.\n"));
}

#[test]
fn what_stands_in_the_config_already_stays_as_it_is() {
    let site = Site::begun();
    let before = site.text("config.toml");
    let ran = site.well(&["translate", "language", "pt-BR"]);
    let after = site.text("config.toml");
    let new = "\n\n[languages.pt-BR]\nname = \"Português (Brasil)\"\n# title = \"\"                # the site's name in this language\nfallback = \"source\"         # not translated yet: the original, with a notice";
    assert_eq!(after.replacen(new, "", 1), before);
    assert_snapshot!(ran.stdout.replace(char::is_numeric, "9"), @r"
    config.toml has the language `pt-BR` now
    `content/_index.pt-BR.md` is begun: each text has a mark in its place, to be replaced by the translation
    `themes/plaza/strings/pt-BR.toml` is begun: a line for each word of the theme, to be translated
    pt-BR: to translate: 9999 words, among them files of labels, such as topics: 99; `altavoz translate status pt-BR` has them all
    to begin with, something of 99 words:
      altavoz translate start pt-BR practices/open-house
      (write in content/practices/open-house.pt-BR.md)
      altavoz translate done pt-BR practices/open-house
    ");
}

#[test]
fn a_site_of_one_language_gets_a_second_in_any_form_of_config() {
    for (config, is_possible) in [
        ("title = \"A\"\r\nbase_url = \"https://example.org\"\r\n", true),
        ("title = \"A\"\nbase_url = \"https://example.org\"\n[languages]\nen.name = \"English\"", true),
        (
            "title = \"A\"\nbase_url = \"https://example.org\"\nlanguages = { en = { name = \"English\" } }\n",
            false,
        ),
    ] {
        let site = Site::begun();
        fs::remove_dir_all(site.root().join("content")).expect("a disk");
        site.put("content/_index.md", "+++\ntitle = \"Home\"\n+++\n");
        site.put("content/news/_index.md", "---\ntitle: News\n---\n");
        site.put("config.toml", config);
        site.put("i18n/terms.toml", "");
        let ran = site.run(&["translate", "language", "de"]);
        assert_eq!(ran.code == 0, is_possible, "{}", ran.stderr);
        if is_possible {
            site.built();
            let section = site.text("content/news/_index.de.md");
            assert_eq!(
                section,
                "---\n# slug: \"news\"   # the address word in this language\ntitle: \"<!-- t:todo aec6fe37 -->\"\n---\n"
            );
        } else {
            assert_eq!(site.text("config.toml"), config);
        }
    }
}

#[test]
fn a_language_that_is_none_or_is_there_is_refused() {
    let site = Site::begun();
    let before = site.text("config.toml");
    let said = |lang: &str| {
        let ran = site.run(&["translate", "language", lang]);
        assert_eq!(ran.code, 2);
        ran.stderr
    };
    assert!(said("es").contains("has the language `es` already"));
    assert!(said("pt_br").contains("did you mean `pt-BR`?"));
    assert!(said("french").contains("is no language tag"));
    assert_eq!(site.text("config.toml"), before);
}

#[test]
fn after_an_import_of_everything_nothing_is_missing() {
    let site = Site::begun();
    site.well(&["translate", "language", "fr"]);
    site.well(&["translate", "export", "fr"]);
    site.put("back.po", &translated(&site.text("i18n/po/fr.po"), accented));
    fs::remove_dir_all(site.root().join("i18n/po")).expect("a disk");
    let back = site.root().join("back.po");
    let ran = site.run(&["translate", "import", back.to_str().expect("UTF-8")]);
    let words = site.words("fr");
    assert_eq!(
        words.keys().map(String::as_str).collect::<Vec<_>>(),
        ["translated"],
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let built = site.run(&["build", "--format", "json"]);
    assert_eq!(built.code, 0, "{}", built.stdout);
    assert!(!built.stdout.contains("strings/missing"), "{}", built.stdout);
    // Nothing else was touched.
    assert!(!site.text("i18n/terms.toml").contains("\n\n\n"));
}

#[test]
fn every_form_beside_a_number_goes_out_and_comes_back() {
    let site = Site::begun();
    site.well(&["translate", "language", "ru"]);
    site.well(&["translate", "export", "ru"]);
    let out = site.text("i18n/po/ru.po");
    assert!(out.contains("#. string count.items.few\n"), "{out}");
    let template = site.text("i18n/po/messages.pot");
    assert!(!template.contains("count.items.few"), "other languages do not have it");
    // One child, two children: the number is in the words.
    let few = out.find("count.items.few").expect("it is there");
    let (before, after) = out.split_at(few);
    let one = before.rfind("count.items.one").expect("it is there");
    let (before, forms) = before.split_at(one);
    let forms = forms.replacen("msgstr \"\"", "msgstr \"материал\"", 1);
    let after = after.replacen("msgstr \"\"", "msgstr \"{n} материала\"", 1);
    site.put("back.po", &[before, &forms, &after].concat());
    let back = site.root().join("back.po");
    site.well(&["translate", "import", back.to_str().expect("UTF-8")]);
    let strings = site.text("themes/plaza/strings/ru.toml");
    assert!(strings.contains("items = { one = \"материал\", few = \"{n} материала\""), "{strings}");
}

#[test]
fn what_is_new_in_a_page_comes_back_into_its_translation() {
    let site = Site::begun();
    site.well(&["translate", "adopt", "es"]);
    let path = "content/getting-started.md";
    let text = site.text(path);
    let text = text.replacen("+++\n", "+++\nsummary = \"All you need\"\n", 1)
        + "\n## What else\n\n- A new thing\n- And another\n";
    site.put(path, &text);
    site.well(&["translate", "export", "es"]);
    site.put("back.po", &translated(&site.text("i18n/po/es.po"), accented));
    let back = site.root().join("back.po");
    let ran = site.run(&["translate", "import", back.to_str().expect("UTF-8")]);
    let status =
        site.well(&["translate", "status", "es", "--page", "getting-started", "--format", "json"]).stdout;
    assert!(!status.contains("missing"), "{status} {}", ran.stderr);
    let text = site.text("content/getting-started.es.md");
    assert!(text.contains("## Ŵĥáţ éĺšé\n\n- Á ñéŵ ţĥíñĝ\n- Áñđ áñóţĥéŕ"), "{text}");
}

#[test]
fn weblate_finds_all_that_it_asks_for_and_msgmerge_changes_nothing() {
    let site = Site::begun();
    site.well(&["translate", "adopt", "es"]);
    site.well(&["translate", "language", "fr"]);
    site.put("i18n/CONTRIBUTING.fr.md", "Our own.\n");
    site.well(&["translate", "init", "--weblate"]);
    assert_eq!(site.text("i18n/CONTRIBUTING.fr.md"), "Our own.\n");
    assert!(site.text("i18n/CONTRIBUTING.es.md").starts_with("# Traducir «Red Puerta Abierta» al Español\n"));
    assert!(site.text("i18n/weblate.md").contains("| Translation license | CC-BY-4.0 |"));
    let before = site.text("i18n/po/es.po");
    site.well(&["translate", "init", "--weblate"]);
    assert_eq!(site.text("i18n/po/es.po"), before);
    for lang in ["es", "fr"] {
        let mut msgmerge = std::process::Command::new("msgmerge");
        msgmerge.args(["--quiet", "--previous", "--no-wrap", "--no-fuzzy-matching", "--add-location=file"]);
        msgmerge.args([&format!("{lang}.po"), "messages.pot"]).current_dir(site.root().join("i18n/po"));
        match msgmerge.output() {
            Ok(output) => {
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                assert_eq!(String::from_utf8_lossy(&output.stdout), site.text(&format!("i18n/po/{lang}.po")));
            }
            Err(_) => println!("skipped: msgmerge of gettext is not installed (./test installs it)"),
        }
    }
}

#[test]
fn gaps_are_filled_from_memory_as_drafts() {
    let site = Site::begun();
    site.put("content/news/one.md", "+++\ntitle = \"The gate\"\ndate = 2026-05-01\ncountries = [\"MX\"]\n+++\nOpen the doors now.\n\nTwice.\n\nTwice.\n");
    site.put(
        "content/news/one.es.md",
        "+++\ntitle = \"La puerta\"\n+++\nAbran las puertas ya.\n\nDos veces.\n\nDoble.\n",
    );
    site.well(&["translate", "adopt", "es", "news/one"]);
    site.put("content/news/two.md", "+++\ntitle = \"The gate\"\ndate = 2026-05-02\ncountries = [\"MX\"]\n+++\nOpen the doors\nnow.\n\nTwice.\n");
    let ran = site.well(&["translate", "prefill", "es", "news/two", "--tm"]);
    assert_eq!(ran.stdout, "es: filled: 2; left as they are, because nothing fit: 0\n");
    let text = site.text("content/news/two.es.md");
    assert!(
        text.starts_with("+++\ntitle = \"La puerta\"\n+++\nAbran las puertas ya.\n\n<!-- t:todo "),
        "{text}"
    );
    assert_eq!(site.text("i18n/ledger/es/news/two.toml").matches("st = \"draft\"").count(), 2);
}

#[cfg(unix)]
#[test]
fn a_machine_fills_gaps_and_is_named() {
    let site = Site::begun();
    let page = "+++\ntitle = \"The gate\"\ndate = 2026-05-01\ncountries = [\"MX\"]\n+++\nRead [this](../getting-started.md) at once.\n\nLoses `it`.\n\nFails.\n";
    site.put("content/news/one.md", page);
    let command = "read -r text; case $text in Fails*) exit 1;; Loses*) echo Perdido;; *) echo \"La $text\" | sed 's/Read/Lea/';; esac";
    let ran = site.well(&["translate", "prefill", "es", "news/one", "--cmd", command]);
    assert_eq!(ran.stdout, "es: filled: 2; left as they are, because nothing fit: 2\n");
    let text = site.text("content/news/one.es.md");
    assert!(text.starts_with("+++\nmachine = true\ntitle = \"La The gate\"\n+++\nLa Lea [this](../getting-started.md) at once.\n\n<!-- t:todo "), "{text}");
    assert_eq!(site.text("i18n/ledger/es/news/one.toml").matches("st = \"machine\"").count(), 2);
    let ran = site.run(&["translate", "prefill", "es"]);
    assert_eq!(ran.code, 2, "from where has to be said");
}

/// The words of a page as a reader sees them, without scripts, styles and what is in another language.
fn visible(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let skipped = ["script", "style"].iter().find(|tag| rest[start + 1..].starts_with(**tag));
        let end = skipped.and_then(|tag| rest[start..].find(&format!("</{tag}>")).map(|end| start + end));
        let end = end.unwrap_or(start);
        rest = &rest[end + rest[end..].find('>').map_or(1, |close| close + 1)..];
        words.push('\n');
    }
    words + rest
}

#[test]
fn no_word_of_the_theme_is_written_into_a_template() {
    let site = Site::begun();
    let before = site.text("config.toml");
    for (rtl, lang) in [(false, "en-XA"), (true, "ar-XB")] {
        let folder = site.folder.path().join(format!("pseudo-{rtl}"));
        let output = folder.to_str().expect("UTF-8");
        let arguments = ["translate", "pseudo", "--output", output, "--rtl"];
        let ran = site.well(&arguments[..if rtl { 5 } else { 4 }]);
        assert!(ran.stdout.ends_with("texts that have no place: 0\n"), "{}", ran.stdout);
        let prefix = folder.join(lang);
        let home = visible(&fs::read_to_string(folder.join(lang).join("index.html")).expect("a home page"));
        let skip = if rtl { right_to_left("Skip to content") } else { accented("Skip to content") };
        assert!(home.contains(&skip), "{home}");
        let strings = fs::read_to_string("themes/plaza/strings/en.toml").expect("the theme's words");
        let texts = strings.lines().filter_map(|line| line.split(" = \"").nth(1)?.strip_suffix('"'));
        let texts: Vec<&str> = texts.filter(|text| text.contains(' ') && !text.contains('{')).collect();
        assert!(texts.len() > 100);
        let mut plain = Vec::new();
        for file in walkdir::WalkDir::new(&prefix).sort_by_file_name().into_iter().flatten() {
            if file.path().extension().is_none_or(|ending| ending != "html") {
                continue;
            }
            let words = visible(&fs::read_to_string(file.path()).expect("text"));
            let found = texts.iter().filter(|text| words.lines().any(|line| line.trim() == **text));
            plain.extend(found.map(|text| format!("{}: {text}", file.path().display())));
        }
        assert_eq!(plain, [""; 0]);
    }
    assert_eq!(site.text("config.toml"), before, "the site's own files stay as they are");
}
