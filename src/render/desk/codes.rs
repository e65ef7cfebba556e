//! What a diagnostic's code means: its page of the documentation, which the program carries along.
//!
//! From a code to HTML. Links to other codes stay on the desk, those to other pages of the
//! documentation are words only, since the desk needs no internet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

use super::{Around, Tab};

static CHECKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/checks");
const DIAGNOSTICS: &str = include_str!("../../../docs/diagnostics.md");

/// What stands on a code's page, by code: Markdown.
static EXPLANATIONS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let pages = CHECKS.files().filter_map(|file| file.contents_utf8());
    let pages = pages.filter_map(|text| text.strip_prefix("# `")?.split_once("`\n"));
    let pages = pages.map(|(code, text)| (code.to_owned(), text.to_owned()));
    entries(DIAGNOSTICS).into_iter().chain(pages).collect()
});

/// Whether there is an explanation of a code.
pub(super) fn has(code: &str) -> bool {
    EXPLANATIONS.contains_key(code)
}

/// The page of one code.
#[derive(Serialize)]
pub(super) struct View {
    /// HTML, in English.
    text: String,
}

/// Puts the page together.
pub(super) fn view(around: &Around<'_>) -> View {
    let text = EXPLANATIONS.get(around.ask.get("code")).map_or("", String::as_str);
    View { text: written(text, &|code| around.ask.to(Tab::Codes, &[("code", code)])) }
}

/// The entries of the page of all diagnostics: under headings, and in the table at its end.
fn entries(page: &str) -> BTreeMap<String, String> {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    let (mut code, mut is_example) = (None, false);
    for line in page.lines() {
        is_example ^= line.starts_with("~~~~") || line.starts_with("```");
        if let Some(heading) = line.strip_prefix('#').filter(|_| !is_example) {
            code = heading.split('`').nth(1).filter(|_| heading.starts_with("## `"));
        } else if let Some(code) = code {
            let entry = entries.entry(code.to_owned()).or_default();
            entry.push_str(line);
            entry.push('\n');
        } else if let Some([code, severity, about, advice]) = row(line) {
            entries.insert(code.replace('`', ""), format!("{severity} · {about}\n\nWhat to do: {advice}.\n"));
        }
    }
    entries
}

fn row(line: &str) -> Option<[&str; 4]> {
    let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
    let row = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
    row[0].contains('/').then_some(row)
}

fn written(text: &str, address: &dyn Fn(&str) -> String) -> String {
    let mut kept = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = code_at(&dest_url).map(|code| address(code).into());
            kept.push(dest_url.is_some());
            Some(Event::Start(Tag::Link { link_type, dest_url: dest_url?, title, id }))
        }
        Event::End(TagEnd::Link) => kept.pop().filter(|kept| *kept).map(|_| event),
        event => Some(event),
    });
    let mut text = String::new();
    html::push_html(&mut text, events);
    text
}

/// The code that a link of the documentation leads to: `link-text.md`, `../diagnostics.md#linkbroken`.
fn code_at(target: &str) -> Option<&'static str> {
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let name = file.rsplit('/').next()?.strip_suffix(".md")?;
    let mut codes = EXPLANATIONS.keys();
    let found = codes.find(|code| {
        let is_anchor = name == "diagnostics" && code.replace('/', "") == anchor;
        is_anchor || code.replace('/', "-") == name
    });
    found.map(String::as_str)
}
