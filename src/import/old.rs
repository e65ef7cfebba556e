//! The old site in the words of no generator: pages with their languages and addresses, and files.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::base::front_matter::{Format, Parts, divide};
use crate::base::node::{Node, Table, Value};
use crate::base::{Lang, Report, Source, SourcePath, Span, lang, toml, yaml};

/// Which program made the old site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generator {
    /// gohugo.io.
    Hugo,
    /// jekyllrb.com.
    Jekyll,
    /// getzola.org.
    Zola,
}

/// A page of the old site.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// The file.
    pub(super) source: Arc<Source>,
    /// What its front matter says.
    pub(super) front: Table,
    /// Where the front matter begins.
    pub(super) opening: Span,
    /// Its text, as bytes of the file.
    pub(super) body: Range<usize>,
    /// Its language, where it is not the old site's default.
    pub(super) lang: Option<Lang>,
    /// Where it goes: from `content/`, without language and ending (`news/hearing`, `news/_index`).
    pub(super) place: String,
    /// Where readers found it.
    pub(super) address: Option<String>,
    /// From where they were led to it.
    pub(super) aliases: Vec<String>,
    /// The last part of an address that was written by hand.
    pub(super) slug: Option<String>,
    /// Whether it is one of a stream of posts, which become news.
    pub(super) is_post: bool,
    /// The address of another site that it only leads to.
    pub(super) leads: Option<String>,
    /// Not published, by its folder or by what its front matter says.
    pub(super) draft: bool,
}

/// A file that is no page.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// The file.
    pub(super) source: Arc<Source>,
    /// Where it goes, from the site's root.
    pub(super) to: String,
    /// Where it was found.
    pub(super) address: String,
}

/// The whole old site.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// Its pages.
    pub(super) pages: Vec<Page>,
    /// Its other files.
    pub(super) files: Vec<File>,
    /// The language of pages that do not say theirs.
    pub(super) lang: Option<Lang>,
    /// The origins that the site has, with and without `www.`, for links that spell it out.
    pub(super) bases: Vec<String>,
    /// The path that all its addresses began with: `/campaign`, or nothing.
    pub(super) base_path: String,
}

/// Reads a page's file; `None`, and a report, for one that cannot be read.
pub(super) fn page(source: &Arc<Source>, report: &mut Report) -> Option<Page> {
    let text = source.text_or_report(report)?;
    let start = Span::start_of(source.id);
    let (front, opening, body) = match divide(text) {
        Parts::Bare(body) => match json(text, source, &body, report) {
            Some((front, behind)) => (front, start, behind),
            None => (Table::default(), start, body),
        },
        Parts::Divided { format, opening, front, body } => {
            let read = if format == Format::Toml { toml::read } else { yaml::read };
            let reading = read(&text[front.clone()], source.id, front.start, report);
            (reading.table, Span::new(source.id, opening), body)
        }
        Parts::Unclosed(opening) => {
            let span = Span::new(source.id, opening.clone());
            report.error("front-matter/unclosed", span).arg("line", &text[opening.clone()]);
            return None;
        }
    };
    Some(Page {
        source: source.clone(),
        front,
        opening,
        body,
        lang: None,
        place: String::new(),
        address: None,
        aliases: Vec::new(),
        slug: None,
        is_post: false,
        leads: None,
        draft: false,
    })
}

// Hugo's third format: an object in braces, each alone on its line.
fn json(
    text: &str,
    source: &Source,
    body: &Range<usize>,
    report: &mut Report,
) -> Option<(Table, Range<usize>)> {
    let start = body.start + text[body.clone()].len() - text[body.clone()].trim_start().len();
    if !text[start..].starts_with("{\n") && !text[start..].starts_with("{\r\n") {
        return None;
    }
    let end = start + text[start..].find("\n}")? + 2;
    let reading = yaml::read(&text[start..end], source.id, start, report);
    Some((reading.table, end..text.len()))
}

/// A file of settings in whichever format it has.
pub(super) fn settings(source: &Source) -> Table {
    let mut report = Report::default();
    let Some(text) = source.text_or_report(&mut report) else { return Table::default() };
    match source.path.extension().as_deref() {
        Some("toml") => toml::read(text, source.id, 0, &mut report).table,
        _ => yaml::read(text, source.id, 0, &mut report).table,
    }
}

impl Page {
    /// A text of the front matter.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.front.get(key).and_then(text)
    }

    /// Whether a key is `true`, or `false` for another answer than `unless`.
    pub(super) fn is(&self, key: &str, value: bool) -> bool {
        self.front.get(key).is_some_and(|node| node.value == Value::Boolean(value))
    }
}

/// A text, or a date as it was written.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) | Value::Date(text) => Some(text),
        _ => None,
    }
}

/// One text or several.
pub(super) fn texts(node: &Node) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(text).map(str::to_owned).collect(),
        _ => text(node).into_iter().map(str::to_owned).collect(),
    }
}

/// The value of a key, whichever letters of it are capitals.
pub(super) fn any_case<'a>(table: &'a Table, key: &str) -> Option<&'a Node> {
    table.entries.iter().find(|(name, _)| name.value.eq_ignore_ascii_case(key)).map(|(_, node)| node)
}

/// The table at a path of keys.
pub(super) fn inside<'a>(table: &'a Table, key: &str) -> Option<&'a Table> {
    match &any_case(table, key)?.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The languages that the settings name, with what they say of each. A key that is no language tag is
/// reported and passed over: languages become parts of file names.
pub(super) fn languages<'a>(config: &'a Table, report: &mut Report) -> Vec<(&'a str, Lang, &'a Value)> {
    let mut languages = Vec::new();
    for (key, node) in inside(config, "languages").map(|table| &table.entries).into_iter().flatten() {
        match lang::of_any_case(&key.value) {
            Some(lang) => languages.push((key.value.as_str(), lang, &node.value)),
            None => drop(report.warning("import/language-tag", key.span).arg("value", &key.value)),
        }
    }
    languages
}

/// The language that a key of the settings names for pages that do not say theirs.
pub(super) fn default_language(config: &Table, key: &str, report: &mut Report) -> Option<Lang> {
    let node = any_case(config, key)?;
    let written = text(node)?;
    let lang = lang::of_any_case(written);
    if lang.is_none() {
        report.warning("import/language-tag", node.span).arg("value", written);
    }
    lang
}

/// The language suffix of a file's stem (`about.es` → `about`, `es`), by the languages that the old site
/// names, or by any that has two letters.
pub(super) fn suffixed<'a>(stem: &'a str, named: &BTreeSet<String>) -> (&'a str, Option<Lang>) {
    let Some((rest, tag)) = stem.rsplit_once('.').filter(|(rest, _)| !rest.is_empty()) else {
        return (stem, None);
    };
    let tag = tag.trim_start_matches('_');
    let is_language = if named.is_empty() { lang::has_two_letters(tag) } else { named.contains(tag) };
    match lang::of_any_case(tag).filter(|_| is_language) {
        Some(lang) => (rest, Some(lang)),
        None => (stem, None),
    }
}

/// Folder and name: `a/b/c.md` → `a/b`, `c.md`.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A path of two parts, either of which may be empty.
pub(super) fn join(folder: &str, name: &str) -> String {
    match (folder.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (false, true) => folder.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

/// An address with one slash between its parts and at its beginning, percent-decoding undone; a
/// trailing slash stays as it is.
pub(super) fn address(written: &str) -> String {
    let path = written.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let end = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    crate::import::links::decoded(&format!("/{}{end}", parts.join("/")))
}

/// The origins under which links may name the site, both schemes, with and without `www.`, and the path
/// behind them.
pub(super) fn bases(url: &str) -> (Vec<String>, String) {
    let Some((_, rest)) = url.trim_end_matches('/').split_once("://") else {
        return (Vec::new(), String::new());
    };
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (rest, path) =
        rest.split_once('/').map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let schemes = ["https://", "http://", "https://www.", "http://www."];
    (schemes.iter().map(|scheme| format!("{scheme}{rest}")).collect(), path)
}

/// Whether a path is Markdown.
pub(super) fn is_markdown(path: &SourcePath) -> bool {
    matches!(path.extension().as_deref(), Some("md" | "markdown" | "mkd" | "mdown"))
}

/// A file's name without its last ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name that has a day at its beginning: the day, and the rest.
pub(super) fn dated(name: &str) -> Option<(&str, &str)> {
    let (day, rest) = name.split_at_checked(10)?;
    let rest = rest.strip_prefix('-').filter(|rest| !rest.is_empty())?;
    crate::base::date::Day::parse(day).map(|_| (day, rest))
}
