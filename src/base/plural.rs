//! CLDR's names of the forms that words take beside numbers.

use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRules};

use super::Lang;

/// All of them, in CLDR's order.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The name of one.
pub fn word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Those of a language. `many` of Spanish and its kin is for whole millions only, and PO cannot carry
/// it: `other` stands in.
pub fn of(lang: &Lang) -> impl Iterator<Item = &'static str> {
    let rules = Locale::try_from_str(lang.as_str())
        .ok()
        .and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok());
    let categories: Vec<PluralCategory> =
        rules.iter().flat_map(|rules| rules.categories().collect::<Vec<_>>()).collect();
    let language = lang.as_str().split('-').next().unwrap_or_default();
    let is_of_millions = matches!(language, "ca" | "es" | "fr" | "it" | "pt");
    categories.into_iter().map(word).filter(move |word| !(is_of_millions && *word == "many"))
}
