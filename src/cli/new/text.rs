//! What stands in a new file: the fields that an item needs, the others as remarks with examples,
//! and a beginning of the text.
//!
//! Knows which fields there are from their records, and what they are for from the field words.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::base::country::Country;
use crate::base::date::Day;
use crate::base::record::{Field, Shape};
use crate::content::Kind;

use super::super::field_words::{FieldWords, shapes};
use super::ask::Wish;
use super::{Facts, wants_country};

/// The whole file.
pub(super) fn text(wish: &Wish, facts: &Facts, words: &FieldWords) -> String {
    let writer = Writer { given: given(wish, facts, words), values: values(wish, facts), words };
    let [Shape::Record(meta, common), Shape::Record(name, own)] = shapes(wish.kind) else {
        unreachable!("front matter is a table")
    };
    let mut text = String::from("+++\n");
    remarks(words.text("head.lines").unwrap_or_default(), &mut text);
    text.push('\n');
    writer.set(meta, common, &mut text);
    if wants_country(wish.kind) && wish.countries.is_empty() {
        remarks(words.text("head.country").unwrap_or_default(), &mut text);
    }
    writer.set(name, own, &mut text);
    writer.heading("head.own", &mut text);
    writer.examples(name, own, &mut text);
    writer.heading("head.common", &mut text);
    writer.examples(meta, common, &mut text);
    writer.tables(name, own, &mut text);
    text.push_str("+++\n\n");
    text.push_str(words.text(&format!("body.{}", wish.kind.name())).unwrap_or_default().trim_start());
    text
}

/// What is known of this item, as TOML.
fn given(wish: &Wish, facts: &Facts, words: &FieldWords) -> BTreeMap<&'static str, String> {
    let mut given = BTreeMap::from([("title", quoted(&wish.title)), ("draft", "true".to_owned())]);
    if matches!(wish.kind, Kind::Statement | Kind::News | Kind::Practice) {
        given.insert("date", facts.today.to_string());
    }
    if !wish.countries.is_empty() {
        given.insert("countries", list(wish.countries.iter().map(Country::code)));
    } else if wants_country(wish.kind) {
        given.extend(facts.region.as_ref().map(|region| ("regions", list([region.as_str()]))));
    }
    if !wish.hashtags.is_empty() {
        given.insert("hashtags", list(wish.hashtags.iter().map(|hashtag| hashtag.0.as_str())));
    }
    if matches!(wish.kind, Kind::Petition | Kind::Practice) {
        given.insert("id", quoted(&facts.id));
    }
    if wish.kind == Kind::Practice {
        let scope = if wish.countries.is_empty() { "global" } else { "national" };
        given.insert("scope", quoted(scope));
        given.extend(words.text("draft.summary").map(|summary| ("summary", quoted(summary))));
    }
    given
}

/// What the `<names>` in examples stand for.
fn values(wish: &Wish, facts: &Facts) -> BTreeMap<&'static str, String> {
    let country = wish.countries.first().map_or("MX", |country| country.code());
    // The last day of a far month fits every calendar.
    let later: Day = facts.today.plus_months(6);
    let texts = [
        ("country", country),
        ("id", &facts.id),
        ("name", &facts.name),
        ("site", &facts.site),
        ("item", &facts.item),
        ("picture", &facts.picture),
        ("topic", &facts.topic),
        ("hashtag", &facts.hashtag),
        ("region", facts.region.as_deref().unwrap_or("global")),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name, escaped(text)));
    let days = [
        ("today", facts.today.to_string()),
        ("later", later.to_string()),
        ("year", facts.today.year().to_string()),
    ];
    texts.chain(days).collect()
}

struct Writer<'a> {
    given: BTreeMap<&'static str, String>,
    values: BTreeMap<&'static str, String>,
    words: &'a FieldWords,
}

impl Writer<'_> {
    /// The fields that have a value.
    fn set(&self, record: &str, fields: &[Field], text: &mut String) {
        for field in fields {
            if let Some(value) = self.value(record, field) {
                self.says(record, field, text);
                writeln!(text, "{} = {value}", field.key).expect("a string");
            }
        }
    }

    /// The fields that may be set, behind a #.
    fn examples(&self, record: &str, fields: &[Field], text: &mut String) {
        for field in fields.iter().filter(|field| self.value(record, field).is_none()) {
            if let Some(example) = self.words.example(record, field.key) {
                self.says(record, field, text);
                writeln!(text, "#{} = {}", field.key, self.filled(example)).expect("a string");
            }
        }
    }

    /// The tables that must be there: they come last, since every line below belongs to them.
    fn tables(&self, record: &str, fields: &[Field], text: &mut String) {
        for field in fields.iter().filter(|field| field.rule.is_required()) {
            let (open, close, inside) = match field.shape {
                Shape::Record(name, fields) => ("[", "]", (name, fields)),
                Shape::List(&Shape::Record(name, fields)) => ("[[", "]]", (name, fields)),
                _ => continue,
            };
            text.push('\n');
            self.says(record, field, text);
            writeln!(text, "{open}{}{close}", field.key).expect("a string");
            self.set(inside.0, inside.1, text);
            self.examples(inside.0, inside.1, text);
        }
    }

    fn value(&self, record: &str, field: &Field) -> Option<String> {
        // Only fields of the item itself are given: a source has a title, too.
        let draft = || self.words.draft(record, field.key).map(|draft| self.filled(draft));
        self.given.get(field.key).filter(|_| is_front_matter(record)).cloned().or_else(draft)
    }

    fn says(&self, record: &str, field: &Field, text: &mut String) {
        remarks(self.words.says(record, field.key).unwrap_or_default(), text);
    }

    fn heading(&self, name: &str, text: &mut String) {
        writeln!(text, "\n# ---- {} ----", self.words.text(name).unwrap_or_default()).expect("a string");
    }

    /// `<names>` by their values.
    fn filled(&self, template: &str) -> String {
        let mut filled = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('<') {
            filled.push_str(before);
            let (name, behind) = behind.split_once('>').unwrap_or((behind, ""));
            filled.push_str(self.values.get(name).map_or("", String::as_str));
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }
}

/// Whether a record is an item's own, and not one inside.
fn is_front_matter(record: &str) -> bool {
    let tops = Kind::ALL.into_iter().flat_map(shapes);
    tops.into_iter().any(|shape| matches!(shape, Shape::Record(name, _) if name == record))
}

fn remarks(lines: &str, text: &mut String) {
    for line in lines.lines() {
        writeln!(text, "# {line}").expect("a string");
    }
}

fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

/// A text of TOML between quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            letter if letter.is_control() => {
                write!(escaped, "\\u{:04X}", u32::from(letter)).expect("a string");
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
