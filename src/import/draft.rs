//! A page of the new site on its way: fields, text, and what has to be mended in it.

use std::collections::BTreeSet;

use crate::base::node::{Node, Table, Value};
use crate::base::{Diagnostic, Report, Source, SourcePath, Span, Spanned};
use crate::content::Kind;

use super::fields::{Fields, Role, fields};
use super::old::{Page, dated, split};
use super::reader::Reader;
use super::text::{Mend, Text, Written};
use super::{Site, path, toml};

/// A page on its way.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it goes.
    pub(super) path: String,
    /// Its front matter.
    pub(super) fields: Fields,
    /// Its text.
    pub(super) text: Text,
    /// What has to be done to its links.
    pub(super) mends: BTreeSet<Mend>,
    /// Whether it is a translation of another.
    pub(super) is_translation: bool,
    /// What was said of it.
    pub(super) said: Vec<Diagnostic>,
}

/// A page as it is written.
#[derive(Debug)]
pub(super) struct Finished {
    /// The whole file.
    pub(super) file: String,
    /// Its text.
    pub(super) text: Written,
    /// Where the text begins in the file, and how much of it was left out at its beginning.
    pub(super) start: (usize, usize),
}

impl Draft {
    /// Reads a page.
    pub(super) fn of(page: &Page, site: &Site<'_>) -> Draft {
        let mut said = Report::default();
        let mut new = path(page, &site.default);
        let reader = Reader { generator: site.generator, page, new: &new, ways: &site.ways };
        let text = reader.read(&mut said);
        text.report(page, &mut said);
        let is_translation = site.originals.is_translation(page);
        let top = page.place.split('/').next().unwrap_or_default();
        let is_index = split(&page.place).1 == "_index";
        let role = Role { kind: Kind::of_folder(top), is_index, is_translation };
        let title = title(page, &mut said);
        let mut fields = fields(page, &title, role, site, &mut said);
        if is_translation && fields.own.iter().any(|(key, _)| key == "draft") {
            // Its original may be public, and a translation has no draft of its own: it is set aside.
            fields.own.retain(|(key, _)| key != "draft");
            said.warning("import/draft-translation", page.opening);
            let (folder, name) = split(&new);
            new = format!("{folder}/_{name}");
        }
        if !is_translation
            && page.lang.as_ref() != Some(&site.default)
            && site.originals.has_translations(page)
        {
            fields.own.push(("original".to_owned(), Value::Boolean(true)));
        }
        if text.toc {
            fields.own.push(("toc".to_owned(), Value::Boolean(true)));
        }
        Draft { path: new, fields, text, mends: BTreeSet::new(), is_translation, said: said.diagnostics }
    }

    /// The page as it is now.
    pub(super) fn finished(&self) -> Finished {
        let front = toml::front(&self.fields.own, &self.fields.extra);
        let text = self.text.write(&self.mends);
        let body = text.text.trim_start_matches(['\n', '\r']);
        let gap = if body.is_empty() { "" } else { "\n" };
        let start = (front.len() + gap.len(), text.text.len() - body.len());
        Finished { file: format!("{front}{gap}{body}"), start, text }
    }

    /// The page as a file.
    pub(super) fn source(&self) -> Source {
        Source::new(SourcePath::new(&self.path), self.finished().file.into_bytes())
    }

    /// Adds an old address.
    pub(super) fn add_alias(&mut self, address: String, page: &Page) {
        let node = Node { span: page.opening, value: Value::String(address.clone()) };
        if let Some((_, Value::List(items))) = self.fields.own.iter_mut().find(|(key, _)| key == "aliases") {
            if items.iter().all(|item| item.value != node.value) {
                items.push(node);
            }
            return;
        }
        self.add_list("aliases", node);
    }

    /// Accepts what a rule finds, for a reason; `false` if it is accepted already.
    pub(super) fn allow(&mut self, rule: &str, reason: &str, span: Span) -> bool {
        let node = |text: &str| Node { span, value: Value::String(text.to_owned()) };
        let mut allow = Table::default();
        for (key, text) in [("rule", rule), ("reason", reason)] {
            allow.entries.push((Spanned::new(key.to_owned(), span), node(text)));
        }
        let allow = Node { span, value: Value::Table(allow) };
        match self.fields.own.iter_mut().find(|(key, _)| key == "allow") {
            Some((_, Value::List(items))) => {
                let is_it = |item: &Node| matches!(&item.value, Value::Table(table) if table.get("rule").is_some_and(|node| node.value == Value::String(rule.to_owned())));
                if items.iter().any(is_it) {
                    return false;
                }
                items.push(allow);
            }
            Some(_) => return false,
            None => self.add_list("allow", allow),
        }
        true
    }

    /// Adds a list behind the fields that are no tables.
    fn add_list(&mut self, key: &str, first: Node) {
        let is_scalar = |value: &Value| !matches!(value, Value::Table(_));
        let place = self.fields.own.iter().take_while(|(_, value)| is_scalar(value)).count();
        self.fields.own.insert(place, (key.to_owned(), Value::List(vec![first])));
    }

    /// Takes an old address out; whether it was there.
    pub(super) fn drop_alias(&mut self, address: &str) -> bool {
        let Some(place) = self.fields.own.iter().position(|(key, _)| key == "aliases") else { return false };
        let Value::List(items) = &mut self.fields.own[place].1 else { return false };
        let before = items.len();
        items.retain(|item| item.value != Value::String(address.to_owned()));
        let dropped = items.len() < before;
        if items.is_empty() {
            self.fields.own.remove(place);
        }
        dropped
    }

    /// Takes a field out; whether it was there.
    pub(super) fn drop_field(&mut self, key: &str) -> bool {
        let before = self.fields.own.len();
        self.fields.own.retain(|(own, _)| own != key);
        self.fields.own.len() < before
    }
}

/// The title, else the first heading's words, else the file's name.
fn title(page: &Page, report: &mut Report) -> String {
    let written = page.front.get("title").map(|node| match &node.value {
        Value::String(text) | Value::Date(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    });
    if let Some(title) = written.filter(|title| !title.is_empty()) {
        return title;
    }
    let name = page.place.trim_end_matches("/index").trim_end_matches("/_index");
    let name = split(name).1;
    let name = dated(name).map_or(name, |(_, rest)| rest).trim_start_matches('_').replace(['-', '_'], " ");
    let mut letters = name.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    report.warning("import/no-title", page.opening).arg("value", &title);
    title
}
