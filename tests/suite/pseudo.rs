//! Texts that only look translated: another look, the same page.

use altavoz::parse::markdown::extensions;
use altavoz::translate::pseudo::{accented, right_to_left};
use altavoz::translate::text;
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag};

/// Everything of a text but its words.
fn skeleton(text: &str) -> Vec<String> {
    let part = |event: Event<'_>| match event {
        Event::Text(_) => None,
        // A link's own words may be part of what the parser tells of it.
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        Event::Start(Tag::Heading { level, .. }) => Some(level.to_string()),
        event => Some(format!("{event:?}")),
    };
    Parser::new_ext(text, extensions()).filter_map(part).collect()
}

#[test]
fn words_get_accents_and_grow() {
    assert_eq!(accented("Sign"), "Šíĝñ");
    assert_eq!(accented("Stop detaining children."), "Šţóƥ đéţáíñíñĝ ẽẽẽ çĥíĺđŕéñ.");
    let long =
        "Governments must stop detaining children and their families because of where they come from today";
    let share = accented(long).chars().count() * 100 / long.chars().count();
    assert!((120..=145).contains(&share), "{share} %");
}

#[test]
fn what_a_program_reads_stays_as_it_is() {
    assert_eq!(accented("{n} of {total}"), "{n} óƒ {total}");
    assert_eq!(
        accented("See [it](a.md) at https://example.org/x."),
        "Šéé [íţ](a.md) áţ https://example.org/x."
    );
    assert_eq!(accented("`code` and <b>bold</b>"), "`code` áñđ <b>ƀóĺđ</b>");
    assert_eq!(accented("Join #FreeThemAll, ana@example.org"), "Ĵóíñ #FreeThemAll, ana@example.org");
    assert_eq!(accented("A&amp;B[^note]"), "Á&amp;Ɓ[^note]");
    assert_eq!(accented("Who {#who}"), "Ŵĥó {#who}");
}

#[test]
fn letters_turn_from_right_to_left() {
    assert_eq!(right_to_left("Open **it**"), "וםהנ **יט**");
    assert_eq!(right_to_left("[A](b.md) {n}"), "[א](b.md) {n}");
}

proptest! {
    #[test]
    fn a_page_keeps_its_skeleton(text in "([A-Za-z0-9 .,*_`\\[\\]()<>!|{}#~:\n-]|&amp;|\\*|\\[a\\]\\(b\\)|```\n){0,60}") {
        for rewritten in [accented(&text), right_to_left(&text)] {
            prop_assert_eq!(skeleton(&rewritten), skeleton(&text));
            prop_assert_eq!(text::parts(&rewritten), text::parts(&text));
        }
    }

    #[test]
    fn placeholders_stay(names in proptest::collection::vec("[a-z]{1,8}", 0..4), words in "[a-z ]{0,30}") {
        let parts: Vec<String> = names.iter().map(|name| format!("{words} {{{name}}}")).collect();
        let text = parts.join(" ");
        let kept: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
        let rewritten = accented(&text);
        prop_assert!(kept.iter().all(|placeholder| rewritten.contains(placeholder)));
    }
}
