//! Dates, numbers and names as each language writes them.

use altavoz::base::Lang;
use altavoz::base::country::Country;
use altavoz::base::date::{Day, Edtf};
use altavoz::render::format::{Amount, Formatter, Unit};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn range(locale: &str, start: &str, end: &str) -> String {
    Formatter::new(locale).long_range(day(start), day(end))
}

fn amount(locale: &str, value: &str, unit: &str) -> String {
    Formatter::new(locale).amount(&Amount::parse(value).expect("a number"), Unit::parse(unit))
}

#[test]
fn a_day_is_written_out() {
    assert_eq!(Formatter::new("en").long_date(day("2020-10-12")), "October 12, 2020");
    assert_eq!(Formatter::new("en-GB").long_date(day("2020-10-12")), "12 October 2020");
    assert_eq!(Formatter::new("es-MX").long_date(day("2020-10-12")), "12 de octubre de 2020");
    assert_eq!(Formatter::new("es").medium_date(day("2020-10-12")), "12 oct 2020");
}

#[test]
fn calendar_and_digits_are_those_of_the_locale() {
    assert_eq!(Formatter::new("fa").long_date(day("2020-10-12")), "۲۱ مهر ۱۳۹۹");
    assert_eq!(Formatter::new("ar-EG-u-nu-latn").number(1_778), "1,778");
    assert_eq!(Formatter::new("en-u-ca-buddhist").long_date(day("2020-10-12")), "October 12, 2563 BE");
}

#[test]
fn a_range_says_once_what_both_days_share() {
    assert_eq!(range("en", "2023-05-16", "2023-05-17"), "May 16–17, 2023");
    assert_eq!(range("es-MX", "2023-05-16", "2023-05-17"), "16–17 de mayo de 2023");
    assert_eq!(range("es-MX", "2023-04-25", "2023-05-09"), "25 de abril – 9 de mayo de 2023");
    assert_eq!(range("en", "2023-04-25", "2023-05-09"), "April 25 – May 9, 2023");
    assert_eq!(range("es-MX", "2022-12-30", "2023-01-02"), "30 de diciembre de 2022 – 2 de enero de 2023");
    assert_eq!(range("ja", "2023-05-05", "2023-05-06"), "2023年5月5–6日");
    assert_eq!(range("ja", "2023-05-05", "2023-06-05"), "2023年5月5日 – 6月5日");
    assert_eq!(range("en", "2023-05-16", "2023-05-16"), "May 16, 2023");
}

#[test]
fn what_is_known_roughly_is_not_made_more_exact() {
    let written = |locale: &str, text: &str| Formatter::new(locale).edtf(&Edtf::parse(text).expect("EDTF"));
    assert_eq!(written("en", "2015"), "2015");
    assert_eq!(written("es", "2015-08"), "agosto de 2015");
    assert_eq!(written("en", "2015-08-01"), "August 1, 2015");
    let both = |start: &str, end: &str| {
        Formatter::new("en").edtf_range(&Edtf::parse(start).expect("EDTF"), &Edtf::parse(end).expect("EDTF"))
    };
    assert_eq!(both("2015", "2016"), "2015–2016");
    assert_eq!(both("2015-08", "2016-04"), "August 2015 – April 2016");
}

#[test]
fn figures_carry_their_unit_as_the_language_wants_it() {
    assert_eq!(amount("en", "14195", ""), "14,195");
    assert_eq!(amount("es", "1778", ""), "1778");
    assert_eq!(amount("es-MX", "1778", ""), "1,778");
    assert_eq!(amount("en", "37", "percent"), "37%");
    assert_eq!(amount("es", "77.7", "%"), "77,7\u{a0}%");
    assert_eq!(amount("en", "36", "USD"), "$36");
    assert_eq!(amount("es", "300", "EUR"), "300\u{a0}€");
    assert_eq!(Amount::parse("about 20"), None);
    assert_eq!(Amount::parse("1,000"), None);
}

#[test]
fn names_and_lists_are_the_languages_own() {
    let spanish = Formatter::new("es-MX");
    assert_eq!(spanish.country(Country::parse("US").expect("a country")), "Estados Unidos");
    assert_eq!(spanish.language(&Lang::new("en")), "inglés");
    assert_eq!(spanish.list(["España", "Italia"].into_iter()), "España e Italia");
    assert_eq!(Formatter::new("en").list(["a", "b", "c"].into_iter()), "a, b, and c");
    assert_eq!(spanish.open_graph_locale(), "es_MX");
    assert_eq!(Formatter::new("es").open_graph_locale(), "es_ES");
}

#[test]
fn a_million_has_a_plural_of_its_own_in_spanish() {
    let spanish = Formatter::new("es");
    assert_eq!([1, 2, 1_000_000].map(|number| spanish.plural(number)), ["one", "other", "many"]);
}

proptest! {
    #[test]
    fn no_locale_and_no_day_is_too_much(
        locale in "[a-z]{2,3}(-[A-Z]{2})?(-u-ca-(chinese|islamic|hebrew|persian|roc|x{3,8}))?|\\PC{0,20}",
        start in -3_000_000_i32..2_900_000,
        length in 0_i32..2_000,
    ) {
        let days = |days: i32| {
            let epoch = altavoz::base::date::Day::parse("1970-01-01").expect("a day").0;
            Day(epoch.saturating_add(jiff::Span::new().days(days.clamp(-4_000_000, 2_900_000))))
        };
        let formatter = Formatter::new(&locale);
        prop_assert!(!formatter.long_range(days(start), days(start + length)).is_empty());
    }
}
