//! How a language writes dates, numbers, lists and names: everything of icu.
//!
//! A [`Formatter`] is made once per language from its locale (config's `locale`, with calendar and
//! numbering as `-u-` keys). Knows nothing of pages or of the theme's words.

mod date;
mod number;

use std::cmp::Ordering;

use icu::datetime::fieldsets::{MD, Y, YM, YMD, YMDE};
use icu::datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu::decimal::DecimalFormatter;
use icu::decimal::options::DecimalFormatterOptions;
use icu::experimental::dimension::percent::formatter::PercentFormatter;
use icu::experimental::dimension::percent::options::PercentFormatterOptions;
use icu::experimental::displaynames::DisplayNamesOptions;
use icu::experimental::displaynames::multi::{LocaleDisplayNamesFormatter, RegionDisplayNames};
use icu::list::ListFormatter;
use icu::list::options::{ListFormatterOptions, ListLength};
use icu::locale::subtags::Region;
use icu::locale::{Locale, LocaleExpander};
use icu::plurals::{PluralRules, PluralRulesOptions};

use crate::base::collation::Collation;
use crate::base::country::Country;
use crate::base::{Lang, digits, plural};

pub use number::{Amount, Unit};

/// Writes dates, numbers, lists and names as readers of one language expect them.
pub struct Formatter {
    locale: Locale,
    /// `0` or `٠`.
    pub zero: char,
    decimal: DecimalFormatter,
    percent: PercentFormatter<DecimalFormatter>,
    plurals: PluralRules,
    list: ListFormatter,
    collation: Collation,
    /// CLDR names countries and languages in the larger languages only.
    regions: Option<RegionDisplayNames>,
    languages: Option<LocaleDisplayNamesFormatter>,
    dates: Dates,
}

struct Dates {
    long: DateTimeFormatter<YMD>,
    medium: DateTimeFormatter<YMD>,
    month: DateTimeFormatter<YM>,
    year: DateTimeFormatter<Y>,
    day: DateTimeFormatter<MD>,
    weekday: DateTimeFormatter<YMDE>,
}

impl Formatter {
    /// A formatter for a BCP 47 locale such as `es-MX-u-ca-gregory`; what icu has no data for is
    /// written as the language's nearest relative does.
    pub fn new(locale: &str) -> Formatter {
        let locale = Locale::try_from_str(locale).unwrap_or(Locale::UNKNOWN);
        let plain = Locale::from(locale.id.clone());
        Formatter::of(&locale)
            .or_else(|| Formatter::of(&plain))
            .or_else(|| Formatter::of(&Locale::UNKNOWN))
            .expect("icu's compiled data has the root locale")
    }

    fn of(locale: &Locale) -> Option<Formatter> {
        let list = ListFormatterOptions::default().with_length(ListLength::Wide);
        let names = DisplayNamesOptions::default;
        Some(Formatter {
            locale: locale.clone(),
            zero: digits::zero(&locale.to_string()),
            decimal: DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()?,
            percent: PercentFormatter::try_new(locale.into(), PercentFormatterOptions::default()).ok()?,
            plurals: PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()?,
            list: ListFormatter::try_new_and(locale.into(), list).ok()?,
            collation: Collation::of(&locale.to_string()),
            regions: RegionDisplayNames::try_new(locale.into(), names()).ok(),
            languages: LocaleDisplayNamesFormatter::try_new(locale.into(), names()).ok(),
            dates: Dates::of(locale.into())?,
        })
    }

    /// "a, b and c".
    pub fn list<'a>(&self, items: impl Iterator<Item = &'a str> + Clone) -> String {
        self.list.format(items).to_string()
    }

    /// The order in which a dictionary of this language has two texts.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.collation.compare(one, other)
    }

    /// The CLDR plural category of a number: `one`, `few`, `other`, …
    pub fn plural(&self, number: i64) -> &'static str {
        plural::word(self.plurals.category_for(number))
    }

    /// A country's name; its code where CLDR has none.
    pub fn country(&self, country: Country) -> String {
        let region = Region::try_from_str(country.code()).ok();
        let name = self.regions.as_ref().zip(region).and_then(|(names, region)| names.of(region));
        name.unwrap_or(country.code()).to_owned()
    }

    /// The name of a language; the tag where it is none.
    pub fn language(&self, lang: &Lang) -> String {
        let locale = Locale::try_from_str(lang.as_str()).ok();
        let name = self.languages.as_ref().zip(locale).map(|(names, locale)| names.of(&locale).into_owned());
        name.unwrap_or_else(|| lang.to_string())
    }

    /// As OpenGraph writes a locale: `es_MX`, with the likeliest country where none is set.
    pub fn open_graph_locale(&self) -> String {
        let mut id = self.locale.id.clone();
        LocaleExpander::new_extended().maximize(&mut id);
        let language = id.language;
        id.region.map_or_else(|| language.to_string(), |region| format!("{language}_{region}"))
    }
}

impl Dates {
    fn of(locale: DateTimeFormatterPreferences) -> Option<Dates> {
        Some(Dates {
            long: DateTimeFormatter::try_new(locale, YMD::long()).ok()?,
            medium: DateTimeFormatter::try_new(locale, YMD::medium()).ok()?,
            month: DateTimeFormatter::try_new(locale, YM::long()).ok()?,
            year: DateTimeFormatter::try_new(locale, Y::long()).ok()?,
            day: DateTimeFormatter::try_new(locale, MD::long()).ok()?,
            weekday: DateTimeFormatter::try_new(locale, YMDE::long()).ok()?,
        })
    }
}
