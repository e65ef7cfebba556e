//! A warm build is a clean build: after any edits the same bytes and the same words.

use std::sync::mpsc;

use altavoz::base::asks::Asks;
use altavoz::base::{Diagnostic, Url};
use altavoz::{Built, Memo};
use proptest::prelude::*;

use super::corpus::{CONFIG, Folder, inputs};

/// What somebody may do to a site between two builds.
#[derive(Clone, Debug)]
enum Edit {
    Body(usize, String),
    Heading(usize, String),
    Call(usize, usize),
    FirstParagraph(usize, String),
    Title(usize, String),
    TranslatedTitle(usize, String),
    Date(usize, u8),
    Draft(usize),
    SectionIndex(String),
    SiteTitle(String),
    PageSize(usize),
    Words(String),
    Style(String),
    Template(String),
    Delete(usize),
    DeleteTranslation(usize),
    Break(usize),
    BreakBytes(usize),
    Restore,
}

fn edit() -> impl Strategy<Value = Edit> {
    let word = "[a-zñé]{1,12}";
    let item = 0..18_usize;
    prop_oneof![
        4 => (item.clone(), word).prop_map(|(item, word)| Edit::Body(item, word)),
        2 => (item.clone(), word).prop_map(|(item, word)| Edit::Heading(item, word)),
        2 => (item.clone(), item.clone()).prop_map(|(item, other)| Edit::Call(item, other)),
        2 => (item.clone(), word).prop_map(|(item, word)| Edit::FirstParagraph(item, word)),
        2 => (item.clone(), word).prop_map(|(item, word)| Edit::Title(item, word)),
        2 => (item.clone(), word).prop_map(|(item, word)| Edit::TranslatedTitle(item, word)),
        2 => (item.clone(), 1..28_u8).prop_map(|(item, day)| Edit::Date(item, day)),
        1 => item.clone().prop_map(Edit::Draft),
        1 => word.prop_map(Edit::SectionIndex),
        1 => word.prop_map(Edit::SiteTitle),
        1 => (1..5_usize).prop_map(Edit::PageSize),
        1 => word.prop_map(Edit::Words),
        1 => word.prop_map(Edit::Style),
        1 => word.prop_map(Edit::Template),
        2 => item.clone().prop_map(Edit::Delete),
        2 => item.clone().prop_map(Edit::DeleteTranslation),
        1 => item.clone().prop_map(Edit::Break),
        1 => item.prop_map(Edit::BreakBytes),
        1 => Just(Edit::Restore),
    ]
}

fn path(number: usize, lang: &str) -> String {
    let section = if number.is_multiple_of(3) { "statements" } else { "news" };
    format!("content/{section}/item-{number:04}{lang}.md")
}

fn change(folder: &mut Folder, path: &str, edit: impl Fn(&str) -> String) {
    if let Some(bytes) = folder.files.get(path).and_then(|bytes| String::from_utf8(bytes.clone()).ok()) {
        folder.set(path, &edit(&bytes));
    }
}

fn line(text: &str, beginning: &str, new: &str) -> String {
    text.lines().map(|line| if line.starts_with(beginning) { new } else { line }.to_owned() + "\n").collect()
}

fn apply(folder: &mut Folder, edit: &Edit) {
    match edit {
        Edit::Body(item, word) => change(folder, &path(*item, ""), |text| format!("{text}\nAlso {word}.\n")),
        Edit::Heading(item, word) => {
            change(folder, &path(*item, ""), |text| line(text, "## ", &format!("## {word}")));
        }
        Edit::Call(item, other) => {
            let other = path(*other, "");
            let call = format!(":::cta{{to=\"../../{other}\" label=\"Read\"}} :::");
            change(folder, &path(*item, ""), |text| format!("{text}\n{call}\n"));
        }
        Edit::FirstParagraph(item, word) => {
            change(folder, &path(*item, ""), |text| line(text, "The first", &format!("The first {word}.")));
        }
        Edit::Title(item, word) => {
            change(folder, &path(*item, ""), |text| line(text, "title", &format!("title = \"{word}\"")));
        }
        Edit::TranslatedTitle(item, word) => {
            change(folder, &path(*item, ".es"), |text| line(text, "title", &format!("title = '{word}'")));
        }
        Edit::Date(item, day) => {
            change(folder, &path(*item, ""), |text| line(text, "date", &format!("date = 2020-05-{day:02}")));
        }
        Edit::Draft(item) => {
            change(folder, &path(*item, ""), |text| text.replacen("hashtags", "draft = true\nhashtags", 1));
        }
        Edit::SectionIndex(word) => folder.set(
            "content/news/_index.es.md",
            &format!("+++\ntitle = \"Noticias {word}\"\nslug = \"{word}\"\n+++\n"),
        ),
        Edit::SiteTitle(word) => folder.set("config.toml", &CONFIG.replace("Open Doors", word)),
        Edit::PageSize(size) => {
            folder.set("config.toml", &format!("{CONFIG}[sections.news]\npage_size = {size}\n"));
        }
        Edit::Words(word) => {
            folder.set("themes/plaza/strings/es.toml", &format!("[share]\ntitle = \"{word}\"\n"));
        }
        Edit::Style(word) => folder.set("themes/plaza/static/style.css", &format!("/* {word} */")),
        Edit::Template(word) => {
            let text = format!("<!doctype html><html><title>{word}</title><p>{{{{ page.text }}}}</p></html>");
            folder.set("themes/plaza/templates/expired.html", &text);
        }
        Edit::Delete(item) => drop(folder.files.remove(&path(*item, ""))),
        Edit::DeleteTranslation(item) => drop(folder.files.remove(&path(*item, ".es"))),
        Edit::Break(item) => change(folder, &path(*item, ""), |text| text.replacen("title = ", "title ", 1)),
        Edit::BreakBytes(item) => drop(folder.files.insert(path(*item, ""), vec![b'#', 0xff, 0])),
        Edit::Restore => *folder = Folder::with_items(18),
    }
}

fn bytes(built: &Built) -> Vec<(&str, &[u8])> {
    built.output.files.iter().map(|(url, file)| (url.as_str(), &file.bytes[..])).collect()
}

fn assert_same(warm: &(Built, Vec<Diagnostic>), clean: &(Built, Vec<Diagnostic>), edit: &Edit) {
    assert_eq!(warm.1, clean.1, "other words after {edit:?}");
    let (warm, clean) = (bytes(&warm.0), bytes(&clean.0));
    let urls = |files: &[(&str, &[u8])]| files.iter().map(|(url, _)| (*url).to_owned()).collect::<Vec<_>>();
    assert_eq!(urls(&warm), urls(&clean), "other pages after {edit:?}");
    for ((url, warm), (_, clean)) in warm.iter().zip(&clean) {
        assert!(warm == clean, "{url} differs after {edit:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in prop::collection::vec(edit(), 1..8)) {
        let mut folder = Folder::with_items(18);
        let mut memo = Memo::default();
        folder.build(&mut memo);
        for edit in &edits {
            apply(&mut folder, edit);
            assert_same(&folder.build(&mut memo), &folder.build(&mut Memo::default()), edit);
        }
    }
}

#[test]
fn an_edit_of_a_body_renders_at_most_one_page_in_a_hundred() {
    let mut folder = Folder::with_items(240);
    let mut memo = Memo::default();
    let (first, said) = folder.build(&mut memo);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(first.rendered, first.site.pages.len());

    change(&mut folder, &path(120, ""), |text| format!("{text}\nOne more paragraph.\n"));
    let (second, _) = folder.build(&mut memo);
    assert_eq!(second.parsed, 1);
    assert!(second.rendered >= 1, "the page itself is rendered again");
    assert!(
        second.rendered * 100 <= second.site.pages.len(),
        "{} of {}",
        second.rendered,
        second.site.pages.len()
    );
}

#[test]
fn a_build_without_an_edit_makes_nothing_again() {
    let folder = Folder::with_items(30);
    let mut memo = Memo::default();
    folder.build(&mut memo);
    let (again, _) = folder.build(&mut memo);
    assert_eq!((again.parsed, again.rendered), (0, 0));
}

#[test]
fn two_builds_give_the_same_bytes() {
    let folder = Folder::with_items(40);
    let (one, two) = (folder.build(&mut Memo::default()), folder.build(&mut Memo::default()));
    assert_same(&one, &two, &Edit::Restore);
}

/// Whether a page that somebody waits for comes before the build is over.
fn comes_early(folder: &Folder, memo: &mut Memo, url: &str) -> bool {
    let (asks, (sender, answer)) = (Asks::default(), mpsc::channel());
    let ask =
        asks.ask(Url::new(url), Box::new(move |file| sender.send(file.is_some()).expect("the test waits")));
    assert!(ask.is_ok(), "nothing is over yet");
    altavoz::build_asked(&folder.sources(), &inputs(), memo, &asks);
    asks.close();
    answer.recv().expect("everybody is answered")
}

#[test]
fn a_page_comes_early_only_while_the_site_is_well() {
    let well = |body: &str| {
        let mut folder = Folder::with_items(3);
        folder.set("config.toml", &format!("{CONFIG}[markdown]\nraw_html = true\n"));
        folder.set("content/about.md", &format!("+++\ntitle = \"About\"\n+++\n{body}\n"));
        folder
    };
    let mut memo = Memo::default();
    let mut early = |body: &str, url: &str| comes_early(&well(body), &mut memo, url);
    assert!(early("Fine.", "/about/"));
    assert!(!early("[x](nowhere.md)", "/about/"), "known before anything is rendered");
    assert!(!early("Call 55 1234 5678.", "/news/"), "a rule of texts");
    assert!(!early("<img src=\"https://a.example/x.png\" alt=\"\">", "/about/"), "seen on the page itself");
    assert!(
        !early("<img src=\"https://a.example/x.png\" alt=\"\"> again", "/news/"),
        "known from the last build"
    );
    assert!(!early("Mended.", "/about/"), "known only at the end");
    assert!(early("Better.", "/about/"));
    let allow = "+++\ntitle = \"Help\"\nallow = [{ rule = \"privacy/phone-in-body\", reason = \"a helpline\" }]\n+++\nCall 55 1234 5678.\n";
    let mut folder = well("Fine.");
    folder.set("content/help.md", allow);
    assert!(comes_early(&folder, &mut Memo::default(), "/about/"), "what is allowed does not hold pages up");
}
