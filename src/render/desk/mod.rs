//! The desk of the preview: what is to be mended, what is published and why not, what is not
//! translated, what time will change.
//!
//! A pure function from a finished build to a page. It has templates of its own, so that it works
//! while the site's theme is broken. Knows nothing of disk, clock and network.

mod ask;
mod bench;
mod calendar;
mod codes;
mod index;
mod pages;
mod parts;
mod summary;
mod todo;
mod translate;
mod translations;
mod weight;
mod work;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, Tera, Value};

use crate::base::date::Instant;
use crate::base::message::{Catalogue, Language};
use crate::base::output::Output;
use crate::base::{Diagnostic, Lang, Sources, Url};
use crate::relate::Site;
use crate::relate::site::{Edition, Item, Row};

use super::format::{Amount, Formatter, Unit};
use index::{Index, best, stem};
use parts::{Parts, parts};
use translations::missing;
use weight::Weight;

pub use ask::{Ask, Tab};
pub use bench::{Bench, Sent, Why, row_key};

pub use weight::Weights;

/// The desk's style sheet, at `/_altavoz/desk.css`.
pub const STYLE: &[u8] = include_bytes!("desk.css");

/// What makes the pages of translators quicker, at `/_altavoz/work.js`, and what colours a page beside them.
pub const WORK: [(&str, &[u8]); 2] =
    [("work.js", include_bytes!("work.js")), ("beside.css", include_bytes!("beside.css"))];

/// What the desk shows.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The site of the last build.
    pub site: &'a Site,
    /// What it publishes.
    pub output: &'a Output,
    /// What it has to say.
    pub diagnostics: &'a [Diagnostic],
    /// The files that it speaks of.
    pub sources: &'a Sources,
    /// Puts diagnostics into words.
    pub explain: &'a dyn Fn(&[Diagnostic]) -> Vec<Problem>,
    /// Why the machine would not build at all, if so.
    pub failure: Option<&'a str>,
    /// What translators work with, where they are let in.
    pub bench: Option<Bench<'a>>,
    /// What was weighed before.
    pub weights: &'a Weights,
    /// The words of the desk's language.
    pub words: &'a Catalogue,
    /// That language.
    pub language: Language,
}

/// A diagnostic in words.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Problem {
    /// `error` or `warning`.
    pub severity: String,
    /// Its code.
    pub code: String,
    /// From 1.
    pub line: Option<usize>,
    /// From 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The lines that it is about.
    pub excerpt: String,
}

/// A page of the desk.
pub fn page(desk: &Desk<'_>, ask: &Ask) -> String {
    let around = Around::of(desk, ask);
    let mut context = tera::Context::new();
    let mut template = ask.tab.name();
    let chosen =
        desk.bench.and_then(|bench| translate::chosen(&bench, &around)).filter(|_| ask.tab == Tab::Translate);
    match ask.tab {
        Tab::Todo => context.insert("view", &todo::view(&around)),
        Tab::Pages => context.insert("view", &pages::view(&around)),
        Tab::Translations => context.insert("view", &translations::view(&around)),
        Tab::Calendar => context.insert("view", &calendar::view(&around)),
        Tab::Codes => context.insert("view", &codes::view(&around)),
        Tab::Translate => match (desk.bench, chosen) {
            (Some(bench), Some(page)) => {
                template = "work";
                context.insert("view", &work::work(page, &bench, &around));
            }
            (Some(bench), None) => context.insert("view", &translate::list(&bench, &around)),
            (None, _) => return String::new(),
        },
    }
    let mut frame = frame(&around);
    if let Some(page) = chosen {
        (frame.tab, frame.title) = (template, translate::title(page));
    }
    context.insert("frame", &frame);
    context.insert("w", &words(desk.words));
    let template = format!("{template}.html");
    TEMPLATES.render(&template, &context).expect("the desk's templates fit its views")
}

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.register_filter("said", said);
    tera.register_filter("markup", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(text));
    let templates = [
        ("desk.html", include_str!("desk.html")),
        ("todo.html", include_str!("todo.html")),
        ("pages.html", include_str!("pages.html")),
        ("translations.html", include_str!("translations.html")),
        ("calendar.html", include_str!("calendar.html")),
        ("codes.html", include_str!("codes.html")),
        ("translate.html", include_str!("translate.html")),
        ("work.html", include_str!("work.html")),
    ];
    tera.add_raw_templates(templates).expect("the desk's templates are whole");
    tera
});

/// A message as a sentence: its first letter a capital, what stands in backticks as code.
fn said(text: &str, _: Kwargs, _: &State<'_>) -> Value {
    let mut html = String::with_capacity(text.len() + 32);
    for (number, piece) in sentence(text).split('`').enumerate() {
        let (open, close) = if number % 2 == 0 { ("", "") } else { ("<code>", "</code>") };
        html.extend([open, &escaped(piece), close]);
    }
    Value::safe_string(&html)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn sentence(text: &str) -> String {
    // Spanish opens a question before its first letter.
    let start = text.len() - text.trim_start_matches(['¿', '¡']).len();
    let mut letters = text[start..].chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    text[..start].chars().chain(first).chain(letters).collect()
}

/// The desk's own phrases, `[desk]` of the catalogue, as a tree.
fn words(catalogue: &Catalogue) -> serde_json::Value {
    let mut tree = serde_json::Map::new();
    for (key, templates) in catalogue.templates() {
        let Some(key) = key.strip_prefix("desk.") else { continue };
        let text = templates.first().map(String::as_str).unwrap_or_default().into();
        let mut steps: Vec<&str> = key.split('.').collect();
        let last = steps.pop().unwrap_or_default();
        let table = steps.into_iter().fold(&mut tree, |table, step| {
            let inner = table.entry(step).or_insert_with(|| serde_json::Map::new().into());
            inner.as_object_mut().expect("a phrase is no table")
        });
        table.insert(last.to_owned(), text);
    }
    tree.into()
}

/// What every page of the desk has around its own rows.
#[derive(Serialize)]
struct Frame {
    lang: &'static str,
    tab: &'static str,
    title: String,
    site: String,
    home: String,
    failure: Option<String>,
    tabs: Vec<Step>,
    languages: Vec<Step>,
    /// Where a form leads, and what it keeps.
    action: String,
    asked_lang: String,
    query: String,
}

/// A link to another page of the desk, or to the same in another language.
#[derive(Serialize)]
struct Step {
    label: String,
    href: String,
    lang: &'static str,
    is_current: bool,
}

fn frame(around: &Around<'_>) -> Frame {
    let Around { desk, ask, .. } = around;
    let language = desk.language;
    let own = desk.bench.map(|_| Tab::Translate);
    let tabs = Tab::ALL.into_iter().chain(own).map(|tab| Step {
        label: around.say(&format!("tab.{}", tab.name())),
        href: ask.to(tab, &[]),
        lang: language.tag(),
        is_current: tab == ask.tab,
    });
    let languages = Language::ALL.into_iter().map(|other| Step {
        label: own_name(other).to_owned(),
        href: ask.with("lang", other.tag()),
        lang: other.tag(),
        is_current: other == language,
    });
    Frame {
        lang: language.tag(),
        tab: ask.tab.name(),
        title: match ask.tab {
            Tab::Codes => ask.get("code").to_owned(),
            tab => around.say(&format!("tab.{}", tab.name())),
        },
        site: around.site_title().to_owned(),
        home: Url::new("/").href(&desk.site.config.base_path),
        failure: desk.failure.map(str::to_owned),
        tabs: tabs.collect(),
        languages: languages.collect(),
        action: ask.path(),
        asked_lang: ask.get("lang").to_owned(),
        query: ask.get("q").to_owned(),
    }
}

/// As those who speak it call it.
fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Spanish => "Español",
    }
}

/// What every part of the desk works with.
struct Around<'a> {
    desk: &'a Desk<'a>,
    ask: &'a Ask,
    formatter: Formatter,
    index: Index<'a>,
}

impl<'a> Around<'a> {
    fn of(desk: &'a Desk<'a>, ask: &'a Ask) -> Around<'a> {
        // As the site writes that language, if it has it: 12 October or October 12.
        let locale = own(desk).map_or(desk.language.tag(), |own| &own.locale);
        Around { desk, ask, formatter: Formatter::new(locale), index: Index::of(desk.site) }
    }

    /// The site's title in the desk's language, if it has it.
    fn site_title(&self) -> &'a str {
        own(self.desk).map_or(&self.desk.site.config.title, |own| &own.title)
    }

    /// A phrase of the desk.
    fn say(&self, key: &str) -> String {
        self.say_of(key, &[])
    }

    /// The same with its placeholders filled.
    fn say_of(&self, key: &str, arguments: &[(&str, String)]) -> String {
        self.desk.words.phrase(&format!("desk.{key}"), arguments)
    }

    /// What a page's state is called.
    fn state(&self, state: &str) -> String {
        sentence(&self.desk.words.phrase(&format!("state.{state}"), &[]))
    }

    /// Why a row is not published.
    fn reason(&self, row: &Row) -> Option<String> {
        let (key, detail) = row.reason.as_ref()?;
        let phrase = |value: String| self.desk.words.phrase(&format!("reason.{key}"), &[("value", value)]);
        Some(match *key {
            "embargoed" | "expired" => {
                let instant = detail.parse().map(Instant);
                phrase(instant.map_or_else(|_| detail.clone(), |instant| self.moment(instant)))
            }
            // A language's name is no code.
            "untranslated" | "machine" => phrase(self.lang_name(&Lang::new(detail))).replacen('`', "", 2),
            _ => phrase(detail.clone()),
        })
    }

    /// "1 December 2026, 06:00", by the site's clock.
    fn moment(&self, instant: Instant) -> String {
        let zone = &self.desk.site.config.timezone;
        format!("{}, {}", self.formatter.long_date(instant.day(zone)), self.time(instant))
    }

    /// "06:00".
    fn time(&self, instant: Instant) -> String {
        instant.0.to_zoned(self.desk.site.config.timezone.clone()).strftime("%H:%M").to_string()
    }

    /// A language by its name in the desk's language.
    fn lang_name(&self, lang: &Lang) -> String {
        self.formatter.language(lang)
    }

    /// Where a page is.
    fn href(&self, url: &Url) -> String {
        url.href(&self.desk.site.config.base_path)
    }

    /// "12.3 KB", of a thousand bytes; a whole number of them is written as one.
    fn kilobytes(&self, bytes: usize) -> String {
        let amount = match bytes.div_ceil(100) {
            tenths if tenths % 10 == 0 => Amount::parse(&(tenths / 10).to_string()),
            tenths => Amount::parse(&format!("{}.{}", tenths / 10, tenths % 10)),
        };
        let number = amount.map(|amount| self.formatter.amount(&amount, Unit::Plain)).unwrap_or_default();
        format!("{number} KB")
    }

    fn count(&self, number: usize) -> String {
        self.formatter.number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The desk's language as one of the site's, if it is.
fn own<'a>(desk: &Desk<'a>) -> Option<&'a crate::config::Language> {
    desk.site.config.languages.iter().find(|own| own.lang.as_str() == desk.language.tag())
}

/// A text in its own language.
#[derive(Serialize)]
struct Titled {
    title: String,
    href: Option<String>,
    lang: Option<String>,
    dir: Option<&'static str>,
}

impl Titled {
    fn of_edition(edition: &Edition, around: &Around<'_>) -> Titled {
        let title = edition.meta.title.as_ref().map(|title| title.value.clone());
        Titled {
            title: title.unwrap_or_else(|| edition.url.to_string()),
            href: Some(around.href(&edition.url)),
            lang: Some(edition.text_lang.to_string()),
            dir: Some(edition.text_lang.dir()),
        }
    }

    fn of_item(item: &Item, around: &Around<'_>) -> Option<Titled> {
        best(item, around.desk.language.tag()).map(|edition| Titled::of_edition(edition, around))
    }

    /// A file that no page shows.
    fn of_file(file: &str) -> Titled {
        Titled { title: file.to_owned(), href: None, lang: None, dir: None }
    }
}
