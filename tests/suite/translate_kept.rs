//! What translators were promised: nothing is confirmed, hidden or lost without their word.

use super::translate::{Site, states};

const LEDGER: &str = "i18n/ledger/es/about.toml";

#[test]
fn a_damaged_ledger_is_mended_without_confirming_what_was_pending() {
    for (before, after, left) in [
        // One line is broken, two versions were joined, nothing can be read.
        ("k = \"item\"", "k = ", states(&[("draft", 1), ("stale-facts", 1), ("translated", 2)])),
        ("  { s", "<<<<<<< ours\n  { s", states(&[("stale-facts", 1), ("translated", 3)])),
        ("{ s", "{ x", states(&[("draft", 4)])),
    ] {
        let site = Site::confirmed();
        site.edit("content/about.md", "1,778", "1,787");
        let is_all = before == "{ s";
        let text = site.text(LEDGER);
        assert!(text.contains(before), "{text}");
        site.put(LEDGER, &text.replacen(before, after, if is_all { 9 } else { 1 }));
        let said = site.ok(&["translate", "adopt", "es"]);
        assert!(said.contains("is made anew"), "{said}");
        assert_eq!(site.status(), left, "{before}: {said}");
    }
}

#[test]
fn of_two_joined_ledgers_the_older_word_holds() {
    let site = Site::confirmed();
    let old = site.text(LEDGER);
    site.edit("content/about.md", "1,778", "1,787");
    site.ok(&["translate", "done", "es", "about"]);
    let line = |text: &str| text.lines().find(|line| line.contains("12 centres")).expect("a line").to_owned();
    let new = line(&site.text(LEDGER)).replace("2026-11-22", "2026-11-23");
    let joined = format!("<<<<<<< ours\n{new}\n=======\n{}\n>>>>>>> theirs", line(&old));
    site.put(LEDGER, &old.replace(&line(&old), &joined));
    site.ok(&["translate", "adopt", "es"]);
    assert_eq!(site.status(), states(&[("stale-facts", 1), ("translated", 3)]));
}

#[test]
fn what_is_right_unchanged_is_confirmed_by_sending_it_back() {
    for format in ["po", "csv", "xliff"] {
        let site = Site::confirmed();
        site.edit("content/about.md", "Open the doors.", "Open the doors, all of them, now.");
        let file = format!("es.{format}").replace("xliff", "xlf");
        site.ok(&["translate", "export", "es", "--format", format, "--output", &file, "--all"]);
        let text = site.text(&file);
        // Sent back as it went out, it confirms nothing: nobody has said that it is right.
        site.ok(&["translate", "import", &file]);
        assert_eq!(site.status(), states(&[("stale-major", 1), ("translated", 3)]), "{format}");
        let confirmed = text
            .replace("#, fuzzy\n", "")
            .replace(",stale-major,", ",translated,")
            .replace("state=\"needs-review-translation\"", "state=\"translated\"");
        assert_ne!(text, confirmed, "{text}");
        site.put(&file, &confirmed);
        // A file from before the last change says nothing of what is there now.
        let before = site.text("content/about.md");
        site.edit("content/about.md", "all of them, now", "each one, today, at 7");
        site.run(&["translate", "import", &file]);
        assert_eq!(site.status(), states(&[("stale-facts", 1), ("translated", 3)]), "{format}");
        site.put("content/about.md", &before);
        let said = site.ok(&["translate", "import", &file]);
        assert_eq!(site.status(), states(&[("translated", 4)]), "{format}: {said}");
    }
}

#[test]
fn an_import_that_was_stopped_is_finished_by_importing_again() {
    let site = Site::confirmed();
    site.edit("content/about.md", "1,778", "1,787");
    site.edit("content/about.md", "- Open", "We are many, and we stay.\n\n- Open");
    site.put("content/team.md", "+++\ntitle = \"The team\"\n+++\nWe are twelve.\n");
    site.ok(&["translate", "export", "es", "--output", "es.po", "--format", "po"]);
    let mut po = site.text("es.po").replace("#, fuzzy\n", "").replace("Hay 1,778", "Hay 1,787");
    for (english, spanish) in [
        ("We are many, and we stay.", "Somos muchas y nos quedamos."),
        ("The team", "El equipo"),
        ("We are twelve.", "Somos doce."),
    ] {
        let from = format!("msgid \"{english}\"\nmsgstr \"\"");
        assert!(po.contains(&from), "{po}");
        po = po.replace(&from, &format!("msgid \"{english}\"\nmsgstr \"{spanish}\""));
    }
    site.put("es.po", &po);
    let ledger = site.text(LEDGER);
    site.ok(&["translate", "import", "es.po"]);
    let whole = site.tree();
    // The pages were written, the ledgers were not.
    site.put(LEDGER, &ledger);
    std::fs::remove_file(site.root().join("i18n/ledger/es/team.toml")).expect("it was there");
    let said = site.ok(&["translate", "import", "es.po"]);
    assert!(site.tree() == whole, "{said}: {}", site.text(LEDGER));
}

#[test]
fn an_export_keeps_what_it_cannot_take_from_the_file_before() {
    let site = Site::confirmed();
    site.edit("content/about.md", "Open the doors.", "Open the doors of every house.");
    site.ok(&["translate", "export", "es", "--format", "po"]);
    site.edit("i18n/po/es.po", "#, fuzzy\n", "");
    site.edit("i18n/po/es.po", "msgstr \"Abran las puertas.\"", "msgstr \"Abran las puertas de cada casa.\"");
    // Meanwhile somebody writes something else on the site.
    site.edit("content/about.es.md", "Abran las puertas.", "Abran todas las puertas.");
    let said = site.ok(&["translate", "export", "es", "--format", "po"]);
    assert!(said.contains("i18n/not-taken/es.po"), "{said}");
    let kept = site.text("i18n/not-taken/es.po");
    assert!(kept.contains("Abran las puertas de cada casa.") && kept.contains("# "), "{kept}");
    // Unfinished work is work, too.
    site.edit("i18n/po/es.po", "msgstr \"Abran todas las puertas.\"", "msgstr \"Abran, abran.\"");
    let (code, said) = site.run(&["translate", "export", "es", "--format", "po"]);
    assert!(code == 2 && said.contains("translate import"), "{said}");
    // What cannot be read cannot be kept, so it is left.
    site.put("i18n/po/es.po", &(site.text("i18n/po/es.po") + "\nmsgid \"A\nmsgstr \"B\"\n"));
    let before = site.text("i18n/po/es.po");
    let (code, said) = site.run(&["translate", "export", "es", "--format", "po"]);
    assert!(code == 2 && said.contains("i18n/po/es.po"), "{said}");
    assert_eq!(site.text("i18n/po/es.po"), before);
}

#[test]
fn an_adaptation_is_followed_by_its_source_and_says_so() {
    let site = Site::confirmed();
    site.edit("content/about.es.md", "+++\ntitle", "+++\nmode = \"adaptation\"\ntitle");
    std::fs::remove_file(site.root().join(LEDGER)).expect("it was there");
    let said = site.ok(&["translate", "done", "es", "about"]);
    assert!(said.contains("adaptation"), "{said}");
    assert_eq!(site.status(), states(&[("translated", 4)]));
    site.edit("content/about.es.md", "Pedimos", "Una frase del todo distinta. Pedimos");
    assert_eq!(site.status(), states(&[("translated", 4)]));
    site.edit("content/about.md", "1,778", "1,787");
    assert_eq!(site.status(), states(&[("stale-facts", 1), ("translated", 3)]));
    site.ok(&["translate", "done", "es", "about"]);
    assert_eq!(site.status(), states(&[("translated", 4)]));
}

#[test]
fn a_move_to_a_page_that_is_not_there_moves_nothing() {
    let site = Site::confirmed();
    let before = site.tree();
    let (code, said) = site.run(&["translate", "mv", "about", "nowhere"]);
    assert!(code == 2 && said.contains("nowhere"), "{said}");
    assert!(site.tree() == before, "{said}");
}

#[test]
fn a_heading_with_a_line_under_it_is_begun_without_stars() {
    let site = Site::confirmed();
    let source = "+++\ntitle = \"The team\"\n+++\n> Who\n> we are\n> =====\n\nWhat we do {#do}\n---\n\nTerm\n: What it means\n";
    site.put("content/team.md", source);
    site.ok(&["translate", "start", "es", "team"]);
    let begun = site.text("content/team.es.md");
    let marks: Vec<&str> = begun.split("+++\n").nth(2).expect("a text").lines().collect();
    assert!(marks[0].starts_with("> # <!-- t:todo ") && !marks[0].contains('*'), "{begun}");
    assert!(marks[2].starts_with("## <!-- t:todo ") && marks[2].ends_with("{#do}"), "{begun}");
    assert_eq!((marks[1], marks[3], marks.len()), ("", "", 6), "{begun}");
    let said = site.ok(&["translate", "status", "es", "--page", "team", "--format", "json"]);
    assert!(said.contains("{\"missing\":5}"), "{said}");
}

#[test]
fn a_term_that_is_begun_stays_one_without_stars() {
    let site = Site::confirmed();
    site.put("config.toml", &(site.text("config.toml") + "min_translated = 1\n"));
    let source = "+++\ntitle = \"Words\"\n+++\nDetention\n: To be held.\n\n> Bond\n> : Money.\n\n- A thing\n";
    site.put("content/words.md", source);
    site.ok(&["translate", "start", "es", "words"]);
    let begun = site.text("content/words.es.md");
    assert!(!begun.contains('*') && begun.matches("t:todo").count() == 6, "{begun}");
    let said = site.ok(&["translate", "status", "es", "--page", "words", "--format", "json"]);
    assert!(said.contains("{\"missing\":6}"), "{said}");
    site.ok(&["build"]);
    let html = site.text("public/es/words/index.html");
    assert_eq!(html.matches("<dt").count(), 2, "{html}");
    // Written over the mark by hand.
    let body = begun.rfind("+++\n").expect("front matter") + 4;
    let end = begun[body..].find('\n').expect("a line") + body;
    site.put("content/words.es.md", &format!("{}Detención{}", &begun[..body], &begun[end..]));
    let said = site.ok(&["translate", "status", "es", "--page", "words", "--format", "json"]);
    assert!(said.contains("\"missing\":5"), "{said}");
    site.ok(&["build"]);
    let html = site.text("public/es/words/index.html");
    assert!(html.contains("<dt>Detención</dt>") && html.matches("<dt").count() == 2, "{html}");
}

#[test]
fn a_page_can_accept_what_a_check_of_translations_says() {
    let page = |allow: &str| format!("+++\ntitle = \"Words\"\n{allow}+++\nWhat the words say.\n");
    let site = Site::confirmed();
    site.put("content/words.es.md", "+++\ntitle = \"Palabras\"\n+++\nWhat the words say.\n");
    site.put("content/words.md", &page(""));
    assert!(site.run(&["translate", "check", "es"]).1.contains("content/words.es.md"));
    site.put(
        "content/words.md",
        &page("allow = [{ rule = \"translation/unchanged\", reason = \"a list\" }]\n"),
    );
    assert!(!site.run(&["translate", "check", "es"]).1.contains("content/words.es.md"));
    // A build does not look for it, so it cannot say that it is for nothing.
    assert!(!site.run(&["check"]).1.contains("allow/unused"));
}

#[test]
fn a_text_beside_the_mark_of_one_to_come_is_named_where_it_stands() {
    for (line, place) in [
        ("<!-- t:todo 3f2a91c0 --> Somos *doce*.", "10:1"),
        ("Somos *doce*. <!-- t:todo 3f2a91c0 -->", "10:15"),
        ("- Uno <!-- t:todo 3f2a91c0 -->", "10:7"),
        ("- <!-- t:todo 3f2a91c0 --> Uno", "10:3"),
    ] {
        let site = Site::confirmed();
        site.put("content/about.es.md", &(site.text("content/about.es.md") + "\n" + line + "\n"));
        let (code, said) = site.run(&["build"]);
        let wanted = format!("content/about.es.md:{place}");
        assert!(
            code == 1 && said.contains("translation/mark-left") && said.contains(&wanted),
            "{line}: {said}"
        );
    }
}

#[test]
fn an_address_and_a_title_that_are_defined_elsewhere_on_the_page_count() {
    let site = Site::confirmed();
    let english = "+++\ntitle = \"About us\"\n+++\nSee [the form][form] now.\n\nNothing else.\n\n[form]: https://example.org/a 'The form'\n";
    let spanish = "+++\ntitle = \"Quiénes somos\"\n+++\nVea [el formulario][form] ya.\n\nNada más.\n\n[form]: https://example.org/a 'El formulario'\n";
    site.put("content/about.md", english);
    site.put("content/about.es.md", spanish);
    std::fs::remove_file(site.root().join(LEDGER)).expect("it was there");
    site.ok(&["translate", "adopt", "es"]);
    assert_eq!(site.status(), states(&[("translated", 4)]));
    site.edit("content/about.md", "org/a", "org/b");
    assert_eq!(site.status(), states(&[("stale-minor", 1), ("translated", 3)]));
    let said = site.ok(&["translate", "diff", "es", "about"]);
    assert!(said.contains("https://example.org/a → https://example.org/b"), "{said}");
    site.edit("content/about.es.md", "org/a", "org/b");
    assert_eq!(site.status(), states(&[("translated", 4)]));
    site.edit("content/about.md", "'The form'", "'The new form for all of you'");
    assert_eq!(site.status(), states(&[("stale-major", 1), ("translated", 3)]));
    site.ok(&["translate", "export", "es", "--output", "es.po", "--format", "po"]);
    let po = site.text("es.po").replace("#, fuzzy\n", "").replace("El formulario", "El formulario nuevo");
    site.put("es.po", &po);
    site.ok(&["translate", "import", "es.po"]);
    assert_eq!(site.status(), states(&[("translated", 4)]));
    assert!(site.text("content/about.es.md").contains("https://example.org/b 'El formulario nuevo'"));
}

#[test]
fn advice_that_was_withdrawn_is_named_and_readers_are_told() {
    let site = Site::confirmed();
    site.edit("content/about.md", "We ask for the release of all children.\n\n", "");
    assert_eq!(site.status(), states(&[("orphan", 1), ("translated", 3)]));
    let said = site.ok(&["translate", "status", "es"]);
    assert!(said.contains("about  gone from the source: 1"), "{said}");
    let said = site.ok(&["translate", "diff", "es", "about"]);
    assert!(said.contains("Pedimos la libertad"), "{said}");
    let said = site.ok(&["translate", "check", "es"]);
    assert!(said.contains("translation/withdrawn") && said.contains("content/about.es.md:4:1"), "{said}");
    site.ok(&["build"]);
    assert!(!site.text("public/es/about/index.html").contains("class=\"stale"));
    site.edit("content/about.md", "+++\ntitle", "+++\ncritical = true\ntitle");
    site.ok(&["build"]);
    let page = site.text("public/es/about/index.html");
    assert!(page.contains("1 parte ya no está en el original") && page.contains("class=\"stale"), "{page}");
    // Taken out there as well, it is forgotten.
    site.edit("content/about.es.md", "Pedimos la libertad de todas las niñas y niños.\n\n", "");
    site.ok(&["translate", "done", "es", "about"]);
    assert_eq!(site.status(), states(&[("translated", 3)]));
    site.ok(&["build"]);
    assert!(!site.text("public/es/about/index.html").contains("ya no está en el original"));
}

/// A copy of this project's own site.
fn own_site() -> Site {
    let site = Site::empty();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["content", "i18n", "themes", "vocabularies", "assets", "config.toml"] {
        for entry in walkdir::WalkDir::new(root.join(name)).into_iter().flatten() {
            let to = site.root().join(entry.path().strip_prefix(root).expect("it lies there"));
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(to).expect("a disk");
            } else {
                std::fs::copy(entry.path(), to).expect("a disk");
            }
        }
    }
    site
}

#[test]
fn on_the_real_site_a_changed_number_is_seen_everywhere_translated_and_gone() {
    const PAGE: &str = "statements/regional-response-2014";
    let site = own_site();
    let row = || -> serde_json::Value {
        let said = site.ok(&["translate", "status", "es", "--page", PAGE, "--format", "json"]);
        serde_json::from_str(said.lines().next().expect("a row")).expect("JSON")
    };
    let web = || {
        site.ok(&["build", "--output", "public"]);
        let file = walkdir::WalkDir::new(site.root().join("public/es"))
            .into_iter()
            .flatten()
            .map(walkdir::DirEntry::into_path)
            .filter(|path| path.ends_with("index.html"))
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .find(|html| html.contains("más de 70 países") && html.contains("cerca de diez años"));
        file.expect("the statement in Spanish")
    };
    let before = row()["segments"].clone();
    assert!(before["stale-facts"].is_null(), "{before}");
    assert!(!web().contains("class=\"stale"), "nothing is outdated yet");

    site.edit(&format!("content/{PAGE}.md"), "more than 300 organisations", "more than 340 organisations");
    assert_eq!(row()["segments"]["stale-facts"], 1, "exactly one, in the status");
    let diff = site.ok(&["translate", "diff", "es", PAGE]);
    assert!(diff.contains("[-300-] {+340+}"), "{diff}");
    site.ok(&["translate", "pack", "es", "--page", PAGE, "--output", "pack.html"]);
    let pack = site.text("pack.html");
    assert!(pack.contains("stale-facts") && pack.contains("more than 340 organisations"), "in the pack");
    assert!(web().contains("class=\"stale stale-facts\""), "on the Spanish page");

    site.ok(&["translate", "export", "es", "--format", "po", "--output", "es.po"]);
    let po = site.text("es.po");
    let entries: Vec<String> = po
        .split("\n\n")
        .map(|entry| {
            let is_it = entry.contains("more than 340 organisations");
            if is_it {
                entry.replace("#, fuzzy\n", "").replace("300 organizaciones", "340 organizaciones")
            } else {
                entry.to_owned()
            }
        })
        .collect();
    assert_ne!(entries.join("\n\n"), po, "the entry is there");
    site.put("es.po", &entries.join("\n\n"));
    site.ok(&["translate", "import", "es.po"]);
    assert_eq!(row()["segments"], before, "gone from the status");
    let page = web();
    assert!(!page.contains("class=\"stale") && page.contains("340"), "gone from the page");
}
