//! The translators' commands on real folders: a change of the source is seen, sent out, translated, taken back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

pub(super) struct Site {
    folder: TempDir,
}

impl Site {
    pub(super) fn empty() -> Site {
        Site { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A site with one page in two languages, confirmed.
    pub(super) fn confirmed() -> Site {
        let site = Site::empty();
        site.put("config.toml", "title = \"Open Doors\"\nbase_url = \"https://example.org\"\n\n[languages.en]\n\n[languages.es]\ntitle = \"Puertas Abiertas\"\nfallback = \"source\"\n");
        site.put("content/_index.md", "+++\ntitle = \"Home\"\n+++\n");
        site.put("content/_index.es.md", "+++\ntitle = \"Inicio\"\n+++\n");
        site.put("content/about.md", "+++\ntitle = \"About us\"\n+++\nWe ask for the release of all children.\n\nThere are 1,778 people in 12 centres.\n\n- Open the doors.\n");
        site.put("content/about.es.md", "+++\ntitle = \"Quiénes somos\"\n+++\nPedimos la libertad de todas las niñas y niños.\n\nHay 1,778 personas en 12 centros.\n\n- Abran las puertas.\n");
        site.ok(&["translate", "adopt", "es"]);
        site
    }

    pub(super) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, text).expect("a disk");
    }

    pub(super) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|_| panic!("{path} is there"))
    }

    pub(super) fn edit(&self, path: &str, before: &str, after: &str) {
        let text = self.text(path);
        assert!(text.contains(before), "{path} has {before:?}: {text}");
        self.put(path, &text.replacen(before, after, 1));
    }

    pub(super) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.env("LC_ALL", "C").env("NO_COLOR", "1").current_dir(self.root());
        let output =
            command.args(arguments).args(["--today", "2026-11-22"]).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("not killed"), text(output.stdout) + &text(output.stderr))
    }

    pub(super) fn ok(&self, arguments: &[&str]) -> String {
        let (code, said) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        said
    }

    /// How many segments of the about page are in which state.
    pub(super) fn status(&self) -> BTreeMap<String, u64> {
        let said = self.ok(&["translate", "status", "es", "--page", "about", "--format", "json"]);
        let row: Value = serde_json::from_str(said.lines().next().expect("one row")).expect("JSON");
        assert_eq!((&row["file"], &row["lang"]), (&"content/about.md".into(), &"es".into()));
        let states = row["segments"].as_object().expect("a table");
        states.iter().map(|(state, count)| (state.clone(), count.as_u64().expect("a number"))).collect()
    }

    /// Every file but the outputs, with its bytes.
    pub(super) fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let files = walkdir::WalkDir::new(self.root())
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file());
        let own = files.filter(|entry| {
            !entry
                .path()
                .components()
                .any(|part| part.as_os_str() == "public" || part.as_os_str() == ".altavoz")
        });
        own.map(|entry| (entry.path().to_path_buf(), fs::read(entry.path()).expect("a disk"))).collect()
    }
}

pub(super) fn states(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
    pairs.iter().map(|(state, count)| ((*state).to_owned(), *count)).collect()
}

#[test]
fn a_changed_number_is_seen_sent_out_translated_and_gone() {
    let site = Site::confirmed();
    assert_eq!(site.status(), states(&[("translated", 4)]));
    site.edit("content/about.md", "1,778", "1,787");

    // In the status, in the difference, in the pack, on the Spanish page.
    assert_eq!(site.status(), states(&[("translated", 3), ("stale-facts", 1)]));
    let said = site.ok(&["translate", "diff", "es", "about"]);
    assert!(said.contains("[-1,778-] {+1,787+}"), "{said}");
    site.ok(&["translate", "pack", "es", "--output", "pack.html"]);
    assert!(site.text("pack.html").contains("stale-facts"));
    site.ok(&["build"]);
    let page = site.text("public/es/about/index.html");
    assert!(page.contains("class=\"stale stale-facts\""), "{page}");

    // A translator works in a file, and it comes back.
    site.ok(&["translate", "export", "es", "--output", "es.po", "--format", "po"]);
    let po = site.text("es.po");
    assert!(po.contains("#, fuzzy"), "{po}");
    let po = po.replace("#, fuzzy\n", "").replace("Hay 1,778", "Hay 1,787");
    site.put("es.po", &po);
    site.ok(&["translate", "import", "es.po"]);
    assert_eq!(site.status(), states(&[("translated", 4)]));
    assert!(site.text("content/about.es.md").contains("Hay 1,787 personas"));
    site.ok(&["build"]);
    let page = site.text("public/es/about/index.html");
    assert!(!page.contains("stale") && page.contains("1,787"), "{page}");
}

#[test]
fn what_was_not_changed_comes_back_without_a_trace() {
    let site = Site::confirmed();
    site.edit("content/about.md", "1,778", "1,787");
    for (format, file) in [("po", "all.po"), ("xliff", "all.xlf"), ("csv", "all.csv")] {
        let export = ["translate", "export", "es", "--all", "--format", format, "--output"];
        site.ok(&[&export[..], &[file]].concat());
        let first = site.text(file);
        site.ok(&[&export[..], &[file]].concat());
        assert_eq!(first, site.text(file), "the same twice");
        let before = site.tree();
        site.ok(&["translate", "import", file]);
        assert!(before == site.tree(), "{format}: importing what went out changes nothing");
    }
}

#[test]
fn a_page_that_nobody_began_comes_back_whole() {
    let site = Site::confirmed();
    site.put("content/news/ana.md", "+++\ntitle = \"A hearing\"\ndate = 2026-11-20\nregions = [\"global\"]\nkey_points = [\"One point\"]\n+++\nFirst paragraph.\n\n> A quotation\n> in two lines.\n");
    site.ok(&["translate", "export", "es", "--output", "es.po", "--format", "po"]);
    let po = site.text("es.po");
    let po = po.replace("msgid \"A hearing\"\nmsgstr \"\"", "msgid \"A hearing\"\nmsgstr \"Una audiencia\"");
    let po = po.replace(
        "msgid \"First paragraph.\"\nmsgstr \"\"",
        "msgid \"First paragraph.\"\nmsgstr \"Primer párrafo.\"",
    );
    site.put("es.po", &po);
    site.ok(&["translate", "import", "es.po"]);
    let page = site.text("content/news/ana.es.md");
    assert!(page.contains("title = \"Una audiencia\"") && page.contains("Primer párrafo."), "{page}");
    assert!(page.contains("> <!-- t:todo "), "what is missing waits in its place: {page}");
    let said = site.ok(&["translate", "status", "es", "--page", "news/ana", "--format", "json"]);
    assert!(said.contains("\"missing\":2") && said.contains("\"translated\":2"), "{said}");
    // Readers get the source's words there, in their language.
    site.ok(&["build"]);
    assert!(site.text("public/es/news/ana/index.html").contains("lang=\"en\""));
}

#[test]
fn two_volunteers_for_one_page_never_write_over_each_other() {
    let site = Site::confirmed();
    site.edit("content/about.md", "Open the doors.", "Open all the doors now.");
    for name in ["ana.po", "bea.po"] {
        site.ok(&["translate", "export", "es", "--output", name, "--format", "po"]);
    }
    for (name, text) in
        [("ana.po", "Abran ya todas las puertas."), ("bea.po", "Que se abran todas las puertas.")]
    {
        site.edit(name, "#, fuzzy\n", "");
        site.edit(name, "msgstr \"Abran las puertas.\"", &format!("msgstr \"{text}\""));
    }
    site.ok(&["translate", "import", "ana.po"]);
    let (code, said) = site.run(&["translate", "import", "bea.po"]);
    assert_eq!(code, 1);
    assert!(said.contains("exchange/conflict") && said.contains("bea.po:"), "{said}");
    assert!(site.text("content/about.es.md").contains("Abran ya todas las puertas."));
    assert!(site.text("i18n/not-taken/bea.po").contains("Que se abran todas las puertas."));
}

#[test]
fn what_is_not_taken_is_kept_with_its_reason() {
    let site = Site::confirmed();
    site.ok(&["translate", "export", "es", "--all", "--output", "es.po", "--format", "po"]);
    site.edit(
        "es.po",
        "msgstr \"Hay 1,778 personas en 12 centros.\"",
        "msgstr \"Hay 1,778 <script>alert(1)</script> personas en 12 centros.\"",
    );
    site.edit("es.po", "msgstr \"Abran las puertas.\"", "msgstr \"# Abran las puertas.\"");
    let gone = "\nmsgctxt \"news/gone\"\nmsgid \"A page\"\nmsgstr \"Una página\"\n\nmsgctxt \"about\"\nmsgid \"Nobody has said this here.\"\nmsgstr \"Nadie ha dicho esto aquí.\"\n";
    site.put("es.po", &(site.text("es.po") + gone));
    let before = site.text("content/about.es.md");
    let (code, said) = site.run(&["translate", "import", "es.po"]);
    assert_eq!(code, 1);
    for wanted in ["translation/raw-html", "exchange/no-page", "exchange/no-text"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert_eq!(site.text("content/about.es.md"), before, "nothing that would harm the page is written");
    let kept = site.text("i18n/not-taken/es.po");
    for text in ["<script>", "# Abran", "Una página", "Nadie ha dicho esto aquí."] {
        assert!(kept.contains(text), "{text}: {kept}");
    }
}

#[test]
fn a_push_from_weblate_is_shown_without_another_step() {
    let site = Site::confirmed();
    site.ok(&["translate", "export", "es", "--format", "po"]);
    site.edit("content/about.md", "Open the doors.", "Open the doors of every house.");
    site.ok(&["translate", "export", "es", "--format", "po"]);
    let before = site.text("content/about.es.md");
    site.edit("i18n/po/es.po", "#, fuzzy\n", "");
    site.edit("i18n/po/es.po", "msgstr \"Abran las puertas.\"", "msgstr \"Abran las puertas de cada casa.\"");
    site.ok(&["build"]);
    let page = site.text("public/es/about/index.html");
    assert!(page.contains("Abran las puertas de cada casa.") && !page.contains("stale"), "{page}");
    assert_eq!(site.text("content/about.es.md"), before, "only an import writes");
    // A later word on the page itself wins, and it is said.
    site.edit("content/about.es.md", "Abran las puertas.", "Abran todas las puertas.");
    let said = site.ok(&["build"]);
    assert!(said.contains("exchange/not-shown") && said.contains("i18n/po/es.po:"), "{said}");
    assert!(site.text("public/es/about/index.html").contains("Abran todas las puertas."));
    // A broken one is an error like any other.
    site.edit("content/about.es.md", "Abran todas las puertas.", "Abran las puertas.");
    site.edit("i18n/po/es.po", "de cada casa.", "de cada [casa](https://evil.example).");
    let (code, said) = site.run(&["build"]);
    assert_eq!(code, 1);
    assert!(said.contains("i18n/po/es.po:"), "{said}");
}

#[test]
fn a_page_that_lies_in_a_po_file_only_is_shown() {
    let site = Site::confirmed();
    site.put("content/team.md", "+++\ntitle = \"The team\"\n+++\nWe are twelve.\n");
    site.ok(&["translate", "export", "es", "--format", "po"]);
    site.edit("i18n/po/es.po", "msgid \"The team\"\nmsgstr \"\"", "msgid \"The team\"\nmsgstr \"El equipo\"");
    site.edit(
        "i18n/po/es.po",
        "msgid \"We are twelve.\"\nmsgstr \"\"",
        "msgid \"We are twelve.\"\nmsgstr \"Somos doce.\"",
    );
    site.ok(&["build"]);
    let page = site.text("public/es/team/index.html");
    assert!(page.contains("Somos doce.") && page.contains("El equipo"), "{page}");
    assert!(!site.root().join("content/team.es.md").exists());
}

#[test]
fn answers_for_several_languages_are_kept_until_a_file_changes() {
    let site = Site::confirmed();
    site.edit("config.toml", "[languages.es]", "[languages.pt]\n\n[languages.es]");
    let kept = || {
        let files = fs::read_dir(site.root().join(".altavoz/translations")).expect("a folder");
        files.map(|file| file.expect("a disk").file_name()).collect::<std::collections::BTreeSet<_>>()
    };
    let spanish = site.ok(&["translate", "status", "es"]);
    let one = kept();
    site.ok(&["translate", "status", "pt"]);
    assert!(kept().is_superset(&one) && kept().len() == 2);
    assert_eq!(site.ok(&["translate", "status", "es"]), spanish);
    let about = site.ok(&["translate", "status", "es", "--page", "content/about.es.md"]);
    assert!(about.contains("es: 100 %") && about.lines().count() == 1, "{about}");
    site.edit("content/about.md", "1,778", "1,787");
    assert!(site.ok(&["translate", "status", "es"]).contains("about"));
    assert!(kept().is_disjoint(&one) && kept().len() == 1);
}

#[test]
fn a_mistake_in_the_glossary_is_told_once_however_many_languages_there_are() {
    let site = Site::confirmed();
    site.edit("config.toml", "[languages.es]", "[languages.pt]\n\n[languages.es]");
    site.put("i18n/glossary.toml", "[[terms]]\nterm = \"door\"\n\n[[terms]]\nterm = \"door\"\n");
    for command in ["status", "check"] {
        let (_, said) = site.run(&["translate", command]);
        assert_eq!(said.matches("glossary/duplicate").count(), 1, "{command}: {said}");
    }
}

#[test]
fn states_follow_from_acts_and_from_nothing_else() {
    let site = Site::confirmed();
    site.edit("content/about.md", "Open the doors.", "Open the doors, all of them.");
    assert_eq!(site.status(), states(&[("stale-major", 1), ("translated", 3)]));
    site.ok(&["translate", "waive", "es", "about"]);
    assert_eq!(site.status(), states(&[("translated", 3), ("waived", 1)]));
    site.ok(&["translate", "review", "es", "about", "--by", "Bea"]);
    assert_eq!(site.status(), states(&[("reviewed", 4)]));
    site.edit("content/about.md", "12 centres", "13 centres");
    site.edit("content/about.es.md", "12 centros", "13 centros");
    assert_eq!(site.status(), states(&[("reviewed", 3), ("stale-facts", 1)]));
    let hash = site.ok(&["translate", "diff", "es", "about", "--format", "json"]);
    let row: Value = serde_json::from_str(hash.lines().next().expect("a row")).expect("JSON");
    let id = row["id"].as_str().expect("text");
    site.ok(&["translate", "done", "es", &format!("about#{}", &id[..8])]);
    assert_eq!(site.status(), states(&[("reviewed", 3), ("translated", 1)]));
    let (code, _) = site.run(&["translate", "status", "es", "--fail-under", "100"]);
    assert_eq!(code, 0);
    site.edit("content/about.md", "Open the doors", "A new paragraph.\n\n- Open the doors");
    let (code, said) = site.run(&["translate", "status", "es", "--fail-under", "100"]);
    assert_eq!(code, 1, "{said}");
}

#[test]
fn a_second_person_is_asked_for_where_the_site_says_so() {
    let site = Site::confirmed();
    site.put("config.toml", &(site.text("config.toml") + "\n[translation]\nsecond_reviewer = true\n"));
    site.edit("content/about.md", "Open the doors.", "Open the doors, all of them.");
    site.ok(&["translate", "done", "es", "about", "--by", "Ana"]);
    let (code, said) = site.run(&["translate", "review", "es", "about", "--by", "Ana"]);
    assert_eq!(code, 2, "{said}");
    site.ok(&["translate", "review", "es", "about", "--by", "Bea"]);
}

#[test]
fn a_page_that_moved_loses_nothing() {
    let site = Site::confirmed();
    fs::rename(site.root().join("content/about.md"), site.root().join("content/who.md")).expect("a disk");
    let said = site.ok(&["translate", "status", "es"]);
    assert!(said.contains("altavoz translate mv about"), "{said}");
    site.ok(&["translate", "mv", "about", "who"]);
    let said = site.ok(&["translate", "status", "es", "--page", "who", "--format", "json"]);
    assert!(said.contains("\"segments\":{\"translated\":4}"), "{said}");
    assert!(
        !site.root().join("content/about.es.md").exists() && site.root().join("content/who.es.md").exists()
    );
}

#[test]
fn a_wrong_page_or_language_is_answered_in_plain_words() {
    let site = Site::confirmed();
    let (code, said) = site.run(&["translate", "diff", "es", "abuot"]);
    assert!(code == 2 && said.contains("did you mean `about`?"), "{said}");
    let (code, said) = site.run(&["translate", "status", "fr"]);
    assert!(code == 2 && said.contains("en, es"), "{said}");
    let (code, said) = site.run(&["translate", "diff", "es", "abuot", "--messages", "es"]);
    assert!(code == 2 && said.contains("¿quiso decir `about`?"), "{said}");
    let (code, said) = site.run(&["translate", "done", "es", "about#00000000"]);
    assert!(code == 2 && said.contains("#00000000"), "{said}");
    let (code, _) = site.run(&["build", "--format", "po"]);
    assert_eq!(code, 2);
}

#[test]
fn a_file_that_is_broken_or_from_elsewhere_changes_nothing() {
    let site = Site::confirmed();
    site.ok(&["translate", "export", "es", "--all", "--output", "es.po", "--format", "po"]);
    let po = site.text("es.po");
    let foreign = po
        .replace("https://example.org/", "https://other.example/")
        .replace("Puertas Abiertas", "Other site");
    let files = [
        ("foreign.po", foreign.replace("Abran las", "Cierren las").into_bytes(), "exchange/other-site"),
        (
            "broken.po",
            po.replace("msgstr \"Abran las puertas.\"", "msgstr \"Abran las puertas.").into_bytes(),
            "exchange/po-syntax",
        ),
        (
            "latin.po",
            po.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect(),
            "exchange/encoding",
        ),
        (
            "bomb.xlf",
            b"<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"aaaa\">]>\n<xliff version=\"1.2\"/>"
                .to_vec(),
            "exchange/entity",
        ),
    ];
    for (name, bytes, code) in files {
        fs::write(site.root().join(name), bytes).expect("a disk");
        let before = site.tree();
        let (ended, said) = site.run(&["translate", "import", name]);
        assert!(ended == 1 && said.contains(code) && said.contains(&format!("{name}:")), "{name}: {said}");
        assert!(before == site.tree(), "{name} changes nothing");
    }
}

#[test]
fn a_deleted_git_folder_makes_no_difference() {
    let site = Site::confirmed();
    site.edit("content/about.md", "1,778", "1,787");
    let before = site.ok(&["translate", "status", "es"]);
    site.put(".git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(site.ok(&["translate", "status", "es"]), before);
}

#[test]
fn real_pages_in_four_languages_go_out_and_come_back_unchanged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = [root.join("../shared/corpus/login-gov"), root.join("../../shared/corpus/login-gov")];
    let Some(corpus) = corpus.iter().find(|corpus| corpus.is_dir()) else {
        eprintln!("skipped: the pages of login.gov do not lie beside this checkout");
        return;
    };
    let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
    site.put("config.toml", "title = \"Login\"\nbase_url = \"https://example.org\"\n\n[languages.en]\n[languages.es]\n[languages.fr]\n[languages.zh]\n");
    site.ok(&["import", corpus.to_str().expect("UTF-8")]);
    for lang in ["es", "fr", "zh"] {
        site.ok(&["translate", "adopt", lang]);
        for (format, file) in [("po", "all.po"), ("xliff", "all.xlf"), ("csv", "all.csv")] {
            site.ok(&["translate", "export", lang, "--all", "--format", format, "--output", file]);
            let before = site.tree();
            let said = site.ok(&["translate", "import", file]);
            assert!(before == site.tree(), "{lang} {format}: {said}");
            assert!(said.contains("not taken: 0"), "{lang} {format}: {said}");
        }
    }
}

#[test]
fn a_page_that_is_begun_never_breaks_the_build() {
    let site = Site::confirmed();
    site.put(
        "content/news/ana.md",
        "+++\ntitle = \"A hearing\"\ndate = 2026-11-20\nregions = [\"global\"]\ncontacts = [{ name = \"A\", role = \"Lawyer\" }, { name = \"B\" }]\n+++\n:::quote{by=\"An organiser\"}\nIts words.\n:::\n\n:::recommendations\n1. Open the doors.\n:::\n",
    );
    site.put(
        "content/news/voz.es.md",
        "+++\ntitle = \"Una voz\"\ndate = 2026-11-20\nregions = [\"global\"]\n+++\nTexto.\n",
    );
    site.ok(&["translate", "start", "es"]);
    site.ok(&["translate", "start", "en"]);
    assert!(
        site.root().join("content/news/voz.en.md").exists(),
        "an original that says its language stays the original"
    );
    site.ok(&["build"]);
}

#[test]
fn a_paragraph_that_was_written_anew_is_one_change_and_can_be_done() {
    let site = Site::confirmed();
    site.edit("content/about.md", "- Open the doors.", "- Nobody should be locked up while a judge decides.");
    assert_eq!(site.status(), states(&[("stale-major", 1), ("translated", 3)]));
    site.edit(
        "content/about.es.md",
        "- Abran las puertas.",
        "- Nadie debe estar en detención mientras decide un juez.",
    );
    site.ok(&["translate", "done", "es", "about"]);
    assert_eq!(site.status(), states(&[("translated", 4)]));
}

#[test]
fn a_new_paragraph_is_shown_in_its_place_until_it_is_translated() {
    let site = Site::confirmed();
    site.edit("content/about.md", "- Open the doors.", "Ask the nearest shelter first.\n\n- Open the doors.");
    assert_eq!(site.status(), states(&[("missing", 1), ("translated", 4)]));
    let before = site.text("content/about.es.md");
    site.ok(&["build"]);
    let page = site.text("public/es/about/index.html");
    let (numbers, new) =
        (page.find("1,778").expect("there"), page.find("Ask the nearest shelter first.").expect("shown"));
    let doors = page.find("Abran las puertas.").expect("there");
    assert!(numbers < new && new < doors && page.contains("lang=\"en\""), "{page}");
    assert_eq!(site.text("content/about.es.md"), before, "only in memory");
}

#[test]
fn a_sentence_that_says_the_contrary_is_no_little_change() {
    let site = Site::confirmed();
    site.put("content/about.md", "+++\ntitle = \"About us\"\n+++\nThe button on this page does not clear the history of the browser that you use.\n");
    site.put("content/about.es.md", "+++\ntitle = \"Quiénes somos\"\n+++\nEl botón de esta página no borra el historial del navegador que usted usa.\n");
    site.ok(&["translate", "done", "es", "about"]);
    site.edit("content/about.md", "does not clear", "does clear");
    assert_eq!(site.status(), states(&[("stale-major", 1), ("translated", 1)]));
}

#[test]
fn reading_is_not_translating() {
    let site = Site::confirmed();
    site.edit("content/about.md", "1,778", "1,787");
    site.ok(&["translate", "review", "es", "about", "--by", "Bea"]);
    assert_eq!(site.status(), states(&[("reviewed", 3), ("stale-facts", 1)]));
    assert_eq!(site.run(&["translate", "review", "es", "about", "--by", " "]).0, 2);
}

#[test]
fn work_that_waits_in_a_po_file_is_not_written_over() {
    let site = Site::confirmed();
    site.edit("content/about.md", "Open the doors.", "Open the doors of every house.");
    site.ok(&["translate", "export", "es", "--format", "po"]);
    site.edit("i18n/po/es.po", "#, fuzzy\n", "");
    site.edit("i18n/po/es.po", "msgstr \"Abran las puertas.\"", "msgstr \"Abran las puertas de cada casa.\"");
    let (code, said) = site.run(&["translate", "export", "es", "--format", "po"]);
    assert!(code == 2 && said.contains("altavoz translate import i18n/po/es.po"), "{said}");
    site.ok(&["translate", "import", "i18n/po/es.po"]);
    site.ok(&["translate", "export", "es", "--format", "po"]);
    // One that cannot be read is named by a build.
    site.put(
        "i18n/po/es.po",
        &site.text("i18n/po/es.po").replace("msgstr \"Abran las puertas de cada casa.\"", "msgstr \"Abran"),
    );
    let (code, said) = site.run(&["build"]);
    assert!(code == 1 && said.contains("exchange/po-syntax") && said.contains("i18n/po/es.po:"), "{said}");
}

#[test]
fn what_was_kept_is_never_written_over() {
    let site = Site::confirmed();
    for (folder, text) in [("one", "Una"), ("two", "Otra")] {
        let po = format!(
            "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgctxt \"gone\"\nmsgid \"A page\"\nmsgstr \"{text}\"\n"
        );
        site.put(&format!("{folder}/es.po"), &po);
        let (code, _) = site.run(&["translate", "import", &format!("{folder}/es.po")]);
        assert_eq!(code, 1);
    }
    assert!(
        site.text("i18n/not-taken/es.po").contains("Una")
            && site.text("i18n/not-taken/es.2.po").contains("Otra")
    );
}
