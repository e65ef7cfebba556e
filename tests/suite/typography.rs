//! Tests of: typography.

use altavoz::base::Report;
use altavoz::parse::markdown::{self, Settings, Typography};
use proptest::prelude::*;

use crate::body::{PLACE, hollow, settings};

const ENGLISH: Typography = Typography { quotes: ['“', '”', '‘', '’'], narrow_spaces: false };
const BRITISH: Typography = Typography { quotes: ['‘', '’', '“', '”'], narrow_spaces: false };
const SPANISH: Typography = Typography { quotes: ['«', '»', '“', '”'], narrow_spaces: false };
const FRENCH: Typography = Typography { quotes: ['«', '»', '“', '”'], narrow_spaces: true };

/// Narrow spaces shown as `_`.
fn set(typography: Typography, text: &str) -> String {
    typography.set(text).replace('\u{202f}', "_")
}

fn paragraph(typography: Option<Typography>, text: &str) -> String {
    let settings = Settings { typography, highlight: false, ..settings() };
    let html = hollow(&markdown::read(text, PLACE, &settings, &mut Report::default()));
    html.trim_start_matches("<p>").trim_end_matches("</p>\n").replace('\u{202f}', "_")
}

#[test]
fn quotation_marks_are_the_languages() {
    let text = r#""She said 'no' to us," they wrote."#;
    assert_eq!(set(ENGLISH, text), "“She said ‘no’ to us,” they wrote.");
    assert_eq!(set(BRITISH, text), "‘She said “no” to us,’ they wrote.");
    assert_eq!(set(SPANISH, text), "«She said “no” to us,» they wrote.");
    assert_eq!(set(BRITISH, r#"'She said "no" to us,' they wrote."#), "‘She said “no” to us,’ they wrote.");
}

#[test]
fn a_quotation_in_a_quotation_has_the_inner_marks() {
    assert_eq!(set(ENGLISH, r#""a "b" c""#), "“a ‘b’ c”");
    assert_eq!(set(ENGLISH, r#""'a'" ('b')"#), "“‘a’” (‘b’)");
}

#[test]
fn spanish_openers_stand_before_quotations() {
    assert_eq!(set(SPANISH, r#"¿"Qué" pasó? ¡"Nada"!"#), "¿«Qué» pasó? ¡«Nada»!");
}

#[test]
fn apostrophes_are_not_quotations() {
    assert_eq!(
        set(ENGLISH, "It's the children's, the parents' '90s and 'twas 'tis"),
        "It’s the children’s, the parents’ ’90s and ’twas ’tis"
    );
    assert_eq!(set(FRENCH, "l'enfant d'aujourd'hui"), "l’enfant d’aujourd’hui");
    assert_eq!(set(ENGLISH, "rock 'n' roll"), "rock ‘n’ roll");
}

#[test]
fn a_mark_that_may_mean_anything_stays() {
    assert_eq!(set(ENGLISH, r#"6" by 5'6" and " or ' alone"#), r#"6" by 5'6" and " or ' alone"#);
}

#[test]
fn the_end_of_a_quotation_of_several_paragraphs_closes() {
    assert_eq!(set(ENGLISH, r#"and so it ends.""#), "and so it ends.”");
}

#[test]
fn dashes_and_dots() {
    assert_eq!(
        set(ENGLISH, "a -- b, 1--2, c---d, wait... more.... -----"),
        "a – b, 1–2, c—d, wait… more…. -----"
    );
}

#[test]
fn options_of_programs_stay() {
    assert_eq!(set(ENGLISH, "run it with --strict"), "run it with --strict");
}

#[test]
fn french_has_narrow_spaces() {
    assert_eq!(
        set(FRENCH, r#""Oui" : elle dit : non ; quoi ? Ah ! Quoi?! 10:30"#),
        "«_Oui_»_: elle dit_: non_; quoi_? Ah_! Quoi_?! 10:30"
    );
    assert_eq!(set(FRENCH, "«non», « oui », «\u{a0}si\u{a0}»"), "«_non_», «_oui_», «_si_»");
    assert_eq!(set(SPANISH, "« oui » ?"), "« oui » ?");
}

#[test]
fn addresses_are_taken_as_they_are() {
    assert_eq!(
        set(FRENCH, "voir https://a.org/b--c?d=e's ; et www.a.org/x...y!"),
        "voir https://a.org/b--c?d=e's_; et www.a.org/x...y_!"
    );
    assert_eq!(
        paragraph(Some(FRENCH), "<https://a.org/b--c?d> et <a'b@c.org>"),
        "<a href=\"https://a.org/b--c?d\" rel=\"noopener\">https://a.org/b--c?d</a> et <a href=\"mailto:a&#x27;b@c.org\">a'b@c.org</a>"
    );
}

#[test]
fn marks_look_over_emphasis_links_and_lines() {
    assert_eq!(
        paragraph(Some(ENGLISH), "\"*Yes*,\" *\"no\"* \"`x`\" \"a\nb\" \"**c**\""),
        "“<em>Yes</em>,” <em>“no”</em> “<code>x</code>” “a\nb” “<strong>c</strong>”"
    );
    assert_eq!(
        paragraph(Some(FRENCH), "*oui* ! `a` ; \"*b*\""),
        "<em>oui</em>_! <code>a</code>_; «_<em>b</em>_»"
    );
}

#[test]
fn a_quotation_ends_with_its_paragraph() {
    assert_eq!(paragraph(Some(ENGLISH), "\"a\n\n\"b\""), "“a</p>\n<p>“b”");
}

#[test]
fn escaped_marks_stay_straight() {
    assert_eq!(paragraph(Some(ENGLISH), r#"\"a\" &quot;b&quot; \--c\... it\'s"#), r#""a" "b" --c... it's"#);
}

#[test]
fn marks_in_different_pieces_are_not_one() {
    assert_eq!(paragraph(Some(ENGLISH), "a-*-b-*- c"), "a-<em>-b-</em>- c");
}

#[test]
fn without_typography_marks_stay_as_typed() {
    assert_eq!(paragraph(None, "\"a\" -- 'b'..."), "\"a\" -- 'b'...");
}

proptest! {
    #[test]
    fn only_marks_and_spaces_change(text in "[a-z\"'.«»;:!?() \u{a0}\u{202f}-]{0,60}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        for typography in [ENGLISH, BRITISH, SPANISH, FRENCH] {
            prop_assert_eq!(letters(&typography.set(&text)), letters(&text));
        }
    }
}
