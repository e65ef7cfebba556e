//! What the items of a corpus are: their number, section, date, terms. Their text is `body`'s.

use crate::body;
use crate::random::Random;
use crate::sentence::{self, Both};
use crate::words::{COUNTRIES, FORMS, HASHTAGS, TOPICS};

/// How many items each section has.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    news: usize,
    statements: usize,
    handbook: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    News,
    Statements,
    Handbook,
}

/// One item in its two languages, without what only one of the systems wants.
pub(crate) struct Item {
    pub(crate) section: Section,
    number: usize,
    pub(crate) title: Both,
    pub(crate) summary: Both,
    /// `YYYY-MM-DD`
    pub(crate) date: String,
    /// Alpha-2 codes; none where the item is about the whole world.
    pub(crate) countries: Vec<&'static str>,
    /// What follows from the countries, or `global`.
    pub(crate) regions: Vec<&'static str>,
    pub(crate) topics: Vec<&'static str>,
    pub(crate) hashtags: Vec<&'static str>,
    /// A statement's.
    pub(crate) form: Option<&'static str>,
    pub(crate) has_code: bool,
    pub(crate) body: Both,
}

impl Section {
    pub(crate) const ALL: [Section; 3] = [Section::News, Section::Statements, Section::Handbook];

    pub(crate) fn folder(self) -> &'static str {
        match self {
            Section::News => "news",
            Section::Statements => "statements",
            Section::Handbook => "handbook",
        }
    }

    /// The section's word in the Spanish addresses.
    pub(crate) fn spanish(self) -> &'static str {
        match self {
            Section::News => "noticias",
            Section::Statements => "declaraciones",
            Section::Handbook => "manual",
        }
    }

    pub(crate) fn title(self) -> [&'static str; 2] {
        match self {
            Section::News => ["News", "Noticias"],
            Section::Statements => ["Statements", "Declaraciones"],
            Section::Handbook => ["Handbook", "Manual"],
        }
    }
}

impl Shape {
    /// Half of the items are news, a quarter statements, the others pages.
    pub(crate) fn of_pages(pages: usize) -> Option<Shape> {
        let items = pages / 2;
        let (news, statements) = (items / 2, items / 4);
        let shape = Shape { news, statements, handbook: items - news - statements };
        (pages >= 8 && pages.is_multiple_of(2)).then_some(shape)
    }

    pub(crate) fn len(self) -> usize {
        self.news + self.statements + self.handbook
    }

    /// Every item, one after the other.
    pub(crate) fn items(self) -> impl Iterator<Item = Item> {
        (0..self.len()).map(move |index| item(self, index))
    }

    /// The section of the item at `index`, and its number there.
    pub(crate) fn place(self, index: usize) -> (Section, usize) {
        if index < self.news {
            (Section::News, index)
        } else if index < self.news + self.statements {
            (Section::Statements, index - self.news)
        } else {
            (Section::Handbook, index - self.news - self.statements)
        }
    }
}

impl Item {
    /// The file's name without its ending.
    pub(crate) fn name(&self) -> String {
        name(self.number)
    }

    /// The whole file in a language; `shared` is the front matter that is not text.
    pub(crate) fn file(&self, language: usize, shared: &str) -> String {
        let [title, summary, body] = [&self.title, &self.summary, &self.body].map(|text| &text.0[language]);
        format!("+++\ntitle = \"{title}\"\nsummary = \"{summary}\"\n{shared}+++\n\n{body}")
    }
}

/// A line of front matter; none for an empty list.
pub(crate) fn list(key: &str, terms: &[&str]) -> String {
    if terms.is_empty() { String::new() } else { format!("{key} = {terms:?}\n") }
}

/// Every tenth item.
pub(crate) fn has_code(index: usize) -> bool {
    index % 10 == 3
}

/// Every number's name has the same length, up to ten thousand.
pub(crate) fn name(number: usize) -> String {
    format!("{:04}", number + 1)
}

fn item(shape: Shape, index: usize) -> Item {
    let (section, number) = shape.place(index);
    let random = &mut Random::new(index, 0);
    let (countries, regions) = places(random);
    Item {
        section,
        number,
        title: sentence::title(random),
        summary: sentence::sentence(random).plain(),
        date: date(random),
        countries,
        regions,
        topics: some(random, TOPICS, 2).into_iter().map(|topic| topic[0]).collect(),
        hashtags: some(random, HASHTAGS, 1),
        form: (section == Section::Statements).then(|| *random.of(FORMS)),
        has_code: has_code(index),
        body: body::body(shape, index),
    }
}

/// Up to two countries and their regions; one item in twenty is about the world.
fn places(random: &mut Random) -> (Vec<&'static str>, Vec<&'static str>) {
    if random.below(20) == 0 {
        return (Vec::new(), vec!["global"]);
    }
    let count = random.between(1, 2);
    let chosen = random.some(COUNTRIES, count);
    let mut regions: Vec<_> = chosen.iter().map(|country| country[1]).collect();
    regions.dedup();
    (chosen.iter().map(|country| country[0]).collect(), regions)
}

/// From `count - 1` to `count + 1` of the choices.
fn some<T: Copy>(random: &mut Random, choices: &[T], count: usize) -> Vec<T> {
    let count = random.between(count - 1, count + 1);
    random.some(choices, count).into_iter().copied().collect()
}

/// Spread over ten years, all before the day the sites are built for.
fn date(random: &mut Random) -> String {
    let (year, month, day) = (random.between(2017, 2026), random.between(1, 12), random.between(1, 28));
    format!("{year}-{:02}-{day:02}", if year == 2026 { month.min(9) } else { month })
}

impl Both {
    /// Without the marks of stress, for front matter.
    fn plain(self) -> Both {
        Both(self.0.map(|text| text.replace('*', "")))
    }
}
