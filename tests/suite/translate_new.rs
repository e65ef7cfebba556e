//! What is new in a source gets a place in its translation: paragraphs, items, rows, fields, strings, labels.

use altavoz::base::Lang;
use altavoz::base::date::Day;
use altavoz::parse;
use altavoz::translate::act::{Act, New, confirm};
use altavoz::translate::ledger::{self, Stored};
use altavoz::translate::take::settle;
use altavoz::translate::{Material, Page, Shelves, State, pages};
use insta::assert_snapshot;
use proptest::prelude::*;

use super::corpus::Folder;

const SOURCE: &str = "content/about.md";
const TARGET: &str = "content/about.es.md";

fn page(folder: &Folder, name: &str, lang: &str) -> Page {
    let sources = folder.sources();
    let ((parsed, _), _) = parse::parse(&sources, &parse::Shelves::default());
    let (material, _) = Material::of(&parsed, &sources, &Shelves::default());
    let (pages, found) = pages(&material, &sources, &Lang::new(lang), &Shelves::default());
    assert_eq!(found, [], "the ledgers are whole");
    pages.pages.into_iter().find(|page| page.name == name).expect("there is such a page")
}

fn today() -> Act {
    Act { stored: Stored::Translated, by: None, at: Day::parse("2026-11-20") }
}

/// A page, confirmed in Spanish as it is.
fn confirmed(source: &str, target: &str) -> Folder {
    let mut folder = Folder::with_items(0);
    folder.set(SOURCE, source);
    folder.set(TARGET, target);
    let ledger = confirm(&page(&folder, "about", "es"), &|_| true, &today());
    folder.set("i18n/ledger/es/about.toml", &ledger::write(&ledger));
    folder
}

/// Translates everything of a page that nobody has translated; gives its texts that found no place.
fn fill(folder: &mut Folder, name: &str, lang: &str) -> Vec<String> {
    let page = page(folder, name, lang);
    let missing = page.alignment.rows.iter().filter(|row| row.state == State::Missing);
    let text = |source: usize| spanish(&page.source.segments[source].text);
    let news = missing.filter_map(|row| row.source);
    let news = news.map(|source| New { source, text: text(source), act: today() }).collect();
    let (text, ledger, left) = settle(&page, news);
    folder.set(page.place.as_str(), &text);
    folder.set(&ledger::path(&page.lang, name), &ledger::write(&ledger));
    left.into_iter().map(|new| page.source.segments[new.source].text.clone()).collect()
}

/// Every state of a page that is not translated.
fn work(folder: &Folder, name: &str, lang: &str) -> Vec<State> {
    let rows = page(folder, name, lang).alignment.rows.clone();
    rows.into_iter().map(|row| row.state).filter(|state| *state != State::Translated).collect()
}

/// Another language, word by word; what is markup stays.
fn spanish(text: &str) -> String {
    let word =
        |word: &str| if word.contains(char::is_alphabetic) { format!("{word}é") } else { word.to_owned() };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The Spanish page after what is new in the English one was translated.
fn filled(before: (&str, &str), after: &str) -> String {
    let mut folder = confirmed(before.0, before.1);
    folder.set(SOURCE, after);
    assert_eq!(fill(&mut folder, "about", "es"), [""; 0], "everything has a place");
    assert_eq!(work(&folder, "about", "es"), []);
    String::from_utf8(folder.files[TARGET].clone()).expect("text")
}

const FRONT: &str = "+++\ntitle = \"About\"\n+++\n";
const DELANTE: &str = "+++\ntitle = \"Sobre\"\n+++\n";

fn body(english: &str, spanish: &str, after: &str) -> String {
    let spanish = format!("{DELANTE}{spanish}");
    let filled = filled((&format!("{FRONT}{english}"), &spanish), &format!("{FRONT}{after}"));
    filled.strip_prefix(DELANTE).expect("the front matter stays").to_owned()
}

#[test]
fn a_new_paragraph_comes_behind_the_one_before_it() {
    assert_snapshot!(body("One 1.\n\nTwo 2.\n", "Uno 1.\n\nDos 2.\n", "Zero 0.\n\nOne 1.\n\nAnd a half.\n\nMore:\n\n* x y\n* z\n\nTwo 2.\n\n## Last\n\nEnd.\n"), @r"
    Zeroé 0.

    Uno 1.

    Andé aé half.é

    More:é

    * xé yé
    * zé

    Dos 2.

    ## Lasté

    End.é
    ");
}

#[test]
fn a_new_item_and_a_new_row_come_into_their_list_and_table() {
    let before = "1. One 1\n   - in 11\n2. Two 2\n\n| a 1 | b 1 |\n|---|---|\n| c 2 | d 2 |\n";
    let target = "1. Uno 1\n   - en 11\n2. Dos 2\n\n| A 1 | B 1 |\n|:--|:--|\n| C 2 | D 2 |\n";
    let after = "0. Zero\n1. One 1\n   - in 11\n   - inner\n2. Two 2\n\n   Its second part\n\n| a 1 | b 1 |\n|---|---|\n| first | row |\n| c 2 | d 2 |\n| e | f |\n";
    assert_snapshot!(body(before, target, after), @r"
    0. Zeroé
    1. Uno 1
       - en 11
       - inneré
    2. Dos 2

       Itsé secondé parté

    | A 1 | B 1 |
    |:--|:--|
    | firsté | rowé |
    | C 2 | D 2 |
    | eé | fé |
    ");
}

#[test]
fn directives_code_and_quotes_keep_what_is_around_them() {
    let before = "One 1.\n\n:::warning{kind=death}\nInside 2.\n:::\n\n> Said 3.\n\nTwo 4.\n";
    let target = "Uno 1.\n\n:::warning{kind=death}\nDentro 2.\n:::\n\n> Dicho 3.\n\nDos 4.\n";
    let after = "One 1.\n\n:::warning{kind=death}\nFirst.\n\nInside 2.\n\nMore.\n:::\n\n```\ncode\n```\n\nAfter code.\n\n> Said 3.\n>\n> Said\n> again.\n\n:::quote{by=\"Ana\"}\nNew one.\n:::\n\nTwo 4.\n";
    assert_snapshot!(body(before, target, after), @r#"
    Uno 1.

    :::warning{kind=death}
    First.é

    Dentro 2.

    More.é
    :::

    ```
    code
    ```

    Afteré code.é

    > Dicho 3.
    >
    > Said
    > again.é

    :::quote{by="Anaé"}
    Newé one.é
    :::

    Dos 4.
    "#);
}

#[test]
fn a_new_field_comes_into_the_front_matter() {
    let front = "+++\ntitle = \"About\"\nsummary = \"What we do\"\nauthors = [{ name = \"A\" }, { role = \"Lawyer\" }]\n+++\nOne.\n";
    let target = "+++\r\ntitle = \"Sobre\"\r\n+++\r\nUno.\r\n";
    assert_snapshot!(filled((&format!("{FRONT}One.\n"), target), front).replace('\r', "␍"), @r#"
    +++␍
    summary = "Whaté weé doé"␍
    authors = [{}, { role = "Lawyeré" }]␍
    title = "Sobre"␍
    +++␍
    Uno.␍
    "#);
}

#[test]
fn a_field_comes_even_where_there_was_no_front_matter() {
    let target = "# Sobre\n\nUno.\n";
    let after = "+++\nsummary = \"What\"\n+++\n# About\n\nOne.\n";
    assert_snapshot!(filled(("# About\n\nOne.\n", target), after), @r#"
    +++
    summary = "Whaté"
    +++
    # Sobre

    Uno.
    "#);
}

#[test]
fn a_new_column_has_no_place() {
    let before = "| a 1 |\n|---|\n| b 2 |\n";
    let mut folder = confirmed(&format!("{FRONT}{before}"), &format!("{DELANTE}{before}"));
    folder.set(SOURCE, &format!("{FRONT}| a 1 | x |\n|---|---|\n| b 2 | y |\n"));
    let mut left = fill(&mut folder, "about", "es");
    left.sort();
    assert_eq!(left, ["x", "y"]);
}

#[test]
fn a_label_comes_beside_the_others_in_every_shape() {
    let mut folder = Folder::with_items(0);
    folder.set("i18n/terms.toml", "[topics.one]\nlabel = { en = \"One\" } # first\n\n[topics.two.label]\nen = \"Two\"\n\n[topics.three]\nlabel.en = \"Three\"   # third\nslug = { es = \"tres\" }\n");
    assert_eq!(fill(&mut folder, "terms", "es"), [""; 0]);
    assert_eq!(work(&folder, "terms", "es"), []);
    assert_snapshot!(String::from_utf8_lossy(&folder.files["i18n/terms.toml"]), @r#"
    [topics.one]
    label = { en = "One", es = "Oneé" } # first

    [topics.two.label]
    en = "Two"
    es = "Twoé"

    [topics.three]
    label.en = "Three"   # third
    label.es = "Threeé"
    slug = { es = "tres" }
    "#);
}

#[test]
fn the_menu_and_built_in_vocabularies_take_labels() {
    let mut folder = Folder::with_items(0);
    let config = String::from_utf8(folder.files["config.toml"].clone()).expect("text");
    folder.set(
        "config.toml",
        &format!("{config}[languages.fr]\n[[menu]]\ntarget = \"news\"\nlabel = {{ en = \"Latest\" }}\n"),
    );
    for name in ["config", "vocabularies/actor-kind"] {
        assert_eq!(fill(&mut folder, name, "fr"), [""; 0]);
        assert_eq!(work(&folder, name, "fr"), []);
    }
    let text = |path: &str| String::from_utf8(folder.files[path].clone()).expect("text");
    assert!(text("config.toml").ends_with("label = { en = \"Latest\", fr = \"Latesté\" }\n"));
    let lines = text("content/practices/_vocabularies/actor-kind.toml");
    assert_snapshot!(lines.lines().take(5).collect::<Vec<_>>().join("\n"), @r#"
    [government]
    label = { fr = "Governmenté" }
    definition = { fr = "Aé publicé authorityé otheré thané thoseé foré childé protection.é" }

    [child-protection]
    "#);
    // A second language and a better word come into the same file.
    let page = page(&folder, "vocabularies/actor-kind", "es");
    let (better, ledger, left) =
        settle(&page, vec![New { source: 0, text: "Estado".to_owned(), act: today() }]);
    assert!(left.is_empty());
    assert!(
        better.starts_with("[government]\nlabel = { fr = \"Governmenté\", es = \"Estado\" }\n"),
        "{better}"
    );
    assert_eq!(ledger.entries.len(), 1);
}

#[test]
fn strings_make_their_file_and_fill_its_gaps() {
    let mut folder = Folder::with_items(0);
    let config = String::from_utf8(folder.files["config.toml"].clone()).expect("text");
    folder.set("config.toml", &format!("{config}[languages.fr]\n"));
    assert_eq!(fill(&mut folder, "strings", "fr"), [""; 0]);
    assert_eq!(work(&folder, "strings", "fr"), []);
    let path = "themes/plaza/strings/fr.toml";
    let whole = String::from_utf8(folder.files[path].clone()).expect("text");
    assert!(whole.starts_with("[paths]\nregions = \"regionsé\"\n"), "{whole}");
    assert!(
        whole.contains("\n\n[count]\nitems = { one = \"{n}é itemé\", other = \"{n}é itemsé\" }\n"),
        "{whole}"
    );
    assert!(whole.contains("\n[petition.state]\n"), "{whole}");
    // With gaps of every shape.
    let gaps = whole
        .replace("menu = \"Menué\"\n", "# menu = \"Menu\" a remark\n")
        .replace("home = \"Homeé\"\n", "")
        .replace("{ one = \"{n}é itemé\", other", "{ other")
        .replace("[petition.state]\n", "[gone]\n");
    assert_ne!(gaps, whole);
    folder.set(path, &gaps);
    assert_eq!(fill(&mut folder, "strings", "fr"), [""; 0]);
    assert_eq!(work(&folder, "strings", "fr"), []);
    let again = String::from_utf8(folder.files[path].clone()).expect("text");
    let site = &again[again.find("[site]").expect("a table")..again.find("[punctuation]").expect("a table")];
    assert_eq!(
        site,
        &whole[whole.find("[site]").expect("a table")..whole.find("[punctuation]").expect("a table")]
    );
}

#[test]
fn a_text_with_a_number_has_every_form_of_the_language() {
    let mut folder = Folder::with_items(0);
    let config = String::from_utf8(folder.files["config.toml"].clone()).expect("text");
    folder.set("config.toml", &format!("{config}[languages.ru]\n"));
    let path = "themes/plaza/strings/ru.toml";
    // A file that was begun with the source's forms gets the others.
    folder.set(path, "[count]\nitems = { one = \"{n} материал\", other = \"{n} материала\" }\n");
    let asked = page(&folder, "strings", "ru");
    let asked = asked.source.segments.iter().filter(|segment| segment.name.starts_with("count.items."));
    let asked: Vec<_> = asked.map(|form| (&form.name[12..], &form.text[..])).collect();
    let items = "{n} items";
    assert_eq!(asked, [("one", "{n} item"), ("other", items), ("few", items), ("many", items)]);
    assert_eq!(fill(&mut folder, "strings", "ru"), [""; 0]);
    let text = String::from_utf8(folder.files[path].clone()).expect("text");
    for line in [
        "items = { one = \"{n} материал\", other = \"{n} материала\", few = \"{n}é itemsé\", many = \"{n}é itemsé\" }\n",
        "pages = { one = \"{n}é pageé\", few = \"{n}é pagesé\", many = \"{n}é pagesé\", other = \"{n}é pagesé\" }\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(work(&folder, "strings", "ru"), [State::Draft, State::Draft], "the two that were there");
}

/// A block of a page, its parts by whether they are there from the beginning.
fn block() -> impl Strategy<Value = (u8, Vec<bool>)> {
    (0_u8..6, prop::collection::vec(any::<bool>(), 1..4))
}

/// A page of such blocks in one of the languages, with everything or what was there at first.
fn text(blocks: &[(u8, Vec<bool>)], is_all: bool, say: fn(&str) -> String) -> String {
    let mut parts = Vec::new();
    for (number, (sort, there)) in blocks.iter().enumerate() {
        let there = || there.iter().enumerate().filter(|(_, there)| is_all || **there).map(|(nth, _)| nth);
        let words = |nth: usize| say(&format!("text {number}{nth} of {number}{nth}"));
        let all = |join: &str, one: &dyn Fn(usize) -> String| there().map(one).collect::<Vec<_>>().join(join);
        let is_empty = there().next().is_none();
        // Two lists with nothing between them are one.
        parts.push(say(&format!("Part {number}.")));
        let whole = match sort {
            _ if is_empty => continue,
            0 => all("\n\n", &words),
            1 => all("\n", &|nth| format!("- {}", words(nth))),
            2 => all("\n", &|nth| format!("{}. {}\n\n   {}", nth + 1, words(nth), words(nth + 10))),
            3 => format!(
                "| {} | 5 |\n|---|---|\n{}",
                words(90),
                all("\n", &|nth| format!("| {} | {nth} |", words(nth)))
            ),
            4 => format!(":::warning{{kind=death}}\n{}\n:::", all("\n\n", &words)),
            _ => all("\n\n", &|nth| format!("## {}\n\n> {}", words(nth), words(nth + 10))),
        };
        parts.push(whole);
    }
    parts.join("\n\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_new_ends_where_it_stands_in_the_source(blocks in prop::collection::vec(block(), 1..6)) {
        let plain = |text: &str| text.to_owned();
        let say = |is_all, say: fn(&str) -> String| format!("{FRONT}{}", text(&blocks, is_all, say));
        let mut folder = confirmed(&say(false, plain), &say(false, spanish));
        prop_assert_eq!(work(&folder, "about", "es"), []);
        folder.set(SOURCE, &say(true, plain));
        prop_assert_eq!(fill(&mut folder, "about", "es"), [""; 0]);
        let text = String::from_utf8_lossy(&folder.files[TARGET]).into_owned();
        prop_assert_eq!(work(&folder, "about", "es"), [], "{}", text);
        prop_assert_eq!(text, say(true, spanish));
    }
}
