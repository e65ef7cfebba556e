//! Words in boxes, by the glyphs that they become.

use std::sync::Arc;

use super::fonts::{Face, Fonts};
use super::lines::{self, Room, Set};
use super::words::{Style, Words};
use crate::base::{Source, SourcePath};

fn fonts() -> Fonts {
    let files: [(&str, &[u8]); 3] = [
        ("NotoNaskhArabic-Bold", include_bytes!("../../../themes/plaza/fonts/NotoNaskhArabic-Bold.ttf")),
        ("NotoSans-SemiBold", include_bytes!("../../../themes/plaza/fonts/NotoSans-SemiBold.ttf")),
        ("NotoSerif-Bold", include_bytes!("../../../themes/plaza/fonts/NotoSerif-Bold.ttf")),
    ];
    let source = |(name, bytes): (&str, &[u8])| {
        Arc::new(Source::new(SourcePath::new(format!("themes/plaza/fonts/{name}.ttf")), bytes))
    };
    Fonts::of(&files.map(source))
}

fn style(is_rtl: bool) -> Style<'static> {
    Style { family: "NotoNaskhArabic-Bold, NotoSerif-Bold", is_rtl, lang: if is_rtl { "ar" } else { "en" } }
}

fn glyphs(text: &str, faces: &[Face<'_>], is_rtl: bool) -> Vec<u16> {
    let words = Words::new(text, faces, style(is_rtl));
    words.shaped(0..words.text.len()).glyphs.iter().map(|glyph| glyph.id).collect()
}

#[test]
fn arabic_letters_join_and_run_from_the_right() {
    let fonts = fonts();
    let faces = fonts.open();
    let joined = glyphs("سلم", &faces, true);
    let apart: Vec<u16> =
        "سلم".chars().flat_map(|letter| glyphs(&letter.to_string(), &faces, true)).collect();
    assert_eq!(joined.len(), 3);
    assert!(joined.iter().all(|glyph| !apart.contains(glyph)), "no letter stands as it does alone");
    // The glyphs are from left to right, so the word's first letter is the last one.
    let first = glyphs("سل", &faces, true);
    assert_eq!(joined.last(), first.last());
    // Numbers and names inside run from the left.
    let words = Words::new("عام 2020 مع AVID", &faces, style(true));
    let mixed = words.shaped(0..words.text.len());
    let digits = glyphs("2020", &faces, true);
    let placed: Vec<u16> = mixed.glyphs.iter().map(|glyph| glyph.id).collect();
    assert!(placed.windows(4).any(|four| *four == digits[..]), "{placed:?} has {digits:?}");
}

#[test]
fn accents_have_letters() {
    let fonts = fonts();
    let faces = fonts.open();
    let texts = [
        "Ninguna Niña, ¿Ningún Niño? «Détenu»",
        "Łódź, Đorđe, ấn tượng, Ñandutí — “ẹ̀kọ́”",
        "Ελλάδα, Україна",
        "e\u{301}n",
    ];
    for text in texts {
        let words = Words::new(text, &faces, style(false));
        assert_eq!(words.text, text, "every letter has a font");
        let shaped = words.shaped(0..words.text.len());
        assert!(shaped.glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
    }
}

const ROOM: Room =
    Room { width: 1056.0, height: 380.0, largest: 104.0, smallest: 36.0, leading: 1.2, most: 99 };

fn set(text: &str, is_rtl: bool) -> (Set, Vec<f32>) {
    let fonts = fonts();
    let faces = fonts.open();
    let again = |text: &str| Words::new(text, &faces, style(is_rtl));
    let set = lines::set(&again(text), &ROOM, &again);
    let widths = set.lines.iter().map(|line| line.width * set.size).collect();
    (set, widths)
}

#[test]
fn short_titles_are_large_and_long_ones_fit() {
    let (short, _) = set("Nobody is illegal now", false);
    assert!((short.size - ROOM.largest).abs() < 0.1, "{}", short.size);
    let title = "Families wait for their decision at home and with a lawyer at their side ".repeat(4);
    for length in [20, 60, 140, 300, 10_000] {
        let text: String = title.repeat(40).chars().take(length).collect();
        let (set, widths) = set(&text, false);
        #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
        let height = widths.len() as f32 * set.size * ROOM.leading;
        assert!(height <= ROOM.height + 1.0, "{length}: {height}");
        assert!(widths.iter().all(|width| *width <= ROOM.width + 2.0), "{length}: {widths:?}");
        let glyphs: usize = set.lines.iter().map(|line| line.glyphs.len()).sum();
        let letters = text.chars().filter(|c| *c != ' ').count();
        assert!(length > 300 || glyphs >= letters, "{length}: nothing is lost, {glyphs} of {letters}");
    }
}

#[test]
fn lines_are_even_and_in_their_order() {
    let (set, widths) = set("أفرجوا عن جميع المحتجزين بسبب الهجرة الآن ولا تحتجزوا أحدًا مكانهم أبدًا", true);
    assert!(set.lines.len() > 1);
    let (least, most) =
        (widths.iter().copied().fold(f32::MAX, f32::min), widths.iter().copied().fold(0.0, f32::max));
    assert!(least > most * 0.5, "{widths:?}");
    let fonts = fonts();
    let faces = fonts.open();
    let first = *glyphs("أفرجوا", &faces, true).last().expect("a letter");
    assert_eq!(
        set.lines[0].glyphs.last().map(|glyph| glyph.id),
        Some(first),
        "the first word begins the first line"
    );
}

#[test]
fn a_word_that_is_too_wide_is_broken_and_a_hyphen_alone_breaks_no_short_one() {
    let (set_of, widths) = set(&"x".repeat(300), false);
    assert!(set_of.lines.len() > 1 && widths.iter().all(|width| *width <= ROOM.width + 2.0));
    let (hyphen, _) = set("Inter-American", false);
    assert_eq!(hyphen.lines.len(), 1);
}

#[test]
fn what_turns_a_text_or_has_no_letter_is_left_out() {
    let fonts = fonts();
    let faces = fonts.open();
    let words = Words::new("a\u{202e}b\u{2066}c \u{1f54a}\u{fe0f} d\0\u{7}\n e", &faces, style(false));
    assert_eq!(words.text.replace("  ", " "), "abc d e");
    assert!(set("\u{1f54a}", false).0.lines.is_empty());
    assert!(set("", false).0.lines.is_empty());
}

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#0b4f57"/><text x="10" y="10" width="280" height="180" font-size="60" data-least="12" fill="#fff">TEXT</text></svg>"##;

#[test]
fn a_drawing_is_a_png_of_its_size_and_the_same_each_time() {
    let press = super::Press::of(fonts());
    let draw = |text: &str| press.drawn(&SVG.replace("TEXT", text));
    let png = draw("Freedom &lt;now&gt; &amp; here");
    let picture = image::load_from_memory(&png).expect("a PNG").to_rgb8();
    assert_eq!(picture.dimensions(), (300, 200));
    assert_eq!(picture.get_pixel(0, 0).0, [0x0b, 0x4f, 0x57], "the ground is exact");
    assert!(picture.pixels().any(|pixel| pixel.0 == [255, 255, 255]), "so are the letters");
    assert_eq!(png, draw("Freedom &lt;now&gt; &amp; here"));
    assert_ne!(png, draw("Freedom"));
}

#[test]
fn what_is_no_drawing_is_told() {
    let trouble = |svg: &str| super::trouble(svg).unwrap_or_default();
    assert_eq!(trouble(SVG), "");
    assert!(trouble("<svg").contains("unclosed") || !trouble("<svg").is_empty());
    assert_eq!(trouble(&SVG.replace("width=\"280\"", "")), "a `text` needs a `width` above 0");
    assert_eq!(
        trouble(&SVG.replace("#fff", "white")),
        "`fill` of a `text` must be a colour like `#0b4f57`, not `white`"
    );
    assert_eq!(
        trouble(&SVG.replace("width=\"300\" height=\"200\">", "width=\"99999\" height=\"200\">")),
        "`width` of the root element must be a whole number of pixels up to 4096"
    );
}
