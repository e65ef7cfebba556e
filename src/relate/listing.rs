//! A row for every source file: where it is published, or why not.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::SourcePath;
use crate::config::Config;
use crate::content::parsed::SetAside;
use crate::content::{Document, Parsed};

use super::editions::OfGroup;
use super::site::{Edition, Row, State};
use super::{Group, Why};

/// All rows in the order of the paths.
pub fn listing(groups: &[Group], editions: &[OfGroup], parsed: &Parsed) -> Vec<Row> {
    let config = &*parsed.config;
    let of_group = |(group, editions): (&Group, &OfGroup)| rows(group, editions, config);
    let of_groups = groups.iter().zip(editions).flat_map(of_group);
    let mut rows: Vec<Row> = of_groups.chain(parsed.set_aside.iter().map(set_aside)).collect();
    rows.par_sort_by(|left, right| (&left.file, &left.lang).cmp(&(&right.file, &right.lang)));
    rows
}

/// The rows of a group: one a document, and one a language that it is not translated into.
fn rows(group: &Group, editions: &[Option<Arc<Edition>>], config: &Config) -> Vec<Row> {
    let rows = Rows { group, editions, config };
    let mut all = Vec::new();
    for (lang, text) in group.texts.iter().enumerate() {
        match text {
            Some(text) => all.push(rows.of_text(lang, &text.document)),
            None => all.extend(rows.partial(lang).or_else(|| rows.untranslated(lang))),
        }
    }
    let machine = group.withheld.iter().filter(|withheld| withheld.why == Why::Machine);
    let machine = machine.map(|withheld| &withheld.document);
    all.extend(machine.map(|document| rows.unused(document, "machine", &document.lang)));
    all.extend(group.spare.iter().map(|document| rows.unused(document, "duplicate", rows.twin(document))));
    all
}

/// The row of a file that its name keeps from being published.
fn set_aside(file: &SetAside) -> Row {
    let reason = if file.part.starts_with('.') { "hidden" } else { "set-aside" };
    Row {
        file: file.file.clone(),
        lang: file.lang.clone(),
        kind: file.kind,
        url: None,
        state: "draft",
        reason: Some((reason, file.part.clone())),
    }
}

struct Rows<'a> {
    group: &'a Group,
    editions: &'a [Option<Arc<Edition>>],
    config: &'a Config,
}

impl Rows<'_> {
    fn of_text(&self, lang: usize, document: &Document) -> Row {
        let url = self.editions[lang].as_ref().map(|edition| edition.url.clone());
        let (state, reason) = self.state(document);
        Row { url, state, reason, ..self.row(lang, &document.source.path) }
    }

    fn row(&self, lang: usize, file: &SourcePath) -> Row {
        Row {
            file: file.clone(),
            lang: self.config.languages[lang].lang.clone(),
            kind: self.group.kind,
            url: None,
            state: "published",
            reason: None,
        }
    }

    fn state(&self, document: &Document) -> (&'static str, Option<(&'static str, String)>) {
        let meta = &self.group.source_text().meta;
        let when = |when: &Option<crate::base::Spanned<crate::base::date::When>>| {
            let instant = when.as_ref().map(|when| when.value.instant(&self.config.timezone));
            instant.map_or_else(String::new, |instant| instant.to_string())
        };
        if document.broken {
            return ("draft", Some(("broken", String::new())));
        }
        match self.group.state {
            State::Published => ("published", None),
            State::Draft => ("draft", Some(("draft", String::new()))),
            State::Embargoed => ("embargoed", Some(("embargoed", when(&meta.publish)))),
            State::Expired => ("expired", Some(("expired", when(&meta.expires)))),
        }
    }

    /// A language without a translation of its own; readers may get the source there.
    fn untranslated(&self, lang: usize) -> Option<Row> {
        self.group.number?;
        let source = &self.group.source_text().document;
        let url = self.editions[lang].as_ref().map(|edition| edition.url.clone());
        let row = self.row(lang, &source.source.path);
        Some(match self.group.state {
            State::Expired => {
                let (state, reason) = self.state(source);
                Row { url, state, reason, ..row }
            }
            _ => Row {
                url,
                state: "untranslated",
                reason: Some(("untranslated", source.lang.to_string())),
                ..row
            },
        })
    }

    /// A translation of which too little is there: readers may get the source at its address.
    fn partial(&self, lang: usize) -> Option<Row> {
        let partial = self.group.partial(self.config, lang)?;
        let Why::Partial(percent) = partial.why else { return None };
        let url = self.editions[lang].as_ref().map(|edition| edition.url.clone());
        let (state, reason) = match self.state(&partial.document) {
            ("published", _) => ("untranslated", Some(("partial", percent.to_string()))),
            other => other,
        };
        Some(Row { url, state, reason, ..self.row(lang, &partial.document.source.path) })
    }

    /// The file that has a document's place: the one in the same language.
    fn twin(&self, document: &Document) -> &SourcePath {
        let texts = self.group.texts.iter().flatten().map(|text| &text.document);
        let twin = texts.chain(self.group.unread()).find(|other| other.lang == document.lang);
        &twin.unwrap_or(&self.group.source_text().document).source.path
    }

    fn unused(&self, document: &Document, reason: &'static str, detail: &dyn ToString) -> Row {
        Row {
            file: document.source.path.clone(),
            lang: document.lang.clone(),
            kind: self.group.kind,
            url: None,
            state: "draft",
            reason: Some((reason, detail.to_string())),
        }
    }
}
