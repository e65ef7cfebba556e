//! The ledger: what a change of the source makes of a translation, and what makes no difference.

use std::sync::Arc;

use altavoz::base::date::Day;
use altavoz::base::{Lang, Report, Source, SourcePath};
use altavoz::content::Parsed;
use altavoz::translate::act::{Act, New, Written, confirm, waive, write};
use altavoz::translate::bundles::bundles;
use altavoz::translate::ledger::{self, Stored};
use altavoz::translate::start::start;
use altavoz::translate::units::standing;
use altavoz::translate::{Change, Material, Page, Shelves, State, pages};
use altavoz::{parse, translate};
use proptest::prelude::*;

use super::corpus::Folder;

const SOURCE: &str = "content/about.md";
const TARGET: &str = "content/about.es.md";
const LEDGER: &str = "i18n/ledger/es/about.toml";

/// The pages of a site in Spanish.
fn spanish(folder: &Folder) -> Vec<Page> {
    let sources = folder.sources();
    let ((parsed, _), _) = parse::parse(&sources, &parse::Shelves::default());
    let (material, _) = Material::of(&parsed, &sources, &Shelves::default());
    let (pages, found) = pages(&material, &sources, &Lang::new("es"), &Shelves::default());
    assert_eq!(found, [], "the ledgers are whole");
    pages.pages
}

fn about(folder: &Folder) -> Page {
    spanish(folder).into_iter().find(|page| page.name == "about").expect("there is such a page")
}

fn today() -> Act {
    Act { stored: Stored::Translated, by: None, at: Day::parse("2026-11-20") }
}

/// A site with one page in two languages, confirmed as it is.
fn confirmed(source: &str, target: &str) -> Folder {
    let mut folder = Folder::with_items(0);
    folder.set(SOURCE, &format!("+++\ntitle = \"About\"\n+++\n{source}"));
    folder.set(TARGET, &format!("+++\ntitle = \"Quiénes somos\"\n+++\n{target}"));
    confirm_all(&mut folder);
    folder
}

fn confirm_all(folder: &mut Folder) {
    let ledger = confirm(&about(folder), &|_| true, &today());
    folder.set(LEDGER, &ledger::write(&ledger));
}

fn edit(folder: &mut Folder, path: &str, before: &str, after: &str) {
    let text = String::from_utf8(folder.files[path].clone()).expect("text");
    assert!(text.contains(before), "{before:?} is in {path}");
    folder.set(path, &text.replacen(before, after, 1));
}

/// Everything that is not simply translated, with its text in the source.
fn work(folder: &Folder) -> Vec<String> {
    let page = about(folder);
    let rows = page.alignment.rows.iter().filter(|row| row.state != State::Translated);
    rows.map(|row| {
        let text = row.source.map_or("", |source| &page.source.segments[source].text);
        format!("{}: {text}", row.state)
    })
    .collect()
}

const ENGLISH: &str = "We ask for the release of all children.\n\n## What we ask\n\nThere are 1,778 people in 12 centres.\n\n- Open the doors.\n- Close the centres by 3 May 2024.\n\n> [!NOTE]\n> | Country | People |\n> |---|---|\n> | Mexico | 14 |\n> | Guatemala | 7 |\n";
const SPANISH: &str = "Pedimos la libertad de todas las niñas y niños.\n\n## Qué pedimos\n\nHay 1,778 personas en 12 centros.\n\n- Abran las puertas.\n- Cierren los centros antes del 3 de mayo de 2024.\n\n> [!NOTE]\n> | País | Personas |\n> |---|---|\n> | México | 14 |\n> | Guatemala | 7 |\n";

#[test]
fn a_page_that_was_confirmed_needs_nothing() {
    assert_eq!(work(&confirmed(ENGLISH, SPANISH)), [""; 0]);
}

#[test]
fn one_changed_number_is_one_stale_fact() {
    for (before, after) in
        [("1,778", "1,787"), ("| 14", "| 41"), ("12 centres", "13 centres"), ("2024", "2025")]
    {
        let mut folder = confirmed(ENGLISH, SPANISH);
        edit(&mut folder, SOURCE, before, after);
        let work = work(&folder);
        assert_eq!(work.len(), 1, "{after}: {work:?}");
        assert!(work[0].starts_with("stale-facts: "), "{after}: {work:?}");
    }
}

#[test]
fn a_number_in_a_cell_inside_a_directive_is_one_stale_fact() {
    let page = |number: &str| {
        format!(
            "Text.\n\n:::warning{{kind=\"torture\"}}\n| a | b |\n|---|---|\n| x | {number} |\n| y | 5 |\n:::\n"
        )
    };
    let mut folder = confirmed(&page("12"), &page("12"));
    edit(&mut folder, SOURCE, "| 12", "| 13");
    assert_eq!(work(&folder), ["stale-facts: 13"]);
}

#[test]
fn reflow_reorder_and_rename_leave_nothing_stale() {
    let mut folder = confirmed(ENGLISH, SPANISH);
    edit(&mut folder, SOURCE, "We ask for the release of all children.\n\n", "");
    edit(&mut folder, SOURCE, "There are 1,778 people\u{20}", "There are 1,778\npeople ");
    edit(
        &mut folder,
        SOURCE,
        "- Close the centres by 3 May 2024.\n",
        "- Close the centres by 3 May 2024.\n\nWe ask for the release of all children.\n",
    );
    assert_eq!(work(&folder), [""; 0]);
}

#[test]
fn what_is_inserted_is_missing_and_touches_nothing_else() {
    let mut folder = confirmed(ENGLISH, SPANISH);
    edit(&mut folder, SOURCE, "## What we ask", "A new paragraph.\n\n## What we ask");
    assert_eq!(work(&folder), ["missing: A new paragraph."]);
}

#[test]
fn what_is_taken_away_is_an_orphan() {
    let mut folder = confirmed(ENGLISH, SPANISH);
    edit(&mut folder, SOURCE, "- Open the doors.\n", "");
    assert_eq!(work(&folder), ["orphan: "]);
}

#[test]
fn a_slip_mended_in_the_translation_changes_no_state() {
    let mut folder = confirmed(ENGLISH, SPANISH);
    edit(&mut folder, TARGET, "Abran las puertas.", "¡Abran las puertas!");
    edit(&mut folder, TARGET, "Quiénes somos", "Sobre nosotras");
    assert_eq!(work(&folder), [""; 0]);
    // And it hides no drift: what the source says now is still told.
    edit(&mut folder, SOURCE, "Open the doors.", "Open the doors and the windows of every house.");
    assert_eq!(work(&folder), ["stale-major: Open the doors and the windows of every house."]);
}

#[test]
fn a_changed_word_among_many_is_minor() {
    let long = "The commission heard the families of people who are held in the north of the country and asked again for their release.\n";
    let mut folder = confirmed(long, "La comisión escuchó a las familias.\n");
    edit(&mut folder, SOURCE, "asked again", "asked once");
    assert_eq!(work(&folder).len(), 1);
    assert!(work(&folder)[0].starts_with("stale-minor: "));
}

#[test]
fn a_waived_change_is_done_until_the_source_changes_again() {
    let mut folder = confirmed(ENGLISH, SPANISH);
    edit(&mut folder, SOURCE, "Open the doors.", "Open the doors, all of them.");
    let ledger = waive(&about(&folder), &|_| true, &today());
    folder.set(LEDGER, &ledger::write(&ledger));
    assert_eq!(work(&folder), ["waived: Open the doors, all of them."]);
    edit(&mut folder, SOURCE, "all of them", "each of the 12");
    assert_eq!(work(&folder), ["stale-facts: Open the doors, each of the 12."]);
}

#[test]
fn a_new_address_is_asked_for_only_where_it_is_missing() {
    let mut folder =
        confirmed("See [the report](https://example.org/a).\n", "Vea [el informe](https://example.org/a).\n");
    edit(&mut folder, SOURCE, "org/a", "org/b");
    assert_eq!(work(&folder), ["stale-minor: See [the report](https://example.org/b)."]);
    edit(&mut folder, TARGET, "org/a", "org/b");
    assert_eq!(work(&folder), [""; 0]);
}

#[test]
fn a_page_that_nobody_confirmed_is_a_draft() {
    let mut folder = Folder::with_items(0);
    folder.set(SOURCE, &format!("+++\ntitle = \"About\"\n+++\n{ENGLISH}"));
    folder.set(TARGET, &format!("+++\ntitle = \"Quiénes somos\"\n+++\n{SPANISH}"));
    assert!(work(&folder).iter().all(|row| row.starts_with("draft: ")), "{:?}", work(&folder));
}

#[test]
fn a_page_that_was_begun_waits_in_every_place_and_can_be_filled() {
    let mut folder = Folder::with_items(0);
    folder.set(SOURCE, &format!("+++\ntitle = \"About\"\nkey_points = [\"One\", \"Two\"]\nauthors = [{{ name = \"A\" }}, {{ name = \"B\", role = \"Lawyer\" }}]\n+++\n{ENGLISH}"));
    folder.set("content/news/about.md", "");
    folder.files.remove("content/news/about.md");
    let begun = start(&about(&folder));
    assert!(begun.contains("authors = [{}, { role = \"<!-- t:todo "), "{begun}");
    folder.set(TARGET, &begun);
    let page = about(&folder);
    assert!(page.alignment.rows.iter().all(|row| row.state == State::Missing && row.target.is_some()));
    let news: Vec<New> = (0..page.source.segments.len())
        .map(|source| New {
            source,
            text: format!("{} – sí", page.source.segments[source].text),
            act: today(),
        })
        .collect();
    let Written { text, ledger, homeless, .. } = write(&page, &news);
    assert_eq!(homeless, [0_usize; 0]);
    folder.set(TARGET, &text);
    folder.set(LEDGER, &ledger::write(&ledger));
    assert_eq!(work(&folder), [""; 0]);
    assert!(!text.contains("t:todo"), "{text}");
}

#[test]
fn a_ledger_reads_back_as_it_was_written_and_a_damaged_one_is_named() {
    let folder = confirmed(ENGLISH, SPANISH);
    let text = String::from_utf8(folder.files[LEDGER].clone()).expect("text");
    let file = |text: &str| Source::new(SourcePath::new(LEDGER), text.as_bytes().to_vec());
    let (read, found) = ledger::read(&file(&text));
    assert_eq!((ledger::write(&read), found.len()), (text.clone(), 0));
    let conflict = text.replacen("  { s", "<<<<<<< ours\n  { s", 1);
    assert_eq!(ledger::read(&file(&conflict)).1[0].code, "ledger/conflict");
    for damaged in [
        text.replacen("s = \"", "s = \"zz", 1),
        text.replacen("src =", "scr =", 1),
        text.replacen("] ", "", 1) + "x",
    ] {
        let (ledger, found) = ledger::read(&file(&damaged));
        assert_eq!((found[0].code, ledger.entries.len()), ("ledger/damaged", 0));
    }
}

#[test]
fn a_changed_paragraph_is_counted_and_named_for_readers() {
    let mut folder = confirmed(ENGLISH, SPANISH);
    edit(&mut folder, SOURCE, "1,778", "1,779");
    let standing = standing(&about(&folder));
    assert_eq!(standing.changed.len(), 1);
    assert_eq!(standing.changed[0].before, "There are 1,778 people in 12 centres.");
    let ((parsed, _), _) = parse::parse(&folder.sources(), &parse::Shelves::default());
    let mut parsed = parsed;
    let memo = translate::apply::Memo::default();
    translate::apply::apply(&mut parsed, &folder.sources(), &memo);
    let document = parsed.documents.iter().find(|document| document.source.path.as_str() == TARGET);
    let text = document.map(|document| document.source.text().expect("text").to_owned()).expect("there");
    assert!(
        text.contains(&format!("12 centros.<!-- t:stale facts {} -->", standing.changed[0].id)),
        "{text}"
    );
    assert_eq!(Arc::strong_count(&parsed.standings[&SourcePath::new(TARGET)]), 2);
}

#[test]
fn of_three_thousand_equal_paragraphs_each_waits_for_its_own() {
    let mut folder = Folder::with_items(0);
    folder.set(SOURCE, &format!("+++\ntitle = \"About\"\n+++\n{}", "Freedom for all.\n\n".repeat(3000)));
    let begun = start(&about(&folder));
    folder.set(TARGET, &begun);
    let rows = &about(&folder).alignment.rows;
    assert_eq!(rows.len(), 3001);
    assert!(rows.iter().all(|row| row.state == State::Missing && row.source == row.target));
}

/// What a build applies, with what the last one kept.
fn applied(folder: &Folder, memo: &mut translate::apply::Memo) -> Parsed {
    let ((mut parsed, _), _) = parse::parse(&folder.sources(), &parse::Shelves::default());
    memo.turn();
    translate::apply::apply(&mut parsed, &folder.sources(), memo);
    parsed
}

#[test]
fn a_new_name_in_the_glossary_is_heeded_by_the_next_build() {
    let mut folder = confirmed("We are the Lantern group.", "Somos el grupo Lantern.");
    edit(&mut folder, SOURCE, "Lantern", "Lamp");
    let mut memo = translate::apply::Memo::default();
    let mut change = |folder: &Folder| {
        let parsed = applied(folder, &mut memo);
        parsed.standings[&SourcePath::new(TARGET)].changed[0].change
    };
    assert_eq!(change(&folder), Change::Major);
    folder.set("i18n/glossary.toml", "[[terms]]\nterm = \"Lantern\"\nkeep = true\n");
    assert_eq!(change(&folder), Change::Facts);
}

#[test]
fn two_languages_that_say_the_same_in_their_po_files_are_two_pages() {
    let mut folder = Folder::with_items(0);
    let config = String::from_utf8(folder.files["config.toml"].clone()).expect("text");
    folder.set("config.toml", &format!("{config}\n[languages.pt]\n"));
    folder.set("content/team.md", "+++\ntitle = \"The team\"\n+++\nWe are **Altavoz**.\n");
    for lang in ["es", "pt"] {
        let po = format!(
            "msgid \"\"\nmsgstr \"Language: {lang}\\n\"\n\nmsgctxt \"team\"\nmsgid \"We are **Altavoz**.\"\nmsgstr \"Somos **Altavoz**.\"\n"
        );
        folder.set(&format!("i18n/po/{lang}.po"), &po);
    }
    let mut memo = translate::apply::Memo::default();
    for build in ["cold", "warm"] {
        let parsed = applied(&folder, &mut memo);
        let teams = parsed.documents.iter().filter(|document| document.item.to_string() == "team");
        let langs: Vec<_> = teams.map(|document| document.lang.to_string()).collect();
        assert_eq!(langs, ["es", "en", "pt"], "{build}");
    }
}

#[test]
fn a_spanish_original_stays_the_original_when_english_lies_in_a_po_file() {
    let mut folder = Folder::with_items(0);
    folder.set("content/team.es.md", "+++\ntitle = \"El equipo\"\n+++\nSomos doce.\n");
    let po = "msgid \"\"\nmsgstr \"Language: en\\n\"\n\nmsgctxt \"team\"\nmsgid \"Somos doce.\"\nmsgstr \"We are twelve.\"\n";
    folder.set("i18n/po/en.po", po);
    let parsed = applied(&folder, &mut translate::apply::Memo::default());
    let bundles = bundles(&parsed.documents, &parsed.config, &mut Report::default());
    let team = bundles.iter().find(|bundle| bundle.path.to_string() == "team").expect("there is such a page");
    assert_eq!((&team.source.lang, team.translations.len()), (&Lang::new("es"), 1));
}

fn words() -> impl Strategy<Value = String> {
    "[a-z]{2,7}( [a-z]{2,7}){3,9}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Paragraphs in another order and with other line breaks, one of them with another number.
    #[test]
    fn only_what_changed_is_stale(paragraphs in prop::collection::vec(words(), 3..12), which in any::<prop::sample::Index>(), turn in any::<prop::sample::Index>()) {
        let text = |paragraphs: &[String], number: usize, changed: usize| -> String {
            let of = |(at, words): (usize, &String)| {
                let count = if at == changed { number } else { 5 };
                format!("{words} {at} of {count}.\n\n")
            };
            paragraphs.iter().enumerate().map(of).collect::<Vec<_>>().concat()
        };
        let target = text(&paragraphs, 5, 0);
        let mut folder = confirmed(&text(&paragraphs, 5, 0), &target);
        prop_assert_eq!(work(&folder), Vec::<String>::new());
        let changed = which.index(paragraphs.len());
        let source = text(&paragraphs, 6, changed).replace(" of ", "\nof ");
        let mut pieces: Vec<&str> = source.trim_end().split("\n\n").collect();
        let turn = turn.index(pieces.len());
        pieces.rotate_left(turn);
        folder.set(SOURCE, &format!("+++\ntitle = \"About\"\n+++\n{}\n", pieces.join("\n\n")));
        let work = work(&folder);
        prop_assert_eq!(work.len(), 1, "{:?}", work);
        prop_assert!(work[0].starts_with("stale-facts"), "{:?}", work);
    }
}
