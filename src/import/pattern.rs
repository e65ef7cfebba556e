//! Patterns of addresses, as Jekyll and Hugo have them: `/:categories/:year/:month/:day/:title/`.

use crate::base::date::Day;
use crate::base::slug::slug;

use super::old::{Page, dated, split};

/// What the words of a pattern stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts<'a> {
    /// The folder that the page lies in.
    pub(super) folder: &'a str,
    /// The file's name.
    pub(super) name: &'a str,
    /// The page's own address word.
    pub(super) word: &'a str,
    /// What `:title` means.
    pub(super) title: &'a str,
    /// Joined by slashes.
    pub(super) categories: &'a str,
    /// The collection's name.
    pub(super) collection: &'a str,
    /// The page's day.
    pub(super) day: Option<Day>,
}

impl Parts<'_> {
    /// The day of a page, and nothing else.
    pub(super) fn of(page: &Page) -> Parts<'static> {
        let name = split(&page.place).1;
        let named = dated(name).and_then(|(day, _)| Day::parse(day));
        let day = page.text("date").and_then(Day::parse_with_time).or(named);
        Parts { day, ..Parts::default() }
    }

    fn word(&self, key: &str) -> Option<String> {
        let number = |number: Option<i64>, width: usize| number.map(|number| format!("{number:0width$}"));
        let day = self.day.map(|day| day.0);
        Some(match key {
            "year" => number(day.map(|day| i64::from(day.year())), 4)?,
            "month" => number(day.map(|day| i64::from(day.month())), 2)?,
            "day" => number(day.map(|day| i64::from(day.day())), 2)?,
            "i_month" => number(day.map(|day| i64::from(day.month())), 1)?,
            "i_day" => number(day.map(|day| i64::from(day.day())), 1)?,
            "short_year" => number(day.map(|day| i64::from(day.year() % 100)), 2)?,
            "y_day" => number(day.map(|day| i64::from(day.day_of_year())), 3)?,
            "yearday" => number(day.map(|day| i64::from(day.day_of_year())), 1)?,
            "title" => self.title.to_owned(),
            "slug" | "slugorfilename" | "slugorcontentbasename" => slug(self.word),
            "filename" | "contentbasename" | "name" | "basename" => self.name.to_owned(),
            "path" => super::old::join(self.folder, self.name),
            "categories" | "slugified_categories" => self.categories.to_owned(),
            "collection" => self.collection.to_owned(),
            "section" => self.folder.split('/').next().unwrap_or_default().to_owned(),
            "sections" => self.folder.to_owned(),
            "output_ext" => ".html".to_owned(),
            _ => return None,
        })
    }
}

/// The address that a pattern gives; a word that nobody knows stays as it is.
pub(super) fn filled(pattern: &str, parts: &Parts<'_>) -> String {
    let mut address = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once(':') {
        address.push_str(before);
        let end = behind.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(behind.len());
        let (key, after) = behind.split_at(end);
        match parts.word(key) {
            Some(word) => address.push_str(&word),
            None => address.extend([":", key]),
        }
        rest = after;
    }
    address.push_str(rest);
    super::old::address(&address)
}
