//! Tests of: slug.

use altavoz::base::slug;
use proptest::prelude::*;

#[test]
fn a_slug_is_lower_case_words_joined_by_hyphens() {
    assert_eq!(slug("  Free Them -- All!  2021 "), "free-them-all-2021");
    assert_eq!(slug("children’s"), "children-s");
    assert_eq!(slug("¿…?"), "");
}

#[test]
fn latin_letters_lose_their_diacritics() {
    assert_eq!(slug("Niñas y Niños, ÀÉÎÕÜ, n\u{303}"), "ninas-y-ninos-aeiou-n");
    assert_eq!(
        slug("Łódź Ørsted Straße Þór Đà İstanbul ıraq Œuvre"),
        "lodz-orsted-strasse-thor-da-istanbul-iraq-oeuvre"
    );
}

#[test]
fn other_scripts_keep_theirs() {
    assert_eq!(slug("Ελλάδα Россия"), "ελλάδα-россия");
    assert_eq!(slug("बच्चे हिरासत"), "बच्चे-हिरासत");
    assert_eq!(slug("أطفال ٢٠٢١"), "أطفال-٢٠٢١");
    assert_eq!(slug("子ども 자유"), "子ども-자유");
}

proptest! {
    #[test]
    fn a_slug_of_a_slug_is_the_same(text in "\\PC*") {
        let once = slug(&text);
        prop_assert_eq!(slug(&once), once);
    }
}
