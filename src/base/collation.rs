//! The order of words in a language's dictionaries, by ICU.

use std::cmp::Ordering;

use icu::collator::options::CollatorOptions;
use icu::collator::{CollatorBorrowed, CollatorPreferences};
use icu::locale::Locale;

/// Compares texts as readers of one language expect them to be sorted.
pub struct Collation {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// The order for a BCP 47 locale; by code points for what is none.
    pub fn of(locale: &str) -> Collation {
        let preferences = locale.parse::<Locale>().ok().map(|locale| CollatorPreferences::from(&locale));
        let collator = preferences
            .and_then(|preferences| CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok());
        Collation { collator }
    }

    /// Which of two texts comes first; only equal texts are equal.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        let collated =
            self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(left, right));
        collated.then_with(|| left.cmp(right))
    }
}
